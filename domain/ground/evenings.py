"""Which days it is at an hour: a day of the Hebrew calendar begins with the evening before, for everybody by their own sun."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from domain.ground.days import AFTERNOONS, ALL_DAY_EVES, BY_EVENING, EVENINGS, FASTS, SLUGS, Finding, Level, findings
from domain.ground.hebrew import HebrewDate, hebrew_date
from domain.ground.quiet import AFTER_NIGHTFALL, BEFORE_LIGHTING, EVE, PersonQuiet
from domain.ground.sun import Spot, city_of, lighting, nightfall, sunset
from domain.ground.times import on_the_wall, zone
from domain.ground.values import Value

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_ELSEWHERE = timedelta(minutes=70)  # by how much the sun may set sooner than in the city that a zone is named for
_NO_SUNSET = time(17)


class Calendar(Value):
    """Where days are kept: an IANA zone, whether one day of each feast is kept there, and where it is, if somebody has said."""

    zone: str
    one_day: bool
    spot: Spot | None = None

    @property
    def place(self) -> Spot:
        """Where it is; the zone's own city stands in."""
        return self.spot or city_of(self.zone)


def calendar_of(person: PersonQuiet) -> Calendar:
    """A person's own."""
    return Calendar(person.zone, person.one_day, person.spot)


def hebrew_at(at: datetime, calendar: Calendar) -> tuple[HebrewDate, bool]:
    """The Hebrew date at that moment, and whether it is its evening: after sunset it is the next day's."""
    day = on_the_wall(at, calendar.zone).date()
    evening = at >= _sunset(calendar, day)
    return hebrew_date(day + _DAY if evening else day), evening


def in_force(at: datetime, calendar: Calendar, among: frozenset[str] = SLUGS) -> frozenset[str]:
    """What it is at that moment, as slugs of those: all that the civil day is, and from its evening on what the next one is."""
    day = on_the_wall(at, calendar.zone).date()
    today, tomorrow = (_names(one, calendar.one_day) & among for one in (day, day + _DAY))
    return today | tomorrow if tomorrow - today and at >= _evening(calendar, day) else today


def may_be(names: frozenset[str], start: datetime, end: datetime, one_day: bool) -> bool:
    """False where it is none of those anywhere from `start` to `end`, so that nobody's sun has to be asked."""
    first, last = start.date() - _DAY, end.date() + 2 * _DAY
    return any(_names(first + n * _DAY, one_day) & names for n in range((last - first).days + 1))


def at_session(start: datetime, end: datetime, calendar: Calendar) -> tuple[Finding, ...]:
    """All that the days are for a session of those hours, worst first.

    An eve counts from 14:00, and blocks what ends in the 90 minutes before candle lighting; after that it is the rest day itself.
    The last hour of a fast is a finding of its own.
    """
    first, last = on_the_wall(start, calendar.zone).date(), on_the_wall(end, calendar.zone).date()
    days = (first + n * _DAY for n in range(-1, (last - first).days + 2))
    found = dict.fromkeys(finding for day in days for finding in _touched(day, start, end, calendar))
    return tuple(sorted(found, key=lambda finding: -finding.level))


def _touched(day: date, start: datetime, end: datetime, calendar: Calendar) -> Iterator[Finding]:
    """What that civil day brings, as far as the session reaches into it."""
    for finding in findings(day, calendar.one_day):
        if finding.level is Level.BLOCK and end <= lighting(calendar.place, calendar.zone, day - _DAY):
            continue  # when it is out need not be asked of the sun
        begins, ends = _span(finding, day, calendar)
        if not (start < ends and begins < end):
            continue
        if finding.name in AFTERNOONS | ALL_DAY_EVES:
            if end <= ends:  # what reaches further is in the rest day
                yield Finding(Level.BLOCK, finding.name) if end > ends - BEFORE_LIGHTING else finding
        else:
            yield finding
        if finding.name in FASTS and end > ends - _HOUR:
            yield Finding(Level.STRONG, "fast-ends")


def _span(finding: Finding, day: date, calendar: Calendar) -> tuple[datetime, datetime]:
    """From when to when that day is what it is."""
    name, midnight = finding.name, _wall(calendar, day, time())
    if name in AFTERNOONS:
        return _wall(calendar, day, EVE), lighting(calendar.place, calendar.zone, day)
    if name in ALL_DAY_EVES:
        return midnight, lighting(calendar.place, calendar.zone, day)
    if name in EVENINGS:
        return _evening(calendar, day), _wall(calendar, day + _DAY, time())
    if finding.level is Level.BLOCK:
        out = nightfall(calendar.place, calendar.zone, day) + AFTER_NIGHTFALL
        return lighting(calendar.place, calendar.zone, day - _DAY), out
    if name in FASTS or f"erev-{name}" in EVENINGS:  # the evening before has a name of its own, or is not fasted
        return midnight, nightfall(calendar.place, calendar.zone, day)
    if name in BY_EVENING:
        return _sunset(calendar, day - _DAY), nightfall(calendar.place, calendar.zone, day)
    return midnight, _wall(calendar, day + _DAY, time())


@lru_cache(maxsize=4096)
def _names(day: date, one_day: bool) -> frozenset[str]:
    return frozenset(finding.name for finding in findings(day, one_day))


def _sunset(calendar: Calendar, day: date) -> datetime:
    return sunset(calendar.place, calendar.zone, day) or _wall(calendar, day, _NO_SUNSET)


def _evening(calendar: Calendar, day: date) -> datetime:
    """When the next Hebrew day begins, and never later: the sun of somebody who named a zone only may set sooner than its city's."""
    return _sunset(calendar, day) - (timedelta() if calendar.spot is not None else _ELSEWHERE)


def _wall(calendar: Calendar, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, zone(calendar.zone)).astimezone(UTC)
