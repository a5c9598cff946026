"""Where Discord is. discord.py has no public setting for it, so its constants are set here, and nowhere else.

`use` is called before a client is made, and `follow` before it logs in.
"""

import logging
from typing import Any, Final

from discord import GatewayNotFound
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

log = logging.getLogger(__name__)

REST: Final = "https://discord.com/api/v10"
GATEWAY: Final = URL("wss://gateway.discord.gg/")


ASKED_FOR: Final = URL("wss://gateway.invalid/")  # stands for the address that the API names; nothing ever connects to this one
FEW_STARTS: Final = 50  # of the 1,000 sessions a day that Discord allows: when they are spent, it resets the token


def use(api_url: str) -> None:
    """Send every REST, interaction and webhook call to this base URL, which names the API's version.

    For an address other than Discord's, the gateway is the one that the API names: a bot that rehearses must not reach the real
    Discord, not even by a reconnect.
    """
    base = api_url.rstrip("/")
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = GATEWAY if base == REST else ASKED_FOR


def is_api(url: str) -> bool:
    """Whether that address is one of the API's."""
    return url.startswith(f"{Route.BASE}/")


def gateway() -> URL:
    """The gateway to connect to, or the sign that it is asked for."""
    return DiscordWebSocket.DEFAULT_GATEWAY


def follow(http: HTTPClient) -> None:
    """Have that client ask the API for its gateway each time it needs one, and begin no session when few are left for today.

    discord.py itself asks once, at the first connection. Later it goes to its default: when Discord has invalidated the session,
    and when the address to resume at is dead.
    """
    ask, connect = http.get_bot_gateway, http.ws_connect

    async def get_bot_gateway() -> tuple[int, str, Any]:
        shards, url, limit = await ask()
        if limit["remaining"] < FEW_STARTS:
            log.error("only %d of %d connections are left for today: the bot waits", limit["remaining"], limit["total"])
            raise GatewayNotFound
        return shards, url, limit

    async def ws_connect(url: str, *, compress: int = 0) -> Any:
        wanted = URL(url)
        if wanted.host == ASKED_FOR.host:
            _, named, _ = await get_bot_gateway()
            url = str(URL(named).with_query(wanted.query))
        return await connect(url, compress=compress)

    setattr(http, "get_bot_gateway", get_bot_gateway)  # noqa: B010 - discord.py has no other place for it
    setattr(http, "ws_connect", ws_connect)  # noqa: B010
