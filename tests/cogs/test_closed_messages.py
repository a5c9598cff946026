"""Whoever takes no direct messages is reached in a private thread, and one that could not be opened then is tried again later."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.ground.ids import ChannelId, DeliveryId, UserId
from messages.ground.values import Message
from rehearsal.discord import permissions
from services.ground.ports import Absent, Done, OpenThread, Post, Refused, Unseeable
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


async def test_whoever_s_thread_was_deleted_is_written_to_in_a_new_one_and_reads_each_thing_once(circle: Circle) -> None:
    dana = circle.members[0]
    lost = (await circle.manager.command(circle.staff, "program undelivered")).text
    for days in (30, 30):
        (old,) = [thread for thread in dana.threads(circle.home) if thread.name.startswith("For ")]
        circle.server.delete_channel(old)
        await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=days))
        (new,) = [thread for thread in dana.threads(circle.home) if thread.name.startswith("For ")]
        texts = [seen.text for seen in dana.sees(new)]
        assert new is not old
        assert any("Dana" in text for text in texts)
        assert len(set(texts)) == len(texts)
    assert (await circle.manager.command(circle.staff, "program undelivered")).text == lost


async def test_a_thread_that_is_gone_is_told_from_one_that_cannot_be_read(circle: Circle) -> None:
    assert circle.stage.house is not None
    effects = circle.stage.made.ground.discord.discord
    opened = await effects.do(OpenThread(DeliveryId("b" * 20), ChannelId(circle.home.id), "For Noam · b2c3", None))
    assert isinstance(opened, Done)
    assert opened.channel is not None
    circle.server.delete_channel(circle.stage.discord.channel(opened.channel))
    post = Post(DeliveryId("c" * 20), opened.channel, Message("Hello"), admit=UserId(circle.members[2].id))
    assert await effects.find(post, circle.stage.clock.now()) == Unseeable(10003, gone=True)
    refused = await effects.do(post)
    assert isinstance(refused, Refused)
    assert refused.gone


async def test_a_thread_that_was_opened_for_an_applicant_and_sleeps_is_found_for_the_member(circle: Circle) -> None:
    assert circle.stage.house is not None
    effects = circle.stage.made.ground.discord.discord
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
