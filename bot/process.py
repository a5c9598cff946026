"""The life of the process: it waits until it leads, is logged in for as long as it does, and says how it is all the while."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import Any

import aiohttp
import discord
from discord.gateway import ReconnectWebSocket

from bot import address, health
from bot.beginning import TOKEN_REFUSED, revision_or_first_start
from bot.clock import WallClock
from bot.config import Config, ConfigError
from bot.ended import Ended
from bot.health import Health, Unwell
from bot.nightly import jobs_of
from bot.scheduler import Scheduler
from bot.wiring import House, house_of
from domain.ground.leases import LOOK_EVERY, RENEW_EVERY, LeaseLost
from services.ground.house import Facts
from services.ground.leases import Leadership
from services.ground.ports import Clock, Unauthorised
from services.sending.jobs import Jobs
from storage.errors import from_database
from storage.migrate import LEASED_SINCE, migrate
from storage.sqlite_store import DatabaseGone
from storage.store import Store, Unavailable, is_passing, open_store

log = logging.getLogger(__name__)
ENDS_WITHIN = 60.0  # seconds for the beat in hand: a request takes thirty at most, and one that is stuck must not keep the process alive
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0  # between two attempts to connect; a crash loop would burn 1,000 identifies a day


class Stop:
    """SIGTERM: once asks for an orderly end, twice ends at once."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._signalled)

    def _signalled(self) -> None:
        if self.asked.is_set():
            raise SystemExit(1)
        self.asked.set()


async def run(config: Config, *, new: bool = False) -> int:
    """Run until told to stop; gives the exit status. Raises `ConfigError` or `Ended`, whose text is a sentence for the operator.

    An empty database is made at a first start only, or with `new`: one that was lost is not replaced in silence.
    """
    address.use(config.discord.api_url)
    stop, clock = Stop(), WallClock()
    found = await revision_or_first_start(config, new=new)
    if found is None or found < LEASED_SINCE:  # no other process can lead on it
        await _migrate(config)
    store = await open_store(config.storage.url)
    file = Path(config.health.file) if config.health.file else None
    told = Health(clock, file, os.environ.get("NOTIFY_SOCKET"))
    try:
        await Process(config, store, clock, told, stop).live()
    except DatabaseGone as gone:
        raise Ended(
            "The file of the database is not there any more, or another took its place, and nothing more can be saved: put it back, "
            "or restore a backup (`shamash restore`), and start the bot again."
        ) from gone
    finally:
        told.ended()
        await store.close()
    return 0


async def _migrate(config: Config) -> None:
    for applied in await migrate(config.storage.url, backups=Path(config.storage.backups)):
        log.info("the database was brought to revision %s", applied)


class Process:
    """One process: a standby until it holds the lease, then the leader until it is told to stop or another process leads."""

    def __init__(self, config: Config, store: Store, clock: Clock, told: Health, stop: Stop) -> None:
        self._config = config
        self._store = store
        self._clock = clock
        self._health = told
        self._stop = stop
        self._lease = Leadership(store, clock, f"{socket.gethostname()}:{os.getpid()}")
        self._house: House | None = None

    async def live(self) -> None:
        """Stand by and lead in turns until a stop is asked for."""
        while await self._taken():
            pause = 0.0
            try:
                await self._lead()
            except LeaseLost:
                log.warning("another process has taken over: this one was away for too long, and stands by now")
            except Unavailable:
                log.warning("the database went away before this process could log in: it stands by, and tries again")
                pause = FIRST_PAUSE
            finally:
                with suppress(Unavailable):  # then whoever waits sees it run out
                    await self._lease.give_up()
            await _first_of(self._stop.asked.wait(), self._clock.sleep(pause))

    async def _taken(self) -> bool:
        """Wait for the lease; False when a stop was asked for first."""
        waited_for = ""
        while not self._stop.asked.is_set():
            try:
                if await self._lease.take():
                    return True
            except Unavailable:
                self._health.standby(None)
            else:
                if waited_for != self._lease.other:
                    waited_for = self._lease.other
                    log.warning("another process (%s) runs this bot: this one stands by, and takes over when that one ends", waited_for)
                self._health.standby(waited_for)
            await _first_of(self._stop.asked.wait(), self._clock.sleep(LOOK_EVERY))
        return False

    async def _lead(self) -> None:
        """Log in, and again after a failure, ever more slowly, for as long as the lease is ours and all goes well enough.

        Raises `Unavailable` when the database is away just when it is needed to begin.
        """
        guards = {asyncio.create_task(self._renew()), asyncio.create_task(self._watch())}
        try:
            await self._bring_up_to_date()
            installation = await Facts(self._store).installation()
            pause = FIRST_PAUSE
            while not self._stop.asked.is_set():
                started = self._clock.monotonic()
                await self._log_in(installation, guards)
                if self._clock.monotonic() - started > LONGEST_PAUSE:
                    pause = FIRST_PAUSE
                await _first_of(self._stop.asked.wait(), self._clock.sleep(pause), tasks=guards)
                _raise_from(*guards)
                pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            for guard in guards:
                guard.cancel()
            await asyncio.wait(guards)

    async def _bring_up_to_date(self) -> None:
        try:
            await _migrate(self._config)
        except Exception as error:
            if is_passing(error) and (from_database(error) or isinstance(error, ConnectionError | TimeoutError)):  # but no file of backups
                raise Unavailable from error
            raise

    async def _renew(self) -> None:
        """Ends only with `LeaseLost`, or a fault; a database that is away is asked again, and nothing is sent meanwhile."""
        noted: datetime | None = None
        while True:
            with suppress(Unavailable):
                since = self._health.offline_since
                await self._lease.renew(since)
                if since != noted:
                    log.info("the database says %s, for `shamash check`", "not connected" if since else "connected")
                noted = since
            await self._clock.sleep(RENEW_EVERY)

    async def _watch(self) -> None:
        """Ends only with `Ended`."""
        while True:
            self._health.leads(*self._unwell())
            await self._clock.sleep(health.LOOK_EVERY)

    def _unwell(self) -> Iterator[Unwell]:
        if self._house is None or not self._house.client.online:
            yield Unwell.OFFLINE
        elif self._clock.monotonic() - self._house.beat.moved_at >= health.LONGEST:
            yield Unwell.STUCK
        if not self._lease.is_sure:
            yield Unwell.UNSURE

    async def _log_in(self, installation: str, guards: set[asyncio.Task[None]]) -> None:
        """One login, from its beginning to its end."""
        self._house = house = house_of(self._store, self._clock, SystemRandom(), installation, lease=self._lease)
        try:
            await self._session(house, guards)
        except discord.PrivilegedIntentsRequired as error:
            raise ConfigError("Discord wants privileged intents switched on for this bot, which asks for none: update Shamash.") from error
        except (discord.LoginFailure, Unauthorised) as error:
            log.debug("Discord's answer", exc_info=error)
            if not await house.services.ground.facts.token_worked(self._config.discord.token):
                raise ConfigError(TOKEN_REFUSED) from error
            log.error("%s It worked before, so that this may pass: the bot tries again.", TOKEN_REFUSED)  # noqa: TRY400 - nothing to trace
        except (OSError, aiohttp.ClientError, discord.DiscordException, ReconnectWebSocket, AttributeError, Unavailable):
            # discord.py's first failed connection ends in an AttributeError of its own.
            log.exception("the connection ended")
        finally:
            self._house = None

    async def _session(self, house: House, guards: set[asyncio.Task[None]]) -> None:
        """Client and bell together, until one of them or a guard ends or a stop is asked for; then what is in hand is finished."""
        made = house.services
        jobs = Jobs(made.sending.units, made.ground.clock, jobs_of(made, self._config))
        scheduler = Scheduler(house.beat, jobs.run_due, made.sending.units.bell)
        connected = asyncio.create_task(house.client.start(self._config.discord.token))
        ringing = asyncio.create_task(_ring(house, scheduler))
        asked = asyncio.create_task(self._stop.asked.wait())
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
        _raise_from(*guards, connected, ringing)


async def _ring(house: House, scheduler: Scheduler) -> None:
    """Nothing is done by itself before what was written meanwhile has been read."""
    await house.client.caught_up.wait()
    await scheduler.run()


async def _first_of(*waits: Coroutine[Any, Any, object], tasks: Iterable[asyncio.Task[None]] = ()) -> None:
    """Wait until one of them has ended. What still waits then is cancelled, but for the tasks, which go on."""
    begun = {asyncio.create_task(wait) for wait in waits}
    await asyncio.wait({*begun, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    for wait in begun:
        wait.cancel()


def _raise_from(*tasks: asyncio.Task[None]) -> None:
    """The first error with which one of them ended."""
    for task in tasks:
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            raise error
