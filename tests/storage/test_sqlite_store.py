"""What the store on SQLite promises beyond that: its settings, its files, and that nobody waits for a disk but whoever asked it."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.library import is_affected, library, sqlite_library
from storage.link import Link
from storage.migrate import migrate
from storage.process_tables import house
from storage.sqlite import DatabaseGone, connect, sqlite_path
from storage.sqlite_store import SqliteStore, open_sqlite
from storage.store import Store, Unavailable, open_store
from tests.storage.test_store import count_one_more, fact
from tests.visits import visits

WRONG, NOT_ALLOWED = (DBAPIError, library.Error), (IntegrityError, library.IntegrityError)  # as SQLAlchemy says it, and SQLite's driver
STATED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "trusted_schema": 0, "mmap_size": 0}


async def test_a_database_that_another_holds_is_unavailable_and_no_fault_of_ours(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.BUSY_TIMEOUT", 10)
    store, holder = await open_store(f"sqlite:///{file}"), connect(file)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        await count_one_more(store)
    holder.execute("ROLLBACK")
    await count_one_more(store)
    assert await fact(store, "count") == "1"
    holder.close()
    await store.close()


@pytest.fixture
async def file(sqlite_url: str) -> Path:
    path = sqlite_path(sqlite_url)
    assert path is not None
    return path


@pytest.fixture(params=[False, True], ids=["many connections", "one connection"])
async def local(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[SqliteStore]:
    """SQLite with a sound library, and as it is used with an affected one."""
    opened = await open_sqlite(file, alone=request.param)
    yield opened
    await opened.close()


async def test_a_writer_cancelled_while_the_disk_works_has_written(local: SqliteStore) -> None:
    async def write() -> None:
        async with local.begin() as link:
            await link.run(insert(house).values(name="a", value="b"))
            asyncio.get_running_loop().call_soon(task.cancel)

    task = asyncio.create_task(write())
    await asyncio.wait({task})
    assert task.cancelled()
    async with local.read() as link:
        assert await link.value(text("SELECT value FROM house WHERE name = 'a'")) == "b"


async def test_a_writer_cancelled_before_its_transaction_has_begun_leaves_none_open(local: SqliteStore, file: Path) -> None:
    """Its first statement, which begins the transaction, is already on its way and goes on without the writer, who waits for it."""
    elsewhere = connect(file)
    elsewhere.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with local.begin() as link:
            await link.run(insert(house).values(name="a", value="b"))

    task = asyncio.create_task(write())
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    elsewhere.execute("ROLLBACK")
    await asyncio.wait({task})
    assert task.cancelled()
    async with local.read() as link:
        assert await link.value(text("SELECT count(*) FROM house WHERE name = 'a'")) == 0
    elsewhere.execute("BEGIN IMMEDIATE")
    elsewhere.close()


async def test_beginning_costs_no_visit_to_the_connections_thread_of_its_own(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A write of one statement goes there to do it and to commit, a read of one statement once."""
    local = await open_sqlite(file, alone=False)
    with caplog.at_level(logging.DEBUG, "aiosqlite"):
        async with local.begin() as link:
            await link.run(insert(house).values(name="a", value="b"))
        written = visits(caplog)
        async with local.read() as link:
            assert await link.value(text("SELECT value FROM house WHERE name = 'a'")) == "b"
        assert (written, visits(caplog) - written) == (2, 1)
    await local.close()


async def values_of(link: Link) -> dict[str, object]:
    return {name: await link.value(text(f"PRAGMA {name}")) for name in STATED}


async def test_every_connection_has_the_stated_settings(local: SqliteStore) -> None:
    async with local.begin() as link:
        assert await values_of(link) == STATED
        assert await link.value(text("PRAGMA query_only")) == 0
    async with local.read() as link:
        assert await values_of(link) == STATED
        assert await link.value(text("PRAGMA query_only")) == 1


async def test_readers_leave_the_checkpoint_to_the_writer(file: Path) -> None:
    local = await open_sqlite(file, alone=False)
    async with local.read() as link:
        assert await link.value(text("PRAGMA wal_autocheckpoint")) == 0
    async with local.begin() as link:
        assert await link.value(text("PRAGMA wal_autocheckpoint")) == 1000
    await local.close()


@pytest.mark.parametrize("wrong", ["house VALUES ('a', x'00')", "handled VALUES (1, 'soon')", "handled VALUES (1, 1.5)"])
async def test_a_value_of_another_type_is_refused(local: SqliteStore, wrong: str) -> None:
    with pytest.raises(NOT_ALLOWED, match="cannot store"):
        async with local.begin() as link:
            await link.run(text(f"INSERT INTO {wrong}"))


async def test_with_an_affected_library_everybody_takes_turns_on_one_connection(file: Path) -> None:
    local = await open_sqlite(file, alone=True)
    async with local.begin() as link:
        await link.run(insert(house).values(name="count", value="1"))

    async def read() -> object:
        async with local.read() as link:
            return await link.value(text("SELECT value FROM house"))

    async def write(value: int) -> None:
        async with local.begin() as link:
            await link.run(text("UPDATE house SET value = 'between'"))
            await asyncio.sleep(0)
            await link.run(text("UPDATE house SET value = :value"), {"value": str(value)})

    seen = await asyncio.gather(*(work for n in range(50) for work in (write(n), read())))
    assert seen[1::2] == [str(n) for n in range(50)]
    await local.close()


async def test_statements_after_the_end_of_a_transaction_are_refused(local: SqliteStore) -> None:
    async with local.begin() as kept:
        pass
    async with local.read() as also_kept:
        pass
    for link in (kept, also_kept):
        with pytest.raises(RuntimeError, match="has ended"):
            await link.value(text("SELECT 1"))


async def test_nobody_waits_while_one_reader_is_kept_waiting_by_its_disk(file: Path) -> None:
    """One connection's disk sleeps for as long as the others need for what they do: nothing of SQLite runs on the event loop."""
    local, asleep, wakes = await open_sqlite(file, alone=False), asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def sleep() -> int:
        loop.call_soon_threadsafe(asleep.set)
        return int(wakes.wait(20))

    async def slow() -> object:
        async with local.read() as link:
            driver: Any = link._connection  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            await driver.create_function("disk", 0, sleep)
            return await link.value(text("SELECT disk()"))

    waiting = asyncio.create_task(slow())
    await asleep.wait()
    store = Store(local)
    await count_one_more(store)
    assert await fact(store, "count") == "1"
    assert not waiting.done()
    wakes.set()
    assert await waiting == 1
    await local.close()


async def test_a_read_inside_another_is_refused_instead_of_waiting_for_itself(local: SqliteStore) -> None:
    with pytest.raises(RuntimeError, match="inside another"):
        async with local.read(), local.read():
            pass
    async with local.read() as link:
        assert await link.value(text("SELECT 1")) == 1


async def test_more_readers_than_there_are_connections_take_turns(local: SqliteStore) -> None:
    async def read() -> object:
        async with local.read() as link:
            await asyncio.sleep(0)
            return await link.value(text("SELECT 1"))

    assert await asyncio.gather(*(read() for _ in range(100))) == [1] * 100


async def test_a_writer_waits_for_another_process_without_holding_up_this_one(local: SqliteStore, file: Path) -> None:
    elsewhere = connect(file)
    elsewhere.execute("BEGIN IMMEDIATE")
    elsewhere.execute("INSERT INTO house VALUES ('count', '1')")

    async def write() -> None:
        async with local.begin() as link:
            await link.run(text("UPDATE house SET value = value || '!'"))

    writing = asyncio.create_task(write())
    await asyncio.sleep(0.02)
    assert not writing.done()
    elsewhere.execute("COMMIT")
    await writing
    assert elsewhere.execute("SELECT value FROM house").fetchone() == ("1!",)
    elsewhere.close()


async def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "shamash.sqlite"
    await migrate(f"sqlite:///{file}")
    store = await open_store(f"sqlite:///{file}")
    await count_one_more(store)
    assert {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {
        "shamash.sqlite": 0o600,
        "shamash.sqlite-wal": 0o600,
        "shamash.sqlite-shm": 0o600,
    }
    await store.close()
    assert [path.name for path in file.parent.iterdir()] == ["shamash.sqlite"]


@pytest.mark.parametrize("ending", ["", "-wal"])
@pytest.mark.parametrize("replaced", [False, True])
async def test_nothing_is_said_to_be_saved_in_a_file_that_was_deleted_or_replaced(file: Path, ending: str, replaced: bool) -> None:
    store = await open_store(f"sqlite:///{file}")
    await count_one_more(store)
    lost = file.with_name(file.name + ending)
    lost.rename(file.with_name("elsewhere"))
    if replaced:
        lost.touch()
    with pytest.raises(DatabaseGone):
        await count_one_more(store)
    with pytest.raises(DatabaseGone):
        await count_one_more(store)
    await store.close()


async def test_a_file_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(WRONG):
        await open_store(f"sqlite:///{tmp_path}/none.sqlite")
    assert list(tmp_path.iterdir()) == []


async def test_a_closed_store_refuses(sqlite_url: str) -> None:
    store = await open_store(sqlite_url)
    await store.close()
    with pytest.raises(RuntimeError, match="closed"):
        await fact(store, "count")


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 45, 0), True), ((3, 46, 1), True), ((3, 50, 6), True),
        ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 4), False),
    ],
)  # fmt: skip
def test_the_wal_reset_bug_is_known_by_the_librarys_version(version: tuple[int, ...], affected: bool) -> None:
    assert is_affected(version) is affected


def test_the_library_in_use_is_named() -> None:
    version, affected = sqlite_library()
    assert affected is is_affected(tuple(int(part) for part in version.split(".")))
