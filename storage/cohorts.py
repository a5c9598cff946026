"""Cohorts, and who leads and who belongs to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from domain.cohorts import Cohort, State
from domain.ids import CohortId, PersonId, ProgramId, ServerId
from domain.people import Person
from storage.link import Link
from storage.people import person_of
from storage.tables import cohorts, facilitators, members, people, programs


def _cohort_of(row: Row[Any]) -> Cohort:
    return Cohort(
        id=row.id, program=row.program_id, server=row.server_id, title=row.title, topic=row.topic, capacity=row.capacity,
        state=State(row.state), zone=row.zone, home=row.home, role=row.role, link=row.link, opens_at=row.opens_at,
        closes_at=row.closes_at, frozen_at=row.frozen_at, started_at=row.started_at,
    )  # fmt: skip


def _cohorts() -> Select[Any]:
    return select(cohorts, programs.c.server_id).join(programs, programs.c.id == cohorts.c.program_id)


class CohortQueries:
    """Typed queries on `cohorts`, `facilitators` and `members`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def get(self, cohort: CohortId) -> Cohort | None:
        """One cohort; the caller checks that it belongs to the server it is asked on."""
        row = await self._link.row(_cohorts().where(cohorts.c.id == cohort))
        return None if row is None else _cohort_of(row)

    async def on(self, server: ServerId, states: Collection[State] = frozenset(State)) -> list[Cohort]:
        """A server's cohorts in those states, oldest first."""
        rows = await self._link.rows(
            _cohorts().where(programs.c.server_id == server, cohorts.c.state.in_(sorted(s.value for s in states))).order_by(cohorts.c.id)
        )
        return [_cohort_of(row) for row in rows]

    async def in_states(self, states: Collection[State]) -> list[Cohort]:
        """Cohorts of every server in those states."""
        rows = await self._link.rows(_cohorts().where(cohorts.c.state.in_(sorted(s.value for s in states))).order_by(cohorts.c.id))
        return [_cohort_of(row) for row in rows]

    async def add(self, program: ProgramId, now: datetime, **values: Any) -> CohortId:
        """A new cohort, in draft."""
        new = self._link.insert(cohorts).values(program_id=program, state=State.DRAFT.value, created_at=now, **values)
        return await self._link.value(new.returning(cohorts.c.id))

    async def change(self, cohort: CohortId, **values: Any) -> None:
        """Change columns of one cohort."""
        await self._link.run(update(cohorts).where(cohorts.c.id == cohort).values(**values))

    async def recurrence(self, cohort: CohortId) -> Any:
        """The rule of its dates as it was last drafted."""
        return await self._link.value(select(cohorts.c.recurrence).where(cohorts.c.id == cohort))

    async def seed(self, cohort: CohortId) -> int:
        """The seed of its draws."""
        return int(await self._link.value(select(cohorts.c.seed).where(cohorts.c.id == cohort)))

    async def facilitators(self, cohort: CohortId) -> list[Person]:
        """Who leads it."""
        rows = await self._link.rows(
            select(people)
            .join(facilitators, facilitators.c.person_id == people.c.id)
            .where(facilitators.c.cohort_id == cohort)
            .order_by(facilitators.c.since, people.c.id)
        )
        return [person_of(row) for row in rows]

    async def led_by(self, person: PersonId) -> list[Cohort]:
        """Every cohort that person leads."""
        rows = await self._link.rows(
            _cohorts()
            .join(facilitators, facilitators.c.cohort_id == cohorts.c.id)
            .where(facilitators.c.person_id == person)
            .order_by(cohorts.c.id)
        )
        return [_cohort_of(row) for row in rows]

    async def add_facilitator(self, cohort: CohortId, person: PersonId, now: datetime) -> None:
        """Appoint; doing it twice says what stands."""
        new = self._link.insert(facilitators).values(cohort_id=cohort, person_id=person, since=now)
        await self._link.run(new.on_conflict_do_nothing(index_elements=["cohort_id", "person_id"]))

    async def members(self, cohort: CohortId) -> list[Person]:
        """Those who are in it now, by name."""
        rows = await self._link.rows(
            select(people)
            .join(members, members.c.person_id == people.c.id)
            .where(members.c.cohort_id == cohort, members.c.left_at.is_(None))
            .order_by(people.c.name, people.c.id)
        )
        return [person_of(row) for row in rows]

    async def count_members(self, cohort: CohortId) -> int:
        """How many places are taken."""
        counted = select(func.count()).select_from(members)
        return int(await self._link.value(counted.where(members.c.cohort_id == cohort, members.c.left_at.is_(None))))

    async def joined_by(self, person: PersonId) -> list[Cohort]:
        """Every cohort in which that person has a place now."""
        rows = await self._link.rows(
            _cohorts()
            .join(members, members.c.cohort_id == cohorts.c.id)
            .where(members.c.person_id == person, members.c.left_at.is_(None))
            .order_by(cohorts.c.id)
        )
        return [_cohort_of(row) for row in rows]

    async def add_member(self, cohort: CohortId, person: PersonId, now: datetime) -> None:
        """Give a place, also to somebody who had left."""
        new = self._link.insert(members).values(cohort_id=cohort, person_id=person, since=now)
        await self._link.run(new.on_conflict_do_update(index_elements=["cohort_id", "person_id"], set_={"left_at": None}))

    async def leave(self, cohort: CohortId, person: PersonId, now: datetime) -> bool:
        """Free a place; False when there was none."""
        left = update(members).where(members.c.cohort_id == cohort, members.c.person_id == person, members.c.left_at.is_(None))
        return await self._link.run(left.values(left_at=now)) > 0
