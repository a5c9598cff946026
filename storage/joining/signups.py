"""Applications: one row for each person and cohort, from the first form on."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, and_, bindparam, func, or_, select

from domain.cohort.cohorts import LIVE, CohortState
from domain.ground.ids import ApplicationId, CohortId, PersonId
from domain.ground.people import Person
from domain.group.sessions import SessionState
from domain.joining.signups import Answers, Application, ApplicationState, Decision, Ground
from storage.link import Link, set_columns
from storage.own.people import person_of
from storage.tables import applications, cohorts, people, sessions

_BY_PERSON = select(applications).where(applications.c.person_id == bindparam("person")).order_by(applications.c.id)

_before = applications.alias("before")
_PLACES = (
    select(applications.c.id, func.count().label("place"))
    .join(_before, _before.c.cohort_id == applications.c.cohort_id)
    .where(
        applications.c.person_id == bindparam("person"),
        applications.c.state == ApplicationState.WAITLISTED.value,
        _before.c.state == ApplicationState.WAITLISTED.value,
        or_(_before.c.place < applications.c.place, and_(_before.c.place == applications.c.place, _before.c.id <= applications.c.id)),
    )
    .group_by(applications.c.id)
)

_WITHOUT = (ApplicationState.DECLINED.value, ApplicationState.WAITLISTED.value)
_LEFT_AN_ENDED_LINE = and_(applications.c.state == ApplicationState.WITHDRAWN.value, applications.c.place.is_not(None))
_COUNTS = (
    select(applications.c.state, func.count().label("many"))
    .where(applications.c.cohort_id == bindparam("cohort"))
    .group_by(applications.c.state)
)


def application_of(row: Row[Any]) -> Application:
    return Application(
        id=row.id, cohort=row.cohort_id, person=row.person_id, state=ApplicationState(row.state),
        answers=msgspec.convert(row.answers, Answers), created_at=row.created_at, applied_at=row.applied_at,
        proposed=None if row.proposed is None else Decision(row.proposed), decided_at=row.decided_at, place=row.place,
        grounds=tuple(Ground(ground) for ground in row.grounds or ()), offers=row.offers or 0, offers_before=row.offers_before or 0,
        because=row.because, entered_by=row.entered_by, fits_aim=bool(row.fits_aim), open_told_at=row.open_told_at,
    )  # fmt: skip


class SignupQueries:
    """Typed queries on `applications`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, cohort: CohortId, person: PersonId) -> Application | None:
        """A person's application to a cohort."""
        found = select(applications).where(applications.c.cohort_id == cohort, applications.c.person_id == person)
        row = await self._link.row(found)
        return None if row is None else application_of(row)

    async def get(self, application: ApplicationId) -> Application | None:
        """One application."""
        row = await self._link.row(select(applications).where(applications.c.id == application))
        return None if row is None else application_of(row)

    async def in_cohort(
        self, cohort: CohortId, states: Collection[ApplicationState] = frozenset(ApplicationState)
    ) -> list[tuple[Application, Person]]:
        """A cohort's applications with their people, in the order they came."""
        of_them = (
            select(applications)
            .where(applications.c.cohort_id == cohort, applications.c.state.in_(sorted(s.value for s in states)))
            .order_by(applications.c.id)
        )
        found = [application_of(row) async for few in self._link.parts(of_them) for row in few]
        who = select(people).where(people.c.id.in_(sorted({a.person for a in found})))
        by_id = {row.id: person_of(row) async for few in self._link.parts(who) for row in few}
        return [(application, by_id[application.person]) for application in found]

    async def counts(self, cohort: CohortId) -> dict[ApplicationState, int]:
        """How many applications to a cohort stand where."""
        rows = await self._link.rows(_COUNTS, {"cohort": cohort})
        return {ApplicationState(row.state): row.many for row in rows}

    async def by_person(self, person: PersonId) -> list[Application]:
        """All that a person ever applied for."""
        rows = await self._link.rows(_BY_PERSON, {"person": person})
        return [application_of(row) for row in rows]

    async def save(self, cohort: CohortId, person: PersonId, answers: Answers, now: datetime) -> Application:
        """Keep what was typed; the state is as it was, or `started`."""
        new = self._link.insert(applications).values(
            cohort_id=cohort, person_id=person, state=ApplicationState.STARTED.value,
            answers=msgspec.to_builtins(answers), created_at=now,
        )  # fmt: skip
        kept = new.on_conflict_do_update(index_elements=["cohort_id", "person_id"], set_={"answers": new.excluded.answers})
        await self._link.run(kept)
        found = await self.of(cohort, person)
        assert found is not None, "the row was just written"  # noqa: S101
        return found

    async def _set(self, application: ApplicationId, **columns: Any) -> None:
        await set_columns(self._link, applications, application, columns)

    async def start_again(self, application: ApplicationId) -> None:
        """Its forms are to be filled in once more; what was typed in them is kept."""
        await self._set(application, state=ApplicationState.STARTED.value)

    async def enter(self, application: ApplicationId, by: PersonId) -> None:
        """Staff applied for them, and they have to fill in the rest of its forms; `by`: who of the staff."""
        await self._set(application, entered_by=by, state=ApplicationState.STARTED.value)

    async def apply(self, application: ApplicationId, now: datetime, offers_before: int) -> None:
        """It is in. What was decided on earlier answers is gone; `offers_before`: how many offers it had got by those."""
        await self._set(
            application, state=ApplicationState.APPLIED.value, applied_at=now, offers_before=offers_before,
            proposed=None, place=None, grounds=None, because=None, fits_aim=None,
        )  # fmt: skip

    async def offer(self, application: ApplicationId, number: int, now: datetime) -> None:
        """A place is held until they answer; `number`: of their offers, from 1."""
        await self._set(application, state=ApplicationState.OFFERED.value, offers=number, decided_at=now, place=None)

    async def decide(self, application: ApplicationId, to: ApplicationState, now: datetime, place: int | None = None) -> None:
        """It is in that state from now on; `place`: in the line, for one who waits."""
        await self._set(application, state=to.value, decided_at=now, place=place)

    async def give_up(self, application: ApplicationId, to: ApplicationState, place: int | None) -> None:
        """They left, or were taken out. When their application was decided stays, and `place` if they stood in a line that ended."""
        await self._set(application, state=to.value, place=place)

    async def explain(self, application: ApplicationId, because: str) -> None:
        """Why a person moved it in the draft."""
        await self._set(application, because=because)

    async def set_open_told(self, application: ApplicationId, at: datetime | None) -> None:
        """When they were told that their standing is open; None: not yet, as far as it is open once more."""
        await self._set(application, open_told_at=at)

    async def waiting(self, cohort: CohortId) -> list[Application]:
        """The line, first in it first."""
        waits = applications.c.cohort_id == cohort, applications.c.state == ApplicationState.WAITLISTED.value
        rows = await self._link.rows(select(applications).where(*waits).order_by(applications.c.place, applications.c.id))
        return [application_of(row) for row in rows]

    async def places_in_line(self, person: PersonId) -> dict[ApplicationId, int]:
        """Which place each of that person's applications has in its line now, from 1."""
        return {row.id: row.place for row in await self._link.rows(_PLACES, {"person": person})}

    async def turned_away(self, people_: Collection[PersonId], but: CohortId) -> set[PersonId]:
        """Who of them was declined, or left waiting, by another cohort of the same program whose season has begun.

        Not by one that is forming just now: which of two is published first decides nothing about the other. And who was left
        without by one that was called off: with it their wish or offer, or their place before the group ever met. Whoever got a
        place in another of its cohorts since, or has one in a season that still goes on, found one.
        """
        program = select(cohorts.c.program_id).where(cohorts.c.id == but).scalar_subquery()
        began = select(cohorts.c.id).where(cohorts.c.program_id == program, cohorts.c.started_at.is_not(None))
        met = select(sessions.c.cohort_id).where(sessions.c.state == SessionState.HELD.value)
        off = cohorts.c.program_id == program, cohorts.c.state == CohortState.CANCELLED.value, cohorts.c.id.not_in(met)
        rows = await self._link.rows(
            select(applications.c.person_id, applications.c.decided_at).where(
                applications.c.person_id.in_(sorted(people_)),
                applications.c.cohort_id != but,
                applications.c.decided_at.is_not(None),
                or_(
                    and_(applications.c.cohort_id.in_(began), or_(applications.c.state.in_(_WITHOUT), _LEFT_AN_ENDED_LINE)),
                    and_(
                        applications.c.state == ApplicationState.CANCELLED.value,
                        applications.c.cohort_id.in_(select(cohorts.c.id).where(cohorts.c.program_id == program)),
                    ),
                    and_(
                        applications.c.state == ApplicationState.ACCEPTED.value,
                        applications.c.cohort_id.in_(select(cohorts.c.id).where(*off)),
                    ),
                ),
            )
        )
        placed = await self._placed(people_, but)
        return {row.person_id for row in rows if all(at < row.decided_at and not on for at, on in placed.get(row.person_id, []))}

    async def _placed(self, people_: Collection[PersonId], but: CohortId) -> dict[PersonId, list[tuple[datetime, bool]]]:
        """When each of them got a place in another cohort of the program, and whether its season still goes on."""
        program = select(cohorts.c.program_id).where(cohorts.c.id == but).scalar_subquery()
        rows = await self._link.rows(
            select(applications.c.person_id, applications.c.decided_at, cohorts.c.state)
            .join(cohorts, cohorts.c.id == applications.c.cohort_id)
            .where(
                applications.c.person_id.in_(sorted(people_)),
                applications.c.cohort_id != but,
                applications.c.state == ApplicationState.ACCEPTED.value,
                applications.c.decided_at.is_not(None),
                cohorts.c.program_id == program,
                cohorts.c.state != CohortState.CANCELLED.value,
            )
        )
        found: dict[PersonId, list[tuple[datetime, bool]]] = {}
        for row in rows:
            found.setdefault(row.person_id, []).append((row.decided_at, CohortState(row.state) in LIVE))
        return found
