"""A reminder of a date is promised only where one can come before it."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.ids import ChannelId, MessageId, UserId
from domain.pair.checkins import Answer
from domain.sending.deliveries import DeliveryState, Subject
from domain.sending.facts import Said
from messages.pair import agreeing
from messages.pair import times as time_words
from tests.services.conftest import House
from tests.services.hearing import Bot
from tests.services.rounds import partner_of
from tests.services.test_times import Search

PROMISE = "I will remind you before it"
CANNOT = "I can't remind you before it"
DATE, HELP, MET = Answer.DATE, Answer.HELP, Answer.MET
QUIET_UNTIL_THEN = (
    (datetime(2026, 10, 21, 2, 30, tzinfo=UTC), "tomorrow at 8am"),  # Tuesday at 10:30 pm in New York
    (datetime(2026, 10, 24, 15, 0, tzinfo=UTC), "today at 4pm"),  # on Shabbat
    (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), "tomorrow at 8am"),  # Saturday at 11 pm
)


@pytest.fixture
async def two(house: House) -> Search:
    return Search(house, (await partner_of(house, 21)).user)


async def reminded(two: Search, state: DeliveryState) -> int:
    async with two.house.store.read() as db:
        rows = await db.deliveries.of_cohort(two.house.cohort)
    return sum(row.message is Subject.DATE_REMINDER and row.state is state for row in rows)


@pytest.mark.parametrize(("now", "typed"), QUIET_UNTIL_THEN)
async def test_no_reminder_is_promised_where_it_is_quiet_until_the_date(two: Search, now: datetime, typed: str) -> None:
    bot = Bot(two.house)
    await bot.run(timedelta(hours=1))
    two.house.clock.move_to(now)
    noted = agreeing.taken(await two.checkins.answer(two.avi, two.house.pair, 1, DATE, typed)).text
    assert "Noted: <t:" in noted
    assert PROMISE not in noted
    assert CANNOT in noted
    await bot.run(timedelta(days=2))
    assert await reminded(two, DeliveryState.SENT) == 0


@pytest.mark.parametrize("typed", ["next Thursday 3pm", "tomorrow at 3pm", "next Monday 8am"])
async def test_a_reminder_that_is_promised_comes(two: Search, typed: str) -> None:
    bot = Bot(two.house)
    await bot.run(timedelta(hours=1))
    noted = agreeing.taken(await two.says(two.avi, DATE, typed)).text
    assert PROMISE in noted
    await bot.run(timedelta(days=10))
    assert await reminded(two, DeliveryState.SENT) == 2


async def test_no_reminder_is_promised_of_a_date_in_a_pause(two: Search) -> None:
    await two.house.made.own.people.pause(two.avi, 21)
    assert CANNOT in agreeing.taken(await two.says(two.avi, DATE, "next Thursday 3pm")).text
    await two.house.made.own.people.resume(two.avi)
    assert PROMISE in agreeing.taken(await two.says(two.avi, DATE, "next Thursday 4pm")).text


async def test_a_partner_is_promised_no_reminder_of_a_changed_date_that_cannot_come(two: Search) -> None:
    await two.says(two.dana, DATE, "next Thursday 3pm")
    await two.house.made.own.people.pause(two.dana, 40)
    given = await two.says(two.avi, DATE, "next Friday 3pm")
    await two.checkins.change_for_both(two.avi, two.house.pair, 1, given.given.id)
    ((_, told),) = await two.notices(Subject.PARTNER_CHANGED)
    assert PROMISE not in told.text
    assert CANNOT in told.text


async def test_times_that_are_agreed_on_promise_each_only_the_reminder_that_can_come(two: Search) -> None:
    view = (await two.says(two.avi, HELP)).times
    assert view is not None
    assert PROMISE.lower() not in time_words.shown(view).text.lower(), "when it will be is not known yet"
    await two.times.choose(two.avi, view.times[0].offer)
    await two.house.made.own.people.pause(two.dana, 40)
    agreed = time_words.shown(await two.times.choose(two.dana, view.times[0].offer))
    assert PROMISE not in agreed.text
    assert CANNOT in agreed.text
    assert agreed.file is not None
    (told,) = [message for _, message in await two.hears(two.avi, Subject.TIME_AGREED)]
    assert PROMISE in told.text


@pytest.mark.parametrize("text", ["Tomorrow at 3pm", "We met, and we meet again tomorrow at 3pm"])
async def test_words_that_are_read_after_their_date_are_noted_without_a_promise(two: Search, text: str) -> None:
    house, at = two.house, two.house.clock.now()
    house.clock.move_to(at + timedelta(days=3))
    id_ = await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(900), ChannelId(721), text, at, None)
    assert id_ is not None
    async with house.store.read() as db:
        row = await db.deliveries.get(id_)
    assert row is not None
    said = str(row.facts_as(Said).said)
    assert "Noted: <t:" in said
    assert PROMISE not in said
    assert "has passed by now" in said


@pytest.mark.parametrize("days", [0, 3])
async def test_no_time_that_has_passed_is_offered_as_a_tap_when_words_are_read_late(two: Search, days: int) -> None:
    house, at = two.house, two.house.clock.now()
    house.clock.move_to(at + timedelta(days=days))
    text = "Perhaps tomorrow at 3pm or tomorrow at 5pm, we'll see"
    id_ = await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(900), ChannelId(721), text, at, None)
    assert id_ is not None
    async with house.store.read() as db:
        row = await db.deliveries.get(id_)
    assert row is not None
    assert ("date-at" in str(row.facts_as(Said).said)) == (days == 0)
