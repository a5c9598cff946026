"""What the house does by itself each night. A job that fails is kept, tried again every hour, and told when it does not come right."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from domain.refusal import Refusal
from domain.troubles import HOUR, is_due, is_told
from domain.values import Value
from services import troubles
from services.deliveries import Deliveries
from services.ports import SureClock
from storage.db import Db
from storage.store import Store

log = logging.getLogger(__name__)


class Job(Value):
    """Something the house does once a day, at an hour in UTC; what was missed while the bot was down is made up for."""

    name: str
    hour: int
    do: Callable[[], Awaitable[object]]


class Jobs:
    """Does the jobs that are due, one after another. By the database and not by timers, which a wrong clock could put off for a year."""

    def __init__(self, store: Store, clock: SureClock, deliveries: Deliveries, jobs: Sequence[Job]) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._jobs = jobs
        self._begun: datetime | None = None
        self._tried: dict[str, float] = {}  # in monotonic seconds

    async def run_due(self) -> None:
        """Do what is due, while the clock is sure: jobs delete and close. One that fails stops no other."""
        for job in self._jobs:
            if not await self._clock.sure():
                return
            if await self._is_due(job):
                self._tried[job.name] = self._clock.monotonic()
                await self._run(job)

    async def _is_due(self, job: Job) -> bool:
        now = self._clock.now()
        self._begun = self._begun or now
        tried = self._tried.get(job.name)
        if tried is not None and self._clock.monotonic() - tried < HOUR.total_seconds():
            return False
        async with self._store.read() as db:
            return is_due(job.hour, await db.jobs.get(job.name), self._begun, now)

    async def _run(self, job: Job) -> None:
        try:
            await job.do()
        except Exception as error:
            log.exception("house job failed", extra={"job": job.name})
            fault = error.why.value if isinstance(error, Refusal) else type(error).__name__
            await self._failed(job.name, fault)
        else:
            async with self._store.begin() as db:
                await db.jobs.done(job.name, self._clock.now())

    async def _failed(self, name: str, fault: str) -> None:
        now = self._clock.now()

        async def tell(db: Db) -> None:
            state = await db.jobs.get(name)
            if state is not None and is_told(state):
                await db.jobs.told(name, now)
                await troubles.tell_everybody(db, self._deliveries, now)

        await troubles.keep_and_tell(self._store, lambda db: db.jobs.failed(name, fault, now), tell)
