"""How a cohort's pairs do, round by round: a picture without names, and the names beside its numbers in the text."""

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from domain.pair.checkins import Cell
from domain.pair.progress import Grid, Line
from messages.ground.pages import paging
from messages.ground.values import Button, Message
from messages.ground.words import Safe, lines, listed, plain, say
from messages.pair.pictures import Picture, Squares, alt_of, legend, spans

PAGE = 8  # pairs; a cohort of the usual size is seen whole


class Progress(Value):
    """One page of the pairs; `names` are those of the grid's lines, which are this page's alone. `before` pairs are on earlier pages."""

    cohort: Cohort
    grid: Grid
    names: tuple[tuple[str, ...], ...]
    page: int
    before: int
    total: int


def progress(view: Progress) -> Message:
    """The pairs by number and name, how the last round that began goes for each, and the picture of all rounds."""
    today = Button(say("button-today"), "today", (view.cohort.id,))
    if not view.grid.lines or not view.grid.rounds:
        return Message(say("progress-none", title=view.cohort.title), ((today,),))
    last = view.grid.begun - 1
    said = [_line(view.before + n, line, view.names[n - 1], last) for n, line in enumerate(view.grid.lines, start=1)]
    text = lines(say("progress-title", title=view.cohort.title), _about(view.grid), *said)
    pages = paging("progress", (view.cohort.id,), view.page, more=view.before + len(view.grid.lines) < view.total)
    return Message(text, ((*pages, today),), picture=_picture(view))


def _about(grid: Grid) -> Safe:
    """Which round the words beside the names are about."""
    if not grid.begun:
        return say("progress-ahead")
    number = str(grid.rounds[grid.begun - 1])
    return say("progress-open", number=number) if grid.open is not None else say("progress-over", number=number)


def _line(number: int, line: Line, names: tuple[str, ...], last: int) -> Safe:
    who = listed(names) or say("progress-nobody")
    if last < 0:
        return say("progress-pair", number=str(number), names=who)
    return say("progress-pair-now", number=str(number), names=who, cell=say(f"cell-{line.cells[last].value}"))


def _picture(view: Progress) -> Picture:
    grid = view.grid
    rows = tuple((str(view.before + n), line.cells) for n, line in enumerate(grid.lines, start=1))
    here = None if grid.open is None else grid.rounds.index(grid.open)
    signs = legend(cell for line in grid.lines for cell in line.cells)
    columns = tuple(map(str, grid.rounds))
    squares = Squares(plain("progress-corner"), plain("progress-across"), columns, rows, here, signs)
    return Picture("pairs-by-rounds.png", _alt(grid, rows), squares)


def _alt(grid: Grid, rows: tuple[tuple[str, tuple[Cell, ...]], ...]) -> str:
    """Each pair's rounds by what was said of them; what lies ahead is said once."""
    ahead = spans(grid.rounds[grid.begun :]) or "none"
    intro = plain("progress-alt", pairs=len(rows), rounds=len(grid.rounds), begun=grid.begun, ahead=ahead)
    return alt_of(intro, [plain("progress-alt-pair", number=number, cells=_told(grid, cells)) for number, cells in rows if grid.begun])


def _told(grid: Grid, cells: tuple[Cell, ...]) -> str:
    by_kind = {kind: [n for n, cell in zip(grid.rounds, cells, strict=True) if cell is kind] for kind in Cell if kind is not Cell.AHEAD}
    return "; ".join(
        plain("progress-alt-cell", cell=plain(f"cell-{kind.value}"), rounds=spans(numbers)) for kind, numbers in by_kind.items() if numbers
    )
