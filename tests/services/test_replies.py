"""What people write back: it is about what they reply to, and nothing is decided that they did not say."""

from datetime import timedelta

import msgspec
import pytest

from domain.deliveries import Delivery
from domain.ids import ChannelId, MessageId, UserId
from domain.sessions import Rsvp
from domain.words import Answer
from messages.values import Choice, Message
from tests.services.conftest import House, actor, posted

REMINDER = 777


async def write(house: House, user: int, words: str, answers: int | None = None, as_message: int = 900) -> Message:
    """Somebody writes, perhaps in reply to a message of ours; gives what they hear."""
    to = None if answers is None else MessageId(answers)
    at = house.clock.now()
    id_ = await house.made.replies.receive(UserId(user), f"Person {user}", MessageId(as_message), ChannelId(700 + user), words, at, to)
    assert id_ is not None
    async with house.store.read() as db:
        row = await db.deliveries.get(id_)
    assert row is not None
    return msgspec.convert(row.facts["said"], Message)


def acts(message: Message) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(button.act, button.args) for row in message.rows if not isinstance(row, Choice) for button in row]


async def answered(house: House) -> list[Answer]:
    """All that the pair said so far, in any round."""
    async with house.store.read() as db:
        return [one.answer for one in await db.checkins.of(house.cohort)]


async def about_the_second_session(house: House, user: int, message: str = "session-reminder", as_message: int = REMINDER) -> Delivery:
    """Their word of that kind about the second session has arrived, at its hour."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        second = (await db.sessions.of(house.cohort))[1]
        rows = await db.deliveries.of_cohort(house.cohort)
    assert person is not None
    row = next(r for r in rows if (r.message, r.person, r.facts.get("session")) == (message, person.id, second.id))
    house.clock.move_to(max(row.due, house.clock.now()))
    await posted(house, row.key, as_message)
    return row


WORDS = ["See you Tuesday at 1pm", "Sorry, I can't make it this month", "I'll be there", "not this month", "we met"]


@pytest.mark.parametrize("words", WORDS)
async def test_whoever_replies_to_the_reminder_of_a_session_says_nothing_about_their_round(house: House, words: str) -> None:
    row = await about_the_second_session(house, 21)
    heard = await write(house, 21, words, REMINDER)
    session = row.facts["session"]
    assert "session 2 of **Justice**" in heard.text
    assert acts(heard)[:2] == [("rsvp-yes", (session,)), ("rsvp-no", (session,))]
    assert await answered(house) == []
    async with house.store.read() as db:
        assert await db.sessions.answers(session) == {}, "and a tap says whether they come"


async def test_whoever_goes_on_about_the_session_is_still_heard_so(house: House) -> None:
    await about_the_second_session(house, 21)
    await write(house, 21, "See you Tuesday at 1pm", REMINDER)
    await posted(house, "reply/900/answer", 901)
    assert "session 2" in (await write(house, 21, "not this month, sorry", 901, 902)).text
    assert await answered(house) == []
    await write(house, 21, "we met", None, 903)
    assert await answered(house) == [Answer.MET], "what replies to nothing is about the round that is open"


async def test_whoever_replies_to_the_reminder_of_a_session_that_is_over_hears_that_it_is(house: House) -> None:
    await about_the_second_session(house, 21)
    house.clock.move_to(house.clock.now() + timedelta(days=3))
    heard = await write(house, 21, "I'll be there", REMINDER)
    assert "which is over" in heard.text
    assert [act for act, _ in acts(heard)] == ["me", "hard-week"]
    assert await answered(house) == []


async def test_whoever_replies_to_word_that_a_session_is_off_hears_that_once_more(house: House) -> None:
    await house.made.sessions.cancel(house.lead, house.cohort, 2, 0)
    await about_the_second_session(house, 21, "session-cancelled")
    heard = await write(house, 21, "I can't make it this month anyway", REMINDER)
    assert "session 2 of **Justice**, which is called off" in heard.text
    assert await answered(house) == []


async def test_whoever_needs_a_break_is_heard_whatever_they_reply_to(house: House) -> None:
    await about_the_second_session(house, 21)
    assert "For how long should I be quiet" in (await write(house, 21, "I need a break", REMINDER)).text


async def test_whoever_has_left_the_group_and_replies_to_a_reminder_of_theirs_changes_nothing_elsewhere(house: House) -> None:
    await about_the_second_session(house, 21)
    await house.made.signups.withdraw(actor(21), house.cohort)
    assert "nothing changes" in (await write(house, 21, "I'll be there", REMINDER)).text
    assert await answered(house) == []


async def test_the_taps_under_an_answer_about_a_session_are_taken(house: House) -> None:
    await about_the_second_session(house, 21)
    heard = await write(house, 21, "I'll be there", REMINDER)
    (act, (session,)) = acts(heard)[0]
    assert act == "rsvp-yes"
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    assert session == second.id
    assert (await house.made.sessions.answer(actor(21, None), second.id, Rsvp.YES)).number == 2
