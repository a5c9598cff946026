"""How often SQLite was visited: each statement and each commit is one trip to its connection's thread and back."""

import pytest


def visits(log: pytest.LogCaptureFixture) -> int:
    """How many trips aiosqlite has logged so far; it does where its log is at DEBUG."""
    return sum(record.name == "aiosqlite" and record.message.startswith("executing") for record in log.records)
