"""How somebody is greeted: by the whole of their name once a season, and from then on by the first part of it."""

TITLES = frozenset(
    {
        "rabbi", "rabbah", "rabba", "rabbanit", "rabbinit", "maharat", "rav", "reb", "rebbe", "rebbetzin", "cantor", "hazzan", "hazan",
        "chazzan", "chazan", "hazzanit", "chaplain", "dr", "prof", "professor", "rev", "reverend", "mr", "mrs", "ms", "mx", "r",
    }
)  # fmt: skip


def first_name(name: str) -> str:
    """The first part of the name they gave, without a title before it. A name that is written last name first is left whole."""
    if "," in name:
        return name
    parts = [part for part in name.split() if any(sign.isalpha() for sign in part)]
    own = [part for part in parts if part.rstrip(".").lower() not in TITLES]
    return next(iter(own), name)
