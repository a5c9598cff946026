"""What a text says of days and hours, each part as a value, put in place of its words as a mark that a grammar can name."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache

from domain.ground.values import Value


class Part(StrEnum):
    """A part of the day; each says which of two hours is meant, or that neither is."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Day(Value):
    """The days that words may mean from now on, likeliest first; `sure` where a single one is meant beyond doubt.

    `behind` is the day they mean when they speak of what has been. `weekday` is all that was said where it is a weekday's bare
    name, which only confirms a date that stands beside it. `after`: the hour by the wall from which that evening can be meant.
    `written_twice`: the same signs stand for two days, as 4/11 does. `eve`: it begins on the evening before, which is called so too.
    """

    ahead: tuple[date, ...]
    sure: bool = True
    behind: date | None = None
    weekday: int | None = None
    after: time | None = None
    written_twice: bool = False
    eve: bool = False


class Clock(Value):
    """An hour and minute; `half` is "am", "pm", "24" where the hour can be no other, or "" where only its number was said."""

    hour: int
    minute: int
    half: str = ""
    sure: bool = True


class Elsewhere(Value):
    """The clock by which an hour is meant: an IANA zone, or None for somebody's who is not known."""

    zone: str | None


Piece = Day | Clock | Part | Elsewhere | None
Built = Piece | tuple[Piece, ...]
LETTERS = {Day: "d", Clock: "t", Part: "p", Elsewhere: "z", type(None): "l"}
MARK = re.compile(r"§([a-z])(\d*)")


class Marked:
    """A text in which each part was replaced by "§", a letter for its kind and its number.

    The letters: d a day, t an hour, p a part of the day, z a zone, l a length.
    """

    def __init__(self, text: str, now: datetime, zone: str) -> None:
        self.text = text
        self.now = now
        self.zone = zone
        self.pieces: list[Piece] = []

    def take(self, pattern: str, build: "Builder") -> None:
        """Put marks in place of all that the pattern finds; what cannot be built (30 February) stays as the words it is."""

        def mark(hit: re.Match[str]) -> str:
            try:
                built = build(hit, self)
            except (ValueError, OverflowError):
                return hit[0]
            return " " + " ".join(self.put(piece) for piece in (built if isinstance(built, tuple) else (built,))) + " "

        found = _compiled(pattern)
        if found.search(self.text):
            self.text = re.sub(r" +", " ", found.sub(mark, self.text))

    def put(self, piece: Piece) -> str:
        """Keep a part; gives its mark."""
        self.pieces.append(piece)
        return f"§{LETTERS[type(piece)]}{len(self.pieces) - 1}"

    def day(self, mark: str) -> Day:
        """The day that a mark such as "§d3" stands for."""
        piece = self.pieces[int(mark[2:])]
        return piece if isinstance(piece, Day) else Day((), sure=False)

    def named(self, text: str) -> list[Piece]:
        """The parts whose marks are in a text."""
        return [self.pieces[int(number)] for _, number in MARK.findall(text) if number]


Builder = Callable[[re.Match[str], Marked], Built]


@cache  # when somebody first writes of a time, and not at each start
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
