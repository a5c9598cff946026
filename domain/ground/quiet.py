"""When to be quiet: each person's sacred time and nights, a channel's union of them, and the next or last moment to speak.

The civil rule needs no city and no sun: nothing from 14:00 on the eve of a run of rest days until 09:00 on the morning after it.
Against an independent calendar it missed no lighting and no nightfall in 72,332 city-weeks up to 57.5 degrees of latitude, and it
holds in white nights too, because a rest day is quiet for its date. For somebody who named their city it begins an hour and a half
before candle lighting there, where that is earlier; and it ends 45 minutes after nightfall, if that is their wish.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Protocol

from domain.ground.hebrew import hebrew_date
from domain.ground.sun import Spot, in_israel, lighting, nightfall
from domain.ground.times import zone
from domain.ground.values import Value

EVE = time(14)
MORNING = time(9)
EVENING = time(20, 30)
WEEK_OPENS, WEEK_CLOSES = time(12), time(20)  # Sunday and Thursday, for automatic posts
BEFORE_LIGHTING, AFTER_NIGHTFALL = timedelta(minutes=90), timedelta(minutes=45)
NORTH = 60  # degrees of latitude up to which the civil rule holds without a city

_DAY = timedelta(days=1)
_SLACK = timedelta(minutes=15)  # what goes out a little late must still be in time
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


# How long before a time of quiet the last reminder goes out: on an eve at 11:00, in the evening at 20:00.
_FORWARD: Mapping[Hush, timedelta] = MappingProxyType(
    {Hush.SACRED: timedelta(hours=3), Hush.NIGHT: timedelta(minutes=30), Hush.WEEKEND: timedelta(minutes=30)}
)


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

    @property
    def people(self) -> frozenset["PersonQuiet"]:
        """Whose calendar days count: what is a fast or a feast for one of them is one here."""
        ...


class PersonQuiet(Value):
    """A person's own quiet: their nights (20:30 to 09:00) and their sacred time, on their own clock.

    Raises `Refusal(UNKNOWN_ZONE)` when asked about a zone that does not exist; whoever asks then does not send.
    """

    zone: str
    observance: Observance
    spot: Spot | None = None  # where they are, if they named their city
    evenings: bool = False  # they wish to be written to again once their rest day is out, rather than on the morning after

    def shut(self, at: datetime) -> Shut | None:
        """See `Quiet`."""
        return sacred(self, at) or _asleep(self.zone, at)

    @property
    def people(self) -> frozenset["PersonQuiet"]:
        """See `Quiet`."""
        return frozenset({self})

    @property
    def one_day(self) -> bool:
        """Whether they keep one day of each feast; where their setting does not say, by whether they live in Israel."""
        if self.observance in {Observance.ONE_DAY, Observance.TWO_DAY}:
            return self.observance is Observance.ONE_DAY
        return in_israel(self.zone)


class ChannelQuiet(Value):
    """A channel's quiet: whenever it is sacred time for one of its members; nights and week's end on the home clock only.

    Nights of all members together would leave Honolulu and Jerusalem no minute of the day.
    """

    home: str
    members: frozenset[PersonQuiet]
    weekdays_only: bool = True  # automatic posts come between Sunday 12:00 and Thursday 20:00 at home

    def shut(self, at: datetime) -> Shut | None:
        """See `Quiet`."""
        held = _holding(_united(self.members, at.astimezone(UTC).date()), at)
        if held is None and self.weekdays_only:
            held = _weekend_holding(self.home, at)
        return held or _asleep(self.home, at)

    @property
    def people(self) -> frozenset[PersonQuiet]:
        """See `Quiet`."""
        return self.members | {PersonQuiet(self.home, Observance.NONE)}


class SacredTime(Value):
    """Only the sacred time of some people: for what notifies nobody, and shows something wrong until it is done."""

    members: frozenset[PersonQuiet]

    def shut(self, at: datetime) -> Shut | None:
        """See `Quiet`."""
        return _holding(_united(self.members, at.astimezone(UTC).date()), at)

    @property
    def people(self) -> frozenset[PersonQuiet]:
        """See `Quiet`."""
        return self.members


class Besides(Value):
    """Somebody's quiet, and besides it the sacred time of others: for what should end well for all of them."""

    own: PersonQuiet
    others: frozenset[PersonQuiet]

    def shut(self, at: datetime) -> Shut | None:
        """See `Quiet`."""
        return self.own.shut(at) or _holding(_united(self.others, at.astimezone(UTC).date()), at)

    @property
    def people(self) -> frozenset[PersonQuiet]:
        """See `Quiet`."""
        return self.others | {self.own}


def is_night(zone_name: str, at: datetime) -> bool:
    """Whether that clock shows a time between 20:30 and 09:00."""
    return _asleep(zone_name, at) is not None


def default_observance(zone_name: str) -> Observance:
    """What the form offers first: one day in Israel, two days elsewhere; the person decides."""
    return Observance.ONE_DAY if in_israel(zone_name) else Observance.TWO_DAY


def allowed(quiet: Quiet, at: datetime) -> bool:
    """Whether one may speak at that very moment; asked immediately before each attempt."""
    return quiet.shut(at) is None


def next_open(quiet: Quiet, at: datetime) -> datetime:
    """The first moment, not before `at`, at which one may speak. It plans, and never authorises."""
    while (closed := quiet.shut(at)) is not None:
        at = closed.end
    return at


def previous_open(quiet: Quiet, at: datetime) -> datetime:
    """The last good minute, not after `at`, at which one may speak: reminders come forward.

    Good is well before a time of quiet (11:00 on an eve, 20:00 in the evening): a message that is a minute late must not have to wait
    until that is over.
    """
    at = _whole_minute(at)
    while (closed := quiet.shut(at) or quiet.shut(at + _SLACK)) is not None:
        at = _whole_minute(closed.start - _FORWARD[closed.why])
    return at


def day_before(at: datetime, zone_name: str) -> datetime:
    """The same time on the day before, by that clock, and within its daytime: at 09:00 of what begins at 08:00."""
    wall = at.astimezone(zone(zone_name)).replace(tzinfo=None) - _DAY
    clock = min(max(wall.time(), MORNING), (datetime.combine(wall, EVENING) - _FORWARD[Hush.NIGHT]).time())
    return datetime.combine(wall, clock, zone(zone_name)).astimezone(UTC)


def sacred(quiet: PersonQuiet, at: datetime) -> Shut | None:
    """The person's sacred window that holds that moment, their nights left aside."""
    return _holding(_windows(quiet, at.astimezone(UTC).date()), at)


def sacred_between(quiet: PersonQuiet, start: datetime, end: datetime) -> Shut | None:
    """The first of the person's sacred windows that something from `start` to `end` would reach into."""
    day, last = start.astimezone(UTC).date(), end.astimezone(UTC).date()
    while day <= last:
        for window in _windows(quiet, day) if _runs(quiet.observance, day) else ():
            if window.start < end and start < window.end:
                return window
        day += _DAY
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


def rests(observance: Observance, day: date) -> bool:
    """True for a rest day of that observance."""
    if observance is Observance.NONE:
        return False
    if day.weekday() == _SATURDAY:
        return True
    hebrew = hebrew_date(day)
    return (hebrew.month, hebrew.day) in _KEPT[observance]


def _run(observance: Observance, day: date) -> tuple[date, date]:
    """The first and the last of the consecutive rest days of which that is one."""
    first = last = day
    while rests(observance, first - _DAY):
        first -= _DAY
    while rests(observance, last + _DAY):
        last += _DAY
    return first, last


@lru_cache(maxsize=4096)
def _runs(observance: Observance, day: date) -> tuple[tuple[date, date], ...]:
    """The runs of rest days that reach into the two days before or after that day, in order."""
    about = (day + n * _DAY for n in range(-2, 3))
    return tuple(sorted({_run(observance, near) for near in about if rests(observance, near)}))


# --- Windows in UTC, kept because a season's plan asks about the same few people and days hundreds of times ---


def _span(why: Hush, zone_name: str, opens: tuple[date, time], closes: tuple[date, time]) -> Shut:
    """From one wall time to another, as instants; both read as RFC 5545 reads them (`LocalTime.instant`).

    A day that a place skips (Samoa left out a Friday when it crossed the date line) has no eve: the window starts no later than
    the midnight after it.
    """
    place = zone(zone_name)
    start = datetime.combine(*opens, place).astimezone(UTC)
    midnight = datetime.combine(opens[0] + _DAY, time(), place).astimezone(UTC)
    return Shut(why, min(start, midnight), datetime.combine(*closes, place).astimezone(UTC))


@lru_cache(maxsize=16384)
def _window(person: PersonQuiet, first: date, last: date) -> Shut:
    """A person's sacred window about that run of rest days: by the civil rule, and by the sun where they named their city."""
    civil = _span(Hush.SACRED, person.zone, (first - _DAY, EVE), (last + _DAY, MORNING))
    if person.spot is None:
        return civil
    start = min(civil.start, lighting(person.spot, person.zone, first - _DAY) - BEFORE_LIGHTING)
    end = min(civil.end, nightfall(person.spot, person.zone, last) + AFTER_NIGHTFALL) if person.evenings else civil.end
    return Shut(Hush.SACRED, start, end)


@lru_cache(maxsize=16384)
def _windows(person: PersonQuiet, day: date) -> tuple[Shut, ...]:
    """A person's sacred windows that can touch that UTC day, in order: it is up to three days of theirs, and each may be an eve."""
    zone(person.zone)  # a clock that does not exist is refused on any day
    return tuple(_window(person, first, last) for first, last in _runs(person.observance, day))


@lru_cache(maxsize=2048)
def _united(members: frozenset[PersonQuiet], day: date) -> tuple[Shut, ...]:
    """Whenever it is sacred time for one of them, on that UTC day; what touches becomes one."""
    merged: list[Shut] = []
    for window in sorted(chain.from_iterable(_windows(member, day) for member in members), key=lambda window: window.start):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Shut(window.why, merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return tuple(merged)


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


def _holding(windows: tuple[Shut, ...], at: datetime) -> Shut | None:
    return next((window for window in windows if window.start <= at < window.end), None)


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
