"""The road from a message's name to its sentence: Fluent, with everything that a person typed made harmless on the way."""

import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from domain.cohort.cohorts import Program, Vocabulary
from domain.ground.habits import Reader
from domain.ground.people import Person
from domain.ground.sun import Spot
from domain.ground.values import Value
from messages.ground.entries import entries, number

LOCALE = "en"
LABEL = 80  # Discord's limit for a button

# What Discord reads as mark-up. An escape is used where it leaves no trace when shown or copied; a zero-width space only where the
# server itself reads the raw text, escapes and all: at mentions.
_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MARKS = re.compile(r"[\\*_~`|\[]|:(?=//)|(?<=\.gg)/|(?<=discord\.com)/|(?<=discordapp\.com)/", re.IGNORECASE)
_LINE_MARKS = re.compile(r"^(\s*)([#>-])")
_MENTIONS = re.compile(r"<|@(?=everyone|here)", re.IGNORECASE)
_PLAIN = re.compile(r"[a-zA-Z0-9](?: ?[a-zA-Z0-9,.;!?'()&+-])*")  # nothing in it means anything, so it need not be looked at again
_LINK = re.compile(r"https://[^\s<>]{1,500}")
_ADDRESS = re.compile(r"https://[^\s<>()\[\]`|\\]{1,490}[^\s<>()\[\]`|\\.,;:!?'\"]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ISOLATE, _END = "\u2068", "\u2069"


class Safe(str):
    """Text that is ours, or was made harmless already; everything else is escaped when it enters a sentence."""

    __slots__ = ()


def clean(typed: str, most: int = 1000) -> Safe:
    """A person's words on one line of plain text: no mark-up, link or mention, no direction tricks, at most so many characters."""
    if len(typed) <= most and _PLAIN.fullmatch(typed):
        return Safe(typed)
    return Safe(_cut(_harmless(one_line(typed)), most))


def quoted(typed: str, most: int = 1000, *, links: bool = False) -> Safe:
    """A person's words set off as a quotation, in their own lines and as harmless; at most so many characters with its marks.

    `links`: they are staff's own, to be pressed and without a preview.
    """
    said = _with_links if links else _harmless
    return Safe(_cut("\n".join(f"> {said(line)}" for line in lines_of(typed)), most))


def lines_of(typed: str) -> list[str]:
    """A person's own lines, each as `one_line` has it, with at most one empty one between them."""
    text = re.sub(r"\n\s*\n+", "\n\n", _seen(typed).strip())
    return [one_line(line) for line in text.split("\n")]


def _with_links(line: str) -> str:
    """Harmless but for addresses, of which none is hidden behind other words: a bracket before one is escaped like any other."""
    parts, end = list[str](), 0
    for found in _ADDRESS.finditer(line):
        parts += [_harmless(line[end : found.start()]), f"<{found.group()}>"]
        end = found.end()
    return "".join([*parts, _harmless(line[end:])])


def _seen(typed: str) -> str:
    return _UNSEEN.sub("", _BREAKS.sub("\n", typed))


def one_line(typed: str) -> str:
    """What can be seen of it, on one line with single spaces; not yet harmless."""
    return " ".join(_seen(typed).split())


def _harmless(line: str) -> str:
    """One line, escaped; isolated where it runs from right to left, so that it does not reorder the sentence around it."""
    return isolated(escaped(line))


def escaped(line: str) -> str:
    """A line, or a piece of one, without mark-up, links and mentions; `isolated` is for the whole line."""
    marked = _LINE_MARKS.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", line))
    return _MENTIONS.sub("\\g<0>\u200b", marked)


def isolated(text: str) -> str:
    """Set apart where it runs from right to left."""
    return f"{_ISOLATE}{text}{_END}" if _RIGHT_TO_LEFT.search(text) else text


def _cut(text: str, most: int) -> str:
    """At most so many characters, with no half of an escape and no open isolate left at the end."""
    if len(text) <= most:
        return text
    kept = text[: most - 2].rstrip()
    if (len(kept) - len(kept.rstrip("\\"))) % 2:
        kept = kept[:-1]
    return f"{kept}…{_END if kept.rfind(_ISOLATE) > kept.rfind(_END) else ''}"


def moment(at: datetime, style: str = "F") -> Safe:
    """An instant that each reader sees on their own clock."""
    return Safe(f"<t:{int(at.timestamp())}:{style}>")


def link_to(address: str) -> Safe:
    """A link that staff entered, to be pressed and without a preview; anything else is shown as what it is."""
    return Safe(f"<{address}>") if _LINK.fullmatch(address) else clean(address, 500)


class Voice(Value):
    """In whose name a task speaks, None before there is a program, and who reads it."""

    program: Program | None = None
    reader: Reader = Reader()

    @property
    def vocabulary(self) -> Vocabulary:
        """Whose words are used."""
        return Vocabulary.JEWISH if self.program is None else self.program.vocabulary

    def spot(self, clock: str) -> Spot | None:
        """Where the home on that clock is, as far as somebody has said."""
        return None if self.program is None else self.program.spot(clock)


_voice: ContextVar[Voice] = ContextVar("voice", default=Voice())  # noqa: B039 - it is frozen


def speak(program: Program, to: Person | None = None) -> None:
    """From now on, what this task says is in that program's words, and is read by one person, or without one by everybody there.

    An act is on one program's ground and is answered to whoever acts; a delivery is of one program too.
    """
    _voice.set(Voice(program, program.readers if to is None else to.reads(program.zone)))


def voice() -> Voice:
    """How this task speaks."""
    return _voice.get()


@contextmanager
def aside() -> Generator[None]:
    """What is said meanwhile may be for others; afterwards the task speaks as before."""
    before = _voice.get()
    try:
        yield
    finally:
        _voice.set(before)


def say(name: str, /, **facts: object) -> Safe:
    """The sentence of that name (`message` or `message.attribute`) with these facts in it.

    A string that is not `Safe` is taken for something a person typed. Numbers choose plurals; give ids as text.
    Raises `KeyError` for a name that no file has, and `ValueError` for a fact that is missing: both are faults of ours.
    """
    return Safe(_formatted(name, facts, clean))


def plain(name: str, /, **facts: object) -> str:
    """The same where no mark-up is read, and an escape would show: on a button, on the command line."""
    return _formatted(name, facts, lambda typed: isolated(one_line(typed)))


def label(name: str, /, **facts: object) -> str:
    """The same for a button: plain text of at most 80 characters."""
    return _cut(plain(name, **facts), LABEL)


def _formatted(name: str, facts: Mapping[str, object], typed: Callable[[str], str]) -> str:
    known = entries(LOCALE, _voice.get().vocabulary)
    message_id, _, attribute = name.partition(".")
    message = known.message(message_id)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise KeyError(name)
    text, errors = known.bundle.format_pattern(pattern, {fact: _shown(value, typed) for fact, value in facts.items()})
    if errors:
        raise ValueError(f"{name}: {errors[0]!r}")
    return str(text)


def read_files() -> None:
    """Read the files with our words, so that the first sentence need not wait for them."""
    entries(LOCALE, _voice.get().vocabulary)


def has(name: str) -> bool:
    """True when a file has that message or attribute."""
    message_id, _, attribute = name.partition(".")
    known = entries(LOCALE, _voice.get().vocabulary)
    return message_id in known and (not attribute or attribute in known.message(message_id).attributes)


def _shown(value: object, typed: Callable[[str], str]) -> object:
    if isinstance(value, Safe):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return str(moment(value))
    return str(typed(str(value)))


def listed(names: list[str] | tuple[str, ...]) -> Safe:
    """Names in a row: "Dana", "Dana and Avi", "Dana, Avi and Noa"."""
    cleaned = [name if isinstance(name, Safe) else clean(name, 80) for name in names]
    if len(cleaned) < 2:
        return Safe("".join(cleaned))
    return say("list-and", head=Safe(", ".join(cleaned[:-1])), last=cleaned[-1])


def lines(*parts: str | None) -> Safe:
    """Paragraphs under one another; absent ones leave no gap."""
    return Safe("\n".join(part for part in parts if part))
