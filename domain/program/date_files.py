"""A program's file of dates: a CSV as spreadsheets write it, or a calendar file (RFC 5545). What says something is a date or a fault."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.ground.days import Level
from domain.ground.spreadsheets import Fault, Record, cell, read_by, titles_in
from domain.ground.times import on_the_wall
from domain.ground.values import Value
from domain.program.dates import LONGEST_NAME, MOST_DAYS, CommunityDate

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BREAK = re.compile(r"\r\n|\n|\r")
_LONGEST = timedelta(days=MOST_DAYS)
_PROPERTY = re.compile(r"[A-Za-z0-9-]+(?=[:;])")
_AN_ENTRY = ["VCALENDAR", "VEVENT"]
_READ = frozenset({"SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS", "CATEGORIES", "RRULE", "RDATE"})
_LONGEST_LINE = 1000  # of an entry; a name has at most 100
LEVELS = {level.name.lower(): level for level in Level}


class Column(StrEnum):
    """What a column may hold; all others are not even looked at."""

    FIRST = "first"
    LAST = "last"
    NAME = "name"
    LEVEL = "level"


_TITLES = {
    Column.FIRST: ("date", "day", "first", "first day", "first date", "from", "start", "start date", "starts", "begins"),
    Column.LAST: ("last", "last day", "last date", "to", "until", "through", "end", "end date", "ends"),
    Column.NAME: ("name", "what", "title", "event", "occasion", "subject", "summary", "description"),
    Column.LEVEL: ("class", "level", "weight", "kind", "counts as"),
}
_COLUMNS = {title: column for column, titles in _TITLES.items() for title in titles}
_WITHOUT_TITLES = (Column.FIRST, Column.NAME, Column.LEVEL)
_WITH_LAST = (Column.FIRST, Column.LAST, Column.NAME, Column.LEVEL)


class Misread(StrEnum):
    """Why a line was not taken; each has a sentence in `messages/en/dates.ftl`."""

    NO_DAY = "no-day"
    BAD_DAY = "bad-day"
    BACKWARDS = "backwards"
    TOO_LONG = "too-long"
    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    BAD_CLASS = "bad-class"
    BAD_QUOTES = "bad-quotes"
    ABOVE_TITLES = "above-titles"
    TWICE = "twice"
    REPEATS = "repeats"  # by a rule, in a calendar file
    BROKEN = "broken"  # an entry of a calendar file that is not one


class DatesFile(Value):
    """What a file says, and what of it could not be read, by line. `beside`: dates that it leaves out are to stay."""

    dates: tuple[CommunityDate, ...]
    slips: tuple[Fault[Misread], ...]
    beside: bool = False
    titles: bool = False  # it has a line with the names of the columns


class DatesTaken(Value):
    """What a file changed when it was taken in, in numbers of dates, and what of it was left out."""

    added: int
    changed: int
    removed: int
    slips: tuple[Fault[Misread], ...]


def read(text: str, zone: str, otherwise: Level) -> DatesFile:
    """Every line that says something as a date or as a slip; whatever the text is, this raises nothing.

    `otherwise`: the class of what names none. A moment in a calendar file is the day that it is in that zone.
    """
    if text.lstrip("\ufeff \r\n\t")[:15].upper() == "BEGIN:VCALENDAR":
        return _calendar(text, zone, otherwise)

    def understood(sheet: DatesFile) -> tuple[bool, int]:
        return sheet.titles, len(sheet.dates) + sum(slip.why is Misread.TWICE for slip in sheet.slips)

    return read_by(text, lambda records: _sheet(records, otherwise), understood)


def _once(found: Iterable[tuple[int, CommunityDate | Fault[Misread]]], *, titles: bool = False) -> DatesFile:
    """A date that is there twice is kept by its first line, and the others are slips."""
    dates, slips = dict[tuple[date, str], CommunityDate](), list[Fault[Misread]]()
    for line, one in found:
        if isinstance(one, Fault):
            slips.append(one)
        elif one.key in dates:
            slips.append(Fault(line, Misread.TWICE, one.name))
        else:
            dates[one.key] = one
    return DatesFile(tuple(dates[key] for key in sorted(dates)), tuple(slips), titles=titles)


def _date(line: int, days: tuple[date, date], name: str, level: Level) -> CommunityDate | Fault[Misread]:
    first, last = days
    if not name:
        return Fault(line, Misread.NO_NAME)
    if len(name) > LONGEST_NAME:
        return Fault(line, Misread.LONG_NAME, name)
    if last < first:
        return Fault(line, Misread.BACKWARDS, name)
    if last - first >= _LONGEST:
        return Fault(line, Misread.TOO_LONG, name)
    return CommunityDate(first, last, name, level)


# --- A spreadsheet ---


def _sheet(records: Sequence[Record], otherwise: Level) -> DatesFile:
    at, titles = next(((one.line, found) for one in records[:10] if (found := _titled(one.cells))), (0, None))

    def line(one: Record) -> CommunityDate | Fault[Misread]:
        return Fault(one.line, Misread.ABOVE_TITLES) if one.line < at else _line(one, titles or _guessed(one.cells), otherwise)

    return _once(((one.line, line(one)) for one in records if one.line != at), titles=titles is not None)


def _titled(cells: Sequence[str] | None) -> dict[Column, int] | None:
    """Where each column is, if these are names of columns: a day's, and what it is."""
    found = titles_in(cells or (), _COLUMNS)
    return found if Column.FIRST in found and Column.NAME in found else None


def _guessed(cells: Sequence[str] | None) -> dict[Column, int]:
    """Without names of columns: a day, perhaps the last one, what it is, and its class."""
    two = cells is not None and len(cells) > 2 and (not cells[1] or _DAY.fullmatch(cells[1]))
    return {column: index for index, column in enumerate(_WITH_LAST if two else _WITHOUT_TITLES)}


def _line(record: Record, columns: dict[Column, int], otherwise: Level) -> CommunityDate | Fault[Misread]:
    """One record. What is first in the way is named; the rest is seen when that is mended."""
    number, cells = record.line, record.cells
    if cells is None:
        return Fault(number, Misread.BAD_QUOTES, last=record.last)
    given = {column: cells[index] if index < len(cells) else "" for column, index in columns.items()}
    first, last = given[Column.FIRST], given.get(Column.LAST, "") or given[Column.FIRST]
    if not first:
        return Fault(number, Misread.NO_DAY)
    days = _day(first), _day(last)
    if days[0] is None or days[1] is None:
        return Fault(number, Misread.BAD_DAY, (first if days[0] is None else last)[:80])
    typed = given.get(Column.LEVEL, "")
    level = LEVELS.get(typed.casefold()) if typed else otherwise
    return Fault(number, Misread.BAD_CLASS, typed[:80]) if level is None else _date(number, (days[0], days[1]), given[Column.NAME], level)


def _day(typed: str) -> date | None:
    """A day written as 2027-06-30, and nothing that could be read as two."""
    try:
        found = date.fromisoformat(typed) if _DAY.fullmatch(typed) else None
    except ValueError:
        return None
    return found if found is not None and _FIRST_DAY <= found <= _LAST_DAY else None


# --- A calendar file ---


def _calendar(text: str, zone: str, otherwise: Level) -> DatesFile:
    try:
        entries = _entries(text)
    except ValueError:
        return DatesFile((), (Fault(1, Misread.BROKEN),))
    read_in = ((at, _event(at, lines, zone, otherwise)) for at, lines in entries)
    return _once((at, one) for at, one in read_in if one is not None)


def _entries(text: str) -> list[tuple[int, list[str]]]:
    """The line at which each entry begins, and those of its lines that say what is when. Raises `ValueError` for what is no calendar.

    Nothing else is given to the library: the rules of a VTIMEZONE may have no end (FREQ=SECONDLY), and one long line takes seconds.
    A zone is then known by its name, IANA's or Windows'; by any other name it is the program's own.
    """
    entries, inside, lines = list[tuple[int, list[str]]](), list[str](), list[str]()
    for at, line in _unfolded(text):
        named = _PROPERTY.match(line)
        if named is None:
            if line.strip():
                raise ValueError("no line of a calendar")
            continue
        name, value = named[0].upper(), line[named.end() + 1 :].strip().upper()
        if name == "BEGIN":
            inside.append(value)
            if inside == _AN_ENTRY:
                entries.append((at, lines := []))
        elif name == "END":
            if not inside or inside.pop() != value:
                raise ValueError("ends what did not begin")
        elif inside == _AN_ENTRY and name in _READ:
            lines.append(line[:_LONGEST_LINE])
    if inside:
        raise ValueError("cut off")
    return entries


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines, each with the number of its first line in the file: what begins with a space goes on from the line before."""
    at, parts = 0, list[str]()
    for number, line in enumerate(_BREAK.split(text), 1):
        if parts and line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        if parts:
            yield at, "".join(parts)
        at, parts = number, [line]
    yield at, "".join(parts)


def _event(at: int, lines: Sequence[str], zone: str, otherwise: Level) -> CommunityDate | Fault[Misread] | None:
    """One entry; None where it is called off."""
    from icalendar import Event  # a program gives a calendar file a few times a year

    name = ""
    try:
        event = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")))
        summary, status = event.get("SUMMARY", ""), event.get("STATUS", "")
        if not isinstance(event, Event) or isinstance(summary, list) or isinstance(status, list):
            return Fault(at, Misread.BROKEN)  # an entry has one name
        name = cell(str(summary))
        if cell(str(status)).upper() == "CANCELLED":
            return None
        if "RRULE" in event or "RDATE" in event:
            return Fault(at, Misread.REPEATS, name[:80])
        days = _span(event.start, event.end, zone)
        classes = [LEVELS[word] for one in event.categories if (word := str(one).strip().casefold()) in LEVELS]
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
        return Fault(at, Misread.BROKEN, name[:80])
    return _date(at, days, name, classes[0] if classes else otherwise)


def _span(start: date, end: date, zone: str) -> tuple[date, date]:
    """The days of an entry. Its end is the first moment, or the first day, that does not belong to it. Raises `ValueError`."""
    first = _local(start, zone)
    last = _local(end - (timedelta(days=1) if type(end) is date else timedelta(seconds=1)), zone) if end > start else first
    if first < _FIRST_DAY or last > _LAST_DAY:
        raise ValueError("no day of our calendar")
    return first, last


def _local(moment: date, zone: str) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.date() if moment.tzinfo is None else on_the_wall(moment, zone).date()
