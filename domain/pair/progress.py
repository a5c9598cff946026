"""A cohort's season as a grid of pairs by rounds: what its facilitator sees, and nobody else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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


def with_a_line(ever: Iterable[Pair], rounds: Collection[Round], now: datetime) -> list[Pair]:
    """The pairs that stand, and of those that have ended such as had a round."""
    begun = [one for one in rounds if one.opens_at <= now]
    return [pair for pair in ever if pair.until is None or any(one.asks(pair.since, pair.until) for one in begun)]


def grid(
    pairs: Sequence[Pair], rounds: Sequence[Round], standing: Mapping[tuple[PairId, int], Standing], present: Collection[PersonId],
    now: datetime, alone: Collection[PersonId] = (),
) -> Grid:  # fmt: skip
    """The grid as it stands now, of pairs as `with_a_line` gives them.

    `present`: everybody who has a place in the cohort; `alone`: who of them has no partner.

    Who is in no pair at all has a line too, after the pairs.
    """
    lines: list[Line] = []
    for pair in pairs:
        people = tuple(person for person in pair.members if person in present)
        cells = (cell(standing.get((pair.id, r.number)), r, now, len(people), pair.since, pair.until) for r in rounds)
        lines.append(Line(people, tuple(cells)))
    placed = {person for pair in pairs if pair.until is None for person in pair.members}
    cells = tuple(Cell.ALONE if now >= r.opens_at else Cell.AHEAD for r in rounds)
    lines += [Line((person,), cells) for person in sorted(alone) if person in present and person not in placed]
    opened = next((r.number for r in rounds if r.opens_at <= now < r.closes_at), None)
    return Grid(tuple(r.number for r in rounds), sum(r.opens_at <= now for r in rounds), opened, tuple(lines))
