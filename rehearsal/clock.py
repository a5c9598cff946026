"""A clock that is moved by hand; the bot, the local Discord and the people all read this one."""

import mmap
from datetime import UTC, datetime, timedelta
from pathlib import Path

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
        return (self.now() - self._start).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Time passes by being said to."""
        self.move_to(self.now() + timedelta(seconds=seconds))

    def move_to(self, moment: datetime) -> None:
        """Time never goes back."""
        self._now = max(self._now, moment)


class SharedClock(HandClock):
    """The same, for several processes: microseconds since 1970, in eight bytes of a file that all of them map."""

    def __init__(self, file: Path, start: datetime = _EPOCH) -> None:
        super().__init__(_EPOCH)
        if not file.exists():
            file.write_bytes(bytes(8))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), 8)
        self.move_to(start)

    def now(self) -> datetime:
        """The moment that any of the processes moved it to."""
        return _EPOCH + timedelta(microseconds=int.from_bytes(self._memory[:8]))

    def move_to(self, moment: datetime) -> None:
        """Time never goes back."""
        self._memory[:8] = ((max(self.now(), moment) - _EPOCH) // timedelta(microseconds=1)).to_bytes(8)
