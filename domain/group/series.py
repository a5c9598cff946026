"""A cohort's sessions: planned on the wall clock, always finite, shown with every clash and with better dates."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from domain.ground.days import EVENINGS, Finding, Level
from domain.ground.quiet import PersonQuiet, is_night, sacred_between
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime, on_the_wall, zone
from domain.ground.values import Value
from domain.program.dates import Almanac

MOST_SESSIONS = 24
MOST_ALTERNATIVES = 3
MOST_WEEKS_AWAY = 5  # a busy season may leave nothing nearer
_LAST = -1
_NTHS = frozenset({1, 2, 3, 4, _LAST})
_YEARS = range(2000, 2200)  # dates outside are slips of the finger, and the end of what the calendar counts well
_USUAL = Almanac()
NEVER = datetime.max.replace(tzinfo=UTC)
_Rank = tuple[int, int, bool, int, bool]
_Weigh = Callable[[LocalTime], tuple[tuple[Finding, ...], int]]


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


class Weighed(Value):
    """A date with what is to be said of it: the findings, how many of the people each touches, how many are inside sacred time."""

    when: LocalTime
    findings: tuple[Finding, ...] = ()
    inside: int = 0
    touched: tuple[int, ...] = ()  # of each finding

    @property
    def level(self) -> Level:
        """The worst of it; somebody inside their sacred time is strong whatever the day is for the others."""
        return _severity(self.findings, self.inside)


class Clash(Weighed):
    """What speaks against a planned session, and better dates, best first, each with what is to be said of it."""

    alternatives: tuple[Weighed, ...] = ()
    night: bool = False  # it begins at night at home
    asleep: int = 0  # for how many people it does, on their own clock
    sought: bool = False  # whether better dates were looked for; for one that is over or stays where it is, none are


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
    times: Sequence[LocalTime], members: Collection[PersonQuiet], minutes: int, now: datetime, almanac: Almanac = _USUAL
) -> tuple[Clash | None, ...]:
    """For each session what speaks against it, or None; a New Moon alone speaks against nothing.

    The calendar is the program's; whose sacred time a session reaches into is asked for each member. A better date is never in
    the past.
    """
    found = (one if one.level > Level.NOTE else None for one in looked_at(times, members, minutes, now, almanac))
    return tuple(found)


def looked_at(
    times: Sequence[LocalTime],
    members: Collection[PersonQuiet],
    minutes: int,
    after: datetime,
    almanac: Almanac = _USUAL,
    *,
    before: datetime = NEVER,
    taken: Collection[date] = (),
) -> tuple[Clash, ...]:
    """Each session with what is to be said of it; those after that moment with better dates, which are after it and `before` the other.

    `taken`: days of other sessions, which are no better dates.
    """
    people = {person: (many, _own(person, almanac)) for person, many in Counter(members).items()}
    planned = {when.date for when in times}.union(taken)

    @cache  # sessions near one another have the same days near them
    def weighed(when: LocalTime) -> tuple[tuple[Finding, ...], int]:
        return weigh(when, members, minutes, almanac)

    def touched(when: LocalTime) -> tuple[int, ...]:
        return _touched(when, weighed(when)[0], people, minutes)

    found: list[Clash] = []
    for when in times:
        sought = when.instant() > after
        others = _better(when, weighed, planned, after, before) if sought else ()
        alternatives = tuple(Weighed(other, *weighed(other), touched(other)) for other in others)
        asleep = sum(is_night(one.zone, when.instant()) for one in members)
        night = is_night(when.zone, when.instant())
        found.append(Clash(when, *weighed(when), touched(when), alternatives, night, asleep, sought))
    return tuple(found)


def _better(when: LocalTime, weighed: _Weigh, planned: set[date], after: datetime, before: datetime) -> tuple[LocalTime, ...]:
    """Dates against which less speaks, best first; none where nothing but a New Moon speaks against that one."""
    found, inside = weighed(when)
    if _severity(found, inside) is Level.NOTE:
        return ()
    better: list[tuple[_Rank, date, LocalTime]] = []
    for weeks in range(1, MOST_WEEKS_AWAY + 1):
        others = (other for other in _others(when, weeks) if other.date not in planned and after < other.instant() < before)
        ranks = ((_rank(other, when, *weighed(other)), other.date, other) for other in others)
        better = sorted(rank for rank in ranks if rank[0][:2] < (_severity(found, inside), inside))
        if better and better[0][0][0] == Level.NOTE:
            break
    better = [rank for rank in better if rank[0][0] <= Level.LIGHT] or better
    return tuple(other for _, _, other in better[:MOST_ALTERNATIVES])


def _touched(when: LocalTime, found: Sequence[Finding], people: Mapping[PersonQuiet, tuple[int, Almanac]], minutes: int) -> tuple[int, ...]:
    """How many people each finding is true for, on their own clock and schedule: a second day is none in Israel.

    The evening before and the day itself are one: which of the two it is differs from clock to clock.
    """
    if not found:
        return ()
    own = [
        (many, {_whole_day(one) for one in almanac.at_session(_as_read(when, person.zone), minutes, (person,))})
        for person, (many, almanac) in people.items()
    ]
    return tuple(sum(many for many, days in own if _whole_day(one) in days) for one in found)


def _whole_day(finding: Finding) -> tuple[str, str]:
    """Which day a finding is about, also where it is about the evening before."""
    return finding.name.removeprefix("erev-") if finding.name in EVENINGS else finding.name, finding.words


def _own(person: PersonQuiet, almanac: Almanac) -> Almanac:
    """The program's calendar as that person keeps it, and where they are."""
    return replace(almanac, observance=person.observance, spot=person.spot)


def _as_read(when: LocalTime, zone_name: str) -> LocalTime:
    """The same instant as that clock shows it."""
    wall = on_the_wall(when.instant(), zone_name)
    return LocalTime(wall.date(), wall.time(), zone_name)


def weigh(when: LocalTime, members: Collection[PersonQuiet], minutes: int, almanac: Almanac = _USUAL) -> tuple[tuple[Finding, ...], int]:
    """What it is then for a session of that length, worst first, and how many members it would reach inside their sacred time."""
    start = when.instant()
    end = start + timedelta(minutes=minutes)
    return almanac.at_session(when, minutes, members), sum(sacred_between(member, start, end) is not None for member in members)


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


def _rank(other: LocalTime, when: LocalTime, found: Sequence[Finding], inside: int) -> _Rank:
    """Less is better: severity, members affected, keeping the weekday, distance, and later before earlier."""
    apart = (other.date - when.date).days
    return _severity(found, inside), inside, other.date.weekday() != when.date.weekday(), abs(apart), apart < 0


# --- Longer, and what is too late ---


def further(times: Sequence[LocalTime], count: int) -> tuple[LocalTime, ...]:
    """So many dates after a series, as most of its dates go: the same weekday of the month, or else each so many weeks.

    A date that was taken in place of another does not change the rule; what may be the fourth or the last is taken for the last.
    There is one date at least, and they are in their order.
    """
    last, at = times[-1], Counter((when.time, when.zone) for when in times).most_common(1)[0][0]
    places = Counter(place for when in times for place in _places(when.date))
    nth = max(places, key=lambda place: (places[place], place[0] == _LAST))
    if 2 * places[nth] > len(times):
        months = _usual(_month(later.date) - _month(earlier.date) for earlier, later in pairwise(times))
        following = date(last.date.year + last.date.month // 12, last.date.month % 12 + 1, 1)
        found = tuple(_days(Recurrence(nth[0], nth[1], at[0], at[1], following, months * count)))
        return tuple(LocalTime(day, *at) for day in found[months - 1 :: months])
    weeks = _usual(round((later.date - earlier.date).days / 7) for earlier, later in pairwise(times))
    return tuple(LocalTime(last.date + timedelta(weeks=weeks * n), *at) for n in range(1, count + 1))


def _usual(apart: Iterator[int]) -> int:
    """How far apart most are; one, where they are closer together than that, or there is only one date."""
    return max([1, *(most for most, _ in Counter(apart).most_common(1))])


def _places(day: date) -> tuple[tuple[int, int], ...]:
    """Which weekdays of its month a date is: the fourth may be the last as well."""
    nth = (day.day - 1) // 7 + 1
    last = (day + timedelta(weeks=1)).month != day.month
    return (*(((nth, day.weekday()),) if nth < 5 else ()), *(((_LAST, day.weekday()),) if last else ()))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def not_past(times: Sequence[LocalTime], now: datetime) -> tuple[LocalTime, ...]:
    """The same dates. Raises `Refusal(DATE_PAST)` for the first that is not ahead, with a month in which a series may begin."""
    for when in times:
        if when.instant() <= now:
            next_month = on_the_wall(now, when.zone).date().replace(day=1) + timedelta(days=31)
            raise Refusal(Why.DATE_PAST, date=when.date, month=f"{next_month:%Y-%m}")
    return tuple(times)


def apart(times: Sequence[LocalTime], minutes: int) -> tuple[LocalTime, ...]:
    """The same dates, which are in their order. Raises `Refusal(TIME_TAKEN)` for the first that begins while another is going on."""
    for number, (earlier, later) in enumerate(pairwise(times), start=1):
        if later.instant() < earlier.instant() + timedelta(minutes=minutes):
            raise Refusal(Why.TIME_TAKEN, number=number, at=earlier.instant())
    return tuple(times)


def longer_than_a_year(times: Sequence[LocalTime]) -> bool:
    """True for a term that ends more than a year after it begins."""
    return times[-1].date - times[0].date > timedelta(days=366)


# --- Clocks ---


class Clock(Value):
    """What the sessions are on the clock of some people: usually at that time, and at another one at some of them.

    Zones whose clocks agree at all the sessions are one clock, named after the one that most of them live in.
    """

    zone: str
    people: int
    usual: time
    otherwise: Mapping[LocalTime, time]


def clocks(times: Sequence[LocalTime], zones: Sequence[str]) -> tuple[Clock, ...]:
    """The clocks of people who live in these zones, most people first; home's own is among them when somebody lives there."""
    same: dict[tuple[time, ...], Counter[str]] = {}
    for name, people in Counter(zones).items():
        same.setdefault(tuple(_as_read(when, name).time for when in times), Counter())[name] += people
    found = [_clock(times, walls, names) for walls, names in same.items()]
    return tuple(sorted(found, key=lambda clock: (-clock.people, clock.zone)))


def _clock(times: Sequence[LocalTime], walls: tuple[time, ...], names: Counter[str]) -> Clock:
    usual = Counter(walls).most_common(1)[0][0]
    otherwise = {when: wall for when, wall in zip(times, walls, strict=True) if wall != usual}
    return Clock(min(names, key=lambda name: (-names[name], name)), names.total(), usual, otherwise)


def clock_changes(times: Sequence[LocalTime]) -> tuple[LocalTime, ...]:
    """The sessions before which the clocks at home have changed: same wall time, another distance from UTC."""
    return tuple(later for earlier, later in pairwise(times) if _offset(earlier) != _offset(later))


def _offset(when: LocalTime) -> timedelta | None:
    return on_the_wall(when.instant(), when.zone).utcoffset()
