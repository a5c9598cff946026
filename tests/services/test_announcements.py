"""What is said about sessions by itself, in the home and to each."""

from datetime import UTC, datetime, timedelta

from domain.ground.ids import ChannelId, MessageId, UserId
from domain.group.sessions import Session
from domain.joining.signups import ApplicationState
from domain.pair.checkins import Answer
from domain.sending.deliveries import Subject
from messages.ground.values import Message
from messages.ground.words import moment
from services.ground.ports import Done, Post, Unknown
from services.group.series import Replacing
from services.sending.settlement import Task
from storage.tables import people
from tests.rows import overwrite
from tests.services.conftest import LINK, House, actor, posted
from tests.services.dated import DAYS, WEDNESDAYS, freeze_anew
from tests.services.rounds import arrived, in_the_last_round
from tests.services.waiting import Line, full


async def session_of(house: House, number: int) -> Session:
    async with house.store.read() as db:
        return next(s for s in await db.sessions.of(house.cohort) if s.number == number)


async def composed(house: House, key: str) -> Message:
    """What that delivery would say now."""
    async with house.store.read() as db:
        row = await db.deliveries.by_key(key)
        assert row is not None, key
        said = await house.made.group.announcements.composers()[row.message](db, row, house.clock.now())
    assert isinstance(said, Message), said
    return said


async def reminder_to(house: House, user: int, session: Session) -> str:
    """What that person would read in their reminder of the session."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
    assert person is not None
    return (await composed(house, f"session/{session.id}/{session.revision}/member/{person.id}/reminder")).text


async def post_of(house: House, number: int) -> str:
    """What the home reads about that session, as it would be posted now."""
    return (await composed(house, f"session/{(await session_of(house, number)).id}/announce")).text


async def test_whoever_reads_that_the_last_session_is_off_is_promised_no_next_one(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "No session follows it. The study in between goes on until that day." in await post_of(house, 4)


async def test_whoever_reads_early_that_the_last_session_is_off_is_told_that_none_follows(house: House) -> None:
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "No session follows it, and nothing needs doing." in await post_of(house, 4)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    assert "The study in between goes on until the next session" in await post_of(house, 2)
    await in_the_last_round(house)


async def test_a_session_that_moved_before_it_was_announced_is_simply_announced(house: House) -> None:
    move = house.made.group.sessions.move
    await move(house.lead, house.cohort, 2, 0, "2026-11-12", "13:00")
    assert "has moved" not in await post_of(house, 2)
    house.clock.move_to(datetime(2026, 10, 29, 18, 0, tzinfo=UTC))  # its announcement was due an hour ago
    assert "has moved" not in await post_of(house, 2)
    await move(house.lead, house.cohort, 2, 1, "2026-11-17", "13:00")
    said = await post_of(house, 2)
    assert "This session has moved" in said, "whether or not the bot was there to announce it"
    await posted(house, f"session/{(await session_of(house, 2)).id}/announce", 77)
    assert await post_of(house, 2) == said
    await move(house.lead, house.cohort, 2, 2, "2026-12-01", "13:00")
    assert "This session has moved" in await post_of(house, 2), "to a day so far off that it would not be announced yet"


async def test_a_reminder_names_a_partner_s_date_only_until_then(house: House) -> None:
    second = await session_of(house, 2)
    async with house.store.read() as db:
        pair = await db.chevruta.get(house.pair)
        assert pair is not None
        pair_of_two = await db.people.all_of(pair.members)
    partner = next(int(person.user or 0) for person in pair_of_two.values() if person.user != UserId(21))
    await house.made.pair.checkins.answer(actor(partner), house.pair, 1, Answer.DATE, "Thursday 4pm")
    assert "that you meet <t:" in await reminder_to(house, 21, second)
    house.clock.move_to(house.clock.now() + timedelta(days=3))
    assert "that you meet <t:" not in await reminder_to(house, 21, second)


async def test_a_reminder_carries_the_link_only_where_nobody_else_reads_it(house: House) -> None:
    second = await session_of(house, 2)
    assert f"<{LINK}>" in await reminder_to(house, 21, second)
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await overwrite(db, people, person.id, dm_closed=1)
    text = await reminder_to(house, 21, second)
    assert LINK not in text
    assert "behind its button" in text


async def word_to(house: House, user: int, kind: str, number: int) -> str | None:
    """What that person would read of the last change of that session; None where there is nothing to say."""
    session = await session_of(house, number)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        row = await db.deliveries.by_key(f"session/{session.id}/member/{person.id}/{kind}/{session.revision}")
        assert row is not None
        said = await house.made.group.announcements.composers()[row.message](db, row, house.clock.now())
    return said.text if isinstance(said, Message) else None


async def hears(house: House, user: int, kind: str, number: int) -> None:
    """That person has read it."""
    session = await session_of(house, number)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
    assert person is not None
    await posted(house, f"session/{session.id}/member/{person.id}/{kind}/{session.revision}", 7000 + user)


async def test_a_move_says_when_the_round_ends_to_those_who_read_that_it_would_end_with_the_session(house: House) -> None:
    await arrived(house, 21, "prompt", 71)
    move = house.made.group.sessions.move
    await move(house.lead, house.cohort, 4, 0, "2027-01-13", "13:00")
    assert "Your round" not in str(await word_to(house, 21, "session-moved", 4)), "their round does not end with that one"
    await move(house.lead, house.cohort, 2, 0, "2026-11-17", "13:00")
    ends = f"ends on {moment((await session_of(house, 2)).starts_at, 'D')}."
    text = str(await word_to(house, 21, "session-moved", 2))
    assert text.count("Your round with Person ") == 1
    assert ends in text
    others = [str(await word_to(house, user, "session-moved", 2)) for user in (22, 23, 24)]
    assert not any("Your round" in text for text in others), "they have not been told any end of it yet"


async def test_a_session_that_is_called_off_says_until_when_the_round_goes_on(house: House) -> None:
    await arrived(house, 21, "prompt", 71)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    ends = f"ends on {moment((await session_of(house, 3)).starts_at, 'D')}."
    assert ends in str(await word_to(house, 21, "session-cancelled", 2))
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "Your round" not in str(await word_to(house, 21, "session-cancelled", 4))


async def test_a_session_that_comes_to_lie_in_the_round_under_way_ends_it(house: House) -> None:
    await arrived(house, 21, "prompt", 71)
    await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-11-03", "13:00")
    assert f"ends on {moment((await session_of(house, 3)).starts_at, 'D')}." in str(await word_to(house, 21, "session-moved", 3))


async def test_each_reads_of_a_move_from_when_they_last_heard_and_a_move_taken_back_is_no_news(house: House) -> None:
    first = (await session_of(house, 2)).starts_at
    move = house.made.group.sessions.move
    await move(house.lead, house.cohort, 2, 0, "2026-11-12", "13:00")
    second = (await session_of(house, 2)).starts_at
    await hears(house, 21, "session-moved", 2)
    await move(house.lead, house.cohort, 2, 1, "2026-11-11", "13:00")
    third = (await session_of(house, 2)).starts_at
    assert f"from {moment(second)} to {moment(third)}" in str(await word_to(house, 21, "session-moved", 2))
    assert f"from {moment(first)} to {moment(third)}" in str(await word_to(house, 22, "session-moved", 2))
    await move(house.lead, house.cohort, 2, 2, "2026-11-10", "13:00")
    assert f"from {moment(second)} to {moment(first)}" in str(await word_to(house, 21, "session-moved", 2))
    assert await word_to(house, 22, "session-moved", 2) is None, "it is when they believe it to be"


async def test_a_session_of_a_series_that_was_frozen_anew_moves_from_the_date_that_stood(line: Line) -> None:
    house = line.house
    await full(line)
    await freeze_anew(line, WEDNESDAYS)
    await line.wait(DAYS)
    await house.begin()
    stood = await session_of(house, 1)
    await house.made.group.sessions.move(house.lead, house.cohort, 1, stood.revision, "2026-10-22", "13:00")
    moved = await session_of(house, 1)
    assert f"from {moment(stood.starts_at)} to {moment(moved.starts_at)}" in str(await word_to(house, 21, "session-moved", 1))


async def test_a_longer_term_says_when_the_round_ends_that_would_have_been_the_last(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        row = await db.deliveries.by_key(f"round/{house.cohort}/3/pair/{house.pair}/member/{person.id if person else 0}/prompt")
        assert row is not None
        await db.attempts.claim(row.id, house.clock.now())
        await db.attempts.sent(row, house.clock.now(), ChannelId(900), MessageId(71))
    page = await house.made.group.series.extend(house.lead, house.cohort, 1)
    shown = await house.made.group.series.freeze(house.lead, house.cohort, page.mark)
    assert isinstance(shown, Replacing)
    await house.made.group.series.freeze(house.lead, house.cohort, shown.seen, shown.mark)
    async with house.store.read() as db:
        rows = {row.person: row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "dates-changed"}
        assert person is not None
        said = await house.made.group.series.composers()[Subject.DATES_CHANGED](db, rows[person.id], house.clock.now())
    assert isinstance(said, Message)
    assert f"ends on {moment((await session_of(house, 5)).starts_at, 'D')}." in said.text


async def test_who_joins_after_a_session_has_moved_or_was_called_off_is_told_nothing_of_it(house: House) -> None:
    await house.made.group.sessions.move(house.lead, house.cohort, 3, 0, "2026-12-15", "13:00")
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    house.clock.move_to(house.clock.now() + timedelta(days=3))
    async with house.made.sending.units.change() as unit:
        person = await unit.db.people.by_user(UserId(25))
        cohort = await unit.db.cohorts.get(house.cohort)
        assert person is not None
        assert cohort is not None
        application = await unit.db.signups.of(house.cohort, person.id)
        assert application is not None
        await unit.db.signups.decide(application.id, ApplicationState.ACCEPTED, unit.now)
        await unit.db.cohorts.add_member(house.cohort, person.id, unit.now)
        unit.changed(cohort)
    assert await word_to(house, 25, "session-moved", 3) is None
    assert await word_to(house, 25, "session-cancelled", 4) is None
    assert await word_to(house, 21, "session-moved", 3) is not None
    await house.made.group.sessions.move(house.lead, house.cohort, 2, 0, "2026-11-17", "13:00")
    assert await word_to(house, 25, "session-moved", 2) is not None


async def test_a_reminder_tried_in_a_private_thread_goes_there_again_without_the_link_though_direct_messages_are_open(house: House) -> None:
    """Discord gave no answer at the first attempt, so the second is made where the first may have arrived."""
    second, attempts = await session_of(house, 2), house.made.attempts
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await overwrite(db, people, person.id, dm_closed=1)
        row = await db.deliveries.by_key(f"session/{second.id}/0/member/{person.id}/reminder")
        assert row is not None
    house.clock.move_to(row.due)

    async def tried() -> Task:
        while True:
            for due in await attempts.due(200):
                task = await attempts.take(due.id) if due.id == row.id or due.key.startswith("thread/") else None
                if task is not None and task.delivery.id == row.id:
                    return task
                if task is not None:
                    await attempts.settle(task, Done(ChannelId(7777), MessageId(1)))
            house.clock.move_to(house.clock.now() + timedelta(seconds=30))
            assert house.clock.now() < row.last_useful

    first = await tried()
    await attempts.settle(first, Unknown("timeout"))
    async with house.store.begin() as db:
        await overwrite(db, people, person.id, dm_closed=0)
    for task in (first, await tried()):
        assert isinstance(task.effect, Post)
        assert LINK not in task.effect.message.text
        assert "behind its button" in task.effect.message.text
