"""When one may write to somebody, found a second time and differently: for the checks of a play, never for the bot.

Walks the calendar hour by hour in local time from a plain list of rest days, where the bot computes windows in UTC; and for people who
named their city follows the sun down minute by minute, where the bot solves for the moment at which it sets.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin
from types import MappingProxyType
from typing import Protocol

from pyluach import dates

from domain.ground.quiet import Observance
from domain.ground.times import zone

CITIES: Mapping[str, tuple[float, float]] = MappingProxyType(  # latitude and longitude of what people of a play type as their city
    {
        "Tromsø, Norway": (69.65, 18.96), "London": (51.51, -0.13), "Jerusalem": (31.77, 35.22), "Los Angeles": (34.05, -118.24),
        "Honolulu": (21.31, -157.86), "New York": (40.71, -74.01),
    }
)  # fmt: skip
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_DISC, _STARS = -0.833, -8.5  # degrees of height at which the sun has set, and at which three stars are out
_NOT_BEFORE = timedelta(minutes=43)  # after nightfall: the bot waits 45, and rounds


class Somebody(Protocol):
    """Whose time it is: where their clock stands, what they keep, the city they named, if any, and whether evenings open again."""

    @property
    def zone(self) -> str:
        """An IANA zone."""
        ...

    @property
    def observance(self) -> Observance:
        """What they asked for."""
        ...

    @property
    def city(self) -> str:
        """As typed in `/me`, or nothing."""
        ...

    @property
    def evenings(self) -> bool:
        """Whether they wished to be written to again in the evening after a rest day."""
        ...


@lru_cache(maxsize=4096)
def rests(day: date, observance: Observance) -> bool:
    """True for a day on which that observance rests."""
    if observance is Observance.NONE:
        return False
    if day.weekday() == 5:
        return True
    hebrew = dates.HebrewDate.from_pydate(day)
    if observance is Observance.SHABBAT:
        return (hebrew.month, hebrew.day) == (7, 10)
    israel = observance is Observance.ONE_DAY
    return hebrew.festival(israel=israel, include_working_days=False) is not None


def disturbs(at: datetime, who: Somebody) -> bool:
    """True in their sacred time and in their night."""
    return night(at, who.zone) or holy(at, who)


def holy(at: datetime, who: Somebody) -> bool:
    """True in their sacred time."""
    return sacred(at, who.zone, who.observance, who.city, evenings=who.evenings)


def sacred(at: datetime, zone_name: str, observance: Observance, city: str = "", *, evenings: bool = False) -> bool:
    """From 14:00 on the eve of a rest day to 09:00 on the morning after the last.

    In a city from an hour and a half before candle lighting, where that is earlier; and by their wish until three quarters of an hour
    after nightfall only.
    """
    local = at.astimezone(zone(zone_name))
    today = local.date()
    if rests(today, observance):
        return not (evenings and not rests(today + _DAY, observance) and _out(at, today, zone_name, city))
    if rests(today + _DAY, observance) and (local.hour >= 14 or (city != "" and at >= lighting(today, zone_name, city) - 90 * _MINUTE)):
        return True
    return rests(today - _DAY, observance) and local.hour < 9 and not evenings


def night(at: datetime, zone_name: str) -> bool:
    """Outside 09:00 to 20:30 on that wall clock."""
    local = at.astimezone(zone(zone_name))
    return not (9, 0) <= (local.hour, local.minute) < (20, 30)


def week_end(at: datetime, zone_name: str) -> bool:
    """Outside Sunday 12:00 to Thursday 20:00 on the home clock."""
    local = at.astimezone(zone(zone_name))
    hours = ((local.weekday() + 1) % 7) * 24 + local.hour + local.minute / 60  # hours since Sunday 00:00
    return not 12 <= hours < 4 * 24 + 20


# --- The sun over a city ---


def lighting(day: date, zone_name: str, city: str) -> datetime:
    """When candles are lit there: 18 minutes before sunset, 40 in Jerusalem; at noon where the sun does not set, or does not rise."""
    sets = _falls(day, zone_name, city, _DISC)
    if sets is None:
        return datetime.combine(day, time(12), zone(zone_name)).astimezone(UTC)
    return sets - (40 if city == "Jerusalem" else 18) * _MINUTE


def nightfall(day: date, zone_name: str, city: str) -> datetime | None:
    """When three stars are out there; None in a white night."""
    return _falls(day, zone_name, city, _STARS)


def _out(at: datetime, day: date, zone_name: str, city: str) -> bool:
    """True once that day is over there, with time to spare."""
    dark = nightfall(day, zone_name, city)
    return dark is not None and at >= dark + _NOT_BEFORE


@lru_cache(maxsize=4096)
def _falls(day: date, zone_name: str, city: str, height: float) -> datetime | None:
    """The first minute after that day's noon at which the sun is lower than that; None if it never is, or is so at noon."""
    start = datetime.combine(day, time(9), zone(zone_name)).astimezone(UTC)
    noon = max((start + n * _MINUTE for n in range(6 * 60)), key=lambda at: _height(at, city))
    minutes = (noon + n * _MINUTE for n in range(18 * 60))
    return None if _height(noon, city) < height else next((at for at in minutes if _height(at, city) < height), None)


def _height(at: datetime, city: str) -> float:
    """Degrees of the sun above the horizon there, to a hundredth, as the Astronomical Almanac's short formulas have it."""
    latitude, longitude = CITIES[city]
    days = (at - _J2000) / _DAY
    anomaly = radians(357.528 + 0.9856003 * days)
    along = radians(280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    ascension, declination = atan2(cos(tilt) * sin(along), cos(along)), asin(sin(tilt) * sin(along))
    hour = radians(280.46062 + 360.98564737 * days + longitude) - ascension
    return degrees(asin(sin(radians(latitude)) * sin(declination) + cos(radians(latitude)) * cos(declination) * cos(hour)))
