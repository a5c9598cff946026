"""When two or three are usually free at the same time, as one of them says it: parts of days by their own clock."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from functools import reduce

from domain.ground.times import on_the_wall
from domain.ground.values import Value

MOST = 3  # parts of the week in one short line
_WEEK = 168  # hours
_FRIDAY, _SATURDAY = 4, 5


class Part(StrEnum):
    """A part of a day, as people say it."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_HOURS = {Part.MORNING: range(7, 12), Part.AFTERNOON: range(12, 17), Part.EVENING: range(17, 23)}


class Free(Value):
    """The same part of these days, Monday being 0, in the order of the week that begins on Sunday."""

    part: Part
    days: tuple[int, ...]


def common(hours: Collection[frozenset[int]]) -> frozenset[int]:
    """The hours of the week in which all of them are free; none where one of them named none."""
    return frozenset(reduce(lambda some, others: some & others, hours)) if hours else frozenset()


def in_parts(hours: frozenset[int], zone: str, now: datetime) -> tuple[Free, ...]:
    """Those UTC hours of the week (0 = Monday 00:00) by that clock, as it stands now: the parts of the day with the most of them first.

    Nobody is pointed to a night, or to Shabbat, which may be another's Sunday or Friday.
    """
    offset = on_the_wall(now, zone).utcoffset()
    assert offset is not None  # noqa: S101
    shift = round(offset.total_seconds() / 3600)  # as the hours were read
    counted = Counter[tuple[Part, int]]()
    for hour in hours:
        day, at = divmod((hour + shift) % _WEEK, 24)
        part = next((part for part, span in _HOURS.items() if at in span), None)
        if part is not None and day != _SATURDAY and not (day == _FRIDAY and part is not Part.MORNING):
            counted[part, day] += 1
    found = [Free(part, tuple(sorted((day for one, day in counted if one is part), key=lambda day: (day + 1) % 7))) for part in Part]
    most = {part: sum(many for (one, _), many in counted.items() if one is part) for part in Part}
    return tuple(sorted((one for one in found if one.days), key=lambda one: -most[one.part])[:MOST])
