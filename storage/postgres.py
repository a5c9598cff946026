"""PostgreSQL: the same promises as SQLite, over a socket. Imported only when a URL asks for it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.link import RemoteLink

ONE_WRITER = 5_787_001  # any number that no other program on the database uses for an advisory lock


def engine_of(url: str, size: int = 4) -> AsyncEngine:
    """An engine on asyncpg for that URL."""
    return create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), pool_size=size, max_overflow=0, pool_pre_ping=True)


class PostgresStore:
    """Write transactions are taken one at a time, as on SQLite: read-modify-write then needs no retry anywhere."""

    dialect = "postgresql"

    def __init__(self, url: str) -> None:
        self._engine = engine_of(url)

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[RemoteLink]:
        """One write transaction."""
        async with self._engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_WRITER})
            yield RemoteLink(connection)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[RemoteLink]:
        """One consistent read."""
        async with self._engine.connect() as plain:
            connection = await plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield RemoteLink(connection)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
