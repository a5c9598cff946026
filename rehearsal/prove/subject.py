"""The bot as a process that may be killed at any instant: the real wiring, on a clock that the proof moves.

What a variant is without is taken away here, never in the product: the proof must then go red.
"""

import asyncio
import logging
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import SystemRandom
from typing import Any

import discord

from bot import address
from bot.wiring import House, house_of, services_on
from domain.deliveries import Delivery
from domain.ids import ServerId, UserId
from rehearsal.clock import SharedClock
from rehearsal.stage import hastened
from services.ports import Absent, Effect, LookFrom, Outcome, Present, Sight
from storage.store import open_store

READY, BEAT, STOP = "ready", "beat", "stop"
VARIANTS = ("nonce", "read-back", "overdue", "cursor")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Subject:
    """What such a process is started with."""

    api: str
    token: str
    url: str
    clock: Path
    log: Path
    without: str | None = None


class Blind:
    """A Discord on which nothing is ever found."""

    def __init__(self, real: Any) -> None:
        self._real = real

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """Never there."""
        return Absent()

    async def do(self, effect: Effect) -> Outcome:
        """As it is."""
        return await self._real.do(effect)

    async def member(self, server: ServerId, user: UserId) -> Present:
        """As it is."""
        return await self._real.member(server, user)


def live(subject: Subject, line: Connection) -> None:
    """Run until told to stop, or killed."""
    logging.basicConfig(filename=subject.log, level=logging.ERROR, format="%(asctime)s %(name)s %(message)s", force=True)
    address.use(subject.api)
    asyncio.run(_live(subject, line))


async def _live(subject: Subject, line: Connection) -> None:
    clock = SharedClock(subject.clock)
    store = await open_store(subject.url)
    house = hastened(house_of(await services_on(store, clock, SystemRandom())))
    _cripple(house, subject.without)
    connected = asyncio.create_task(house.client.start(subject.token))
    ready = asyncio.create_task(house.client.caught_up.wait())
    await asyncio.wait({connected, ready}, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        log.error("it could not log in: %r", connected.exception())
        return  # as with a supervisor, the next process tries anew
    line.send(READY)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, line.recv) == BEAT:
        line.send(await house.beat())
    await house.client.finish()
    await house.client.close()
    await asyncio.wait({connected})
    await store.close()
    line.send(STOP)


def _cripple(house: House, without: str | None) -> None:
    """Take away what the variant goes without."""
    match without:
        case "read-back":
            late: Any = house.sender._discord  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            late.on = Blind(late.on)
        case "nonce":
            _forget_nonces()
        case "overdue":
            setattr(Delivery, "must_look", lambda self, _now: self.attempts > 0)  # noqa: B010  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType]
        case "cursor":
            _hurry_cursor(house)
        case _:
            pass


def _forget_nonces() -> None:
    """Every message is sent with a nonce of its own, as discord.py does when it is given none."""
    send = discord.abc.Messageable.send

    async def anonymous(self: Any, *args: Any, nonce: Any = None, **parts: Any) -> Any:
        return await send(self, *args, **parts)

    setattr(discord.abc.Messageable, "send", anonymous)  # noqa: B010


def _hurry_cursor(house: House) -> None:
    """A live message moves the cursor over whatever was written before it and not yet read."""
    client: Any = house.client
    receive = client.on_message

    async def eager(message: Any) -> None:
        await receive(message)
        for _, dm, _ in await house.services.replies.cursors():
            if dm == message.channel.id:
                await house.services.replies.read_up_to(dm, message.id)

    client.on_message = eager
