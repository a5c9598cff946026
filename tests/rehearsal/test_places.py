"""Channels, threads, roles, scheduled events, and the permissions they need."""

from datetime import timedelta

import discord
import pytest
from discord.http import Route

from rehearsal.discord import CannotDo, LocalDiscord, permissions
from rehearsal.discord.model import Channel
from tests.rehearsal.trial import Hands, Stage


def _thread(stage: Stage) -> Channel:
    return next(iter(stage.server.threads.values()))


async def test_a_private_thread_is_seen_by_those_in_it(stage: Stage) -> None:
    stage.server.join(third := stage.local.add_person("Tamar"))
    thread = await stage.bot.channel(stage.home).create_thread(
        name="Dana and Noam", type=discord.ChannelType.private_thread, invitable=False
    )
    await thread.add_user(discord.Object(stage.noam.id))
    await thread.send("Shalom")
    assert [one.name for one in stage.noam.threads(stage.home)] == ["Dana and Noam"]
    assert [seen.content for seen in stage.noam.sees(_thread(stage))] == ["Shalom"]
    assert stage.dana.sees(_thread(stage)), "the owner of the server manages threads and sees every one"
    assert third.threads(stage.home) == []
    assert third.sees(_thread(stage)) == []
    with pytest.raises(CannotDo):
        await third.write(_thread(stage), "hello?")
    await thread.remove_user(discord.Object(stage.noam.id))
    assert stage.noam.sees(_thread(stage)) == []


async def test_an_archived_thread_comes_back_when_somebody_writes_unless_it_is_locked(stage: Stage) -> None:
    thread = await stage.bot.channel(stage.home).create_thread(name="x", type=discord.ChannelType.public_thread)
    message = await thread.send("one")
    await thread.edit(archived=True)
    guild = stage.bot.get_guild(stage.server.id)
    assert guild is not None
    assert await guild.active_threads() == []
    assert [one.id async for one in stage.bot.channel(stage.home).archived_threads()] == [thread.id]
    with pytest.raises(discord.HTTPException) as refused:
        await message.edit(content="two")
    assert refused.value.code == 50083
    await stage.noam.write(_thread(stage), "still here")
    assert [one.id for one in await guild.active_threads()] == [thread.id]
    await stage.bot.http.edit_channel(thread.id, locked=True)
    with pytest.raises(CannotDo):
        await stage.noam.write(_thread(stage), "and now?")


async def test_a_thread_in_which_nobody_writes_is_archived(stage: Stage) -> None:
    await stage.bot.channel(stage.home).create_thread(name="x", type=discord.ChannelType.private_thread, auto_archive_duration=60)
    state = _thread(stage).thread
    assert state is not None
    stage.clock.move(minutes=59)
    stage.local.tick()
    assert not state.archived
    stage.clock.move(minutes=1)
    stage.local.tick()
    assert state.archived


async def test_a_thread_grows_from_a_message_only_once(stage: Stage) -> None:
    message = await stage.bot.channel(stage.home).send("Session 1")
    thread = await message.create_thread(name="Session 1")
    assert thread.id == message.id
    with pytest.raises(discord.HTTPException) as refused:
        await message.create_thread(name="again")
    assert refused.value.code == 160004
    assert stage.dana.sees(stage.home)[0].thread is _thread(stage)


async def test_a_forum_post_begins_with_its_message(stage: Stage) -> None:
    forum = stage.server.add_forum_channel("library")
    await stage.local.until(lambda: stage.bot.get_channel(forum.id))
    found = stage.bot.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    post = await found.create_thread(name="Avot 1:6", content="Make yourself a teacher")
    assert post.message.id == post.thread.id
    assert [seen.content for seen in stage.noam.sees(_thread(stage))] == ["Make yourself a teacher"]


async def test_the_number_of_active_threads_is_limited(stage: Stage) -> None:
    stage.local.limits.active_threads = 1
    await stage.bot.channel(stage.home).create_thread(name="one", type=discord.ChannelType.private_thread)
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.channel(stage.home).create_thread(name="two", type=discord.ChannelType.private_thread)
    assert refused.value.code == 160006


async def test_a_private_channel_is_seen_by_its_role_alone(stage: Stage) -> None:
    role = stage.server.add_role("Cohort 3")
    room = stage.server.add_text_channel("cohort-3", private_to=[role])
    stage.server.join(third := stage.local.add_person("Tamar"))
    await stage.local.until(lambda: stage.bot.get_channel(room.id))
    await stage.bot.channel(room).send("welcome")
    assert third.sees(room) == []
    with pytest.raises(CannotDo):
        await third.write(room, "hi")
    await stage.bot.http.add_role(stage.server.id, third.id, role.id)
    assert [seen.content for seen in third.sees(room)] == ["welcome"]


async def test_where_the_bot_may_not_look_or_write_it_is_told_so(stage: Stage) -> None:
    hidden = stage.server.add_text_channel("staff", private_to=[], bot_in=False)
    mute = stage.server.add_text_channel("mute")
    bot_role = stage.server.bot_role
    assert bot_role is not None
    stage.server.overwrite(mute, bot_role, deny=permissions.SEND_MESSAGES)
    for channel, code in ((hidden, 50001), (mute, 50013)):
        with pytest.raises(discord.Forbidden) as refused:
            await stage.bot.get_partial_messageable(channel.id).send("x")
        assert refused.value.code == code
    with pytest.raises(discord.NotFound) as unknown:
        await stage.bot.fetch_channel(1)
    assert unknown.value.code == 10003


async def test_the_bot_gives_only_roles_below_its_own(stage: Stage) -> None:
    high = stage.server.add_role("Rabbi", above_bot=True)
    low = stage.server.add_role("Member")
    with pytest.raises(discord.Forbidden) as refused:
        await stage.bot.http.add_role(stage.server.id, stage.noam.id, high.id)
    assert refused.value.code == 50013
    await stage.bot.http.add_role(stage.server.id, stage.noam.id, low.id)
    assert stage.server.members[stage.noam.id].roles == [low]
    await stage.bot.http.remove_role(stage.server.id, stage.noam.id, low.id)
    assert stage.server.members[stage.noam.id].roles == []


async def test_a_bot_with_few_permissions_makes_no_channels_roles_or_events(local: LocalDiscord, clock: Hands) -> None:
    stage = Stage(local, clock)
    bot_role = stage.server.bot_role
    assert bot_role is not None
    bot_role.permissions = permissions.VIEW_CHANNEL
    await stage.bot.begin(local.token)
    guild = stage.bot.get_guild(stage.server.id)
    assert guild is not None
    start = clock.now + timedelta(days=1)
    attempts = (
        guild.create_text_channel("x"),
        guild.create_role(name="x"),
        guild.create_scheduled_event(
            name="x", start_time=start, end_time=start + timedelta(hours=1), location="Zoom",
            entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only,
        ),
    )  # fmt: skip
    for attempt in attempts:
        with pytest.raises(discord.Forbidden) as refused:
            await attempt
        assert refused.value.code == 50013
    await stage.bot.end()


async def test_the_bot_makes_a_private_channel_and_can_write_in_it(stage: Stage) -> None:
    guild = stage.bot.get_guild(stage.server.id)
    assert guild is not None
    overwrites: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        guild.me: discord.PermissionOverwrite(view_channel=True),
    }
    made = await guild.create_text_channel("Facilitators Room", overwrites=overwrites)
    assert made.name == "facilitators-room"
    await made.send("hello")
    overwrites[guild.default_role] = discord.PermissionOverwrite(ban_members=True)
    with pytest.raises(discord.Forbidden):
        await guild.create_text_channel("y", overwrites=overwrites)


async def test_a_scheduled_event_begins_and_ends_by_itself(stage: Stage) -> None:
    guild = stage.bot.get_guild(stage.server.id)
    assert guild is not None
    start = stage.clock.now + timedelta(days=1)
    made = await guild.create_scheduled_event(
        name="Session 1", start_time=start, end_time=start + timedelta(hours=1), location="Zoom",
        entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only,
    )  # fmt: skip
    event = stage.server.events[made.id]
    stage.noam.interested(event)
    users = await stage.bot.http.get_scheduled_event_users(stage.server.id, made.id, limit=100, with_member=False)
    assert [int(one["user"]["id"]) for one in users] == [stage.noam.id]
    stage.clock.move(days=1)
    stage.local.tick()
    assert event.status == 2
    await stage.local.until(lambda: (one := guild.get_scheduled_event(made.id)) and one.status is discord.EventStatus.active)
    stage.clock.move(hours=1)
    stage.local.tick()
    assert event.status == 3
    with pytest.raises(discord.HTTPException):
        await stage.bot.http.edit_scheduled_event(stage.server.id, made.id, name="too late")
    stage.local.verdict()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"scheduled_start_time": "2026-10-11T08:59:00+00:00"}, "scheduled_start_time"),
        ({"scheduled_end_time": None}, "scheduled_end_time"),
        ({"entity_metadata": None}, "entity_metadata"),
        ({"privacy_level": None}, "privacy_level"),
        ({"name": "x" * 101}, "name"),
        ({"entity_metadata": {"location": "x" * 101}}, "entity_metadata"),
    ],
)
async def test_a_wrong_event_is_refused(stage: Stage, change: dict[str, object], place: str) -> None:
    body = {
        "name": "Session",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "Zoom"},
        "scheduled_start_time": "2026-10-12T09:00:00+00:00",
        "scheduled_end_time": "2026-10-12T10:00:00+00:00",
    }
    route = Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=stage.server.id)
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.http.request(route, json=body | change)
    assert refused.value.code == 50035
    assert place in str(refused.value)


async def test_a_hundred_events_are_enough(stage: Stage) -> None:
    stage.local.limits.off()
    guild = stage.bot.get_guild(stage.server.id)
    assert guild is not None
    start = stage.clock.now + timedelta(days=1)
    for number in range(101):
        making = guild.create_scheduled_event(
            name=str(number), start_time=start, end_time=start + timedelta(hours=1), location="Zoom",
            entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only,
        )  # fmt: skip
        if number < 100:
            await making
            continue
        with pytest.raises(discord.HTTPException) as refused:
            await making
        assert refused.value.code == 30038
