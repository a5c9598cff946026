"""What is deleted for good: everything of a program, and people who belong to nothing any more."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, delete, exists, select, union

from domain.ground.ids import PersonId, ProgramId
from storage.columns import metadata
from storage.link import Link
from storage.tables import cohorts, people, programs, replies, setups


def _of_people() -> Iterator[Column[Any]]:
    """Every column that names a person, whose row or whose deed it is; but for what they wrote to us, which belongs to nothing else."""
    for table in metadata.sorted_tables:
        if table.name != replies.name:
            yield from (key.parent for key in table.foreign_keys if key.column.table.name == people.name)


class PrivacyQueries:
    """Deletions; the rows that belong to a deleted one go with it by their foreign keys."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def abandoned(self, before: datetime) -> list[ProgramId]:
        """The programs whose server has been without the bot since then, or longer."""
        rows = await self._link.rows(select(programs.c.id).where(programs.c.removed_at <= before).order_by(programs.c.id))
        return [row.id for row in rows]

    async def people_of(self, program: ProgramId) -> set[PersonId]:
        """Everybody of whom the program or one of its cohorts has a row."""
        its_cohorts = select(cohorts.c.id).where(cohorts.c.program_id == program)
        asked = list[Select[Any]]()
        for of in _of_people():
            table = of.table
            if "program_id" in table.c:
                asked.append(select(of.label("person")).where(table.c.program_id == program, of.is_not(None)))
            elif "cohort_id" in table.c:
                asked.append(select(of.label("person")).where(table.c.cohort_id.in_(its_cohorts), of.is_not(None)))
        return {row.person for row in await self._link.rows(union(*asked))}

    async def delete_program(self, program: ProgramId) -> None:
        """A cohort at a time, so that others on the event loop get their turn between."""
        for row in await self._link.rows(select(cohorts.c.id).where(cohorts.c.program_id == program)):
            await self._link.run(delete(cohorts).where(cohorts.c.id == row.id))
        server = select(programs.c.server_id).where(programs.c.id == program).scalar_subquery()
        await self._link.run(delete(setups).where(setups.c.server_id == server))
        await self._link.run(delete(programs).where(programs.c.id == program))

    async def delete_unattached(self, whom: set[PersonId]) -> int:
        """Those of them whom no row names any more, with what they wrote to us; gives how many."""
        named = [exists().where(of == people.c.id) for of in _of_people()]
        gone = 0
        for person in sorted(whom):
            gone += await self._link.run(delete(people).where(people.c.id == person, *(~one for one in named)))
        return gone
