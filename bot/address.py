"""Where Discord is. discord.py has no public setting for it, so its constants are set here, and nowhere else.

Both calls happen before the client starts: `use` first, `learn_gateway` once the client has logged in.
"""

from typing import Final

from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

REST: Final = "https://discord.com/api/v10"
GATEWAY: Final = URL("wss://gateway.discord.gg/")


def use(api_url: str) -> None:
    """Send every REST, interaction and webhook call to this base URL, which names the API's version.

    For an address other than Discord's the gateway is taken to be on the same host until `learn_gateway` has asked:
    a bot that rehearses must not reach the real Discord, not even by a reconnect.
    """
    base = api_url.rstrip("/")
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = GATEWAY if base == REST else _same_host(URL(base))


def is_api(url: str) -> bool:
    """Whether that address is one of the API's."""
    return url.startswith(f"{Route.BASE}/")


async def learn_gateway(http: HTTPClient) -> None:
    """Ask the API where its gateway is, and make the answer the default.

    discord.py asks by itself only for the first connection of a client that has no shard count; a shard that must
    identify afresh, and a process that runs some of the shards, go to the default.
    """
    _, url, _ = await http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = URL(url)


def _same_host(base: URL) -> URL:
    return base.origin().with_scheme("wss" if base.scheme == "https" else "ws")
