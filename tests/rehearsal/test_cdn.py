"""What people attach is kept as Discord keeps it: under an address that is signed and ends."""

from datetime import timedelta

import aiohttp

from rehearsal.discord import LocalDiscord, cdn
from rehearsal.discord.messages import stored
from tests.rehearsal.trial import Hands


async def test_an_attached_file_is_had_by_its_signed_address_for_a_day(local: LocalDiscord, clock: Hands) -> None:
    person = local.add_person("Dana")
    local.add_server("Here", person)
    entry = stored(local, local.dm_with(person), [("the roster.csv", b"Dana,yes")], [])[0]
    entry |= cdn.ephemeral(local, entry)
    assert entry["ephemeral"]
    assert entry["url"].partition("?")[0].endswith("/the_roster.csv")
    async with aiohttp.ClientSession() as session:

        async def status(url: str) -> int:
            async with session.get(url) as response:
                return response.status

        assert await status(entry["url"]) == 200
        assert await status(entry["url"].partition("?")[0]) == 404
        assert await status(entry["url"].replace("hm=", "hm=0")) == 404
        clock.now += timedelta(hours=25)
        assert await status(entry["url"]) == 404
