"""Whoever takes no direct messages is reached in a private thread, and one that could not be opened then is tried again later."""

from datetime import timedelta

import pytest

from rehearsal.discord import permissions
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_thread_that_could_not_be_opened_once_silences_nobody_for_ever(circle: Circle) -> None:
    dana = circle.members[0]
    dana.dms_open = False
    bot = circle.server.bot_role
    assert bot is not None
    circle.server.overwrite(circle.home, bot, deny=permissions.CREATE_PRIVATE_THREADS)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=6))
    lost = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    assert "no private thread could be opened" in lost.text
    circle.server.overwrite(circle.home, bot, allow=permissions.CREATE_PRIVATE_THREADS)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=20))
    threads = [thread for thread in dana.threads(circle.home) if thread.name.startswith("For ")]
    assert len(threads) == 1
    assert any("Dana" in seen.text for seen in dana.sees(threads[0]))
