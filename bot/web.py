"""The small web server: how the bot is, and people's calendars at their private addresses. It runs only where `web.port` is set.

A process that stands by serves both too, since it only reads. No address is ever logged: a calendar's is as good as a password.
"""

import asyncio
import errno
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from typing import Final

from aiohttp import ETag, web
from aiohttp.typedefs import Handler

from bot.config import ConfigError, Web
from bot.health import Health
from services.ground.ports import Clock
from services.own.calendars import Feeds, Unsure

log = logging.getLogger(__name__)
TRIED_AGAIN: Final = 2.0  # seconds, while another process holds the port
AT_ONCE: Final = 4  # calendars; what people do on Discord goes on meanwhile
FRESH: Final = "private, max-age=900"
_UNHEARD = logging.getLogger(f"{__name__}.requests")
_UNHEARD.disabled = True  # what aiohttp says of a bad request may hold its address
_EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Server": "Shamash"}


@asynccontextmanager
async def served(settings: Web, told: Health, feeds: Feeds, clock: Clock) -> AsyncGenerator[None]:
    """Serve for as long as this lasts. Raises `ConfigError` where that address can never be opened.

    Where another process holds it, as the one that this one will replace does, it is tried again until it is free.
    """
    runner = web.AppRunner(_application(told, feeds), access_log=None, logger=_UNHEARD, keepalive_timeout=15.0, shutdown_timeout=2.0)
    await runner.setup()
    opening = None if await _opened(runner, settings) else asyncio.create_task(_open_later(runner, settings, clock))
    try:
        yield
    finally:
        if opening is not None:
            opening.cancel()
            with suppress(asyncio.CancelledError):
                await opening
        await runner.cleanup()


async def _opened(runner: web.AppRunner, settings: Web) -> bool:
    """False where the address is taken. Raises `ConfigError`."""
    site = web.TCPSite(runner, settings.host, settings.port)
    try:
        await site.start()
    except OSError as problem:
        await site.stop()
        if problem.errno != errno.EADDRINUSE:
            raise ConfigError(
                f"web.host and web.port name {settings.host}:{settings.port}, which cannot be opened: {problem.strerror}."
            ) from problem
        return False
    log.info("how the bot is, and calendars, are served on %s:%s", settings.host, settings.port)
    return True


async def _open_later(runner: web.AppRunner, settings: Web, clock: Clock) -> None:
    log.warning("%s:%s is taken by another process: it is tried again until it is free", settings.host, settings.port)
    while not await _opened(runner, settings):
        await clock.sleep(TRIED_AGAIN)


def _application(told: Health, feeds: Feeds) -> web.Application:
    """Two things to read and nothing to write: other methods are refused, and other addresses are not there."""
    few = asyncio.Semaphore(AT_ONCE)

    async def health(_: web.Request) -> web.Response:
        return web.Response(text=f"{told.said}\n", status=200 if told.well else 503)

    async def calendar(request: web.Request) -> web.Response:
        async with few:
            try:
                content = await feeds.read(request.match_info["name"])
            except Unsure:
                raise _later() from None
        if content is None:
            raise web.HTTPNotFound
        return _unless_known(request, content)

    made = web.Application(middlewares=[_answers])
    made.on_response_prepare.append(_finish)
    made.add_routes([web.get("/health", health), web.get("/calendar/{name}.ics", calendar)])
    return made


def _unless_known(request: web.Request, content: bytes) -> web.Response:
    """The calendar, or word that it is as it was when this reader last fetched it."""
    tag = ETag(sha256(content).hexdigest()[:32])
    known = request.if_none_match or ()
    if any(one.value in {tag.value, "*"} for one in known):
        found = web.Response(status=304)
    else:
        found = web.Response(body=content, content_type="text/calendar", charset="utf-8")
    found.etag = tag
    found.headers["Cache-Control"] = FRESH
    return found


@web.middleware
async def _answers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A fault is logged by its type alone, and answered with "later": a calendar program keeps what it has."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        log.error("what was asked of the web server failed: %s", type(error).__name__)  # noqa: TRY400 - a traceback may hold the address
        raise _later() from None


def _later() -> web.HTTPServiceUnavailable:
    return web.HTTPServiceUnavailable(headers={"Retry-After": "60"})


async def _finish(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_EVERYWHERE)
    response.headers.setdefault("Cache-Control", "no-store")
