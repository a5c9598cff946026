"""Selection: a draft with reasons, from what applicants wrote themselves; a person edits and publishes it."""

import hashlib
from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heapreplace

from msgspec import Struct, field

from domain.ground.ids import ApplicationId, PersonId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value
from domain.joining.signups import Application, ApplicationState, Decision, Ground

HEAVIEST = 10


class Candidate(Value):
    """What the criteria look at, all of it from the applicant's own words."""

    application: ApplicationId
    person: PersonId
    zone: str
    setting: str
    turned_away: bool
    fits_aim: bool = False  # of the cohort's announced aim, by what staff found in their words


class Weights(Value):
    """How much each criterion counts: 0 not at all, from 1 to 9 more and more, 10 before all that counts less.

    Somebody whose setting or zone others have already gives way by its weight for each of them; somebody who was never turned away, or
    is not found to fit the announced aim, gives way by that weight once. The lot decides between those who are even.
    """

    away: int = HEAVIEST
    setting: int = 1
    zone: int = 1
    aim: int = 2


DEFAULTS = Weights()


class Ranked(Value):
    """One line of a draft: the proposal, the place in the order, and its grounds."""

    application: ApplicationId
    person: PersonId
    decision: Decision
    place: int | None
    grounds: tuple[Ground, ...]


class Drawn(Value):
    """A draft as it was drawn, with all that it was drawn from: `draft` needs nothing else to draw it again, whatever has changed since."""

    seed: int
    weights: Weights
    places: int  # for those who were drawn: without the members, and without whoever a person had put in
    candidates: tuple[Candidate, ...]
    lines: tuple[Ranked, ...]
    by_hand: tuple[Ranked, ...] = ()  # lines that a person had moved, as they stood


class Difference(Value):
    """Who would be in by two drafts."""

    both: tuple[PersonId, ...]
    first: tuple[PersonId, ...]
    second: tuple[PersonId, ...]


def lot(seed: int, person: PersonId) -> int:
    """A person's lot in a draw: the same for the same seed, whatever the order of applications."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{person}".encode()).digest()[:8])


def draft(candidates: Collection[Candidate], capacity: int, seed: int, weights: Weights = DEFAULTS) -> tuple[Ranked, ...]:
    """Rank by turned away before, fit with the aim, what widens the circle, then lot; the first `capacity` accepted, the rest in line.

    Greedy, one place at a time, since what widens a circle depends on who is in it. Replaying with the same seed and weights gives
    the same draft.
    """
    if len(candidates) <= capacity:
        every = sorted(candidates, key=lambda c: c.application)
        return tuple(Ranked(c.application, c.person, Decision.ACCEPT, None, (Ground.ROOM_FOR_ALL,)) for c in every)
    return tuple(
        Ranked(
            c.application,
            c.person,
            Decision.ACCEPT if rank < capacity else Decision.WAIT,
            _place(rank, capacity),
            grounds,
        )
        for rank, (c, grounds) in enumerate(_in_order(candidates, seed, weights))
    )


def compare(first: Drawn, second: Drawn) -> Difference:
    """Who would be in by both, by the first alone, and by the second alone."""
    one, other = _accepted(first), _accepted(second)
    return Difference(tuple(sorted(one & other)), tuple(sorted(one - other)), tuple(sorted(other - one)))


def _accepted(drawn: Drawn) -> set[PersonId]:
    return {line.person for line in (*drawn.lines, *drawn.by_hand) if line.decision is Decision.ACCEPT}


class _Circle(Struct):
    """Who was drawn so far, as far as it matters for who is next."""

    weights: Weights
    settings: Counter[str] = field(default_factory=Counter[str])
    zones: Counter[str] = field(default_factory=Counter[str])

    def add(self, one: Candidate) -> None:
        self.settings[one.setting] += 1
        self.zones[one.zone] += 1

    def gives_way(self, one: Candidate) -> tuple[int, int]:
        """By how much: what counts before all else first. It only ever grows while the circle does."""
        counts = (
            (self.weights.away, int(not one.turned_away)),
            (self.weights.aim, int(not one.fits_aim)),
            (self.weights.setting, self.settings[one.setting]),
            (self.weights.zone, self.zones[one.zone]),
        )
        return (
            sum(count for weight, count in counts if weight >= HEAVIEST),
            sum(weight * count for weight, count in counts if weight < HEAVIEST),
        )

    def grounds(self, one: Candidate) -> tuple[Ground, ...]:
        found = [
            ground
            for ground, holds in (
                (Ground.TURNED_AWAY_BEFORE, self.weights.away and one.turned_away),
                (Ground.FITS_AIM, self.weights.aim and one.fits_aim),
                (Ground.ADDS_SETTING, self.weights.setting and one.setting and self.settings[one.setting] == 0),
                (Ground.ADDS_ZONE, self.weights.zone and self.zones[one.zone] == 0),
            )
            if holds
        ]
        return tuple(found) or (Ground.LOT,)


def _in_order(candidates: Collection[Candidate], seed: int, weights: Weights) -> list[tuple[Candidate, tuple[Ground, ...]]]:
    """Those who are alike wait behind one another by their lots, so only the first of each kind is looked at.

    How much one gives way never shrinks, so a first that still has the least when looked at again is the next.
    """
    kinds: dict[tuple[bool, bool, str, str], deque[tuple[int, PersonId, Candidate]]] = {}
    for number, person, one in sorted(((lot(seed, c.person), c.person, c) for c in candidates), key=lambda lotted: lotted[:2]):
        kinds.setdefault((one.turned_away, one.fits_aim, one.setting, one.zone), deque()).append((number, person, one))
    circle, order = _Circle(weights), list[tuple[Candidate, tuple[Ground, ...]]]()
    heap = [(circle.gives_way(queue[0][2]), queue[0][:2], kind) for kind, queue in kinds.items()]
    heapify(heap)
    while heap:
        _, head, kind = heap[0]
        one = kinds[kind][0][2]
        now = circle.gives_way(one), head, kind
        if now != heap[0]:
            heapreplace(heap, now)
            continue
        order.append((one, circle.grounds(one)))
        circle.add(one)
        kinds[kind].popleft()
        if kinds[kind]:
            following = kinds[kind][0]
            heapreplace(heap, (circle.gives_way(following[2]), following[:2], kind))
        else:
            heappop(heap)
    return order


def _place(rank: int, capacity: int) -> int | None:
    return None if rank < capacity else rank - capacity + 1


def mark_of(shown: Iterable[object]) -> int:
    """A number of 48 bits for what was shown, so that a press does that and nothing else."""
    return int.from_bytes(hashlib.sha256(",".join(str(one) for one in shown).encode()).digest()[:6])


def mark_as_proposed(shown: Iterable[Application]) -> int:
    """The mark of applications with what is proposed for each, and whether a person said so."""
    return mark_of(f"{one.id}:{one.proposed}:{Ground.BY_HAND in one.grounds}" for one in shown)


def fingerprint(decisions: Mapping[ApplicationId, Decision | ApplicationState]) -> int:
    """A number of 48 bits that another list of decisions does not have: who reviewed one publishes that one."""
    listed = ",".join(f"{application}:{decisions[application].value}" for application in sorted(decisions))
    return int.from_bytes(hashlib.sha256(listed.encode()).digest()[:6])


def check_publishable(decisions: Sequence[Decision], capacity: int, already_in: int) -> None:
    """Places never exceed capacity, whoever edited the draft. Raises `Refusal(TOO_MANY_ACCEPTED)`."""
    accepted = sum(decision is Decision.ACCEPT for decision in decisions)
    if accepted + already_in > capacity:
        raise Refusal(Why.TOO_MANY_ACCEPTED, accepted=accepted + already_in, capacity=capacity)
