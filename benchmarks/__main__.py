"""`python -m benchmarks`: the table, and exit status 0 only when every promise holds."""

import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks import commands, inside, planning, processes
from benchmarks.commands import Bound


async def main() -> int:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, bounds = await commands.measure(folder)
        more, further = await processes.measure(folder)
        few, many = await inside.beat_us(folder, 1_000), await inside.beat_us(folder, 1_000_000)
        took, planned = inside.timeline_ms()
        cold, warm = planning.openings_ms()
        held = await planning.held_ms(23)
        drafted = await inside.draft_ms(folder)
        sent, stated, refused = await inside.pacing(folder)
    lines += more
    bounds += [
        *further,
        Bound(f"one beat, nothing due: {few:.0f} us with 1,000 rows, {many:.0f} us with 1,000,000", many / few, "times", 1.5),
        Bound(f"a season's timeline for 15, {planned} deliveries", took, "ms", 5),
        Bound("the next opening for somebody never asked about", cold, "ms", 2),
        Bound("the next opening for somebody asked about before", warm, "ms", 0.2),
        Bound("a planner page for 24 sessions and 30 people, cold", planning.page_ms(planning.TUESDAYS), "ms", 100),
        Bound("the same of 24 Fridays, each in somebody's sacred time", planning.page_ms(planning.FRIDAYS), "ms", 100),
        Bound("the best chevrutot of 15 people, the longest of 15 cohorts", planning.pairing_ms(15), "ms", 20),
        Bound("the same of 23 people, off the event loop", planning.pairing_ms(23), "ms", 500),
        Bound("and for how long the event loop waits meanwhile", held, "ms", 50),
        Bound("a draft of 15 from 500 applications, drawn, kept and shown", drafted, "ms", 200),
        Bound(f"600 letters at once: {sent:.1f} s, stated pacing {stated:.1f} s", abs(sent - stated) / stated * 100, "% off", 5),
        Bound("and refused as too fast", refused, "of them", 0),
    ]
    print(f"\n{'':44} {'ours':>11} {'bare':>10}   ratio   promised")
    for line in lines:
        bound = f"{'at least' if line.at_least else 'at most'} {line.promised:g} {_word(line.holds)}" if line.promised < 1e9 else ""
        print(f"{line.what:44} {line.ours:8.2f} {line.unit:>3} {line.bare:7.2f} {line.unit:>3}  {line.ratio:6.2f}   {bound}")
    for one in bounds:
        print(f"{one.what}: {one.ours:.2f} {one.unit}, at most {one.most:g} {_word(one.holds)}")
    return 0 if all(found.holds for found in (*lines, *bounds)) else 1


def _word(holds: bool) -> str:
    return "holds" if holds else "MISSED"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
