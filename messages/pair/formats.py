"""The ways to study, in words."""

from domain.pair.formats import Format
from messages.ground.words import Safe, say


def title(way: Format) -> Safe:
    """What it is called, such as "The missing voice"."""
    return say(f"format-{way.value}.title")


def described(way: Format, *, alone: bool = False) -> Safe:
    """Its title and how it goes for two or three, or for one `alone`, as one paragraph that is quoted."""
    return Safe(f"> **{title(way)}.** {say(f'format-{way.value}.alone' if alone else f'format-{way.value}')}")
