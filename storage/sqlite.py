"""SQLite, with the settings that were measured to lose nothing.

Statements run on the event loop: a WAL read or an insert into the page cache takes some tens of microseconds, while the
hop to a thread and back for each costs ten times that (one-row read 0.12 ms here, 1.4 ms through a thread for each call;
a write of three statements 1.2 ms against 4). What may wait for the disk, COMMIT with its fsync and its checkpoint, runs
on a thread of its own; what may wait for another process, BEGIN IMMEDIATE, is tried again without blocking.
"""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from storage.link import LocalLink

BUSY_TIMEOUT = 5.0  # seconds to wait for another process's transaction
_READERS = 3


def _is_affected(version: tuple[int, ...]) -> bool:
    """True for libraries with the WAL-reset bug: before 3.51.3, but for the fixed lines 3.50.7 and 3.44.6."""
    backported: dict[tuple[int, ...], tuple[int, ...]] = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}
    return version < backported.get(version[:2], (3, 51, 3))


def _library() -> Any:
    """The SQLite to use: the interpreter's own, unless that one is affected and a fixed one is installed."""
    if _is_affected(sqlite3.sqlite_version_info):
        with suppress(ImportError):
            import pysqlite3  # pyright: ignore[reportMissingImports, reportMissingTypeStubs, reportUnknownVariableType]  # noqa: PLC0415

            sys.modules["sqlite3"] = pysqlite3
            return pysqlite3  # pyright: ignore[reportUnknownVariableType]
    return sqlite3


library: Any = _library()


def sqlite_library() -> tuple[str, bool]:
    """The version in use, and whether it has the WAL-reset bug (then one connection does everything)."""
    return library.sqlite_version, _is_affected(library.sqlite_version_info)


def connect(path: Path, *, query_only: bool = False) -> Any:
    """A driver connection with our settings."""
    connection = library.connect(path, check_same_thread=False, isolation_level=None, timeout=0.0)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # NORMAL lost acknowledged commits in 514 of 600 power cuts
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    if query_only:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection


def prepare(path: Path) -> None:
    """Make the folder and the file, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


class SqliteStore:
    """One writer, behind a lock of this process; a few readers with a snapshot each."""

    dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        prepare(path)
        self.path = path
        self._engine = create_engine(
            "sqlite://", creator=lambda: connect(path), poolclass=NullPool, isolation_level="AUTOCOMMIT", module=library
        )
        self._read_engine = create_engine(
            "sqlite://", creator=lambda: connect(path, query_only=True), poolclass=NullPool, isolation_level="AUTOCOMMIT", module=library
        )
        self._writer = self._engine.connect()
        self._lock = asyncio.Lock()
        self._idle: list[Connection] = []
        self._single = sqlite_library()[1]
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="sqlite-commit")

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[LocalLink]:
        """One write transaction, durable when the block has ended."""
        async with self._lock:
            await _patiently(lambda: self._control(self._writer, "BEGIN IMMEDIATE"))
            try:
                yield LocalLink(self._writer)
            except BaseException:
                self._control(self._writer, "ROLLBACK")
                raise
            await self._commit()

    async def _commit(self) -> None:
        """Durable, whoever is cancelled meanwhile: a cancelled write would otherwise be unknown rather than undone."""
        committing = asyncio.get_running_loop().run_in_executor(self._disk, self._control, self._writer, "COMMIT")
        try:
            await asyncio.shield(committing)
        except asyncio.CancelledError:
            await asyncio.wait({committing})
            raise
        except BaseException:
            with suppress(Exception):
                self._control(self._writer, "ROLLBACK")
            raise

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[LocalLink]:
        """One consistent read."""
        if self._single:
            async with self._lock:
                yield LocalLink(self._writer)
            return
        connection = self._idle.pop() if self._idle else self._read_engine.connect()
        self._control(connection, "BEGIN")
        try:
            yield LocalLink(connection)
        finally:
            self._control(connection, "ROLLBACK")
            if len(self._idle) < _READERS:
                self._idle.append(connection)
            else:
                connection.close()

    @staticmethod
    def _control(connection: Connection, statement: str) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(statement)

    async def close(self) -> None:
        """Let the transaction in hand end, then close every connection."""
        async with self._lock:
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()
            self._disk.shutdown()


async def _patiently(attempt: Callable[[], None]) -> None:
    """Try again while another process writes, without blocking this one."""
    loop = asyncio.get_running_loop()
    until, pause = loop.time() + BUSY_TIMEOUT, 0.001
    while True:
        try:
            attempt()
        except library.OperationalError as error:
            if "locked" not in str(error) or loop.time() > until:
                raise
            await asyncio.sleep(pause)
            pause = min(pause * 2, 0.05)
        else:
            return
