"""What staff did, as it is kept."""

from datetime import datetime
from typing import Any

from domain.ground.ids import CohortId, PersonId, ProgramId
from domain.ground.values import Value


class Noted(Value):
    """One thing that somebody on the staff did; facts hold numbers and names of settings, and no private words."""

    program: ProgramId
    cohort: CohortId | None
    by: PersonId | None  # None for what time did by itself, and once that person is erased
    act: str
    facts: dict[str, Any]
    at: datetime
