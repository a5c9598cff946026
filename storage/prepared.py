"""Statements as SQLite's driver takes them: SQLAlchemy's compiler writes the SQL, and its types convert the values, both ways.

Compiling a statement takes some hundred microseconds, and running it ten. So each is compiled once: one that was built beforehand
is known again by itself, any other by its shape, which SQLAlchemy calls its cache key.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Dialect, literal_column

_row_of: Any = partial(namedtuple, "Row", rename=True)  # of columns that are known only when a statement is
_MISSING = object()
_MOST = 1000  # shapes that are kept: more than the program has, so that a mistake costs time and not memory

Convert = Callable[[Any], Any] | None
ONE: ColumnElement[int] = literal_column("1")  # for a LIMIT too: with a parameter in it SQLite prepares its statement anew each time


class Prepared:
    """One statement as the driver takes it. A row has its columns as attributes, and unpacks; of two of one name, the first has it."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, key: Any = None, columns: Sequence[str] | None = None) -> None:
        compiled: Any = statement.compile(dialect=dialect, cache_key=key, column_keys=columns)
        binds: Mapping[str, Any] = {name: bind for bind, name in compiled.bind_names.items()}
        self._compiled = compiled
        self._expands = bool(compiled.post_compile_params)  # a list of unknown length: its text depends on its values
        self._sql = str(compiled)
        self._binds = [
            (name, _MISSING if binds[name].required else binds[name].value, binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in (binds if self._expands else compiled.positiontup or ())
        ]
        given: Sequence[ColumnElement[Any]] = list(getattr(statement, "exported_columns", ()))
        self._row = _row_of([str(column.key) for column in given]) if given else None
        found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in given]
        self._converts = [(at, convert) for at, convert in enumerate(found) if convert is not None]

    def with_those_of(self, parameters: Sequence[Any], values: Mapping[str, Any] | None = None) -> tuple[str, list[Any]]:
        """The SQL, and the values that another statement of this shape has in these parameters; `values` are further ones."""
        return self.with_values(self._compiled.construct_params(values, extracted_parameters=parameters))

    def with_values(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The SQL, and the values in its own order, as they are stored. Raises `KeyError` for one that is not there."""
        given = [(name, values[name] if usual is _MISSING else values.get(name, usual), convert) for name, usual, convert in self._binds]
        if self._expands:
            return self._expanded(given)
        return self._sql, [value if convert is None else convert(value) for _, value, convert in given]

    def _expanded(self, given: Sequence[tuple[str, Any, Convert]]) -> tuple[str, list[Any]]:
        state = self._compiled.construct_expanded_state({name: value for name, value, _ in given})
        converts: dict[str, Convert] = {name: convert for name, _, convert in given} | dict(state.processors)
        order = [(state.parameters[name], converts.get(name)) for name in state.positiontup]
        return state.statement, [value if convert is None else convert(value) for value, convert in order]

    def row(self, stored: tuple[Any, ...]) -> Any:
        """One row with its values converted."""
        if self._row is None:
            return stored
        if not self._converts:
            return self._row(*stored)
        row = list(stored)
        for at, convert in self._converts:
            if row[at] is not None:  # which every type of ours leaves as it is
                row[at] = convert(row[at])
        return self._row(*row)


class Compiler:
    """Statements of one dialect, each compiled once."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[object, Prepared] = {}

    def built(self, statement: ClauseElement) -> Prepared:
        """A statement that was built beforehand, which is why its values come apart from it."""
        return self._known.get(statement) or self._keep(statement, Prepared(statement, self._dialect))

    def shaped(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> tuple[Prepared, Sequence[Any]]:
        """A statement with its values in it: what others of its shape have in common, and the parameters that hold its own.

        `columns`: what each of many rows brings, where the statement itself does not say.
        """
        key: Any = statement._generate_cache_key()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - as in SQLAlchemy's own example
        if key is None:  # it has no shape that would be known again
            return Prepared(statement, self._dialect, columns=columns), ()
        shape = key.key, columns
        return self._known.get(shape) or self._keep(shape, Prepared(statement, self._dialect, key, columns)), key.bindparams

    def _keep(self, known_by: object, made: Prepared) -> Prepared:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[known_by] = made
        return made
