"""A wizard's steps so far: one row for each server, gone once it is saved."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select

from domain.ground.ids import ServerId
from domain.program.setups import SetupAnswers
from storage.link import Link
from storage.tables import setups


class SetupQueries:
    """Typed queries on `setups`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, server: ServerId) -> SetupAnswers | None:
        """What was answered on that server and is not saved yet."""
        row: Any = await self._link.value(select(setups.c.answers).where(setups.c.server_id == server))
        return None if row is None else msgspec.convert(row, SetupAnswers)

    async def keep(self, server: ServerId, answers: SetupAnswers, now: datetime) -> None:
        """Keep the steps so far."""
        new = self._link.insert(setups).values(server_id=server, answers=msgspec.to_builtins(answers), at=now)
        kept = new.on_conflict_do_update(index_elements=["server_id"], set_={"answers": new.excluded.answers, "at": now})
        await self._link.run(kept)

    async def drop(self, server: ServerId) -> bool:
        """Forget them; False when there were none."""
        return await self._link.run(delete(setups).where(setups.c.server_id == server)) > 0
