"""What one asked to hear of: kept once, told once, used up by signing up, taken back with one press; and the news."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, PersonId, ProgramId, UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.interests import as_compared
from domain.sending import gate
from domain.sending.deliveries import ASKING, Class, Delivery, Kind, Reason
from messages.ground.values import Message
from messages.joining import board as board_words
from messages.own import people as own_words
from services.cohort.cohorts import New
from services.group.series import Rule
from services.sending.turns import Turns
from tests.services.conftest import HERE, THERE, House, actor, close_window, home, let_stand, posted
from tests.services.waiting import Line, full

WAITS, PROGRAM = 61, ProgramId(1)


async def again(house: House, topic: str = " justice") -> House:
    """The next cohort on a topic, with dates that stand."""
    cohort = await house.made.cohort.cohorts.create(house.manager, New("Justice II", topic, 4, home(777), UserId(3), "Person 3"))
    there = House(house.made, house.clock, cohort.id)
    await house.made.group.series.draft_series(house.lead, cohort.id, Rule(2, 1, "13:00", 4, "2027-01"))
    await let_stand(house.made.group.series, house.lead, cohort.id)
    return there


async def shut(house: House) -> None:
    """The first cohort's window has opened and closed."""
    await house.open()
    await close_window(house.made, house.lead, house.cohort)


async def told(house: House, message: str = "interest-opened") -> list[Delivery]:
    async with house.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        return [one for one in await db.deliveries.of_program(program.id) if one.message == message]


async def outcome(house: House, row: Delivery) -> str | None:
    """What becomes of it now: sent, or why not."""
    house.clock.move_to(max(row.due, house.clock.now()))
    task = await house.made.attempts.take(row.id)
    async with house.store.read() as db:
        kept = await db.deliveries.get(row.id)
    return "sent" if task is not None else None if kept is None else kept.reason


def buttons(said: Message) -> dict[str, tuple[str | int, ...]]:
    return {button.act: button.args for row in said.rows if isinstance(row, tuple) for button in row}


@pytest.mark.parametrize("typed", ["Racial Justice", " racial  justice ", "RACIAL JUSTICE"])
def test_a_topic_is_the_same_however_it_is_typed(typed: str) -> None:
    assert as_compared(typed) == "racial justice"


async def test_an_interest_is_kept_once_and_taken_back(empty: House) -> None:
    await shut(empty)
    interests = empty.made.joining.interests
    assert [(await interests.want(actor(WAITS), empty.cohort))[1] for _ in range(2)] == [True, False]
    await interests.stop(actor(WAITS), empty.cohort)
    await interests.stop(actor(WAITS), empty.cohort)
    assert (await interests.want(actor(WAITS), empty.cohort))[1]


async def test_a_cohort_is_no_secret_in_a_direct_message_to_whoever_was_told_of_it_and_to_nobody_else(empty: House) -> None:
    await shut(empty)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    new = await again(empty)
    await empty.made.joining.windows.open(empty.lead, new.cohort, "2026-12-20")
    await empty.made.joining.interests.stop_all(actor(WAITS), PROGRAM)
    assert (await empty.made.joining.signups.first_form(actor(WAITS, None), new.cohort)).act == "signup-why"
    for cohort in (new.cohort, CohortId(2)):  # one that is open, and a draft whose very title nobody knows
        with pytest.raises(Refusal) as no:
            await empty.made.joining.signups.first_form(actor(99, None), cohort)
        assert no.value.why is Why.NO_SUCH_COHORT


async def test_whoever_stepped_back_may_change_their_mind_in_a_direct_message(empty: House) -> None:
    await empty.open()
    await empty.apply(WAITS)
    await empty.made.joining.signups.withdraw(actor(WAITS, None), empty.cohort)
    assert (await empty.made.joining.signups.first_form(actor(WAITS, None), empty.cohort)).act == "signup-why"


async def test_whoever_asked_hears_once_when_a_cohort_on_that_topic_opens(empty: House) -> None:
    await shut(empty)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    new = await again(empty)
    await empty.made.joining.windows.open(empty.lead, new.cohort, "2026-12-20")
    await close_window(empty.made, empty.lead, new.cohort)
    opened = await empty.made.joining.windows.open(empty.lead, new.cohort, "2026-12-21")
    [row] = await told(empty)
    assert (row.kind, row.class_, row.cohort) == (Kind.DM, Class.INVITATION, new.cohort)
    assert opened.closes_at is not None
    assert row.last_useful == opened.closes_at - timedelta(days=1), "as the window was when it opened first"
    assert Class.INVITATION in ASKING
    assert await outcome(empty, row) == "sent"


async def person(house: House, user: int) -> PersonId:
    async with house.store.read() as db:
        found = await db.people.by_user(UserId(user))
    assert found is not None
    return found.id


async def test_whoever_has_left_the_server_hears_of_no_opening_until_they_are_back(empty: House) -> None:
    await shut(empty)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    gone = await person(empty, WAITS)
    async with empty.store.begin() as db:
        await db.absences.note(PROGRAM, {gone}, empty.clock.now())
        assert gone in {one.id for one in await db.absences.concerned(PROGRAM)}, "they are asked about at night"
    await empty.made.joining.windows.open(empty.lead, (await again(empty)).cohort, "2026-12-20")
    assert await told(empty) == []
    async with empty.store.begin() as db:
        await db.absences.clear(PROGRAM, {gone})
        assert gone not in {one.id for one in await db.absences.concerned(PROGRAM)}
    second = await again(empty)
    await empty.made.joining.windows.open(empty.lead, second.cohort, "2026-12-20")
    [row] = await told(empty)
    assert row.cohort == second.cohort


async def test_word_of_an_opening_waits_for_somebody_who_has_left_the_server_meanwhile(empty: House) -> None:
    await shut(empty)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    await empty.made.joining.windows.open(empty.lead, (await again(empty)).cohort, "2026-12-20")
    async with empty.store.begin() as db:
        await db.absences.note(PROGRAM, {await person(empty, WAITS)}, empty.clock.now())
    [row] = await told(empty)
    assert await outcome(empty, row) == Reason.LEFT


async def test_a_cohort_on_another_topic_or_of_another_server_tells_nobody(empty: House) -> None:
    await shut(empty)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    new = await again(empty, "Chaplaincy")
    await empty.made.joining.windows.open(empty.lead, new.cohort, None)
    theirs = await empty.made.cohort.cohorts.create(
        actor(52, THERE, manager=True), New("J", "Justice", 4, home(778), UserId(53), "Person 53")
    )
    await empty.made.group.series.draft_series(actor(53, THERE), theirs.id, Rule(2, 1, "13:00", 4, "2027-01"))
    await let_stand(empty.made.group.series, actor(53, THERE), theirs.id)
    await empty.made.joining.windows.open(actor(53, THERE), theirs.id, None)
    assert not await told(empty)


async def test_signing_up_uses_the_interest_up(empty: House) -> None:
    await shut(empty)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    new = await again(empty)
    await empty.made.joining.windows.open(empty.lead, new.cohort, "2026-12-20")
    [row] = await told(empty)
    await new.apply(WAITS)
    assert await outcome(empty, row) == Reason.UNWANTED.value
    async with empty.store.read() as db:
        assert row.person is not None
        assert not await db.interests.topics(row.program, row.person)


async def test_what_was_taken_back_or_has_closed_again_is_not_told(empty: House) -> None:
    await shut(empty)
    for user in (WAITS, WAITS + 1):
        await empty.made.joining.interests.want(actor(user), empty.cohort)
    new = await again(empty)
    await empty.made.joining.windows.open(empty.lead, new.cohort, "2026-12-20")
    first, second = await told(empty)
    await empty.made.joining.interests.stop(actor(WAITS), new.cohort)
    assert await outcome(empty, first) == Reason.UNWANTED.value
    await close_window(empty.made, empty.lead, new.cohort)
    assert await outcome(empty, second) == Reason.UNWANTED.value


async def test_an_open_cohort_leaves_nothing_to_wait_for(empty: House) -> None:
    await empty.open()
    assert (await empty.made.joining.interests.want(actor(WAITS), empty.cohort))[1] is None
    async with empty.store.read() as db:
        assert await db.people.by_user(UserId(WAITS)) is None, "and nothing is kept"


async def test_a_draft_and_another_server_s_cohort_are_known_to_nobody(empty: House) -> None:
    for who, cohort in ((actor(WAITS), empty.cohort), (actor(WAITS), CohortId(3)), (actor(WAITS, None), CohortId(2))):
        with pytest.raises(Refusal) as no:
            await empty.made.joining.interests.want(who, cohort)
        assert no.value.why is Why.NO_SUCH_COHORT


async def test_the_board_offers_word_of_what_is_not_open_and_topics_when_there_is_nothing(empty: House) -> None:
    board = buttons(board_words.board(await empty.made.cohort.cohorts.board(actor(WAITS))))
    assert set(board) == {"ask"}, "a draft's topic is nobody's business"
    await shut(empty)
    board = buttons(board_words.board(await empty.made.cohort.cohorts.board(actor(WAITS))))
    assert board == {"tell-me": (empty.cohort,), "ask": ()}
    async with empty.store.begin() as db:
        await db.cohorts.step(empty.cohort, CohortState.COMPLETE)
    shown = board_words.board(await empty.made.cohort.cohorts.board(actor(WAITS)))
    assert "No cohort is open" in shown.text
    assert buttons(shown) == {"tell-me": (empty.cohort,), "ask": ()}


async def test_news_go_once_to_those_who_read_them_when_the_button_is_pressed(empty: House) -> None:
    interests = empty.made.joining.interests
    for user in (WAITS, WAITS + 1, WAITS + 1):
        await interests.news_in(actor(user), PROGRAM)
    await interests.news_in(actor(WAITS + 2, THERE), ProgramId(2))
    bulletin, _, readers = await interests.draft_news(empty.manager, "A new year", "Three cohorts open in October.")
    assert readers == 2
    assert not await told(empty, "news"), "a preview sends nothing"
    assert [(await interests.send_news(empty.manager, bulletin.id))[1] for _ in range(2)] == [2, None]
    first, second = await told(empty, "news")
    assert (first.class_, first.last_useful) == (Class.INVITATION, empty.clock.now() + timedelta(days=14))
    await interests.news_out(actor(WAITS), PROGRAM)
    assert await outcome(empty, first) == Reason.UNWANTED.value
    assert await outcome(empty, second) == "sent"


async def test_another_server_s_manager_sends_nobody_s_news(empty: House) -> None:
    bulletin, *_ = await empty.made.joining.interests.draft_news(empty.manager, "A new year", "Three cohorts open in October.")
    with pytest.raises(Refusal) as no:
        await empty.made.joining.interests.send_news(actor(52, THERE, manager=True), bulletin.id)
    assert no.value.why is Why.STALE


async def test_news_wait_when_somebody_has_been_asked_enough_that_week(empty: House) -> None:
    interests = empty.made.joining.interests
    await interests.news_in(actor(WAITS), PROGRAM)
    for number in range(gate.BUDGET + 1):
        bulletin, *_ = await interests.draft_news(empty.manager, f"News {number}", "All is well.")
        await interests.send_news(empty.manager, bulletin.id)
    rows = sorted(await told(empty, "news"), key=lambda row: row.key)
    for number, row in enumerate(rows[: gate.BUDGET]):
        await posted(empty, row.key, 9000 + number)
    assert await outcome(empty, rows[-1]) == Reason.BUDGET.value


async def test_somebody_without_a_cohort_finds_news_and_openings_on_their_own_page(empty: House) -> None:
    await shut(empty)
    me = own_words.me(await empty.made.own.people.me(actor(WAITS)))
    assert buttons(me)["news-in"] == (PROGRAM,)
    await empty.made.joining.interests.want(actor(WAITS), empty.cohort)
    await empty.made.joining.interests.news_in(actor(WAITS), PROGRAM)
    me = own_words.me(await empty.made.own.people.me(actor(WAITS)))
    assert "I tell you when a cohort opens on Justice." in me.text
    assert "You get the news of House 1001." in me.text
    assert {"news-out", "tell-me-nothing"} <= set(buttons(me))
    await empty.made.joining.interests.stop_all(actor(WAITS), PROGRAM)
    assert "opens on" not in own_words.me(await empty.made.own.people.me(actor(WAITS))).text


async def test_an_answer_shows_on_the_page_of_somebody_without_a_cohort(empty: House) -> None:
    view = await empty.made.joining.questions.ask(actor(WAITS), None, "May I bring a guest?")
    await empty.made.joining.questions.answer(empty.manager, view.question.id, "Please do.")
    await posted(empty, f"question/{view.question.id}/answer/1", 9100)
    assert "an answer to a question" in own_words.me(await empty.made.own.people.me(actor(WAITS))).text


async def test_whoever_sees_a_coming_cohort_on_the_board_may_ask_to_hear_when_it_opens(empty: House) -> None:
    new = await again(empty)
    await empty.made.joining.windows.open(empty.lead, new.cohort, "2026-12-20", "2026-11-30")
    page = board_words.board(await empty.made.cohort.cohorts.board(actor(WAITS)))
    assert buttons(page)["tell-me"] == (new.cohort,)
    cohort, is_new = await empty.made.joining.interests.want(actor(WAITS), new.cohort)
    assert (cohort.id, is_new) == (new.cohort, True)
    empty.clock.move_to(cohort.opens_at or empty.clock.now())
    await Turns(empty.made.sending.units, empty.clock, empty.made.by_time).run_due()
    assert [one.message for one in await told(empty)] == ["interest-opened"]


async def test_a_draft_does_not_exist_for_strangers_whatever_they_try(empty: House) -> None:
    new, signups = await again(empty), empty.made.joining.signups
    for attempt in (
        lambda: signups.first_form(actor(WAITS), new.cohort),
        lambda: signups.save_why(actor(WAITS), new.cohort, "Because", "", "other", "", "3"),
        lambda: empty.made.joining.interests.want(actor(WAITS), new.cohort),
        lambda: empty.made.cohort.cohorts.timeline(actor(WAITS), new.cohort),
    ):
        with pytest.raises(Refusal) as refused:
            await attempt()
        assert refused.value.why is Why.NO_SUCH_COHORT


async def test_news_go_to_nobody_who_did_not_ask_for_them(line: Line) -> None:
    await full(line, 25)
    made = line.house.made
    await made.joining.interests.want(actor(26), line.house.cohort)
    await made.joining.questions.ask(actor(27), line.house.cohort, "When?")
    await line.attest(28)
    bulletin, _, readers = await made.joining.interests.draft_news(line.house.manager, "News", "All is well.")
    assert readers == 0
    assert (await made.joining.interests.send_news(line.house.manager, bulletin.id))[1] == 0
