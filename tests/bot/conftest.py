"""What tests of the process share."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from bot import logs
from bot.clock import WallClock
from rehearsal.discord import LocalDiscord


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    """Gives the log back as it was found: configuring it changes the whole process."""
    names = [*logs.OURS, *logs.CEILINGS]
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    """Discord on the real clock, for processes of their own, with one server."""
    async with LocalDiscord(WallClock().now) as discord:
        discord.add_server("Beit Midrash", discord.add_person("Dana"))
        yield discord
