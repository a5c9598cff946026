"""PostgreSQL: the same promises as SQLite, over a socket. Imported only when a URL asks for it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, cast

from sqlalchemy import Executable, Row, TableClause, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from typing_extensions import override

from storage.link import Dialect, Link, Values, in_parts
from storage.write_lock import WriteLock, to_its_end

APPLICATION: Final = "shamash"  # how our connections are told apart in pg_stat_activity
ONE_WRITER: Final = text("SELECT pg_advisory_xact_lock(5787001)")  # any number that no other program on this database uses

_SETTINGS: Final = {
    "application_name": APPLICATION,
    "jit": "off",  # compiling a query takes longer than our longest one
    "lock_timeout": "5s",  # as SQLite's busy_timeout
}
FROZEN: Final = 4.0  # seconds without a statement in a transaction: its process is stopped, and must not keep all others from writing
STATEMENT: Final = 8.0  # seconds for one statement of an act; a server that is frozen cannot keep its own time, so that we do


def engine_of(url: str, size: int, *, statement: float | None = None) -> AsyncEngine:
    """An engine on asyncpg for that URL; a connection that a restart of the server has broken is replaced unseen.

    `statement`: seconds that one statement may take, and opening a connection too; without it they take what they need, as
    migrations and backups do.
    """
    bounds = {} if statement is None else {"timeout": statement, "command_timeout": statement}
    settings = dict(_SETTINGS)
    if statement is not None:
        settings |= {
            "statement_timeout": f"{statement * 1000:.0f}ms",
            "idle_in_transaction_session_timeout": f"{FROZEN * 1000:.0f}ms",
        }
    return create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        pool_size=size,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=statement or 30.0,
        hide_parameters=True,
        connect_args={"server_settings": settings, **bounds},
    )


@asynccontextmanager
async def _opened(connecting: AsyncConnection) -> AsyncGenerator[AsyncConnection]:
    """A connection that was asked whether it answers, and that is rolled back when its block fails.

    The driver bounds each statement, the rollback too, and closes a connection that answers neither.
    """
    async with asyncio.timeout(STATEMENT):
        connection = await connecting
    try:
        yield connection
    except BaseException:
        await to_its_end(connection.rollback())
        raise
    finally:
        await to_its_end(connection.close())


class RemoteLink(Link):
    """A transaction over a socket."""

    dialect = "postgresql"
    insert = staticmethod(cast("Callable[[TableClause], sqlite.Insert]", postgresql.insert))

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @override
    async def _rows(self, statement: Executable, values: Values) -> Sequence[Row[Any]]:
        return (await self._connection.execute(statement, values)).all()

    @override
    async def parts(self, statement: Executable) -> AsyncGenerator[Sequence[Row[Any]]]:
        async for part in in_parts(await self._rows(statement, None)):
            yield part

    @override
    async def _run(self, statement: Executable, values: Values) -> int:
        return (await self._connection.execute(statement, values)).rowcount


class PostgresStore:
    """Write transactions are taken one at a time, as on SQLite: read-modify-write then needs no retry anywhere."""

    dialect: Dialect = "postgresql"

    def __init__(self, url: str, size: int) -> None:
        self._engine = engine_of(url, size, statement=STATEMENT)
        self._reads = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._write_lock = WriteLock()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[RemoteLink]:
        """One write transaction.

        This process's writers wait for their turn here, so that they leave connections for its readers; other processes'
        for the lock in the database, which ends with the transaction. Behind the lock each statement sees all that was committed.
        """
        async with self._write_lock, _opened(self._engine.connect()) as connection:
            await connection.execute(ONE_WRITER)
            yield RemoteLink(connection)
            await to_its_end(connection.commit())

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[RemoteLink]:
        """One consistent read."""
        async with _opened(self._reads.connect()) as connection:
            yield RemoteLink(connection)

    async def close(self) -> None:
        """Let the write in hand end, then close every connection."""
        async with self._write_lock:
            await self._engine.dispose()
