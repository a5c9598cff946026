"""Busy weeks of a cohort, as its facilitator names them beside the seasons in which all clergy are busy. A week begins on Sunday."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from domain.ground.days import busy_season
from domain.ground.refusal import Refusal, Why

MOST_WEEKS = 26
_WEEK = timedelta(days=7)


def week_of(day: date) -> date:
    """The Sunday that begins the week of that day, by which the week is known."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def is_busy(day: date, named: Collection[date]) -> bool:
    """True in a season in which clergy are busy (15 Elul to 23 Tishrei, 7 to 14 Nisan), and in a week that was named."""
    return week_of(day) in named or busy_season(day)


def named_anew(before: Collection[date], typed: Iterable[tuple[date, date]], today: date) -> tuple[date, ...]:
    """The named weeks, once the spans of days that were typed are those to come: what is over stays as it was.

    Raises `Refusal(TOO_MANY_WEEKS)` for more than half a year.
    """
    this = week_of(today)
    ahead = {week for span in typed for week in _weeks(*span) if week >= this}
    if len(ahead) > MOST_WEEKS:
        raise Refusal(Why.TOO_MANY_WEEKS, most=MOST_WEEKS)
    return tuple(sorted({week for week in before if week < this} | ahead))


def _weeks(first: date, last: date) -> Iterator[date]:
    """Every week that the span touches, whichever of its ends was typed first; of an endless one as many as are refused."""
    week, until = week_of(min(first, last)), max(first, last)
    until = min(until, week + (MOST_WEEKS + 1) * _WEEK)
    while week <= until:
        yield week
        week += _WEEK


def spans(weeks: Iterable[date]) -> list[tuple[date, date]]:
    """Weeks that follow on each other as one span each, from its Sunday to its Shabbat."""
    found: list[tuple[date, date]] = []
    for week in sorted(weeks):
        if found and week - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], week + timedelta(days=6))
        else:
            found.append((week, week + timedelta(days=6)))
    return found
