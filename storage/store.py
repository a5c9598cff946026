"""The store: where the services begin a transaction or a read, whichever database is under it."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from storage.db import Db
from storage.link import Dialect, Link
from storage.sqlite import SqliteStore, sqlite_path


class Database(Protocol):
    """What a store needs of a database."""

    dialect: Dialect

    def begin(self, *, locked: bool) -> AbstractAsyncContextManager[Link]:
        """One write transaction."""
        ...

    def read(self) -> AbstractAsyncContextManager[Link]:
        """One consistent read."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


class Store:
    """One database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        return self._database.dialect

    @asynccontextmanager
    async def begin(self, *, locked: bool = True) -> AsyncGenerator[Db]:
        """One write transaction: durable when the block has ended, rolled back when it raises.

        Writers take turns, over all processes, so that what was read is still true when it is written. `locked=False` goes
        without that turn on PostgreSQL, for what takes row locks of its own (FOR UPDATE SKIP LOCKED).
        Cancelled during the commit, the write is done or not done, never half-way.
        """
        async with self._database.begin(locked=locked) as link:
            yield Db(link)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Db]:
        """One consistent read: it sees what was committed when it began. Writing in it is refused by the database."""
        async with self._database.read() as link:
            yield Db(link)

    async def close(self) -> None:
        """Let the write in hand end, then close every connection."""
        await self._database.close()


async def open_store(url: str, *, connections: int = 4) -> Store:
    """Open the database of that URL: `sqlite:///file` or `postgresql://user:password@host/name`.

    `connections` is the size of PostgreSQL's pool; 3 to 5 are enough for one process.
    """
    path: Path | None = sqlite_path(url)
    if path is not None:
        return Store(SqliteStore(path))
    from storage.postgres import PostgresStore  # asyncpg is loaded only where it is used

    return Store(PostgresStore(url, connections))
