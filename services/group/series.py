"""The dates of a cohort: drafted, swapped and frozen as one series; and told to those who know others when they replace them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.group import series as calendar
from domain.group.series import Recurrence
from domain.group.sessions import Session, SessionState
from domain.joining.selection import mark_of
from domain.joining.signups import WANTING, ApplicationState
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from messages.ground.values import Message
from messages.group import series as words
from messages.group.series import Frozen, Replacing, Series, Told
from services.ground.text import clock, day, whole
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db

MINUTES = 90
Knowing = Mapping[PersonId, tuple[Person, ApplicationState]]


class Rule(Value):
    """The rule of a series as a facilitator says it: second Tuesday, 13:00, six times from October."""

    nth: int
    weekday: int
    at: str
    count: int
    first_month: str


async def shown(db: Db, cohort: Cohort, program: Program, times: tuple[LocalTime, ...]) -> Series:
    """Dates with what stands against each for the members, or before there are any for those who apply."""
    people = await db.cohorts.members(cohort.id) or [p for _, p in await db.signups.in_cohort(cohort.id)]
    quiet = [person.quiet(program.zone, program.observance) for person in people]
    clashes = calendar.clashes(times, quiet, MINUTES)
    return Series(cohort, times, clashes, frozenset(calendar.clock_changes(times)), len(people))


async def who_knows(db: Db, cohort: Cohort, standing: Sequence[Session]) -> Knowing:
    """Who knows the dates that stand, and where they stand themselves.

    A letter about a place or an offer named the first session, and whoever applied read it on the board. To somebody whose offer has
    not gone out yet the letter itself says what holds.
    """
    if not standing:
        return {}
    wanting = await db.signups.in_cohort(cohort.id, WANTING)
    offers = {f"application/{one.id}/offer/{one.offers}" for one, _ in wanting if one.state is ApplicationState.OFFERED}
    unsent = {row.key for row in await db.deliveries.by_keys(offers) if row.state is DeliveryState.PENDING}
    found = {person.id: (person, one.state) for one, person in wanting if f"application/{one.id}/offer/{one.offers}" not in unsent}
    return found | {person.id: (person, ApplicationState.ACCEPTED) for person in await db.cohorts.members(cohort.id)}


class SeriesOfSessions:
    """A cohort's dates until they stand, and what replaces those that do."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def draft_series(self, actor: Actor, cohort: CohortId, rule: Rule) -> Series:
        """Draft the dates and show what stands against each; what stands stays, and nothing is told to anybody."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program = act.db, act.cohort, act.program
            if found.started_at is not None:
                raise Refusal(Why.FROZEN, title=found.title)
            recurrence = Recurrence(
                whole(rule.nth, -1, 4), whole(rule.weekday, 0, 6), clock(rule.at), found.zone, day(f"{rule.first_month.strip()}-01"),
                whole(rule.count, 2, 24),
            )  # fmt: skip
            times = calendar.sessions(recurrence)
            await db.cohorts.draft_dates(cohort, times)
            act.says(what="drafted", count=len(times))
            return await shown(db, found, program, times)

    async def swap_date(self, actor: Actor, cohort: CohortId, position: int, other: date) -> Series:
        """Take one of the proposed dates instead."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program = act.db, act.cohort, act.program
            times = await db.cohorts.drafted_dates(cohort)
            if not times:
                raise Refusal(Why.NO_DRAFT)
            if not 0 <= position < len(times):
                raise Refusal(Why.STALE)
            changed = LocalTime(other, times[position].time, times[position].zone)
            moved = tuple(sorted((*times[:position], changed, *times[position + 1 :]), key=lambda when: when.date))
            await db.cohorts.draft_dates(cohort, moved)
            act.says(what="swapped", number=position + 1)
            return await shown(db, found, program, moved)

    async def freeze(self, actor: Actor, cohort: CohortId, mark: int | None = None) -> Frozen | Replacing:
        """The drafted dates stand; from now on one session at a time may be moved. Pressed twice, it says what stands.

        Where people know other dates, nothing changes before it was shown who hears of it: `mark` is that of the change shown.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found = act.db, act.cohort
            times = await db.cohorts.drafted_dates(cohort)
            standing = [one for one in await db.sessions.of(cohort) if one.state is not SessionState.CANCELLED]
            if not times:
                if found.frozen_at is None:
                    raise Refusal(Why.NO_DRAFT)
                return Frozen(found, len(standing), await self._told(db, found, found.frozen_at))
            knowing = await who_knows(db, found, standing)
            change = _change(found, standing, times, knowing)
            if change.told.all and mark != change.mark:
                return change
            await db.sessions.freeze(cohort, times, MINUTES)
            await db.cohorts.freeze_dates(cohort, act.now)
            act.says(what="frozen", count=len(times))
            if change.told.all:
                await self._tell(act, knowing, max(when.instant() for when in (*times, *change.gone)))
            return Frozen(found, len(times), change.told.all)

    async def _tell(self, act: CohortAct, knowing: Knowing, last: datetime) -> None:
        """Plan one message to each, of use until the last session; an earlier one that has not gone out gives way to it."""
        for row in await act.db.deliveries.of_cohort(act.cohort.id, frozenset({DeliveryState.PENDING})):
            if row.message == Subject.DATES_CHANGED:
                await act.db.deliveries.drop(row.id, act.now, Reason.UNWANTED.value, DeliveryState.CANCELLED)
        for person, _ in knowing.values():
            key = f"{_key(act.cohort, act.now)}{person.id}"
            await act.deliveries.direct(
                act.db, key, Subject.DATES_CHANGED, person, act.program, act.cohort.id, Class.NOTICE, keep=last - act.now
            )

    async def _told(self, db: Db, cohort: Cohort, at: datetime) -> int:
        """How many people the freezing at that moment tells."""
        rows = await db.deliveries.of_cohort(cohort.id)
        return sum(row.message == Subject.DATES_CHANGED and row.key.startswith(_key(cohort, at)) for row in rows)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a series by itself."""
        return {Subject.DATES_CHANGED: self._compose_changed}

    async def _compose_changed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """The dates as they stand when it goes out, to somebody who still has a place or wishes for one."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None or cohort.state is CohortState.CANCELLED or row.person is None:
            return Reason.UNWANTED
        sessions = await db.sessions.of(cohort.id)
        concerned = (await who_knows(db, cohort, sessions)).get(row.person)
        ahead = [one for one in sessions if one.state is SessionState.PLANNED and one.starts_at > now]
        if concerned is None or not ahead:
            return Reason.UNWANTED
        person, state = concerned
        return words.dates_changed(cohort, person.name, ahead, state)


def _change(cohort: Cohort, standing: Sequence[Session], times: Sequence[LocalTime], knowing: Knowing) -> Replacing:
    """What those dates would change, and for whom; nobody is told of dates that stay as they are."""
    stood = {one.when for one in standing}
    gone = tuple(one.when for one in standing if one.when not in times)
    added = tuple(when for when in times if when not in stood)
    if not (gone or added):
        return Replacing(cohort, (), (), Told(), 0)
    states = [state for _, state in knowing.values()]
    members, offered = states.count(ApplicationState.ACCEPTED), states.count(ApplicationState.OFFERED)
    told = Told(members, offered, len(states) - members - offered)
    mark = mark_of((*times, *((one.id, one.revision, one.state) for one in standing), *sorted(knowing)))
    return Replacing(cohort, gone, added, told, mark)


def _key(cohort: Cohort, frozen_at: datetime) -> str:
    """How the keys begin of what tells people of dates that were frozen then."""
    return f"cohort/{cohort.id}/dates/{frozen_at:%Y%m%d%H%M%S%f}/"
