"""What is said of a program's own dates, made from the longest facts that it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from domain.cohort.busy import MOST_WEEKS
from domain.ground.civic import Civic
from domain.ground.days import Finding, Level
from domain.ground.spreadsheets import Fault
from domain.program.date_files import DatesTaken, Misread
from domain.program.dates import LONGEST_NAME, CommunityDate, Differences
from messages.cohort import busy, cohorts
from messages.ground.values import Form, Message
from messages.program import dates
from tests.messages.world import NOW, World


def _dates(w: World, level: Level = Level.STRONG) -> tuple[CommunityDate, ...]:
    first = date(2026, 12, 24)
    return tuple(CommunityDate(first + timedelta(n), first + timedelta(n + 90), w.letter * LONGEST_NAME, level) for n in range(dates.PAGE))


def _numbered(w: World) -> tuple[tuple[int, CommunityDate], ...]:
    return tuple((9_999_990 + n, one) for n, one in enumerate(_dates(w) * 3))


def _slips(w: World) -> tuple[Fault[Misread], ...]:
    return tuple(Fault(5_190 + n, why, w.letter * 80, last=5_199) for n, why in enumerate(Misread))


def _found(w: World, *, all_: bool = True) -> Differences:
    added, light = _dates(w), _dates(w, Level.LIGHT)
    return Differences(added * 9, tuple(zip(light, added, strict=True)), light * 9, 300) if all_ else Differences((), (), light)


def _of_each_class(w: World) -> Differences:
    return Differences(tuple(one for level in Level for one in _dates(w, level)))


def _falls(w: World) -> tuple[busy.Falls, ...]:
    days = Finding(Level.BLOCK, "own", w.letter * LONGEST_NAME), Finding(Level.LIGHT, "truth-and-reconciliation")
    return tuple(busy.Falls(NOW, 24, days, 24) for _ in range(24))


def _held(w: World) -> tuple[busy.Held, ...]:
    return tuple(busy.Held(NOW, one) for level in (Level.STRONG, Level.BLOCK) for one in _dates(w, level))


def _weeks() -> tuple[tuple[date, date], ...]:
    return tuple((date(2026, 12, 27) + timedelta(14 * n), date(2027, 1, 2) + timedelta(14 * n)) for n in range(MOST_WEEKS))


DATED: Final[dict[str, Callable[[World], Message | Form]]] = {
    "dates.calendar": lambda w: dates.calendar(dates.Calendar(w.program, frozenset(Civic), frozenset({Civic.US}), _numbered(w), 1)),
    "dates.calendar of nothing": lambda w: dates.calendar(dates.Calendar(w.program, None, frozenset({Civic.BRITAIN}), ())),
    "dates.calendar of no country": lambda w: dates.calendar(dates.Calendar(w.program, frozenset(), frozenset(), _numbered(w)[:1])),
    "dates.preview": lambda w: dates.preview(dates.Preview(9_999_999, _found(w), _slips(w), 2**32, 1)),
    "dates.preview of slips": lambda w: dates.preview(dates.Preview(9_999_999, Differences(), _slips(w), 2**32)),
    "dates.preview of what goes": lambda w: dates.preview(dates.Preview(9_999_999, _found(w, all_=False), _slips(w)[:1], 2**32)),
    "dates.preview of changes": lambda w: dates.preview(dates.Preview(9_999_999, _found(w), (), 2**32, 9)),
    "dates.preview of each class": lambda w: dates.preview(dates.Preview(9_999_999, _of_each_class(w), _slips(w), 2**32)),
    "dates.kept": lambda w: dates.kept(dates.Kept(DatesTaken(300, 300, 300, _slips(w) * 9))),
    "busy.form": lambda w: busy.form(w.cohort, _weeks()),
    "busy.form of none": lambda w: busy.form(w.cohort, ()),
    "busy.saved": lambda w: busy.saved(busy.Busy(w.cohort, _weeks(), tuple(range(1, 24, 2)))),
    "busy.saved of none": lambda w: busy.saved(busy.Busy(w.cohort, (), ())),
    "cohorts.timeline of days": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, (), 1, _falls(w))),
    "cohorts.timeline of one in sacred time": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, (), 0, (busy.Falls(NOW, 1, (), 1),))),
    "cohorts.timeline of what is left out": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, (), 0, (busy.LeftOut(NOW, 23),) * 12)),
    "cohorts.timeline of what waits": lambda w: cohorts.timeline(cohorts.Timeline(w.cohort, (), 0, _held(w))),
    "cohorts.today of a round that is left out": lambda w: cohorts.today(replace(w.today(), unasked=True, grid=())),
    "dates.kept before": lambda w: dates.kept(dates.Kept(DatesTaken(1, 1, 1, ()), again=True)),
}
