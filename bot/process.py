"""The life of the process: it waits until it leads, is logged in for as long as it does, and says how it is all the while."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from random import SystemRandom

from bot import address, health
from bot.beginning import revision_or_first_start
from bot.clock import WallClock
from bot.config import Config
from bot.ended import Ended
from bot.health import Health, Unwell
from bot.login import log_in
from bot.signals import Stop
from bot.tasks import first_of, raise_from
from bot.wiring import House, house_of
from domain.ground.ids import UserId
from domain.ground.leases import LOOK_EVERY, RENEW_EVERY, LeaseLost
from domain.ground.people import Whereabouts
from services.ground.house import HouseFacts
from services.ground.leases import Leadership
from services.ground.ports import Clock
from services.own.calendars import Feeds
from storage.errors import from_database
from storage.migrate import LEASED_SINCE, migrate
from storage.sqlite import DatabaseGone
from storage.store import Store, Unavailable, is_passing, open_store

log = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0  # between two attempts to connect; a crash loop would burn 1,000 identifies a day


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
        process = Process(config, store, clock, told, stop)
        async with _serving(config, told, Feeds(store.read, process.whereabouts), clock):
            await process.live()
    except DatabaseGone as gone:
        raise Ended(
            "The file of the database is not there any more, or another took its place, and nothing more can be saved: put it back, "
            "or restore a backup (`shamash restore`), and start the bot again."
        ) from gone
    finally:
        told.ended()
        await store.close()
    return 0


@asynccontextmanager
async def _serving(config: Config, told: Health, feeds: Feeds, clock: Clock) -> AsyncGenerator[None]:
    """With the web server, where one is wanted. Raises `ConfigError`."""
    if not config.web.port:
        yield
        return
    from bot.web import served  # aiohttp's server is loaded for those who want one

    async with served(config.web, told, feeds, clock):
        yield


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
        self._bell = asyncio.Event()

    async def whereabouts(self, user: UserId) -> Whereabouts:
        """On which servers somebody is, by Discord; of nobody while this process stands by: then the one that leads has them noted."""
        return Whereabouts() if self._house is None else await self._house.services.program.presence.whereabouts(user)

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
            await first_of(self._stop.asked.wait(), self._clock.sleep(pause))

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
            await first_of(self._stop.asked.wait(), self._clock.sleep(LOOK_EVERY))
        return False

    async def _lead(self) -> None:
        """Log in, and again after a failure, ever more slowly, for as long as the lease is ours and all goes well enough.

        Raises `Unavailable` when the database is away just when it is needed to begin.
        """
        guards = {asyncio.create_task(self._renew()), asyncio.create_task(self._watch())}
        try:
            await self._bring_up_to_date()
            installation = await HouseFacts(self._store).installation()
            pause = FIRST_PAUSE
            while not self._stop.asked.is_set():
                started = self._clock.monotonic()
                self._house = house_of(
                    self._store, self._clock, SystemRandom(), installation, lease=self._lease, bell=self._bell,
                    feeds_at=self._config.web.feeds_at,
                )  # fmt: skip
                try:
                    await log_in(self._house, self._config, self._stop.asked, guards)
                finally:
                    self._house = None
                if self._clock.monotonic() - started > LONGEST_PAUSE:
                    pause = FIRST_PAUSE
                await first_of(self._stop.asked.wait(), self._clock.sleep(pause), tasks=guards)
                raise_from(*guards)
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
