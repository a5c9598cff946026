"""When to be quiet: each person's sacred time and nights, a channel's union of them, and the next or last moment to speak.

The civil rule needs no city and no sun: nothing from 14:00 on the eve of a run of rest days until 09:00 on the morning after it.
Against an independent calendar it missed no lighting and no nightfall in 72,332 city-weeks up to 57.5 degrees of latitude, and it
holds in white nights too, because a rest day is quiet for its date.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from pyluach import dates

from domain.ground.times import zone
from domain.ground.values import Value

EVE = time(14)
MORNING = time(9)
EVENING = time(20, 30)
WEEK_OPENS, WEEK_CLOSES = time(12), time(20)  # Sunday and Thursday, for automatic posts

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_PAD = timedelta(days=20)  # longer than any run of rest days, so that a year's table holds whole windows
_THURSDAY, _SATURDAY = 3, 5


class Observance(StrEnum):
    """What a person asked the bot to keep; religious data: private, and never inferred."""

    NONE = "none"
    SHABBAT = "shabbat"  # with Yom Kippur
    ONE_DAY = "one-day"  # the schedule of Israel
    TWO_DAY = "two-day"  # the schedule of the diaspora


class Hush(StrEnum):
    """Why one does not speak."""

    NIGHT = "night"
    SACRED = "sacred"
    WEEKEND = "weekend"


class Shut(Value):
    """A closed interval `[start, end)` in UTC; another one, of another kind, may begin at its end."""

    why: Hush
    start: datetime
    end: datetime


class Quiet(Protocol):
    """Anything that knows when it must not be spoken to."""

    def shut(self, at: datetime) -> Shut | None:
        """The closed interval that holds that aware moment, the most serious kind first; None when one may speak."""
        ...


class PersonQuiet(Value):
    """A person's own quiet: their nights (20:30 to 09:00) and their sacred time, on their own clock.

    Raises `Refusal(UNKNOWN_ZONE)` when asked about a zone that does not exist; whoever asks then does not send.
    """

    zone: str
    observance: Observance

    def shut(self, at: datetime) -> Shut | None:
        """See `Quiet`."""
        return _held(_windows(self.zone, self.observance, at.year), at) or _asleep(self.zone, at)


class ChannelQuiet(Value):
    """A channel's quiet: whenever it is sacred time for one of its members; nights and week's end on the home clock only.

    Nights of all members together would leave Honolulu and Jerusalem no minute of the day.
    """

    home: str
    members: frozenset[PersonQuiet]
    weekdays_only: bool = True  # automatic posts come between Sunday 12:00 and Thursday 20:00 at home

    def shut(self, at: datetime) -> Shut | None:
        """See `Quiet`."""
        held = _held(_union(self.members, at.year), at)
        if held is None and self.weekdays_only:
            held = _weekend_holding(self.home, at)
        return held or _asleep(self.home, at)


def default_observance(zone_name: str) -> Observance:
    """What the form offers first: one day in Israel, two days elsewhere; the person decides."""
    return Observance.ONE_DAY if zone_name in {"Asia/Jerusalem", "Asia/Tel_Aviv", "Israel"} else Observance.TWO_DAY


def home_quiet(zone_name: str, usual: Observance | None) -> ChannelQuiet:
    """The quiet of a channel that belongs to no cohort, or to one that nobody is in: the home's own sacred time, nights and week's end."""
    return ChannelQuiet(zone_name, frozenset({PersonQuiet(zone_name, usual or default_observance(zone_name))}))


def allowed(quiet: Quiet, at: datetime) -> bool:
    """Whether one may speak at that very moment; asked immediately before each attempt."""
    return quiet.shut(at) is None


def next_open(quiet: Quiet, at: datetime) -> datetime:
    """The first moment, not before `at`, at which one may speak. It plans, and never authorises."""
    while (closed := quiet.shut(at)) is not None:
        at = closed.end
    return at


def previous_open(quiet: Quiet, at: datetime) -> datetime:
    """The last whole minute, not after `at`, at which one may speak: reminders come forward."""
    at = _whole_minute(at)
    while (closed := quiet.shut(at)) is not None:
        at = _whole_minute(closed.start - _INSTANT)
    return at


def sacred(quiet: PersonQuiet, at: datetime) -> Shut | None:
    """The person's sacred window that holds that moment, their nights left aside."""
    return _held(_windows(quiet.zone, quiet.observance, at.year), at)


def sacred_between(quiet: PersonQuiet, start: datetime, end: datetime) -> Shut | None:
    """The first of the person's sacred windows that something from `start` to `end` would reach into."""
    table = _windows(quiet.zone, quiet.observance, start.year)
    place = bisect_right(table.starts, start)
    for window in table.windows[max(place - 1, 0) : place + 1]:
        if window.start < end and start < window.end:
            return window
    return None


# --- Rest days ---

# (month counted from Nisan, day) -> slug. The second days that only the diaspora keeps stand apart.
FEASTS: Mapping[tuple[int, int], str] = MappingProxyType(
    {
        (7, 1): "rosh-hashanah-1",
        (7, 2): "rosh-hashanah-2",
        (7, 10): "yom-kippur",
        (7, 15): "sukkot-1",
        (7, 22): "shemini-atzeret",
        (1, 15): "pesach-1",
        (1, 21): "pesach-7",
        (3, 6): "shavuot-1",
    }
)
SECOND_DAYS: Mapping[tuple[int, int], str] = MappingProxyType(
    {(7, 16): "sukkot-2", (7, 23): "simchat-torah", (1, 16): "pesach-2", (1, 22): "pesach-8", (3, 7): "shavuot-2"}
)
_KEPT: Mapping[Observance, tuple[tuple[int, int], ...]] = MappingProxyType(
    {
        Observance.NONE: (),
        Observance.SHABBAT: ((7, 10),),
        Observance.ONE_DAY: tuple(FEASTS),
        Observance.TWO_DAY: (*FEASTS, *SECOND_DAYS),
    }
)


@lru_cache(maxsize=64)
def _feasts(observance: Observance, hebrew_year: int) -> frozenset[date]:
    return frozenset(dates.HebrewDate(hebrew_year, month, day).to_pydate() for month, day in _KEPT[observance])


def rest_days(observance: Observance, start: date, end: date) -> list[date]:
    """Every rest day of that observance from `start` to `end`, both included."""
    if observance is Observance.NONE:
        return []
    years = range(start.year + 3760, end.year + 3762)  # a civil year touches two Hebrew ones
    feasts = frozenset[date]().union(*(_feasts(observance, year) for year in years))
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [day for day in days if day.weekday() == _SATURDAY or day in feasts]


@lru_cache(maxsize=64)
def _runs(observance: Observance, year: int) -> tuple[tuple[date, date], ...]:
    """Runs of consecutive rest days (first, last) that touch that civil year or its neighbourhood."""
    runs: list[tuple[date, date]] = []
    for day in rest_days(observance, date(year, 1, 1) - _PAD, date(year, 12, 31) + _PAD):
        if runs and day - runs[-1][1] == _DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)


# --- Windows in UTC, kept because a season's plan asks about the same few zones and years hundreds of times ---


class _Windows(Value):
    """Disjoint closed intervals in order, with their starts apart for the search."""

    starts: tuple[datetime, ...]
    windows: tuple[Shut, ...]


def _span(why: Hush, zone_name: str, opens: tuple[date, time], closes: tuple[date, time]) -> Shut:
    """From one wall time to another, as instants; both read as RFC 5545 reads them (`LocalTime.instant`).

    A day that a place skips (Samoa left out a Friday when it crossed the date line) has no eve: the window starts no later than
    the midnight after it.
    """
    place = zone(zone_name)
    start = datetime.combine(*opens, place).astimezone(UTC)
    midnight = datetime.combine(opens[0] + _DAY, time(), place).astimezone(UTC)
    return Shut(why, min(start, midnight), datetime.combine(*closes, place).astimezone(UTC))


@lru_cache(maxsize=256)
def _windows(zone_name: str, observance: Observance, year: int) -> _Windows:
    """A person's sacred windows around that UTC year."""
    runs = _runs(observance, year)
    return _table([_span(Hush.SACRED, zone_name, (first - _DAY, EVE), (last + _DAY, MORNING)) for first, last in runs])


@lru_cache(maxsize=128)
def _union(members: frozenset[PersonQuiet], year: int) -> _Windows:
    """Whenever it is sacred time for one of them."""
    return _table([window for member in members for window in _windows(member.zone, member.observance, year).windows])


def _table(windows: list[Shut]) -> _Windows:
    """The same time as disjoint intervals in order; those that touch become one."""
    merged: list[Shut] = []
    for window in sorted(windows, key=lambda window: window.start):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Shut(window.why, merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return _Windows(tuple(window.start for window in merged), tuple(merged))


@lru_cache(maxsize=4096)
def _nights(zone_name: str, day: date) -> tuple[Shut, Shut]:
    """The two nights that can touch that UTC day, wherever the place is."""
    evenings = (day - _DAY, day)
    earlier, later = (_span(Hush.NIGHT, zone_name, (evening, EVENING), (evening + _DAY, MORNING)) for evening in evenings)
    return earlier, later


@lru_cache(maxsize=1024)
def _weekend(zone_name: str, day: date) -> Shut:
    """The one week's end that can touch that UTC day."""
    thursday = day - timedelta(days=(day.weekday() - _THURSDAY) % 7)
    return _span(Hush.WEEKEND, zone_name, (thursday, WEEK_CLOSES), (thursday + 3 * _DAY, WEEK_OPENS))


def _held(table: _Windows, at: datetime) -> Shut | None:
    place = bisect_right(table.starts, at)
    if place and at < table.windows[place - 1].end:
        return table.windows[place - 1]
    return None


def _asleep(zone_name: str, at: datetime) -> Shut | None:
    for night in _nights(zone_name, at.astimezone(UTC).date()):
        if night.start <= at < night.end:
            return night
    return None


def _weekend_holding(zone_name: str, at: datetime) -> Shut | None:
    weekend = _weekend(zone_name, at.astimezone(UTC).date())
    return weekend if weekend.start <= at < weekend.end else None


def _whole_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
