"""Rows as no service writes them: what an earlier version, a later one or a hand may have left in a table."""

from typing import Any

from sqlalchemy import Table, update

from storage.db import Db


async def overwrite(db: Db, table: Table, id_: int, **columns: Any) -> None:
    """Give columns of one row other values, as they are stored. Raises SQLAlchemy's `CompileError` for a column that is not there."""
    await db.link.run(update(table).where(table.c.id == id_).values(**columns))
