"""A program's own dates, and whose civic days it has."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, delete, select, update

from domain.cohort.cohorts import Program
from domain.ground.civic import Civic
from domain.ground.days import Level
from domain.ground.ids import ProgramId
from domain.program.dates import Almanac, CommunityDate
from storage.link import Link
from storage.tables import dates, programs

_OF = select(dates).where(dates.c.program_id == bindparam("program")).order_by(dates.c.first, dates.c.name, dates.c.id)


def _date_of(row: Row[Any]) -> CommunityDate:
    return CommunityDate(date.fromisoformat(row.first), date.fromisoformat(row.last), row.name, Level(row.level))


def _row_of(program: ProgramId, one: CommunityDate) -> dict[str, Any]:
    days = {"first": one.first.isoformat(), "last": one.last.isoformat()}
    return {"program_id": program, **days, "name": one.name, "level": int(one.level)}


class DateQueries:
    """Typed queries on `dates`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, program: ProgramId) -> tuple[CommunityDate, ...]:
        """The program's own dates, the earliest first."""
        return tuple((await self.numbered(program)).values())

    async def numbered(self, program: ProgramId) -> dict[int, CommunityDate]:
        """The same with the number of each row."""
        return {row.id: _date_of(row) for row in await self._link.rows(_OF, {"program": program})}

    async def almanac(self, program: Program, zone: str) -> Almanac:
        """What the program's days are read from, at a home on that clock."""
        chosen = await self.civic(program.id)
        return Almanac(program.observance, chosen, await self.of(program.id), program.spot(zone))

    async def civic(self, program: ProgramId) -> frozenset[Civic] | None:
        """Whose civic days it chose; None when it has those of its home."""
        row = await self._link.value(select(programs.c.civic).where(programs.c.id == program))
        return None if row is None else msgspec.convert(row, frozenset[Civic])

    async def choose_civic(self, program: ProgramId, sets: Collection[Civic] | None) -> None:
        """Have these countries' civic days from now on, or with None those of its home."""
        chosen = None if sets is None else sorted(one.value for one in sets)
        await self._link.run(update(programs).where(programs.c.id == program).values(civic=chosen))

    async def put(self, program: ProgramId, kept: Sequence[CommunityDate]) -> None:
        """These are the program's dates, and no others."""
        await self._link.run(delete(dates).where(dates.c.program_id == program))
        if kept:
            await self._link.run(self._link.insert(dates), [_row_of(program, one) for one in kept])

    async def remove(self, program: ProgramId, numbers: Collection[int]) -> int:
        """Take these away, as far as they are that program's; gives how many were."""
        return await self._link.run(delete(dates).where(dates.c.program_id == program, dates.c.id.in_(numbers)))
