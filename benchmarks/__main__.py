"""`python -m benchmarks`: the table, and exit status 0 only when every promise holds."""

import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks import commands, inside, processes


async def main() -> int:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, notes = await commands.measure(folder)
        more, further = await processes.measure(folder)
        lines += more
        notes |= further
        few, many = await inside.beat_us(folder, 1_000), await inside.beat_us(folder, 1_000_000)
        took, planned = inside.timeline_ms()
        sent, stated, refused = await inside.pacing(folder)
    print(f"\n{'':44} {'ours':>10} {'bare':>10}   ratio   promised")
    for line in lines:
        bound = f"{'at least' if line.at_least else 'at most'} {line.promised:g}" if line.promised < 1e9 else ""
        figures = f"{line.ours:8.2f} {line.unit:>2} {line.bare:7.2f} {line.unit:>2}  {line.ratio:6.2f}"
        print(f"{line.what:44} {figures}   {bound} {_word(line.holds)}")
    for what, said in notes.items():
        print(f"{what}: {said}")
    grows = many / few
    print(
        f"one beat, nothing due: {few:.0f} us with 1,000 rows, {many:.0f} us with 1,000,000: {grows:.2f}, at most 1.5 {_word(grows <= 1.5)}"
    )
    print(f"a season's timeline for 15, {planned} deliveries: {took:.2f} ms (under 5 ms) {_word(took < 5)}")
    off = abs(sent - stated) / stated
    paced = off <= 0.05 and refused == 0
    print(f"600 letters at once: {sent:.1f} s, stated pacing {stated:.1f} s ({off:.1%} off, at most 5%), 429s: {refused} {_word(paced)}")
    return 0 if all(line.holds for line in lines) and grows <= 1.5 and took < 5 and paced else 1


def _word(holds: bool) -> str:
    return "holds" if holds else "MISSED"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
