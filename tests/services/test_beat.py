"""One beat does all that is due: what changes by itself, what people wrote, what goes out; and none of them waits for another."""

import itertools
from datetime import datetime, timedelta

from services.ground.paced import NEW_CONVERSATION, PacedDiscord
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from tests.services.conftest import House
from tests.services.mailing import Far, letters

MANY = 20


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
