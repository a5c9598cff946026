"""Chevrutot: the best study pairs for a group, with reasons, never two who must not, and nobody dropped without a word.

Exact for a cohort of any size that there may be. The same people, history, locks and seed give the same matching whatever order they
come in: people are sorted by id and ties are broken by a small hash that anyone can compute again.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations

from domain.ground.ids import PersonId
from domain.ground.values import Value
from domain.pair.chevruta import History, PairReason, Seeker
from domain.pair.fit import DEFAULT_WEIGHTS, Weights, between, check_together, forbidden, points, reasons, worth
from domain.pair.parting import Group, best

# Values are compared as one number: first nobody alone, then few trios, then trios of those who were in the fewest, then locked pairs
# left as they are, then the weights, then what was not drawn before, then the tie. Each outweighs all the smaller ones together.
_ALONE, _TRIO, _TRIO_AGAIN, _LOCK_WIDENED, _POINT, _SEEN = (1 << bits for bits in (90, 80, 56, 50, 30, 20))
_MOST_TRIOS, _MOST_SEEN = 8, 63
Together = frozenset[PersonId]


class Chevruta(Value):
    """Who studies together, by id, and why; the text of a reason is its fact ("5" shared hours, "2.5" hours apart)."""

    members: tuple[PersonId, ...]
    reasons: tuple[tuple[PairReason, str], ...]


class Matching(Value):
    """A draft that anyone can compute again; `alone` only holds people whom the prohibitions leave without a partner."""

    chevrutot: tuple[Chevruta, ...]
    alone: tuple[PersonId, ...]
    seed: int
    weights: Weights
    score: int


def match(
    seekers: Sequence[Seeker],
    history: History,
    seed: int,
    weights: Weights = DEFAULT_WEIGHTS,
    locked: Sequence[Together] = (),
    seen: Sequence[Together] = (),
) -> Matching:
    """As many matched as can be, then the best by weights: pairs, and one trio where the number is odd.

    More trios only where someone would else be alone. Locked people stay together; where no other place is left, a third joins
    a locked pair. A lock of people who are not all here is none. Raises `Refusal(NEVER_TOGETHER)` for a lock that must not be.
    `seen`: groups of earlier draws, once for each; among equally good matchings that with the fewest of them is drawn.
    """
    table = _Table(seekers, history, seed, weights, locked, seen)
    groups = sorted(table.best())
    chevrutot = tuple(
        Chevruta(tuple(seeker.person for seeker in members), reasons(members, history))
        for members in ([table.people[i] for i in group] for group in groups if len(group) > 1)
    )
    alone = tuple(table.people[group[0]].person for group in groups if len(group) == 1)
    score = sum(worth([table.people[i] for i in group], weights) for group in groups)
    return Matching(chevrutot, alone, seed, weights, score)


def another(
    seekers: Sequence[Seeker],
    history: History,
    seed: int,
    drawn: Sequence[Sequence[Together]],
    weights: Weights = DEFAULT_WEIGHTS,
    locked: Sequence[Together] = (),
) -> Matching | None:
    """One of the best that is not the last of those drawn, by preference of what none of them had; None when there is no other.

    What was drawn before is never forbidden: another draw is as good as the first. Raises as `match`.
    """
    last = frozenset(drawn[-1])
    for seen in ([group for groups in drawn for group in groups], list(last)):
        found = match(seekers, history, seed, weights, locked, seen)
        if frozenset(frozenset(one.members) for one in found.chevrutot) != last:
            return found
    return None


class _Table:
    """What it is worth that any of these people study together."""

    def __init__(
        self, seekers: Sequence[Seeker], history: History, seed: int, weights: Weights, locked: Sequence[Together],
        seen: Sequence[Together],
    ) -> None:  # fmt: skip
        self.people = sorted({seeker.person: seeker for seeker in seekers}.values(), key=lambda seeker: seeker.person)
        self.index = {seeker.person: i for i, seeker in enumerate(self.people)}
        self.history, self.seed, self.weights = history, seed, weights
        self.seen = Counter(seen)
        self.named = [str(one.person) for one in self.people]
        times = [history.trios.get(seeker.person, 0) for seeker in self.people]
        self.again = [_again(more - min(times)) for more in times]
        self.locks = self._locks(locked)
        self.lock_of = {i: lock for lock in self.locks for i in lock}
        two = list(combinations(range(len(self.people)), 2))
        self.never = {(i, j) for i, j in two if forbidden(self.people[i], self.people[j], history)}
        self.between = {(i, j): between(self.people[i], self.people[j], weights) for i, j in two}
        self.hours = [sum(1 << hour for hour in one.hours) for one in self.people]  # as bits: each is looked at in hundreds of trios

    def _locks(self, locked: Sequence[Together]) -> list[Group]:
        locks: list[Group] = []
        for lock in locked:
            here = tuple(sorted(self.index[person] for person in lock if person in self.index))
            taken = any(i in other for other in locks for i in here)
            if len(here) == len(lock) and len(here) in {2, 3} and not taken:
                check_together([self.people[i] for i in here], self.history)
                locks.append(here)
        return locks

    def best(self) -> list[Group]:
        """The groups with the highest value; a locked trio stands as it is."""
        whole = [lock for lock in self.locks if len(lock) == 3]
        placed = {i for lock in whole for i in lock}
        return whole + best([i for i in range(len(self.people)) if i not in placed], self.never, self.value)

    def value(self, group: Group) -> int | None:
        """What it adds to a matching that these are together; None when they may not be, or when it would part a lock."""
        if len(group) == 1:
            return -_ALONE
        pairs = list(combinations(group, 2))
        if not self.never.isdisjoint(pairs) or self._parts_a_lock(group):
            return None
        shared = self.hours[group[0]]
        for i in group[1:]:
            shared &= self.hours[i]
        total = points(shared.bit_count(), [self.between[pair] for pair in pairs], self.weights) * _POINT + self._tie(group)
        if self.seen:
            total -= min(self.seen[frozenset(self.people[i].person for i in group)], _MOST_SEEN) * _SEEN
        if len(group) == 3:
            widened = sum(len({*lock} & {*group}) == 2 for lock in self.locks)
            total -= _TRIO + sum(self.again[i] for i in group) * _TRIO_AGAIN + widened * _LOCK_WIDENED
        return total

    def _parts_a_lock(self, group: Group) -> bool:
        return any(not set(self.lock_of[i]) <= set(group) for i in group if i in self.lock_of)

    def _tie(self, group: Group) -> int:
        ids = ",".join([self.named[i] for i in group])
        return int.from_bytes(sha256(f"{self.seed}:{ids}".encode()).digest()[:2])


def _again(more: int) -> int:
    """How much speaks against a trio for who was in so many more than those who were in the fewest: each time more than all before."""
    return (4 ** min(more, _MOST_TRIOS) - 1) // 3
