"""SQLite, with the settings that were measured to lose nothing.

Statements run on the event loop: a WAL read or an insert into the page cache takes some tens of microseconds and waits
for nobody, while each hop to a thread and back costs more than that, and SQLAlchemy on aiosqlite makes five hops or more.
What may wait for the disk, COMMIT with its fsync and its checkpoint, runs on a thread of its own; so does BEGIN IMMEDIATE
when another process is writing. On two shared cores a read of one row took 0.14 ms against 0.84 through aiosqlite, a write
of four statements 0.59 ms against 2.3, and 64 waiting writers 1,300 a second against 310.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from storage.link import Dialect, LocalLink
from storage.turn import Turn, settled


class DatabaseGone(Exception):  # noqa: N818 - says what happened
    """The database's file, or its write-ahead log, was deleted or replaced while we had it open: what is written now is in no file."""


BUSY_TIMEOUT = 5000  # milliseconds to wait for another process's transaction
_READERS = 3  # reads end without waiting for anything, so that more than one at a time is rare


def is_affected(version: tuple[int, ...]) -> bool:
    """True for libraries with the WAL-reset bug: before 3.51.3, but for the fixed lines 3.50.7 and 3.44.6.

    Two connections that write or checkpoint at the same instant can then corrupt the file (sqlite.org, fixed in 3.51.3).
    """
    fixed = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}
    return version < fixed.get((version[0], version[1]), (3, 51, 3))


def _library() -> Any:
    """The fixed SQLite that is installed with us where there is a wheel of it, else the interpreter's own.

    It takes the place of `sqlite3` for the whole process, which is never loaded then: two copies of SQLite in one process undo
    each other's file locks (sqlite.org/howtocorrupt.html, 2.2.1), so whoever else opens the file here must get the same copy.
    """
    try:
        import pysqlite3  # pyright: ignore[reportMissingImports, reportMissingTypeStubs, reportUnknownVariableType]
    except ImportError:
        import sqlite3

        return sqlite3
    sys.modules["sqlite3"] = pysqlite3
    return pysqlite3  # pyright: ignore[reportUnknownVariableType]


library: Any = _library()


def sqlite_library() -> tuple[str, bool]:
    """The version in use, and whether it has the WAL-reset bug (then one connection does everything)."""
    return library.sqlite_version, is_affected(library.sqlite_version_info)


def sqlite_path(url: str) -> Path | None:
    """The file that an `sqlite:///` URL names; None for any other database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def prepare(path: Path) -> None:
    """Make the folder and the file, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():  # an existing one is not touched: closing a file drops the locks this process has on it
        path.touch(mode=0o600)


def connect(path: Path, *, query_only: bool = False) -> Any:
    """A driver connection with our settings, in autocommit; it may be used by one thread at a time.

    A file that is not there is not made: an empty database must never take the place of one that was lost.
    """
    there = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = library.connect(
        there, uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_TIMEOUT / 1000, cached_statements=256
    )
    mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        connection.close()
        raise RuntimeError(f"{path} cannot be kept in WAL mode ({mode}): move it to a local disk")
    connection.execute("PRAGMA synchronous=FULL")  # NORMAL lost acknowledged commits in 514 of 600 power cuts
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    if query_only:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection


def engine_of(path: Path) -> Engine:
    """SQLAlchemy on such connections, each opened anew. Transactions are begun and ended on the driver, not by SQLAlchemy."""
    return create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool, module=library, hide_parameters=True)


class _Seat:
    """One connection for as long as the store is open, kept out of SQLAlchemy's pool: a checkout costs as much as a read."""

    def __init__(self, engine: Engine) -> None:
        self.connection: Connection = engine.connect()
        self.driver: Any = self.connection.connection.driver_connection

    def read_only(self, on: bool = True) -> None:
        self.driver.execute(f"PRAGMA query_only={int(on)}")

    def roll_back(self) -> None:
        """Nothing to undo is no failure: SQLite itself rolls back when the disk is full or fails."""
        if self.driver.in_transaction:
            self.driver.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Generator[LocalLink]:
        link = LocalLink(self.connection, self.driver)
        self.driver.execute("BEGIN")
        try:
            yield link
        finally:
            link.end()
            self.roll_back()


def _files(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files the database and its write-ahead log are, by device and inode; None for one that is not there."""
    return tuple(_file(one) for one in (path, path.with_name(f"{path.name}-wal")))


def _file(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


class SqliteStore:
    """One writer, behind a turn; a few readers with a snapshot each. With an affected library one connection is all."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path, *, alone: bool | None = None) -> None:
        self.path = path
        self._alone = sqlite_library()[1] if alone is None else alone
        self._engine = engine_of(path)
        self._writer = _Seat(self._engine)
        with self._writer.snapshot():  # a file that was restored has no write-ahead log before it is first read
            self._writer.driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self._files = _files(path)
        self._turn = Turn()
        self._free: list[_Seat] = []
        self._closed = False
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="sqlite-commit")

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[LocalLink]:
        """One write transaction, durable when the block has ended."""
        async with self._turn:
            link = LocalLink(self._writer.connection, self._writer.driver)
            try:
                await self._begin()
                yield link
                await self._on_thread(self._commit)
            finally:
                link.end()
                self._writer.roll_back()

    async def _begin(self) -> None:
        """IMMEDIATE, so that what is read stays true: deferred transactions lost 550 of 600 read-modify-writes.

        Tried first without waiting, which costs no hop to a thread; another process's transaction is waited for on the thread.
        """
        driver = self._writer.driver
        driver.execute("PRAGMA busy_timeout=0")
        try:
            driver.execute("BEGIN IMMEDIATE")
        except library.OperationalError as error:
            if "locked" not in str(error):
                raise
        else:
            return
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        await self._on_thread(self._writer.driver.execute, "BEGIN IMMEDIATE")

    async def _on_thread(self, work: Callable[..., object], *given: str) -> None:
        await settled(asyncio.get_running_loop().run_in_executor(self._disk, work, *given))

    def _commit(self) -> None:
        self._writer.driver.execute("COMMIT")
        self._require_files()

    def _require_files(self) -> None:
        """Raise `DatabaseGone` unless the files are those that were opened: a commit to a deleted one succeeds, and is lost."""
        if _files(self.path) != self._files:
            raise DatabaseGone

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[LocalLink]:
        """One consistent read, which never waits for the writer (but with an affected library takes its turn)."""
        if self._alone:
            async with self._turn:
                self._writer.read_only()
                try:
                    with self._writer.snapshot() as link:
                        yield link
                finally:
                    self._writer.read_only(on=False)
            return
        if self._closed:
            raise RuntimeError("the store is closed")
        seat = self._free.pop() if self._free else self._reader()
        try:
            with seat.snapshot() as link:
                yield link
        finally:
            if self._closed or len(self._free) == _READERS:
                seat.connection.close()
            else:
                self._free.append(seat)

    def _reader(self) -> _Seat:
        self._require_files()
        seat = _Seat(self._engine)
        seat.read_only()
        seat.driver.execute("PRAGMA wal_autocheckpoint=0")
        return seat

    async def close(self) -> None:
        """Let the write in hand end, then close; the last to close checkpoints, which waits for the disk."""
        async with self._turn:
            self._closed = True
            await self._on_thread(self._close)
            self._disk.shutdown(wait=False)

    def _close(self) -> None:
        for seat in (*self._free, self._writer):
            seat.connection.close()
        self._free.clear()
