"""A question to the staff: kept once, brought to them, answered once, by those whose answer it is, and answered back."""

from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.ground.ids import ChannelId, CohortId, MessageId, QuestionId, UserId
from domain.ground.people import Actor
from domain.ground.quiet import Observance
from domain.ground.refusal import AlreadyHandled, Refusal, Why
from domain.joining.questions import MOST_OPEN, StaffAnswer
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind
from services.ground.ports import Done, Post, Refused, Unseeable
from services.program.programs import Setup
from services.sending.settlement import Task
from tests.services.conftest import HERE, MANAGERS, THERE, House, actor, posted, seen

ASKER, THREAD = 71, ChannelId(8000)
SECOND_DAY = datetime(2027, 10, 3, 17, 0, tzinfo=UTC)  # of Rosh Hashanah, a Sunday, after noon at home


async def row(house: House, key: str) -> Delivery:
    async with house.store.read() as db:
        found = await db.deliveries.by_key(key)
    assert found is not None, key
    return found


async def letters(house: House) -> list[Delivery]:
    """What goes to people about questions here."""
    async with house.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        return [one for one in await db.deliveries.of_program(program.id) if one.message == "question-answer"]


async def ask(house: House, typed: str = "May I bring a guest?", cohort: CohortId | None = None, by: Actor | None = None) -> QuestionId:
    return (await house.made.joining.questions.ask(by or actor(ASKER), cohort, typed)).question.id


async def refused(attempt: Awaitable[Any]) -> Why:
    with pytest.raises(Refusal) as no:
        await attempt
    return no.value.why


async def pick(house: House, typed: str = "Please do.", message: int = 8001) -> StaffAnswer:
    return (await house.made.joining.questions.pick(house.manager, THREAD, MessageId(message), typed))[1]


async def write(house: House, answers: int, message: int, text: str = "And two?") -> str:
    """A reply by direct message; gives what it was taken for."""
    at = house.clock.now()
    await house.made.pair.replies.receive(UserId(ASKER), "Dana", MessageId(message), ChannelId(55), text, at, MessageId(answers))
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(ASKER))
        assert person is not None
        found = [m for m in ("question", "enough", "nothing-open", "no-words") if await db.replies.count(person.id, m, at)]
    return found[-1] if len(found) == 1 else " ".join(found)


def place(task: Task | None) -> ChannelId:
    """Where that goes."""
    assert task is not None
    assert isinstance(task.effect, Post)
    return task.effect.channel


async def answered(house: House) -> QuestionId:
    """A question with an answer, and all of its posts where they belong."""
    id_ = await ask(house)
    await house.made.joining.questions.answer(house.manager, id_, "Please do.")
    await posted(house, f"question/{id_}/answer/1", 9100)
    await posted(house, f"question/{id_}/post", THREAD)
    await posted(house, f"question/{id_}/thread", 0, channel=THREAD)
    return id_


async def test_a_question_is_kept_once_and_goes_to_the_staff_with_a_thread(empty: House) -> None:
    who = actor(ASKER)
    id_ = await ask(empty, by=who)
    with pytest.raises(AlreadyHandled):
        await empty.made.joining.questions.ask(who, None, "May I bring a guest?")
    post, thread = await row(empty, f"question/{id_}/post"), await row(empty, f"question/{id_}/thread")
    assert (post.kind, thread.kind) == (Kind.POST, Kind.THREAD)
    assert {post.channel, thread.channel} == {ChannelId(HERE + 1)}
    async with empty.store.read() as db:
        assert await db.questions.get(QuestionId(id_ + 1)) is None


async def test_the_staff_hear_of_a_question_in_their_own_hours_and_wait_for_no_member_s_holiday(house: House) -> None:
    setup = Setup(
        "House", "America/New_York", MANAGERS[HERE], ChannelId(HERE + 1), ChannelId(HERE + 2), "noa@example.org",
        observance=Observance.SHABBAT,
    )  # fmt: skip
    await house.made.program.programs.set_up(house.owner, setup, seen(setup))
    house.clock.move_to(SECOND_DAY)
    id_ = await ask(house, cohort=house.cohort, by=actor(21))
    post = await row(house, f"question/{id_}/post")
    assert post.cohort is None
    assert post.due == house.clock.now()


async def test_the_staff_hear_of_a_question_after_a_holiday_that_the_program_keeps(house: House) -> None:
    house.clock.move_to(SECOND_DAY)
    post = await row(house, f"question/{await ask(house, by=actor(21))}/post")
    assert post.due.date() > SECOND_DAY.date()


async def test_an_answer_goes_once_to_whoever_asked_and_the_post_says_so(empty: House) -> None:
    id_, lead = await ask(empty), empty.lead
    await empty.made.joining.questions.answer(lead, id_, "Please do.")
    with pytest.raises(AlreadyHandled):
        await empty.made.joining.questions.answer(lead, id_, "Please do.")
    [letter] = await letters(empty)
    assert (letter.kind, letter.class_) == (Kind.DM, Class.LETTER)
    mark = await row(empty, f"question/{id_}/answered/1")
    assert mark.target == f"question/{id_}/post"
    async with empty.store.read() as db:
        acts = await db.audit.of(letter.program, 10)
    assert [act.act for act in acts if act.act == "answer-question"] == ["answer-question"]


async def test_a_message_that_is_picked_twice_is_sent_once(empty: House) -> None:
    id_ = await ask(empty)
    await posted(empty, f"question/{id_}/post", THREAD)
    answer = await pick(empty)
    assert not await letters(empty), "a preview sends nothing"
    again = await pick(empty)
    assert again.id == answer.id
    send = empty.made.joining.questions.send_picked
    assert [(await send(empty.manager, answer.id, again.wording))[1] for _ in range(2)] == [True, False]
    assert (await pick(empty, "Rather not.")).words == "Please do.", "what went out stays as it was"
    assert len(await letters(empty)) == 1


async def test_the_button_of_an_older_preview_sends_nothing_else_than_it_showed(empty: House) -> None:
    id_ = await ask(empty)
    await posted(empty, f"question/{id_}/post", THREAD)
    first = await pick(empty)
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=1))
    second = await pick(empty, "Rather not.")
    assert await refused(empty.made.joining.questions.send_picked(empty.manager, first.id, first.wording)) is Why.STALE
    await empty.made.joining.questions.send_picked(empty.manager, first.id, second.wording)
    assert len(await letters(empty)) == 1


async def test_only_words_of_people_in_the_thread_of_a_question_are_picked(empty: House) -> None:
    id_ = await ask(empty)
    await posted(empty, f"question/{id_}/post", THREAD)
    questions = empty.made.joining.questions
    assert await refused(questions.pick(empty.manager, ChannelId(9000), MessageId(1), "Please do.")) is Why.NO_QUESTION_HERE
    assert await refused(questions.pick(empty.manager, THREAD, MessageId(1), "  ")) is Why.NO_WORDS
    assert await refused(questions.pick(empty.manager, THREAD, MessageId(1), "A question", ours=True)) is Why.NO_WORDS
    assert await refused(questions.pick(empty.manager, THREAD, MessageId(1), "x" * 1001)) is Why.TOO_LONG


async def test_staff_of_another_server_do_not_know_of_a_question(empty: House) -> None:
    id_ = await ask(empty)
    await posted(empty, f"question/{id_}/post", THREAD)
    picked, questions = await pick(empty), empty.made.joining.questions
    for who in (actor(52, THERE, manager=True), actor(53, THERE)):
        assert await refused(questions.answer(who, id_, "No.")) is Why.NO_SUCH_QUESTION
        assert await refused(questions.pick(who, THREAD, MessageId(8002), "No.")) is Why.NO_SUCH_QUESTION
        assert await refused(questions.send_picked(who, picked.id, picked.wording)) is Why.NO_SUCH_QUESTION
    assert not await letters(empty)


async def test_a_question_about_a_cohort_is_for_its_own_facilitator_and_any_other_for_all(house: House) -> None:
    about, other = await ask(house, cohort=house.cohort), await ask(house)
    elsewhere = actor(4)
    assert await refused(house.made.joining.questions.answer(elsewhere, about, "Yes.")) is Why.NOT_ALLOWED
    await house.made.joining.questions.answer(elsewhere, other, "Yes.")
    await house.made.joining.questions.answer(house.lead, about, "Yes.")
    assert await refused(house.made.joining.questions.answer(actor(21), other, "Yes.")) is Why.NOT_ALLOWED


async def test_nobody_learns_by_asking_that_a_draft_is_there(empty: House) -> None:
    assert await refused(empty.made.joining.questions.form(actor(ASKER), empty.cohort)) is Why.NO_SUCH_COHORT
    assert await refused(empty.made.joining.questions.form(actor(ASKER), CohortId(3))) is Why.NO_SUCH_COHORT
    await empty.made.joining.questions.form(empty.lead, empty.cohort)


async def test_five_questions_of_a_day_may_wait_and_an_answer_or_a_night_makes_room(empty: House) -> None:
    ids = [await ask(empty, f"Question {n}?") for n in range(MOST_OPEN)]
    assert await refused(ask(empty)) is Why.TOO_MANY_QUESTIONS
    await ask(empty, by=actor(ASKER, THERE))  # another server's staff are not asked too much by it
    await empty.made.joining.questions.answer(empty.manager, ids[0], "Yes.")
    await ask(empty)
    assert await refused(ask(empty)) is Why.TOO_MANY_QUESTIONS
    empty.clock.move_to(empty.clock.now() + timedelta(days=1))
    await ask(empty)


async def test_a_reply_to_an_answer_goes_into_the_thread_of_its_question(empty: House) -> None:
    id_ = await answered(empty)
    assert await write(empty, 9100, 501) == "question"
    more = await row(empty, f"question/{id_}/more/501")
    assert (more.kind, more.cohort) == (Kind.POST, None)
    assert place(await empty.made.attempts.take(more.id)) == THREAD
    confirmed = await row(empty, "reply/501/answer")
    assert confirmed.program == more.program


async def test_what_found_the_thread_gone_begins_one_anew_and_what_came_with_it_goes_there(empty: House) -> None:
    id_, take, gone = await answered(empty), empty.made.attempts.take, Refused(10003, place=True, gone=True)
    for message in (501, 502):
        await write(empty, 9100, message)
    first, second = await row(empty, f"question/{id_}/more/501"), await row(empty, f"question/{id_}/more/502")
    for one in (first, second):
        task = await take(one.id)
        assert place(task) == THREAD
        assert task is not None
        await empty.made.attempts.settle(task, gone)
    task = await take(first.id)
    assert place(task) == ChannelId(HERE + 1)
    assert task is not None
    assert await take(second.id) is None, "it waits for the new thread"
    await empty.made.attempts.settle(task, Done(ChannelId(HERE + 1), MessageId(8500)))
    await posted(empty, f"question/{id_}/thread/1", 0, channel=ChannelId(8500))
    empty.clock.move_to(empty.clock.now() + timedelta(seconds=10))
    assert place(await take(second.id)) == ChannelId(8500)
    picked, _ = await empty.made.joining.questions.pick(empty.manager, ChannelId(8500), MessageId(8501), "Please do.")
    assert picked.question.id == id_


async def test_what_may_have_been_in_a_thread_that_is_gone_is_in_the_new_one_and_on_nobody_s_list(empty: House) -> None:
    id_ = await answered(empty)
    await write(empty, 9100, 501)
    task = await empty.made.attempts.take((await row(empty, f"question/{id_}/more/501")).id)
    assert task is not None
    await empty.made.attempts.settle(task, Unseeable(10003, gone=True))
    more = await row(empty, f"question/{id_}/more/501")
    assert more.state is DeliveryState.PENDING
    assert place(await empty.made.attempts.take(more.id)) == ChannelId(HERE + 1)


async def test_where_the_staff_channel_is_gone_too_it_waits_for_another_one(empty: House) -> None:
    id_, gone = await answered(empty), Refused(10003, place=True, gone=True)
    await write(empty, 9100, 501)
    more = await row(empty, f"question/{id_}/more/501")
    for _ in range(2):
        task = await empty.made.attempts.take(more.id)
        assert task is not None
        await empty.made.attempts.settle(task, gone)
    assert (await row(empty, more.key)).state is DeliveryState.HELD
    setup = Setup(f"House {HERE}", "America/New_York", MANAGERS[HERE], ChannelId(4321), ChannelId(HERE + 2), "noa@example.org")
    await empty.made.program.programs.set_up(empty.owner, setup, seen(setup))
    assert (await row(empty, more.key)).state is DeliveryState.PENDING
    assert place(await empty.made.attempts.take(more.id)) == ChannelId(4321)


async def test_a_flood_of_replies_does_not_reach_the_staff_and_is_told_so(empty: House) -> None:
    id_ = await ask(empty)
    await empty.made.joining.questions.answer(empty.manager, id_, "Please do.")
    await posted(empty, f"question/{id_}/answer/1", 9100)
    for message in range(500, 500 + MOST_OPEN):
        await write(empty, 9100, message)
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=1))
    assert await write(empty, 9100, 600) == "enough"
    empty.clock.move_to(empty.clock.now() + timedelta(days=1))
    assert await write(empty, 9100, 601) == "question"


async def test_a_reply_without_words_is_not_passed_on(empty: House) -> None:
    id_ = await ask(empty)
    await empty.made.joining.questions.answer(empty.manager, id_, "Please do.")
    await posted(empty, f"question/{id_}/answer/1", 9100)
    assert await write(empty, 9100, 501, "") == "no-words"


async def test_nobody_writes_into_another_person_s_question(empty: House) -> None:
    id_ = await ask(empty, by=actor(72))
    await empty.made.joining.questions.answer(empty.manager, id_, "Please do.")
    await posted(empty, f"question/{id_}/answer/1", 9100)
    await ask(empty)
    assert await write(empty, 9100, 501) == "nothing-open"
