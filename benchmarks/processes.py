"""Start, memory at rest, and what each further server costs; ours and the bare bot's in turn."""

import asyncio
import statistics
from pathlib import Path

from benchmarks.commands import Bound, Line
from benchmarks.subjects import running

STARTS = 7
MANY = 200
REST = 3.0


async def measure(folder: Path) -> tuple[list[Line], list[Bound]]:
    """Seconds from the process's start to an answered command, MiB at rest, KiB for each further server of 50."""
    starts: dict[str, list[float]] = {"ours": [], "bare": []}
    rest: dict[str, list[float]] = {"ours": [], "bare": []}
    for number in range(STARTS + 1):
        for name, probe in (("ours", "help"), ("bare", "read")):
            async with running(name, folder, probe) as subject:
                await asyncio.sleep(REST if number <= 2 else 0)
                if number:  # the first start sends the commands and fills the disk's cache
                    starts[name].append(subject.usable)
                if 1 <= number <= 2:
                    rest[name].append(subject.memory())
    start = {name: statistics.median(found) for name, found in starts.items()}
    memory = {name: statistics.median(found) for name, found in rest.items()}
    async with running("ours", folder, "help", servers=1 + MANY) as subject:
        await asyncio.sleep(REST)
        further = (subject.memory() - memory["ours"]) * 1024 / MANY
    lines = [
        Line("process start to commands usable, median", start["ours"], start["bare"], "s", 2.5),
        Line("resident memory at rest", memory["ours"], memory["bare"], "MiB", 2.0),
    ]
    return lines, [Bound("memory for each further server of 50 members", further, "KiB", 8)]
