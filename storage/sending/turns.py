"""Turns: changes of state that time brings, as rows with natural keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, literal_column, select, update

from domain.ground.ids import CohortId
from domain.ground.values import Value
from domain.sending.timeline.turns import Turn, TurnKind
from domain.sending.troubles import FailedTurn
from storage.link import Link
from storage.prepared import ONE
from storage.tables import cohorts, members, sessions, turns

_PENDING = turns.c.state == literal_column("'pending'")  # a literal, so that the partial index is used
_FAILED = turns.c.state == literal_column("'failed'")
# Built once: each beat asks them.
_DUE = select(turns).where(_PENDING, turns.c.due <= bindparam("now")).order_by(turns.c.due).limit(ONE)
_NEXT_DUE = select(turns.c.due).where(_PENDING).order_by(turns.c.due).limit(ONE)

# A cohort's turn belongs to its program; that of a person, to the first program in which they are in a cohort.
_of_person = cohorts.alias()
_FIRST_PROGRAM = (
    select(func.min(_of_person.c.program_id))
    .select_from(members.join(_of_person, _of_person.c.id == members.c.cohort_id))
    .where(members.c.person_id == turns.c.subject, turns.c.kind == TurnKind.RETURNED.value)
    .scalar_subquery()
)
_FAILURES = (
    select(
        turns.c.key, turns.c.kind, turns.c.reason, turns.c.failed_at, cohorts.c.title, sessions.c.number,
        func.coalesce(cohorts.c.program_id, _FIRST_PROGRAM).label("program"),
    )
    .outerjoin(cohorts, cohorts.c.id == turns.c.cohort_id)
    .outerjoin(sessions, and_(sessions.c.id == turns.c.subject, turns.c.kind == TurnKind.SESSION_ENDS.value))
    .where(_FAILED)
    .order_by(turns.c.failed_at.desc(), turns.c.key)
)  # fmt: skip


class TurnRow(Value):
    """A turn as it stands. `kind` is text, so that a row of a later version can be read."""

    key: str
    kind: str
    cohort: CohortId | None
    subject: int
    attempts: int
    failed_at: datetime | None = None


class TurnQueries:
    """Typed queries on `turns`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def reconcile(self, cohort: CohortId, planned: Sequence[Turn]) -> None:
        """Make the undone rows of a cohort what the plan says; done ones stay as they are.

        One that failed, or waits for its next attempt, stays as it is until its moment moves or the plan drops it.
        """
        rows = await self._link.rows(select(turns).where(turns.c.cohort_id == cohort))
        known = {row.key: row for row in rows}
        for turn in planned:
            row = known.pop(turn.key, None)
            values = {"due": turn.due, "state": "pending", "attempts": 0, "reason": None, "failed_at": None}
            if row is None:
                new = self._link.insert(turns).values(key=turn.key, kind=turn.kind.value, cohort_id=cohort, subject=turn.subject, **values)
                await self._link.run(new)
            elif row.state != "done" and not _stays(row, turn):
                await self._link.run(update(turns).where(turns.c.key == turn.key).values(**values))
        for row in known.values():
            if row.state in {"pending", "failed"}:
                await self._link.run(update(turns).where(turns.c.key == row.key).values(state="cancelled"))

    async def plan(self, turn: Turn) -> None:
        """One that belongs to no cohort's plan."""
        new = self._link.insert(turns).values(
            key=turn.key, kind=turn.kind.value, subject=turn.subject, due=turn.due, state="pending", attempts=0
        )
        await self._link.run(new.on_conflict_do_nothing(index_elements=["key"]))

    async def due(self, now: datetime) -> TurnRow | None:
        """The earliest one that is due."""
        row = await self._link.row(_DUE, {"now": now})
        return None if row is None else _turn_of(row)

    async def next_due(self) -> datetime | None:
        """When the next one falls due."""
        return await self._link.value(_NEXT_DUE, {})

    async def postpone(self, key: str, due: datetime) -> None:
        """Not yet: it is due again then, with all its attempts."""
        await self._link.run(
            update(turns).where(turns.c.key == key).values(state="pending", due=due, attempts=0, reason=None, failed_at=None)
        )

    async def take(self, turn: TurnRow, now: datetime) -> bool:
        """Mark it as done; False when it is not due any more: somebody moved it, called it off, or did it meanwhile."""
        return await self._change_due(turn, now, state="done")

    async def retry(self, turn: TurnRow, due: datetime, reason: str, now: datetime) -> None:
        """An attempt failed: it is due again then."""
        await self._change_due(turn, now, due=due, attempts=turn.attempts + 1, reason=reason)

    async def fail(self, turn: TurnRow, reason: str, now: datetime) -> None:
        """The last attempt failed: it is kept for a person, with the moment at which it failed for good the first time."""
        first = turn.failed_at or now
        await self._change_due(turn, now, state="failed", attempts=turn.attempts + 1, reason=reason, failed_at=first)

    async def _change_due(self, turn: TurnRow, now: datetime, **values: Any) -> bool:
        due = update(turns).where(turns.c.key == turn.key, _PENDING, turns.c.due <= now)
        return await self._link.run(due.values(**values)) > 0

    async def revive(self, now: datetime) -> int:
        """What failed is due once more, with all its attempts; gives how many."""
        return await self._link.run(update(turns).where(_FAILED).values(state="pending", due=now, attempts=0))

    async def failed(self, since: datetime | None = None, until: datetime | None = None) -> list[FailedTurn]:
        """What failed for good, or did so first in that span of time (its end excluded), latest first.

        Only what a post needs is read, since a cohort that cannot be read may be why it failed.
        """
        wanted = _FAILURES
        if since is not None:
            wanted = wanted.where(turns.c.failed_at >= since)
        if until is not None:
            wanted = wanted.where(turns.c.failed_at < until)
        return [
            FailedTurn(row.key, row.kind, row.reason or "", row.failed_at, row.program, row.title, row.number or 0)
            for row in await self._link.rows(wanted)
        ]


def _turn_of(row: Row[Any]) -> TurnRow:
    return TurnRow(row.key, row.kind, row.cohort_id, row.subject, row.attempts, row.failed_at)


def _stays(row: Row[Any], turn: Turn) -> bool:
    """True for a row that is as the plan wants it, or that failed at a moment that has not moved ahead since."""
    if row.attempts and row.state != "cancelled":
        return turn.due <= row.due
    return (row.due, row.state) == (turn.due, "pending")
