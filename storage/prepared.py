"""Statements that run for nearly every act, compiled by SQLAlchemy once and handed to SQLite's driver from then on.

SQLite does such a read or write in 5 microseconds; SQLAlchemy's way to it and back takes 30 to 90 more, each time. What is sent
and what comes back are the same: its compiler writes the SQL, its types convert the values.
"""

from collections import namedtuple
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Delete, Dialect, Insert, Select, Update, literal_column

_rows_of: Any = partial(namedtuple, "Row", rename=True)  # of columns that are known only when a statement is


Statement = Select[Any] | Insert | Update | Delete
ONE: ColumnElement[int] = literal_column("1")  # for a LIMIT: with a parameter in it SQLite prepares its statement anew each time


_MISSING = object()


class Prepared:
    """One statement as the driver takes it. A row has its columns as attributes, and unpacks; of two of one name, the first has it."""

    def __init__(self, statement: Statement, compiled: Any, dialect: Dialect) -> None:
        self.sql = str(compiled)
        order: list[str] = list(compiled.positiontup or ())
        binds: Mapping[str, Any] = compiled.binds
        self._given = [
            (name, _MISSING if binds[name].required else binds[name].value, binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in order
        ]
        columns: list[ColumnElement[Any]] = list(statement.selected_columns) if isinstance(statement, Select) else []
        self._row = _rows_of([str(column.key) for column in columns])
        found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._converts = [(at, convert) for at, convert in enumerate(found) if convert is not None]

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the statement's own order, as they are stored. Raises `KeyError` for one that is not there."""
        return [
            given if convert is None else convert(given)
            for given, convert in (
                (values[name] if default is _MISSING else values.get(name, default), convert) for name, default, convert in self._given
            )
        ]

    def row(self, stored: tuple[Any, ...]) -> Any:
        """One row with its values converted."""
        if not self._converts:
            return self._row(*stored)
        row = list(stored)
        for at, convert in self._converts:
            if row[at] is not None:  # which every type of ours leaves as it is
                row[at] = convert(row[at])
        return self._row(*row)


_PREPARED: dict[Statement, Prepared | None] = {}  # by the statement itself: these are built once


def prepared(statement: Statement, dialect: Dialect) -> Prepared | None:
    """The prepared form; None for one whose text depends on its values (a list of unknown length), and for a write that gives rows."""
    if statement not in _PREPARED:
        compiled = statement.compile(dialect=dialect)
        as_it_is = "POSTCOMPILE" not in str(compiled) and (isinstance(statement, Select) or "RETURNING" not in str(compiled))
        _PREPARED[statement] = Prepared(statement, compiled, dialect) if as_it_is else None
    return _PREPARED[statement]
