"""What the store promises: nothing lost, nothing half-way, and nobody kept waiting."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, true
from sqlalchemy.exc import CompileError, DBAPIError, IntegrityError

from domain.ground.ids import ChannelId, DeliveryId, PersonId, ProgramId, UserId
from storage.library import library
from storage.store import Store, Unavailable, open_store
from storage.tables import people

NOON = datetime(2026, 10, 5, 16, tzinfo=UTC)
WRONG, NOT_ALLOWED = (DBAPIError, library.Error), (IntegrityError, library.IntegrityError)  # as SQLAlchemy says it, and SQLite's driver


async def count_one_more(store: Store) -> None:
    """Read a number, let others run, write the next."""
    async with store.begin() as db:
        before = int(await db.fact("count") or 0)
        await asyncio.sleep(0)
        await db.set_fact("count", str(before + 1))


async def fail_half_way(store: Store) -> None:
    async with store.begin() as db:
        await db.set_fact("count", "7")
        raise ZeroDivisionError


async def fact(store: Store, name: str) -> str | None:
    async with store.read() as db:
        return await db.fact(name)


async def test_text_with_a_nul_in_it_is_kept_without_it(store: Store) -> None:
    async with store.begin() as db:
        await db.set_fact("typed", "before\0after")
    assert await fact(store, "typed") == "beforeafter"


async def test_a_statement_that_is_wrong_is_a_fault_of_ours(store: Store) -> None:
    with pytest.raises(WRONG):
        async with store.read() as db:
            await db.people._link.rows(text("SELECT nothing FROM nowhere"))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


@pytest.fixture
async def other(store: Store, migrated_url: str) -> AsyncIterator[Store]:
    """The same database, as another process has it open."""
    opened = await open_store(migrated_url)
    yield opened
    await opened.close()


async def test_six_hundred_people_at_once_lose_nothing(store: Store) -> None:
    await asyncio.gather(*(count_one_more(store) for _ in range(600)))
    assert await fact(store, "count") == "600"


async def test_two_processes_at_once_lose_nothing(store: Store, other: Store) -> None:
    await asyncio.gather(*(count_one_more(one) for one in [store, other] * 60))
    assert await fact(store, "count") == "120"


async def test_a_reader_sees_what_was_committed_when_it_began(store: Store) -> None:
    await count_one_more(store)
    async with store.read() as reading:
        assert await reading.fact("count") == "1"
        await asyncio.create_task(count_one_more(store))
        assert await reading.fact("count") == "1"
    assert await fact(store, "count") == "2"


async def test_nobody_sees_what_is_not_committed(store: Store) -> None:
    async with store.begin() as db:
        await db.set_fact("count", "1")
        assert await db.fact("count") == "1"
        assert await asyncio.create_task(fact(store, "count")) is None
    assert await fact(store, "count") == "1"


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(WRONG):
        async with store.read() as db:
            await db.set_fact("count", "1")
    assert await fact(store, "count") is None
    await count_one_more(store)


async def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        await fail_half_way(store)
    await count_one_more(store)
    assert await fact(store, "count") == "1"


@pytest.mark.parametrize("steps", range(12))
async def test_a_writer_cancelled_at_any_moment_leaves_the_database_whole_and_free(store: Store, steps: int) -> None:
    async def write() -> None:
        async with store.begin() as db:
            await db.set_fact("left", "1")
            await asyncio.sleep(0)
            await db.set_fact("right", "1")

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    await count_one_more(store)
    assert await fact(store, "count") == "1"
    assert await fact(store, "left") == await fact(store, "right")


async def test_a_transaction_inside_another_is_refused_instead_of_waiting_for_itself(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside another"):
        async with store.begin(), store.begin():
            pass
    await count_one_more(store)


async def test_a_row_needs_what_it_belongs_to(store: Store, now: datetime) -> None:
    nowhere = ProgramId(99)
    with pytest.raises(NOT_ALLOWED):
        async with store.begin() as db:
            await db.cohorts.add(nowhere, now, title="Elul", topic="Psalms", capacity=12, zone="UTC", home=ChannelId(1), seed=1)
    await count_one_more(store)


async def test_a_column_that_is_not_there_is_a_fault_when_it_is_written(store: Store) -> None:
    async with store.begin() as db:
        with pytest.raises(KeyError):
            await db.people._set(PersonId(1), zoen="UTC")  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        with pytest.raises(CompileError):
            await db.deliveries._change(DeliveryId("x"), true(), raeson="late")  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


async def test_a_long_list_is_made_a_part_at_a_time(store: Store) -> None:
    async with store.begin() as db:
        await db.people.meet({UserId(n): f"Person {n}" for n in range(1, 451)}, NOON)
    async with store.read() as db:
        found = db.people._link.parts(select(people.c.user_id).order_by(people.c.user_id))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        parts = [[row.user_id for row in part] async for part in found]
    assert [len(part) for part in parts] == [200, 200, 50]
    assert [user for part in parts for user in part] == list(range(1, 451))


async def test_nobody_waits_for_ever_behind_a_write_that_does_not_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.write_lock.LOCK_WAIT", 0.05)
    async with store.begin() as db:
        await db.set_fact("first", "kept")
        waiting = asyncio.create_task(count_one_more(store))
        with pytest.raises(Unavailable):
            await waiting
    await count_one_more(store)
    async with store.read() as db:
        assert (await db.fact("first"), await db.fact("count")) == ("kept", "1")


async def test_a_process_that_is_frozen_in_the_middle_of_a_write_keeps_nobody_else_from_writing_for_long(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends the transaction for it; when it wakes, it is told, and can write anew."""
    monkeypatch.setattr("storage.postgres.FROZEN", 0.2)
    frozen, other = await open_store(postgres_url), await open_store(postgres_url)
    holds, wakes = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with frozen.begin() as db:
            await db.set_fact("count", "70")
            holds.set()
            await wakes.wait()
            await db.set_fact("more", "70")

    writing = asyncio.create_task(write())
    await holds.wait()
    await count_one_more(other)
    wakes.set()
    with pytest.raises(Unavailable):
        await writing
    await count_one_more(frozen)
    assert await fact(other, "count") == "2"
    await frozen.close()
    await other.close()
