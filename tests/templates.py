"""Databases that were brought to a beginning once in a session, and are copied for each test that begins there."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rehearsal.postgres import PostgresHost
from storage.migrate import migrate

DATABASES = ["sqlite", "postgresql"]
Begin = Callable[[str], Awaitable[None]]


class Templates:
    """What was made so far."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, Begin], str] = {}

    @contextmanager
    def copied(self, begin: Begin, request: pytest.FixtureRequest, folder: Path, kind: str | None = None) -> Generator[str]:
        """The address of a copy, of the kind that the fixture was asked for; it is gone afterwards."""
        kind = kind or request.param
        if kind == "sqlite":
            path = folder / "shamash.sqlite"
            shutil.copyfile(self._sqlite(begin), path)
            path.chmod(0o600)
            yield f"sqlite:///{path}"
            return
        host: PostgresHost = request.getfixturevalue("postgres")
        name = host.create(self._postgres(begin, host))
        yield host.url(name)
        host.drop(name)

    def _sqlite(self, begin: Begin) -> str:
        if ("sqlite", begin) not in self._made:
            path = str(self._folder / f"{len(self._made)}.sqlite")
            asyncio.run(_begun(begin, f"sqlite:///{path}"))
            self._made["sqlite", begin] = path
        return self._made["sqlite", begin]

    def _postgres(self, begin: Begin, host: PostgresHost) -> str:
        if ("postgresql", begin) not in self._made:
            name = host.create()
            asyncio.run(_begun(begin, host.url(name)))
            self._made["postgresql", begin] = name
        return self._made["postgresql", begin]


async def _begun(begin: Begin, url: str) -> None:
    await migrate(url)
    await begin(url)


async def nothing_yet(_url: str) -> None:
    """Our tables are there, and nothing in them."""
