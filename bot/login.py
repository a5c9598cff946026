"""One login: the client and the bell together, from the connection to the end of what is in hand."""

import asyncio
import logging
from collections.abc import Set

import aiohttp
import discord
from discord.gateway import ReconnectWebSocket

from bot.beginning import TOKEN_REFUSED
from bot.config import Config, ConfigError
from bot.nightly import jobs_of
from bot.scheduler import Scheduler
from bot.tasks import raise_from
from bot.wiring import House
from services.ground.ports import Unauthorised
from services.sending.jobs import Jobs
from storage.store import Unavailable

log = logging.getLogger(__name__)
ENDS_WITHIN = 60.0  # seconds for the beat in hand: a request takes thirty at most, and one that is stuck must not keep the process alive


async def log_in(house: House, config: Config, stop: asyncio.Event, guards: Set[asyncio.Task[None]]) -> None:
    """One login, until it fails, a stop is asked for, or a guard ends. A failure that may pass is logged.

    Raises the error with which a guard ended, and `ConfigError` where another login would fail too.
    """
    try:
        await _session(house, config, stop, guards)
    except discord.PrivilegedIntentsRequired as error:
        raise ConfigError("Discord wants privileged intents switched on for this bot, which asks for none: update Shamash.") from error
    except (discord.LoginFailure, Unauthorised) as error:
        log.debug("Discord's answer", exc_info=error)
        if not await house.services.ground.facts.token_worked(config.discord.token):
            raise ConfigError(TOKEN_REFUSED) from error
        log.error("%s It worked before, so that this may pass: the bot tries again.", TOKEN_REFUSED)  # noqa: TRY400 - nothing to trace
    except (OSError, aiohttp.ClientError, discord.DiscordException, ReconnectWebSocket, AttributeError, Unavailable):
        # discord.py's first failed connection ends in an AttributeError of its own.
        log.exception("the connection ended")


async def _session(house: House, config: Config, stop: asyncio.Event, guards: Set[asyncio.Task[None]]) -> None:
    """Client and bell together, until one of them or a guard ends or a stop is asked for; then what is in hand is finished."""
    made = house.services
    jobs = Jobs(made.sending.units, made.ground.clock, jobs_of(made, config))
    scheduler = Scheduler(house.beat, jobs.run_due, made.sending.units.bell)
    connected = asyncio.create_task(house.client.start(config.discord.token))
    ringing = asyncio.create_task(_ring(house, scheduler))
    asked = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({connected, ringing, asked, *guards}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        made.ground.discord.stopping = True
        scheduler.stop()
        await house.client.finish()
        if not house.client.caught_up.is_set():
            ringing.cancel()
        await asyncio.wait({ringing}, timeout=ENDS_WITHIN)
        ringing.cancel()
        await asyncio.wait({ringing})
        await house.client.close()
        connected.cancel()
        asked.cancel()
        await asyncio.wait({connected})
    raise_from(*guards, connected, ringing)


async def _ring(house: House, scheduler: Scheduler) -> None:
    """Nothing is done by itself before what was written meanwhile has been read."""
    await house.client.caught_up.wait()
    await house.services.group.zone_data.follow()  # before any turn: one may be due by an instant that is not right any more
    await scheduler.run()
