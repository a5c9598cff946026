"""The one copy of SQLite that this process uses, chosen before anything loads another."""

import sys
from typing import Any

__all__ = ["aiosqlite", "is_affected", "library", "sqlite_library"]


def is_affected(version: tuple[int, ...]) -> bool:
    """True for libraries with the WAL-reset bug: before 3.51.3, but for the fixed lines 3.50.7 and 3.44.6.

    Two connections that write or checkpoint at the same instant can then corrupt the file (sqlite.org, fixed in 3.51.3).
    """
    fixed = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}
    return version < fixed.get((version[0], version[1]), (3, 51, 3))


def _library() -> Any:
    """The fixed SQLite that is installed with us where there is a wheel of it, else the interpreter's own.

    It takes the place of `sqlite3` for the whole process, aiosqlite included: two copies of SQLite in one process undo each
    other's file locks (sqlite.org/howtocorrupt.html, 2.2.1), so everything that opens the file here must get the same copy.
    """
    try:
        import pysqlite3  # pyright: ignore[reportMissingImports, reportMissingTypeStubs, reportUnknownVariableType]
    except ImportError:
        import sqlite3

        return sqlite3
    sys.modules["sqlite3"] = pysqlite3
    return pysqlite3  # pyright: ignore[reportUnknownVariableType]


library: Any = _library()

import aiosqlite  # noqa: E402 - it takes the copy of SQLite that was chosen


def sqlite_library() -> tuple[str, bool]:
    """The version in use, and whether it has the WAL-reset bug (then one connection does everything)."""
    return library.sqlite_version, is_affected(library.sqlite_version_info)
