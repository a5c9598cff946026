"""What somebody typed where nothing but a citation is asked for: read strictly, and where it cannot be, with the nearest title."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum

from domain.ground.citations.citation import Citation
from domain.ground.citations.numerals import in_digits
from domain.ground.citations.places import is_place, is_side_or_mishnah, within
from domain.ground.citations.spelling import key
from domain.ground.citations.works import Named, shelf
from domain.ground.values import Value

LONGEST = 100  # characters of what is read
_LETTER = re.compile(r"[^\W\d_]")
_PLACE = re.compile(r"(?<![\w:.-])(?=[1-9])")


class Unread(StrEnum):
    """Why it is no citation that we know."""

    UNKNOWN = "unknown"  # no text of that name
    NO_PLACE = "no-place"  # a text of that name, and no word where in it; "Berakhot 5" is a chapter to some and a page to others
    NOT_THERE = "not-there"  # the text has no such place


class NotRead(Value):
    """That it cannot be read as a citation, why, and the title that it is nearest to, if it is near one."""

    why: Unread
    near: str | None = None


def read(typed: str) -> Citation | NotRead:
    """The place that is meant, such as "BM 59b" or "Genesis 18:23–33". No name or number is guessed."""
    text = " ".join(typed[: LONGEST + 1].split()).strip("()\u2068\u2069 ")
    if len(text) > LONGEST:
        return NotRead(Unread.UNKNOWN)
    unfit: NotRead | None = None
    for title, place in _splits(text):
        named = shelf().called(title)
        if is_side_or_mishnah(title, place, named):
            return NotRead(Unread.NO_PLACE, named[-1].work.title)
        found = {citation for one in named if (citation := within(one.work, place, whole=not one.bare)) is not None}
        if len(found) == 1:
            return found.pop()
        unfit = unfit or _unfit(named, place)
    return unfit or _unknown(text)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Each way to read it as a title and a place."""
    for found in _PLACE.finditer(text):
        title, place = text[: found.start()].rstrip(" ,:."), text[found.start() :].rstrip(" .,;")
        if _LETTER.search(title) and is_place(place):
            yield title, place
    for found in re.finditer(r" ", text):
        place = in_digits(text[found.end() :])
        if place is not None:
            yield text[: found.start()].rstrip(" ,"), place


def _unfit(named: list[Named], place: str) -> NotRead | None:
    if not named:
        return None
    open_ = place.isdigit() and all(one.bare for one in named)
    pages = open_ or re.search(r"\d\s?[ab]", place, re.IGNORECASE)
    return NotRead(Unread.NO_PLACE if open_ else Unread.NOT_THERE, (named[-1] if pages else named[0]).work.title)


def _unknown(text: str) -> NotRead:
    """Of what cannot be read as a title and a place: perhaps a title stands alone, or before what is no place in any text."""
    title = re.split(r"(?<=[^\W\d_])[\s,.:]+(?=\d)", text, maxsplit=1)[0]
    named = shelf().called(title)
    if named:
        return NotRead(Unread.NO_PLACE if title == text else Unread.NOT_THERE, named[-1].work.title)
    return NotRead(Unread.UNKNOWN, None if title == text else _nearest(key(title)))  # a poem has a title, and no chapter


def _nearest(name: str) -> str | None:
    """The first title that begins so, or else the one whose spelling is closest, if it is close."""
    names: dict[str, str] = {}
    for known, work in shelf().names():
        names.setdefault(known, work.title)
    longer = next((title for known, title in names.items() if name and known.startswith(f"{name} ")), None)
    near = get_close_matches(name, [known for known in names if len(known) > 2], n=1, cutoff=0.72)
    return longer or (names[near[0]] if near else None)
