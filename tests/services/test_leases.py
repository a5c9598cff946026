"""Of two processes with one database one leads; one that was frozen meanwhile wakes to find that nothing it writes is written."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.wiring import Services, services_of
from domain.ground.ids import ChannelId, DeliveryId, RoleId, ServerId, UserId
from domain.ground.leases import EXPIRES_AFTER, RENEW_EVERY, SURE_FOR, LeaseLost
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Subject
from domain.sending.facts import Said
from rehearsal.clock import HandClock
from services.ground.house import HouseFacts
from services.ground.leases import LEADER, Leadership, LeasedDiscord
from services.ground.ports import Done, LookFrom, Membership, Present
from storage.db import Db
from storage.store import Store, Unavailable, open_store
from tests.services.conftest import START


class Moody(Store):
    """A database that cannot be asked while it is away."""

    away = False

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Db]:
        if self.away:
            raise Unavailable
        async with super().read() as db:
            yield db


@dataclass
class Side:
    """One process: its own connection, its own clock."""

    store: Moody
    clock: HandClock
    lease: Leadership

    async def wait(self, seconds: float) -> None:
        await self.clock.sleep(seconds)


async def side(url: str, name: str, at: datetime) -> Side:
    store, clock = Moody((await open_store(url))._database), HandClock(at)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return Side(store, clock, Leadership(store, clock, name))


@pytest.fixture
async def sides(migrated_url: str) -> AsyncIterator[tuple[Side, Side]]:
    """Two machines whose clocks are a year apart."""
    first, second = await side(migrated_url, "gold:1", START), await side(migrated_url, "silver:2", START + timedelta(days=365))
    yield first, second
    await first.store.close()
    await second.store.close()


async def passes(seconds: float, *which: Side) -> None:
    for one in which:
        await one.wait(seconds)


async def test_the_second_of_two_stands_by_whatever_its_clock_says_while_the_first_renews(sides: tuple[Side, Side]) -> None:
    first, second = sides
    assert await first.lease.take()
    for _ in range(10):
        assert not await second.lease.take()
        await passes(RENEW_EVERY, first, second)
        await first.lease.renew()
    assert second.lease.other == "gold:1"


async def test_a_standby_takes_over_from_a_leader_that_is_heard_of_no_more(sides: tuple[Side, Side]) -> None:
    first, second = sides
    assert await first.lease.take()
    assert not await second.lease.take()
    await passes(EXPIRES_AFTER - 0.1, second)
    assert not await second.lease.take()
    await passes(0.1, second)
    assert await second.lease.take()
    assert second.lease.is_sure


async def test_a_lease_that_was_given_up_is_taken_at_once(sides: tuple[Side, Side]) -> None:
    first, second = sides
    assert await first.lease.take()
    await first.lease.give_up()
    assert not first.lease.is_sure
    assert await second.lease.take()
    async with second.store.read() as db:
        held = await db.leases.get(LEADER)
    assert held is not None
    assert (held.holder, held.number) == ("silver:2", 2)
    await first.lease.give_up()  # too late to give up what is another's
    assert not await first.lease.take()


async def test_a_frozen_leader_wakes_to_find_its_lease_gone_and_writes_nothing(sides: tuple[Side, Side]) -> None:
    first, second = sides
    assert await first.lease.take()
    await second.lease.take()
    await passes(EXPIRES_AFTER, first, second)
    assert await second.lease.take()
    with pytest.raises(LeaseLost):
        await first.lease.renew()
    with pytest.raises(LeaseLost):
        await first.lease.require()
    with pytest.raises(LeaseLost):
        async with first.store.begin() as db:
            await db.set_fact("written", "by the first")
    async with second.store.begin() as db:
        assert await db.fact("written") is None


async def test_a_leader_that_was_away_while_nobody_stood_by_goes_on(sides: tuple[Side, Side]) -> None:
    first, _ = sides
    assert await first.lease.take()
    await passes(SURE_FOR, first)
    assert not first.lease.is_sure
    await first.lease.require()
    assert first.lease.is_sure


async def test_a_database_that_was_away_is_no_reason_to_take_over_from_a_leader_that_could_not_renew_either(
    sides: tuple[Side, Side],
) -> None:
    first, second = sides
    assert await first.lease.take()
    assert not await second.lease.take()
    second.store.away = True
    await passes(EXPIRES_AFTER * 5, first, second)
    with pytest.raises(Unavailable):
        await second.lease.take()
    second.store.away = False
    assert not await second.lease.take()
    await first.lease.renew()


# deliveries


class Paper:
    """A Discord that notes what is done on it."""

    def __init__(self) -> None:
        self.done = 0

    async def find(self, effect: object, since: LookFrom) -> Done:
        return Done()

    async def do(self, effect: object) -> Done:
        self.done += 1
        return Done()

    async def member(self, server: ServerId, user: UserId) -> Present:
        return Membership(frozenset())


async def a_letter(made: Services, now: datetime) -> DeliveryId:
    """A letter to somebody, due now."""
    async with made.ground.store.begin() as db:
        program = await db.programs.put(
            ServerId(1), now, name="x", zone="America/New_York", manager_role=RoleId(1),
            staff_channel=ChannelId(1), signup_channel=ChannelId(1), contact="x",
        )  # fmt: skip
        person = await db.people.ensure(UserId(2), "Noa", now)
        letter = Planned(
            "letter/1", Kind.DM, Subject.ANSWER, now, now, now + timedelta(days=9), Class.LETTER, person=person.id,
            facts=Said({"text": "A letter.", "rows": []}),
        )  # fmt: skip
        return await made.sending.deliveries.plan(db, letter, program, None)


async def the_letter(store: Store, id_: DeliveryId) -> Delivery:
    async with store.read() as db:
        found = await db.deliveries.get(id_)
    assert found is not None
    return found


async def test_a_letter_that_a_frozen_leader_had_in_hand_is_settled_by_the_next_one_alone(sides: tuple[Side, Side]) -> None:
    first, second = sides
    assert await first.lease.take()
    old = services_of(first.store, first.clock, Random(1), await HouseFacts(first.store).installation(), Paper())
    id_ = await a_letter(old, START)
    task = await old.attempts.take(id_)
    assert task is not None
    await second.lease.take()
    await passes(EXPIRES_AFTER, first, second)
    assert await second.lease.take()

    paper = Paper()
    leased = LeasedDiscord(paper, first.lease)
    with pytest.raises(LeaseLost):
        await leased.do(task.effect)
    with pytest.raises(LeaseLost):
        await old.attempts.settle(task, Done())
    assert paper.done == 0
    assert (await the_letter(second.store, id_)).state is DeliveryState.SENDING

    new = services_of(second.store, second.clock, Random(2), await HouseFacts(second.store).installation(), Paper())
    (row,) = await new.attempts.due(10)  # a year later by this clock: the claim has run out long ago
    again = await new.attempts.take(row.id)
    assert again is not None
    assert again.look, "it may have arrived"
    await new.attempts.settle(again, Done())
    assert (await the_letter(second.store, id_)).state is not DeliveryState.SENDING


async def test_a_frozen_leader_claims_no_letter(sides: tuple[Side, Side]) -> None:
    first, second = sides
    assert await first.lease.take()
    old = services_of(first.store, first.clock, Random(1), await HouseFacts(first.store).installation(), Paper())
    id_ = await a_letter(old, START)
    await second.lease.take()
    await passes(EXPIRES_AFTER, first, second)
    assert await second.lease.take()
    with pytest.raises(LeaseLost):
        await old.attempts.take(id_)
    row = await the_letter(second.store, id_)
    assert (row.state, row.attempts) == (DeliveryState.PENDING, 0)
