"""When the clocks of a zone change: what a calendar file must say of them, so that it is right on those nights too."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.ground.times import on_the_wall
from domain.ground.values import Value

_STEP = timedelta(days=1)  # no zone changes its clocks twice in a day
_SECOND = timedelta(seconds=1)


class Onset(Value):
    """From that instant (UTC) on, the clocks of a zone are `after` from UTC; until then they were `before` from it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def onsets(zone: str, first: datetime, last: datetime) -> Iterator[Onset]:
    """What holds in that zone at the first instant (`before` is the same then), and each change until the last one, in their order.

    Read from the zone data a day at a time, since `zoneinfo` lists no changes. `first` is in whole seconds.
    """
    yield _onset(zone, first, _offset(zone, first))
    at = first
    while at < last:
        following = min(at + _STEP, last)
        if _kind(zone, following) != _kind(zone, at):
            yield _onset(zone, _change(zone, at, following), _offset(zone, at))
        at = following


def _change(zone: str, before: datetime, after: datetime) -> datetime:
    """The first second of what holds at `after`."""
    kind = _kind(zone, after)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        before, after = (before, middle) if _kind(zone, middle) == kind else (middle, after)
    return after


def _onset(zone: str, at: datetime, before: timedelta) -> Onset:
    after, name, summer = _kind(zone, at)
    return Onset(at, before, after, name, summer)


def _offset(zone: str, at: datetime) -> timedelta:
    return _kind(zone, at)[0]


def _kind(zone: str, at: datetime) -> tuple[timedelta, str, bool]:
    wall = on_the_wall(at, zone)
    return wall.utcoffset() or timedelta(0), wall.tzname() or "", (wall.dst() or timedelta(0)) > timedelta(0)
