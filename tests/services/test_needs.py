"""People write other things than answers: each gets what they need, as it stands for them, and nothing is decided by it."""

from datetime import timedelta

import pytest

from domain.ground.ids import ChannelId, MessageId, PersonId, ProgramId, QuestionId, UserId
from domain.ground.refusal import Refusal, Why
from domain.pair.checkins import Answer
from domain.sending.deliveries import Reason, Subject
from messages.ground.values import Choice, Message
from services.sending.deliveries import Placed
from tests.services.conftest import HERE as SERVER
from tests.services.conftest import House, actor, posted
from tests.services.hearing import STAFF, Bot, Heard
from tests.services.rounds import arrived, in_the_last_round, partner_of, turns_of
from tests.services.test_replies import acts, answered, offered, the_offer_arrives, write

HERE = ProgramId(1)


def act_names(message: Message) -> list[str]:
    return [act for act, _ in acts(message)]


async def test_whoever_asks_for_the_text_again_gets_it_as_staff_wrote_it(house: House) -> None:
    async with house.store.begin() as db:
        await db.sessions.set_prompt(house.cohort, 1, "Bava Metzia 59b", "Who is not in the room?", PersonId(1), house.clock.now())
    heard = await write(house, 21, "Could you send me the text again?")
    assert "round 1 of **Justice**" in heard.text
    assert "Bava Metzia 59b" in heard.text
    assert "Who is not in the room?" in heard.text
    assert await answered(house) == []


async def test_where_staff_gave_no_text_the_way_to_study_is_said_again(house: House) -> None:
    heard = await write(house, 21, "Where is the text?")
    assert "No text is set this time" in heard.text


async def test_before_the_season_begins_there_is_no_text_and_that_is_said(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23, 24):
        await empty.apply(user)
    await empty.select(21, 22, 23, 24)
    for number, words in enumerate(("Where is the text?", "What is the zoom link?", "Who is my partner?")):
        heard = await write(empty, 21, words, as_message=900 + number)
        assert "**Justice** hasn't begun yet" in heard.text
    assert "session 1 is next" in (await write(empty, 21, "When does it end?", as_message=990)).text


async def test_the_link_is_behind_its_button_and_never_in_the_answer(house: House) -> None:
    heard = await write(house, 21, "What is the zoom link?")
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert cohort.link is not None
    assert cohort.link not in heard.text
    assert f"Session 2 of **Justice** is <t:{int(second.starts_at.timestamp())}:F>" in heard.text
    assert acts(heard)[0] == ("session-link", (second.id,))


async def test_whoever_studies_together_is_named_so_that_the_name_can_be_pressed(house: House) -> None:
    partner = await partner_of(house, 21)
    heard = await write(house, 21, "Who is my partner and how do I reach them?")
    assert f"{partner.name} (<@{partner.user}>)" in heard.text
    assert acts(heard)[0] == ("pair-thread", (house.pair,))


async def test_a_partner_who_is_not_on_the_server_now_is_named_without_anything_to_press(house: House) -> None:
    partner = await partner_of(house, 21)
    async with house.store.begin() as db:
        person = await db.people.by_user(partner.user)
        program = await db.programs.on(SERVER)
        assert person is not None
        assert program is not None
        await db.absences.note(program.id, {person.id}, house.clock.now())
    heard = await write(house, 21, "How do I reach my partner?")
    assert f"{partner.name} isn't on the server now" in heard.text
    assert "<@" not in heard.text
    assert "pair-thread" not in act_names(heard)


async def test_whose_partner_left_is_told_that_they_have_none_and_how_they_may_go_on(house: House) -> None:
    await house.made.joining.signups.withdraw(await partner_of(house, 21), house.cohort)
    heard = await write(house, 21, "Who is my partner?")
    assert "In **Justice** you have no study partner right now" in heard.text
    assert act_names(heard)[:2] == ["apart-three", "apart-wait"]
    await house.made.pair.apart.wait(actor(21), house.cohort)
    assert "You're waiting for a partner" in (await write(house, 21, "Who is my partner?", as_message=901)).text
    assert "round 1 of **Justice**" in (await write(house, 21, "Where is the text?", as_message=902)).text, "to study alone"


async def test_the_next_and_the_last_session_are_named(house: House) -> None:
    heard = await write(house, 21, "When does it end?")
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    assert f"session 2 is next, <t:{int(sessions[1].starts_at.timestamp())}:F>" in heard.text
    assert f"The last one is <t:{int(sessions[-1].starts_at.timestamp())}:F>" in heard.text
    assert f"ends <t:{int(sessions[1].starts_at.timestamp())}:D>" in heard.text


async def test_after_the_last_session_nothing_is_promised(house: House) -> None:
    await in_the_last_round(house)
    async with house.store.read() as db:
        last = (await db.sessions.of(house.cohort))[-1]
    house.clock.move_to(last.ends_at + timedelta(days=40))
    await turns_of(house).run_due()
    for number, words in enumerate(("What is the zoom link?", "When does it end?")):
        assert "**Justice** has no session to come" in (await write(house, 21, words, as_message=900 + number)).text
    assert "No other round follows it" in (await write(house, 21, "Where is the text?", as_message=905)).text


@pytest.mark.parametrize("words", ["Where is the text?", "What is the zoom link?", "Who is my partner?", "When does it end?"])
async def test_whoever_has_left_is_told_nothing_of_the_group(house: House, words: str) -> None:
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
    heard = await write(house, 21, words)
    assert "nothing changes" in heard.text
    assert act_names(heard) == ["me"]


async def test_whoever_wants_no_more_messages_may_pause_or_leave_and_sees_the_way_out_first(house: House) -> None:
    heard = await write(house, 21, "Stop writing to me")
    assert isinstance(heard.rows[0], Choice)
    assert ("withdraw", (house.cohort,)) in acts(heard)
    assert "nothing happens before you confirm it" in heard.text
    async with house.store.read() as db:
        assert {21} & {one.user for one in await db.cohorts.members(house.cohort)}, "nobody is taken out by words"


async def test_whoever_is_leaving_sees_the_way_out_first_and_the_pause_beside_it(house: House) -> None:
    heard = await write(house, 21, "I am leaving the program")
    assert acts(heard) == [("withdraw", (house.cohort,)), ("hard-week", ())]


async def test_whoever_answers_an_offer_with_leaving_is_asked_about_the_offer(empty: House) -> None:
    await offered(empty, 21, 22)
    await the_offer_arrives(empty, 21)
    assert act_names(await write(empty, 21, "I am leaving the program", 555))[:2] == ["offer-yes", "withdraw"]


async def test_whoever_has_nothing_to_leave_is_told_so(house: House) -> None:
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
    assert "no place of yours to give up" in (await write(house, 21, "I am leaving the program")).text


GRIEF = ["My father died", "I am in the hospital"]


@pytest.mark.parametrize("words", GRIEF)
async def test_a_death_or_an_illness_is_met_with_sorrow_and_a_pause_and_nothing_is_asked(house: House, words: str) -> None:
    heard = await write(house, 21, f"{words}. Where is the text?")
    assert heard.text.startswith("I'm so sorry, Person.")
    assert act_names(heard) == ["pause-day"]
    assert isinstance(heard.rows[0], Choice)


async def test_whoever_writes_of_a_partner_in_mourning_is_asked_nothing(house: House) -> None:
    heard = await write(house, 21, "Dana is in shiva")
    assert act_names(heard) == ["hard-week"]
    assert "nothing you need to answer" in heard.text


@pytest.mark.parametrize("words", [*GRIEF, "Where is the text?", "I am leaving the program", "This is really annoying"])
async def test_whoever_was_heard_is_not_nudged(house: House, words: str) -> None:
    await arrived(house, 21, "prompt", 777)
    await write(house, 21, words)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        rows = await db.deliveries.of_cohort(house.cohort)
        nudge = next(row for row in rows if row.message == Subject.NUDGE and row.person == person.id)
        house.clock.move_to(nudge.due + timedelta(days=7))
        assert await house.made.pair.checkins.composers()[Subject.NUDGE](db, nudge, house.clock.now()) is Reason.UNWANTED


TROUBLE = ["I can't open the PDF", "This is really annoying", "My partner never answers me"]


@pytest.mark.parametrize("words", TROUBLE)
async def test_trouble_goes_to_the_staff_by_one_tap_and_not_before(house: House, words: str) -> None:
    heard = await write(house, 21, words)
    assert "I've told nobody" in heard.text
    assert acts(heard)[0] == ("pass-on", (HERE, house.cohort, 900))
    bot = Bot(house, Heard())
    await bot.run(timedelta(days=1))
    assert not [text for text in bot.far.posts[STAFF] if words.rsplit(maxsplit=1)[-1] in text]
    program, new = await house.made.joining.questions.pass_on(actor(21, None), HERE, house.cohort, MessageId(900))
    assert (program.id, new) == (HERE, True)
    assert await house.made.joining.questions.pass_on(actor(21), HERE, house.cohort, MessageId(900)) == (program, False)
    await bot.run(timedelta(days=2))
    (post,) = [text for text in bot.far.posts[STAFF] if words.rsplit(maxsplit=1)[-1] in text]
    assert "A question from Person 21" in post
    assert "It is about **Justice**" in post


async def test_of_a_long_letter_no_word_is_lost_on_the_way_to_the_staff(house: House) -> None:
    long = "I have a complaint. " + " ".join(f"word{n}" for n in range(450))
    await write(house, 21, long)
    await house.made.joining.questions.pass_on(actor(21, None), HERE, house.cohort, MessageId(900))
    asked = QuestionId(3)  # two others were asked before
    await posted(house, f"question/{asked}/post", 8100)
    await posted(house, f"question/{asked}/thread", 0, channel=ChannelId(8100))
    async with house.store.read() as db:
        question = await db.questions.get(asked)
        assert question is not None
        said = question.words
        for start in (1000, 2500):
            row = await db.deliveries.by_key(f"question/{asked}/more/900/{start}")
            assert row is not None
            shown = await house.made.joining.questions.composers()[Subject.QUESTION_MORE](db, row, house.clock.now())
            assert isinstance(shown, Placed)
            said += shown.message.text.split("\n> ", 1)[1]
    assert [word for word in long.split() if word not in said and long.index(word) % 1500 not in range(990, 1010)] == []


async def test_nobody_passes_on_what_somebody_else_wrote(house: House) -> None:
    await write(house, 21, TROUBLE[0])
    with pytest.raises(Refusal) as no:
        await house.made.joining.questions.pass_on(actor(22), HERE, house.cohort, MessageId(900))
    assert no.value.why is Why.NOT_YOURS


async def test_what_is_kept_no_more_cannot_be_passed_on(house: House) -> None:
    with pytest.raises(Refusal) as no:
        await house.made.joining.questions.pass_on(actor(21), HERE, None, MessageId(4711))
    assert no.value.why is Why.STALE


async def test_hostile_words_are_shown_harmless_to_their_author_and_to_the_staff(house: House) -> None:
    heard = await write(house, 21, "I can't open the PDF @everyone **[x](https://evil.example)** <@&1>")
    for mark in ("@everyone", "**[x]", "<@&1>", "(https://evil"):
        assert mark not in heard.text
    await house.made.joining.questions.pass_on(actor(21), HERE, house.cohort, MessageId(900))
    bot = Bot(house, Heard())
    await bot.run(timedelta(days=2))
    (post,) = [text for text in bot.far.posts[STAFF] if "PDF" in text]
    for mark in ("@everyone", "**[x]", "<@&1>", "(https://evil"):
        assert mark not in post


async def test_what_may_also_be_an_answer_stands_below_what_was_needed(house: House) -> None:
    heard = await write(house, 21, "Where is the source sheet? Perhaps Thursday at 8 pm, if Dana can")
    assert "round 1 of **Justice**" in heard.text
    assert "one tap does it" in heard.text
    assert "date-at" in act_names(heard)
    assert await answered(house) == []


async def test_an_answer_that_is_plain_is_taken_whatever_else_is_asked_beside_it(house: House) -> None:
    await write(house, 21, "We met")
    assert await answered(house) == [Answer.MET]
