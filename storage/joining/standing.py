"""Standings: one row for each program and person."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, literal, or_, select, union, update

from domain.cohort.cohorts import CohortState
from domain.ground.ids import ApplicationId, CohortId, PersonId, ProgramId
from domain.ground.people import Person
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.joining.signups import ApplicationState
from domain.joining.standing import Attested, Standing
from storage.columns import kept_wall, wall_of
from storage.link import Link
from storage.own.people import person_of
from storage.prepared import ONE
from storage.tables import applications, cohorts, facilitators, interests, members, news, people, questions, standings

_AT_ONCE = 500  # bound parameters of one statement
_USED = select(literal(1)).where(standings.c.program_id == bindparam("program")).limit(ONE)
_ANY = select(literal(1)).where(standings.c.program_id == bindparam("program")).exists()
_LOOK = (
    select(standings.c.good, standings.c.until, _ANY.label("used"))
    .select_from(people.outerjoin(standings, and_(standings.c.person_id == people.c.id, standings.c.program_id == bindparam("program"))))
    .where(people.c.id == bindparam("person"))
)
_CHOOSING = (CohortState.OPEN.value, CohortState.SELECTING.value)
_WITH_A_LINE = (*_CHOOSING, CohortState.FORMING.value, CohortState.MEETING.value)


class Waits(Value):
    """Somebody who has applied, and to whom a decision or a free place may come."""

    person: Person
    cohort: CohortId
    application: ApplicationId
    in_line: bool  # with a place in it
    told_at: datetime | None  # since when they know that their standing is open


class StandingQueries:
    """Typed queries on `standings`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def looks(self, program: ProgramId, person: PersonId) -> tuple[bool, Standing | None]:
        """Whether anybody's standing was ever attested in that program, and what is attested of that person."""
        row = await self._link.row(_LOOK, {"program": program, "person": person})
        if row is None:
            return await self.used(program), None
        return bool(row.used), None if row.good is None else Standing(bool(row.good), row.until)

    async def of(self, program: ProgramId, people_: Collection[PersonId]) -> dict[PersonId, Attested]:
        """What is attested of each of them; whoever nobody attested is absent."""
        found: dict[PersonId, Attested] = {}
        asked = sorted(people_)
        for start in range(0, len(asked), _AT_ONCE):
            few = standings.c.person_id.in_(asked[start : start + _AT_ONCE])
            for row in await self._link.rows(select(standings).where(standings.c.program_id == program, few)):
                found[row.person_id] = Attested(Standing(bool(row.good), row.until, wall_of(row.until_wall)), row.at)
        return found

    async def used(self, program: ProgramId) -> bool:
        """True once anybody's standing was attested in that program."""
        return await self._link.value(_USED, {"program": program}) is not None

    async def put(self, program: ProgramId, given: Mapping[PersonId, Standing], by: PersonId, now: datetime) -> None:
        """Attest, over what was there."""
        new = self._link.insert(standings)
        kept = {name: new.excluded[name] for name in ("good", "until", "until_wall", "by_id", "at")}
        if given:
            await self._link.run(
                new.on_conflict_do_update(index_elements=["program_id", "person_id"], set_=kept),
                [
                    {
                        "program_id": program, "person_id": person, "good": int(one.good), "until": one.until,
                        "until_wall": kept_wall(one.wall), "by_id": by, "at": now,
                    }
                    for person, one in given.items()
                ],
            )  # fmt: skip

    async def ends(self) -> list[tuple[ProgramId, PersonId, datetime, LocalTime]]:
        """The end of each standing that has one, as an instant and on the clock by which it was said."""
        rows = await self._link.rows(select(standings).where(standings.c.until.is_not(None)))
        return [(row.program_id, row.person_id, row.until, wall) for row in rows if (wall := wall_of(row.until_wall)) is not None]

    async def derive(self, program: ProgramId, person: PersonId, until: datetime) -> None:
        """The instant that its wall clock means now."""
        this = standings.c.program_id == program, standings.c.person_id == person
        await self._link.run(update(standings).where(*this).values(until=until))

    async def to_renew(self, program: ProgramId, before: datetime) -> list[tuple[Person, Standing]]:
        """Those whose good standing ends before that instant, or has ended: who has waited longest first."""
        found = (
            select(people, standings.c.good, standings.c.until)
            .join(standings, standings.c.person_id == people.c.id)
            .where(standings.c.program_id == program, standings.c.good == 1, standings.c.until < before)
            .order_by(standings.c.until, people.c.name, people.c.id)
        )
        return [(person_of(row), Standing(True, row.until)) async for few in self._link.parts(found) for row in few]

    async def applicants(self, program: ProgramId) -> list[Waits]:
        """Applicants of cohorts that still choose or have a line, by who applied first."""
        rows = await self._link.rows(
            select(
                people,
                cohorts.c.id.label("cohort"),
                applications.c.id.label("application"),
                applications.c.state.label("stands"),
                applications.c.open_told_at,
            )
            .join(applications, applications.c.person_id == people.c.id)
            .join(cohorts, cohorts.c.id == applications.c.cohort_id)
            .where(
                cohorts.c.program_id == program,
                or_(
                    cohorts.c.state.in_(_CHOOSING) & (applications.c.state == ApplicationState.APPLIED.value),
                    cohorts.c.state.in_(_WITH_A_LINE) & (applications.c.state == ApplicationState.WAITLISTED.value),
                ),
            )
            .order_by(applications.c.applied_at, applications.c.id)
        )
        return [
            Waits(person_of(row), row.cohort, row.application, row.stands == ApplicationState.WAITLISTED.value, row.open_told_at)
            for row in rows
        ]

    async def known(self, program: ProgramId) -> list[tuple[PersonId, str]]:
        """Everybody who ever had to do with that program, by the name they have here: nobody else's name means anybody."""
        of_cohorts = [
            select(one.c.person_id).join(cohorts, cohorts.c.id == one.c.cohort_id).where(cohorts.c.program_id == program)
            for one in (applications, facilitators, members)
        ]
        of_program = [select(one.c.person_id).where(one.c.program_id == program) for one in (standings, interests, news, questions)]
        found = union(*of_cohorts, *of_program).subquery()
        named = select(people.c.id, people.c.name).join(found, found.c.person_id == people.c.id)
        return [(row.id, row.name) async for few in self._link.parts(named) for row in few]
