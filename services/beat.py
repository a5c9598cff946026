"""One beat: what is due now is done now. The scheduler rings it, the pulse rings it, the rehearsal calls it; it is the same one."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from services.deliveries import Deliveries
from services.ports import Clock
from services.replies import Replies
from services.sender import Sender
from services.turns import Turns


class Beat:
    """Turns first, then what people wrote while it could not be kept, then replies to be understood, then deliveries.

    A second of sending at a time, so that the others have their turn meanwhile. Two beats never overlap.
    """

    def __init__(
        self, turns: Turns, replies: Replies, sender: Sender, deliveries: Deliveries, clock: Clock,
        read_back: Callable[[], Awaitable[None]] | None = None,
    ) -> None:  # fmt: skip
        self._turns = turns
        self._read_back = read_back
        self._replies = replies
        self._sender = sender
        self._deliveries = deliveries
        self._clock = clock
        self._one = asyncio.Lock()

    async def __call__(self) -> datetime | None:
        """Do all that is due and say when the next thing will be; None when nothing is planned."""
        async with self._one:
            wait: float | None = 0.0
            while wait == 0:  # sending takes its time, in which turns fall due and people write
                await self._turns.run_due()
                if self._read_back is not None:
                    await self._read_back()
                await self._replies.run_waiting()
                wait = await self._sender.drain()
            if wait is not None:
                return self._clock.now() + timedelta(seconds=wait)
            return await self._deliveries.next_due()
