"""What a program's calendar has beside the Jewish one: the schedule it keeps, the civic days of its home, and dates of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from domain.ground.civic import Civic, civic_findings, civic_of
from domain.ground.days import EVENINGS, MEMORIAL, SOLEMN, Finding, Level
from domain.ground.evenings import Calendar, at_session, calendar_of, in_force, may_be
from domain.ground.quiet import Observance, PersonQuiet, default_observance
from domain.ground.sun import Spot
from domain.ground.times import LocalTime
from domain.ground.values import Value

MOST_DATES = 300  # of one program; each is asked about each day that a session may have
LONGEST_NAME = 80
MOST_DAYS = 120  # of one date: a summer's break, and no slip of the year
_ISRAEL = Calendar("Asia/Jerusalem", one_day=True)
_SCHEDULES = frozenset({Observance.ONE_DAY, Observance.TWO_DAY})


class CommunityDate(Value):
    """A date of the program's own, such as a convention or a school break: its days at home, both included, and how much they count."""

    first: date
    last: date
    name: str  # as typed, hostile until escaped
    level: Level

    @property
    def key(self) -> tuple[date, str]:
        """What makes it the same date in another file: the day on which it begins, and its name as names are compared."""
        return self.first, " ".join(self.name.split()).casefold()


class Almanac(Value):
    """What a program's days are read from; what it left open is as is usual where its home is."""

    observance: Observance | None = None  # of whoever said nothing
    civic: frozenset[Civic] | None = None
    own: tuple[CommunityDate, ...] = ()  # the earliest first
    spot: Spot | None = None  # where the home is; its zone's city stands in

    def at_session(self, when: LocalTime, minutes: int, members: Collection[PersonQuiet]) -> tuple[Finding, ...]:
        """All that speaks against a session of that length then, worst first and each once; of like ones the program's own first.

        A feast that some members keep and the program does not, such as a second day, is strong at most: the others are free. So is a
        day of mourning, Purim or chol hamoed that by a member's own clock has begun, or still lasts. While nobody is known who would come,
        some may be in Israel, where its memorial days begin while it is still the afternoon before elsewhere.
        """
        found = dict[tuple[str, str], Finding]()
        for one in sorted(self._found(when, minutes, members), key=lambda finding: -finding.level):
            found.setdefault((one.name, one.words), one)
        eves = {name for name, _ in found} & EVENINGS
        return tuple(one for one in found.values() if f"erev-{one.name}" not in eves)

    def _found(self, when: LocalTime, minutes: int, members: Collection[PersonQuiet]) -> Iterator[Finding]:
        start = when.instant()
        end, day = start + timedelta(minutes=minutes), when.date
        begun = bisect_right(self.own, day, key=_first)
        over = bisect_left(self.own, day - timedelta(days=MOST_DAYS), hi=begun, key=_first)
        yield from (Finding(one.level, "own", one.name) for one in self.own[over:begun] if day <= one.last)
        ours, theirs = schedules(self.observance, when.zone, members)
        yield from at_session(start, end, Calendar(when.zone, ours is Observance.ONE_DAY, self.spot))
        for other in theirs:
            for one in at_session(start, end, Calendar(when.zone, other is Observance.ONE_DAY, self.spot)):
                yield Finding(min(one.level, Level.STRONG), one.name)
        possible = {one_day for one_day in (True, False) if may_be(SOLEMN, start, end, one_day)}
        kept = {(calendar_of(member), SOLEMN) for member in members if member.one_day in possible}
        for calendar, names in kept if members else {(_ISRAEL, MEMORIAL)}:  # of people who are to come, some may be there
            for name in in_force(start, calendar, names) | in_force(end, calendar, names) if calendar.one_day in possible else ():
                yield Finding(Level.STRONG, name)
        yield from civic_findings(day, civic_of(when.zone) if self.civic is None else self.civic)


def _first(one: CommunityDate) -> date:
    return one.first


def schedules(usual: Observance | None, zone: str, members: Collection[PersonQuiet]) -> tuple[Observance, frozenset[Observance]]:
    """How many days of a feast count for a group: as its program keeps it, and as members keep it who do otherwise.

    A program that named neither keeps what is usual at its home, unless its members all keep the other.
    """
    kept = frozenset({member.observance for member in members}) & _SCHEDULES
    here = default_observance(zone)
    ours = usual if usual is not None and usual in _SCHEDULES else here if here in kept or not kept else next(iter(kept))
    return ours, kept - {ours}


# --- Another list of dates in the place of the one that stands ---


class Differences(Value):
    """What another list would make of the one that stands."""

    added: tuple[CommunityDate, ...] = ()
    changed: tuple[tuple[CommunityDate, CommunityDate], ...] = ()  # from, to: another last day, or another class
    removed: tuple[CommunityDate, ...] = ()
    same: int = 0

    @property
    def count(self) -> int:
        """How many dates it would touch."""
        return len(self.added) + len(self.changed) + len(self.removed)


def differences(kept: Collection[CommunityDate], given: Collection[CommunityDate], *, beside: bool = False) -> Differences:
    """What `given` changes of `kept`; with `beside`, what it leaves out stays."""
    before, after = {one.key: one for one in kept}, {one.key: one for one in given}
    both = [(before[key], after[key]) for key in sorted(before.keys() & after.keys())]
    return Differences(
        tuple(after[key] for key in sorted(after.keys() - before.keys())),
        tuple((was, to) for was, to in both if was != to),
        () if beside else tuple(before[key] for key in sorted(before.keys() - after.keys())),
        sum(was == to for was, to in both),
    )


def with_these(kept: Collection[CommunityDate], given: Collection[CommunityDate], *, beside: bool = False) -> tuple[CommunityDate, ...]:
    """The dates as `given` would make them, the earliest first; with `beside`, what it leaves out stays."""
    after = ({one.key: one for one in kept} if beside else {}) | {one.key: one for one in given}
    return tuple(after[key] for key in sorted(after))
