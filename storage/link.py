"""One open transaction, or one consistent read: statements go in, rows come out, on either database."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, CursorResult, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Dialect = Literal["sqlite", "postgresql"]


class Link(ABC):
    """What the query files hold; they never commit."""

    dialect: Dialect

    @abstractmethod
    async def _execute(self, statement: Executable) -> CursorResult[Any]: ...

    async def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows."""
        return (await self._execute(statement)).all()

    async def row(self, statement: Executable) -> Row[Any] | None:
        """The first row, if there is one."""
        return (await self._execute(statement)).first()

    async def value(self, statement: Executable) -> Any:
        """The first column of the first row; None when there is none."""
        return (await self._execute(statement)).scalar()

    async def run(self, statement: Executable) -> int:
        """Change rows; gives how many."""
        return (await self._execute(statement)).rowcount

    def insert(self, table: Table) -> Any:
        """The dialect's own insert, which knows ON CONFLICT; both spell it alike."""
        return sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)


class LocalLink(Link):
    """SQLite: a statement takes microseconds, so it runs where it is; only what waits for the disk leaves the event loop."""

    dialect = "sqlite"

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def _execute(self, statement: Executable) -> CursorResult[Any]:
        return self._connection.execute(statement)


class RemoteLink(Link):
    """PostgreSQL, over a socket."""

    dialect = "postgresql"

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def _execute(self, statement: Executable) -> CursorResult[Any]:
        return await self._connection.execute(statement)
