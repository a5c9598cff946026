"""Files between their preview and the press that takes them in; and for a day more what that press did, for whoever presses again."""

from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import Text, delete, literal, select, type_coerce, update

from domain.ground.ids import PersonId, ProgramId
from domain.ground.values import Value
from storage.link import Link
from storage.tables import imports

V = TypeVar("V", bound=Value)


class ImportQueries:
    """Typed queries on `imports`. A file is coded in one go: through plain values, 5,000 lines take three times as long."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def keep(self, program: ProgramId, by: PersonId, file: Value, now: datetime) -> int:
        """Keep a file until it is taken in; its number."""
        new = self._link.insert(imports).values(program_id=program, by_id=by, lines=_coded(file), at=now)
        return int(await self._link.value(new.returning(imports.c.id)))

    async def get(self, program: ProgramId, number: int, of: type[V]) -> tuple[V, datetime] | None:
        """What is kept in that program by that number, if it is one of those, and since when."""
        found = select(type_coerce(imports.c.lines, Text()).label("lines"), imports.c.at)
        row = await self._link.row(found.where(imports.c.id == number, imports.c.program_id == program))
        try:
            return None if row is None else (msgspec.json.decode(row.lines, type=of), row.at)
        except msgspec.ValidationError:
            return None  # something else

    async def taken_in(self, number: int, outcome: Value, now: datetime) -> None:
        """Keep what taking it in did, in the place of the file."""
        await self._link.run(update(imports).where(imports.c.id == number).values(lines=_coded(outcome), at=now))

    async def forget(self, before: datetime) -> int:
        """Drop the files that nobody took in, and what was done by others."""
        return await self._link.run(delete(imports).where(imports.c.at < before))


def _coded(what: Value) -> object:
    return literal(msgspec.json.encode(what).decode(), Text())
