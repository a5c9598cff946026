"""A program's own dates as days on which messages wait: whole days, from midnight to midnight by the clock of its home."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from domain.ground.days import Level
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value

_DAY = timedelta(days=1)
_END = date.max - _DAY  # the last day that has one after it

Run = tuple[date, date]
"""The first and the last of consecutive days."""


class OwnDays(Value):
    """The days of a program's strong and block dates, at its home; runs are in order and do not touch, so that each ends in a free day."""

    zone: str = "UTC"
    strong: tuple[Run, ...] = ()  # of either class: what waits on a strong date waits on a block one too
    block: tuple[Run, ...] = ()

    def over(self, at: datetime, level: Level) -> datetime | None:
        """When the days are over that hold that moment and are of that class or a stronger one (UTC); None where there are none."""
        runs = self.block if level is Level.BLOCK else self.strong
        if not runs:
            return None
        day = on_the_wall(at, self.zone).date()
        begun = bisect_right(runs, day, key=_first)
        last = runs[begun - 1][1] if begun else date.min
        return midnight_after(last, self.zone) if day <= last else None


NO_DAYS = OwnDays()


def own_days(zone: str, dates: Iterable[tuple[date, date, Level]]) -> OwnDays:
    """The days of dates, each given by its first and last day and its class."""
    spans = [(first, min(last, _END), level) for first, last, level in dates if level >= Level.STRONG]
    strong, block = (_runs((first, last) for first, last, level in spans if level >= least) for least in (Level.STRONG, Level.BLOCK))
    return OwnDays(zone, strong, block)


def midnight_after(day: date, zone: str) -> datetime:
    """When that day is over on that clock (UTC)."""
    return LocalTime(min(day, _END) + _DAY, time(), zone).instant()


def _runs(spans: Iterable[Run]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for first, last in sorted(spans):
        if runs and first <= runs[-1][1] + _DAY:
            runs[-1] = runs[-1][0], max(runs[-1][1], last)
        else:
            runs.append((first, last))
    return tuple(runs)


def _first(run: Run) -> date:
    return run[0]
