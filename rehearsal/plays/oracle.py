"""When one may write to somebody, found a second time and differently: for the checks of a play, never for the bot.

Walks the calendar hour by hour in local time from a plain list of rest days, where the bot computes windows in UTC.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from pyluach import dates

from domain.ground.quiet import Observance
from domain.ground.times import zone


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


def sacred(at: datetime, zone_name: str, observance: Observance) -> bool:
    """From 14:00 on the eve of a rest day to 09:00 on the morning after the last."""
    local = at.astimezone(zone(zone_name))
    today = local.date()
    if rests(today, observance):
        return True
    if rests(today + timedelta(days=1), observance) and local.hour >= 14:
        return True
    return rests(today - timedelta(days=1), observance) and local.hour < 9


def night(at: datetime, zone_name: str) -> bool:
    """Outside 09:00 to 20:30 on that wall clock."""
    local = at.astimezone(zone(zone_name))
    return not (9, 0) <= (local.hour, local.minute) < (20, 30)


def week_end(at: datetime, zone_name: str) -> bool:
    """Outside Sunday 12:00 to Thursday 20:00 on the home clock."""
    local = at.astimezone(zone(zone_name))
    hours = ((local.weekday() + 1) % 7) * 24 + local.hour + local.minute / 60  # hours since Sunday 00:00
    return not 12 <= hours < 4 * 24 + 20
