"""The dates of a cohort: drafted, swapped and frozen as one series; and told to members when they are frozen anew."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import CohortId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.group import series as calendar
from domain.group.series import Recurrence
from domain.group.sessions import Session, SessionState
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from messages.ground.values import Message
from messages.group import sessions as words
from messages.group.sessions import Series
from services.ground.text import clock, day, whole
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db

MINUTES = 90


class Rule(Value):
    """The rule of a series as a facilitator says it: second Tuesday, 13:00, six times from October."""

    nth: int
    weekday: int
    at: str
    count: int
    first_month: str


async def shown(db: Db, cohort: Cohort, program: Program, times: tuple[LocalTime, ...], *, frozen: bool) -> Series:
    """Dates with what stands against each for the members, or before there are any for those who apply."""
    people = await db.cohorts.members(cohort.id) or [p for _, p in await db.signups.in_cohort(cohort.id)]
    quiet = [person.quiet(program.zone, program.observance) for person in people]
    clashes = calendar.clashes(times, quiet, MINUTES, program.spot(cohort.zone))
    return Series(cohort, times, clashes, frozenset(calendar.clock_changes(times)), len(people), frozen)


class SeriesOfSessions:
    """A cohort's dates until they stand."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def draft_series(self, actor: Actor, cohort: CohortId, rule: Rule) -> Series:
        """Draft the dates and show what stands against each; nothing is told to anybody."""
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
            return await shown(db, found, program, times, frozen=False)

    async def swap_date(self, actor: Actor, cohort: CohortId, position: int, other: date) -> Series:
        """Take one of the proposed dates instead."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program = act.db, act.cohort, act.program
            times = await self._drafted(db, found)
            if not 0 <= position < len(times):
                raise Refusal(Why.STALE)
            changed = LocalTime(other, times[position].time, times[position].zone)
            moved = tuple(sorted((*times[:position], changed, *times[position + 1 :]), key=lambda when: when.date))
            await db.cohorts.draft_dates(cohort, moved)
            act.says(what="swapped", number=position + 1)
            return await shown(db, found, program, moved, frozen=False)

    async def _drafted(self, db: Db, cohort: Cohort) -> tuple[LocalTime, ...]:
        if cohort.frozen_at is not None:
            raise Refusal(Why.FROZEN, title=cohort.title)
        drafted = await db.cohorts.drafted_dates(cohort.id)
        if not drafted:
            raise Refusal(Why.NO_DRAFT)
        return drafted

    async def freeze(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, int, int]:
        """The dates stand; from now on one session at a time may be moved. Pressed twice, it says what stands.

        Gives how many dates there are, and how many members are told that their dates have changed.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found = act.db, act.cohort
            if found.frozen_at is not None:
                return found, len(await db.sessions.of(cohort)), await self._told(db, found, found.frozen_at)
            times = await self._drafted(db, found)
            changed = _differ(await db.sessions.of(cohort), times)
            await db.sessions.freeze(cohort, times, MINUTES)
            await db.cohorts.freeze_dates(cohort, act.now)
            act.says(what="frozen", count=len(times))
            if changed:
                await self._tell(act, max(when.instant() for when in times))
            return found, len(times), await self._told(db, found, act.now)

    async def _tell(self, act: CohortAct, last: datetime) -> None:
        """Plan one message to each member, of use until the last session; an earlier one that has not gone out gives way to it."""
        for row in await act.db.deliveries.of_cohort(act.cohort.id, frozenset({DeliveryState.PENDING})):
            if row.message == Subject.DATES_CHANGED:
                await act.db.deliveries.drop(row.id, act.now, Reason.UNWANTED.value, DeliveryState.CANCELLED)
        if last <= act.now:
            return
        for person in await act.db.cohorts.members(act.cohort.id):
            key = _key(act.cohort, act.now, person)
            await act.deliveries.direct(
                act.db, key, Subject.DATES_CHANGED, person, act.program, act.cohort.id, Class.NOTICE, keep=last - act.now
            )

    async def _told(self, db: Db, cohort: Cohort, at: datetime) -> int:
        """How many members the freezing at that moment tells."""
        return len(await db.deliveries.by_keys([_key(cohort, at, person) for person in await db.cohorts.members(cohort.id)]))

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a series by itself."""
        return {Subject.DATES_CHANGED: self._compose_changed}

    async def _compose_changed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """The dates as they stand when it goes out, to somebody who still has a place."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None or cohort.state is CohortState.CANCELLED:
            return Reason.UNWANTED
        person = next((member for member in await db.cohorts.members(cohort.id) if member.id == row.person), None)
        ahead = [one for one in await db.sessions.of(cohort.id) if one.state is SessionState.PLANNED and one.starts_at > now]
        return Reason.UNWANTED if person is None or not ahead else words.dates_changed(cohort, person.name, ahead)


def _differ(before: Sequence[Session], times: Sequence[LocalTime]) -> bool:
    """True when there were dates before, and they were not these."""
    stood = sorted(one.starts_at for one in before if one.state is not SessionState.CANCELLED)
    return bool(before) and stood != sorted(when.instant() for when in times)


def _key(cohort: Cohort, frozen_at: datetime, person: Person) -> str:
    return f"cohort/{cohort.id}/dates/{frozen_at:%Y%m%d%H%M%S%f}/{person.id}"
