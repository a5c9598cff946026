"""Chevrutot: the pairs of a cohort, drafted and published."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import CohortId, PairId, PersonId


@dataclass(frozen=True, slots=True)
class Pair:
    """A chevruta as drafted or published, with its reasons as (reason, fact)."""

    id: PairId
    cohort: CohortId
    position: int
    members: tuple[PersonId, ...]
    reasons: tuple[tuple[str, str], ...]
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """One drawing of a cohort's pairs."""

    id: int
    cohort: CohortId
    state: str
    seed: int
    pairs: tuple[Pair, ...]
