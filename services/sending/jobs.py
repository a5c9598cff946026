"""What the house does by itself each night. A job that fails is kept, tried again every hour, and told when it does not come right."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

from domain.ground.refusal import Refusal
from domain.ground.values import Value
from domain.sending.troubles import HOUR, is_due, is_told
from services.ground.ports import SureClock
from services.sending import troubles
from services.sending.unit import Unit, Units
from storage.store import NO_MORE_WRITES

log = logging.getLogger(__name__)
LONGEST: Final = 6 * 3600.0  # seconds for one job; the slowest asks about one person a second, for five hours
CANCELLED_WITHIN: Final = 10.0  # seconds; what waits for a server that is frozen may not hear that it is over


class Job(Value):
    """Something the house does once a day, at an hour in UTC; what was missed while the bot was down is made up for."""

    name: str
    hour: int
    do: Callable[[], Awaitable[object]]


class Jobs:
    """Does the jobs that are due, one after another. By the database and not by timers, which a wrong clock could put off for a year."""

    def __init__(self, units: Units, clock: SureClock, jobs: Sequence[Job], longest: float = LONGEST) -> None:
        self._units = units
        self._clock = clock
        self._jobs = jobs
        self._longest = longest
        self._under_way: dict[str, asyncio.Future[object]] = {}
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
        async with self._units.read() as db:
            return is_due(job.hour, await db.jobs.get(job.name), self._begun, now)

    async def _run(self, job: Job) -> None:
        try:
            await self._do(job)
        except NO_MORE_WRITES:
            raise
        except Exception as error:
            log.exception("house job failed", extra={"job": job.name})
            fault = error.why.value if isinstance(error, Refusal) else type(error).__name__
            await self._failed(job.name, fault)
        else:
            async with self._units.change() as unit:
                await unit.db.jobs.done(job.name, unit.now)

    async def _do(self, job: Job) -> None:
        """Do it within its time. Raises `TimeoutError` beyond that, and while an earlier attempt has not let go."""
        if job.name in self._under_way:
            raise TimeoutError
        doing = self._under_way[job.name] = asyncio.ensure_future(job.do())
        doing.add_done_callback(lambda done: self._let_go(job.name, done))
        try:
            await asyncio.wait({doing}, timeout=self._longest)
        finally:
            if not doing.done():
                doing.cancel()
                await asyncio.wait({doing}, timeout=CANCELLED_WITHIN)
        if doing.cancelled() or not doing.done():
            raise TimeoutError
        doing.result()

    def _let_go(self, name: str, done: asyncio.Future[object]) -> None:
        del self._under_way[name]
        if not done.cancelled():
            done.exception()  # looked at: what came after its time is over is no news

    async def _failed(self, name: str, fault: str) -> None:
        async def tell(unit: Unit) -> None:
            state = await unit.db.jobs.get(name)
            if state is not None and is_told(state):
                await unit.db.jobs.told(name, unit.now)
                await troubles.tell_everybody(unit)

        await troubles.keep_and_tell(self._units, lambda unit: unit.db.jobs.failed(name, fault, unit.now), tell)
