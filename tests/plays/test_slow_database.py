"""PostgreSQL stands still in the middle of everything: people are answered with what they typed, and nothing waits for ever."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from rehearsal.discord import Form
from rehearsal.postgres import PostgresHost
from rehearsal.stage import Stage
from storage import postgres as database
from storage.store import Store, Unavailable, open_store
from tests.plays.test_inbox import NOON, furnished

TYPED = "May I bring a guest to the first session?"


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds instead of tens of them."""
    monkeypatch.setattr("cogs.shared.acts.ANSWER_WITHIN", 1.2)
    monkeypatch.setattr("cogs.shared.acts.FORM_WITHIN", 0.5)


async def test_people_read_that_it_takes_longer_and_then_what_became_of_it(postgres: PostgresHost, postgres_url: str, soon: None) -> None:
    async with Stage(postgres_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        (place,) = next(iter(stage.discord.servers.values())).channels.values()
        form = (await dana.command(place, "ask")).form
        assert isinstance(form, Form)
        with postgres.frozen():
            opening = await dana.command(place, "ask")
            assert "I can't open that just now" in opening.text
            sent = await dana.submit(form, {"asked": TYPED}, wait=False)
            await stage.discord.until(lambda: sent.message is not None and TYPED in sent.message.text)
            assert sent.message is not None
            assert "I can't tell yet whether it is saved" in sent.message.text
        await stage.discord.until(lambda: sent.message is not None and "Your question is kept" in sent.message.text, within=20)
        stage.discord.verdict()
        await stage.pass_until(NOON + timedelta(hours=1))


async def test_a_database_that_stands_still_for_good_keeps_nobody_waiting_and_serves_again_when_it_goes_on(
    postgres: PostgresHost, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STATEMENT", 0.5)
    monkeypatch.setattr("storage.write_lock.LOCK_WAIT", 0.5)
    store = await open_store(postgres_url)
    await asyncio.gather(*(write(store) for _ in range(3)), read(store))
    with postgres.frozen():
        async with asyncio.timeout(20):
            ends = await asyncio.gather(*(write(store) for _ in range(6)), *(read(store) for _ in range(6)), return_exceptions=True)
        assert [type(end) for end in ends] == [Unavailable] * 12
    async with asyncio.timeout(20):
        await write(store)
        assert await read(store) == "1"
        await store.close()


@pytest.mark.parametrize("at", ["statement", "commit"])
async def test_a_database_that_stops_in_the_middle_of_a_write_gives_back_the_turn_to_write(
    postgres: PostgresHost, postgres_url: str, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    monkeypatch.setattr(database, "STATEMENT", 0.5)
    store = await open_store(postgres_url)
    stopped = postgres.frozen()
    with pytest.raises(Unavailable):  # noqa: PT012 - it stops inside
        async with asyncio.timeout(20), store.begin() as db:
            await db.set_fact("kept", "2")
            stopped.__enter__()
            if at == "statement":
                await db.set_fact("kept", "3")
    stopped.__exit__(None, None, None)
    async with asyncio.timeout(20):
        await write(store)
        assert await read(store) == "1"
        await store.close()


async def test_a_statement_that_takes_too_long_is_ended_by_the_server_as_well(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STATEMENT", 0.3)
    store = await open_store(postgres_url)
    with pytest.raises(Unavailable):
        async with store.read() as db:
            await db.link.value(text("SELECT pg_sleep(20)"))
    assert await read(store) is None
    await store.close()


async def write(store: Store) -> None:
    async with store.begin() as db:
        await db.set_fact("kept", "1")


async def read(store: Store) -> str | None:
    async with store.read() as db:
        return await db.fact("kept")
