"""Whether a database is sound after all that was done to it."""

from importlib import import_module
from typing import Any

from storage.columns import metadata
from storage.sqlite import connect, sqlite_path


async def unsound(url: str) -> list[str]:
    """What an examination finds wrong: pages, indexes and foreign keys; nothing when it is sound."""
    path = sqlite_path(url)
    return await _postgres(url) if path is None else _sqlite(connect(path, reads=True))


def _sqlite(database: Any) -> list[str]:
    try:
        pages = [row[0] for row in database.execute("PRAGMA integrity_check")]
        orphans = [f"a row of {row[0]} belongs to nothing" for row in database.execute("PRAGMA foreign_key_check")]
    finally:
        database.close()
    return [f"the database is damaged: {one}" for one in pages if one != "ok"] + orphans


async def _postgres(url: str) -> list[str]:
    """Each table read whole, as its rows and by its key; and every reference followed."""
    asyncpg: Any = import_module("asyncpg")
    database: Any = await asyncpg.connect(url)
    try:
        wrong: list[str] = []
        for table in metadata.sorted_tables:
            counts = [await _count(database, table.name, by_index=by_index) for by_index in (False, True)]
            if len(set(counts)) > 1:
                wrong.append(f"{table.name} has {counts[0]} rows, and {counts[1]} in its index")
            for key in table.foreign_keys:
                column, there = key.parent.name, key.column
                lost: int = await database.fetchval(
                    f'SELECT count(*) FROM "{table.name}" a WHERE a."{column}" IS NOT NULL '  # noqa: S608 - our own names
                    f'AND NOT EXISTS (SELECT 1 FROM "{there.table.name}" b WHERE b."{there.name}" = a."{column}")'
                )
                wrong += [f"{lost} rows of {table.name} belong to nothing"] if lost else []
        return wrong
    finally:
        await database.close()


async def _count(database: Any, table: str, *, by_index: bool) -> int:
    async with database.transaction():
        await database.execute(f"SET LOCAL enable_seqscan = {'off' if by_index else 'on'}")
        await database.execute(f"SET LOCAL enable_indexonlyscan = {'on' if by_index else 'off'}")
        await database.execute(f"SET LOCAL enable_indexscan = {'on' if by_index else 'off'}")
        await database.execute(f"SET LOCAL enable_bitmapscan = {'on' if by_index else 'off'}")
        return await database.fetchval(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own names
