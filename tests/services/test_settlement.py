"""What is planned anew while a delivery is on its way stands, however the attempt ends."""

from datetime import timedelta

import msgspec
import pytest

from domain.ground.ids import ChannelId, DeliveryId, UserId
from domain.group.sessions import Rsvp
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Reason, Subject
from domain.sending.facts import OfSession, Said
from messages.ground.values import Message
from services.ground.ports import Away, Direct, Done, Post, TooFast, Unknown
from services.sending.settlement import Retry, Task
from tests.services.conftest import House, actor

SOON = timedelta(seconds=2)


async def now_of(house: House, key: str) -> Delivery:
    async with house.store.read() as db:
        row = await db.deliveries.by_key(key)
    assert row is not None
    return row


async def on_its_way(house: House, key: str) -> Task:
    """Its moment comes, and it is claimed."""
    row = await now_of(house, key)
    house.clock.move_to(row.due)
    task = await house.made.attempts.take(row.id)
    assert task is not None
    return task


async def a_reminder(house: House) -> tuple[Delivery, UserId]:
    """The second session's, to whom it comes first."""
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort, {DeliveryState.PENDING})
        row = next(row for row in rows if row.message is Subject.SESSION_REMINDER and row.key.startswith("session/2/"))
        assert row.person is not None
        person = await db.people.get(row.person)
    assert person is not None
    assert person.user is not None
    return row, person.user


async def move_the_second_session(house: House) -> None:
    await house.made.group.sessions.preview_move(house.lead, house.cohort, 2, "2027-03-08", "13:00")
    await house.made.group.sessions.move(house.lead, house.cohort, 2, 0, "2027-03-08", "13:00")


async def test_who_cannot_come_after_all_is_not_reminded_by_a_second_attempt(house: House) -> None:
    row, user = await a_reminder(house)
    task = await on_its_way(house, row.key)
    await house.made.group.sessions.answer(actor(int(user)), row.facts_as(OfSession).session, Rsvp.NO)
    await house.made.attempts.settle(task, Unknown("503"), Retry(SOON))
    house.clock.move_to(house.clock.now() + SOON)
    again = await house.made.attempts.take(row.id)
    assert again is not None  # it may have arrived, so it is looked for
    assert again.drop is Reason.UNWANTED


async def test_who_cannot_come_after_all_and_was_not_written_to_yet_is_not_written_to(house: House) -> None:
    row, user = await a_reminder(house)
    task = await on_its_way(house, row.key)
    await house.made.group.sessions.answer(actor(int(user)), row.facts_as(OfSession).session, Rsvp.NO)
    await house.made.attempts.settle(task, TooFast(5.0, asked=False))
    house.clock.move_to(house.clock.now() + timedelta(seconds=5))
    assert await house.made.attempts.take(row.id) is None
    ended = await now_of(house, row.key)
    assert (ended.state, ended.reason) == (DeliveryState.EXPIRED, Reason.UNWANTED)


@pytest.mark.parametrize("asked", [True, False])
async def test_what_discord_asks_to_wait_for_is_not_taken_before_the_time_that_it_named(house: House, *, asked: bool) -> None:
    row, _ = await a_reminder(house)
    task = await on_its_way(house, row.key)
    named = house.clock.now() + timedelta(seconds=90)
    await house.made.attempts.settle(task, TooFast(90.0, asked=asked))
    waits = await now_of(house, row.key)
    assert (waits.state, waits.due, waits.attempts) == (DeliveryState.PENDING, named, 0)
    house.clock.move_to(named - timedelta(seconds=1))
    assert await house.made.attempts.take(row.id) is None
    house.clock.move_to(named)
    assert await house.made.attempts.take(row.id) is not None


async def test_who_changes_their_mind_twice_meanwhile_is_reminded(house: House) -> None:
    row, user = await a_reminder(house)
    task = await on_its_way(house, row.key)
    session = row.facts_as(OfSession).session
    await house.made.group.sessions.answer(actor(int(user)), session, Rsvp.NO)
    await house.made.group.sessions.answer(actor(int(user)), session, Rsvp.YES)
    await house.made.attempts.settle(task, TooFast(5.0, asked=False))
    house.clock.move_to(house.clock.now() + timedelta(seconds=5))
    again = await house.made.attempts.take(row.id)
    assert again is not None
    assert again.drop is None


async def test_an_announcement_of_a_session_that_moved_meanwhile_waits_for_the_new_day(house: House) -> None:
    key = "session/2/announce"
    task = await on_its_way(house, key)
    await move_the_second_session(house)
    planned = (await now_of(house, key)).due
    await house.made.attempts.settle(task, Unknown("503"), Retry(SOON))
    after = await now_of(house, key)
    assert (after.state, after.due) == (DeliveryState.PENDING, planned)
    assert after.due - house.clock.now() > timedelta(days=100)
    assert after.must_look(house.clock.now())


async def test_what_moved_while_its_channel_was_shut_keeps_its_new_time(house: House) -> None:
    key = "session/2/announce"
    row = await now_of(house, key)
    house.clock.move_to(row.due)
    due = [one for one in await house.made.attempts.due(200) if one.id == row.id]
    await move_the_second_session(house)
    planned = (await now_of(house, key)).due
    await house.made.attempts.put_off(due, house.clock.now() + timedelta(seconds=15))
    assert (await now_of(house, key)).due == planned


async def a_notice(house: House) -> DeliveryId:
    """To somebody whose direct messages are closed, and who has a private thread."""
    now = house.clock.now()
    async with house.store.begin() as db:
        program, person = await db.programs.eldest(), await db.people.by_user(UserId(21))
        assert program is not None
        assert person is not None
        await db.people.close_dm(person.id)
        await db.people.set_thread(program.id, person.id, ChannelId(7777))
        said = Said(msgspec.to_builtins(Message("Hello")))
        planned = Planned(
            "notice", Kind.DM, Subject.ANSWER, now, now, now + timedelta(days=9), Class.NOTICE, person=person.id, facts=said, acted_at=now
        )
        return await house.made.sending.deliveries.plan(db, planned, program, None)


async def test_what_was_not_tried_in_a_thread_goes_to_direct_messages_once_they_are_open(house: House) -> None:
    id_ = await a_notice(house)
    task = await house.made.attempts.take(id_)
    assert task is not None
    assert isinstance(task.effect, Post)
    await house.made.attempts.settle(task, Away(), Retry(SOON))
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.people.open_dm(person.id, ChannelId(4444))
    house.clock.move_to(house.clock.now() + SOON)
    again = await house.made.attempts.take(id_)
    assert again is not None
    assert isinstance(again.effect, Direct)
    await house.made.attempts.settle(again, Done())
