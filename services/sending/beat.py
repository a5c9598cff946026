"""One beat: what is due now is done now. The scheduler rings it, the pulse rings it, the rehearsal calls it; it is the same one."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from services.ground.ports import Clock
from services.sending.deliveries import Deliveries
from services.sending.sender import Sender
from services.sending.turns import Turns

T = TypeVar("T")


class Beat:
    """Turns first, then what happened on Discord while it could not be kept, then replies to be understood, then deliveries.

    A second of sending at a time, so that the others have their turn meanwhile. Two beats never overlap.
    """

    def __init__(
        self, turns: Turns, understand: Callable[[], Awaitable[object]], sender: Sender, deliveries: Deliveries, clock: Clock,
        catch_up: Callable[[], Awaitable[None]] | None = None,
    ) -> None:  # fmt: skip
        self._turns = turns
        self._catch_up = catch_up
        self._understand = understand
        self._sender = sender
        self._deliveries = deliveries
        self._clock = clock
        self._one = asyncio.Lock()
        self.moved_at = clock.monotonic()  # when it last went on from one part of its work to the next: each takes minutes at most

    async def __call__(self) -> datetime | None:
        """Do all that is due and say when the next thing will be; None when nothing is planned."""
        async with self._one:
            wait: float | None = 0.0
            while wait == 0:  # sending takes its time, in which turns fall due and people write
                await self._part(self._turns.run_due())
                if self._catch_up is not None:
                    await self._part(self._catch_up())
                await self._part(self._understand())
                wait = await self._part(self._sender.drain())
            if wait is not None:
                return self._clock.now() + timedelta(seconds=wait)
            return await self._deliveries.next_due()

    async def _part(self, work: Awaitable[T]) -> T:
        self.moved_at = self._clock.monotonic()
        try:
            return await work
        finally:
            self.moved_at = self._clock.monotonic()
