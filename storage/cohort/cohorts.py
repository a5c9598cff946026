"""Cohorts, and who leads and who belongs to them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Row, and_, bindparam, delete, func, literal_column, or_, select, update

from domain.cohort.cohorts import ON_THE_BOARD, Cohort, CohortState, Policy, Window
from domain.ground.ids import ChannelId, CohortId, PersonId, ProgramId, RoleId, ServerId, UserId
from domain.ground.people import Person
from domain.ground.times import LocalTime
from domain.group.sessions import Drafted
from domain.joining.signups import ApplicationState
from storage.link import Link, set_columns
from storage.own.people import person_of
from storage.tables import applications, cohorts, facilitators, members, people, programs


def cohort_of(row: Row[Any]) -> Cohort:
    return Cohort(
        id=row.id, program=row.program_id, server=row.server_id, title=row.title, topic=row.topic, capacity=row.capacity,
        state=CohortState(row.state), zone=row.zone, home=row.home, role=row.role, link=row.link, opens_at=row.opens_at,
        linked_at=row.linked_at, closes_at=row.closes_at, frozen_at=row.frozen_at, started_at=row.started_at,
        policy=None if row.policy is None else Policy(row.policy), offer_days=row.offer_days, offers_until=row.offers_until,
        questions=tuple(row.questions or ()), aim=row.aim,
        cancelled_at=row.cancelled_at, because=row.because,
        admitted=tuple((channel, role) for channel, role in row.admitted or ()),
        busy=tuple(date.fromisoformat(day) for day in row.busy or ()),
        window=Window() if row.window_walls is None else msgspec.convert(row.window_walls, Window),
    )  # fmt: skip


# Built once: building a statement costs twice what running it does, and these run for nearly every act.
_COHORTS = select(cohorts, programs.c.server_id).join(programs, programs.c.id == cohorts.c.program_id)
_BY_ID = _COHORTS.where(cohorts.c.id == bindparam("cohort"))
_IN_STATES = _COHORTS.where(cohorts.c.state.in_(bindparam("states", expanding=True))).order_by(cohorts.c.id)
_ON = _COHORTS.where(programs.c.server_id == bindparam("server")).order_by(cohorts.c.id)
_ANNOUNCED = and_(cohorts.c.state == literal_column("'draft'"), cohorts.c.opens_at.is_not(None))
_SHOWN = or_(cohorts.c.state.in_([literal_column(f"'{state.value}'") for state in sorted(ON_THE_BOARD)]), _ANNOUNCED)
_reader = people.alias("reader")
_MINE = (
    select(applications.c.state)
    .join(_reader, _reader.c.id == applications.c.person_id)
    .where(applications.c.cohort_id == cohorts.c.id, _reader.c.user_id == bindparam("reader"))
    .scalar_subquery()
)
_BOARD = (  # whole: a LIMIT with a parameter has SQLite prepare its statement anew each time
    _ON.outerjoin(facilitators, facilitators.c.cohort_id == cohorts.c.id)
    .outerjoin(people, people.c.id == facilitators.c.person_id)
    .where(_SHOWN)
    .add_columns(people.c.name.label("leader"), _MINE.label("mine"))
    .order_by(facilitators.c.since, people.c.id)
)
_LED = (
    _COHORTS.join(facilitators, facilitators.c.cohort_id == cohorts.c.id)
    .where(facilitators.c.person_id == bindparam("person"))
    .order_by(cohorts.c.id)
)
_JOINED = (
    _COHORTS.join(members, members.c.cohort_id == cohorts.c.id)
    .where(members.c.person_id == bindparam("person"), members.c.left_at.is_(None))
    .order_by(cohorts.c.id)
)
_LEADERS = (
    select(people)
    .join(facilitators, facilitators.c.person_id == people.c.id)
    .where(facilitators.c.cohort_id == bindparam("cohort"))
    .order_by(facilitators.c.since, people.c.id)
)
_MEMBERS = (
    select(people)
    .join(members, members.c.person_id == people.c.id)
    .where(members.c.cohort_id == bindparam("cohort"), members.c.left_at.is_(None))
    .order_by(people.c.name, people.c.id)
)
_MEMBER_COUNT = select(func.count()).select_from(members).where(members.c.cohort_id == bindparam("cohort"), members.c.left_at.is_(None))
_OFFERED = (
    select(func.count())
    .select_from(applications)
    .where(applications.c.cohort_id == bindparam("cohort"), applications.c.state == literal_column("'offered'"))
)


class CohortQueries:
    """Typed queries on `cohorts`, `facilitators` and `members`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def get(self, cohort: CohortId) -> Cohort | None:
        """One cohort; the caller checks that it belongs to the server it is asked on."""
        row = await self._link.row(_BY_ID, {"cohort": cohort})
        return None if row is None else cohort_of(row)

    async def on(self, server: ServerId) -> list[Cohort]:
        """A server's cohorts, oldest first."""
        return [cohort_of(row) for row in await self._link.rows(_ON, {"server": server})]

    async def board(self, server: ServerId, reader: UserId | None) -> list[tuple[Cohort, tuple[str, ...], ApplicationState | None]]:
        """A server's cohorts that are open or coming: who leads, and how the reader's application stands."""
        by_cohort = groupby(await self._link.rows(_BOARD, {"server": server, "reader": reader or 0}), key=lambda row: row.id)
        return [
            (
                cohort_of(rows[0]), tuple(row.leader for row in rows if row.leader is not None),
                None if rows[0].mine is None else ApplicationState(rows[0].mine),
            )
            for rows in (list(group) for _, group in by_cohort)
        ]  # fmt: skip

    async def in_states(self, states: Collection[CohortState]) -> list[Cohort]:
        """Cohorts of every server in those states."""
        rows = await self._link.rows(_IN_STATES, {"states": sorted(s.value for s in states)})
        return [cohort_of(row) for row in rows]

    async def add(
        self,
        program: ProgramId,
        now: datetime,
        *,
        title: str,
        topic: str,
        capacity: int,
        zone: str,
        home: ChannelId,
        seed: int,
        role: RoleId | None = None,
        policy: Policy | None = None,
        aim: str | None = None,
        questions: Sequence[str] = (),
        offer_days: int | None = None,
        offers_until: int | None = None,
    ) -> CohortId:
        """A new cohort, in draft. What each means: `Cohort`; `seed`: of its draws."""
        new = self._link.insert(cohorts).values(
            program_id=program, state=CohortState.DRAFT.value, created_at=now, title=title, topic=topic, capacity=capacity, zone=zone,
            home=home, seed=seed, role=role, policy=None if policy is None else policy.value, aim=aim, questions=list(questions),
            offer_days=offer_days, offers_until=offers_until,
        )  # fmt: skip
        return await self._link.value(new.returning(cohorts.c.id))

    async def _set(self, cohort: CohortId, **columns: Any) -> None:
        await set_columns(self._link, cohorts, cohort, columns)

    async def step(self, cohort: CohortId, to: CohortState) -> None:
        """Its life goes on, where nothing but the state says so."""
        await self._set(cohort, state=to.value)

    async def open_window(self, cohort: CohortId, now: datetime) -> None:
        """People may apply."""
        await self._set(cohort, state=CohortState.OPEN.value, opens_at=now)

    async def close_window(self, cohort: CohortId, to: CohortState, at: datetime) -> None:
        """Its window has ended at that moment; `to`: whether somebody chooses now, or places are given already."""
        await self._set(cohort, state=to.value, closes_at=at)

    async def start(self, cohort: CohortId, now: datetime) -> None:
        """Its season runs."""
        await self._set(cohort, state=CohortState.MEETING.value, started_at=now)

    async def cancel(self, cohort: CohortId, now: datetime) -> None:
        """It is called off."""
        await self._set(cohort, state=CohortState.CANCELLED.value, cancelled_at=now)

    async def keep_reason(self, cohort: CohortId, because: str | None) -> None:
        """Why it is to be called off, as its people will be told."""
        await self._set(cohort, because=because)

    async def edit(self, cohort: CohortId, *, title: str, topic: str, capacity: int, aim: str | None) -> None:
        """What the form of a cohort says of it."""
        await self._set(cohort, title=title, topic=topic, capacity=capacity, aim=aim)

    async def set_capacity(self, cohort: CohortId, capacity: int) -> None:
        """Another number of places."""
        await self._set(cohort, capacity=capacity)

    async def set_terms(self, cohort: CohortId, *, questions: Sequence[str], offer_days: int | None, offers_until: int | None) -> None:
        """What applicants are asked beside the standard questions, for how many days a place is held, and before which session."""
        await self._set(cohort, questions=list(questions), offer_days=offer_days, offers_until=offers_until)

    async def set_busy(self, cohort: CohortId, weeks: Sequence[date]) -> None:
        """The weeks that were named busy, by their Sundays."""
        await self._set(cohort, busy=[week.isoformat() for week in weeks])

    async def set_window(self, cohort: CohortId, window: Window, *, opens_at: datetime | None, closes_at: datetime | None) -> None:
        """When its window opens and closes, or did; `window`: what of that was set on the home's clock."""
        await self._set(cohort, opens_at=opens_at, closes_at=closes_at, window_walls=msgspec.to_builtins(window))

    async def set_zone(self, cohort: CohortId, zone: str) -> None:
        """Its home clock."""
        await self._set(cohort, zone=zone)

    async def set_home(self, cohort: CohortId, home: ChannelId, role: RoleId | None) -> None:
        """Its channel, and the role that opens it."""
        await self._set(cohort, home=home, role=role)

    async def set_admitted(self, cohort: CohortId, admitted: Sequence[tuple[int, int]]) -> None:
        """Others who may read in its home, as `Cohort.admitted`; these and no more."""
        await self._set(cohort, admitted=list(admitted))

    async def set_link(self, cohort: CohortId, link: str, now: datetime) -> None:
        """Where it meets."""
        await self._set(cohort, link=link, linked_at=now)

    async def set_seed(self, cohort: CohortId, seed: int) -> None:
        """Of its draws from now on."""
        await self._set(cohort, seed=seed)

    async def draft_dates(self, cohort: CohortId, draft: Sequence[Drafted]) -> None:
        """Dates that do not stand yet; those that do stay as they are."""
        drafted = [[one.when.date.isoformat(), one.when.time.isoformat("minutes"), one.when.zone, one.session] for one in draft]
        await self._set(cohort, recurrence=drafted)

    async def drafted_dates(self, cohort: CohortId) -> tuple[Drafted, ...]:
        """Its dates as they were last drafted; none where they never were, or stand. Drafts of earlier versions name no sessions."""
        drafted = await self._link.value(select(cohorts.c.recurrence).where(cohorts.c.id == cohort))
        return tuple(
            Drafted(LocalTime(date.fromisoformat(day), time.fromisoformat(clock), zone), *session)
            for day, clock, zone, *session in drafted or ()
        )

    async def freeze_dates(self, cohort: CohortId, now: datetime) -> None:
        """Its drafted dates stand: they are no draft any more."""
        await self._set(cohort, recurrence=None, frozen_at=now)

    async def seed(self, cohort: CohortId) -> int:
        """The seed of its draws."""
        return int(await self._link.value(select(cohorts.c.seed).where(cohorts.c.id == cohort)))

    async def people(self, cohort: CohortId) -> list[Person]:
        """The cohort's people, who have its role: its members, and then those who lead it and are none."""
        both = [*await self.members(cohort), *await self.facilitators(cohort)]
        return list({person.id: person for person in both}.values())

    async def facilitators(self, cohort: CohortId) -> list[Person]:
        """Who leads it."""
        return [person_of(row) for row in await self._link.rows(_LEADERS, {"cohort": cohort})]

    async def led_by(self, person: PersonId) -> list[Cohort]:
        """Every cohort that person leads."""
        return [cohort_of(row) for row in await self._link.rows(_LED, {"person": person})]

    async def add_facilitator(self, cohort: CohortId, person: PersonId, now: datetime) -> None:
        """Appoint; doing it twice says what stands."""
        new = self._link.insert(facilitators).values(cohort_id=cohort, person_id=person, since=now)
        await self._link.run(new.on_conflict_do_nothing(index_elements=["cohort_id", "person_id"]))

    async def remove_facilitator(self, cohort: CohortId, person: PersonId) -> bool:
        """Take the lead back; False when that person did not have it."""
        led = delete(facilitators).where(facilitators.c.cohort_id == cohort, facilitators.c.person_id == person)
        return await self._link.run(led) > 0

    async def members(self, cohort: CohortId) -> list[Person]:
        """Those who are in it now, by name."""
        return [person_of(row) for row in await self._link.rows(_MEMBERS, {"cohort": cohort})]

    async def member_since(self, cohort: CohortId, person: PersonId) -> datetime | None:
        """Since when that person has a place; None where they have none now."""
        found = select(members.c.since).where(members.c.cohort_id == cohort, members.c.person_id == person, members.c.left_at.is_(None))
        return await self._link.value(found)

    async def members_since(self, cohort: CohortId) -> dict[PersonId, datetime]:
        """Since when each of those who have a place has it."""
        found = select(members.c.person_id, members.c.since).where(members.c.cohort_id == cohort, members.c.left_at.is_(None))
        return {row.person_id: row.since for row in await self._link.rows(found)}

    async def left_at(self, cohort: CohortId, person: PersonId) -> datetime | None:
        """When that person's place was freed, if they have none now and had one."""
        return await self._link.value(select(members.c.left_at).where(members.c.cohort_id == cohort, members.c.person_id == person))

    async def count_members(self, cohort: CohortId) -> int:
        """How many are in it now."""
        return int(await self._link.value(_MEMBER_COUNT, {"cohort": cohort}))

    async def count_taken(self, cohort: CohortId) -> int:
        """How many places are not free: those of members, and those that are offered to somebody."""
        return await self.count_members(cohort) + int(await self._link.value(_OFFERED, {"cohort": cohort}))

    async def joined_by(self, person: PersonId) -> list[Cohort]:
        """Every cohort in which that person has a place now."""
        return [cohort_of(row) for row in await self._link.rows(_JOINED, {"person": person})]

    async def add_member(self, cohort: CohortId, person: PersonId, now: datetime) -> None:
        """Give a place, also to somebody who had left."""
        new = self._link.insert(members).values(cohort_id=cohort, person_id=person, since=now)
        await self._link.run(new.on_conflict_do_update(index_elements=["cohort_id", "person_id"], set_={"left_at": None, "since": now}))

    async def leave(self, cohort: CohortId, person: PersonId, now: datetime) -> bool:
        """Free a place; False when there was none."""
        left = update(members).where(members.c.cohort_id == cohort, members.c.person_id == person, members.c.left_at.is_(None))
        return await self._link.run(left.values(left_at=now)) > 0
