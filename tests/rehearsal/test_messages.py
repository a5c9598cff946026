"""Posts, DMs, history, nonces, pings."""

from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import ui
from discord.http import Route

from rehearsal.discord import CannotDo
from tests.rehearsal.trial import Board, Stage


async def test_a_dm_goes_both_ways(stage: Stage) -> None:
    await stage.dana.write(stage.local.bot, "we met")
    await stage.local.until(lambda: len(stage.dana.dm) == 2)
    assert [seen.content for seen in stage.dana.dm] == ["we met", "You said: we met"]
    assert stage.dana.dm[1].at == stage.clock.now
    assert stage.noam.dm == []


async def test_a_closed_dm_is_refused_with_its_own_code(stage: Stage) -> None:
    stage.dana.dms_open = False
    channel = await stage.bot.dm(stage.dana)
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")
    assert refused.value.code == 50007
    with pytest.raises(CannotDo):
        await stage.dana.write(stage.local.bot, "hello")


async def test_who_left_the_only_common_server_cannot_be_reached(stage: Stage) -> None:
    channel = await stage.bot.dm(stage.noam)
    stage.server.leave(stage.noam)
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")
    assert refused.value.code == 50278
    stranger = stage.local.add_person("Stranger")
    with pytest.raises(discord.Forbidden) as refused:
        await stage.bot.dm(stranger)
    assert refused.value.code == 50278


async def test_opening_many_dms_at_once_is_too_fast(stage: Stage) -> None:
    people = [stage.local.add_person(f"Member {number}") for number in range(12)]
    for person in people:
        stage.server.join(person)
    for person in people[:10]:
        await stage.bot.dm(person)
    await stage.bot.dm(people[0])
    with pytest.raises(discord.Forbidden) as refused:
        await stage.bot.dm(people[10])
    assert refused.value.code == 40003
    stage.clock.move(seconds=11)
    await stage.bot.dm(people[10])


async def test_one_nonce_is_one_message_for_five_minutes_whatever_the_channel(stage: Stage) -> None:
    other = stage.server.add_text_channel("other")
    first = await stage.bot.channel(stage.home).send("news", nonce="delivery:1")
    await stage.local.until(lambda: stage.bot.get_channel(other.id))
    again = await stage.bot.channel(other).send("news again", nonce="delivery:1")
    assert again.id == first.id
    assert [seen.content for seen in stage.dana.sees(stage.home)] == ["news"]
    assert stage.dana.sees(stage.home)[0].nonce == "delivery:1"
    assert stage.dana.sees(other) == []
    await first.delete()
    with pytest.raises(discord.NotFound) as refused:
        await stage.bot.channel(stage.home).send("news", nonce="delivery:1")
    assert refused.value.code == 10008
    stage.clock.move(minutes=5, seconds=1)
    assert (await stage.bot.channel(stage.home).send("news", nonce="delivery:1")).id != first.id


async def test_nonce_memory_can_be_switched_off(stage: Stage) -> None:
    stage.local.nonce_memory = None
    first = await stage.bot.channel(stage.home).send("news", nonce="1")
    assert (await stage.bot.channel(stage.home).send("news", nonce="1")).id != first.id
    stage.local.nonce_memory = timedelta(minutes=5)


async def test_history_is_paged_as_discord_pages_it(stage: Stage) -> None:
    stage.local.limits.off()
    for number in range(250):
        await stage.noam.write(stage.home, str(number))
    channel = stage.bot.channel(stage.home)
    ids = [seen.id for seen in stage.dana.sees(stage.home)]
    newest_first = [message.id async for message in channel.history(limit=None)]
    assert newest_first == list(reversed(ids))
    after = [message.id async for message in channel.history(after=discord.Object(ids[99]), limit=None)]
    assert after == ids[100:]
    before = [message.id async for message in channel.history(before=discord.Object(ids[10]), limit=5)]
    assert before == list(reversed(ids[5:10]))
    around = [message.id async for message in channel.history(around=discord.Object(ids[50]), limit=5)]
    assert sorted(around) == ids[48:53]
    raw = await stage.bot.http.logs_from(stage.home.id, 3, after=ids[0])
    assert [int(one["id"]) for one in raw] == [ids[3], ids[2], ids[1]]
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.http.logs_from(stage.home.id, 101)
    assert refused.value.code == 50035


async def test_words_are_kept_from_the_bot_unless_they_are_meant_for_it(stage: Stage) -> None:
    post = await stage.bot.channel(stage.home).send("Read this")
    await stage.noam.write(stage.home, "to the others")
    await stage.noam.write(stage.home, f"to you, <@{stage.local.bot.id}>")
    seen = next(one for one in stage.noam.sees(stage.home) if one.id == post.id)
    await stage.noam.write(stage.home, "a reply to you", reply_to=seen)
    read = [message.content async for message in stage.bot.channel(stage.home).history(oldest_first=True)]
    heard = ["Read this", "", f"to you, <@{stage.local.bot.id}>", "a reply to you"]
    assert read == heard
    await stage.local.until(lambda: len(stage.bot.heard) == 4)
    assert [message.content for message in stage.bot.heard] == heard


async def test_ephemeral_answers_reach_the_gateway_as_if_they_were_dms(stage: Stage) -> None:
    await stage.dana.command(stage.home, "secret")
    await stage.local.until(lambda: stage.bot.heard)
    assert stage.bot.heard[0].flags.ephemeral
    assert stage.bot.heard[0].guild is None
    assert [message async for message in stage.bot.channel(stage.home).history()] == []


async def test_it_is_known_who_was_pinged(stage: Stage) -> None:
    role = stage.server.add_role("Cohort", mentionable=True)
    quiet = stage.server.add_role("Quiet")
    words = f"<@{stage.dana.id}> <@&{role.id}> <@&{quiet.id}> @everyone"
    channel = stage.bot.channel(stage.home)
    await channel.send(words)
    assert stage.local.pings == []
    await channel.send(words, allowed_mentions=discord.AllowedMentions.all())
    assert [what for _, what in stage.local.pings] == [stage.dana, role]  # no right to ping everyone or Quiet
    stage.local.pings.clear()
    message = await channel.send(words, allowed_mentions=discord.AllowedMentions(users=True, roles=False, everyone=False))
    assert [(seen.id, what) for seen, what in stage.local.pings] == [(message.id, stage.dana)]
    stage.local.pings.clear()
    await message.edit(view=Board())
    assert [what for _, what in stage.local.pings] == [stage.dana, role], "an edit without allowed_mentions has Discord's defaults"


async def test_an_answer_to_a_command_pings_people_only(stage: Stage) -> None:
    await stage.dana.command(stage.home, "think")
    await stage.dana.command(stage.home, "secret")
    assert stage.local.pings == []


def _button(**change: object) -> dict[str, object]:
    return {"type": 2, "style": 1, "label": "x", "custom_id": "a", **change}


def _row(*inside: dict[str, object]) -> dict[str, object]:
    return {"type": 1, "components": list(inside)}


WRONG: list[tuple[str, dict[str, object]]] = [
    ("content", {"content": "x" * 2001}),
    ("embeds", {"embeds": [{"title": "x" * 257}]}),
    ("embeds", {"embeds": [{"description": "x" * 4000}, {"description": "y" * 2001}]}),
    ("nonce", {"content": "x", "nonce": "x" * 26}),
    ("components", {"content": "x", "components": [_row()] * 6}),
    ("components", {"content": "x", "components": [_row(_button(label="x" * 81))]}),
    ("components", {"content": "x", "components": [_row(_button(), _button())]}),
    ("components", {"content": "x", "components": [_row({"type": 3, "custom_id": "a", "options": []})]}),
    ("components", {"content": "x", "components": [_row({"type": 5, "custom_id": "a"}, _button(custom_id="b"))]}),
    ("components", {"content": "x", "components": [{"type": 10, "content": "v2 without its flag"}]}),
    ("content", {"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "y"}]}),
    ("components", {"flags": 1 << 15, "components": [{"type": 10, "content": "y"}] * 41}),
    ("allowed_mentions", {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
    ("flags", {"content": "x", "flags": 64}),
]


@pytest.mark.parametrize(("place", "body"), WRONG)
async def test_what_discord_would_refuse_is_refused_with_its_place(stage: Stage, place: str, body: dict[str, object]) -> None:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=stage.home.id)
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.http.request(route, json=body)
    assert refused.value.code == 50035
    assert f"In {place}" in str(refused.value)


async def test_an_empty_message_is_refused(stage: Stage) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.channel(stage.home).send("   ")
    assert refused.value.code == 50006


async def test_a_picture_and_a_layout_arrive(stage: Stage) -> None:
    view = ui.LayoutView()
    gallery = ui.MediaGallery[Any](discord.MediaGalleryItem("attachment://chart.png"))
    view.add_item(ui.Container[Any](ui.TextDisplay[Any]("## Cohort"), gallery))
    picture = discord.File(__file__, "chart.png")
    message = await stage.bot.channel(stage.home).send(view=view, file=picture)
    seen = stage.dana.sees(stage.home)[0]
    assert seen.text == "## Cohort"
    assert [one["filename"] for one in seen.attachments] == ["chart.png"]
    assert await message.attachments[0].read()


async def test_pins_are_listed_newest_first(stage: Stage) -> None:
    channel = stage.bot.channel(stage.home)
    first, second = await channel.send("one"), await channel.send("two")
    await first.pin()
    stage.clock.move(seconds=1)
    await second.pin()
    assert [message.id async for message in channel.pins()] == [second.id, first.id]
    await second.unpin()
    assert [seen.id for seen in stage.dana.sees(stage.home) if seen.pinned] == [first.id]
    assert stage.local.openapi_violations == []


async def test_anothers_message_cannot_be_edited_and_a_deleted_one_is_unknown(stage: Stage) -> None:
    theirs = await stage.noam.write(stage.home, "mine")
    channel = stage.bot.channel(stage.home)
    with pytest.raises(discord.Forbidden) as refused:
        await channel.get_partial_message(theirs.id).edit(content="yours")
    assert refused.value.code == 50005
    with pytest.raises(discord.Forbidden) as refused:
        await channel.get_partial_message(theirs.id).delete()
    assert refused.value.code == 50013
    await stage.noam.delete(theirs)
    with pytest.raises(discord.NotFound) as gone:
        await channel.fetch_message(theirs.id)
    assert gone.value.code == 10008
    assert theirs.deleted
