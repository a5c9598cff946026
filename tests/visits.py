"""How often SQLite was visited: each statement and each commit is one trip to its connection's thread and back."""

import pytest


def visits(log: pytest.LogCaptureFixture) -> int:
    """How many trips aiosqlite has logged so far, where its log is at DEBUG; nobody waits for the end of a read, which is none."""
    trips = (record.getMessage() for record in log.records if record.name == "aiosqlite")
    return sum(trip.startswith("executing") and "rollback" not in trip for trip in trips)
