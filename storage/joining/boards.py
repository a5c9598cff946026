"""The living board of each program: one row from the first time that there was something to show."""

from sqlalchemy import bindparam, select

from domain.ground.ids import ProgramId
from domain.joining.board import Posted
from storage.link import Link
from storage.tables import boards

_OF = select(boards).where(boards.c.program_id == bindparam("program"))


class BoardQueries:
    """Typed queries on `boards`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, program: ProgramId) -> Posted | None:
        """What was last planned for a program's board."""
        row = await self._link.row(_OF, {"program": program})
        return None if row is None else Posted(row.number, row.shows, row.edited)

    async def put(self, program: ProgramId, posted: Posted) -> None:
        """Keep what is planned for it now."""
        values = {"number": posted.number, "shows": posted.shows, "edited": posted.edited}
        new = self._link.insert(boards).values(program_id=program, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["program_id"], set_=values))
