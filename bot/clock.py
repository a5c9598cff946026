"""The wall clock: the one place where real time enters. Everything else is given a Clock, or the time itself."""

import asyncio
import time
from datetime import UTC, datetime


class WallClock:
    """The machine's clock, as `services.ground.ports.Clock`."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC. It may step, forwards and backwards, when the machine's clock is set."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since an arbitrary moment; never steps. For measuring how long something took."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait this many seconds of monotonic time, whatever happens to the wall clock meanwhile."""
        await asyncio.sleep(seconds)
