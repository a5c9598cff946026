"""Two processes with one token and one database: one is on Discord, the other stands by and takes over."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from bot.clock import WallClock
from rehearsal.discord import LocalDiscord
from rehearsal.postgres import PostgresHost
from services.ground.leases import Leadership
from storage.postgres import engine_of
from storage.store import open_store
from tests.bot.processes import running

WITHIN = 10.0  # seconds from the end of one to the other's being connected


def sessions(local: LocalDiscord) -> int:
    """How many processes are connected."""
    return sum(one.connection is not None for one in local.gateway.sessions.values())


async def connected(local: LocalDiscord, number: int = 1) -> None:
    await local.until(lambda: sessions(local) == number, within=20)


async def test_a_second_process_stands_by_and_is_connected_within_ten_seconds_of_the_kill_of_the_first(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path
) -> None:
    async with running(local, sqlite_url, tmp_path) as first:
        await connected(local)
        async with running(local, sqlite_url, tmp_path) as second:
            await second.says("this one stands by")
            assert f":{first.process.pid}" in second.said
            assert sessions(local) == 1
            await first.kill()
            killed = time.monotonic()
            await second.says("the bot is connected", within=WITHIN)
            assert time.monotonic() - killed < WITHIN
            assert sessions(local) == 1


async def test_a_process_that_was_told_to_stop_leaves_its_lease_to_the_next_at_once(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path
) -> None:
    async with running(local, sqlite_url, tmp_path) as first:
        await connected(local)
        assert await first.stop() == 0
    async with running(local, sqlite_url, tmp_path) as again:
        await again.says("the bot is connected")
        assert "stands by" not in again.said


async def test_a_frozen_leader_wakes_leaves_discord_and_stands_by_for_the_one_that_took_over(
    local: LocalDiscord, postgres_url: str, tmp_path: Path
) -> None:
    async with running(local, postgres_url, tmp_path) as first:
        await first.says("the bot is connected")
        async with running(local, postgres_url, tmp_path) as second:
            await second.says("this one stands by")
            first.freeze()
            await second.says("the bot is connected")
            assert sessions(local) == 2, "the line of the frozen one is still open"
            first.thaw()
            await first.says("another process has taken over")
            await first.says(f":{second.process.pid}) runs this bot: this one stands by")
            await connected(local)
            assert await second.stop() == 0
            await first.says("the bot is connected", times=2)
            assert await first.stop() == 0


@asynccontextmanager
async def unreachable(postgres: PostgresHost, url: str) -> AsyncGenerator[None]:
    """The server lets nobody into that database, and throws out everybody who is."""
    name = url.partition("?")[0].rpartition("/")[2]
    engine = engine_of(postgres.url("postgres"), 1)
    for allowed in (False, True):
        async with engine.begin() as connection:
            await connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {allowed}"))
            await connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))  # noqa: S608
        if not allowed:
            yield
    await engine.dispose()


async def test_a_process_that_stands_by_says_so_also_while_the_database_is_away(
    local: LocalDiscord, postgres: PostgresHost, postgres_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "health"
    store = await open_store(postgres_url)
    assert await Leadership(store, WallClock(), "gold:7").take()
    await store.close()
    async with running(local, postgres_url, tmp_path, health__file=str(file)) as second:
        await second.says("the bot is standing by: gold:7 runs the bot")
        async with unreachable(postgres, postgres_url):
            await second.says("the bot is standing by: the database cannot be reached")
            assert file.read_text() == "standing by: the database cannot be reached\n"
