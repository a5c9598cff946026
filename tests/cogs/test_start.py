"""Before a season starts, whoever starts it sees what the bot could not do."""

from collections.abc import AsyncIterator

import pytest_asyncio

from rehearsal.discord import permissions
from rehearsal.stage import Stage
from tests.cogs.conftest import START, Circle, furnish


@pytest_asyncio.fixture
async def ready(sqlite_url: str) -> AsyncIterator[Circle]:
    async with Stage(sqlite_url, START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.prepare()
        yield made
        stage.discord.verdict()


async def test_what_the_bot_lacks_in_the_home_by_now_is_said_before_the_start(ready: Circle) -> None:
    bot = ready.server.bot_role
    assert bot is not None
    ready.server.overwrite(ready.home, bot, deny=permissions.CREATE_PUBLIC_THREADS)
    shown = await ready.lead.command(ready.staff, "cohort start", cohort="1")
    assert "I lack these rights: Create Public Threads." in shown.text
    assert "Start" in shown.buttons
    ready.server.overwrite(ready.home, bot, allow=permissions.CREATE_PUBLIC_THREADS)
    assert "I lack" not in (await ready.lead.command(ready.staff, "cohort start", cohort="1")).text


async def test_a_home_that_is_gone_is_said_before_the_start(ready: Circle) -> None:
    ready.server.delete_channel(ready.home)
    shown = await ready.lead.command(ready.staff, "cohort start", cohort="1")
    assert "I do not see the home" in shown.text
