"""A cohort's sessions: planned on the wall clock, always finite, shown with every clash and with better dates."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from domain.ground.days import EVENINGS, SOLEMN, Finding, Level
from domain.ground.evenings import Calendar, at_session, calendar_of, in_force
from domain.ground.quiet import PersonQuiet, sacred_between
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot, in_israel
from domain.ground.times import LocalTime, on_the_wall, zone
from domain.ground.values import Value

MOST_SESSIONS = 24
MOST_ALTERNATIVES = 3
MOST_WEEKS_AWAY = 5  # a busy season may leave nothing nearer
_NTHS = frozenset({1, 2, 3, 4, -1})
_YEARS = range(2000, 2200)  # dates outside are slips of the finger, and the end of what the calendar counts well
_Rank = tuple[int, int, bool, int, bool]


class Recurrence(Value):
    """The nth weekday of each month (1 to 4, or -1 for the last; Monday is 0), from the month that holds `first_month`."""

    nth: int
    weekday: int
    at: time
    zone: str
    first_month: date
    count: int


class EveryWeeks(Value):
    """The same weekday each so many weeks (1 to 8), from `first`."""

    weeks: int
    first: date
    at: time
    zone: str
    count: int


class Clash(Value):
    """What speaks against a planned session: the day, how many members are inside their sacred time, and better dates, best first."""

    when: LocalTime
    findings: tuple[Finding, ...]
    inside: int
    alternatives: tuple[LocalTime, ...]

    @property
    def level(self) -> Level:
        """The worst of it; a member inside their sacred time is strong whatever the day is for the others."""
        return _severity(self.findings, self.inside)


def sessions(recurrence: Recurrence | EveryWeeks) -> tuple[LocalTime, ...]:
    """Every session of the series, as wall time in its zone, so that a clock change moves no meeting.

    Raises `Refusal(BAD_SERIES)` unless it has 1 to 24 sessions on days that exist, `Refusal(UNKNOWN_ZONE)` for its zone.
    """
    zone(recurrence.zone)
    first = recurrence.first_month if isinstance(recurrence, Recurrence) else recurrence.first
    if not 1 <= recurrence.count <= MOST_SESSIONS or first.year not in _YEARS:
        raise Refusal(Why.BAD_SERIES, count=recurrence.count, most=MOST_SESSIONS)
    days = tuple(_days(recurrence))
    return tuple(LocalTime(day, recurrence.at.replace(tzinfo=None), recurrence.zone) for day in days)


def _days(recurrence: Recurrence | EveryWeeks) -> Iterator[date]:
    """The rule is unrolled on naive dates: an aware one would drift with the offset of its first day."""
    from dateutil import rrule  # only staff draft a series, a few times a year

    if isinstance(recurrence, EveryWeeks):
        if not 1 <= recurrence.weeks <= 8:
            raise Refusal(Why.BAD_SERIES, weeks=recurrence.weeks)
        rule = rrule.rrule(rrule.WEEKLY, interval=recurrence.weeks, dtstart=_midnight(recurrence.first), count=recurrence.count)
    else:
        if recurrence.nth not in _NTHS or recurrence.weekday not in range(7):
            raise Refusal(Why.BAD_SERIES, nth=recurrence.nth, weekday=recurrence.weekday)
        weekday = rrule.weekday(recurrence.weekday)(recurrence.nth)
        start = _midnight(recurrence.first_month.replace(day=1))
        rule = rrule.rrule(rrule.MONTHLY, byweekday=weekday, dtstart=start, count=recurrence.count)
    return (moment.date() for moment in rule)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


# --- Clashes ---


def clashes(
    times: Sequence[LocalTime], members: Collection[PersonQuiet], minutes: int, spot: Spot | None = None
) -> tuple[Clash | None, ...]:
    """For each session what speaks against it, or None; a New Moon alone speaks against nothing.

    The calendar is the home's, which is at `spot` (see `weigh`); whose sacred time a session reaches into is asked for each member.
    """
    planned = {when.date for when in times}
    return tuple(_clash(when, members, minutes, planned, spot) for when in times)


def _clash(when: LocalTime, members: Collection[PersonQuiet], minutes: int, planned: set[date], spot: Spot | None) -> Clash | None:
    found, inside = weigh(when, members, minutes, spot)
    if _severity(found, inside) is Level.NOTE:
        return None
    better: list[tuple[_Rank, date, LocalTime]] = []
    for weeks in range(1, MOST_WEEKS_AWAY + 1):
        ranks = (
            (_rank(other, when, members, minutes, spot), other.date, other) for other in _others(when, weeks) if other.date not in planned
        )
        better = sorted(rank for rank in ranks if rank[0][:2] < (_severity(found, inside), inside))
        if better and better[0][0][0] == Level.NOTE:
            break
    better = [rank for rank in better if rank[0][0] <= Level.LIGHT] or better
    return Clash(when, found, inside, tuple(other for _, _, other in better[:MOST_ALTERNATIVES]))


def weigh(when: LocalTime, members: Collection[PersonQuiet], minutes: int, spot: Spot | None = None) -> tuple[tuple[Finding, ...], int]:
    """What it is then for a session of that length, worst first, and how many members it would reach inside their sacred time.

    By the home's calendar (`spot`: where the home is, else its zone's city stands in), and by each member's own where a day of
    mourning, Purim or chol hamoed has begun for them, or still lasts.
    """
    start = when.instant()
    end = start + timedelta(minutes=minutes)
    found = at_session(start, end, Calendar(when.zone, in_israel(when.zone), spot))
    known = {finding.name for finding in found}
    theirs = frozenset[str]().union(*(in_force(at, one) for one in {calendar_of(member) for member in members} for at in (start, end)))
    more = (name for name in sorted(theirs & SOLEMN - known) if f"erev-{name}" not in known & EVENINGS)
    found = sorted((*found, *(Finding(Level.STRONG, name) for name in more)), key=lambda finding: -finding.level)
    return tuple(found), sum(sacred_between(member, start, end) is not None for member in members)


def _severity(found: Sequence[Finding], inside: int) -> Level:
    worst = max((finding.level for finding in found), default=Level.NOTE)
    return max(worst, Level.STRONG) if inside else worst


def _others(when: LocalTime, weeks: int) -> Iterator[LocalTime]:
    """The same weekday up to so many weeks either side, and the other days of the same week from Sunday to Thursday."""
    sunday = when.date - timedelta(days=(when.date.weekday() + 1) % 7)
    same = (when.date + timedelta(weeks=week) for week in range(-weeks, weeks + 1) if week)
    week = (sunday + timedelta(days=n) for n in range(5))
    for day in (*same, *(day for day in week if day.weekday() != when.date.weekday())):
        yield LocalTime(day, when.time, when.zone)


def _rank(other: LocalTime, when: LocalTime, members: Collection[PersonQuiet], minutes: int, spot: Spot | None) -> _Rank:
    """Less is better: severity, members affected, keeping the weekday, distance, and later before earlier."""
    found, inside = weigh(other, members, minutes, spot)
    apart = (other.date - when.date).days
    return _severity(found, inside), inside, other.date.weekday() != when.date.weekday(), abs(apart), apart < 0


# --- Clock changes ---


def clock_changes(times: Sequence[LocalTime]) -> tuple[LocalTime, ...]:
    """The sessions before which the clocks at home have changed: same wall time, another distance from UTC."""
    return tuple(later for earlier, later in pairwise(times) if _offset(earlier) != _offset(later))


def _offset(when: LocalTime) -> timedelta | None:
    return on_the_wall(when.instant(), when.zone).utcoffset()
