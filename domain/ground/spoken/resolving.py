"""From the days and hours that were said to the times they may mean, and whether it can be only one."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain.ground.spoken.days import A_DAY
from domain.ground.spoken.parts import Clock, Day, Elsewhere, Part, Piece
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value

HORIZON = timedelta(days=120)
_MOST = 4
_EVENING = time(17)  # before which the sun is up, or nearly so, wherever the calendar's day begins


class Times(Value):
    """What was said of a time: what it may mean, likeliest first, and whether that is beyond doubt."""

    options: tuple[LocalTime, ...] = ()
    sure: bool = False

    @property
    def one(self) -> LocalTime | None:
        """The time that was meant, where it can be no other."""
        return self.options[0] if self.sure and len(self.options) == 1 else None


def resolved(pieces: Sequence[Piece], now: datetime, zone: str) -> Times:
    """The times that these parts together may mean: ahead, and within 120 days."""
    days, clocks = [one for one in pieces if isinstance(one, Day)], [one for one in pieces if isinstance(one, Clock)]
    parts = frozenset(one for one in pieces if isinstance(one, Part))
    places = [one.zone for one in pieces if isinstance(one, Elsewhere)]
    if not days or not clocks or None in places or len(places) > 1 or len(parts) > 1:
        return Times()
    part = next(iter(parts), None)
    if len(clocks) > 1 or not _agree(days):
        return Times(_each(days, clocks, part, now, zone) if not places else ())
    day = _day(days)
    hours = _hours(clocks[0], part)
    where = places[0] if places and places[0] is not None else zone
    hours = tuple(hour for hour in hours if day.after is None or hour >= day.after)
    found = [at for one in day.ahead for hour in hours for civil in _civil(day, one, hour) if (at := _at(civil, hour, where, now, zone))]
    settled = day.sure or day.weekday is not None  # by today's own name, the one of next week is meant once the hour has passed
    return Times(tuple(found[:_MOST]), settled and clocks[0].sure and len(found) == 1)


def _civil(day: Day, one: date, hour: time) -> tuple[date, ...]:
    """The days on whose clock that hour may stand; likeliest is the daylight's own."""
    return (one, one - A_DAY) if day.eve and hour >= _EVENING else (one,)


def _agree(days: Sequence[Day]) -> bool:
    """Whether they are all one day: a date, and names that fit it."""
    named = [day for day in days if day.weekday is None]
    if len(named) > 1 and len({day.ahead for day in named}) > 1:
        return False
    return bool(named) or len({day.weekday for day in days}) == 1


def _day(days: Sequence[Day]) -> Day:
    """The one day; a weekday beside a date must be that date's."""
    dates = [day for day in days if day.weekday is None]
    if not dates:
        return days[0]
    weekdays = {day.weekday for day in days if day.weekday is not None}
    ahead = tuple(one for one in dates[0].ahead if not weekdays or weekdays == {one.weekday()})
    return Day(ahead, sure=(dates[0].sure or bool(weekdays)) and len(ahead) == 1, after=dates[0].after, eve=dates[0].eve and not weekdays)


def _hours(clock: Clock, part: Part | None) -> tuple[time, ...]:
    """The hours it may be, likeliest first.

    Without am or pm one to seven is the afternoon, twelve is noon, and eight to eleven may be either.
    """
    hour, minute = clock.hour, clock.minute
    if clock.half in {"am", "pm"}:
        hour = hour % 12 + (12 if clock.half == "pm" else 0)
    if clock.half:
        return (time(hour, minute),) if part is None or _fits(hour, part) else ()
    if part is not None:
        return tuple(time(one, minute) for one in (hour % 12, hour % 12 + 12) if _fits(one, part))
    if 8 <= hour <= 11:
        return time(hour, minute), time(hour + 12, minute)
    return (time(hour if hour == 12 else hour + 12, minute),)


def _fits(hour: int, part: Part) -> bool:
    """Whether people would call that hour so."""
    match part:
        case Part.MORNING:
            return 4 <= hour < 12
        case Part.AFTERNOON:
            return 12 <= hour < 19
        case Part.EVENING:
            return 16 <= hour < 24
        case Part.NIGHT:
            return 18 <= hour < 24


def _at(day: date, hour: time, where: str, now: datetime, zone: str) -> LocalTime | None:
    said = LocalTime(day, hour, where)
    if where != zone:
        own = on_the_wall(said.instant(), zone)
        if (own.date(), own.time()) == (day, hour):
            where = zone
        said = LocalTime(own.date(), own.time(), zone)
    return said if now < datetime.combine(said.date, said.time) <= now + HORIZON else None


def _each(days: Sequence[Day], clocks: Sequence[Clock], part: Part | None, now: datetime, zone: str) -> tuple[LocalTime, ...]:
    """Where several times are named, each of them, as far as which hour belongs to which day is plain."""
    if len(days) == len(clocks):
        pairs = list(zip(days, clocks, strict=True))
    elif len(clocks) == 1:
        pairs = [(day, clocks[0]) for day in days]
    elif len(days) == 1:
        pairs = [(days[0], clock) for clock in clocks]
    else:
        return ()
    found = (_at(day.ahead[0], hour, zone, now, zone) for day, clock in pairs if day.ahead for hour in _hours(clock, part))
    return tuple(dict.fromkeys(at for at in found if at is not None))[:_MOST]
