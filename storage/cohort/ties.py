"""What one person is to cohorts: who has a place, leads, or applied."""

from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, bindparam, select, union
from sqlalchemy.sql.selectable import FromClause

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import CohortId, PersonId, UserId
from domain.ground.people import Person
from domain.joining.signups import Application
from storage.cohort.cohorts import cohort_of
from storage.joining.signups import application_of
from storage.link import Link, part_of
from storage.own.people import person_of
from storage.program.programs import OWN_DAYS, program_of
from storage.tables import applications, cohorts, facilitators, members, people, programs

_JOINED = and_(members.c.cohort_id == cohorts.c.id, members.c.person_id == people.c.id, members.c.left_at.is_(None))
_LEADS = and_(facilitators.c.cohort_id == cohorts.c.id, facilitators.c.person_id == people.c.id)
_APPLIED = and_(applications.c.cohort_id == cohorts.c.id, applications.c.person_id == people.c.id)


def _ties(whose: FromClause) -> Select[Any]:
    """Cohorts with their program and what the person is to them; `whose`: cohorts, programs and people, joined."""
    joined = whose.outerjoin(members, _JOINED).outerjoin(facilitators, _LEADS).outerjoin(applications, _APPLIED)
    more = members.c.since.label("joined"), facilitators.c.since.label("leads"), OWN_DAYS
    return select(cohorts, programs, applications, people, *more).select_from(joined)


_COHORTS = cohorts.join(programs, programs.c.id == cohorts.c.program_id)
_TO = _ties(_COHORTS.outerjoin(people, people.c.user_id == bindparam("user"))).where(cohorts.c.id == bindparam("cohort"))
_ANY = union(
    *(select(table.c.cohort_id).where(table.c.person_id == bindparam("person")) for table in (members, facilitators, applications))
)
_OF = _ties(_COHORTS.join(people, people.c.id == bindparam("person"))).where(cohorts.c.id.in_(_ANY)).order_by(cohorts.c.id)


class Tie(NamedTuple):
    """What one person is to one cohort."""

    cohort: Cohort
    program: Program
    person: Person | None  # None where nobody is known by that account
    joined: bool = False  # they have a place now
    leads: bool = False
    application: Application | None = None  # whatever became of it


def _tie_of(row: Row[Any]) -> Tie:
    program = part_of(row, programs, len(cohorts.c))
    application = part_of(row, applications, len(cohorts.c) + len(programs.c))
    person = part_of(row, people, len(cohorts.c) + len(programs.c) + len(applications.c))
    assert program is not None, "every cohort has one"  # noqa: S101
    return Tie(
        cohort_of(row), program_of(program, row.own_days), None if person is None else person_of(person),
        row.joined is not None, row.leads is not None, None if application is None else application_of(application),
    )  # fmt: skip


class TieQueries:
    """Typed queries on what people are to cohorts."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def to(self, cohort: CohortId, user: UserId) -> Tie | None:
        """What the person of that account is to that cohort; None where there is no such cohort."""
        row = await self._link.row(_TO, {"cohort": cohort, "user": user})
        return None if row is None else _tie_of(row)

    async def of(self, person: PersonId) -> list[Tie]:
        """Every cohort in which that person has or had a place, or that they lead or applied to, the oldest first."""
        return [_tie_of(row) for row in await self._link.rows(_OF, {"person": person})]
