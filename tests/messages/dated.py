"""What is said of a program's own dates, made from the longest facts that it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from domain.ground.civic import Civic
from domain.ground.days import Level
from domain.program.date_files import DatesTaken, Misread, Slip
from domain.program.dates import LONGEST_NAME, CommunityDate, Differences
from messages.ground.values import Form, Message
from messages.program import dates
from tests.messages.world import World


def _dates(w: World, level: Level = Level.STRONG) -> tuple[CommunityDate, ...]:
    first = date(2026, 12, 24)
    return tuple(CommunityDate(first + timedelta(n), first + timedelta(n + 90), w.letter * LONGEST_NAME, level) for n in range(dates.PAGE))


def _numbered(w: World) -> tuple[tuple[int, CommunityDate], ...]:
    return tuple((9_999_990 + n, one) for n, one in enumerate(_dates(w) * 3))


def _slips(w: World) -> tuple[Slip, ...]:
    return tuple(Slip(5_190 + n, why, w.letter * 80, 5_199) for n, why in enumerate(Misread))


def _found(w: World, *, all_: bool = True) -> Differences:
    added, light = _dates(w), _dates(w, Level.LIGHT)
    return Differences(added * 9, tuple(zip(light, added, strict=True)), light * 9, 300) if all_ else Differences((), (), light)


DATED: Final[dict[str, Callable[[World], Message | Form]]] = {
    "dates.calendar": lambda w: dates.calendar(dates.Calendar(w.program, frozenset(Civic), frozenset({Civic.US}), _numbered(w), 1)),
    "dates.calendar of nothing": lambda w: dates.calendar(dates.Calendar(w.program, None, frozenset({Civic.BRITAIN}), ())),
    "dates.calendar of no country": lambda w: dates.calendar(dates.Calendar(w.program, frozenset(), frozenset(), _numbered(w)[:1])),
    "dates.preview": lambda w: dates.preview(dates.Preview(9_999_999, _found(w), _slips(w), 2**32, 1)),
    "dates.preview of slips": lambda w: dates.preview(dates.Preview(9_999_999, Differences(), _slips(w), 2**32)),
    "dates.preview of what goes": lambda w: dates.preview(dates.Preview(9_999_999, _found(w, all_=False), _slips(w)[:1], 2**32)),
    "dates.preview of changes": lambda w: dates.preview(dates.Preview(9_999_999, _found(w), (), 2**32, 9)),
    "dates.kept": lambda w: dates.kept(dates.Kept(DatesTaken(300, 300, 300, _slips(w) * 9))),
    "dates.kept before": lambda w: dates.kept(dates.Kept(DatesTaken(1, 1, 1, ()), again=True)),
}
