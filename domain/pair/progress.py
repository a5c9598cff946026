"""A cohort's season as a grid of pairs by rounds: what its facilitator sees, and nobody else."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from domain.ground.ids import PairId, PersonId
from domain.ground.values import Value
from domain.group.sessions import Round
from domain.pair.agreeing import Standing, cell
from domain.pair.checkins import Cell
from domain.pair.chevruta import Pair


class Line(Value):
    """One pair: who of it has a place now, and one cell for each round."""

    people: tuple[PersonId, ...]
    cells: tuple[Cell, ...]


class Grid(Value):
    """Pairs by rounds, in the order in which both were made. `begun` of the rounds have opened; `open` is the number of the one that is."""

    rounds: tuple[int, ...]
    begun: int
    open: int | None
    lines: tuple[Line, ...]


def grid(
    pairs: Sequence[Pair], rounds: Sequence[Round], standing: Mapping[tuple[PairId, int], Standing], present: Collection[PersonId],
    now: datetime, alone: Collection[PersonId] = (),
) -> Grid:  # fmt: skip
    """The grid as it stands now. `present`: everybody who has a place in the cohort; `alone`: who of them has no partner.

    Who is in no pair at all has a line too, after the pairs.
    """
    lines: list[Line] = []
    for pair in pairs:
        people = tuple(person for person in pair.members if person in present)
        lines.append(Line(people, tuple(cell(standing.get((pair.id, r.number)), r.opens_at, now, len(people), pair.since) for r in rounds)))
    placed = {person for pair in pairs for person in pair.members}
    cells = tuple(Cell.ALONE if now >= r.opens_at else Cell.AHEAD for r in rounds)
    lines += [Line((person,), cells) for person in sorted(alone) if person in present and person not in placed]
    opened = next((r.number for r in rounds if r.opens_at <= now < r.closes_at), None)
    return Grid(tuple(r.number for r in rounds), sum(r.opens_at <= now for r in rounds), opened, tuple(lines))
