"""`python -m rehearsal.replies FILE.csv --now 2027-01-13T10:00 --zone America/New_York`: what becomes of each text in a file when
somebody writes it back to a check-in at that hour of their own clock.

One JSON object for each row of the column `text`: `recorded`, `at` (local time or null), `shown` (what is offered, best first),
`shown_at` (their local times or null), `kind`.
"""

import argparse
import csv
import json
import sys
from datetime import datetime
from pathlib import Path

from domain.ground.times import LocalTime
from domain.pair.understanding import understand


def answered(text: str, now: datetime, zone: str, partners: tuple[str, ...] | None = None) -> dict[str, object]:
    """What the bot makes of it."""
    found = understand(text, now, zone, partners)
    return {
        "recorded": [sense.value for sense in found.recorded],
        "at": _local(found.at),
        "shown": [guess.sense.value for guess in found.shown],
        "shown_at": [_local(guess.at) for guess in found.shown],
        "kind": found.kind.value,
    }


def _local(at: LocalTime | None) -> str | None:
    return None if at is None else datetime.combine(at.date, at.time).isoformat(timespec="minutes")


def main() -> int:
    """Exit status 0."""
    parser = argparse.ArgumentParser(prog="rehearsal.replies", description=__doc__)
    parser.add_argument("file", type=Path, help="a CSV file, UTF-8, with a column `text`")
    parser.add_argument("--now", type=datetime.fromisoformat, required=True, help="the hour of their clock, such as 2027-01-13T10:00")
    parser.add_argument("--zone", required=True, help="their IANA zone")
    parser.add_argument("--partner", action="append", help="the name of somebody they study with; without it, any first name may be one")
    asked = parser.parse_args()
    partners = None if asked.partner is None else tuple(asked.partner)
    with asked.file.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            print(json.dumps(answered(row["text"], asked.now, asked.zone, partners), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
