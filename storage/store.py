"""The store: where the services begin a transaction or a read, whichever database is under it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.db import Db
from storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from storage.postgres import PostgresStore


class Store:
    """One database."""

    def __init__(self, under: "SqliteStore | PostgresStore") -> None:
        self._under = under

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._under.dialect

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Db]:
        """One write transaction: committed when the block ends, rolled back when it raises."""
        async with self._under.begin() as link:
            yield Db(link)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Db]:
        """One consistent read; writing in it is refused by the database."""
        async with self._under.read() as link:
            yield Db(link)

    async def close(self) -> None:
        """Finish what is in hand and close."""
        await self._under.close()


def sqlite_path(url: str) -> Path | None:
    """The file that an `sqlite:///` URL names; None for any other database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


async def open_store(url: str) -> Store:
    """Open the database of that URL: `sqlite:///file` or `postgresql://user:password@host/name`."""
    path = sqlite_path(url)
    if path is not None:
        return Store(SqliteStore(path))
    from storage.postgres import PostgresStore  # noqa: PLC0415 - asyncpg is loaded only where it is used

    return Store(PostgresStore(url))
