"""Sunset, candle lighting and nightfall for a spot on the earth, by NOAA's solar equations.

Held against an independent calendar in the tests. A rest day is quiet for its date; the sun is only asked about its two ends, so where
it does not set, or never sinks far enough, fixed hours stand in and there is always an answer.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from math import acos, asin, cos, degrees, floor, radians, sin, tan
from types import MappingProxyType

from domain.ground.times import zone
from domain.ground.values import Value

_SETS, _DARK = 90.833, 98.5  # degrees from the zenith: the disc's upper edge with refraction; three stars
_BEFORE_SUNSET, _IN_ISRAEL = timedelta(minutes=18), timedelta(minutes=40)
_LONGEST_DUSK = timedelta(minutes=72)
_NO_DARKNESS = time(2)
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_STEP = 6 * 60  # minutes
_USUAL_LATITUDE = 40.0  # for a clock that names no place, such as UTC-5


class Spot(Value):
    """A place on the earth, in degrees: north and east are positive."""

    latitude: float
    longitude: float


def in_israel(zone_name: str) -> bool:
    """True for the clock of Israel: one day of each feast, and candles 40 minutes before sunset."""
    return zone_name in {"Asia/Jerusalem", "Asia/Tel_Aviv", "Israel"}


@lru_cache(maxsize=8192)
def sunset(spot: Spot, zone_name: str, day: date) -> datetime | None:
    """When the sun sets on that civil day (far north it may be after its midnight); None where it does not."""
    return _sinks(spot, _mean_noon(spot, zone_name, day), _SETS)


@lru_cache(maxsize=8192)
def lighting(spot: Spot, zone_name: str, day: date) -> datetime:
    """When candles are lit on that eve, rounded down to the minute: 18 minutes before sunset, 40 in Israel; local noon without one."""
    sets = sunset(spot, zone_name, day)
    if sets is None:
        return datetime.combine(day, time(12), zone(zone_name)).astimezone(UTC)
    return (sets - (_IN_ISRAEL if in_israel(zone_name) else _BEFORE_SUNSET)).replace(second=0, microsecond=0)


@lru_cache(maxsize=8192)
def nightfall(spot: Spot, zone_name: str, day: date) -> datetime:
    """When that day is out, rounded up to the minute: the sun is 8.5 degrees down.

    Where it never is, the later of solar midnight and 72 minutes after sunset; where it does not set either, 02:00.
    """
    noon = _mean_noon(spot, zone_name, day)
    dark, sets = _sinks(spot, noon, _DARK), sunset(spot, zone_name, day)
    if dark is None and sets is None:
        return datetime.combine(day + _DAY, _NO_DARKNESS, zone(zone_name)).astimezone(UTC)
    if dark is None and sets is not None:
        midnight = noon + _DAY / 2
        dark = max(midnight - _sun_near((midnight - _J2000) / _MINUTE)[1] * _MINUTE, sets + _LONGEST_DUSK)
    assert dark is not None  # noqa: S101
    whole = dark.replace(second=0, microsecond=0)
    return whole if whole == dark else whole + _MINUTE


# --- The equations ---


def _mean_noon(spot: Spot, zone_name: str, day: date) -> datetime:
    """The moment nearest to that day's 12:00 on the wall at which a sundial without its equation would show noon."""
    wall = datetime.combine(day, time(12), zone(zone_name)).astimezone(UTC)
    noon = datetime.combine(wall.date(), time(12), UTC) - 4 * _MINUTE * spot.longitude
    return noon + round((wall - noon) / _DAY) * _DAY


def _sinks(spot: Spot, noon: datetime, zenith: float) -> datetime | None:
    """When after that mean noon the sun passes that angle from the zenith; None where it stays above or below it all day."""
    start, after, latitude = (noon - _J2000) / _MINUTE, 0.0, radians(spot.latitude)
    for _ in range(2):  # the second takes the sun's place where the first ended; a third would add seconds, at the edge of white nights
        declination, ahead = _sun_near(start + after)
        angle = cos(radians(zenith)) / (cos(latitude) * cos(declination)) - tan(latitude) * tan(declination)
        if abs(angle) > 1:
            return None
        after = 4 * degrees(acos(angle)) - ahead
    return noon + after * _MINUTE


def _sun_near(minutes: float) -> tuple[float, float]:
    """As `_sun`, on the line between two moments six hours apart, which all places share: within a few hundredths of a second of dusk."""
    before = floor(minutes / _STEP)
    part = minutes / _STEP - before
    (low, slow), (high, fast) = _sun(before * _STEP), _sun((before + 1) * _STEP)
    return low + part * (high - low), slow + part * (fast - slow)


@lru_cache(maxsize=8192)
def _sun(minutes: float) -> tuple[float, float]:
    """So many minutes after noon of 1 January 2000: the sun's declination in radians, and by how many minutes sundials are ahead."""
    century = minutes / (36525 * 24 * 60)
    longitude = radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    center = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    apparent = longitude + radians(center - 0.00569 - 0.00478 * sin(node))
    seconds = 21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))
    tilt = radians(23 + (26 + seconds / 60) / 60 + 0.00256 * cos(node))
    y = tan(tilt / 2) ** 2
    ahead = (
        y * sin(2 * longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * longitude)
        - y * y * sin(4 * longitude) / 2
        - 1.25 * eccentricity**2 * sin(2 * anomaly)
    )
    return asin(sin(tilt) * sin(apparent)), 4 * degrees(ahead)


# --- The spot of a zone's own city ---


@lru_cache(maxsize=1024)
def city_of(zone_name: str) -> Spot:
    """The city that a zone is named for, where nobody has said where they are. Raises `Refusal(UNKNOWN_ZONE)`."""
    spots, links = _cities()
    found = spots.get(links.get(zone_name, zone_name)) or spots.get(zone_name)
    if found is not None:
        return found
    offset = datetime(2026, 1, 1, tzinfo=zone(zone_name)).utcoffset() or timedelta()
    return Spot(_USUAL_LATITUDE, offset / _DAY * 360)


@lru_cache(maxsize=1)
def _cities() -> tuple[Mapping[str, Spot], Mapping[str, str]]:
    """By the pinned zone data: where each living zone's city is, and which older names stand for which zone."""
    data = resources.files("tzdata") / "zoneinfo"
    rows = [row.split("\t") for row in (data / "zone.tab").read_text("utf-8").splitlines() if not row.startswith("#")]
    links = [row.split() for row in (data / "tzdata.zi").read_text("utf-8").splitlines() if row.startswith("L ")]
    spots = {row[2]: _spot(row[1]) for row in rows}
    return MappingProxyType(spots), MappingProxyType({name: zone for _, zone, name in links if name not in spots})


def _spot(written: str) -> Spot:
    """From "+404251-0740023": degrees, minutes and perhaps seconds of latitude and longitude."""
    middle = max(written.rfind("+"), written.rfind("-"))
    return Spot(_degrees(written[:middle], 2), _degrees(written[middle:], 3))


def _degrees(written: str, whole: int) -> float:
    sign, digits = (-1 if written[0] == "-" else 1), written[1:]
    rest = digits[whole:]
    return sign * (int(digits[:whole]) + int(rest[:2]) / 60 + int(rest[2:] or 0) / 3600)
