"""What may be drawn beside a text, as values with every word in them. Nobody's name is: letters of any script are for the text."""

from collections.abc import Iterable, Sequence

from domain.ground.values import Value
from domain.pair.checkins import Cell
from messages.ground.words import plain

ALT_LIMIT = 1024  # Discord's limit for what is said in place of a picture


class Sign(Value):
    """A line of the legend: what a colour and its shape mean."""

    cell: Cell
    words: str


class Squares(Value, tag="squares"):
    """Rows by columns of cells. `here` is the column that is going on now."""

    corner: str
    across: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    here: int | None
    legend: tuple[Sign, ...]


class Measure(Value):
    """A row of `Bars`: so many of so many, in words too, and how many cells there are of each kind under a heading."""

    label: str
    taken: int
    places: int
    words: str
    heading: str
    cells: tuple[Cell, ...]


class Bars(Value, tag="bars"):
    """A bar in each row, and cells beside it."""

    corner: str
    bar: str
    beside: str
    rows: tuple[Measure, ...]
    legend: tuple[Sign, ...]


class Picture(Value):
    """Something to look at. `alt` says the same in words, for those who do not see it."""

    name: str
    alt: str
    what: Squares | Bars


def legend(cells: Iterable[Cell]) -> tuple[Sign, ...]:
    """What each kind of cell that is in the picture means."""
    there = frozenset(cells)
    return tuple(Sign(cell, plain(f"cell-{cell.value}")) for cell in Cell if cell in there)


def alt_of(intro: str, lines: Sequence[str]) -> str:
    """The words in place of a picture: all lines that have room, and how many had none."""
    for kept in range(len(lines), -1, -1):
        left = (plain("picture-more", count=len(lines) - kept),) if kept < len(lines) else ()
        text = "\n".join((intro, *lines[:kept], *left))
        if len(text) <= ALT_LIMIT:
            return text
    return intro[:ALT_LIMIT]


def spans(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow one another as a span: "1-3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
