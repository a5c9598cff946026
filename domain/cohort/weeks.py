"""The weekly digest: what may want a look, each matter known again a week later, so that nothing is told twice as if it were new."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.ground.quiet import MORNING
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value
from domain.group.sessions import Gap

SOON = timedelta(days=14)  # what a session or a round lacks is said so long before it
QUIET_AFTER = timedelta(days=7)  # since the round opened: nobody is quiet before
_WEEK = timedelta(days=7)


class Matter(StrEnum):
    """What may want a look, in the order in which it is said."""

    LOST = "lost"
    LINK = "link"
    LACKS = "lacks"
    TEXT = "text"
    UNPAIRED = "unpaired"
    ALONE = "alone"
    UNSETTLED = "unsettled"
    QUIET = "quiet"
    HELP = "help"
    OVER = "over"


FOR_LEADERS = frozenset({Matter.UNSETTLED})  # nobody else hears of it, not even in numbers


class Point(Value):
    """One thing that may want a look. `key` names it from week to week, by ids; `names`: whose it is; `number`: of its session or round."""

    key: str
    matter: Matter
    names: tuple[str, ...] = ()
    number: int = 0
    at: datetime | None = None
    gaps: tuple[Gap, ...] = ()


class NewAndStill(Value):
    """What a digest says: what is new since the last one, and what still stands."""

    new: tuple[Point, ...] = ()
    still: tuple[Point, ...] = ()


def told(points: Sequence[Point], before: Collection[str]) -> NewAndStill:
    """`before`: the keys of what the last digest said."""
    return NewAndStill(tuple(one for one in points if one.key not in before), tuple(one for one in points if one.key in before))


def next_monday(now: datetime, zone: str, at: time = MORNING) -> datetime:
    """The first Monday at that time on that clock after now."""
    day = on_the_wall(now, zone).date()
    monday = day - timedelta(days=day.weekday())
    found = LocalTime(monday, at, zone).instant()
    return found if found > now else LocalTime(monday + _WEEK, at, zone).instant()
