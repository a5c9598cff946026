"""Chevrutot: the best study pairs for a group, with reasons, never two who must not, and nobody dropped without a word.

Exact for up to sixteen people (dynamic programming over subsets). The same people, history, locks and seed give the same matching
whatever order they come in: people are sorted by id and ties are broken by a small hash that anyone can compute again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import combinations

from domain.ground.ids import PersonId
from domain.ground.refusal import Refusal, Why
from domain.ground.times import zone
from domain.ground.values import Value
from domain.pair.chevruta import History, PairReason, Seeker

EXACT = 16
NEAR, FAR = timedelta(hours=2), timedelta(hours=6)

# Values are compared as one number: first nobody alone, then few trios, then no one's second trio, then locked pairs left as
# they are, then the weights, then the tie. Each step outweighs all the smaller ones of a group together.
_ALONE, _TRIO, _TRIO_AGAIN, _LOCK_WIDENED, _POINT = (1 << bits for bits in (62, 54, 46, 42, 20))


class Chevruta(Value):
    """Who studies together, by id, and why; the text of a reason is its fact ("5" shared hours, "2.5" hours apart)."""

    members: tuple[PersonId, ...]
    reasons: tuple[tuple[PairReason, str], ...]


class Weights(Value):
    """Points, published with each draft: what counts, and how much."""

    wish: int = 40  # for each of the two who asked for the other
    hour: int = 4  # for each shared free hour
    most_hours: int = 6  # more shared hours than this change nothing
    zone: int = 3  # for each hour that they are nearer than eight hours apart
    setting: int = 8  # when they serve in different settings


DEFAULT_WEIGHTS = Weights()


class Matching(Value):
    """A draft that anyone can compute again; `alone` only holds people whom the prohibitions leave without a partner."""

    chevrutot: tuple[Chevruta, ...]
    alone: tuple[PersonId, ...]
    seed: int
    weights: Weights
    score: int


def forbidden(a: Seeker, b: Seeker, history: History) -> bool:
    """Two who must not study together: one congregation, a "never" of either, or former partners unless both ask for it."""
    if a.person == b.person or a.person in b.never or b.person in a.never:
        return True
    if a.congregation and a.congregation == b.congregation:
        return True
    both_ask = a.person in b.wanted and b.person in a.wanted
    return frozenset({a.person, b.person}) in history.former and not both_ask


def check_together(group: Sequence[Seeker], history: History) -> None:
    """Raises `Refusal(NEVER_TOGETHER)`, the same for every cause and without facts, when two of them must not study together."""
    if any(forbidden(a, b, history) for a, b in combinations(group, 2)):
        raise Refusal(Why.NEVER_TOGETHER)


def match(
    seekers: Sequence[Seeker],
    history: History,
    seed: int,
    weights: Weights = DEFAULT_WEIGHTS,
    locked: Sequence[frozenset[PersonId]] = (),
) -> Matching:
    """As many matched as can be, then the best by weights: pairs, and one trio where the number is odd.

    More trios only where someone would else be alone. Locked people stay together; where no other place is left, a third joins
    a locked pair. A lock of people who are not all here is none. Raises `Refusal(NEVER_TOGETHER)` for a lock that must not be.
    Up to sixteen people the result is the optimum; above, a greedy matching improved by exact solutions of small parts of it.
    """
    table = _Table(seekers, history, seed, weights, locked)
    everyone = tuple(range(len(table.people)))
    groups = table.best(everyone) if len(everyone) <= EXACT else _improved(table, _greedy(table, everyone))
    chevrutot = tuple(
        Chevruta(tuple(seeker.person for seeker in members), reasons(members, history))
        for members in ([table.people[i] for i in group] for group in sorted(groups) if len(group) > 1)
    )
    alone = tuple(table.people[group[0]].person for group in sorted(groups) if len(group) == 1)
    score = sum(worth([table.people[i] for i in group], weights) for group in groups)
    return Matching(chevrutot, alone, seed, weights, score)


def worth(group: Sequence[Seeker], weights: Weights) -> int:
    """The points of a chevruta: hours that all of them share, and the mean of its pairs for everything else."""
    pairs = list(combinations(group, 2))
    if not pairs:
        return 0
    hours = min(len(_shared(group)), weights.most_hours) * weights.hour
    return hours + sum(_between(a, b, weights) for a, b in pairs) // len(pairs)


def _between(a: Seeker, b: Seeker, weights: Weights) -> int:
    wishes = (a.person in b.wanted) + (b.person in a.wanted)
    nearer = max(0, 8 * 60 - _apart(a, b) // timedelta(minutes=1))
    differ = bool(a.setting and b.setting) and a.setting != b.setting
    return weights.wish * wishes + weights.zone * nearer // 60 + weights.setting * differ


def _shared(group: Iterable[Seeker]) -> frozenset[int]:
    return frozenset[int].intersection(*(seeker.hours for seeker in group))


@lru_cache(maxsize=1024)
def _offset(zone_name: str) -> timedelta:
    """A zone's distance from UTC in one fixed winter: near and far need no clock, and must not change between two drafts."""
    return datetime(2026, 1, 15, 12, tzinfo=UTC).astimezone(zone(zone_name)).utcoffset() or timedelta()


def _apart(a: Seeker, b: Seeker) -> timedelta:
    """How far apart their days run, around the date line too: at most twelve hours."""
    apart = abs(_offset(a.zone) - _offset(b.zone))
    return min(apart, abs(timedelta(hours=24) - apart))


def reasons(group: Sequence[Seeker], history: History) -> tuple[tuple[PairReason, str], ...]:
    """What speaks for these people, and what they should know; never empty, also for a group that a person put together."""
    pairs = list(combinations(group, 2))
    found: list[tuple[PairReason, str]] = []
    if any(b.person in a.wanted or a.person in b.wanted for a, b in pairs):
        found.append((PairReason.WISH, ""))
    if shared := len(_shared(group)):
        found.append((PairReason.SHARED_HOURS, str(shared)))
    apart = max((_apart(a, b) for a, b in pairs), default=timedelta())
    if apart <= NEAR or apart >= FAR:
        found.append((PairReason.NEAR_ZONES if apart <= NEAR else PairReason.FAR_ZONES, f"{apart / timedelta(hours=1):g}"))
    if all(a.setting and b.setting and a.setting != b.setting for a, b in pairs):
        found.append((PairReason.DIFFERENT_SETTINGS, ""))
    if not any(frozenset({a.person, b.person}) in history.former for a, b in pairs):
        found.append((PairReason.NEW_TO_EACH_OTHER, ""))
    if len(group) > 2:
        found.append((PairReason.TRIO, str(len(group))))
    return tuple(found)


class _Table:
    """What each pair and trio of these people is worth, and the best way to part any of them into chevrutot."""

    def __init__(
        self, seekers: Sequence[Seeker], history: History, seed: int, weights: Weights, locked: Sequence[frozenset[PersonId]]
    ) -> None:
        self.people = sorted({seeker.person: seeker for seeker in seekers}.values(), key=lambda seeker: seeker.person)
        self.history, self.seed, self.weights = history, seed, weights
        self.locks = self._locks(locked)
        self.lock_of = {i: lock for lock in self.locks for i in lock}
        self.never = {(i, j) for i, j in combinations(range(len(self.people)), 2) if forbidden(self.people[i], self.people[j], history)}
        self.known: dict[tuple[int, ...], int | None] = {}

    def _locks(self, locked: Sequence[frozenset[PersonId]]) -> list[tuple[int, ...]]:
        index = {seeker.person: i for i, seeker in enumerate(self.people)}
        locks: list[tuple[int, ...]] = []
        for lock in locked:
            here = tuple(sorted(index[person] for person in lock if person in index))
            taken = any(i in other for other in locks for i in here)
            if len(here) == len(lock) and len(here) in {2, 3} and not taken:
                check_together([self.people[i] for i in here], self.history)
                locks.append(here)
        return locks

    def value(self, group: tuple[int, ...]) -> int | None:
        """What it adds to a matching that these are together; None when they may not be, or when it would part a lock."""
        if group not in self.known:
            self.known[group] = self._value(group)
        return self.known[group]

    def _value(self, group: tuple[int, ...]) -> int | None:
        locks = {self.lock_of[i] for i in group if i in self.lock_of}
        parts_a_lock = any(not set(lock) <= set(group) for lock in locks)
        if parts_a_lock or any(pair in self.never for pair in combinations(group, 2)):
            return None
        if len(group) == 1:
            return -_ALONE
        people = [self.people[i] for i in group]
        total = worth(people, self.weights) * _POINT + self._tie(group)
        if len(group) == 3:
            again = sum(seeker.person in self.history.trios for seeker in people)
            total -= _TRIO + again * _TRIO_AGAIN + sum(lock != group for lock in locks) * _LOCK_WIDENED
        return total

    def _tie(self, group: tuple[int, ...]) -> int:
        ids = ",".join(str(self.people[i].person) for i in group)
        return int.from_bytes(hashlib.sha256(f"{self.seed}:{ids}".encode()).digest()[:2])

    def total(self, groups: Iterable[tuple[int, ...]]) -> int:
        """The value of a matching."""
        return sum(self.value(group) or 0 for group in groups)

    def best(self, who: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The best partition of these people into chevrutot, and single people where there is no other way."""
        whole = self._search(who, strict=True)
        return whole if whole is not None else self._search(who, strict=False) or []

    def _search(self, who: tuple[int, ...], *, strict: bool) -> list[tuple[int, ...]] | None:
        """Dynamic programming over subsets: the first person left is settled, and the rest is solved once for each subset.

        Strict: everyone matched, one trio when the number is odd and none when it is even. That is nearly always possible and
        leaves few subsets; only when it is not are single people and more trios tried.
        """
        options = [list(self._options(who, place, strict=strict)) for place in range(len(who))]
        solved: dict[int, tuple[int, tuple[int, ...]] | None] = {0: (0, ())}

        def solve(left: int) -> tuple[int, tuple[int, ...]] | None:
            if left not in solved:
                best: tuple[int, tuple[int, ...]] | None = None
                even = strict and left.bit_count() % 2 == 0
                for mask, size, value in options[(left & -left).bit_length() - 1]:
                    if mask & left == mask and not (even and size == 3):
                        rest = solve(left ^ mask)
                        if rest is not None and (best is None or rest[0] + value > best[0]):
                            best = (rest[0] + value, (mask, *rest[1]))
                solved[left] = best
            return solved[left]

        found = solve((1 << len(who)) - 1)
        if found is None:
            return None
        return [tuple(person for place, person in enumerate(who) if mask >> place & 1) for mask in found[1]]

    def _options(self, who: tuple[int, ...], first: int, *, strict: bool) -> Iterator[tuple[int, int, int]]:
        """Every group whose first person stands at that place: its bits, its size, its value."""
        places = range(first + 1, len(who))
        for size in (2, 3) if strict else (1, 2, 3):
            for others in combinations(places, size - 1):
                value = self.value(tuple(who[place] for place in (first, *others)))
                if value is not None:
                    yield sum(1 << place for place in (first, *others)), size, value


def _greedy(table: _Table, everyone: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Locks first, then the most valuable pairs while there are any, then single people."""
    groups = list(table.locks)
    taken = {i for group in groups for i in group}
    valued = ((table.value(pair), pair) for pair in combinations(everyone, 2))
    for _, pair in sorted(((value, pair) for value, pair in valued if value is not None), reverse=True):
        if taken.isdisjoint(pair):
            groups.append(pair)
            taken.update(pair)
    return groups + [(i,) for i in everyone if i not in taken]


def _improved(table: _Table, groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Takes a few chevrutot at a time and solves their people anew and exactly, until no such exchange helps.

    Every accepted exchange raises the value, so it ends; the optimum of the whole is not promised.
    """
    few = 3 if len(groups) <= 16 else 2
    better = True
    while better:
        better = False
        for some in combinations(sorted(groups), few):
            if not set(some) <= set(groups):
                continue  # an exchange earlier in this sweep has parted one of them
            anew = table.best(tuple(sorted(i for group in some for i in group)))
            if table.total(anew) > table.total(some):
                groups = [group for group in groups if group not in some] + anew
                better = True
    return groups
