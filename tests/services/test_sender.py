"""What is due goes out: the earliest first, and a Discord that does not answer costs nobody their letter."""

from datetime import timedelta

import pytest

from domain.sending.deliveries import Reason
from services.ground.paced import PacedDiscord
from services.ground.ports import Direct, Effect, Outcome, TooFast, Unknown, Withheld
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from tests.services.conftest import House
from tests.services.mailing import Far, letters


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
