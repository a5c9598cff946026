"""One beat does all that is due: what changes by itself, what people wrote, what goes out; and none of them waits for another."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain.cohort.cohorts import Policy
from domain.ground.ids import ChannelId, MessageId, ProgramId, UserId
from domain.pair.checkins import Answer
from domain.sending.deliveries import DeliveryState
from services.ground.paced import NEW_CONVERSATION, PacedDiscord
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from storage.store import Unavailable
from tests.services.conftest import House
from tests.services.mailing import Far, letters
from tests.services.waiting import Line

MANY = 20
CLOSED = datetime(2026, 9, 22, 14, 0, tzinfo=UTC)  # a morning after the last day of sign-up, and after Yom Kippur


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


class Catching:
    """What happened while it could not be kept is caught up with, which takes a while; notes for how many beats at the same time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.times = self.most = self._now = 0

    async def __call__(self) -> None:
        self.times += 1
        self._now += 1
        self.most = max(self.most, self._now)
        for _ in range(20):
            async with self._house.store.read() as db:
                await db.programs.eldest()
        self._now -= 1


def beat_of(house: House, catch_up: Callable[[], Awaitable[None]] | None = None) -> Beat:
    made, clock = house.made, house.clock
    turns, sender = Turns(made.sending.units, clock, made.by_time), Sender(made.attempts, PacedDiscord(Far(), clock))
    return Beat(turns, made.pair.replies.run_waiting, sender, made.sending.deliveries, clock, catch_up)


async def test_what_an_hour_that_has_come_makes_due_goes_out_in_the_same_beat(line: Line) -> None:
    await line.overwrite(policy=Policy.ACCEPT_ALL.value)
    await line.house.apply(21)
    beat = beat_of(line.house)
    await beat()
    line.house.clock.move_to(CLOSED)
    await beat()
    assert await line.asked() == {21}
    assert await line.sent("offer") == 1


async def test_whoever_wrote_is_understood_and_answered_by_the_next_beat(house: House) -> None:
    now, beat = house.clock.now(), beat_of(house)
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met", now, None)
    await beat()
    async with house.store.read() as db:
        said = await db.checkins.standing(house.pair, 1)
        answers = [row for row in await db.deliveries.of_program(ProgramId(1)) if row.message == "answer"]
    assert said is not None
    assert said.agreed.answer is Answer.MET
    assert [row.state for row in answers] == [DeliveryState.SENT]


async def test_a_beat_says_when_the_next_one_has_something_to_do(empty: House) -> None:
    beat = beat_of(empty)
    await empty.open()
    due = await beat()
    assert due is not None
    assert due > empty.clock.now()
    assert await empty.made.sending.deliveries.next_due() == due


async def test_two_beats_that_are_rung_at_once_come_one_after_the_other(empty: House) -> None:
    catching = Catching(empty)
    beat = beat_of(empty, catching)
    await empty.open()
    await letters(empty, 3)
    await asyncio.gather(beat(), beat(), beat())
    assert catching.times >= 3
    assert catching.most == 1


async def test_a_beat_whose_part_fails_lets_the_next_one_do_what_is_due(empty: House) -> None:
    failing = True

    async def catch_up() -> None:
        if failing:
            raise Unavailable

    beat = beat_of(empty, catch_up)
    await empty.open()
    await letters(empty, 1)
    with pytest.raises(Unavailable):
        await beat()
    failing = False
    await beat()
    async with empty.store.read() as db:
        row = await db.deliveries.by_key("letter/0")
    assert row is not None
    assert row.state is DeliveryState.SENT
