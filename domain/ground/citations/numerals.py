"""Hebrew numerals, as chapters, verses and pages are counted with: כג is 23, ט״ו is 15."""

import re
from functools import lru_cache
from types import MappingProxyType

_LETTERS = tuple(
    zip((400, 300, 200, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1), "תשרקצפעסנמלכיטחזוהדגבא", strict=True)
)
_MOST = 699  # simanim of the longest part of the Shulchan Arukh: 697
_QUOTES = re.compile("[\"'׳״’”“]")
_SIDE = re.compile(r"\s*(?:,\s*)?(?:ע([אב])|עמוד ([אב]))\Z")
_POINT = re.compile(r"([א-ת]+)\s*([.:])\Z")
_RANGE = re.compile(r"\s*[-‐‑–—־]\s*")
_WORDS = re.compile(r"\b(?:פרק|פסוק|משנה|דף|הלכה|סימן|סעיף|פ(?=[א-ת]{1,2} מ))\s*")


def written(number: int) -> str:
    """A number from 1 to 699 in letters, without marks; fifteen and sixteen as they are written."""
    found = ""
    for worth, letter in _LETTERS:
        while number >= worth:
            if number in {15, 16}:
                return found + ("טו" if number == 15 else "טז")
            found, number = found + letter, number - worth
    return found


@lru_cache(maxsize=1)
def _numbers() -> MappingProxyType[str, int]:
    return MappingProxyType({written(number): number for number in range(1, _MOST + 1)})


def number(letters: str) -> int | None:
    """What these letters count, with or without marks; None where nobody would write a number so."""
    return _numbers().get(_QUOTES.sub("", letters))


def in_digits(place: str) -> str | None:
    """A place in digits: "18:23" for יח:כג, "59b" for נט ע״ב, דף נט עמוד ב or נט: alone. None for what is no place."""
    text = _WORDS.sub("", _QUOTES.sub("", place)).strip()
    parts = [_one(part) for part in _RANGE.split(text)]
    return None if None in parts or len(parts) > 2 else "-".join(part for part in parts if part)


def _one(part: str) -> str | None:
    side = _SIDE.search(part)
    if side is not None:
        daf = number(part[: side.start()].strip())
        return None if daf is None else f"{daf}{_latin(side[1] or side[2])}"
    point = _POINT.fullmatch(part)
    if point is not None:
        daf = number(point[1])
        return None if daf is None else f"{daf}{'a' if point[2] == '.' else 'b'}"
    counted = [number(one) for one in re.split(r"\s*[:,]\s*|\s+", part)]
    return None if None in counted or len(counted) > 2 else ":".join(str(one) for one in counted)


def _latin(side: str) -> str:
    return "a" if side == "א" else "b"
