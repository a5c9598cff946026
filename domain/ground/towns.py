"""Where people are, as far as the sun asks: a city, or any place by its latitude and longitude."""

import re
from datetime import datetime, timedelta

from domain.ground import zones
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot
from domain.ground.times import called, on_the_wall
from domain.ground.values import Value

_COORDINATES = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\Z")
_APART = timedelta(hours=4)  # by which a clock may differ from its sun
_HALF_A_YEAR = timedelta(days=182)
# Clocks by which people live beyond 60 degrees north, where in winter candles may be lit before what the civil rule expects.
NORTHERN = frozenset(
    {
        "America/Anchorage", "America/Cambridge_Bay", "America/Danmarkshavn", "America/Dawson", "America/Edmonton", "America/Godthab",
        "America/Inuvik", "America/Iqaluit", "America/Juneau", "America/Nome", "America/Nuuk", "America/Rankin_Inlet",
        "America/Resolute", "America/Scoresbysund", "America/Thule", "America/Whitehorse", "America/Yellowknife",
        "Arctic/Longyearbyen", "Asia/Anadyr", "Asia/Khandyga", "Asia/Krasnoyarsk", "Asia/Magadan", "Asia/Srednekolymsk",
        "Asia/Ust-Nera", "Asia/Yakutsk", "Asia/Yekaterinburg", "Atlantic/Faroe", "Atlantic/Reykjavik", "Europe/Helsinki",
        "Europe/Mariehamn", "Europe/Moscow", "Europe/Oslo", "Europe/Stockholm",
    }
)  # fmt: skip


class Town(Value):
    """Where somebody is, and the clock by which they said it: by another clock it says nothing any more."""

    name: str
    spot: Spot
    zone: str
    evenings: bool = False  # they wish to be written to again 45 minutes after nightfall


def town_named(typed: str, zone: str, now: datetime) -> Town:
    """The place that somebody on that clock means, such as "Oslo", or "69.65, 18.96" for anywhere.

    Raises `Refusal(UNKNOWN_TOWN | WHICH_TOWN)` for a name, `Refusal(TOWN_ELSEWHERE)` for numbers where that clock cannot be.
    """
    text = " ".join(typed[:80].split())
    found = _COORDINATES.match(text)
    if found is None:
        return _by_name(text, zone, now)
    spot = Spot(float(found[1]), float(found[2]))
    offset = on_the_wall(now, zone).utcoffset() or timedelta()
    if abs(spot.latitude) > 90 or abs(spot.longitude) > 180 or not _near(spot, offset):
        raise Refusal(Why.TOWN_ELSEWHERE, typed=text, zone=called(zone))
    return Town(text, spot, zone)


def same_clock(one: str, other: str, now: datetime) -> bool:
    """True where both clocks show the same, in summer and in winter."""
    moments = (now, now + _HALF_A_YEAR)
    return all(on_the_wall(at, one).utcoffset() == on_the_wall(at, other).utcoffset() for at in moments)


def _by_name(text: str, zone: str, now: datetime) -> Town:
    found = zones.city_named(text, zone, now)
    assert found.city is not None  # noqa: S101
    return Town(found.label, Spot(found.city.latitude, found.city.longitude), found.zone)


def _near(spot: Spot, offset: timedelta) -> bool:
    """Whether the sun there agrees with the clock, as far as clocks do; the date line is no distance."""
    apart = abs(timedelta(hours=spot.longitude / 15) - offset) % timedelta(hours=24)
    return min(apart, timedelta(hours=24) - apart) <= _APART
