"""Who studies with whom after somebody was moved: by hand, one or two at a time, or all who have nobody by the weights."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Self

from domain.ground.ids import PersonId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

Group = tuple[PersonId, ...]


class How(StrEnum):
    """How pairs that stand are changed; its value is carried by the button that confirms it."""

    EXCHANGE = "exchange"  # two people in each other's place
    MOVE = "move"  # one to another's side
    PLACE = "place"  # all who have nobody, by the weights
    PROPOSE = "propose"  # other pairs, by the weights

    @classmethod
    def read(cls, text: str) -> Self:
        """From a button. Raises `Refusal(UNKNOWN_BUTTON)`: only a forger sends anything else."""
        if text not in set(cls):
            raise Refusal(Why.UNKNOWN_BUTTON)
        return cls(text)


class Change(Value):
    """What becomes of pairs that stand: those that end, those that begin, and who has nobody to study with afterwards."""

    ended: tuple[Group, ...]
    begun: tuple[Group, ...]
    alone: tuple[PersonId, ...]

    @property
    def concerned(self) -> tuple[PersonId, ...]:
        """Everybody for whom something changes."""
        before, after = {p for group in self.ended for p in group}, {p for group in self.begun for p in group}
        return tuple(sorted(before | after))


def exchanged(groups: Sequence[Group], a: PersonId, b: PersonId) -> list[Group]:
    """Two people in each other's place, of whom one may have none. Raises `Refusal(STALE)` where that changes nothing."""
    mine, theirs = _group_of(groups, a), _group_of(groups, b)
    if a == b or mine == theirs:
        raise Refusal(Why.STALE)
    other = {a: b, b: a}
    return [tuple(sorted(other.get(person, person) for person in group)) for group in groups]


def moved(groups: Sequence[Group], who: PersonId, beside: PersonId) -> list[Group]:
    """One person to another's side: as the third of a pair, or as the partner of somebody who has none.

    Whoever is left with nobody waits. Raises `Refusal(STALE)` where the two are together already, or the other is one of three.
    """
    mine, theirs = _group_of(groups, who), _group_of(groups, beside)
    if who == beside or mine == theirs != () or len(theirs) > 2:
        raise Refusal(Why.STALE)
    left = tuple(person for person in mine if person != who)
    kept = [left if group == mine else group for group in groups if group != theirs]
    return [group for group in (*kept, tuple(sorted((*(theirs or (beside,)), who)))) if len(group) > 1]


def change(before: Iterable[Group], after: Iterable[Group], people: Collection[PersonId]) -> Change:
    """What ends and what begins, of all who have a place."""
    old, new = set(before), set(after)
    placed = {person for group in new for person in group}
    alone = tuple(sorted(person for person in people if person not in placed))
    return Change(tuple(sorted(old - new)), tuple(sorted(new - old)), alone)


def _group_of(groups: Sequence[Group], person: PersonId) -> Group:
    return next((group for group in groups if person in group), ())
