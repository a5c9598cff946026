"""The store: where the services begin a transaction or a read, whichever database is under it."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy.exc import TimeoutError as PoolEmpty

from domain.ground.leases import LeaseLost
from storage.db import Db
from storage.errors import from_database
from storage.link import Dialect, Link
from storage.sqlite import DatabaseGone, sqlite_path
from storage.sqlite_store import open_sqlite


class Database(Protocol):
    """What a store needs of a database."""

    dialect: Dialect

    def begin(self) -> AbstractAsyncContextManager[Link]:
        """One write transaction."""
        ...

    def read(self) -> AbstractAsyncContextManager[Link]:
        """One consistent read."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


class Unavailable(Exception):  # noqa: N818 - says how the database is
    """The database could not be asked just now: locked by another, out of space, or not reached. The same may work a little later."""


# What a transaction raises where this process may write no more. What renews the lease meets it within seconds and ends the leading
# in one sentence, so that nothing else tries again, sets anything aside, or writes a traceback.
NO_MORE_WRITES: Final = (LeaseLost, DatabaseGone)

_PASSING = ("locked", "busy", "disk", "full", "unable to open")  # as SQLite says it
_PASSING_STATES = ("08", "40", "53", "55", "57")  # PostgreSQL: connection, rollback, resources, lock not available, shut down


def is_passing(error: BaseException) -> bool:
    """True for what the database says when it is not the statement's fault."""
    if not isinstance(error, OSError) and not from_database(error):
        return False
    cause = getattr(error, "orig", None) or error
    state: object = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return state[:2] in _PASSING_STATES
    if getattr(error, "connection_invalidated", False) or isinstance(cause, OSError | PoolEmpty):
        return True
    return type(cause).__name__ == "OperationalError" and any(word in str(cause) for word in _PASSING)


def is_shut(error: BaseException) -> bool:
    """True for a database that is not reached or does not let us in: nothing that a later try or another statement would mend."""
    state: object = getattr(getattr(error, "orig", None) or error, "sqlstate", None)
    return is_passing(error) or (isinstance(state, str) and state[:2] in {"28", "3D"})  # who we are, which database


class Store:
    """One database. What it raises is a fault of ours, but for `Unavailable` and `LeaseLost`.

    `fence` is the lease under which this process writes, by name and number; None for what writes without one (tests, commands
    of the command line).
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.fence: tuple[str, int] | None = None

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        return self._database.dialect

    @asynccontextmanager
    async def begin(self, *, fenced: bool = True) -> AsyncGenerator[Db]:
        """One write transaction: durable when the block has ended, rolled back when it raises.

        Raises `LeaseLost` before the block when another process has taken the lease of `fence`: a process that was frozen for a
        while wakes in the middle of its work, and must neither claim nor settle nor write anything else. `fenced=False` is for
        taking and giving up the lease itself.

        Writers take turns, over all processes, so that what was read is still true when it is written.
        Cancelled during the commit, the write is done or not done, never half-way.
        """
        try:
            async with self._database.begin() as link:
                db = Db(link)
                if fenced:
                    await self._require_lease(db)
                yield db
        except Exception as error:
            if is_passing(error):
                raise Unavailable from error
            raise

    async def _require_lease(self, db: Db) -> None:
        if self.fence is not None and not await db.leases.holds(*self.fence):
            raise LeaseLost

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Db]:
        """One consistent read: it sees what was committed when it began. Writing in it is refused by the database."""
        try:
            async with self._database.read() as link:
                yield Db(link)
        except Exception as error:
            if is_passing(error):
                raise Unavailable from error
            raise

    async def close(self) -> None:
        """Let the write in hand end, then close every connection."""
        await self._database.close()


async def open_store(url: str, *, connections: int = 4) -> Store:
    """Open the database of that URL: `sqlite:///file` or `postgresql://user:password@host/name`.

    `connections` is the size of PostgreSQL's pool; 3 to 5 are enough for one process.
    """
    path: Path | None = sqlite_path(url)
    if path is not None:
        return Store(await open_sqlite(path))
    from storage.postgres import PostgresStore  # asyncpg is loaded only where it is used

    return Store(PostgresStore(url, connections))
