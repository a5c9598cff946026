"""Copies of an SQLite database: taken beside a busy writer, examined, put in the database's place."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from domain.ground.refusal import Refusal, Why
from storage.library import library
from storage.sqlite import connect

_PREFIX, _SUFFIX = ".shamash-", ".part"  # of a copy that is not finished
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite would take for the database's own, and apply to whatever is in its place


def write(path: Path, part: Path) -> str | None:
    """Copy the database into an empty file and examine the copy; gives its revision.

    Raises `Refusal(DATABASE_MISSING)` or `Refusal(DATABASE_DAMAGED)`.
    """
    if not path.exists():
        raise Refusal(Why.DATABASE_MISSING, path=str(path))
    try:
        source = connect(path)  # with query_only, VACUUM INTO may not write its copy either
        try:
            source.execute("PRAGMA wal_autocheckpoint=0")
            source.execute("VACUUM INTO ?", (str(part),))
        finally:
            source.close()
        return _examine(part)
    except library.DatabaseError as error:
        if isinstance(error, library.OperationalError):  # a full disk, a lock: no fault of the database
            raise
        raise Refusal(Why.DATABASE_DAMAGED, path=str(path), found=str(error)) from error


def examine(file: Path) -> str:
    """The revision of a backup that is whole. Raises `Refusal(BACKUP_MISSING)` or `Refusal(BACKUP_DAMAGED)`."""
    if not file.is_file():
        raise Refusal(Why.BACKUP_MISSING, file=str(file))
    try:
        revision = _examine(file)
    except library.DatabaseError as error:
        raise Refusal(Why.BACKUP_DAMAGED, file=str(file), found=str(error)) from error
    if revision is None:
        raise Refusal(Why.BACKUP_DAMAGED, file=str(file), found="there is no database of ours in it")
    return revision


def _examine(file: Path) -> str | None:
    """Immutable, so that looking leaves no -wal and no -shm beside the copy."""
    copy: Any = library.connect(f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        found: list[tuple[object, ...]] = copy.execute("PRAGMA quick_check(3)").fetchall()
        if found != [("ok",)]:
            raise library.DatabaseError("; ".join(str(row[0]) for row in found))
        if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise library.DatabaseError("rows without what they belong to")
        if copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone() is None:
            return None
        row: tuple[str] | None = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else row[0]
    finally:
        copy.close()


def load(path: Path, source: Path, *, overwrite: bool) -> Path | None:
    """Put a copy of an examined backup in the database's place; gives where what was there is kept.

    Raises `Refusal(DATABASE_EXISTS)` unless told to overwrite, and `Refusal(DATABASE_IN_USE)` while anybody has it open.
    """
    there = path.exists() and path.stat().st_size > 0
    if there and (not overwrite or source.samefile(path)):
        raise Refusal(Why.DATABASE_EXISTS, path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_file(path.parent) as part:
        shutil.copyfile(source, part)
        examine(part)  # as it is here now: the disk may be full, or bad
        with _held(path) if there else _nobody():
            aside = unused(path.with_name(f"{path.name}.replaced"))
            if there:
                _keep(path, aside)
            for ending in _BESIDE:
                stale = path.with_name(path.name + ending)
                if stale.exists():
                    stale.rename(aside.with_name(aside.name + ending))
            publish(part, path)
    return aside if there else None


@contextmanager
def _nobody() -> Generator[None]:
    yield


@contextmanager
def _held(path: Path) -> Generator[None]:
    """Alone with the database: leaving WAL mode takes everybody else's absence, and brings what is in the WAL into the file."""
    connection: Any = library.connect(path, isolation_level=None, timeout=0.5)
    try:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except library.OperationalError as error:
            raise Refusal(Why.DATABASE_IN_USE, path=str(path)) from error
        except library.DatabaseError:
            pass  # it is damaged, which may be why it is being replaced
        yield
    finally:
        connection.close()


def _keep(path: Path, aside: Path) -> None:
    """A second name rather than a new one: there is a database under its own name at every instant."""
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without hard links
        path.rename(aside)


def unused(wanted: Path, ending: str = "") -> Path:
    """That name with the first number that is free, and an ending."""
    number = 1
    while (found := wanted.with_name(f"{wanted.name}-{number}{ending}")).exists():
        number += 1
    return found


@contextmanager
def new_file(folder: Path) -> Generator[Path]:
    """An empty file for its owner alone, gone at the end unless it was published; what killed processes left in the folder goes first.

    It is locked for as long as somebody works on it, and the lock ends with the process: so a file of another process that is still
    at work is left alone.
    """
    _clear(folder)
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
    part = Path(name)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield part
    finally:
        _remove(part)
        os.close(handle)


def _clear(folder: Path) -> None:
    """Delete unfinished copies that nobody works on any more, and journals whose copy is gone."""
    for part in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(FileNotFoundError):  # another process cleared it first, or finished
            handle = os.open(part, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _remove(part)
            except BlockingIOError:
                pass
            finally:
                os.close(handle)
    for ending in _BESIDE:
        for journal in folder.glob(f"{_PREFIX}*{_SUFFIX}{ending}"):
            if not journal.with_name(journal.name.removesuffix(ending)).exists():
                journal.unlink(missing_ok=True)


def _remove(part: Path) -> None:
    """The unfinished copy with what SQLite keeps beside it; the copy last, since it says whose the others are."""
    for ending in (*_BESIDE, ""):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def publish(part: Path, final: Path) -> None:
    """Give a file its name once it is on the disk; the name too is on the disk when this returns."""
    _sync(part)
    part.replace(final)
    _sync(final.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
