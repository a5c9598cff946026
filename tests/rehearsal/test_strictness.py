"""Rate limits, faults, unknown routes, command limits, Discord's own description."""

import asyncio
import os
from random import Random

import aiohttp
import discord
import pytest
from discord.http import Route

from rehearsal.discord import LocalDiscord
from rehearsal.discord.model import User
from tests.rehearsal.trial import Stage

SEND = "POST /channels/{channel_id}/messages"


async def test_too_many_posts_meet_429_and_discord_py_waits(stage: Stage) -> None:
    stage.local.limits.messages = (2, 0.2)
    channel = stage.bot.channel(stage.home)
    await asyncio.gather(*(channel.send(str(number)) for number in range(5)))
    assert len(stage.dana.sees(stage.home)) == 5


async def test_a_429_says_how_long_to_wait(stage: Stage) -> None:
    stage.local.limits.messages = (1, 5.0)
    url = f"{stage.local.api_url}/channels/{stage.home.id}/messages"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {stage.local.token}"}) as session:
        async with session.post(url, json={"content": "one"}) as first:
            assert first.headers["Content-Type"] == "application/json"
            assert first.headers["X-RateLimit-Remaining"] == "0"
        async with session.post(url, json={"content": "two"}) as second:
            body = await second.json()
            assert (second.status, second.headers["Via"] != "", body["global"]) == (429, True, False)
            assert 4 < body["retry_after"] <= 5.01
        stage.clock.move(seconds=6)
        async with session.post(url, json={"content": "three"}) as third:
            assert third.status == 200
        stage.local.limits.overall = (0, 1.0)
        stage.local.limits.forget()
        async with session.get(f"{stage.local.api_url}/users/@me") as fourth:
            assert (fourth.status, (await fourth.json())["global"]) == (429, True)


async def test_requests_without_the_token_are_unauthorised(local: LocalDiscord) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{local.api_url}/users/@me") as response:
        assert response.status == 401


async def test_a_route_that_is_not_there_answers_501_and_fails_the_verdict(stage: Stage) -> None:
    with pytest.raises(discord.DiscordServerError) as refused:
        await stage.bot.http.request(Route("GET", "/voice/regions"))
    assert refused.value.status == 501
    with pytest.raises(AssertionError, match="unknown route: GET /api/v10/voice/regions"):
        stage.local.verdict()


async def test_an_error_before_the_effect_leaves_nothing_and_one_after_leaves_it(stage: Stage) -> None:
    channel = stage.bot.channel(stage.home)
    fault = stage.local.faults.error(SEND, 503, times=1)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("one")
    assert stage.dana.sees(stage.home) == []
    assert fault.hits == 1
    stage.local.faults.error(SEND, 503, before=False, times=1)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("two")
    await channel.send("three")
    assert [seen.content for seen in stage.dana.sees(stage.home)] == ["two", "three"]


async def test_a_lost_answer_leaves_the_effect(stage: Stage) -> None:
    stage.local.faults.lose_answer(SEND, times=1)
    with pytest.raises(aiohttp.ClientError):
        await stage.bot.channel(stage.home).send("one", nonce="1")
    await stage.bot.channel(stage.home).send("one", nonce="1")
    assert [seen.content for seen in stage.dana.sees(stage.home)] == ["one"]


async def test_faults_touch_only_what_they_name(stage: Stage) -> None:
    other = stage.server.add_text_channel("other")
    stage.local.faults.error(SEND, 503, when=lambda call: call.id("channel_id") == other.id)
    await stage.bot.channel(stage.home).send("fine")
    with pytest.raises(discord.DiscordServerError):
        await stage.bot.get_partial_messageable(other.id).send("not fine")
    stage.local.faults.clear()
    stage.local.faults.error(SEND, 503, probability=0.5, rng=Random(1))
    stage.local.limits.off()
    outcomes = [await _sends(stage) for _ in range(20)]
    assert 2 < sum(outcomes) < 18


async def _sends(stage: Stage) -> bool:
    try:
        await stage.bot.channel(stage.home).send("x")
    except discord.DiscordServerError:
        return False
    return True


async def test_a_delay_is_felt(stage: Stage) -> None:
    stage.local.faults.delay(SEND, 0.05, times=1)
    started = asyncio.get_running_loop().time()
    await stage.bot.channel(stage.home).send("x")
    assert asyncio.get_running_loop().time() - started >= 0.05


async def test_an_outage_ends(stage: Stage) -> None:
    stage.local.faults.outage(on=True)
    with pytest.raises(discord.DiscordServerError):
        await stage.bot.channel(stage.home).send("x")
    await stage.local.until(lambda: not stage.local.gateway.connections)
    stage.local.faults.outage(on=False)
    await stage.bot.channel(stage.home).send("x")


async def test_a_proof_stands_before_and_after_every_request(stage: Stage) -> None:
    moments: list[tuple[str, str, int]] = []

    async def note(route: str, when: str) -> None:
        moments.append((route, when, len(stage.dana.sees(stage.home))))

    stage.local.on_request = note
    await stage.bot.channel(stage.home).send("x")
    assert moments == [(SEND, "before", 0), (SEND, "after", 1)]


async def test_requests_are_logged(stage: Stage) -> None:
    await stage.bot.channel(stage.home).send("x")
    last = stage.local.requests[-1]
    assert (last.at, last.method, last.route, last.status) == (stage.clock.now, "POST", SEND, 200)


def _command(**change: object) -> dict[str, object]:
    return {"name": "x", "description": "x", "type": 1, **change}


@pytest.mark.parametrize(
    ("commands", "code"),
    [
        ([_command(name="Upper")], 50035),
        ([_command(description="x" * 101)], 50035),
        ([_command(), _command()], 50035),
        ([_command(name=f"c{number}") for number in range(101)], 30032),
        ([{"name": f"c{number}", "type": 3} for number in range(16)], 30032),
        ([_command(options=[{"type": 3, "name": f"o{n}", "description": "x"} for n in range(26)])], 50035),
        ([_command(options=[{"type": 3, "name": f"o{n}", "description": "x", "required": bool(n)} for n in range(2)])], 50035),
        ([_command(options=[{"type": 3, "name": "o", "description": "x", "choices": [{"name": "n", "value": "v" * 101}]}])], 50035),
        ([_command(options=[{"type": 3, "name": f"o{n}", "description": "x", "choices": [
            {"name": f"{c}" + "n" * 90, "value": f"{c}" + "v" * 90} for c in range(25)]} for n in range(2)])], 50035),
    ],
)  # fmt: skip
async def test_wrong_commands_are_refused(stage: Stage, commands: list[dict[str, object]], code: int) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.http.bulk_upsert_global_commands(stage.local.bot.id, commands)  # pyright: ignore[reportArgumentType]
    assert refused.value.code == code


async def test_two_hundred_new_commands_a_day_and_no_more(stage: Stage) -> None:
    stage.local.limits.off()
    begun = len(stage.local.commands[0])  # the bot has synced its own
    for size in (97, 103 - begun):
        commands = [_command(name=f"c{size}-{number}") for number in range(size)]
        await stage.bot.http.bulk_upsert_global_commands(stage.local.bot.id, commands)  # pyright: ignore[reportArgumentType]
    with pytest.raises(discord.HTTPException) as refused:
        await stage.bot.http.bulk_upsert_global_commands(stage.local.bot.id, [_command(name="one-more")])  # pyright: ignore[reportArgumentType]
    assert refused.value.code == 30034
    stage.clock.move(days=1, seconds=1)
    await stage.bot.tree.sync()


async def test_ids_grow_while_the_clock_stands_still(local: LocalDiscord) -> None:
    ids = [local.snowflakes.next() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert discord.utils.snowflake_time(ids[-1]) == local.now()
    assert isinstance(local.add_person("Dana"), User)


@pytest.mark.skipif(not os.environ.get("SHAMASH_OPENAPI"), reason="SHAMASH_OPENAPI names no copy of Discord's description")
async def test_a_request_against_discords_description_fails_the_verdict(stage: Stage) -> None:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=stage.home.id)
    await stage.bot.http.request(route, json={"content": "x", "tts": "loudly"})
    with pytest.raises(AssertionError, match="against the description: POST /channels"):
        stage.local.verdict()
    stage.local.openapi_violations.clear()
    await stage.bot.channel(stage.home).send("fine", embed=discord.Embed(title="x"))
    stage.local.verdict()
