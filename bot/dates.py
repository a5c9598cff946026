"""What time it is by Discord: the `Date` of its answers, read as they arrive."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord
from discord.http import HTTPClient, Route

from bot import address

PATIENCE = 10.0  # seconds to wait for an answer that is only to tell the time


def listening(heard: Callable[[datetime], None]) -> aiohttp.TraceConfig:
    """A trace for discord.py's session (REST and interactions alike) that passes on the `Date` of each answer of Discord's own."""

    async def arrived(_: aiohttp.ClientSession, __: SimpleNamespace, answer: aiohttp.TraceRequestEndParams) -> None:
        shown = told(answer.response)
        if shown is not None:
            heard(shown)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(arrived)
    return trace


def told(answer: aiohttp.ClientResponse) -> datetime | None:
    """When that answer was sent. None for what is not Discord's own: its answers are JSON or empty, an error page of a proxy is neither."""
    own = address.is_api(str(answer.url)) and (answer.status == 204 or answer.content_type == "application/json")
    sent = answer.headers.get("Date")
    if not own or sent is None:
        return None
    try:
        shown = parsedate_to_datetime(sent)
    except ValueError:
        return None
    return shown if shown.tzinfo is not None else None


async def ask(http: HTTPClient) -> None:
    """Have Discord answer something harmless; whatever comes of it, its `Date` is read on the way."""
    with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
        async with asyncio.timeout(PATIENCE):
            await http.request(Route("GET", "/users/@me"))
