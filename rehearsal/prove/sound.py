"""Whether a database is sound after all that was done to it."""

from typing import Any

from storage.sqlite import connect, sqlite_path


async def unsound(url: str) -> list[str]:
    """What its own examination finds wrong: pages, indexes and foreign keys; nothing when it is sound."""
    path = sqlite_path(url)
    return await _postgres(url) if path is None else _sqlite(connect(path, query_only=True))


def _sqlite(database: Any) -> list[str]:
    try:
        pages = [row[0] for row in database.execute("PRAGMA integrity_check")]
        orphans = [f"a row of {row[0]} belongs to nothing" for row in database.execute("PRAGMA foreign_key_check")]
    finally:
        database.close()
    return [f"the database is damaged: {one}" for one in pages if one != "ok"] + orphans


async def _postgres(url: str) -> list[str]:
    """Every index against its table (amcheck); PostgreSQL itself never lets go of a foreign key."""
    import asyncpg  # pyright: ignore[reportMissingTypeStubs]

    database: Any = await asyncpg.connect(url)
    try:
        await database.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        indexes = await database.fetch(
            "SELECT c.oid, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.amname = 'btree' AND n.nspname = 'public'"
        )
        wrong: list[str] = []
        for index in indexes:
            try:
                await database.execute(f"SELECT bt_index_check({index['oid']}, true)")
            except asyncpg.PostgresError as error:
                wrong.append(f"the index {index['relname']} is damaged: {error}")
        await database.execute("DROP EXTENSION amcheck")
        return wrong if indexes else ["there is no index to examine"]
    finally:
        await database.close()
