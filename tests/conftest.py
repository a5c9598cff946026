"""A fresh database for each test, on SQLite and on a real PostgreSQL that lives as long as the session.

`database_url` is empty, `migrated_url` has our tables, `store` is that one opened; each comes once for each database.
`sqlite_store` is for what has nothing to do with the database under it.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from rehearsal.postgres import PostgresHost, postgres_host
from storage.migrate import migrate
from storage.store import Store, open_store

DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresHost]:
    with postgres_host() as host:
        yield host


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
