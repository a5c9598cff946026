"""`python -m rehearsal.prove.launch FILE run ...`: the real command line, on a clock that a proof may step.

FILE holds how far the clock is off, in microseconds; the proof rewrites it while the process runs. Production code knows nothing of it.
"""

import mmap
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    with file.open("rb") as opened:
        memory = mmap.mmap(opened.fileno(), SIZE, access=mmap.ACCESS_READ)

    def now(_: WallClock) -> datetime:
        return datetime.now(UTC) + timedelta(microseconds=int.from_bytes(memory[:SIZE], signed=True))  # noqa: TID251 - a clock of its own

    setattr(WallClock, "now", now)  # noqa: B010


if __name__ == "__main__":
    _shift(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
