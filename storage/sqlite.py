"""SQLite's files and connections, with the settings that were measured to lose nothing.

What opens a connection here waits for the disk, and so runs on a thread: the store's own (`storage.sqlite_store`), or one that a
migration, a backup or a check of the database was given.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from storage.library import library

BUSY_TIMEOUT = 5000  # milliseconds to wait for another process's transaction


def sqlite_path(url: str) -> Path | None:
    """The file that an `sqlite:///` URL names; None for any other database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def prepare(path: Path) -> None:
    """Make the folder and the file, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():  # an existing one is not touched: closing a file drops the locks this process has on it
        path.touch(mode=0o600)


_Driver: Any = library.Connection


class Connection(_Driver):
    """The driver's, which can begin and end a read by itself: that saves two hops to its thread."""

    reads = False
    stale = False  # the read that its snapshot was for has ended; said by whoever read, and only while no statement is under way

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """Where it only reads, the first statement of a read begins a transaction, whose snapshot the next ones share."""
        if self.reads:
            if self.stale:
                self.stale = False
                self.rollback()
            if not self.in_transaction:
                _Driver.execute(self, "BEGIN")
        return _Driver.execute(self, sql, parameters)


def connect(path: Path, *, reads: bool = False) -> Connection:
    """A driver connection with our settings, in autocommit; it may be used by one thread at a time.

    A file that is not there is not made: an empty database must never take the place of one that was lost.
    """
    there = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection: Connection = library.connect(
        there, uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_TIMEOUT / 1000, cached_statements=256,
        factory=Connection,
    )  # fmt: skip
    mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        connection.close()
        raise RuntimeError(f"{path} cannot be kept in WAL mode ({mode}): move it to a local disk")
    connection.execute("PRAGMA synchronous=FULL")  # NORMAL lost acknowledged commits in 514 of 600 power cuts
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    if reads:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.reads = True
    return connection


def engine_of(path: Path) -> Engine:
    """SQLAlchemy on such connections, each opened anew, for what runs on a thread of its own: migrations."""
    return create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool, module=library, hide_parameters=True)
