"""Selection: a draft with reasons, from what applicants wrote themselves; a person edits and publishes it."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.ids import ApplicationId, PersonId
from domain.refusal import Refusal, Why
from domain.signups import Decision, Ground


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the criteria look at, all of it the applicant's own words."""

    application: ApplicationId
    person: PersonId
    zone: str
    setting: str
    turned_away: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a draft: the proposal, the place in the order, and its grounds."""

    application: ApplicationId
    person: PersonId
    decision: Decision
    place: int | None
    grounds: tuple[Ground, ...]


def lot(seed: int, person: PersonId) -> int:
    """A person's lot in a draw: the same for the same seed, whatever the order of applications."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{person}".encode()).digest()[:8])


def draft(candidates: Collection[Candidate], capacity: int, seed: int) -> tuple[Ranked, ...]:
    """Rank by those turned away before, then what widens the circle, then lot; the first `capacity` accepted, the rest in line.

    Greedy, one place at a time, since what widens a circle depends on who is in it. Replaying with the same seed gives the same draft.
    """
    if len(candidates) <= capacity:
        every = sorted(candidates, key=lambda c: c.application)
        return tuple(Ranked(c.application, c.person, Decision.ACCEPT, None, (Ground.ROOM_FOR_ALL,)) for c in every)
    order: list[tuple[Candidate, tuple[Ground, ...]]] = []
    left = sorted(candidates, key=lambda c: lot(seed, c.person))
    settings, zones = Counter[str](), Counter[str]()
    while left:
        best = min(left, key=lambda c: (not c.turned_away, settings[c.setting] + zones[c.zone], lot(seed, c.person)))
        left.remove(best)
        order.append((best, _grounds(best, settings, zones)))
        settings[best.setting] += 1
        zones[best.zone] += 1
    return tuple(
        Ranked(
            c.application,
            c.person,
            Decision.ACCEPT if rank < capacity else Decision.WAIT,
            _place(rank, capacity),
            grounds,
        )
        for rank, (c, grounds) in enumerate(order)
    )


def _place(rank: int, capacity: int) -> int | None:
    return None if rank < capacity else rank - capacity + 1


def _grounds(candidate: Candidate, settings: Counter[str], zones: Counter[str]) -> tuple[Ground, ...]:
    grounds = [
        ground
        for ground, holds in (
            (Ground.TURNED_AWAY_BEFORE, candidate.turned_away),
            (Ground.ADDS_SETTING, bool(candidate.setting) and settings[candidate.setting] == 0),
            (Ground.ADDS_ZONE, zones[candidate.zone] == 0),
        )
        if holds
    ]
    return tuple(grounds) or (Ground.LOT,)


def fingerprint(decisions: Mapping[ApplicationId, Decision]) -> int:
    """A number of 48 bits that another list of decisions does not have: who reviewed one publishes that one."""
    listed = ",".join(f"{application}:{decisions[application].value}" for application in sorted(decisions))
    return int.from_bytes(hashlib.sha256(listed.encode()).digest()[:6])


def check_publishable(decisions: Sequence[Decision], capacity: int, already_in: int) -> None:
    """Places never exceed capacity, whoever edited the draft. Raises `Refusal(TOO_MANY_ACCEPTED)`."""
    accepted = sum(decision is Decision.ACCEPT for decision in decisions)
    if accepted + already_in > capacity:
        raise Refusal(Why.TOO_MANY_ACCEPTED, accepted=accepted + already_in, capacity=capacity)
