"""The write lock: one writer at a time, and no transaction left half-way by whoever is cancelled."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")
LOCK_WAIT = 10.0  # seconds


class WriteLock:
    """A lock for `async with` that one task holds at a time; asking twice is refused, since it would wait for itself for ever.

    Raises `TimeoutError` when nobody has got it for ten seconds: whoever holds it waits for a database that does not answer.
    A queue that moves is waited in, however long it is.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None
        self._times_held = 0

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is not None and self._holder is task:
            raise RuntimeError("a transaction was asked for inside another one of the same task")
        while not await self._acquired(self._times_held):
            continue
        self._holder = task
        self._times_held += 1

    async def _acquired(self, times_held: int) -> bool:
        try:
            async with asyncio.timeout(LOCK_WAIT):
                return await self._lock.acquire()
        except TimeoutError:
            if self._times_held == times_held:
                raise
            return False

    async def __aexit__(self, *exception: object) -> None:
        self._holder = None
        self._lock.release()


async def to_its_end(work: Awaitable[T]) -> T:
    """Wait for work to its end, even when cancelled meanwhile, and only then pass the cancellation on.

    What was cancelled may thus have been done: a cancelled write is unknown to its caller, but never left open.
    """
    future = asyncio.ensure_future(work)
    cancelled = False
    while not future.done():
        try:
            await asyncio.wait({future})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        if not future.cancelled():
            future.exception()  # looked at, so that asyncio does not report it as never retrieved
        raise asyncio.CancelledError
    return future.result()
