"""The bot goes to the Discord it was told to, and to no other."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

from bot import address
from bot.config import DISCORD


@pytest.fixture(autouse=True)
def discord_where_it_was() -> Iterator[None]:
    rest, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest, gateway


def answer(value: dict[str, object]) -> web.Response:
    """As Discord does: with a charset in the content type discord.py would not read it as JSON."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json")


def test_discord_py_keeps_its_addresses_where_we_look_for_them() -> None:
    assert Route.BASE == address.REST == DISCORD
    assert DiscordWebSocket.DEFAULT_GATEWAY == address.GATEWAY


def test_a_bot_pointed_elsewhere_reaches_the_real_discord_by_no_road() -> None:
    address.use("http://127.0.0.1:8080/api/v10/")
    assert Route("GET", "/users/@me").url == "http://127.0.0.1:8080/api/v10/users/@me"
    assert URL("ws://127.0.0.1:8080") == DiscordWebSocket.DEFAULT_GATEWAY
    address.use("https://proxy.example/api/v10")
    assert URL("wss://proxy.example") == DiscordWebSocket.DEFAULT_GATEWAY


def test_a_bot_pointed_back_at_discord_is_where_it_began() -> None:
    address.use("http://127.0.0.1:8080/api/v10")
    address.use(DISCORD)
    assert (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY) == (address.REST, address.GATEWAY)


async def test_the_gateway_is_the_one_that_the_api_names() -> None:
    async def gateway(_: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return answer({"url": "ws://gateway.example/", "shards": 1, "session_start_limit": limit})

    async def me(_: web.Request) -> web.Response:
        return answer({"id": "1", "username": "shamash", "discriminator": "0", "avatar": None})

    application = web.Application()
    application.router.add_get("/api/v10/gateway/bot", gateway)
    application.router.add_get("/api/v10/users/@me", me)
    async with TestServer(application) as server:
        address.use(str(server.make_url("/api/v10")))
        http = HTTPClient(asyncio.get_running_loop())
        try:
            await http.static_login("a token")
            await address.learn_gateway(http)
        finally:
            await http.close()
    assert URL("ws://gateway.example/") == DiscordWebSocket.DEFAULT_GATEWAY
