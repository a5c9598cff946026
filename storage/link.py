"""One open transaction, or one consistent read: statements go in, rows come out, on either database."""

import asyncio
from abc import ABC, abstractmethod
from collections import namedtuple
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Literal

from sqlalchemy import Executable, Row, TableClause, Update, UpdateBase, bindparam, update
from sqlalchemy.dialects import sqlite

Dialect = Literal["sqlite", "postgresql"]
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

_named: Any = partial(namedtuple, "Row", rename=True)  # of columns that only a table knows
PART = 200  # rows of a long list that are made at once


class Link(ABC):
    """What the query files hold; they never commit.

    `values` are the bound parameters of a statement that was built beforehand (building one and finding its shape again costs
    twice what running it does), or for `run` a list of them.
    """

    dialect: Dialect
    insert: Callable[[TableClause], sqlite.Insert]  # the dialect's own, which knows ON CONFLICT; both spell it alike
    writes = 0  # how many statements have changed something

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[Row[Any]]:
        """All rows; of a write those that it returns."""
        found = await self._rows(statement, values)
        self.writes += bool(found) and isinstance(statement, UpdateBase)
        return found

    async def run(self, statement: Executable, values: Values = None) -> int:
        """Change rows; gives how many."""
        changed = await self._run(statement, values)
        self.writes += changed > 0
        return changed

    @abstractmethod
    def parts(self, statement: Executable) -> AsyncGenerator[Sequence[Row[Any]]]:
        """All rows of what may be thousands, some hundreds at a time: others on the event loop get their turn in between."""

    @abstractmethod
    async def _rows(self, statement: Executable, values: Values) -> Sequence[Row[Any]]: ...

    @abstractmethod
    async def _run(self, statement: Executable, values: Values) -> int: ...

    async def row(self, statement: Executable, values: Values = None) -> Row[Any] | None:
        """The first row, if there is one."""
        return next(iter(await self.rows(statement, values)), None)

    async def value(self, statement: Executable, values: Values = None) -> Any:
        """The first column of the first row; None when there is none."""
        row = await self.row(statement, values)
        return None if row is None else row[0]


def part_of(row: Row[Any], table: TableClause, at: int) -> Any | None:
    """The row of one table that was selected whole in a join, from that column on; None where an outer join found none."""
    values = row[at : at + len(table.c)]
    return None if values[0] is None else _row_of(table)(*values)


@cache
def _row_of(table: TableClause) -> Any:
    return _named(table.c.keys())


async def set_columns(link: Link, table: TableClause, id_: int, values: Mapping[str, Any]) -> None:
    """Give columns of one row other values. Raises `KeyError` for a column that the table does not have.

    For the query classes: they offer verbs with typed parameters, and nobody above them names a column.
    """
    new = {f"new_{name}": value for name, value in values.items()}
    await link.run(_changing(table, tuple(values)), {"of": id_, **new})


@cache  # one for each set of columns that is changed together
def _changing(table: TableClause, columns: tuple[str, ...]) -> Update:
    given = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in columns}
    return update(table).where(table.c.id == bindparam("of")).values(given)


async def in_parts(rows: Sequence[Any], made: Callable[[Any], Any] = lambda row: row) -> AsyncGenerator[Sequence[Any]]:
    """What is made of rows, some hundreds at a time."""
    for start in range(0, len(rows), PART):
        yield [made(row) for row in rows[start : start + PART]]
        await asyncio.sleep(0)
