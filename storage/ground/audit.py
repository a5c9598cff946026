"""The record of what staff did: added to, read, and never changed."""

from sqlalchemy import select

from domain.ground.audit import Noted
from domain.ground.ids import ProgramId
from storage.link import Link
from storage.tables import audit


class AuditQueries:
    """Typed queries on `audit`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def add(self, act: Noted) -> None:
        """Write one act down, in the transaction that does it."""
        new = self._link.insert(audit).values(
            program_id=act.program, cohort_id=act.cohort, by_id=act.by, act=act.act, facts=act.facts, at=act.at
        )
        await self._link.run(new)

    async def of(self, program: ProgramId, limit: int, offset: int = 0) -> list[Noted]:
        """A program's acts, latest first."""
        rows = await self._link.rows(
            select(audit).where(audit.c.program_id == program).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit).offset(offset)
        )
        return [Noted(row.program_id, row.cohort_id, row.by_id, row.act, row.facts, row.at) for row in rows]
