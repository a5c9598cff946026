"""Two processes with one token and one database: one is on Discord, the other stands by and takes over."""

import time
from pathlib import Path

from rehearsal.discord import LocalDiscord
from tests.bot.processes import Running, running

WITHIN = 10.0  # seconds from the end of one to the other's being connected


def sessions(local: LocalDiscord) -> int:
    """How many processes are connected."""
    return sum(one.connection is not None for one in local.gateway.sessions.values())


async def connected(local: LocalDiscord, process: Running, number: int = 1) -> None:
    await process.until(lambda: sessions(local) == number)


async def test_a_second_process_stands_by_and_is_connected_within_ten_seconds_of_the_kill_of_the_first(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path
) -> None:
    async with running(local, sqlite_url, tmp_path) as first:
        await connected(local, first)
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
        await connected(local, first)
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
            await connected(local, first)
            assert await second.stop() == 0
            await first.until(lambda: first.said.count("the bot is connected") == 2)
            assert await first.stop() == 0
