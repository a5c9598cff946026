"""One small circle on the local Discord, in the middle of its season."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from rehearsal.prove.circle import FIRST_ROUND, LINK, START, Circle, furnish
from rehearsal.stage import Stage

__all__ = ["FIRST_ROUND", "LINK", "START", "Circle", "furnish"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def circle(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Circle]:
    folder = tmp_path_factory.mktemp("circle")
    async with Stage(f"sqlite:///{folder / 'shamash.sqlite'}", START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.begin()
        yield made
        stage.discord.verdict()
        assert stage.discord.pings == []
