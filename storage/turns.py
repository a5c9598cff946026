"""Turns: changes of state that time brings, as rows with natural keys."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, literal_column, select, update

from domain.ids import CohortId
from domain.timeline import Turn, TurnKind
from storage.link import Link
from storage.prepared import ONE
from storage.tables import turns

_PENDING = turns.c.state == literal_column("'pending'")  # a literal, so that the partial index is used
# Built once: each beat asks them.
_DUE = select(turns).where(_PENDING, turns.c.due <= bindparam("now")).order_by(turns.c.due).limit(ONE)
_NEXT_DUE = select(turns.c.due).where(_PENDING).order_by(turns.c.due).limit(ONE)


class TurnQueries:
    """Typed queries on `turns`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def reconcile(self, cohort: CohortId, planned: Sequence[Turn]) -> None:
        """Make the undone rows of a cohort what the plan says; done ones stay as they are."""
        rows = await self._link.rows(select(turns).where(turns.c.cohort_id == cohort))
        known = {row.key: row for row in rows}
        for turn in planned:
            row = known.pop(turn.key, None)
            values = {"due": turn.due, "state": "pending"}
            if row is None:
                new = self._link.insert(turns).values(key=turn.key, kind=turn.kind.value, cohort_id=cohort, subject=turn.subject, **values)
                await self._link.run(new)
            elif row.state in {"pending", "cancelled"} and (row.due, row.state) != (turn.due, "pending"):
                await self._link.run(update(turns).where(turns.c.key == turn.key).values(**values))
        for row in known.values():
            if row.state == "pending":
                await self.settle(row.key, "cancelled")

    async def plan(self, turn: Turn) -> None:
        """One that belongs to no cohort's plan."""
        new = self._link.insert(turns).values(key=turn.key, kind=turn.kind.value, subject=turn.subject, due=turn.due, state="pending")
        await self._link.run(new.on_conflict_do_nothing(index_elements=["key"]))

    async def due(self, now: datetime) -> Turn | None:
        """The earliest one that is due."""
        row = await self._link.row(_DUE, {"now": now})
        return None if row is None else Turn(row.key, TurnKind(row.kind), row.due, row.subject)

    async def next_due(self) -> datetime | None:
        """When the next one falls due."""
        return await self._link.value(_NEXT_DUE, {})

    async def postpone(self, key: str, due: datetime) -> None:
        """Not yet: it is due again then."""
        await self._link.run(update(turns).where(turns.c.key == key).values(state="pending", due=due))

    async def settle(self, key: str, state: str) -> None:
        """Done, cancelled or failed."""
        await self._link.run(update(turns).where(turns.c.key == key).values(state=state))
