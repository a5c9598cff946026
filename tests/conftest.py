"""A fresh database for each test, on SQLite and on a real PostgreSQL that lives as long as the session.

`database_url` is empty, `migrated_url` has our tables, `store` is that one opened; each comes once for each database.
`sqlite_store` is for what has nothing to do with the database under it.
"""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import storage.postgres
from rehearsal.postgres import PostgresHost, postgres_host
from storage.store import Store, open_store
from tests.templates import DATABASES, Templates, nothing_yet

settings.register_profile("any machine", deadline=None)  # an example that takes long is no fault of the rule
settings.register_profile("ci", deadline=None, derandomize=True)  # a change is refused for what it did, not for the luck of the dice
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="on SQLite alone, and without whole stories")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two for each core: a test waits half of its time for a database's thread or server."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whole stories first, since they take longest: else one worker plays them at the end while the others have nothing to do."""
    items.sort(key=lambda item: not _is_story(item))
    if config.getoption("--quick"):
        left_out = [item for item in items if _is_story(item) or _on_postgres(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _is_story(item: pytest.Item) -> bool:
    return "plays" in item.path.parts


def _on_postgres(item: pytest.Item) -> bool:
    assert isinstance(item, pytest.Function)
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return "postgresql" in given or not {"postgres", "postgres_url"}.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresHost]:
    with postgres_host() as host:
        yield host


@pytest.fixture(autouse=True, scope="session")
def a_slow_machine_is_no_fault() -> Iterator[None]:
    """A test whose process gets no time for some seconds is no process that stands still; the tests of these bounds set their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage.postgres, "FROZEN", 120.0)
        patch.setattr(storage.postgres, "STATEMENT", 120.0)
        patch.setitem(storage.postgres._SETTINGS, "lock_timeout", "120s")  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        yield


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"))


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
def sqlite_url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A migrated SQLite file."""
    with templates.copied(nothing_yet, request, tmp_path, "sqlite") as url:
        yield url


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    with templates.copied(nothing_yet, request, tmp_path, "postgresql") as url:
        yield url


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
