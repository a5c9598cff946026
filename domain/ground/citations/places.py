"""Where in a text: chapter and verse, or page and side; as typed, as Sefaria writes it, and whether the text has it."""

import re
from collections.abc import Sequence

from domain.ground.citations.citation import Citation
from domain.ground.citations.works import Kind, Named, Work

DASH = r"[-‐‑–—−־]"
_NUMBER = "[1-9][0-9]{0,2}"
SIDES = (
    rf"(?P<daf>{_NUMBER})\s?(?P<side>[ab])(?:[:.](?P<line>{_NUMBER}))?"
    rf"(?:\s?{DASH}\s?(?:(?P<to_daf>{_NUMBER})\s?(?P<to_side>[ab])(?:[:.](?P<to_line>{_NUMBER}))?|(?P<other>[ab])|(?P<until>{_NUMBER})))?"
)
CHAPTERS = (
    rf"(?P<chapter>{_NUMBER})(?:\s?[:.]\s?(?P<verse>{_NUMBER}))?"
    rf"(?:\s?{DASH}\s?(?P<to>{_NUMBER})(?:[:.](?P<to_verse>{_NUMBER}))?)?"
)
_HEBREW = re.compile("[\u05d0-\u05ea]")
_SIDES, _CHAPTERS = re.compile(SIDES, re.IGNORECASE), re.compile(CHAPTERS)
_LINES = 40  # of a side, which nobody counted: more is doubtful


def is_place(typed: str) -> bool:
    """True for what could be a place in some text."""
    return bool(_SIDES.fullmatch(typed) or _CHAPTERS.fullmatch(typed))


def is_side_or_mishnah(title: str, place: str, named: Sequence[Named]) -> bool:
    """True for what Hebrew writes alike: ברכות ה, ב is page 5b to some, and the second mishnah of chapter 5 to others."""
    alike = place.endswith((":1", ":2")) and bool(_HEBREW.search(title)) and all(one.bare for one in named)
    return alike and any(one.work.kind is Kind.BAVLI for one in named)


def within(work: Work, typed: str, *, whole: bool = True) -> Citation | None:
    """That place in that text, or None where it has none of that name or form. `whole`: a chapter may be cited as a whole."""
    if work.kind is Kind.BAVLI:
        found = _SIDES.fullmatch(typed)
        place = None if found is None or work.pages is None else _pages(found, *work.pages)
    else:
        found = _CHAPTERS.fullmatch(typed)
        place = None if found is None else _verses(found, work.chapters) if found["verse"] else _whole(found, work.chapters, whole=whole)
    return None if place is None else Citation(work.title, place)


def _pages(found: re.Match[str], first: int, last: int) -> str | None:
    begin = _side(found["daf"], found["side"])
    line, to_line = int(found["line"] or 0), int(found["until"] or found["to_line"] or 0)
    end = _side(found["to_daf"], found["to_side"]) if found["to_daf"] else _side(found["daf"], found["other"] or found["side"])
    single = not (found["to_daf"] or found["other"] or found["until"])
    if not first <= begin <= end <= last or max(line, to_line) > _LINES or (to_line and not line) or (found["other"] and line):
        return None
    if single:
        return _written(begin, line)
    if (begin, line) >= (end, to_line) or (line and not to_line):
        return None
    return f"{_written(begin, line)}-{to_line if found['until'] else _written(end, to_line)}"


def _side(daf: str, side: str) -> int:
    return int(daf) * 2 + "ab".index(side.lower())


def _written(side: int, line: int) -> str:
    return f"{side // 2}{'ab'[side % 2]}" + (f":{line}" if line else "")


def _verses(found: re.Match[str], chapters: tuple[int, ...]) -> str | None:
    begin = int(found["chapter"]), int(found["verse"])
    end = (int(found["to"]), int(found["to_verse"])) if found["to_verse"] else (begin[0], int(found["to"] or begin[1]))
    if not _has(chapters, *begin) or not _has(chapters, *end) or (found["to"] and begin >= end):
        return None
    if not found["to"]:
        return f"{begin[0]}:{begin[1]}"
    return f"{begin[0]}:{begin[1]}-" + (f"{end[1]}" if begin[0] == end[0] else f"{end[0]}:{end[1]}")


def _whole(found: re.Match[str], chapters: tuple[int, ...], *, whole: bool) -> str | None:
    begin, end = int(found["chapter"]), int(found["to"] or found["chapter"])
    if not whole or found["to_verse"] or not _has(chapters, begin, 1) or not _has(chapters, end, 1) or (found["to"] and begin >= end):
        return None
    return f"{begin}-{end}" if found["to"] else f"{begin}"


def _has(chapters: tuple[int, ...], chapter: int, verse: int) -> bool:
    return 1 <= chapter <= len(chapters) and 1 <= verse <= chapters[chapter - 1]
