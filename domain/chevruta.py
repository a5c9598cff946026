"""Chevrutot: the pairs of a cohort, drafted and published."""

from datetime import datetime

from domain.ids import CohortId, PairId, PersonId
from domain.values import Value


class Pair(Value):
    """A chevruta as drafted or published, with its reasons as (reason, fact)."""

    id: PairId
    cohort: CohortId
    position: int
    members: tuple[PersonId, ...]
    reasons: tuple[tuple[str, str], ...]
    published_at: datetime | None


class Pairing(Value):
    """One drawing of a cohort's pairs."""

    id: int
    cohort: CohortId
    state: str
    seed: int
    pairs: tuple[Pair, ...]
