"""The shape of a grammar: rows of whole clauses, written with names for what recurs, and how a sentence is divided among them.

A clause is understood only where one row accounts for every word in it, so nothing that was not foreseen is ever passed over.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import cache

from domain.ground.spoken import Marked
from domain.ground.spoken.days import RECENT
from domain.ground.spoken.parts import Day, Piece
from domain.ground.values import Value
from domain.pair.understanding.harmless import is_harmless
from domain.pair.understanding.kinds import is_of_grief


class Heard(Enum):
    """What one clause says."""

    MET = auto()
    DATE = auto()
    NOT_THIS_MONTH = auto()
    HELP = auto()
    PAUSE = auto()
    HARD_TIMES = auto()  # a pause is offered, and nothing is said by it
    NOT_YET = auto()  # they have not met so far
    GRIEF = auto()  # a death or an illness, beside which an answer may still be plain
    ASIDE = auto()  # what touches on no answer
    HOW_IT_WAS = auto()  # which is said of what has been, and of nothing else
    NOTHING = auto()  # thanks, greetings, reasons


class Clause(Value):
    """A clause of which every word is accounted for."""

    heard: Heard
    pieces: tuple[Piece, ...] = ()  # of a date: the days and hours that were named for it
    text: str = ""


Row = tuple[Heard, str]
MOST_ATOMS, WIDEST = 24, 8
_SPLIT = re.compile(
    r"\s*([,:()/*]|(?<![^\s])-(?![^\s])|\b(?:even though|and|but|so|though|because|however|plus|although|even though)\b|(?<=\s)"
    r"ו(?=נפגש|ניפגש|למדנו|קבענו|היה)|(?<!\w)(?:אבל|למרות ש|אז|כי|אך|וגם)(?!\w))\s*"
)
_SCRIPTS = re.compile(r"(?<=[a-z]) (?=[א-ת])|(?<=[א-ת׳]) (?=[a-z])")
_MARK = r"§[dtpzl][0-9]+"
TIME = rf"(?:(?:on|at|for|from|in|by|the|@|ב|ל|about the) )?(?:{_MARK})(?: (?:(?:on|at|for|from|@|in the|ב|ל) )?(?:{_MARK}))*"


def expanded(pattern: str, names: Mapping[str, str]) -> str:
    """A pattern with what its names in braces stand for, names within names too."""
    while (hit := re.search(r"\{([a-z_]+)\}", pattern)) is not None:
        pattern = pattern.replace(hit[0], f"(?:{names[hit[1]]})")
    return pattern


def compiled(rows: Iterable[Row], names: Mapping[str, str]) -> tuple[tuple[Heard, re.Pattern[str]], ...]:
    """The rows of one tongue; spaces in a pattern are spaces."""
    return tuple((heard, re.compile(expanded(pattern, names))) for heard, pattern in rows)


class Tongue(Value):
    """The rows of a language, and the words that may stand before and after any clause without changing it."""

    rows: tuple[tuple[Heard, re.Pattern[str]], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]


def clauses(sentence: str, marked: Marked, tongues: Sequence[Tongue]) -> list[Clause] | None:
    """The clauses of a sentence, or None where some of its words belong to none."""
    parts = _SPLIT.split(_SCRIPTS.sub(" , ", sentence))
    atoms, joints = parts[::2], ["", *parts[1::2]]
    if len(atoms) > MOST_ATOMS:
        return None

    @cache
    def read(start: int, end: int) -> Clause | None:
        return _clause(_joined(atoms, joints, start, end), marked, tongues, alone=end == start + 1)

    found = _divided(0, len(atoms), read, {})
    reported = ":" in joints and any(clause.heard in {Heard.ASIDE, Heard.GRIEF} for clause in found or ())
    return None if reported else found  # what stands before a colon says whose words follow


def _divided(start: int, end: int, read: Callable[[int, int], Clause | None], known: dict[int, list[Clause] | None]) -> list[Clause] | None:
    """The clauses from an atom on, the widest first."""
    if start == end:
        return []
    if start not in known:
        known[start] = None
        for stop in range(min(end, start + WIDEST), start, -1):
            first = read(start, stop)
            rest = None if first is None else _divided(stop, end, read, known)
            if first is not None and rest is not None:
                known[start] = [first, *rest]
                break
    return known[start]


def _joined(atoms: Sequence[str], joints: Sequence[str], start: int, end: int) -> str:
    words = [atoms[start]]
    for at in range(start + 1, end):
        words += [joints[at] if joints[at].isalpha() else "", atoms[at]]
    return " ".join(" ".join(words).split())


def _clause(text: str, marked: Marked, tongues: Sequence[Tongue], *, alone: bool) -> Clause | None:
    if not text:
        return Clause(Heard.NOTHING)
    for tongue in tongues:
        for bare in _bare(text, tongue):
            for heard, pattern in tongue.rows:
                if pattern.fullmatch(bare) and (found := _checked(heard, bare, marked)) is not None:
                    return found
    if not alone:
        return None  # what else is said is looked at piece by piece, lest an answer in it be passed over
    if is_of_grief(text):
        return Clause(Heard.GRIEF, text=text)
    return Clause(Heard.ASIDE, text=text) if is_harmless(text) else None


def _bare(text: str, tongue: Tongue) -> Iterable[str]:
    """The clause, and what remains of it without what may stand before and after it."""
    seen = {text: None}
    for _ in range(3):
        for one in list(seen):
            seen |= dict.fromkeys(cut for cut in (tongue.before.sub("", one), tongue.after.sub("", one)) if cut)
    return seen


def _checked(heard: Heard, text: str, marked: Marked) -> Clause | None:
    """What it says, if the days in it can be: one has met on days that were, and meets on days to come."""
    pieces = tuple(marked.named(text))
    days = [piece for piece in pieces if isinstance(piece, Day)]
    if heard is Heard.DATE:
        return Clause(heard, pieces, text) if all(day.ahead for day in days) else None
    today = marked.now.date()
    been = all(day.behind is not None and today - day.behind <= RECENT for day in days)
    return Clause(heard, text=text) if been or heard not in {Heard.MET, Heard.HOW_IT_WAS, Heard.NOTHING} else None
