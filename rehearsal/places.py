"""`python -m rehearsal.places FILE`: what becomes of each line of a file when somebody types it where a clock is asked for.

One JSON object for each line: `typed`, `zone` (null where it is not clear), `choices` (what is asked back), `refused`.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from bot.clock import WallClock
from domain.ground.refusal import Refusal, Why
from domain.ground.zones import zone_named


def answered(typed: str, now: datetime) -> dict[str, object]:
    """What the bot makes of it."""
    try:
        return {"typed": typed, "zone": zone_named(typed, now), "choices": [], "refused": False}
    except Refusal as no:
        choices = no.facts["choices"] if no.why is Why.WHICH_CLOCK else ()
        return {"typed": typed, "zone": None, "choices": choices, "refused": no.why is Why.UNKNOWN_ZONE}


def main() -> int:
    """Exit status 0."""
    parser = argparse.ArgumentParser(prog="rehearsal.places", description=__doc__)
    parser.add_argument("file", type=Path, help="a text file, UTF-8, one input on each line")
    now = WallClock().now()
    for typed in parser.parse_args().file.read_text("utf-8").splitlines():
        print(json.dumps(answered(typed, now), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
