"""Who was found to have left a program's server, and whom to ask about."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, literal_column, or_, select

from domain.cohort.cohorts import LIVE
from domain.ground.ids import PersonId, ProgramId, ServerId
from domain.ground.people import Person
from domain.joining.signups import WANTING
from storage.link import Link
from storage.own.people import person_of
from storage.tables import absences, applications, cohorts, facilitators, interests, members, people, programs

_BACK = delete(absences).where(
    absences.c.person_id == bindparam("person"),
    absences.c.program_id.in_(select(programs.c.id).where(programs.c.server_id == bindparam("server"))),
)
_LIVE = cohorts.c.state.in_([literal_column(f"'{state.value}'") for state in sorted(LIVE)])
_WANTING = applications.c.state.in_([literal_column(f"'{state.value}'") for state in sorted(WANTING)])
_HERE = and_(cohorts.c.program_id == bindparam("program"), _LIVE)
_JOINED = exists().where(members.c.person_id == people.c.id, members.c.left_at.is_(None), members.c.cohort_id == cohorts.c.id, _HERE)
_APPLIED = exists().where(applications.c.person_id == people.c.id, _WANTING, applications.c.cohort_id == cohorts.c.id, _HERE)
_LEADS = exists().where(facilitators.c.person_id == people.c.id, facilitators.c.cohort_id == cohorts.c.id, _HERE)
_GONE = exists().where(absences.c.person_id == people.c.id, absences.c.program_id == bindparam("program"))
_ASKED = exists().where(interests.c.person_id == people.c.id, interests.c.program_id == bindparam("program"))
_CONCERNED = select(people).where(people.c.user_id.is_not(None), or_(_JOINED, _APPLIED, _LEADS, and_(_GONE, _ASKED))).order_by(people.c.id)


class AbsenceQueries:
    """Typed queries on `absences`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def among(self, program: ProgramId, people_: Collection[PersonId]) -> frozenset[PersonId]:
        """Those of them who have left that program's server, as far as was noticed."""
        if not people_:
            return frozenset()
        rows = await self._link.rows(select(absences.c.person_id).where(absences.c.program_id == program))
        return frozenset(row.person_id for row in rows) & frozenset(people_)

    async def note(self, program: ProgramId, gone: Collection[PersonId], now: datetime) -> None:
        """They are not there; when that was first noticed stays."""
        if gone:
            new = self._link.insert(absences).on_conflict_do_nothing(index_elements=["program_id", "person_id"])
            await self._link.run(new, [{"program_id": program, "person_id": person, "noticed_at": now} for person in sorted(gone)])

    async def clear(self, program: ProgramId, there: Collection[PersonId]) -> frozenset[PersonId]:
        """They are there; gives those of them who had been noted as gone."""
        known = await self.among(program, there)
        if known:
            await self._link.run(delete(absences).where(absences.c.program_id == program, absences.c.person_id.in_(sorted(known))))
        return known

    async def back(self, server: ServerId, person: PersonId) -> None:
        """They have just done something on that server, so they are there."""
        await self._link.run(_BACK, {"server": server, "person": person})

    async def concerned(self, program: ProgramId) -> list[Person]:
        """Members, applicants and facilitators of a program's live cohorts, as far as their accounts are known.

        And who is noted as gone and asked to hear of openings: once they are back, they hear of the next.
        """
        return [person_of(row) for row in await self._link.rows(_CONCERNED, {"program": program})]
