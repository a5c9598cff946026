"""The bot as a process that may be killed at any instant: the real wiring, on a clock that the proof moves.

What a variant is without is taken away here, never in the product: the proof must then go red.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import discord

import storage.sending.attempts
from bot import address
from bot.wiring import House, house_of
from domain.ground.ids import MessageId, ServerId, UserId
from domain.ground.zones import read_tables
from domain.sending.deliveries import OVERDUE, Class, Delivery, Reason
from rehearsal.clock import SharedClock
from rehearsal.other_clocks import go_by
from rehearsal.prove.findings import What
from rehearsal.stage import hastened
from services.ground.house import HouseFacts
from services.ground.ports import Absent, Done, Effect, LookFrom, Outcome, Present, Schedule, Sight, Unschedule
from storage.sending.deliveries import DeliveryQueries
from storage.store import open_store
from storage.tables import deliveries

_LOT = 580123  # one by which the pairs are those of the story
READY, BEAT, STOP = "ready", "beat", "stop"
VARIANTS: dict[str, frozenset[What]] = {  # what is taken away, and the faults of which one at least must show
    "nonce": frozenset({What.TWICE}),
    "read-back": frozenset({What.TWICE}),
    "look at what is overdue": frozenset({What.TWICE}),  # after an old backup was put back
    "look at what was postponed": frozenset({What.TWICE}),  # the same, at night
    "cursor": frozenset({What.UNREAD}),
    "end of a lease": frozenset({What.STUCK, What.DENIED}),  # a row that a killed process was sending comes back to nobody
    "patience with what is overdue": frozenset({What.LATE}),
    "native events": frozenset({What.EVENT}),
}

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
    zones: Path | None = None  # a folder with later zone data than what we ship


class Lots(SystemRandom):
    """Chance as it is, but each seed that is drawn for a draft is the same one, in every process, in the twin and in every season.

    The season's story names its people, and goes on as told where those of its lot are pairs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._draw = Random(_LOT).getrandbits(64)

    def getrandbits(self, k: int) -> int:
        """The first so many bits of the one draw."""
        return self._draw >> (64 - k) if k <= 64 else super().getrandbits(k)


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


class Eventless(Blind):
    """A Discord on which native events are said to be made, changed and taken away, and are not."""

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """As it is."""
        return await self._real.find(effect, since)

    async def do(self, effect: Effect) -> Outcome:
        """Done, without doing it."""
        return Done(message=MessageId(1)) if isinstance(effect, Schedule | Unschedule) else await self._real.do(effect)


def live(subject: Subject, line: Connection) -> None:
    """Run until told to stop, or killed."""
    logging.basicConfig(filename=subject.log, level=logging.ERROR, format="%(asctime)s %(name)s %(message)s", force=True)
    address.use(subject.api)
    if subject.zones is not None:
        go_by(subject.zones)
    asyncio.run(_live(subject, line))


async def _live(subject: Subject, line: Connection) -> None:
    clock = SharedClock(subject.clock)
    store = await open_store(subject.url)
    house = hastened(house_of(store, clock, Lots(), await HouseFacts(store).installation()))
    await _cripple(house, subject.without)
    connected = asyncio.create_task(house.client.start(subject.token))
    ready = asyncio.create_task(house.client.caught_up.wait())
    await asyncio.wait({connected, ready}, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        log.error("it could not log in: %r", connected.exception())
        return  # as with a supervisor, the next process tries anew
    await house.services.group.zone_data.follow()
    await asyncio.to_thread(read_tables)
    line.send(READY)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, line.recv) == BEAT:
        line.send(await house.beat())
    await house.client.finish()
    await house.client.close()
    await asyncio.wait({connected})
    await store.close()
    line.send(STOP)


async def _cripple(house: House, without: str | None) -> None:
    """Take away what the variant goes without."""
    paced = house.services.ground.discord
    match without:
        case "read-back":
            paced.discord = Blind(paced.discord)
        case "nonce":
            _forget_nonces()
        case "look at what is overdue":
            _replace(Delivery, "must_look", _only_after_an_attempt)
        case "look at what was postponed":
            _replace(DeliveryQueries, "postpone", _postpone)
        case "cursor":
            _hurry_cursor(house)
        case "end of a lease":
            _replace(storage.sending.attempts, "LEASE", timedelta(days=3650))
        case "patience with what is overdue":
            await _drop_overdue(house)
        case "native events":
            paced.discord = Eventless(paced.discord)
        case _:
            pass


def _replace(where: Any, name: str, by: Any) -> None:
    setattr(where, name, by)


def _only_after_an_attempt(row: Delivery, _now: datetime) -> bool:
    return row.attempts > 0


async def _postpone(self: Any, row: Delivery, due: datetime, reason: str, _now: datetime) -> None:
    """As it is, but that what is overdue is overdue no more."""
    await self._change(row.id, deliveries.c.state == "pending", due=due, reason=reason)


async def _drop_overdue(house: House) -> None:
    """What became overdue while the bot was away expires, unless it is a letter."""
    made = house.services
    now = made.ground.clock.now()
    async with made.ground.store.begin() as db:
        for row in (await db.deliveries.due(now - OVERDUE, 10_000)).rows:
            if row.class_ in {Class.REMINDER, Class.PROMPT, Class.NOTICE, Class.NUDGE}:
                await db.deliveries.drop(row.id, now, Reason.LATE.value)


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
        for _, dm, *_ in await house.services.pair.replies.cursors():
            if dm == message.channel.id:
                await house.services.pair.replies.read_up_to(dm, message.id)

    client.on_message = eager
