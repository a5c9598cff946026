"""What an answer says before discord.py reads it: what time it is, whether it is Discord's at all, and whether everything has to wait."""

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
from bot.buckets import BUCKET_WAIT

ANSWER_WAIT = 10.0  # seconds to wait for an answer that is only to tell the time
NAMED_NO_TIME = 5.0  # seconds


class NotDiscord(aiohttp.ClientError):
    """A page with a status of success, or the way to one: a proxy or a portal stands between us and Discord.

    discord.py would take it for the answer.
    """


class AllWait(discord.RateLimited):
    """The limit of all requests together is used up."""


def listening(heard: Callable[[datetime], None]) -> aiohttp.TraceConfig:
    """A trace for discord.py's session (REST and interactions alike) that passes on the `Date` of each answer of Discord's own.

    The request raises `NotDiscord` for a page or a redirect, and `AllWait` where it would wait longer than a moment for the limit of all.
    """

    async def arrived(_: aiohttp.ClientSession, __: SimpleNamespace, answer: aiohttp.TraceRequestEndParams) -> None:
        response = answer.response
        if not address.is_api(str(response.url)):
            return
        if _is_discords(response):
            shown = told(response)
            if shown is not None:
                heard(shown)
        elif response.status < 300:
            response.close()
            raise NotDiscord(f"a page with status {response.status}")
        if response.status == 429 and "X-RateLimit-Global" in response.headers and (seconds := asked_to_wait(response)) > BUCKET_WAIT:
            response.close()
            raise AllWait(seconds)

    async def sent_elsewhere(_: aiohttp.ClientSession, __: SimpleNamespace, answer: aiohttp.TraceRequestRedirectParams) -> None:
        if address.is_api(str(answer.url)):  # which redirects nobody
            answer.response.close()
            raise NotDiscord(f"a redirect with status {answer.response.status}")

    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(sent_elsewhere)
    trace.on_request_end.append(arrived)
    return trace


def _is_discords(answer: aiohttp.ClientResponse) -> bool:
    """Its answers are JSON or empty; an error page of a proxy is neither."""
    return answer.status == 204 or answer.content_type == "application/json"


def told(answer: aiohttp.ClientResponse) -> datetime | None:
    """When that answer was sent, by its own clock; None where it does not say."""
    try:
        shown = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
    return shown if shown.tzinfo is not None else None


def asked_to_wait(answer: aiohttp.ClientResponse) -> float:
    """The seconds for which an answer asks us to stay away: `Retry-After` is a number of them, or a moment (RFC 9110, 10.2.3)."""
    asked = answer.headers.get("Retry-After", "")
    if asked.replace(".", "", 1).isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        return max((until - (told(answer) or until)).total_seconds(), NAMED_NO_TIME)
    except (ValueError, TypeError):  # neither, or a moment without a zone
        return NAMED_NO_TIME


async def ask(http: HTTPClient) -> None:
    """Have Discord answer something harmless; whatever comes of it, its `Date` is read on the way."""
    with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
        async with asyncio.timeout(ANSWER_WAIT):
            await http.request(Route("GET", "/users/@me"))
