"""The bot is told to stop while people are at something: they are answered first, and what they did is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from domain.ground.ids import ServerId
from rehearsal.discord import Answer, Form, Person
from rehearsal.discord.model import Channel
from rehearsal.stage import Stage
from tests.plays.test_inbox import NOON, furnished, nobody_writes


async def send_form(person: Person, place: Channel) -> Answer:
    form = (await person.command(place, "ask")).form
    assert isinstance(form, Form)
    return await person.submit(form, {"asked": "May I bring a guest to the first session?"}, wait=False)


async def give_command(person: Person, place: Channel) -> Answer:
    return await person.command(place, "pause", until="2026-10-20", wait=False)


@pytest.mark.parametrize(
    ("act", "said"), [(send_form, "Your question is kept"), (give_command, "I'm quiet until")], ids=["form", "command"]
)
async def test_what_somebody_does_as_the_bot_ends_is_answered_before_it_does(
    sqlite_url: str, act: Callable[[Person, Channel], Awaitable[Answer]], said: str
) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        (place,) = next(iter(stage.discord.servers.values())).channels.values()
        async with nobody_writes(sqlite_url):
            sent = await act(dana, place)
            await stage.discord.until(lambda: sent.deferred)
            ending = asyncio.create_task(stage.stop_bot())
        await ending
        assert sent.message is not None
        assert said in sent.message.text
        stage.discord.verdict()


async def test_an_act_that_takes_too_long_does_not_keep_the_bot_from_ending(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.client.ANSWERED_WITHIN", 0.1)
    async with Stage(sqlite_url, NOON) as stage:
        (dana,) = await furnished(stage, "Dana")
        (place,) = next(iter(stage.discord.servers.values())).channels.values()
        async with nobody_writes(sqlite_url):
            sent = await give_command(dana, place)
            await stage.discord.until(lambda: sent.deferred)
            await stage.house.client.finish()
            assert sent.message is None
        assert "the bot ends while people wait for an answer" in caplog.text
        await stage.discord.until(lambda: sent.message is not None)


async def test_a_server_that_took_the_bot_off_as_the_bot_ends_is_noted_before_it_does(sqlite_url: str) -> None:
    async with Stage(sqlite_url, NOON) as stage:
        await furnished(stage, "Dana")
        (server,) = stage.discord.servers.values()
        async with nobody_writes(sqlite_url):
            stage.discord.remove_bot(server)
            await stage.discord.until(lambda: not stage.house.client.guilds)
            ending = asyncio.create_task(stage.house.client.finish())
        await ending
        async with stage.store.read() as db:
            assert (await db.programs.servers())[ServerId(server.id)] is not None
