"""What earlier systems lost of what was planned: a reminder deleted before it was sent, a timer kept in memory, a flood after an outage."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import update

from domain.ground.ids import UserId
from domain.ground.people import Reminder
from domain.group.sessions import Session
from domain.sending.deliveries import ASKING, Delivery, DeliveryState, Subject
from services.ground.ports import Direct, Effect, Outcome
from storage.tables import deliveries, people
from tests.rows import overwrite
from tests.services.conftest import House, actor, house_on
from tests.services.waiting import Line, line_before, season


def read(line: Line) -> list[tuple[int, str]]:
    """Who gets which direct message from now on."""
    letters, do = list[tuple[int, str]](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct):
            letters.append((int(effect.user), effect.message.text))
        return await do(effect)

    line.far.do = keep
    return letters


async def reminder(house: House, session: Session, user: int) -> Delivery:
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        row = await db.deliveries.by_key(f"session/{session.id}/{session.revision}/member/{person.id}/reminder")
    assert row is not None
    return row


async def test_a_reminder_that_a_killed_process_had_begun_to_send_is_still_there_and_arrives(line: Line) -> None:
    house, first = await season(line)
    due = (await reminder(house, first, 21)).due
    await line.wait(due - house.clock.now() - timedelta(seconds=1))
    letters = read(line)
    house.clock.move_to(due)
    async with house.store.begin() as db:
        await db.attempts.claim((await db.deliveries.by_keys({(await reminder(house, first, 21)).key}))[0].id, due)
    await line.wait(timedelta(hours=1))
    assert [user for user, text in letters if "Session 1 of" in text].count(21) == 1
    assert (await reminder(house, first, 21)).state is DeliveryState.SENT


async def test_a_reminder_of_the_last_hour_is_sent_by_a_process_that_started_minutes_before_it(opened_url: str) -> None:
    line = line_before(await house_on(opened_url))
    house, first = await season(line)
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await overwrite(db, people, person.id, reminder=Reminder.HOUR.value)
    async with house.made.sending.units.change() as unit:
        cohort = await unit.db.cohorts.get(house.cohort)
        assert cohort is not None
        unit.changed(cohort)
        await unit.db.set_fact("looked at", "1")
    await line.wait(first.starts_at - house.clock.now() - timedelta(hours=2))
    await house.store.close()
    started = line_before(await house_on(opened_url, first.starts_at - timedelta(minutes=65)))
    letters = read(started)
    await started.wait(timedelta(minutes=30))
    await started.house.store.close()
    assert [user for user, text in letters if "Session 1 of" in text] == [21]


async def test_after_weeks_without_the_bot_nobody_reads_what_is_over_or_is_asked_more_than_once_a_day(line: Line) -> None:
    house, _ = await season(line)
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    letters = read(line)
    house.clock.move_to(second.ends_at + timedelta(days=2))
    await line.wait(timedelta(days=1))
    members = [(user, text) for user, text in letters if user in {21, 22, 23, 24}]
    assert not [text for _, text in members if "Session 1 of" in text or "Session 2 of" in text], "both are over"
    assert max(Counter(user for user, _ in members).values()) <= 2
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort)
    asked = Counter(row.person for row in rows if row.state is DeliveryState.SENT and row.class_ in ASKING)
    assert set(asked.values()) == {1}, "the round that is open, and none that is over"
    late = [row for row in rows if row.message == Subject.SESSION_REMINDER and row.ideal < second.starts_at]
    assert late
    assert all(row.state is DeliveryState.EXPIRED for row in late)


async def chooses(line: Line, choice: str) -> None:
    await line.house.made.own.people.set_reminder(actor(21), choice)


async def test_whoever_got_the_days_reminder_and_then_wishes_for_the_hours_gets_that_too(line: Line) -> None:
    house, first = await season(line)
    letters = read(line)
    await line.wait((await reminder(house, first, 21)).due - house.clock.now() + timedelta(minutes=1))
    await chooses(line, "hour")
    assert [user for user, text in letters if "Session 1 of" in text].count(21) == 1
    await line.wait(first.starts_at - house.clock.now() - timedelta(minutes=61))
    assert [user for user, text in letters if "Session 1 of" in text].count(21) == 1
    await line.wait(timedelta(minutes=2))
    assert [user for user, text in letters if "Session 1 of" in text].count(21) == 2
    await chooses(line, "day")
    await line.wait(timedelta(minutes=50))
    assert [user for user, text in letters if "Session 1 of" in text].count(21) == 2, "the day's moment has passed"


async def test_a_reminder_that_is_chosen_after_its_moment_is_of_the_next_session(line: Line) -> None:
    house, first = await season(line)
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    await chooses(line, "none")
    letters = read(line)
    await line.wait(first.starts_at - house.clock.now() - timedelta(hours=3))
    await chooses(line, "day")
    await line.wait(timedelta(hours=2))
    assert 21 not in [user for user, text in letters if "Session 1 of" in text]
    await line.wait(second.starts_at - house.clock.now())
    assert [user for user, text in letters if "Session 2 of" in text].count(21) == 1


async def test_a_late_reminder_that_waits_stays_with_whoever_chooses_the_same_again(line: Line) -> None:
    house, first = await season(line)
    house.clock.move_to((await reminder(house, first, 21)).due + timedelta(minutes=1))
    await chooses(line, "day")
    letters = read(line)
    await line.wait(timedelta(minutes=1))
    assert [user for user, text in letters if "Session 1 of" in text].count(21) == 1


async def test_an_hours_reminder_that_an_earlier_version_sent_is_not_sent_again(line: Line) -> None:
    """Both kinds had the key of the day's then."""
    house, first = await season(line)
    await chooses(line, "hour")
    await line.wait(first.starts_at - house.clock.now() - timedelta(minutes=65))
    letters, sent = read(line), first.starts_at - timedelta(hours=1)
    async with house.store.begin() as db:
        days = deliveries.c.id == (await reminder(house, first, 21)).id
        await db.link.run(update(deliveries).where(days).values(state=DeliveryState.SENT.value, settled_at=sent))
    await line.wait(timedelta(minutes=30))
    assert 21 not in [user for user, text in letters if "Session 1 of" in text]
