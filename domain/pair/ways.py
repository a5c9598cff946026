"""Ways to study from our own list, by number: which of them a round gets in turn, and which are proposed for it."""

from collections.abc import Collection, Mapping

FORMATS = 12
PROPOSED = 3


def in_turn(round_: int) -> int:
    """The way of a round whose facilitator gave it none."""
    return (round_ - 1) % FORMATS + 1


def used(round_: int, chosen: Mapping[int, int | None]) -> frozenset[int]:
    """The ways that a cohort has or will have seen beside that round's.

    `chosen`: for each round with something from staff the way they chose for it, None where they wrote a text of their own.
    """
    fell_to = {in_turn(n) for n in range(1, round_) if n not in chosen}
    return frozenset(fell_to | {way for n, way in chosen.items() if way is not None and n != round_})


def proposed(round_: int, used: Collection[int], many: int = PROPOSED) -> tuple[int, ...]:
    """So many different ways for a round, in turn from its own on; those that its cohort has not seen come first."""
    turn = [in_turn(round_ + n) for n in range(FORMATS)]
    return tuple(sorted(turn, key=lambda way: way in used)[:many])
