"""What the bot says, as values: text, abstract buttons and fields. How Discord shows them is the business of the cogs."""

from enum import StrEnum

from msgspec import field
from msgspec.structs import force_setattr

from domain.ground.values import Value
from messages.pair.pictures import Picture

CONTENT_LIMIT = 2000  # Discord's limit for one message
CLOSING = "…"


def _as_plain(value: Value, name: str) -> None:
    """An exact `str`: a subclass says how text came about, which is no business of what is kept and sent."""
    force_setattr(value, name, str(getattr(value, name)))


class Tone(StrEnum):
    """How a button looks; never the only bearer of a meaning."""

    PLAIN = "plain"
    MAIN = "main"
    GOOD = "good"
    CARE = "care"


class Button(Value):
    """Something one can press. `act` and its arguments come back when it is pressed, days later or after a restart."""

    label: str
    act: str
    args: tuple[str | int, ...] = ()
    tone: Tone = Tone.PLAIN

    def __post_init__(self) -> None:
        """Plain text, as it is kept with a delivery."""
        _as_plain(self, "label")


class Option(Value):
    """One line of a choice."""

    label: str
    value: str
    description: str | None = None
    chosen: bool = False

    def __post_init__(self) -> None:
        """Plain text, as it is kept with a delivery."""
        _as_plain(self, "label")


class Choice(Value):
    """A list to choose from, in a message."""

    act: str
    options: tuple[Option, ...]
    placeholder: str
    args: tuple[str | int, ...] = ()
    least: int = 1
    most: int = 1

    def __post_init__(self) -> None:
        """Plain text, as it is kept with a delivery."""
        _as_plain(self, "placeholder")


class File(Value):
    """Something attached; `alt` says what a picture shows, to those who do not see it."""

    name: str
    content: bytes
    alt: str | None = None


Rows = tuple[tuple[Button, ...] | Choice, ...]


class Message(Value):
    """One message: text of at most 2,000 characters, and rows of buttons or one choice each.

    `picture` is for an answer, and is drawn as its `file` when it is given.
    """

    text: str
    rows: Rows = ()
    file: File | None = None
    picture: Picture | None = None

    def __post_init__(self) -> None:
        """Too long a text is closed with an ellipsis at a line's end rather than refused by Discord and lost."""
        _as_plain(self, "text")
        if len(self.text) > CONTENT_LIMIT:
            kept = self.text[: CONTENT_LIMIT - 2].rsplit("\n", 1)[0]
            force_setattr(self, "text", f"{kept}\n{CLOSING}")


class Ask(StrEnum):
    """The kinds of field a form may have."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    ONE = "one"  # one of a few
    SOME = "some"  # any of a few
    PICK = "pick"  # one of many
    MANY = "many"  # any of many
    PEOPLE = "people"
    ROLE = "role"  # `value` is the id of the one that stands
    CHANNEL = "channel"  # a text channel; `value` as above


class Field(Value):
    """One question of a form."""

    name: str
    label: str
    ask: Ask = Ask.LINE
    hint: str | None = None
    required: bool = True
    value: str = ""  # of people, their Discord user ids with spaces between
    most: int = 1000
    options: tuple[Option, ...] = field(default=())


class Form(Value):
    """Up to five questions; what it is for travels in its name, so that it outlives a restart."""

    title: str
    act: str
    fields: tuple[Field, ...]
    args: tuple[str | int, ...] = ()
