"""Which roles somebody should have by their places in a program's cohorts, and what was planned about them."""

from collections import defaultdict

from sqlalchemy import and_, bindparam, exists, literal_column, or_, select

from domain.ground.ids import PersonId, ProgramId, RoleId
from domain.sending.deliveries import Delivery, Kind
from domain.sending.facts import OfRole
from storage.link import Link
from storage.sending.delivery_rows import deliveries_of
from storage.tables import cohorts, deliveries, facilitators, members

# Built once: it runs when somebody is heard of for the first time in minutes.
_JOINED = exists().where(members.c.cohort_id == cohorts.c.id, members.c.person_id == bindparam("person"), members.c.left_at.is_(None))
_LEADS = exists().where(facilitators.c.cohort_id == cohorts.c.id, facilitators.c.person_id == bindparam("person"))
_INSIDE = or_(_LEADS, and_(_JOINED, cohorts.c.state != literal_column("'cancelled'")))
_DUE = select(cohorts.c.role).where(cohorts.c.program_id == bindparam("program"), cohorts.c.role.is_not(None), _INSIDE)
_THEIRS = deliveries.c.person_id == bindparam("person"), deliveries.c.program_id == bindparam("program")
_PAST = select(deliveries).where(*_THEIRS, deliveries.c.kind == Kind.ROLE.value).order_by(deliveries.c.settled_at, deliveries.c.id)


class RoleQueries:
    """Typed queries about the roles of cohorts."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def due_to(self, program: ProgramId, person: PersonId) -> frozenset[RoleId]:
        """The roles of the cohorts that somebody has a place in, or leads; of one that was called off only its facilitators keep it."""
        return frozenset(RoleId(row.role) for row in await self._link.rows(_DUE, {"program": program, "person": person}))

    async def deliveries(self, program: ProgramId, person: PersonId) -> dict[RoleId, list[Delivery]]:
        """What was planned about each role of theirs, in the order in which it was settled."""
        found: dict[RoleId, list[Delivery]] = defaultdict(list)
        for one in deliveries_of(await self._link.rows(_PAST, {"program": program, "person": person})):
            if isinstance(one.facts, OfRole):  # of one that cannot be read, nobody knows the role
                found[one.facts.role].append(one)
        return found
