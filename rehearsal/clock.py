"""A clock that is moved by hand; the bot, the local Discord and the people all read this one."""

from datetime import datetime, timedelta


class HandClock:
    """Stands still until it is moved. Whoever sleeps moves it, so that pacing takes no real time and is still paced."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now = start

    def now(self) -> datetime:
        """The moment it was moved to."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since it was made."""
        return (self._now - self._start).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Time passes by being said to."""
        self._now += timedelta(seconds=seconds)

    def move_to(self, moment: datetime) -> None:
        """Time never goes back."""
        self._now = max(self._now, moment)
