"""Sending takes its time: what falls due meanwhile does not wait for it."""

import asyncio
import itertools
from datetime import datetime, timedelta

import msgspec
import pytest

from domain.ground.ids import UserId
from domain.sending.deliveries import Reason, Subject
from domain.sending.facts import Said
from messages.ground.values import Message
from services.ground.paced import NEW_CONVERSATION, PacedDiscord
from services.ground.ports import Direct, Effect, Outcome, TooFast, Unknown, Withheld
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from tests.services.conftest import House
from tests.services.test_threads import Far

MANY = 20


async def letters(house: House, many: int) -> None:
    """So many people with a letter each, due now."""
    began = house.clock.now()
    async with house.made.ground.store.begin() as db:
        program = await db.programs.eldest()
        assert program is not None
        for number in range(many):
            person = await db.people.ensure(UserId(600 + number), f"Person {number}", began)
            said = Said(msgspec.to_builtins(Message("Hello")))
            await house.made.sending.deliveries.direct(
                db, f"letter/{number}", Subject.ANSWER, person, program, None, acted_at=began, facts=said
            )


async def test_turns_do_not_wait_until_everybody_has_had_a_first_letter(empty: House) -> None:
    made, clock = empty.made, empty.clock
    await empty.open()
    began = clock.now()
    await letters(empty, MANY)
    looked: list[datetime] = []

    class Watched(Turns):
        async def run_due(self) -> int:
            looked.append(clock.now())
            return await super().run_due()

    sender = Sender(made.attempts, PacedDiscord(Far(), clock))
    await Beat(Watched(made.sending.units, clock, made.by_time), made.pair.replies.run_waiting, sender, made.sending.deliveries, clock)()
    took = clock.now() - began
    assert took >= timedelta(seconds=NEW_CONVERSATION * (MANY - 1))
    assert max(later - earlier for earlier, later in itertools.pairwise(looked)) <= timedelta(seconds=2 * NEW_CONVERSATION)


@pytest.mark.parametrize("not_asked", [TooFast(600.0, asked=False), Withheld(Reason.HOME_OPEN, waits=True)])
async def test_what_discord_was_not_asked_about_ends_no_outage_and_costs_nobody_an_attempt(empty: House, not_asked: Outcome) -> None:
    made, clock = empty.made, empty.clock

    class Silent(Far):
        async def do(self, effect: Effect) -> Outcome:
            return not_asked if isinstance(effect, Direct) and effect.user == 600 else Unknown("500")

    await empty.open()
    await letters(empty, 4)
    sender = Sender(made.attempts, PacedDiscord(Silent(), clock))
    beat = Beat(Turns(made.sending.units, clock, made.by_time), made.pair.replies.run_waiting, sender, made.sending.deliveries, clock)
    until = clock.now() + timedelta(hours=3)
    while (due := await beat()) is not None and due < until:
        clock.move_to(due)
    async with made.ground.store.read() as db:
        rows = [await db.deliveries.by_key(f"letter/{number}") for number in range(4)]
    assert [row.attempts for row in rows if row is not None] == [0, 1, 1, 1]


async def test_an_answer_past_the_queue_lets_no_third_message_begin_while_the_first_is_on_its_way(empty: House) -> None:
    made, clock = empty.made, empty.clock
    await empty.open()
    now, going = clock.now(), list[str]()
    begun, arrived = asyncio.Event(), asyncio.Event()

    class Slow(Far):
        async def do(self, effect: Effect) -> Outcome:
            if isinstance(effect, Direct):
                going.append(effect.id)
                begun.set()
                if len(going) == 1:
                    await arrived.wait()
            return await super().do(effect)

    async with made.ground.store.begin() as db:
        program, person = await db.programs.eldest(), await db.people.ensure(UserId(600), "Person", now)
        assert program is not None
        said = Said(msgspec.to_builtins(Message("Hello")))
        ids = [
            await made.sending.deliveries.direct(db, f"letter/{number}", Subject.ANSWER, person, program, None, acted_at=now, facts=said)
            for number in range(3)
        ]
    sender = Sender(made.attempts, PacedDiscord(Slow(), clock))
    draining = asyncio.create_task(sender.drain())
    await begun.wait()
    await sender.at_once(next(id_ for id_ in ids if id_ != going[0]))
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(going) == 2
    arrived.set()
    await draining
