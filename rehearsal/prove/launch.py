"""`python -m rehearsal.prove.launch FILE run ...`: the real command line, on a clock that a proof may step.

FILE holds how far the clock is off, in microseconds; the proof rewrites it while the process runs. Production code knows nothing of it.
"""

import mmap
import sys
from datetime import UTC, datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path

from typing_extensions import override

from bot.cli import main
from bot.clock import WallClock

SIZE = 8


def step(file: Path, off: timedelta) -> None:
    """From now on the clock of every process that was launched with this file is that far off; the file is changed in place."""
    if not file.exists():
        file.write_bytes(bytes(SIZE))
    with file.open("r+b") as opened:
        opened.write((off // timedelta(microseconds=1)).to_bytes(SIZE, signed=True))


def _shift(file: Path) -> None:
    """Everything in this process that reads the machine's wall clock reads it that far off: our own clock, and the scheduler's timers."""
    with file.open("rb") as opened:
        memory = mmap.mmap(opened.fileno(), SIZE, access=mmap.ACCESS_READ)

    class Stepped(datetime):
        """The machine's clock as it is set."""

        @classmethod
        @override
        def now(cls, tz: tzinfo | None = None) -> datetime:
            right = datetime.now(tz)  # noqa: TID251 - this is the machine's clock
            return right + timedelta(microseconds=int.from_bytes(memory[:SIZE], signed=True))

    setattr(WallClock, "now", lambda _: Stepped.now(UTC))  # noqa: B010  # pyright: ignore[reportUnknownLambdaType]
    for name in ("schedulers.base", "triggers.date", "triggers.cron", "executors.base"):
        setattr(import_module(f"apscheduler.{name}"), "datetime", Stepped)  # noqa: B010


if __name__ == "__main__":
    _shift(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
