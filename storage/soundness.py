"""Whether the database is damaged, looked at beside whatever uses it, and away from the event loop."""

import asyncio
from pathlib import Path

from domain.ground.refusal import Refusal, Why
from storage.library import library
from storage.sqlite import connect, sqlite_path


async def examine(url: str) -> None:
    """Look at the whole database. Raises `Refusal(DATABASE_DAMAGED)`.

    SQLite reads every page (a second for some hundred megabytes). PostgreSQL is asked whether it has ever met a page whose
    checksum was wrong, where it keeps checksums: it looks at each page that it reads, and nothing cheaper looks at all of them.
    """
    path = sqlite_path(url)
    if path is None:
        await _examine_postgres(url)
    elif path.exists():
        await asyncio.to_thread(_examine_sqlite, path)


def _examine_sqlite(path: Path) -> None:
    """Through the one copy of SQLite that this process has: another would drop the locks of the first when it closes the file."""
    try:
        connection = connect(path)  # one with query_only leaves its WAL behind when it is the last to close
        try:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            found: list[tuple[object, ...]] = connection.execute("PRAGMA quick_check(3)").fetchall()
        finally:
            connection.close()
    except library.DatabaseError as error:
        if isinstance(error, library.OperationalError):  # a lock, a full disk: no damage
            raise
        found = [(error,)]
    if found != [("ok",)]:
        raise Refusal(Why.DATABASE_DAMAGED, path=str(path), found="; ".join(str(row[0]) for row in found).splitlines()[0])


async def _examine_postgres(url: str) -> None:
    from sqlalchemy import text

    from storage.postgres import STATEMENT, engine_of

    engine = engine_of(url, 1, statement=STATEMENT)
    try:
        async with engine.connect() as connection:
            asked = text("SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()")
            failures = (await connection.execute(asked)).scalar()
    finally:
        await engine.dispose()
    if failures:
        raise Refusal(Why.DATABASE_DAMAGED, path="PostgreSQL", found=f"{failures} pages with a wrong checksum")
