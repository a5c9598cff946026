"""Decisions made elsewhere: a CSV of numbers of applications and who is in. Every record that says something is understood or a fault."""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from msgspec.structs import replace

from domain.ground.ids import ApplicationId, CohortId
from domain.ground.spreadsheets import Fault, Record, as_compared, read_by, titles_in
from domain.ground.values import Value
from domain.joining.signups import Decision

_NUMBER = re.compile(r"'?#?([0-9]{1,15})(?:[.,]0+)?")  # as spreadsheets dress it up


class Column(StrEnum):
    """What a column may hold; all others are not even looked at."""

    NUMBER = "number"
    DECISION = "decision"
    PROPOSED = "proposed"  # what the draft says; it counts where nobody added a column of their own


_TITLES = {
    Column.NUMBER: ("application", "application number", "number", "application no", "no", "nr", "id"),
    Column.DECISION: ("decision", "decided", "our decision", "final decision", "result", "outcome"),
    Column.PROPOSED: ("proposed decision", "proposed", "proposal", "draft"),
}
_COLUMNS = {title: column for column, titles in _TITLES.items() for title in titles}
_WITHOUT_TITLES = {Column.NUMBER: 0, Column.DECISION: 1}
_SAID = {
    Decision.ACCEPT: ("in", "is in", "yes", "y", "accept", "accepted", "take", "true"),
    Decision.WAIT: ("waiting", "wait", "waits", "waiting list", "on the waiting list", "waitlist", "waitlisted", "wait list", "later"),
    Decision.DECLINE: ("no", "n", "not", "not this time", "not now", "decline", "declined", "reject", "rejected", "out", "false"),
}
_DECISIONS = {said: decision for decision, every in _SAID.items() for said in every}


class Unclear(StrEnum):
    """Why a line was not taken; each has a sentence in `messages/en/decisions.ftl`."""

    NO_NUMBER = "no-number"
    NO_DECISION = "no-decision"
    BAD_DECISION = "bad-decision"
    BAD_QUOTES = "bad-quotes"
    ABOVE_TITLES = "above-titles"
    TWICE = "twice"
    UNKNOWN = "unknown"


class Line(Value):
    """A record that was understood; `line` is its first line in the file, from 1."""

    line: int
    application: ApplicationId
    decision: Decision


class Decided(Value):
    """A file for one cohort as it can be taken in, and what of it cannot, by line."""

    cohort: CohortId
    decided: tuple[Line, ...]
    lapses: tuple[Fault[Unclear], ...]
    titles: bool = False


class TakenIn(Value):
    """What a file did when it was taken in, for whoever presses again."""

    cohort: CohortId
    moved: int
    same: int
    lapses: tuple[Fault[Unclear], ...]


def read(text: str, cohort: CohortId) -> Decided:
    """Every line that says something as a decision or as a fault; whatever the text is, this raises nothing."""
    return read_by(text, lambda records: _sheet(records, cohort), lambda sheet: (sheet.titles, len(sheet.decided)))


def known(file: Decided, applications: Collection[ApplicationId]) -> Decided:
    """The same with the lines left out that are about none of those: of another cohort, withdrawn, or nobody's number."""
    strangers = tuple(Fault(one.line, Unclear.UNKNOWN, str(one.application)) for one in file.decided if one.application not in applications)
    taken = tuple(one for one in file.decided if one.application in applications)
    return replace(file, decided=taken, lapses=_sorted((*file.lapses, *strangers)))


def _sheet(records: Sequence[Record], cohort: CohortId) -> Decided:
    at, columns = next(((one.line, found) for one in records[:10] if (found := _titled(one.cells))), (0, _WITHOUT_TITLES))
    read = [Fault(one.line, Unclear.ABOVE_TITLES) if one.line < at else _line(one, columns) for one in records if one.line != at]
    lines = [one for one in read if isinstance(one, Line)]
    where: dict[ApplicationId, list[int]] = {}
    for one in lines:
        where.setdefault(one.application, []).append(one.line)
    twice = [_twice(one, where[one.application]) for one in lines if len(where[one.application]) > 1]
    once = tuple(one for one in lines if len(where[one.application]) == 1)
    return Decided(cohort, once, _sorted([*(one for one in read if isinstance(one, Fault)), *twice]), at > 0)


def _titled(cells: Sequence[str] | None) -> dict[Column, int] | None:
    """Where each column is, if these are names of columns: the number's, and the decision's."""
    found = titles_in(cells or (), _COLUMNS)
    return found if Column.NUMBER in found and (Column.DECISION in found or Column.PROPOSED in found) else None


def _line(record: Record, columns: Mapping[Column, int]) -> Line | Fault[Unclear]:
    """One record. What is first in the way is named; the rest is seen when that is mended."""
    number, cells = record.line, record.cells
    if cells is None:
        return Fault(number, Unclear.BAD_QUOTES, last=record.last)
    given = {column: cells[index] if index < len(cells) else "" for column, index in columns.items()}
    application = _NUMBER.fullmatch(given[Column.NUMBER])
    if application is None:
        return Fault(number, Unclear.NO_NUMBER, given[Column.NUMBER][:80])
    said = given.get(Column.DECISION, given.get(Column.PROPOSED, ""))
    decision = _DECISIONS.get(as_compared(said))
    if decision is None:
        return Fault(number, Unclear.BAD_DECISION if said else Unclear.NO_DECISION, said[:80])
    return Line(number, ApplicationId(int(application[1])), decision)


def _twice(one: Line, lines: Sequence[int]) -> Fault[Unclear]:
    """No line wins over another."""
    return Fault(one.line, Unclear.TWICE, str(one.application), tuple(line for line in lines[:6] if line != one.line)[:5])


def _sorted(lapses: Collection[Fault[Unclear]]) -> tuple[Fault[Unclear], ...]:
    return tuple(sorted(lapses, key=lambda lapse: lapse.line))
