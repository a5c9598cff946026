"""What tests of the storage share."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """One evening in autumn."""
    return datetime(2026, 10, 20, 18, tzinfo=UTC)
