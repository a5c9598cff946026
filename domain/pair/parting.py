"""Parting people into groups of two or three (or one, where there is no other way) with the highest total value, exactly.

A shortest path over subsets: the first person left is settled, at the price of what the group falls short of its people's *prices*.
Prices come from the assignment problem (each person once as the one who asks and once as the one who is asked), which is the
linear relaxation of the matching. No group is worth more than its people's prices, so a step never costs less than nothing, and
only subsets that are nearer than the best way are ever looked at.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import heappop, heappush
from itertools import combinations

Group = tuple[int, ...]
Worth = Callable[[Group], int | None]
_Option = tuple[int, int, int]  # what it falls short of the prices, its people as bits, how many they are


def best(people: Sequence[int], apart: Collection[tuple[int, int]], worth: Worth) -> list[Group]:
    """The groups of highest total value. `apart`: those who are in no group together, each pair in order.

    `worth` of a group in ascending order is a number, for a single person always, or None where it may not be. Nobody being alone
    must be worth more than anything else, and then few groups of three.
    """
    return [group for circle in _circles(people, apart) for group in _whole(circle, worth)]


def _circles(people: Sequence[int], apart: Collection[tuple[int, int]]) -> Iterator[list[int]]:
    """People between whom no group is possible are parted on their own."""
    left = sorted(people)
    while left:
        circle, reached = set[int](), [left[0]]
        while reached:
            one = reached.pop()
            circle.add(one)
            reached += [other for other in left if other not in circle and (min(one, other), max(one, other)) not in apart]
        yield sorted(circle)
        left = [one for one in left if one not in circle]


def _whole(circle: Sequence[int], worth: Worth) -> list[Group]:
    """Everyone in a pair, and one trio where the number is odd: nearly always possible, and then the best. Else whatever is left."""
    if len(circle) > 1:
        found = _Search(circle, worth, strict=True).run()
        if found is not None:
            return found
    return _Search(circle, worth, strict=False).run() or []


class _Search:
    """One circle. Strict: nobody alone, one trio when the number is odd and none when it is even."""

    def __init__(self, circle: Sequence[int], worth: Worth, *, strict: bool) -> None:
        count = range(len(circle))
        single = [worth((one,)) or 0 for one in circle]
        pairs = {(i, j): value for i, j in combinations(count, 2) if (value := worth((circle[i], circle[j]))) is not None}
        partners = [sum(i in pair for pair in pairs) for i in count]
        order = sorted(count, key=lambda i: partners[i])  # who has few to study with is settled first
        place = {i: at for at, i in enumerate(order)}
        self.circle = [circle[i] for i in order]
        self.strict = strict
        self.values: dict[tuple[int, ...], int] = {tuple(sorted((place[i], place[j]))): value for (i, j), value in pairs.items()}
        alone = [single[i] for i in order]
        self.prices = _prices(alone, self.values)
        if not strict:
            self.values |= {(i,): alone[i] for i in count}
        if not strict or len(circle) % 2:
            trios = ((i, j, k) for i, j, k in combinations(count, 3))
            named = ((trio, worth(tuple(sorted(self.circle[i] for i in trio)))) for trio in trios)
            self.values |= {trio: value for trio, value in named if value is not None}

    def run(self) -> list[Group] | None:
        """The best groups, or None when there are none of the kind asked for."""
        options = self._options()
        full = (1 << len(self.circle)) - 1
        nearest, came = {full: 0}, dict[int, tuple[int, int]]()
        heap = [(0, full)]
        while heap:
            spent, left = heappop(heap)
            if not left:
                return self._way(came)
            if spent > nearest[left]:
                continue
            pairs_only = self.strict and left.bit_count() % 2 == 0
            for short, bits, size in options[(left & -left).bit_length() - 1]:
                if bits & left == bits and not (pairs_only and size == 3):
                    rest, total = left ^ bits, spent + short
                    if total < nearest.get(rest, total + 1):
                        nearest[rest], came[rest] = total, (left, bits)
                        heappush(heap, (total, rest))
        return None

    def _way(self, came: dict[int, tuple[int, int]]) -> list[Group]:
        groups, left = list[Group](), 0
        while left in came:
            left, bits = came[left]
            groups.append(tuple(sorted(one for at, one in enumerate(self.circle) if bits >> at & 1)))
        return groups

    def _options(self) -> list[list[_Option]]:
        """For each person the groups in which they come first, the nearest to their prices first.

        Where there is one trio in any case, all of them may be counted nearer by the same; else prices are raised until none is above.
        """
        trios = [group for group in self.values if len(group) == 3]
        if self.strict:
            gain = max((-self._short(trio) for trio in trios), default=0)
        else:
            gain = 0
            for trio in trios:
                lacking = max(0, -self._short(trio))
                for one in trio:
                    self.prices[one] += -(-lacking // 3)
        options: list[list[_Option]] = [[] for _ in self.circle]
        for group in self.values:
            short = self._short(group) + (gain if len(group) == 3 else 0)
            options[group[0]].append((short, sum(1 << one for one in group), len(group)))
        return [sorted(found) for found in options]

    def _short(self, group: Group) -> int:
        return sum(self.prices[one] for one in group) - 2 * self.values[group]


def _prices(alone: Sequence[int], pairs: dict[Group, int]) -> list[int]:
    """A price for each, doubled to stay whole: no two are worth more than their prices together, nor one alone more than theirs.

    The dual of the assignment problem, by the Hungarian method (Kuhn 1955) with potentials, in time of the third power.
    """
    count = len(alone)
    cost = [
        [-2 * alone[i] if i == j else -pairs.get((min(i, j), max(i, j)), alone[i] + alone[j]) for j in range(count)] for i in range(count)
    ]
    rows, columns, asked_by = [0] * (count + 1), [0] * (count + 1), [count] * (count + 1)
    for row in range(count):
        _augment(cost, row, rows, columns, asked_by)
    return [-rows[i] - columns[i] for i in range(count)]


def _augment(cost: list[list[int]], row: int, rows: list[int], columns: list[int], asked_by: list[int]) -> None:
    """Give one more row a column; the last entry of each list stands for none."""
    none = len(cost)
    asked_by[none], column = row, none
    least, before, seen = [None] * none, [none] * none, [False] * (none + 1)
    slack: list[int | None] = list(least)
    while asked_by[column] != none:
        seen[column] = True
        asking, step, following = asked_by[column], None, none
        line, given = cost[asking], rows[asking]
        for other in range(none):
            if seen[other]:
                continue
            reduced, known = line[other] - given - columns[other], slack[other]
            if known is None or reduced < known:
                slack[other] = known = reduced
                before[other] = column
            if step is None or known < step:
                step, following = known, other
        assert step is not None  # noqa: S101
        for other in range(none + 1):
            if seen[other]:
                rows[asked_by[other]] += step
                columns[other] -= step
            elif other < none:
                slack[other] = (slack[other] or 0) - step
        column = following
    while column != none:
        asked_by[column] = asked_by[before[column]]
        column = before[column]
