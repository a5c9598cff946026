"""`python -m rehearsal [PLAY]`: play a story on the local Discord, check it, and write its transcript."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

from rehearsal.plays import PLAYS
from rehearsal.plays.checks import violations
from rehearsal.stage import Stage
from rehearsal.transcript import story, write


def main() -> int:
    """Exit status 0 only when the story's own checks hold; 2 for a play that there is not."""
    parser = argparse.ArgumentParser(prog="rehearsal", description=__doc__)
    parser.add_argument("play", nargs="?", default="season")
    parser.add_argument("--out", type=Path, default=None, help="where the transcript goes (default: out/PLAY.html)")
    asked = parser.parse_args()
    if asked.play not in PLAYS:
        print(f"There is no play {asked.play!r}. There is: {', '.join(sorted(PLAYS))}.", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    return asyncio.run(_play(asked.play, asked.out or Path("out") / f"{asked.play}.html"))


async def _play(name: str, out: Path) -> int:
    started = time.perf_counter()
    start, make = PLAYS[name]
    with tempfile.TemporaryDirectory() as folder:
        async with Stage(f"sqlite:///{folder}/shamash.sqlite", start) as stage:
            play = make(stage, print)
            await play.perform()
            wrong = await violations(play)
            await story(play, print)
            out.parent.mkdir(parents=True, exist_ok=True)
            await write(play, wrong, out)
    print(f"\n{time.perf_counter() - started:.0f} seconds. The whole transcript: {out}")
    for sentence in wrong[:40]:
        print(f"!! {sentence}")
    print("The story's checks hold." if not wrong else f"{len(wrong)} things are not as they should be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
