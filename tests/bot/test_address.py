"""The bot goes to the Discord it was told to, and to no other."""

from collections.abc import Iterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import address
from bot.config import DISCORD


@pytest.fixture(autouse=True)
def discord_where_it_was() -> Iterator[None]:
    rest, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest, gateway


def test_discord_py_keeps_its_addresses_where_we_look_for_them() -> None:
    assert Route.BASE == address.REST == DISCORD
    assert DiscordWebSocket.DEFAULT_GATEWAY == address.GATEWAY


def test_a_bot_pointed_elsewhere_reaches_the_real_discord_by_no_road() -> None:
    address.use("http://127.0.0.1:8080/api/v10/")
    assert Route("GET", "/users/@me").url == "http://127.0.0.1:8080/api/v10/users/@me"
    assert address.gateway() == DiscordWebSocket.DEFAULT_GATEWAY == address.ASKED_FOR
    assert (address.ASKED_FOR.host or "").endswith(".invalid"), "a name that nobody can ever have (RFC 2606)"


def test_a_bot_pointed_back_at_discord_is_where_it_began() -> None:
    address.use("http://127.0.0.1:8080/api/v10")
    address.use(DISCORD)
    assert (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY) == (address.REST, address.GATEWAY)
