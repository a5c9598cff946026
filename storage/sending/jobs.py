"""Jobs of the house: when each succeeded last, and since when one fails."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from domain.sending.troubles import JobState
from storage.link import Link
from storage.process_tables import jobs


class JobQueries:
    """Typed queries on `jobs`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def get(self, name: str) -> JobState | None:
        """How that job stands; None for one that was never tried."""
        row = await self._link.row(select(jobs).where(jobs.c.name == name))
        return None if row is None else _state_of(row)

    async def done(self, name: str, now: datetime) -> None:
        """It succeeded: whatever failed before is over."""
        await self._put(JobState(name, done_at=now))

    async def failed(self, name: str, fault: str, now: datetime) -> JobState:
        """It failed once more; gives how it stands now."""
        before = await self.get(name) or JobState(name)
        state = JobState(name, before.done_at, before.failed_since or now, before.tries + 1, fault, before.told_at)
        await self._put(state)
        return state

    async def told(self, name: str, now: datetime) -> None:
        """People hear that it fails."""
        await self._link.run(update(jobs).where(jobs.c.name == name).values(told_at=now))

    async def failing(self, since: datetime | None = None, until: datetime | None = None) -> list[JobState]:
        """All that fail now; or those that people are told of in that span of time (its end excluded)."""
        wanted = select(jobs).where(jobs.c.failed_since.is_not(None)).order_by(jobs.c.name)
        if since is not None:
            wanted = wanted.where(jobs.c.told_at >= since, jobs.c.told_at < until)
        return [_state_of(row) for row in await self._link.rows(wanted)]

    async def _put(self, state: JobState) -> None:
        values = {
            "done_at": state.done_at, "failed_since": state.failed_since, "tries": state.tries, "fault": state.fault,
            "told_at": state.told_at,
        }  # fmt: skip
        new = self._link.insert(jobs).values(name=state.name, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["name"], set_=values))


def _state_of(row: Row[Any]) -> JobState:
    return JobState(row.name, row.done_at, row.failed_since, row.tries, row.fault, row.told_at)
