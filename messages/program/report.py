"""What managers see of a whole program: all cohorts at a glance, a season in numbers, and the record of what staff did."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.audit import Noted
from domain.ground.values import Value
from domain.joining.signups import ApplicationState
from domain.pair.checkins import Cell
from domain.program.setups import Part
from messages.cohort.cohorts import NOTED
from messages.ground.pages import paging
from messages.ground.values import File, Message
from messages.ground.words import Safe, clean, has, lines, moment, plain, say
from messages.pair.pictures import Bars, Measure, Picture, alt_of, legend

OVERVIEW_PAGE = 6
RECORD_PAGE = 8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for something to work out


class RoundNumbers(Value):
    """How many pairs stand where in one round; `agreed`: the same by what each last agreed on, whatever contradicts it."""

    number: int
    open: bool
    cells: Mapping[Cell, int]
    agreed: Mapping[Cell, int]


class Numbers(Value):
    """A cohort's season as counts; `pairs` as they were published."""

    cohort: Cohort
    applications: Mapping[ApplicationState, int]
    members: int
    held: int
    planned: int
    cancelled: int
    pairs: int
    rounds: tuple[RoundNumbers, ...]
    next_session: datetime | None


class Overview(Value):
    """One page of a program's cohorts, and how many there are in all."""

    program: Program
    lines: tuple[Numbers, ...]
    page: int
    total: int


class Season(Value):
    """Every cohort of a program in numbers, as of a moment."""

    program: Program
    cohorts: tuple[Numbers, ...]
    at: datetime


class RecordLine(Value):
    """One act, with the names that its ids stand for now; None for whoever is gone."""

    act: Noted
    by: str | None
    title: str | None
    who: str | None


class Record(Value):
    """One page of what staff did."""

    lines: tuple[RecordLine, ...]
    page: int
    more: bool


def overview(view: Overview) -> Message:
    """All cohorts by number: state, places, next session, and how the open round goes; and a picture of places and round."""
    if not view.lines:
        return Message(say("overview-empty"))
    title = say("overview-title", program=view.program.name, count=view.total)
    pages = paging("overview", (), view.page, more=(view.page + 1) * OVERVIEW_PAGE < view.total)
    numbered = list(enumerate(view.lines, start=view.page * OVERVIEW_PAGE + 1))
    text = lines(title, *(_overview_line(number, one) for number, one in numbered))
    return Message(text, (pages,) if pages else (), picture=_picture(numbered))


def _overview_line(number: int, one: Numbers) -> Safe:
    state = say("cohort-state", state=one.cohort.state.value)
    title = clean(one.cohort.title, 60)
    if one.cohort.state is CohortState.CANCELLED:
        return say("overview-line-cancelled", number=str(number), title=title, state=state, members=one.members)
    parts_ = [
        say("overview-line", number=str(number), title=title, state=state, members=one.members, places=one.cohort.capacity),
        say("overview-session", at=one.next_session) if one.next_session is not None else None,
    ]
    current = _current(one)
    if current is not None:
        quiet, alone = current.cells.get(Cell.QUIET, 0), current.cells.get(Cell.ALONE, 0)
        asked = one.pairs - alone
        parts_.append(say("overview-round", number=current.number, said=asked - quiet, pairs=asked, quiet=quiet))
    return Safe(" ".join(part for part in parts_ if part))


def _current(one: Numbers) -> RoundNumbers | None:
    """The round that is open, where there are pairs to say how it goes."""
    return next((r for r in one.rounds if r.open), None) if one.pairs else None


def _picture(numbered: Sequence[tuple[int, Numbers]]) -> Picture:
    rows = tuple(_measure(number, one) for number, one in numbered)
    signs = legend(cell for row in rows for cell in row.cells)
    bars = Bars(plain("overview-corner"), plain("overview-bar"), plain("overview-beside"), rows, signs)
    alt = alt_of(plain("overview-alt", count=len(numbered)), [_alt_line(number, one) for number, one in numbered])
    return Picture("cohorts.png", alt, bars)


def _measure(number: int, one: Numbers) -> Measure:
    current, places = _current(one), one.cohort.capacity
    words = plain("overview-places", members=str(one.members), places=str(places))
    if current is None:
        return Measure(str(number), one.members, places, words, plain("overview-no-round"), ())
    cells = tuple(cell for cell in Cell for _ in range(current.cells.get(cell, 0)))
    return Measure(str(number), one.members, places, words, plain("overview-open-round", number=str(current.number)), cells)


def _alt_line(number: int, one: Numbers) -> str:
    current = _current(one)
    given = () if current is None else ((cell, current.cells.get(cell, 0)) for cell in Cell)
    cells = ", ".join(plain("overview-alt-cell", count=count, cell=plain(f"cell-{cell.value}")) for cell, count in given if count)
    round_ = 0 if current is None else current.number
    return plain("overview-alt-line", number=str(number), members=one.members, places=one.cohort.capacity, round=round_, cells=cells)


def record(view: Record) -> Message:
    """Who did what, when, in which cohort; latest first."""
    pages = paging("audit", (), view.page, more=view.more)
    rows = (pages,) if pages else ()
    if not view.lines:
        return Message(say("record-empty"), rows)
    return Message(lines(say("record-title"), *(_record_line(line) for line in view.lines)), rows)


def _record_line(line: RecordLine) -> Safe:
    by = clean(line.by, 40) if line.by else say("record-somebody")
    about = say("record-about", title=clean(line.title, 60)) if line.title else ""
    return say("record-line", at=moment(line.act.at, "f"), by=by, did=_did(line), about=Safe(about))


def _did(line: RecordLine) -> Safe:
    """An act in words. What a later version noted, and this one has no words for, is still in the list."""
    facts = line.act.facts
    if not has(f"audit-{line.act.act}"):
        return say("record-other")
    return say(
        f"audit-{line.act.act}", what=Safe(facts.get("what") or ""), number=int(facts.get("number") or 0),
        count=int(facts.get("count") or 0), settings=_settings(str(facts.get("settings") or "")),
        who=clean(line.who, 40) if line.who else say("record-somebody"),
    )  # fmt: skip


def _settings(noted: str) -> Safe:
    """What was changed, of a program or of a cohort, by name."""
    named = noted.split(",")
    program = [say(f"setup-part-{part}") for part in named if part in set(Part)]
    return Safe(", ".join((*program, *(say(f"cohort-part-{part}") for part in named if part in NOTED))))


ASKED = tuple(cell for cell in Cell if cell not in {Cell.ALONE, Cell.OTHERS, Cell.AHEAD})  # of those who were asked
COLUMNS = (
    "cohort", "state", "capacity", "applied", "accepted", "waiting", "withdrawn", "members", "held", "planned", "cancelled", "pairs",
)  # fmt: skip


def report(view: Season) -> Message:
    """The season of each cohort as a file: numbers only."""
    if not view.cohorts:
        return Message(say("overview-empty"))
    text = say("report-here", program=view.program.name, count=len(view.cohorts))
    return Message(text, file=File(f"season-{view.at:%Y-%m-%d}.csv", _csv(view.cohorts)))


def _csv(cohorts: Sequence[Numbers]) -> bytes:
    """UTF-8 with its mark, by which spreadsheets know it; a column for each count of each round that any of the cohorts has."""
    numbers = sorted({r.number for one in cohorts for r in one.rounds})
    into = StringIO()
    writer = csv.writer(into)
    heads = [plain(f"column-{name}") for name in COLUMNS]
    writer.writerow(heads + [plain("column-round", number=str(n), cell=say(f"cell-{cell.value}")) for n in numbers for cell in ASKED])
    writer.writerows(_row(one, numbers) for one in cohorts)
    return into.getvalue().encode("utf-8-sig")


def _row(one: Numbers, numbers: Sequence[int]) -> list[str]:
    unsettled = Cell.UNSETTLED
    by_round = {r.number: {**r.agreed, unsettled: r.cells.get(unsettled, 0)} for r in one.rounds}
    came = one.applications
    state = ApplicationState
    counts = (
        one.cohort.capacity, sum(came.values()) - came.get(state.STARTED, 0), came.get(state.ACCEPTED, 0), came.get(state.WAITLISTED, 0),
        came.get(state.WITHDRAWN, 0), one.members, one.held, one.planned, one.cancelled, one.pairs,
    )  # fmt: skip
    rounds = [str(by_round[n].get(cell, 0)) if n in by_round else "" for n in numbers for cell in ASKED]
    return [harmless(one.cohort.title), plain("cohort-state", state=one.cohort.state.value), *map(str, counts), *rounds]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
