"""A clock that is moved by hand; the bot, the local Discord and the people all read this one (the bot through its machine's)."""

import fcntl
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

    async def sure(self) -> bool:
        """It shows what the hand says, and is never in doubt."""
        return True

    def move_to(self, moment: datetime) -> None:
        """Time never goes back."""
        self._now = max(self._now, moment)


class Machine:
    """The clock of a machine that may be wrong: set to another time, or suspended; Discord keeps the right one."""

    def __init__(self, right: HandClock) -> None:
        self._right = right
        self.ahead = timedelta()  # of its wall clock; less than nothing when it is behind
        self._asleep = timedelta()

    def now(self) -> datetime:
        """What its wall clock shows."""
        return self._right.now() + self.ahead

    def monotonic(self) -> float:
        """Seconds for which it was awake, whatever its wall clock shows."""
        return self._right.monotonic() - self._asleep.total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Time passes by being said to, for all."""
        await self._right.sleep(seconds)

    def suspend(self, how_long: timedelta) -> None:
        """Close the lid: time passes, and its monotonic seconds stand still."""
        self._right.move_to(self._right.now() + how_long)
        self._asleep += how_long


class SharedClock(HandClock):
    """The same, for several processes: microseconds since 1970, in eight bytes of a file that all of them map."""

    def __init__(self, file: Path, start: datetime = _EPOCH) -> None:
        super().__init__(_EPOCH)
        if not file.exists():
            file.write_bytes(bytes(8))
        self._path = file
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), 8)
        self.move_to(start)

    def now(self) -> datetime:
        """The moment that any of the processes moved it to."""
        return _EPOCH + timedelta(microseconds=int.from_bytes(self._memory[:8]))

    def move_to(self, moment: datetime) -> None:
        """Time never goes back, also when two of the processes move it at once."""
        with self._path.open("rb") as locked:  # until it is closed
            fcntl.flock(locked, fcntl.LOCK_EX)
            self._memory[:8] = ((max(self.now(), moment) - _EPOCH) // timedelta(microseconds=1)).to_bytes(8)
