"""The local Discord with a small bot connected to it."""

from collections.abc import AsyncIterator, Iterator

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from rehearsal.discord import LocalDiscord
from tests.rehearsal.trial import Hands, Stage


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture(autouse=True)
def address() -> Iterator[None]:
    """discord.py keeps Discord's address in two class attributes: put back what stood there."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def local(clock: Hands) -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(clock) as discord_here:
        Route.BASE = discord_here.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord_here.gateway_url)
        yield discord_here


@pytest.fixture
async def stage(local: LocalDiscord, clock: Hands) -> AsyncIterator[Stage]:
    stage = Stage(local, clock)
    await stage.bot.begin(local.token)
    yield stage
    await stage.bot.end()
    assert not local.crashes, local.crashes
