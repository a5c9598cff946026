"""Chevrutot: who is to be paired and what came before, and the pairs of a cohort, drafted and published."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import field

from domain.ground.ids import CohortId, PairId, PersonId
from domain.ground.values import Value
from domain.group.sessions import Round


class Seeker(Value):
    """One who is to be paired. `hours`: usual free hours as UTC hours of the week, 0 (Monday 00:00) to 167."""

    person: PersonId
    zone: str
    hours: frozenset[int] = frozenset()
    setting: str = ""
    congregation: str = ""  # normalised; empty when there is none
    wanted: frozenset[PersonId] = frozenset()
    never: frozenset[PersonId] = frozenset()  # with their supervisor, both private


class History(Value):
    """What came before, in the cohorts of one program: pairs that studied together, and how often each was in a trio."""

    former: frozenset[frozenset[PersonId]] = frozenset()
    trios: Mapping[PersonId, int] = field(default_factory=dict[PersonId, int])  # who was in how many


class PairReason(StrEnum):
    """Why these study together; the wish is for the facilitator's eyes only."""

    WISH = "wish"
    SHARED_HOURS = "shared-hours"
    NEAR_ZONES = "near-zones"
    FAR_ZONES = "far-zones"
    DIFFERENT_SETTINGS = "different-settings"
    NEW_TO_EACH_OTHER = "new-to-each-other"
    TRIO = "trio"


class Drafted(Value):
    """A chevruta before it is kept: its reasons as (reason, fact); `locked`: staff keep it when the rest is drawn again."""

    members: tuple[PersonId, ...]
    reasons: tuple[tuple[str, str], ...] = ()
    locked: bool = False


class Pair(Value):
    """A chevruta as drafted or published, with its reasons as (reason, fact)."""

    id: PairId
    cohort: CohortId
    position: int
    members: tuple[PersonId, ...]
    reasons: tuple[tuple[str, str], ...]
    published_at: datetime | None
    locked: bool = False
    since: datetime | None = None  # formed while the season was under way: it begins with the round whose text is due next
    until: datetime | None = None  # ended while it was: a round that it had begun is finished together


def takes(pair: Pair, round_: Round) -> bool:
    """True while the pair stands, and in a round that it had begun."""
    return pair.until is None or round_.asks(pair.since, pair.until)


def in_round(theirs: Iterable[Pair], round_: Round) -> Pair | None:
    """Of somebody's pairs in a cohort the one in which they study in that round: which began it with them, else the one that stands."""
    asked, stands = list[Pair](), list[Pair]()
    for pair in theirs:
        (asked if round_.asks(pair.since, pair.until) else stands).append(pair)
    return next(iter(asked), None) or next((pair for pair in stands if pair.until is None), None)


class Pairing(Value):
    """One drawing of a cohort's pairs. `changes`: how many of its last changes can be undone."""

    id: int
    cohort: CohortId
    state: str
    seed: int
    pairs: tuple[Pair, ...]
    changes: int = 0
