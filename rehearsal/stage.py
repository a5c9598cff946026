"""The stage: the real bot in this process on the local Discord, both on one clock that is moved by hand."""

import asyncio
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Self

from bot import address
from bot.wiring import House, Services, house_of
from domain.ground.zones import read_tables
from rehearsal.clock import HandClock, Machine
from rehearsal.discord import LocalDiscord
from rehearsal.other_clocks import with_the_clocks_of
from services.ground.house import HouseFacts
from storage.migrate import migrate
from storage.store import Store, open_store

READY_WITHIN = 20.0  # real seconds
FEEDS_AT = "https://calendars.example"


def hastened(house: House) -> House:
    """Ready as soon as the servers have been told of: discord.py waits two real seconds for more, and the local Discord has no more."""
    house.client._connection.guild_ready_timeout = 0.05  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return house


class Stage:
    """Starts the real wiring on a database and a local Discord, and moves time from one interesting moment to the next."""

    def __init__(self, url: str, start: datetime, seed: int = 5787, clock: HandClock | None = None) -> None:
        self.url = url
        self.clock = clock if clock is not None else HandClock(start)
        self.machine = Machine(self.clock)
        self.discord = LocalDiscord(self.clock.now)
        self.chance = Random(seed)
        self.store: Store
        self.made: Services
        self.house: House
        self._connected: asyncio.Task[None]
        self._clocks = ExitStack()

    async def __aenter__(self) -> Self:
        await self.discord.start()
        address.use(self.discord.api_url)
        await migrate(self.url)
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.stop_bot()
        await self.discord.stop()
        address.use(address.REST)
        self._clocks.close()

    def take_zone_data(self, other: str, name: str, since: datetime) -> Path:
        """What is started from now on goes by later zone data, until the stage is taken down; gives the folder that it is in."""
        return self._clocks.enter_context(with_the_clocks_of(other, name, since))

    async def start_bot(self) -> None:
        """As `shamash run` does, without the bell: here the hand that moves the clock rings."""
        self.store = await open_store(self.url)
        installation = await HouseFacts(self.store).installation()
        self.house = hastened(house_of(self.store, self.machine, self.chance, installation, lanes=1, feeds_at=FEEDS_AT))
        self.made = self.house.services
        self._connected = asyncio.create_task(self.house.client.start(self.discord.token))
        ready = asyncio.create_task(self.house.client.caught_up.wait())
        done, _ = await asyncio.wait({self._connected, ready}, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        if ready not in done:
            ready.cancel()
            if self._connected in done:
                self._connected.result()
            raise AssertionError("the bot did not get ready")
        await self.made.group.zone_data.follow()
        await asyncio.to_thread(read_tables)

    async def stop_bot(self) -> None:
        """As SIGTERM does."""
        if not hasattr(self, "house"):
            return
        await self.house.client.finish()
        await self.house.client.close()
        with suppress(asyncio.CancelledError):
            await self._connected
        await self.store.close()
        del self.house

    async def restart_bot(self) -> None:
        """Down and up again, on the same database."""
        await self.stop_bot()
        await self.start_bot()

    async def beat(self) -> datetime | None:
        """What is due now is done now, after what was begun beside the answers."""
        await self.house.client.in_hand()
        self.discord.tick()
        return await self.house.beat()

    async def pass_until(self, moment: datetime) -> None:
        """Let time pass up to that moment, stopping wherever something is due."""
        due = await self.beat()
        while due is not None and due <= moment:
            self.clock.move_to(due)
            due = await self.beat()
        self.clock.move_to(moment)
        await self.beat()
