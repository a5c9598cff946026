"""The road from a message's name to its sentence: Fluent, with everything that a person typed made harmless on the way."""

import re
from datetime import datetime
from functools import lru_cache
from importlib import resources

from fluent.runtime import FluentBundle, FluentResource

LOCALE = "en"
_MARKDOWN = re.compile(r"([\\*_~`|>#\[\]()<:\-@&])")
_CONTROL = re.compile(r"[\u0000-\u0009\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Safe(str):
    """Text that is ours, or was made harmless already; everything else is escaped when it enters a sentence."""

    __slots__ = ()


def clean(typed: str, most: int = 1000) -> Safe:
    """A person's words as plain text: no mark-up, no link, no mention that could ping, no direction tricks, at most so many characters."""
    plain = _CONTROL.sub("", typed.replace("\r\n", "\n")).strip()
    short = plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
    return Safe(_MARKDOWN.sub(r"\\\1", short).replace("\\@", "@\u200b").replace("\\:", ":\u200b").replace("\\-", "-"))


def quoted(typed: str, most: int = 1000) -> Safe:
    """A person's words set off as a quotation."""
    return Safe("\n".join(f"> {line}" for line in clean(typed, most).split("\n")))


def moment(at: datetime, style: str = "F") -> Safe:
    """An instant that each reader sees on their own clock."""
    return Safe(f"<t:{int(at.timestamp())}:{style}>")


@lru_cache(maxsize=8)
def _bundle(locale: str) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    folder = resources.files("messages") / locale
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(file.read_text("utf-8")))
    return bundle


def say(name: str, /, **facts: object) -> Safe:
    """The sentence of that name (`message` or `message.attribute`) with these facts in it.

    A string that is not `Safe` is taken for something a person typed. Numbers choose plurals; give ids as text.
    Raises `KeyError` for a name that no file has, and `ValueError` for a fact that is missing: both are faults of ours.
    """
    bundle = _bundle(LOCALE)
    message_id, _, attribute = name.partition(".")
    message = bundle.get_message(message_id)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise KeyError(name)
    text, errors = bundle.format_pattern(pattern, {fact: _shown(value) for fact, value in facts.items()})
    if errors:
        raise ValueError(f"{name}: {errors[0]!r}")
    return Safe(text)


def has(name: str) -> bool:
    """True when a file has that message or attribute."""
    message_id, _, attribute = name.partition(".")
    bundle = _bundle(LOCALE)
    return bundle.has_message(message_id) and (not attribute or attribute in bundle.get_message(message_id).attributes)


def _shown(value: object) -> str | int | float:
    if isinstance(value, Safe):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return str(moment(value))
    return str(clean(str(value)))


def listed(names: list[str] | tuple[str, ...]) -> Safe:
    """Names in a row: "Dana", "Dana and Avi", "Dana, Avi and Noa"."""
    cleaned = [clean(name, 80) for name in names]
    if len(cleaned) < 2:
        return Safe("".join(cleaned))
    return say("list-and", head=Safe(", ".join(cleaned[:-1])), last=cleaned[-1])


def lines(*parts: str | None) -> Safe:
    """Paragraphs under one another; absent ones leave no gap."""
    return Safe("\n".join(part for part in parts if part))


