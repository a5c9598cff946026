"""Those of a season under way who have nobody to study with: how they go on, and where the weights put them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import combinations

from domain.ground.ids import PairId, PersonId
from domain.ground.values import Value
from domain.pair.chevruta import History, Seeker
from domain.pair.fit import DEFAULT_WEIGHTS, Weights, forbidden, worth
from domain.pair.moves import Group

ASKED_FOR = timedelta(days=4)  # that a pair has to say whether a third may join it, and somebody who is left to say how they go on
MOST_ASKED = 3  # pairs, one after the other, before the person is told that nobody suits now


class Way(StrEnum):
    """How somebody without a partner goes on."""

    ASKED = "asked"  # whether to study as three or to wait, and has not said
    THREE = "three"  # a pair is asked, or the next one
    WAITS = "waits"


class Alone(Value):
    """Somebody without a partner. `came`: they took their place after the start, and have had none in this season."""

    person: PersonId
    since: datetime
    way: Way
    came: bool = False


class AskState(StrEnum):
    """`open -> yes | over`; over is a no, no answer in time, and a pair that is none any more: nobody is told which."""

    OPEN = "open"
    YES = "yes"
    OVER = "over"


class Ask(Value):
    """The question to a pair whether somebody may join it; `said_yes` holds nobody once it is over."""

    id: int
    person: PersonId
    pair: PairId
    state: AskState
    until: datetime
    said_yes: tuple[PersonId, ...] = ()


class Circle(Value):
    """Those who may be placed now, by what they wrote themselves, and who studied with whom before."""

    seekers: Mapping[PersonId, Seeker]
    history: History
    seed: int
    weights: Weights = DEFAULT_WEIGHTS


def partner(who: PersonId, waiting: Iterable[PersonId], circle: Circle) -> Group | None:
    """The best pair of that person and one of those who wait; None where nobody may study with them, or they are not there."""
    pairs = [group for one in waiting if (group := _allowed((who, one), circle)) is not None]
    return min(pairs, key=lambda group: (-_worth(group, circle), _tie(group, circle)), default=None)


def thirds(who: PersonId, groups: Iterable[Group], circle: Circle) -> list[Group]:
    """The pairs that this person may join, the best first: of those who were in the fewest trios, then by the weights.

    Nobody joins a trio: whoever may be split off one is for staff to say.
    """
    ranked: list[tuple[tuple[int, int], int, bytes, Group]] = []
    for pair in groups:
        trio = _allowed((*pair, who), circle) if len(pair) == 2 and who not in pair else None
        if trio is not None:
            times = [circle.history.trios.get(one, 0) for one in pair]
            ranked.append(((max(times), sum(times)), -_worth(trio, circle), _tie(trio, circle), pair))
    return [pair for *_, pair in sorted(ranked)]


def place(who: PersonId, waiting: Iterable[PersonId], groups: Sequence[Group], circle: Circle) -> Group | None:
    """With whom somebody studies who came after the start: one who waits, else as the third of a pair; None where nobody may."""
    found = partner(who, waiting, circle)
    if found is None and (pairs := thirds(who, groups, circle)):
        found = tuple(sorted((*pairs[0], who)))
    return found


def beside(alone: Iterable[Alone], circle: Circle) -> dict[PersonId, PersonId]:
    """Who was left and has not said how they go on, with somebody who waits and may be their partner: nobody is named to two.

    Whoever has waited longest comes first, and is named to the one with whom the weights put them.
    """
    found: dict[PersonId, PersonId] = {}
    everybody = list(alone)
    asked, waiting = ([one for one in everybody if one.way is way] for way in (Way.ASKED, Way.WAITS))
    for one in sorted(waiting, key=lambda one: (one.since, one.person)):
        group = partner(one.person, [left.person for left in asked if left.person not in found], circle)
        if group is not None:
            found[next(left for left in group if left != one.person)] = one.person
    return found


def decides_by(one: Alone, alone: Iterable[Alone]) -> datetime | None:
    """Until when somebody who was left may say how they go on, once others wait; then they wait as well, as they were told.

    Whoever came late may be new to them, and gives them as much time again.
    """
    waiting = [other for other in alone if other.way is Way.WAITS]
    since = [one.since, *(other.since for other in waiting if other.came)]
    return max(since) + ASKED_FOR if one.way is Way.ASKED and waiting else None


def without(people: Iterable[PersonId], groups: Iterable[Group]) -> frozenset[PersonId]:
    """Who of those people is in no group with somebody else."""
    placed = {person for group in groups if len(group) > 1 for person in group}
    return frozenset(people) - placed


def other_pairs(groups: Sequence[Group], wished: Collection[Group], circle: Circle) -> list[Group]:
    """Other pairs: two people change places for each pair that is to be another, and nothing else changes.

    Those wished for, or where there is no wish the one with the fewest points: the result does not show which of the two it was.
    Where two cannot be parted without a prohibition, their pair stays.
    """
    pairs = [group for group in groups if len(group) == 2 and all(one in circle.seekers for one in group)]
    parted = [pair for pair in pairs if pair in wished] or sorted(pairs, key=lambda pair: (_worth(pair, circle), pair))[:1]
    now = list(groups)
    for pair in parted:
        if pair in now:
            now = _best_exchange(now, pair, frozenset(parted), circle) or now
    return now


def _best_exchange(now: list[Group], pair: Group, parted: frozenset[Group], circle: Circle) -> list[Group] | None:
    found: list[tuple[int, bytes, list[Group]]] = []
    for other in now:
        if other == pair or len(other) != 2:
            continue
        for theirs in other:  # one of the pair for one of the other: either of the pair gives the same two groups
            mine = pair[0]
            first = _allowed((theirs, pair[1]), circle)
            second = _allowed((mine, *(one for one in other if one != theirs)), circle)
            if first is not None and second is not None and not {first, second} & parted:
                rest = [group for group in now if group not in (pair, other)]
                points = _worth(first, circle) + _worth(second, circle) - _worth(other, circle)
                found.append((-points, _tie((*first, *second), circle), sorted([*rest, first, second])))
    return min(found, default=(0, b"", None))[2]


def _allowed(people: Iterable[PersonId], circle: Circle) -> Group | None:
    """These people in order, if all are there and no two of them must not study together."""
    group = tuple(sorted(people))
    if len(set(group)) < len(group) or any(one not in circle.seekers for one in group):
        return None
    there = [circle.seekers[one] for one in group]
    return None if any(forbidden(a, b, circle.history) for a, b in combinations(there, 2)) else group


def _worth(group: Group, circle: Circle) -> int:
    return worth([circle.seekers[one] for one in group], circle.weights)


def _tie(group: Group, circle: Circle) -> bytes:
    return sha256(f"{circle.seed}:{','.join(map(str, group))}".encode()).digest()
