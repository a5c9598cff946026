"""What rings the bell: APScheduler at the next due moment, and a monotonic pulse under it, which also asks for the house's jobs.

The database's due rows are the truth; a timer only asks "what is due now?". A stepped or suspended wall clock may
silence every timer that counts by it, so the pulse asks again after fifteen seconds at most.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from services.ground.ports import Unauthorised
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)
PULSE = 15.0  # seconds
RING = "ring"


class Scheduler:
    """Calls `beat` when something is due, when the bell is rung, and at the pulse."""

    def __init__(
        self, beat: Callable[[], Awaitable[datetime | None]], jobs: Callable[[], Awaitable[None]], bell: asyncio.Event,
        pulse: float = PULSE,
    ) -> None:  # fmt: skip
        """`bell` is set when something may be due earlier than was known."""
        self._beat = beat
        self._jobs = jobs
        self._pulse = pulse
        self._bell = bell
        self._stopping = False
        self._timers: Any = None

    def stop(self) -> None:
        """Finish the beat in hand and ring no more."""
        self._stopping = True
        self._bell.set()

    async def run(self) -> None:
        """Beat until stopped; a beat that fails is logged and tried again at the next pulse. Raises `Unauthorised` or what ends it all."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # after the start, for which nobody has to wait for it

        self._timers = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        self._timers.start()
        working = asyncio.create_task(self._work())  # on jobs that may take an hour, as a beat may: neither holds up the other
        try:
            while not self._stopping:
                self._bell.clear()
                await self._once()
                await self._rest()
        finally:
            self._timers.shutdown(wait=False)
            working.cancel()
            await asyncio.wait({working})

    async def _once(self) -> None:
        try:
            due = await self._beat()
        except (Unauthorised, *NO_MORE_WRITES):
            raise
        except Exception:
            log.exception("a beat failed")
            return
        if due is not None:
            self._timers.add_job(self._bell.set, "date", run_date=due, id=RING, replace_existing=True)

    async def _work(self) -> None:
        """Ask for the house's jobs at each pulse."""
        while True:
            try:
                await self._jobs()
            except NO_MORE_WRITES:
                return  # the beat meets it too
            except Unavailable:
                log.warning("the house's jobs wait for the database")
            except Exception:
                log.exception("the house's jobs could not be looked at")
            await asyncio.sleep(self._pulse)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._pulse):
                await self._bell.wait()
        except TimeoutError:
            return
