"""What it costs to understand a reply to a check-in."""

import time
from datetime import datetime

from domain.pair.understanding import understand

WEDNESDAY = datetime(2027, 1, 13, 10)  # noqa: DTZ001 - a wall time
REPLIES = (
    "We met on Sunday, it was great", "Not this month, I'm afraid", "Can you help us find a time that works for both of us?",
    "We haven't met yet, but we have a date: Thursday 14 January at 8:00 pm", "קבענו ליום ג׳ ב-20:00, תודה",
    "ok so after 11 emails and one very confused secretary weve got sunday the 31st at 3pm, she says it is fine with her husband too",
    "I thought we met but that was last year's partner", "We couldn't meet, I'm sitting shiva for my mother",
)  # fmt: skip


def reply_ms() -> float:
    """Milliseconds for one reply, once the grammar was read (the slowest of eight kinds, each the mean of 50)."""
    took: list[float] = []
    for text in REPLIES:
        understand(text, WEDNESDAY, "America/New_York")
        began = time.process_time()
        for _ in range(50):
            understand(text, WEDNESDAY, "America/New_York")
        took.append((time.process_time() - began) * 1000 / 50)
    return max(took)
