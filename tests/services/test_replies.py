"""What people write back: it is about what they reply to, and nothing is decided that they did not say."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import update

from domain.ground.ids import ChannelId, CohortId, MessageId, UserId
from domain.group.sessions import Rsvp
from domain.joining.signups import ApplicationState
from domain.pair.checkins import Answer
from domain.sending.deliveries import Delivery, Subject
from domain.sending.facts import OfSession, Said
from messages.ground.values import Choice, Message
from services.group.series import Rule
from storage.tables import deliveries
from tests.services.conftest import House, actor, let_stand, posted
from tests.services.rounds import arrived, partner_of

REMINDER = 777


async def write(house: House, user: int, words: str, answers: int | None = None, as_message: int = 900) -> Message:
    """Somebody writes, perhaps in reply to a message of ours; gives what they hear."""
    to = None if answers is None else MessageId(answers)
    at = house.clock.now()
    id_ = await house.made.pair.replies.receive(UserId(user), f"Person {user}", MessageId(as_message), ChannelId(700 + user), words, at, to)
    assert id_ is not None
    async with house.store.read() as db:
        row = await db.deliveries.get(id_)
    assert row is not None
    return msgspec.convert(row.facts_as(Said).said, Message)


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
    row = next(r for r in rows if (r.message, r.person, r.facts) == (message, person.id, OfSession(second.id)))
    house.clock.move_to(max(row.due, house.clock.now()))
    await posted(house, row.key, as_message)
    return row


WORDS = ["See you Tuesday at 1pm", "Sorry, I can't make it this month", "I'll be there", "not this month", "we met"]


@pytest.mark.parametrize("words", WORDS)
async def test_whoever_replies_to_the_reminder_of_a_session_says_nothing_about_their_round(house: House, words: str) -> None:
    row = await about_the_second_session(house, 21)
    heard = await write(house, 21, words, REMINDER)
    session = row.facts_as(OfSession).session
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
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    await about_the_second_session(house, 21, "session-cancelled")
    heard = await write(house, 21, "I can't make it this month anyway", REMINDER)
    assert "session 2 of **Justice**, which is called off" in heard.text
    assert await answered(house) == []


async def test_whoever_needs_a_break_is_heard_whatever_they_reply_to(house: House) -> None:
    await about_the_second_session(house, 21)
    assert "Until when should I be quiet" in (await write(house, 21, "I need a break", REMINDER)).text


async def test_whoever_has_left_the_group_and_replies_to_a_reminder_of_theirs_changes_nothing_elsewhere(house: House) -> None:
    await about_the_second_session(house, 21)
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
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
    assert (await house.made.group.sessions.answer(actor(21, None), second.id, Rsvp.YES))[0].number == 2


async def offered(house: House, *users: int) -> None:
    """These have applied, and each is offered a place."""
    await house.open()
    for user in users:
        await house.apply(user)
    await house.select()


async def the_offer_arrives(house: House, user: int, what: str = "", as_message: int = 555) -> None:
    """Their letter, or what comes after it, at its hour."""
    key = f"application/{(await house.application(user)).id}/offer/1{what}"
    async with house.store.read() as db:
        row = await db.deliveries.by_key(key)
    assert row is not None
    house.clock.move_to(max(row.due, house.clock.now()))
    await posted(house, key, as_message)


async def test_whoever_answers_an_offer_in_words_hears_that_a_tap_makes_it_certain_and_until_when(empty: House) -> None:
    await offered(empty, 21, 22)
    await the_offer_arrives(empty, 21)
    for number, answers in enumerate((555, None)):
        heard = await write(empty, 21, "Yes, I'm in, thank you!", answers, 900 + number)
        assert acts(heard)[:2] == [("offer-yes", (empty.cohort,)), ("withdraw", (empty.cohort,))]
        assert "A tap makes it certain" in heard.text
        assert "**Justice** is held for you until <t:" in heard.text
    assert (await empty.application(21)).state is ApplicationState.OFFERED, "nothing is decided by words alone"


async def test_whoever_answers_the_reminder_of_an_offer_hears_the_day_that_it_named(empty: House) -> None:
    await offered(empty, 21, 22)
    await the_offer_arrives(empty, 21)
    application = await empty.application(21)
    async with empty.store.read() as db:
        row = await db.deliveries.by_key(f"application/{application.id}/offer/1/reminder")
        assert row is not None
        empty.clock.move_to(row.due)
        said = await empty.made.joining.waitlist.composers()[Subject.OFFER_REMINDER](db, row, empty.clock.now())
    assert isinstance(said, Message)
    await the_offer_arrives(empty, 21, "/reminder", 556)
    until = said.text.split("until ", 1)[1].split(".", 1)[0]
    assert until in (await write(empty, 21, "Yes please", 556)).text


async def test_whoever_answers_before_the_letter_came_is_named_no_day(empty: House) -> None:
    await offered(empty, 21, 22)
    assert "is held for you." in (await write(empty, 21, "Am I in?")).text


async def test_whoever_is_offered_two_places_is_shown_both_by_name(empty: House) -> None:
    await offered(empty, 21, 22)
    other = House(empty.made, empty.clock, CohortId(2))
    await empty.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, "14:00", 4, "2026-10"))
    await let_stand(empty.made.group.series, actor(4), other.cohort)
    await empty.made.joining.windows.open(actor(4), other.cohort, "2026-09-20")
    await other.apply(21)
    await empty.made.joining.selection.draft(actor(4), other.cohort)
    seen = await empty.made.joining.selection.preview(actor(4), other.cohort)
    await empty.made.joining.selection.publish(actor(4), other.cohort, seen.fingerprint)
    heard = await write(empty, 21, "Yes, I'm in!")
    assert [act for act, _ in acts(heard)] == ["offer-yes", "withdraw", "offer-yes", "withdraw", "me"]
    labels = [button.label for row in heard.rows if not isinstance(row, Choice) for button in row]
    for number, title in enumerate(("Justice", "Chaplaincy")):
        assert f"**{title}** is held" in heard.text
        assert labels[2 * number : 2 * number + 2] == [f"I am in: {title}", f"I cannot after all: {title}"]
    await posted(empty, "reply/900/answer", 950)
    await the_offer_arrives(empty, 21)
    assert "Chaplaincy" not in (await write(empty, 21, "Yes to this one", 555, 901)).text


async def test_whoever_is_in_already_and_thanks_for_the_offer_decides_nothing(empty: House) -> None:
    await offered(empty, 21, 22)
    await the_offer_arrives(empty, 21)
    await empty.made.joining.waitlist.accept(actor(21), empty.cohort)
    heard = await write(empty, 21, "Not this month, but thank you", 555)
    assert "nothing changes" in heard.text
    assert (await empty.application(21)).state is ApplicationState.ACCEPTED


async def test_whoever_has_a_round_open_and_replies_to_an_offer_is_asked_about_the_offer(house: House) -> None:
    other = House(house.made, house.clock, CohortId(2))
    await house.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, "14:00", 4, "2027-01"))
    await let_stand(house.made.group.series, actor(4), other.cohort)
    await house.made.joining.windows.open(actor(4), other.cohort, "2026-12-01")
    await other.apply(21)
    await house.made.joining.selection.draft(actor(4), other.cohort)
    seen = await house.made.joining.selection.preview(actor(4), other.cohort)
    await house.made.joining.selection.publish(actor(4), other.cohort, seen.fingerprint)
    await the_offer_arrives(other, 21)
    assert acts(await write(house, 21, "Not this month, I fear", 555))[0] == ("offer-yes", (other.cohort,))
    assert await answered(house) == []
    await write(house, 21, "we met", None, 901)
    assert await answered(house) == [Answer.MET]


async def test_words_that_a_fault_of_ours_keeps_from_being_understood_are_answered_with_an_apology_and_hold_up_nobody_else(
    house: House,
) -> None:
    row = await about_the_second_session(house, 21)
    async with house.store.begin() as db:
        await db.link.run(update(deliveries).where(deliveries.c.id == row.id).values(facts={"session": ["no number"]}))
    await house.made.pair.replies.receive(
        UserId(21), "Person 21", MessageId(900), ChannelId(721), "I'll be there", house.clock.now(), MessageId(REMINDER)
    )
    async with house.store.read() as db:
        assert await db.replies.unhandled() == [], "it is not tried for ever"
        apology = await db.deliveries.by_key("reply/900/answer")
    assert apology is not None
    assert "could not make out what you wrote" in apology.facts_as(Said).said["text"]
    await write(house, 21, "we met", None, 901)
    assert await answered(house) == [Answer.MET]


async def test_a_reply_to_an_older_prompt_is_about_that_round(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    house.clock.move_to(house.clock.now() + timedelta(days=28))  # in the second round
    now = house.clock.now()
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met", now, MessageId(777))
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(779), ChannelId(900), "not this month", now, None)
    async with house.store.read() as db:
        first, second = await db.checkins.standing(house.pair, 1), await db.checkins.standing(house.pair, 2)
    assert first is not None
    assert second is not None
    assert (first.agreed.answer, second.agreed.answer) == (Answer.MET, Answer.NOT_THIS_MONTH)


async def test_words_written_while_the_bot_was_away_count_from_when_they_were_written(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    written = house.clock.now()
    house.clock.move_to(written + timedelta(minutes=30))
    partner = await partner_of(house, 21)
    await house.made.pair.checkins.answer(partner, house.pair, 1, Answer.HELP)
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met", written, MessageId(777))
    assert await answered(house) == [Answer.MET, Answer.HELP]
    async with house.store.read() as db:
        standing, each = await db.checkins.standing(house.pair, 1), await db.checkins.standing_of_each({(house.pair, 1)})
    assert standing is not None
    left = [one.answer for one in standing.open]
    assert (standing.agreed.answer, left) == (Answer.MET, [Answer.HELP]), (
        "the partner pressed later, though the bot read the message after that"
    )
    assert each == {(house.pair, 1): standing}


async def test_what_is_kept_of_one_person_in_a_day_is_bounded_in_characters_and_the_next_day_is_another(house: House) -> None:
    longest, began = "we talked " * 200, house.clock.now()  # as long as Discord lets a message be
    for number in range(50):
        await write(house, 21, longest, as_message=5000 + number)
    assert "more than I can keep" in (await write(house, 21, "and so on", as_message=6000)).text
    assert "more than I can keep" not in (await write(house, 22, "and so on", as_message=6001)).text, "it is a bound for each"
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        assert await db.replies.kept_since(person.id, began - timedelta(days=1)) == (50, 100_000)
    house.clock.move_to(began + timedelta(days=1, minutes=1))
    await write(house, 21, "good morning", as_message=6002)
    async with house.store.read() as db:
        assert await db.replies.kept_since(person.id, began + timedelta(minutes=1)) == (1, len("good morning"))


async def test_whoever_met_and_names_the_next_time_has_met_and_is_reminded_of_it(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "We met yesterday! We are meeting again tomorrow at 4pm", 777)
    assert "Noted: you met" in heard.text
    assert "I will remind you before it" in heard.text
    assert await answered(house) == [Answer.MET]
    async with house.store.read() as db:
        assert [row.message for row in await db.deliveries.of_cohort(house.cohort) if row.message == "date-reminder"]


async def test_a_hard_week_beside_an_answer_is_heard_and_the_answer_is_taken(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "It has been a tough week, but we met", 777)
    assert "Noted: you met" in heard.text
    assert "Until when should I be quiet" in heard.text
    assert await answered(house) == [Answer.MET]


async def test_what_is_only_guessed_is_asked_with_the_likeliest_button_first(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    heard = await write(house, 21, "We would rather skip, if that is all right with everybody", 777)
    assert acts(heard)[0][0] == "not-this-month"
    assert await answered(house) == []
