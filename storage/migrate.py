"""Migrations: from an empty database, or from any earlier revision, to the present one; in one transaction, a backup before.

Alembic costs 0.1 s and 10 MiB: it is loaded only when something is to be migrated.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, inspect, text

from domain.ground.refusal import Refusal, Why
from storage.sqlite import engine_of as sqlite_engine
from storage.sqlite import prepare, sqlite_path

T = TypeVar("T")

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
LEASED_SINCE: Final = "0010"  # the revision that brought the table of leases


def revisions() -> list[str]:
    """Every revision this code knows, oldest first. Read from the files' names, so that starting the bot loads no Alembic."""
    return sorted(file.name[1:5] for file in _VERSIONS.glob("v[0-9]*.py"))


def head() -> str:
    """The revision that this code needs."""
    return revisions()[-1]


async def revision(url: str) -> str | None:
    """The database's revision; None when it is empty or not there. It changes nothing, and makes no file."""
    path = sqlite_path(url)
    if path is None:
        return await _with(url, revision_in)
    return await asyncio.to_thread(_revision_of, path) if path.exists() else None


def _revision_of(path: Path) -> str | None:
    with sqlite_engine(path).connect() as connection:
        return revision_in(connection)


async def migrate(url: str, to: str = "head", backups: Path | None = None) -> list[str]:
    """Bring the database to that revision; gives the revisions that were applied, none when it was there already.

    An SQLite database that holds something is copied first: into `backups`, else beside the file. Whatever fails, the
    database stays as it was. Raises `Refusal(DATABASE_NEWER)` for one that a later version of the bot has migrated.
    """
    target = head() if to == "head" else to
    before = await revision(url)
    if before == target:
        return []
    if before is not None and before not in revisions():
        raise Refusal(Why.DATABASE_NEWER, revision=before, known=head())
    path = sqlite_path(url)
    if path is not None and before is not None:
        from storage.backup import backup

        await backup(url, (backups or path.parent) / f"{path.stem}.before-{target}{path.suffix}")
    return await _with(url, lambda connection: upgrade(connection, target))


async def _with(url: str, work: Callable[[Connection], T]) -> T:
    """Do work on a connection, in a transaction of its own, away from the event loop."""
    path = sqlite_path(url)
    if path is not None:
        return await asyncio.to_thread(_on_sqlite, path, work)
    from storage.postgres import ONE_WRITER, engine_of

    engine = engine_of(url, 1)
    try:
        async with engine.begin() as connection:
            await connection.execute(ONE_WRITER)
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _on_sqlite(path: Path, work: Callable[[Connection], T]) -> T:
    prepare(path)
    with sqlite_engine(path).connect() as connection:
        # Off while tables are rebuilt, else dropping the old one takes every child row with it; checked before the commit.
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(text("BEGIN IMMEDIATE"))
        try:
            result = work(connection)
            _check_foreign_keys(connection)
        except BaseException:
            connection.execute(text("ROLLBACK"))
            raise
        connection.execute(text("COMMIT"))
        return result


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"a migration left rows without what they belong to, and was undone: {broken[:3]}")


def revision_in(connection: Connection) -> str | None:
    """The revision of the database that this connection is on."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, target: str) -> list[str]:
    """Apply what is missing up to that revision, in the transaction that is open; gives the revisions applied."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS.parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    before = revision_in(connection)
    command.upgrade(config, target)
    return [one for one in revisions() if (before or "") < one <= target]
