"""Clocks: how far from UTC they are, which of them are one, and which shows the time that somebody speaks of."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from domain.ground.atlas.cities import cities
from domain.ground.atlas.reading import Meaning, Reading
from domain.ground.times import on_the_wall

OFF, HALF_AN_HOUR = 10, 30  # minutes by which one may misread a clock; by which an hour alone may be off
_DAY = 24 * 60
_HALVES = (
    "Asia/Kolkata", "Asia/Tehran", "Asia/Kabul", "Asia/Kathmandu", "Asia/Yangon", "Australia/Darwin", "Australia/Eucla",
    "Pacific/Marquesas", "America/St_Johns", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham",
)  # fmt: skip
_LIVING = (  # where people say what time it is for them now, the likelier before the others
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Paris", "Asia/Jerusalem",
    "Africa/Johannesburg", "America/Halifax", "America/Argentina/Buenos_Aires", "America/Sao_Paulo", "Europe/Moscow", "Australia/Sydney",
    "Australia/Perth", "Australia/Adelaide", "Pacific/Auckland", "America/St_Johns", "America/Anchorage", "Pacific/Honolulu",
    "Asia/Kolkata", "Asia/Hong_Kong", "Asia/Tokyo",
)  # fmt: skip

_OFFSET = re.compile(r"(?<![a-z])(utc|gmt)? ?([+\-\u2010-\u2015\u2212]) ?(\d{1,2})(?::?([0-5]\d))?(?![\d:])")
_NOW = re.compile(r"(?<![\d:+\-])(\d{1,2})(?:[:.h]([0-5]\d))?(?: ?([ap])\.? ?m\b\.?)?(?![\d:])")


def offset_in(text: str) -> tuple[int | None, str]:
    """Minutes from UTC, and the text without them; a sign without UTC is one only where nothing else is said."""
    found = _OFFSET.search(text)
    if found is None or (found[1] is None and found[0].strip() != text.strip(" ()")):
        return None, text
    minutes = int(found[3]) * 60 + int(found[4] or 0)
    return (minutes if found[2] == "+" else -minutes), f"{text[: found.start()]} , {text[found.end() :]}"


def by_offset(text: str, minutes: int, now: datetime) -> Reading:
    """The clock that is so far from UTC all year; half hours are the place where people live by them."""
    hours, odd = divmod(abs(minutes), 60)
    sign = 1 if minutes > 0 else -1
    if odd:
        zone = next((name for name in _HALVES if _offset(name, now) == minutes), None)
    elif -12 <= sign * hours <= 14:
        zone = f"Etc/GMT{-sign * hours:+d}" if hours else "UTC"
    else:
        zone = None
    called = f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{odd:02d}' if odd else ''}"
    return Reading(text, (Meaning(zone, 1.0, named=called),) if zone else ())


def shown_in(text: str) -> tuple[tuple[int, ...] | None, str]:
    """The minutes of the day that a clock may show that is spoken of, and the text without them; "3:20" may be in the afternoon."""
    found = next((one for one in _NOW.finditer(text) if one[2] is not None or one[3] is not None), None)
    if found is None:
        return None, text
    return _times(found), f"{text[: found.start()]} {text[found.end() :]}"


def _times(found: re.Match[str]) -> tuple[int, ...]:
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] is not None:
        return ((hour % 12 + 12 * (found[3] == "p")) * 60 + minute,) if 1 <= hour <= 12 else ()
    if hour > 23:
        return ()
    twice = 1 <= hour <= 12 and not found[1].startswith("0")
    return tuple((hour % 12 + half) * 60 + minute for half in (0, 12)) if twice else (hour * 60 + minute,)


def by_the_clock(text: str, shown: Sequence[int], now: datetime) -> Reading:
    """The first of the living zones whose clock shows one of the times; an hour that is only about right is asked back."""
    for off, sure in ((OFF, True), (HALF_AN_HOUR, False)):
        found = [name for name in _LIVING if any(shows(name, at, now, off) for at in shown)]
        whole_hour = all(at % 60 == 0 for at in shown)
        if found and (sure or whole_hour):
            return Reading(text, tuple(_living_meaning(name) for name in found[:1]), sure=sure)
    return Reading(text)


def _living_meaning(zone: str) -> Meaning:
    return Meaning(zone, 1.0, cities().of_zone(zone))


def shows(zone: str, at: int, now: datetime, off: int) -> bool:
    """True when a clock there shows that minute of the day now, but for so many minutes."""
    here = now.astimezone(UTC)
    return _apart_by(at - here.hour * 60 - here.minute, _offset(zone, now)) <= off


def _offset(name: str, now: datetime) -> int:
    """Minutes from UTC on that clock then."""
    offset = on_the_wall(now, name).utcoffset()
    assert offset is not None  # noqa: S101
    return round(offset.total_seconds() / 60)


def _apart_by(one: int, other: int) -> int:
    """Minutes between two clocks, whatever the dates on them are."""
    return abs((one - other + _DAY // 2) % _DAY - _DAY // 2)


@lru_cache(maxsize=2048)
def clock(zone: str, year: int) -> tuple[int, ...]:
    """What a zone's clock does within two years: two zones that do the same each day are one clock to those who live by them."""
    weeks = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(weeks=n) for n in range(105)]
    shown = [_offset(zone, at) for at in weeks]
    changed = [(at, here) for at, here, there in zip(weeks, shown, shown[1:], strict=False) if here != there]
    days = (next(day for day in range(1, 8) if _offset(zone, at + timedelta(days=day)) != here) for at, here in changed)
    return *shown, *days  # the day of each change, too: neighbours may change their clocks a day apart


def winter_and_summer(zone: str, year: int) -> tuple[int, ...]:
    """In winter and in summer."""
    shown = clock(zone, year)
    return shown[0], shown[26]
