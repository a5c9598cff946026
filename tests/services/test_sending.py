"""Sending takes its time: what falls due meanwhile does not wait for it."""

import itertools
from datetime import datetime, timedelta

import msgspec

from domain.ids import UserId
from messages.values import Message
from services.beat import Beat
from services.sender import NEW_CONVERSATION, Sender
from services.turns import Turns
from tests.services.conftest import House
from tests.services.test_threads import Far

MANY = 20


async def test_turns_do_not_wait_until_everybody_has_had_a_first_letter(empty: House) -> None:
    made, clock = empty.made, empty.clock
    await empty.open()
    began = clock.now()
    async with made.store.begin() as db:
        program = await db.programs.eldest()
        assert program is not None
        for number in range(MANY):
            person = await db.people.ensure(UserId(600 + number), f"Person {number}", began)
            said = msgspec.to_builtins(Message("Hello"))
            await made.deliveries.direct(db, f"letter/{number}", "answer", person, program, None, acted_at=began, said=said)
    looked: list[datetime] = []

    class Watched(Turns):
        async def run_due(self) -> int:
            looked.append(clock.now())
            return await super().run_due()

    sender = Sender(made.attempts, Far(), clock)
    await Beat(Watched(made.store, clock, made.deliveries, made.waitlist), made.replies, sender, made.deliveries, clock)()
    took = clock.now() - began
    assert took >= timedelta(seconds=NEW_CONVERSATION * (MANY - 1))
    assert max(later - earlier for earlier, later in itertools.pairwise(looked)) <= timedelta(seconds=2 * NEW_CONVERSATION)
