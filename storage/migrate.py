"""Migrations: from an empty database, or from any earlier revision, to the present one; in one transaction, a backup before."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from storage.sqlite import connect, library, prepare
from storage.store import sqlite_path

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


def head() -> str:
    """The revision that this code needs. Read from the files' names, so that starting the bot does not load Alembic."""
    return max(file.name[1:5] for file in _VERSIONS.glob("v[0-9]*.py"))


async def revision(url: str) -> str | None:
    """The database's revision; None when it is empty."""
    return await _with(url, _revision)


async def migrate(url: str, to: str = "head", backups: Path | None = None, now: datetime | None = None) -> list[str]:
    """Bring the database to that revision; gives the revisions that were applied, none when it was there already.

    A SQLite database that holds something is copied to `backups` first.
    """
    target = head() if to == "head" else to
    before = await revision(url)
    if before == target:
        return []
    path = sqlite_path(url)
    if path is not None and before is not None and backups is not None and now is not None:
        from storage.backup import backup  # noqa: PLC0415 - only before a migration

        await backup(url, backups / f"before-{target}-{now:%Y%m%dT%H%M%S}.sqlite")
    return await _with(url, lambda connection: _upgrade(connection, target))


async def _with(url: str, work: Any) -> Any:
    """Run a function on a connection in a transaction of its own, away from the event loop."""
    path = sqlite_path(url)
    if path is not None:
        return await asyncio.to_thread(_on_sqlite, path, work)
    from storage.postgres import engine_of  # noqa: PLC0415 - asyncpg is loaded only where it is used

    engine = engine_of(url, 1)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _on_sqlite(path: Path, work: Any) -> Any:
    """Foreign keys are off while tables are rebuilt (else every child row would go), and checked before the commit."""
    prepare(path)
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool, isolation_level="AUTOCOMMIT", module=library)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(text("BEGIN IMMEDIATE"))
        try:
            result = work(connection)
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise ValueError(f"foreign keys broken by a migration: {broken[:3]}")
        except BaseException:
            connection.execute(text("ROLLBACK"))
            raise
        connection.execute(text("COMMIT"))
        return result


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, target: str) -> list[str]:
    from alembic import command  # noqa: PLC0415 - 0.1 s and 10 MiB, needed only when something is to be migrated
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS.parent))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    before = _revision(connection)
    command.upgrade(config, target)
    return [script.revision for script in reversed(list(scripts.iterate_revisions(target, before or "base")))]
