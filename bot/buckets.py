"""Discord's rate-limit buckets: a request that would wait longer than a moment is refused at once, with the time that is left.

discord.py waits inside a request for as long as its bucket is full, and after the last request that fits even before it returns
that one's answer. A delivery then looks as if Discord had not answered, and holds a lane that others could use. Its own
`max_ratelimit_timeout` takes no less than 30 seconds, and also refuses requests that a bucket has room for.
"""

import asyncio
from functools import partial
from types import TracebackType
from typing import Any, Final

import aiohttp
import discord.http
from discord import RateLimited
from typing_extensions import override

from services.ground.ports import Clock

BUCKET_WAIT: Final = 1.0  # seconds that a request waits for its bucket
MARGIN: Final = 0.05  # seconds; Discord names the end in whole milliseconds, and its clock is not ours


class Full(RateLimited):
    """The bucket is full, and nothing was sent."""


class Bucket(discord.http.Ratelimit):
    """One bucket, on our clock. Raises `Full` before anything is sent when the wait is longer than `BUCKET_WAIT`."""

    def __init__(self, clock: Clock, longest: float | None) -> None:
        super().__init__(longest)
        self._clock = clock

    @override
    def update(self, response: aiohttp.ClientResponse, *, use_clock: bool = False) -> None:
        super().update(response, use_clock=use_clock)
        self.expires = self._clock.monotonic() + self.reset_after + MARGIN

    @override
    def is_expired(self) -> bool:
        return self.expires is not None and self._clock.monotonic() >= self.expires

    @override
    async def acquire(self) -> None:
        """Take one request from the bucket."""
        self._last_request = self._loop.time()
        while True:
            if self.is_expired():
                self.reset()
            if self.remaining > 0:
                break
            if self.expires is None:
                await self._next_answer()
            elif (left := self.expires - self._clock.monotonic()) > BUCKET_WAIT:
                raise Full(left)
            else:
                await self._clock.sleep(left)
        self.remaining -= 1
        self.outgoing += 1

    async def _next_answer(self) -> None:
        """Wait for the answer to a request under way: it says how much the bucket holds."""
        answered: asyncio.Future[Any] = self._loop.create_future()
        self._pending_requests.append(answered)
        await answered

    @override
    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.outgoing -= 1
        if self.expires is None:  # there was no answer, or it named no bucket
            self.reset()
        self._wake(len(self._pending_requests))


class Halt(asyncio.Event):
    """Cleared while the limit of all requests together is used up, for `BUCKET_WAIT` at most.

    discord.py ends the halt after its own wait, and not at all when the request that waits is cancelled: nothing would go out any more.
    """

    @override
    def clear(self) -> None:
        super().clear()
        asyncio.get_running_loop().call_later(BUCKET_WAIT, self.set)


def use(http: discord.http.HTTPClient, clock: Clock) -> None:
    """Make the buckets of every later request ours, and raise `RateLimited` for a 429 that names more than `BUCKET_WAIT`."""
    _make_with(partial(Bucket, clock))
    over = Halt()
    over.set()
    setattr(http, "_global_over", over)  # noqa: B010 - the login made one of discord.py's
    http.max_ratelimit_timeout = BUCKET_WAIT


def leave() -> None:
    """Make later buckets discord.py's own again: the next login waits as long as Discord asks."""
    _make_with(_DISCORDS)


_DISCORDS: Final = discord.http.Ratelimit


def _make_with(bucket: Any) -> None:
    setattr(discord.http, "Ratelimit", bucket)  # noqa: B010 - the one place where discord.py names the class
