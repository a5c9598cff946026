"""A citation as a value: what is read and found, without what it takes to do so."""

from domain.ground.values import Value


class Citation(Value):
    """A place in a text that there is."""

    title: str
    place: str  # "18:23-33", "59b", "126"

    @property
    def reference(self) -> str:
        """As people read it: "Genesis 18:23-33"."""
        return f"{self.title} {self.place}"

    @property
    def url(self) -> str:
        """Where Sefaria shows it; nothing asks whether it does."""
        title = self.title.replace(" ", "_").replace("?", "%3F")
        return f"https://www.sefaria.org/{title}.{self.place.replace(':', '.')}"
