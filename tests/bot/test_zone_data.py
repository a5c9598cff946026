"""The zone data of a process is looked at when it starts, and once for each release."""

from pathlib import Path

from domain.ground.times import zone_data
from rehearsal.discord import LocalDiscord
from services.group.zone_data import FOLLOWED
from storage.store import open_store
from tests.bot.processes import running

SAID = "all instants are derived from the zone data"


async def test_a_process_goes_by_its_own_zone_data_before_anything_falls_due(local: LocalDiscord, sqlite_url: str, tmp_path: Path) -> None:
    async with running(local, sqlite_url, tmp_path) as first:
        await first.says(f"{SAID} {zone_data()}")
        assert await first.stop() == 0
    store = await open_store(sqlite_url)
    async with store.read() as db:
        assert await db.fact(FOLLOWED) == zone_data()
    await store.close()
    async with running(local, sqlite_url, tmp_path) as second:
        await second.says("the bot is connected")
        assert await second.stop() == 0
        assert SAID not in second.said
