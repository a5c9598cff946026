"""Whoever takes no direct messages is reached in a private thread, and one that could not be opened then is tried again later."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.effects import Effects
from domain.ids import ChannelId, DeliveryId
from rehearsal.discord import permissions
from services.ports import Absent, Done, OpenThread
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


async def test_a_thread_that_was_opened_for_an_applicant_and_sleeps_is_found_for_the_member(circle: Circle) -> None:
    assert circle.stage.house is not None
    effects = Effects(circle.stage.house.client)
    signup, home = ChannelId(circle.signup.id), ChannelId(circle.home.id)
    opened = await effects.do(OpenThread(DeliveryId("a" * 20), signup, "For Avi · a2b3", None))
    assert isinstance(opened, Done)
    assert opened.channel is not None
    thread = circle.stage.discord.channel(opened.channel)
    assert thread.thread is not None
    thread.thread.archived = True
    again = OpenThread(DeliveryId("a" * 20), home, "For Avi · a2b3", None, (signup,))
    assert await effects.find(again, circle.stage.clock.now()) == Done(opened.channel)
    assert isinstance(await effects.find(replace(again, also=()), circle.stage.clock.now()), Absent)
