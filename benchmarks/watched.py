"""The real `shamash run`, with a thread that notes how long its event loop was ever away."""

import asyncio
import os
import sys
import threading
import time
from pathlib import Path

from bot import cli, process
from bot.config import load

STEP = 0.002


def _watch(loop: asyncio.AbstractEventLoop, report: Path) -> None:
    """Ask the loop for a sign of life every 2 ms, and write down the longest that one took."""
    longest = 0.0
    while not loop.is_closed():
        asked, answered = time.perf_counter(), threading.Event()
        try:
            loop.call_soon_threadsafe(answered.set)
        except RuntimeError:
            return
        answered.wait(5.0)
        took = time.perf_counter() - asked
        if took > longest:
            longest = took
            report.write_text(f"{longest:.6f}", encoding="utf-8")
        threading.Event().wait(STEP)


def main() -> int:
    """`python -m benchmarks.watched REPORT`; settings come by environment, as an operator's may."""
    report, config = Path(sys.argv[1]), load(None, os.environ)

    async def run() -> int:
        threading.Thread(target=_watch, args=(asyncio.get_running_loop(), report), daemon=True).start()
        return await process.run(config)

    return cli.serve(run)


if __name__ == "__main__":
    raise SystemExit(main())
