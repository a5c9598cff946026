"""A roster: a CSV of who is in good standing. Every record that says something is a row or a fault, never both."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from msgspec import field

from domain.ground.ids import PersonId, UserId
from domain.ground.spreadsheets import Fault, Record, cell, read_by, titles_in
from domain.ground.values import Value
from domain.joining.standing import FIRST_DAY, LAST_DAY

T = TypeVar("T")

_LISTED = 5  # other lines that a fault names
_ID = re.compile(r"[='\"<@!]*([0-9]{15,20})[\">]*")  # as spreadsheets and Discord dress it up
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{2}", re.IGNORECASE)  # 1.49E+18: what a spreadsheet makes of it
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES, _NO = frozenset({"yes", "y", "true", "1", "good"}), frozenset({"no", "n", "false", "0"})


class Column(StrEnum):
    """What a column may hold; all others are not even looked at."""

    NAME = "name"
    ID = "id"
    GOOD = "good"
    UNTIL = "until"


_TITLES = {
    Column.NAME: ("name", "member", "full name", "display name", "member name", "person"),
    Column.ID: ("discord", "discord id", "discord user id", "id", "user", "user id"),
    Column.GOOD: ("standing", "good", "good standing", "in good standing", "status", "yes no"),
    Column.UNTIL: ("until", "valid until", "valid to", "good until", "expiry", "expiry date", "expires", "end", "end date"),
}
_COLUMNS = {title: column for column, titles in _TITLES.items() for title in titles}
_WITHOUT_TITLES = {Column.NAME: 0, Column.GOOD: 1, Column.UNTIL: 2}


class Unread(StrEnum):
    """Why a line was not taken; each has a sentence in `messages/en/standing.ftl`."""

    NO_NAME = "no-name"
    NO_ANSWER = "no-answer"
    BAD_ANSWER = "bad-answer"
    BAD_DATE = "bad-date"
    BAD_QUOTES = "bad-quotes"
    ROUNDED_ID = "rounded-id"
    ABOVE_TITLES = "above-titles"
    TWICE = "twice"
    NOBODY = "nobody"
    SEVERAL = "several"


class Row(Value):
    """A record that was understood: a Discord id, or else a name; `line` is its first line in the file, from 1."""

    line: int
    name: str  # the account's number where the file has no name
    user: UserId | None
    good: bool
    until: date | None


class Sheet(Value):
    """What a file says; `titles` is the line with the names of the columns, if there is one."""

    rows: tuple[Row, ...]
    faults: tuple[Fault[Unread], ...]
    titles: int | None = None


class Meant(Value):
    """A row and whom it means; `person` is None for a Discord id that nobody here had yet."""

    row: Row
    person: PersonId | None


class Roster(Value):
    """A file as it can be taken in, and what of it cannot, by line."""

    rows: tuple[Meant, ...]
    faults: tuple[Fault[Unread], ...]


class TakenIn(Value):
    """What a file changed when it was taken in; `kept` were attested by somebody after the preview, and stay as they are."""

    changed: int
    same: int
    kept: int
    faults: tuple[Fault[Unread], ...]
    given: int = field(default=0, name="turns")  # how many got a place, an offer of one or one in a line by it; rows keep the name
    told: int = 0  # and how many read in the morning how to settle their standing


class Known(Value):
    """Who can be meant: every account, and this program's own people by name."""

    users: Mapping[UserId, PersonId] = field(default_factory=dict[UserId, PersonId])
    names: Mapping[str, Sequence[PersonId]] = field(default_factory=dict[str, Sequence[PersonId]])


def read(text: str) -> Sheet:
    """Every line that says something as a row or as a fault; whatever the text is, this raises nothing."""
    return read_by(
        text, _sheet, lambda sheet: (sheet.titles is not None, len(sheet.rows) + sum(f.why is Unread.TWICE for f in sheet.faults))
    )


def _sheet(records: Sequence[Record]) -> Sheet:
    at, columns = next(((one.line, found) for one in records[:10] if (found := _titled(one.cells))), (None, _WITHOUT_TITLES))
    read = [_above(one.line) if one.line < (at or 0) else _line(one, columns) for one in records if one.line != at]
    rows, twice = _once([one for one in read if isinstance(one, Row)], lambda row: row.user or name_key(row.name), lambda row: row)
    return Sheet(tuple(rows), tuple(_in_order([one for one in read if isinstance(one, Fault)] + twice)), at)


def _titled(cells: Sequence[str] | None) -> dict[Column, int] | None:
    """Where each column is, if these are names of columns: somebody's, and the yes or no."""
    found = titles_in(cells or (), _COLUMNS)
    return found if Column.GOOD in found and (Column.NAME in found or Column.ID in found) else None


def _above(number: int) -> Fault[Unread]:
    return Fault(number, Unread.ABOVE_TITLES)


def _line(record: Record, columns: Mapping[Column, int]) -> Row | Fault[Unread]:
    """One record. What is first in the way is named; the rest is seen when that is mended."""
    number, cells = record.line, record.cells
    if cells is None:
        return Fault(number, Unread.BAD_QUOTES, last=record.last)
    given = {column: cells[index] if index < len(cells) else "" for column, index in columns.items()}
    name, id_ = given.get(Column.NAME, ""), given.get(Column.ID, "")
    if not (name or id_):
        return Fault(number, Unread.NO_NAME)
    if rounded := next((one for one in (id_, name) if _ROUNDED.fullmatch(one)), None):
        return Fault(number, Unread.ROUNDED_ID, rounded)
    answer, until = given[Column.GOOD].casefold(), given.get(Column.UNTIL, "")
    if answer not in _YES | _NO:
        return Fault(number, Unread.BAD_ANSWER if answer else Unread.NO_ANSWER, given[Column.GOOD][:80])
    last = _date(until)
    if until and last is None:
        return Fault(number, Unread.BAD_DATE, until[:80])
    user = _user(id_) or _user(name)
    called = next((one for one in (name, id_) if one and _user(one) is None), str(user))
    return Row(number, called[:80], user, answer in _YES, last)


def _user(typed: str) -> UserId | None:
    found = _ID.fullmatch(typed)
    return UserId(int(found[1])) if found is not None and int(found[1]) < 2**63 else None


def _date(typed: str) -> date | None:
    """A day written as 2027-06-30, and neither the year 27 nor the year 20270."""
    try:
        found = date.fromisoformat(typed) if _DAY.fullmatch(typed) else None
    except ValueError:
        return None
    return found if found is not None and FIRST_DAY <= found <= LAST_DAY else None


def name_key(name: str) -> str:
    """A name as names are compared: without regard to small and capital letters, spaces and ways to compose a letter."""
    return cell(name).casefold()


def called(people: Iterable[tuple[PersonId, str]]) -> dict[str, list[PersonId]]:
    """People by their names, as names are compared."""
    found: dict[str, list[PersonId]] = {}
    for person, name in people:
        found.setdefault(name_key(name), []).append(person)
    return found


def meant(sheet: Sheet, known: Known) -> Roster:
    """Whom each row means. A name must mean exactly one; two lines that turn out to mean one person are both left out."""
    found, faults = list[Meant](), list(sheet.faults)
    spoiled = _spoiled([row.user for row in sheet.rows if row.user is not None])
    for row in sheet.rows:
        one = _meant(row, known, spoiled)
        if isinstance(one, Fault):
            faults.append(one)
        else:
            found.append(one)
    rows, twice = _once(found, lambda one: one.person or (one.row.user,), lambda one: one.row)
    return Roster(tuple(rows), tuple(_in_order(faults + twice)))


def _spoiled(users: Sequence[UserId]) -> frozenset[UserId]:
    """Ids of fifteen digits and zeros, where most of the file's are: a spreadsheet rounds a whole column. One in a thousand is born so."""
    like = frozenset(user for user in users if len(str(user)) > 17 and not str(user)[15:].strip("0"))
    return like if len(like) * 2 > len(set(users)) else frozenset()


def _meant(row: Row, known: Known, spoiled: frozenset[UserId]) -> Meant | Fault[Unread]:
    if row.user is not None:
        person = known.users.get(row.user)
        return Fault(row.line, Unread.ROUNDED_ID, str(row.user)) if person is None and row.user in spoiled else Meant(row, person)
    named = known.names.get(name_key(row.name), ())
    if len(named) != 1:
        return Fault(row.line, Unread.SEVERAL if named else Unread.NOBODY, row.name)
    return Meant(row, named[0])


def _once(rows: Sequence[T], key: Callable[[T], Hashable], row_of: Callable[[T], Row]) -> tuple[list[T], list[Fault[Unread]]]:
    """Those who are there once, and a fault for each line of the others: no line wins over another."""
    lines: dict[Hashable, list[int]] = {}
    for one in rows:
        lines.setdefault(key(one), []).append(row_of(one).line)
    twice = [_twice(row_of(one), lines[key(one)]) for one in rows if len(lines[key(one)]) > 1]
    return [one for one in rows if len(lines[key(one)]) == 1], twice


def _twice(row: Row, lines: Sequence[int]) -> Fault[Unread]:
    """A few of the other lines say enough; comparing each with every other takes minutes where a file has one name throughout."""
    return Fault(row.line, Unread.TWICE, row.name, tuple(line for line in lines[: _LISTED + 1] if line != row.line)[:_LISTED])


def _in_order(faults: Iterable[Fault[Unread]]) -> list[Fault[Unread]]:
    return sorted(faults, key=lambda fault: fault.line)
