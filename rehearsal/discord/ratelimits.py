"""Rate limits as the bot feels them: buckets with headers, a global limit, and 429."""

import time
from collections import deque
from datetime import datetime, timedelta

from rehearsal.discord.snowflakes import Clock

OFF = (1_000_000_000, 1.0)


class Window:
    """At most so many in so many seconds.

    A window ends when the given clock *or* real time has passed it: the clock may stand still for long while
    a bot honestly sleeps, and a moved clock must not find old counts.
    """

    __slots__ = ("_real", "_since", "count", "limit", "seconds")

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit = limit
        self.seconds = seconds
        self.count = 0
        self._since: datetime | None = None
        self._real = 0.0

    def left(self, now: datetime) -> float:
        """Seconds until the window ends; 0 when it has ended."""
        if self._since is None:
            return 0.0
        passed = max(abs((now - self._since).total_seconds()), time.monotonic() - self._real)
        return max(0.0, self.seconds - passed)

    def take(self, now: datetime) -> bool:
        """Count one; False when there is no room."""
        if self._since is None or not self.left(now):
            self._since, self._real, self.count = now, time.monotonic(), 0
        if self.count >= self.limit:
            return False
        self.count += 1
        return True


class Sliding:
    """At most so many in any so many seconds of the given clock (no real time: people open DMs by the clock)."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit = limit
        self.span = timedelta(seconds=seconds)
        self._taken: deque[datetime] = deque()

    def take(self, now: datetime) -> bool:
        while self._taken and abs(now - self._taken[0]) > self.span:
            self._taken.popleft()
        if len(self._taken) >= self.limit:
            return False
        self._taken.append(now)
        return True


class RateLimits:
    """The numbers, each (count, seconds). Set before use; `off()` takes them all away for benchmarks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.messages: tuple[int, float] = (5, 5.0)
        self.other: tuple[int, float] = (500, 1.0)
        self.overall: tuple[int, float] = (50, 1.0)
        self.new_dms: tuple[int, float] = (10, 10.0)
        self.old_edits: tuple[int, float] = (30, 60.0)
        self.of_route: dict[str, tuple[int, float]] = {}  # a route with numbers of its own
        self.active_threads = 1000
        self.command_creates = 200
        self._buckets: dict[tuple[str, str], Window] = {}
        self._global: Window | None = None
        self._dms: Sliding | None = None

    def off(self) -> None:
        self.messages = self.other = self.overall = self.new_dms = self.old_edits = OFF
        self.forget()

    def forget(self) -> None:
        """Begin every count anew (also needed after numbers were changed)."""
        self._buckets.clear()
        self._global = self._dms = None

    def give(self, route: str, count: int, seconds: float) -> None:
        """Numbers of its own for one route, from now on."""
        self.of_route[route] = count, seconds
        self.forget()

    def bucket(self, route: str, major: str) -> Window:
        key = (route, major)
        found = self._buckets.get(key)
        if found is None:
            if len(self._buckets) > 10_000:
                self._buckets.clear()
            found = self._buckets[key] = Window(*self.of_route.get(route, self.messages if route == MESSAGES else self.other))
        return found

    def everything(self) -> Window:
        if self._global is None:
            self._global = Window(*self.overall)
        return self._global

    def new_dm(self) -> bool:
        if self._dms is None:
            self._dms = Sliding(*self.new_dms)
        return self._dms.take(self._clock())


MESSAGES = "POST /channels/{channel_id}/messages"
