"""One open transaction, or one consistent read: statements go in, rows come out, on either database."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from functools import cache
from time import perf_counter
from typing import Any, Literal, cast

from sqlalchemy import Connection, CursorResult, Delete, Executable, Insert, Row, Select, TableClause, Update, bindparam, update
from sqlalchemy.dialects import sqlite
from typing_extensions import override

from storage.prepared import Prepared, Statement, prepared

Dialect = Literal["sqlite", "postgresql"]
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

PART = 200  # rows of a long list that are made at once
SLICE = 0.005  # seconds of statements after which others on the event loop get their turn


class Link(ABC):
    """What the query files hold; they never commit.

    `values` are the bound parameters of a statement that was built beforehand (building one and finding it in SQLAlchemy's
    cache costs twice what running it does), or for `run` a list of them.
    """

    dialect: Dialect
    insert: Callable[[TableClause], sqlite.Insert]  # the dialect's own, which knows ON CONFLICT; both spell it alike

    @abstractmethod
    async def _execute(self, statement: Executable, values: Values) -> CursorResult[Any]: ...

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[Row[Any]]:
        """All rows."""
        return (await self._execute(statement, values)).all()

    async def parts(self, statement: Executable) -> AsyncGenerator[Sequence[Row[Any]]]:
        """All rows of what may be thousands, some hundreds at a time: others on the event loop get their turn in between."""
        result = await self._execute(statement, None)
        few = result.fetchmany(PART)
        while len(few) == PART:
            yield few
            await asyncio.sleep(0)
            few = result.fetchmany(PART)
        result.close()
        yield few

    async def row(self, statement: Executable, values: Values = None) -> Row[Any] | None:
        """The first row, if there is one."""
        return (await self._execute(statement, values)).first()

    async def value(self, statement: Executable, values: Values = None) -> Any:
        """The first column of the first row; None when there is none."""
        row = await self.row(statement, values)
        return None if row is None else row[0]

    async def run(self, statement: Executable, values: Values = None) -> int:
        """Change rows; gives how many."""
        result = await self._execute(statement, values)
        result.close()
        return result.rowcount

    async def change(self, table: TableClause, id_: int, values: Mapping[str, Any]) -> int:
        """Give columns of one row other values; gives how many rows there were."""
        new = {f"new_{name}": value for name, value in values.items()}
        return await self.run(_changing(table, tuple(values)), {"of": id_, **new})


@cache  # one for each set of columns that is changed together
def _changing(table: TableClause, columns: tuple[str, ...]) -> Update:
    given = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in columns}
    return update(table).where(table.c.id == bindparam("of")).values(given)


class LocalLink(Link):
    """SQLite: a statement takes microseconds, so it runs where it is; only what waits for the disk leaves the event loop."""

    dialect = "sqlite"
    insert = staticmethod(sqlite.insert)

    def __init__(self, connection: Connection, driver: Any) -> None:
        self._connection = connection
        self._driver = driver
        self._open = True
        self._until = perf_counter() + SLICE

    def end(self) -> None:
        """From now on every statement is refused: the next would run in somebody else's transaction."""
        self._open = False

    @override
    async def rows(self, statement: Executable, values: Values = None) -> Sequence[Any]:
        ready = self._ready(statement, values)
        if ready is None:
            return await super().rows(statement, values)
        return [ready[0].row(stored) for stored in (await self._done(ready)).fetchall()]

    @override
    async def row(self, statement: Executable, values: Values = None) -> Any:
        ready = self._ready(statement, values)
        if ready is None:
            return await super().row(statement, values)
        stored = next(iter((await self._done(ready)).fetchall()), None)
        return None if stored is None else ready[0].row(stored)

    @override
    async def run(self, statement: Executable, values: Values = None) -> int:
        ready = self._ready(statement, values)
        return await super().run(statement, values) if ready is None else (await self._done(ready)).rowcount

    def _ready(self, statement: Executable, values: Values) -> tuple[Prepared, list[Any]] | None:
        """A statement that was built beforehand, which is why its values come apart from it, with them; None for any other."""
        if not isinstance(values, Mapping) or not isinstance(statement, Select | Insert | Update | Delete):
            return None
        ready = prepared(cast("Statement", statement), self._connection.dialect)
        return None if ready is None else (ready, ready.bound(values))

    async def _done(self, ready: tuple[Prepared, list[Any]]) -> Any:
        """The driver's cursor after it."""
        await self._turn()
        return self._driver.execute(ready[0].sql, ready[1])

    async def _turn(self) -> None:
        """Others on the event loop get theirs; and nothing runs in a transaction that has ended."""
        if perf_counter() > self._until:
            await asyncio.sleep(0)
            self._until = perf_counter() + SLICE
        if not self._open:
            raise RuntimeError("this transaction has ended")

    @override
    async def _execute(self, statement: Executable, values: Values) -> CursorResult[Any]:
        await self._turn()
        return self._connection.execute(statement, values)
