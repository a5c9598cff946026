"""Backups: made beside a busy writer, verified before they count, and put back without losing what they replace.

SQLite is copied with VACUUM INTO (280 MB in a second, and its writers hardly notice; the incremental backup API never ended
beside a writer, and copying the file would miss its WAL). PostgreSQL's go through `storage.archive`.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from time import perf_counter

from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value
from storage import snapshots
from storage.migrate import head, revisions
from storage.sqlite import sqlite_path

STAMP = "%Y%m%dT%H%M%SZ"


class Backup(Value):
    """A verified copy: where it is, how large, how long it took, and the revision of the database in it."""

    path: Path
    bytes: int
    seconds: float
    revision: str | None


class Restored(Value):
    """What is in the database now, and where what was there before is kept."""

    revision: str
    replaced: Path | None


async def backup(url: str, target: Path) -> Backup:
    """Write a verified copy, for its owner alone; a folder (a name without an ending) gets a file named by the time in UTC.

    The copy gets its name, and takes the place of an earlier one of that name, only when it is whole and on the disk.
    Raises `Refusal(DATABASE_MISSING)` or `Refusal(DATABASE_DAMAGED)`.
    """
    began = perf_counter()
    folder, name = _place(target)
    path = sqlite_path(url)
    with snapshots.new_file(folder) as part:
        if path is None:
            from storage import archive

            revision = await archive.write(url, part)
        else:
            revision = await asyncio.to_thread(snapshots.write, path, part)
        size, made = _written(part)
        final = folder / (name or _name(url, made))
        await asyncio.to_thread(snapshots.publish, part, final)
    return Backup(final, size, perf_counter() - began, revision)


def _place(target: Path) -> tuple[Path, str]:
    """The folder, made if need be, and the name in it if one was given."""
    folder, name = (target, "") if target.is_dir() or not target.suffix else (target.parent, target.name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder, name


def _written(path: Path) -> tuple[int, datetime]:
    found = path.stat()
    return found.st_size, datetime.fromtimestamp(found.st_mtime, UTC)


def _name(url: str, moment: datetime) -> str:
    return f"shamash-{moment:{STAMP}}{'.zip' if sqlite_path(url) is None else '.sqlite'}"


async def nightly(url: str, folder: Path | str, kept: int, now: datetime, days: int = 30) -> Backup:
    """A dated backup; then the oldest beyond `kept` go, and so does every copy that is older than `days`, whatever made it:
    people who had their data erased were told when the last copy goes.
    """
    made = await backup(url, Path(folder) / _name(url, now.astimezone(UTC)))
    prune(Path(folder), kept)
    for copy in {*_copies_beside(url), *_copies_in(Path(folder))}:
        if _written(copy)[1] < now - timedelta(days=days):
            copy.unlink()
    return made


def _copies_beside(url: str) -> list[Path]:
    """What migrations and restores kept beside an SQLite file."""
    path = sqlite_path(url)
    if path is None:
        return []
    return [*path.parent.glob(f"{path.stem}.before-*{path.suffix}"), *path.parent.glob(f"{path.name}.replaced-*")]


def _copies_in(folder: Path) -> list[Path]:
    """The nights' backups, and what migrations and restores kept there, of either database."""
    return [*dated(folder), *folder.glob("*.before-*"), *folder.glob("*.replaced-*")]


def dated(folder: Path) -> list[Path]:
    """The nights' backups, oldest first."""
    return sorted(chain(folder.glob("shamash-*Z.sqlite"), folder.glob("shamash-*Z.zip")), key=lambda path: path.name)


def prune(folder: Path, keep: int = 7) -> list[Path]:
    """Delete all dated backups but the newest ones; gives what was deleted."""
    if keep < 1:
        raise ValueError("at least one backup is kept")
    gone = dated(folder)[:-keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


async def restore(url: str, source: Path, overwrite: bool = False) -> Restored:
    """Put a backup in the database's place, with the bot stopped; `migrate` then brings it to this version's structure.

    The backup is examined before anything is touched. What was there is kept: the SQLite file under another name beside it,
    PostgreSQL's tables in an archive beside the backup. Whatever fails, the database stays as it was.
    Raises `Refusal` with BACKUP_MISSING, BACKUP_DAMAGED, DATABASE_NEWER (a backup from a later version of the bot),
    DATABASE_EXISTS (it holds something, and `overwrite` was not said) or DATABASE_IN_USE.
    """
    path = sqlite_path(url)
    if path is None:
        from storage import archive

        revision = (await asyncio.to_thread(archive.examine, source)).revision
        _require_known(revision)
        return Restored(revision, await archive.load(url, source, overwrite=overwrite))
    revision = await asyncio.to_thread(snapshots.examine, source)
    _require_known(revision)
    return Restored(revision, await asyncio.to_thread(snapshots.load, path, source, overwrite=overwrite))


def _require_known(revision: str) -> None:
    if revision not in revisions():
        raise Refusal(Why.DATABASE_NEWER, revision=revision, known=head())
