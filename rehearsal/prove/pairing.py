"""Cohorts made at random, and the best way to pair each, found by looking at every way there is."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from domain.ground.ids import PersonId
from domain.pair.chevruta import History, Seeker
from domain.pair.fit import DEFAULT_WEIGHTS, forbidden, worth
from domain.pair.matching import Matching, match

COHORTS, MOST, LARGE = 3000, 12, 24
ZONES = ("America/New_York", "America/Los_Angeles", "Asia/Jerusalem", "Europe/London", "Pacific/Auckland", "Asia/Kolkata")
Part = tuple[Seeker, ...]
Rank = tuple[int, int, int, int, int]  # nobody alone, few trios, of those seldom in one, locks as they are, points: more is better
Matcher = Callable[["Circle", int], Matching]


@dataclass(frozen=True)
class Circle:
    """People to pair, what came before, and who stays together."""

    seekers: tuple[Seeker, ...]
    history: History
    locked: tuple[frozenset[PersonId], ...] = ()


@dataclass
class Found:
    """What was compared, and where a draft was not the best."""

    compared: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])


def by_rule(circle: Circle, seed: int) -> Matching:
    """What the program drafts."""
    return match(circle.seekers, circle.history, seed, locked=circle.locked)


def circle(chance: Random, size: int) -> Circle:
    """A cohort of that size: wishes, exclusions, former pairs and trios, sometimes so many that somebody is left alone."""
    ids = [PersonId(number) for number in range(1, size + 1)]
    harsh = chance.choice((0, 0, 1, 3))
    congregations = ["", *(f"congregation {number}" for number in range(chance.choice((2, size, 3 * size))))]

    def some(most: int) -> frozenset[PersonId]:
        return frozenset(chance.sample(ids, chance.randint(0, min(most, size))))

    seekers = tuple(
        Seeker(
            one, chance.choice(ZONES), frozenset(chance.sample(range(20), chance.choice((0, 4, 8)))),
            chance.choice(("", "campus", "hospital")), chance.choice(congregations), some(2), some(harsh),
        )
        for one in ids
    )  # fmt: skip
    two = [frozenset(pair) for pair in combinations(ids, 2)]
    former = frozenset(chance.sample(two, chance.randint(0, min(len(two), size * harsh))))
    history = History(former, {one: chance.randint(0, 3) for one in some(size)})
    allowed = [pair for pair in combinations(seekers, 2) if not forbidden(*pair, history)]
    locked = tuple(frozenset(one.person for one in pair) for pair in chance.sample(allowed, min(len(allowed), chance.choice((0, 0, 1)))))
    return Circle(seekers, history, locked)


def rank(parts: Sequence[Part], circle: Circle) -> Rank:
    """How good it is to part them like this, one thing after the other."""
    return _sum([_gain(part, circle) for part in parts])


def _sum(gains: Sequence[Rank]) -> Rank:
    alone, trios, again, widened, points = zip((0,) * 5, *gains, strict=True)
    return sum(alone), sum(trios), sum(again), sum(widened), sum(points)


def _gain(part: Part, circle: Circle) -> Rank:
    trio, fewest = len(part) == 3, min(circle.history.trios.get(one.person, 0) for one in circle.seekers)
    again = sum((4 ** (circle.history.trios.get(one.person, 0) - fewest) - 1) // 3 for one in part) if trio else 0
    inside = {one.person for one in part}
    return -(len(part) == 1), -trio, -again, -sum(lock < inside for lock in circle.locked), worth(part, DEFAULT_WEIGHTS)


def drafted(matching: Matching, circle: Circle) -> list[Part]:
    """A draft as parts."""
    by_id = {seeker.person: seeker for seeker in circle.seekers}
    return [*(tuple(by_id[one] for one in chevruta.members) for chevruta in matching.chevrutot), *((by_id[one],) for one in matching.alone)]


def may_be(part: Part, circle: Circle) -> bool:
    """Nobody in it who must not be with another, and nobody without whom they are to stay with."""
    inside = {one.person for one in part}
    return not any(forbidden(a, b, circle.history) for a, b in combinations(part, 2)) and all(
        lock <= inside or lock.isdisjoint(inside) for lock in circle.locked
    )


def best_rank(circle: Circle) -> Rank:
    """The rank of the best of all ways. A way with more people alone, or as many and more trios, than one found is not gone to its end."""
    gains: dict[Part, Rank] = {
        part: _gain(part, circle) for size in (1, 2, 3) for part in combinations(circle.seekers, size) if size == 1 or may_be(part, circle)
    }
    best: list[Rank] = []

    def go(left: tuple[Seeker, ...], so_far: Rank) -> None:
        if best and so_far[:2] < best[0][:2]:
            return
        if not left:
            best[:] = [max([so_far, *best])]
            return
        for part in _firsts(left):
            if part in gains:
                go(tuple(one for one in left if one not in part), _sum([so_far, gains[part]]))

    go(circle.seekers, (0, 0, 0, 0, 0))
    return best[0]


def _firsts(left: Sequence[Seeker]) -> Iterator[Part]:
    for size in (1, 2, 0):
        for others in combinations(left[1:], size):
            yield (left[0], *others)


def best_points_of_pairs(circle: Circle) -> int | None:
    """The most points of all ways to put an even number in pairs: every subset solved once. None when there is no way."""
    people = circle.seekers
    points = {
        (i, j): worth((people[i], people[j]), DEFAULT_WEIGHTS)
        for i, j in combinations(range(len(people)), 2)
        if may_be((people[i], people[j]), circle)
    }
    known: dict[int, int | None] = {0: 0}

    def solve(left: int) -> int | None:
        if left not in known:
            first = (left & -left).bit_length() - 1
            rests = (
                (points[first, other], solve(left ^ (1 << first) ^ (1 << other)))
                for other in range(first + 1, len(people))
                if left >> other & 1 and (first, other) in points
            )
            known[left] = max((value + rest for value, rest in rests if rest is not None), default=None)
        return known[left]

    return solve((1 << len(people)) - 1)


def compare(seed: int, cohorts: int, most: int = MOST, by: Matcher = by_rule) -> Found:
    """That many cohorts of up to `most` people, each beside the best of all ways."""
    found, chance = Found(), Random(seed)
    for number in range(cohorts):
        made = circle(chance, chance.randint(1, most))
        parts = drafted(by(made, number), made)
        found.compared[f"{len(made.seekers)} people"] += 1
        found.compared.update(_kinds(rank(parts, made), made))
        if not all(len(part) == 1 or may_be(part, made) for part in parts):
            found.wrong.append(f"cohort {number} of seed {seed}: two who must not be together are")
        elif rank(parts, made) != (best := best_rank(made)):
            found.wrong.append(f"cohort {number} of seed {seed}: {rank(parts, made)} where {best} is possible")
    return found


def compare_large(seed: int, cohorts: int, by: Matcher = by_rule) -> Found:
    """The same for even numbers of more people who can all be in pairs, where the most points are found by solving each subset once."""
    found, chance = Found(), Random(seed)
    for number in range(cohorts):
        made = circle(chance, chance.randrange(18, LARGE + 1, 2))
        best = best_points_of_pairs(made)
        if best is not None:
            found.compared[f"{len(made.seekers)} people"] += 1
            if (given := rank(drafted(by(made, number), made), made)) != (0, 0, 0, 0, best):
                found.wrong.append(f"large cohort {number} of seed {seed}: {given} where {best} points are possible")
    return found


def _kinds(rank: Rank, circle: Circle) -> Mapping[str, int]:
    return {"with somebody alone": int(rank[0] < 0), "with a trio": int(rank[1] < 0), "with a lock": int(bool(circle.locked))}
