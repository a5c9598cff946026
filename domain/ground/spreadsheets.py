"""CSV files as people's spreadsheets write them: bytes to text, text to records, each with the lines it stands on.

The csv module decides where a record ends, so that a line break inside quotation marks belongs to its cell and never begins
another row. Lines only give each record its number, for the person who has to find it in the file.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Generic, TypeVar

from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

T = TypeVar("T")
C = TypeVar("C")
W = TypeVar("W", bound=StrEnum)

MOST_BYTES = 1024 * 1024
MOST_LINES = 5_200  # more would keep everybody else from the event loop for longer than 50 ms
DELIMITERS = (",", ";", "\t")
_TRIED = 50  # records from whose reading the delimiter is known; the names of the columns are among the first ten
_EMPTY = ' ,;"'  # a spreadsheet's empty lines are rows of delimiters
_BREAK = re.compile(r"\r\n|\n|\r")  # not splitlines(): a cell may hold the rarer ones


class Record(Value):
    """One row of a table, on the lines `line` to `last` (from 1). `cells` is None where quotation marks do not close."""

    line: int
    last: int
    cells: tuple[str, ...] | None


class Fault(Value, Generic[W]):
    """A record that was not taken: why, the words that were in the way, and for what is there twice the other lines.

    `last`: the last of its lines, where its quotation marks swallow several.
    """

    line: int
    why: W
    typed: str = ""
    also: tuple[int, ...] = ()
    last: int = 0


def as_compared(text: str) -> str:
    """A cell as it is compared with the words that we know: small letters, one space between words."""
    return " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())


def spanned(line: int, last: int) -> tuple[str, int]:
    """How a record's lines are named, and how many they are; `last` is 0 for a record on one line."""
    return (f"{line}-{last}", last - line + 1) if last > line else (str(line), 1)


def decoded(data: bytes) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, else Windows-1252. Raises `Refusal(FILE_TOO_BIG | FILE_NOT_TEXT)`."""
    if len(data) > MOST_BYTES:
        raise Refusal(Why.FILE_TOO_BIG, lines=MOST_LINES)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("windows-1252", "replace")
    if data.startswith(b"PK\x03\x04") or "\x00" in text:
        raise Refusal(Why.FILE_NOT_TEXT)  # a workbook, which is a packed folder, or no table at all
    if len(_BREAK.findall(text)) > MOST_LINES:
        raise Refusal(Why.FILE_TOO_BIG, lines=MOST_LINES)
    return text


def read_by(text: str, sheet: Callable[[Sequence[Record]], T], understood: Callable[[T], tuple[bool, int]]) -> T:
    """A table as `sheet` makes it of its records, with the delimiter by which the most of it is understood."""
    lines = [f"{line}\n" for line in _BREAK.split(text.removeprefix("\ufeff"))]
    delimiter = max(DELIMITERS, key=lambda one: understood(sheet(list(islice(_records(lines, one), _TRIED)))))
    return sheet(list(_records(lines, delimiter)))


def _records(lines: Sequence[str], delimiter: str) -> Iterator[Record]:
    """Every record that says something.

    Quotation marks that do not fit make one record, unread, of all the lines that the csv module gives to it: none of them
    may be taken for a row, since it may be the middle of somebody's note.
    """
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    while True:
        first = reader.line_num
        try:
            found = next(reader, None)
        except csv.Error:  # a cell of more than 131,072 characters: where it ends, the reader no longer knows
            yield Record(first + 1, len(lines), None)
            return
        if found is None:
            return
        of = lines[first : reader.line_num]
        cells = tuple(map(cell, found)) if _closed(of, delimiter) else None
        if cells is None or any(one.strip(_EMPTY) for one in cells):
            yield Record(first + 1, reader.line_num, cells)


def _closed(lines: Sequence[str], delimiter: str) -> bool:
    """True when every quotation mark of one record fits; the csv module is lenient about that unless told to be strict."""
    if not any('"' in line for line in lines):
        return True
    try:
        for _ in csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True):
            pass
    except csv.Error:
        return False
    return True


def cell(text: str) -> str:
    """On one line, without what cannot be seen, and composed, so that the same name is the same text."""
    plain = " ".join(text.split())
    if plain.isascii() and plain.isprintable():
        return plain
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if sign.isprintable())).strip()


def titles_in(cells: Sequence[str], columns: Mapping[str, C]) -> dict[C, int]:
    """Where each column is, by the names that people give it in small letters; of two of one kind the first."""
    found: dict[C, int] = {}
    for index, title in enumerate(cells):
        column = columns.get(as_compared(title))
        if column is not None:
            found.setdefault(column, index)
    return found
