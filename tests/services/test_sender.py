"""What is due goes out: the earliest first, and a Discord that does not answer costs nobody their letter."""

import asyncio
from datetime import datetime, timedelta
from random import Random

import msgspec
import pytest

from domain.ground.ids import ChannelId, DeliveryId, MessageId, ServerId, SessionId, UserId
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Reason, Subject
from domain.sending.facts import OfEvent, Said
from messages.ground.values import Message
from rehearsal.clock import HandClock
from services.ground.paced import PacedDiscord
from services.ground.ports import Absent, Direct, Done, Effect, Membership, Outcome, Present, Schedule, TooFast, Unknown, Withheld
from services.program.presence import FRESH
from services.sending.attempts import Attempts
from services.sending.beat import Beat
from services.sending.deliveries import Composer, Meeting
from services.sending.sender import IN_DOUBT, Sender
from services.sending.turns import Turns
from storage.db import Db
from tests.services.conftest import House
from tests.services.mailing import Far, letters

WITHIN = 20.0  # real seconds


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


class Desk(Far):
    """A Discord that notes what it was asked to do; while `answers` is not set, all of it is in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self.in_hand = 0
        self.answers = asyncio.Event()
        self.answers.set()

    async def do(self, effect: Effect) -> Outcome:
        if isinstance(effect, Direct):
            self.written.append(effect.message.text)
        self.in_hand += 1
        await self.answers.wait()
        self.in_hand -= 1
        return Done(ChannelId(900), MessageId(len(self.written)), ChannelId(900))


class Doubtful(HandClock):
    """A clock that may be wrong for a while."""

    right = False

    async def sure(self) -> bool:
        return self.right


async def write(
    house: House, *texts: str, user: int = 600, later: timedelta = timedelta(0), class_: Class = Class.LETTER
) -> list[DeliveryId]:
    """Letters to one person, each due that much later than the one before."""
    began = house.clock.now()
    async with house.store.begin() as db:
        program = await db.programs.eldest()
        assert program is not None
        person = await db.people.ensure(UserId(user), f"Person {user}", began)
        return [
            await house.made.sending.deliveries.plan(
                db,
                Planned(
                    f"letter/{user}/{text}", Kind.DM, Subject.ANSWER, began, began + place * later, began + timedelta(days=2), class_,
                    person=person.id, facts=Said(msgspec.to_builtins(Message(text))),
                ),
                program, None,
            )
            for place, text in enumerate(texts)
        ]  # fmt: skip


async def drained(house: House, sender: Sender) -> None:
    """Until nothing is left that is due now."""
    while (wait := await sender.drain()) is not None:
        await house.clock.sleep(wait)


async def at_the_same_time(house: House, desk: Desk, sender: Sender, least: int) -> int:
    """All that is due is sent. Gives how much of it was in hand a while after that much was, when nothing had been answered yet."""
    desk.answers.clear()
    sending = asyncio.create_task(drained(house, sender))
    async with asyncio.timeout(WITHIN):
        while desk.in_hand < least:
            await house.made.sending.deliveries.next_due()
    for _ in range(100):  # the sender reads and writes too, and would have taken more by then
        await house.made.sending.deliveries.next_due()
    many = desk.in_hand
    desk.answers.set()
    await sending
    return many


async def test_whoever_gets_several_letters_reads_them_in_order_and_one_at_a_time(empty: House) -> None:
    desk = Desk()
    sender = Sender(empty.made.attempts, PacedDiscord(desk, empty.clock))
    await write(empty, "hello")
    await drained(empty, sender)
    texts = [f"letter {number}" for number in range(5)]
    await write(empty, *texts, later=timedelta(seconds=1))
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=1))
    assert await at_the_same_time(empty, desk, sender, least=1) == 1
    assert desk.written == ["hello", *texts]


async def test_what_is_not_due_yet_stays_where_it_is(empty: House) -> None:
    desk = Desk()
    await write(empty, "now", "later", later=timedelta(hours=1))
    sender = Sender(empty.made.attempts, PacedDiscord(desk, empty.clock))
    await drained(empty, sender)
    assert desk.written == ["now"]
    empty.clock.move_to(empty.clock.now() + timedelta(hours=1))
    await drained(empty, sender)
    assert desk.written == ["now", "later"]


async def test_several_are_written_to_at_once_but_no_more_than_there_are_lanes(empty: House) -> None:
    desk, lanes = Desk(), 3
    sender = Sender(empty.made.attempts, PacedDiscord(desk, empty.clock), lanes)
    for user in range(600, 610):
        await write(empty, "first", user=user)
    await drained(empty, sender)
    for user in range(600, 610):
        await write(empty, "second", user=user)
    assert await at_the_same_time(empty, desk, sender, least=lanes) == lanes
    assert len(desk.written) == 20


async def test_while_the_clock_is_in_doubt_only_what_somebody_just_did_is_answered(empty: House) -> None:
    desk, clock = Desk(), Doubtful(empty.clock.now())
    sender = Sender(empty.made.attempts, PacedDiscord(desk, clock))
    planned, answer = await write(empty, "planned", "answer")
    assert await sender.drain() == IN_DOUBT
    assert desk.written == []
    await sender.at_once(answer)
    assert desk.written == ["answer"]
    clock.right = True
    await drained(empty, sender)
    assert desk.written == ["answer", "planned"]
    await sender.at_once(planned)
    assert desk.written == ["answer", "planned"], "it went out"


class Silent(Desk):
    """A Discord that does not say who is on a server, and may not answer anything at all."""

    def __init__(self) -> None:
        super().__init__()
        self.says: Present = Unknown("503")
        self.away = False
        self.asked: list[int] = []

    async def member(self, server: ServerId, user: UserId) -> Present:
        self.asked.append(user)
        return self.says

    async def do(self, effect: Effect) -> Outcome:
        return Unknown("503") if self.away else await super().do(effect)


async def goes_on(house: House, sender: Sender, how_long: timedelta) -> None:
    """Time passes, and a beat comes every fifteen seconds."""
    until = house.clock.now() + how_long
    while house.clock.now() < until or await sender.drain() == 0:
        await sender.drain()
        await house.clock.sleep(15)


@pytest.mark.parametrize("silence", [Unknown("503"), TooFast(40.0), TooFast(40.0, asked=False)])
async def test_while_discord_does_not_say_who_is_there_notices_wait_untried_and_letters_go_out(empty: House, silence: Present) -> None:
    desk = Silent()
    desk.says = silence
    sender = Sender(empty.made.attempts, PacedDiscord(desk, empty.clock))
    users = range(600, 604)
    ids = [id_ for user in users for id_ in await write(empty, f"notice {user}", user=user, class_=Class.NOTICE)]
    began = empty.clock.now()
    for user in users:
        await write(empty, f"letter {user}", user=user)
    await drained(empty, sender)
    assert sorted(desk.written) == [f"letter {user}" for user in users]
    assert empty.clock.now() - began < timedelta(seconds=30), "nobody waited for the answer about somebody else"
    await goes_on(empty, sender, timedelta(minutes=20))
    async with empty.store.read() as db:
        rows = [await db.deliveries.get(id_) for id_ in ids]
    assert [(row.state, row.attempts, row.first_attempt_at) for row in rows if row is not None] == [(DeliveryState.PENDING, 0, None)] * 4
    assert len(desk.asked) < 60, "it is not asked for each of them at every beat"
    desk.says = Membership(frozenset())
    await goes_on(empty, sender, timedelta(minutes=12))
    assert sorted(desk.written[4:]) == [f"notice {user}" for user in users]


async def test_after_an_outage_the_question_who_is_there_finds_out_that_discord_is_back(empty: House) -> None:
    desk = Silent()
    desk.away = True
    sender = Sender(empty.made.attempts, PacedDiscord(desk, empty.clock))
    for place, user in enumerate(range(600, 604)):
        await write(empty, f"notice {user}", user=user, class_=Class.NOTICE)
        if place:
            await write(empty, f"letter {user}", user=user)
    await goes_on(empty, sender, timedelta(hours=1))
    assert desk.written == []
    desk.away, desk.says = False, Membership(frozenset())
    await goes_on(empty, sender, timedelta(minutes=20))
    assert len(desk.written) == 7


async def test_who_was_found_there_is_not_asked_about_again_for_minutes_and_who_was_not_gets_nothing(empty: House) -> None:
    desk = Silent()
    desk.says = Membership(frozenset())
    sender = Sender(empty.made.attempts, PacedDiscord(desk, empty.clock))
    await write(empty, "one", "two", "three", later=timedelta(minutes=2), user=600, class_=Class.NOTICE)
    await goes_on(empty, sender, timedelta(minutes=6))
    assert (desk.written, desk.asked) == (["one", "two", "three"], [600])
    empty.clock.move_to(empty.clock.now() + FRESH)
    desk.says = Absent()
    (id_,) = await write(empty, "four", user=600, class_=Class.NOTICE)
    await goes_on(empty, sender, timedelta(minutes=1))
    async with empty.store.read() as db:
        row = await db.deliveries.get(id_)
    assert row is not None
    assert (row.state, row.reason, desk.written) == (DeliveryState.PENDING, Reason.LEFT, ["one", "two", "three"])
    assert desk.asked == [600, 600]


async def test_ten_cohorts_whose_events_wait_for_one_bucket_delay_nobody_else(empty: House) -> None:
    made, clock = empty.made, empty.clock
    free, written, noted = clock.monotonic(), list[float](), list[float]()

    class Bucket(Far):
        """A minute takes one event; Discord names the time until the next."""

        async def do(self, effect: Effect) -> Outcome:
            nonlocal free
            if not isinstance(effect, Schedule):
                written.append(clock.monotonic())
                return await super().do(effect)
            left = free - clock.monotonic()
            if left > 0:
                return TooFast(left, asked=False)
            noted.append(clock.monotonic())
            free = clock.monotonic() + 60
            return Done(message=MessageId(len(noted)))

    async def meeting(db: Db, row: Delivery, now: datetime) -> Meeting:
        return Meeting(row.key, "", now + timedelta(days=1), now + timedelta(days=1, hours=1), "Zoom", None)

    composers: dict[Subject, Composer] = {**made.sending.composers(), **made.pair.composers(), Subject.SESSION_EVENT: meeting}
    attempts = Attempts(empty.store, clock, made.sending.units, composers, Random(1), made.program.presence)
    began, at = clock.monotonic(), clock.now()
    async with empty.store.begin() as db:
        program = await db.programs.eldest()
        assert program is not None
        for number in range(10):
            event = Planned(
                f"event/{number}", Kind.EVENT, Subject.SESSION_EVENT, at, at, at + timedelta(hours=1), Class.NOTICE,
                facts=OfEvent(SessionId(900 + number), 0, shown=True),
            )  # fmt: skip
            await made.sending.deliveries.plan(db, event, program, None)
    for user in range(600, 606):
        await write(empty, "hello", user=user)
    sender = Sender(attempts, PacedDiscord(Bucket(), clock))
    await drained(empty, sender)
    assert len(written) == 6
    assert max(written) - began < 20, "new conversations are two seconds apart, and nothing else was waited for"
    await goes_on(empty, sender, timedelta(minutes=11))
    assert len(noted) == 10
    async with empty.store.read() as db:
        rows = [await db.deliveries.by_key(f"event/{number}") for number in range(10)]
    assert {(row.state, row.attempts) for row in rows if row is not None} == {(DeliveryState.SENT, 1)}


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
