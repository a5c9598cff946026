"""Reflections: what somebody keeps of a round's study, and leaves open; each under who may read it, chosen before it is written."""

from datetime import datetime
from enum import StrEnum

from domain.ground.ids import PairId, PersonId, ReflectionId
from domain.ground.values import Value

LONGEST = 400  # characters of each of the two parts
MOST_OWN, MOST_SHARED = 20, 2  # of one person in one round: for themselves, and with each other tier


class Tier(StrEnum):
    """Who may read it, in the order in which it is offered: always its author, and nobody beside those."""

    ME = "me"
    PAIR = "pair"
    FACILITATOR = "facilitator"
    COHORT = "cohort"


class Reflection(Value):
    """One thing to keep and one still open, of which one may be missing; as typed, hostile until escaped."""

    id: ReflectionId
    pair: PairId
    round: int
    by: PersonId
    tier: Tier
    keep: str | None
    open: str | None
    at: datetime


def most(tier: Tier) -> int:
    """How many of that tier one may write in a round; what others get is held to what a partner may send through the bot."""
    return MOST_OWN if tier is Tier.ME else MOST_SHARED
