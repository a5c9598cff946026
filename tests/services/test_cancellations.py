"""A cohort is called off: seen first, done once and whole, told to everybody whom it concerns, and nothing of it goes on."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, ProgramId, UserId
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import SessionState
from domain.joining.signups import ApplicationState
from domain.pair.checkins import Answer as CheckInAnswer
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfEvent, OfRole
from domain.sending.gate import Wait
from messages.ground.values import Message
from services.program.facilitators import Somebody
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, THERE, House, actor, posted
from tests.services.curriculum_rights import a_curriculum
from tests.services.test_rights import TABLE, WHO

BECAUSE = "Our teacher is *ill*, and nobody can stand in."


async def call_off(house: House, because: str = BECAUSE) -> int:
    """Seen, and confirmed; gives how many letters that made."""
    seen = await house.made.cohort.cancellations.preview(house.manager, house.cohort, because)
    return (await house.made.cohort.cancellations.cancel(house.manager, house.cohort, seen.mark))[1]


async def rows(house: House, *states: DeliveryState) -> list[Delivery]:
    async with house.store.read() as db:
        return await db.deliveries.of_cohort(house.cohort, frozenset(states or DeliveryState))


async def to_come(house: House) -> set[Subject]:
    """What is still wanted, and composed from what stands then; receipts are not, and say so when their time comes."""
    return {row.message for row in await rows(house, DeliveryState.PENDING) if row.reason != Reason.UNWANTED} - {
        Subject.RECEIVED,
        Subject.PUBLISH_RECEIPT,
    }


async def states(house: House) -> dict[str, ApplicationState]:
    async with house.store.read() as db:
        return {person.name: application.state for application, person in await db.signups.in_cohort(house.cohort)}


async def letters(house: House) -> dict[str, str]:
    """What each would read, by name."""
    found: dict[str, str] = {}
    for row in await rows(house):
        if row.message in {"called-off", "called-off-lead"}:
            async with house.store.read() as db:
                assert row.person is not None
                person = await db.people.get(row.person)
                said = await house.made.cohort.cancellations.composers()[row.message](db, row, house.clock.now())
            assert isinstance(said, Message)
            assert person is not None
            found[person.name] = said.text
    return found


async def why(attempt: Awaitable[Any]) -> Why | None:
    try:
        await attempt
    except Refusal as no:
        return no.why
    return None


async def signing_up(house: House) -> None:
    """Of four places two are taken and two held; one waits."""
    await house.open()
    for user in range(21, 26):
        await house.apply(user)
    await house.select(21, 22)


async def test_all_whom_it_concerns_are_counted_first_and_nothing_has_happened(house: House) -> None:
    seen = await house.made.cohort.cancellations.preview(house.manager, house.cohort, BECAUSE)
    assert (seen.members, seen.offered, seen.waiting, seen.applied, seen.leaders) == (4, 0, 1, 0, 1)
    assert [session.number for session in seen.sessions] == [2, 3, 4]
    assert seen.cohort.because == BECAUSE
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert (cohort.state, cohort.cancelled_at) == (CohortState.MEETING, None)
    assert await letters(house) == {}


async def test_a_native_event_that_is_there_is_counted(house: House) -> None:
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1].id
    await posted(house, f"session/{second}/event/0", 7001)
    assert (await house.made.cohort.cancellations.preview(house.manager, house.cohort, "")).events == 1
    await call_off(house)
    gone = next(row for row in await rows(house, DeliveryState.PENDING) if row.key == f"session/{second}/event/1")
    assert not gone.facts_as(OfEvent).shown


async def test_of_a_season_that_is_called_off_nothing_is_left_to_do_but_to_take_it_away(house: House) -> None:
    await call_off(house)
    left = await to_come(house)
    assert left == {"called-off", "called-off-lead", "session", "session-event"}
    async with house.store.read() as db:
        assert [s.state for s in await db.sessions.of(house.cohort)] == [SessionState.HELD, *[SessionState.CANCELLED] * 3]
        assert await db.turns.next_due() is None or (await db.turns.due(house.clock.now() + timedelta(days=400))) is None
    await house.made.own.people.set_quiet(actor(21), "none")  # whatever a member changes, nothing comes back
    assert await to_come(house) == left


async def test_a_session_that_is_just_going_on_was_held(house: House) -> None:
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    house.clock.move_to(second.starts_at + timedelta(minutes=5))
    await call_off(house)
    async with house.store.read() as db:
        assert (await db.sessions.of(house.cohort))[1].state is SessionState.HELD


async def test_offers_applications_and_the_line_end_and_who_had_a_place_had_it(empty: House) -> None:
    await signing_up(empty)
    assert await call_off(empty) == 6
    assert await states(empty) == {
        "Person 21": ApplicationState.ACCEPTED, "Person 22": ApplicationState.ACCEPTED, "Person 23": ApplicationState.CANCELLED,
        "Person 24": ApplicationState.CANCELLED, "Person 25": ApplicationState.CANCELLED,
    }  # fmt: skip
    async with empty.store.read() as db:
        assert await db.signups.waiting(empty.cohort) == []
        assert await db.cohorts.count_taken(empty.cohort) == 2
        assert await db.turns.due(empty.clock.now() + timedelta(days=400)) is None
    assert await to_come(empty) == {"called-off", "called-off-lead"}


async def test_each_letter_makes_sense_alone(empty: House) -> None:
    await signing_up(empty)
    await call_off(empty)
    texts = await letters(empty)
    assert texts.keys() == {f"Person {n}" for n in (3, 21, 22, 23, 24, 25)}
    for name, text in texts.items():
        assert text.startswith((f"Hello {name}. I am sorry to write this: **Justice**", f"Hello {name}. **Justice**, which you lead"))
        assert "Our teacher is \\*ill\\*, and nobody can stand in." in text
        assert "nothing you need to do" in text
        assert "noa@example.org" in text
    assert "where you have a place" in texts["Person 21"]
    assert sum("where a place was held for you" in text for text in texts.values()) == 2
    assert sum("where you are on the waiting list" in text for text in texts.values()) == 1
    assert all("will not take place" in texts[f"Person {n}"] for n in range(21, 26))


async def test_who_had_begun_is_told_that_it_does_not_go_on(house: House) -> None:
    await call_off(house, "")
    texts = await letters(house)
    assert all("does not go on" in texts[f"Person {n}"] for n in range(21, 26))
    assert not any("reason" in text for text in texts.values())
    assert "come first" in texts["Person 25"]
    assert "come first" not in texts["Person 21"], "they have met"


async def test_pressed_twice_it_says_what_stands(empty: House) -> None:
    await signing_up(empty)
    seen = await empty.made.cohort.cancellations.preview(empty.manager, empty.cohort, "")
    first = await empty.made.cohort.cancellations.cancel(empty.manager, empty.cohort, seen.mark)
    before = await rows(empty)
    assert (await empty.made.cohort.cancellations.cancel(empty.manager, empty.cohort, seen.mark))[1] == first[1]
    assert await rows(empty) == before
    assert await why(empty.made.cohort.cancellations.form(empty.manager, empty.cohort)) is Why.CALLED_OFF


@pytest.mark.parametrize("changed", ["another reason", "somebody leaves", "somebody accepts"])
async def test_what_has_changed_since_the_preview_is_shown_again_first(empty: House, changed: str) -> None:
    await signing_up(empty)
    seen = await empty.made.cohort.cancellations.preview(empty.manager, empty.cohort, BECAUSE)
    if changed == "another reason":
        await empty.made.cohort.cancellations.preview(empty.manager, empty.cohort, "Too few.")
    elif changed == "somebody leaves":
        await empty.made.joining.signups.withdraw(actor(25), empty.cohort)
    else:
        offered = min(name for name, state in (await states(empty)).items() if state is ApplicationState.OFFERED)
        await empty.made.joining.waitlist.accept(actor(int(offered.split()[1])), empty.cohort)
    assert await why(empty.made.cohort.cancellations.cancel(empty.manager, empty.cohort, seen.mark)) is Why.STALE
    assert await letters(empty) == {}


async def test_an_offer_that_is_accepted_at_the_same_moment_is_a_place_or_is_over_and_never_half(empty: House) -> None:
    await signing_up(empty)
    offered = [int(name.split()[1]) for name, state in (await states(empty)).items() if state is ApplicationState.OFFERED]
    seen = await empty.made.cohort.cancellations.preview(empty.manager, empty.cohort, "")
    yes = empty.made.joining.waitlist.accept(actor(offered[0]), empty.cohort)
    off = empty.made.cohort.cancellations.cancel(empty.manager, empty.cohort, seen.mark)
    accepted, ended = await asyncio.gather(why(yes), why(off))
    assert {accepted, ended} in ({None, Why.STALE}, {None, Why.CALLED_OFF})
    if ended is not None:
        assert await call_off(empty) == 6
    assert set((await states(empty)).values()) == {ApplicationState.ACCEPTED, ApplicationState.CANCELLED}
    async with empty.store.read() as db:
        members = {person.name for person in await db.cohorts.members(empty.cohort)}
    assert members == {name for name, state in (await states(empty)).items() if state is ApplicationState.ACCEPTED}
    assert len(await letters(empty)) == 6


async def test_whoever_was_turned_away_and_has_not_heard_it_hears_this_instead(empty: House) -> None:
    await empty.open()
    for user in range(21, 24):
        await empty.apply(user)
    async with empty.store.begin() as db:
        for application, person in await db.signups.in_cohort(empty.cohort):
            if person.name != "Person 21":
                await db.signups.decide(application.id, ApplicationState.DECLINED, empty.clock.now())
        await empty.made.sending.deliveries.reconcile(db, empty.cohort)
    await posted(empty, min(row.key for row in await rows(empty, DeliveryState.PENDING) if row.message == "letter"), 7002)
    await call_off(empty)
    assert await states(empty) == {
        "Person 21": ApplicationState.CANCELLED, "Person 22": ApplicationState.DECLINED, "Person 23": ApplicationState.CANCELLED,
    }  # fmt: skip
    assert (await letters(empty)).keys() == {"Person 3", "Person 21", "Person 23"}


async def test_a_receipt_or_word_of_a_partner_that_waited_does_not_come_after_it(house: House) -> None:
    await house.made.joining.signups.withdraw(actor(24), house.cohort)
    await call_off(house)
    for row in await rows(house, DeliveryState.PENDING):
        if row.message in {"member-left", "partner-left", "received"}:
            async with house.store.read() as db:
                composers = house.made.joining.composers() | house.made.pair.composers()
                assert await composers[row.message](db, row, house.clock.now()) is Reason.UNWANTED


STILL = {  # what only looks, says what stood before, or is not about going on
    "cohorts.timeline", "cohorts.today", "undelivered.dismiss", "undelivered.again", "cancellations.cancel",
    "copies.copy", "facilitators.appoint", "facilitators.remove", "questions.ask", "questions.answer", "questions.pass_on",
    "interests.want", "interests.stop",
}  # fmt: skip
OF_NO_COHORT = {"people", "calendars", "programs", "setups", "reports", "standings", "rosters", "dates"}
PRESSED = sorted(name for name in TABLE if name.split(".")[0] not in OF_NO_COHORT)
OTHERS = {
    "cohorts.create", "cohorts.board", "cohorts.choices", "reflections.mine", "reflections.take_back",
    "undelivered.page", "undelivered.all_again",
    "undelivered.dismiss_all", "prompts.next_prompt_form",
    "questions.form", "questions.answer_form", "questions.pick", "questions.send_picked", "interests.stop_all", "interests.news_in",
    "interests.news_out", "interests.news_form", "interests.draft_news", "interests.send_news",
}  # fmt: skip


async def test_every_other_act_on_it_is_refused_in_words(house: House) -> None:
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, CheckInAnswer.HELP)  # times are proposed
    await a_curriculum(house)
    await call_off(house)
    for method in PRESSED:
        attempt, may = TABLE[method]
        for who in sorted(may) if method not in STILL | OTHERS else ():
            if who not in {"outsider", "outsider, by direct message"}:
                assert await why(attempt(house, WHO[who]())) is Why.CALLED_OFF, (method, who)


async def test_who_led_it_may_still_be_relieved_of_the_room_and_nobody_takes_it_over(house: House) -> None:
    await call_off(house)
    view = await house.made.program.facilitators.remove(house.manager, house.cohort, Somebody(UserId(3), "Person 3"))
    assert view.leaders == ()
    new = Somebody(UserId(70), "Person 70")
    assert await why(house.made.program.facilitators.appoint(house.manager, house.cohort, new, {})) is Why.WRONG_STATE


async def test_one_may_still_ask_about_it_and_hear_of_the_next_one_on_its_topic(house: House) -> None:
    await call_off(house)
    await house.made.joining.questions.ask(actor(21), house.cohort, "May I write to the others?")
    assert (await house.made.joining.interests.want(actor(21, None), house.cohort))[1] is True
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        assert await db.interests.topics(ProgramId(1), person.id) == ["justice"]


async def test_a_draft_that_is_called_off_is_nobody_s_business(empty: House) -> None:
    assert await call_off(empty) == 1
    assert (await letters(empty)).keys() == {"Person 3"}
    assert await why(empty.made.joining.interests.want(actor(90), empty.cohort)) is Why.NO_SUCH_COHORT
    assert await why(empty.made.joining.questions.ask(actor(90), empty.cohort, "What was it?")) is Why.NO_SUCH_COHORT


async def test_what_is_complete_is_not_called_off(empty: House) -> None:
    async with empty.store.begin() as db:
        await db.cohorts.step(empty.cohort, CohortState.COMPLETE)
    assert await why(empty.made.cohort.cancellations.form(empty.manager, empty.cohort)) is Why.WRONG_STATE
    assert await why(empty.made.cohort.cancellations.cancel(empty.manager, empty.cohort, 0)) is Why.WRONG_STATE


async def test_one_s_own_page_and_help_say_it_for_a_while_and_ask_nothing(house: House) -> None:
    await call_off(house)
    for user in (21, 25):
        own = await house.made.own.people.me(actor(user))
        assert [cohort.title for cohort in own.called_off] == ["Justice"]
        assert (own.cohorts, own.applications, own.open) == ((), (), ())
    assert not any(title == "Justice" for _, title in (await house.made.own.people.help(house.lead)).steps)
    _, partners = await house.made.own.people.pause(actor(21), 7)
    assert partners == ()
    house.clock.move_to(house.clock.now() + timedelta(days=61))
    assert (await house.made.own.people.me(actor(21))).called_off == ()


async def test_the_pages_of_staff_say_it(house: House) -> None:
    await call_off(house)
    plan = await house.made.cohort.cohorts.timeline(house.manager, house.cohort)
    assert {(line.message, line.people) for line in plan.lines} == {("called-off", 5), ("called-off-lead", 1)}
    page = await house.made.cohort.cohorts.today(house.lead, house.cohort)
    assert (page.next_session, page.round, page.quiet) == (None, None, ())
    first = (await house.made.program.reports.overview(house.manager)).lines
    assert next(line for line in first if line.cohort.id == house.cohort).next_session is None
    acts = (await house.made.program.reports.record(house.manager)).lines
    assert (acts[0].act.act, acts[0].act.facts) == ("cancel-cohort", {"count": 5})


async def test_the_role_of_members_goes_back_once_they_have_read_why_and_who_leads_keeps_theirs(empty: House) -> None:
    await signing_up(empty)
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, role=77)
        await empty.made.sending.deliveries.reconcile(db, empty.cohort)
    await call_off(empty)
    back = [row for row in await rows(empty, DeliveryState.PENDING) if row.message == "role-back"]
    assert len(back) == 2
    assert not [row for row in await rows(empty, DeliveryState.PENDING) if row.message == "role"]
    compose = empty.made.joining.signups.composers()[Subject.ROLE_BACK]
    async with empty.store.read() as db:
        assert isinstance(await compose(db, back[0], empty.clock.now()), Wait)
    letter = back[0].facts_as(OfRole).after
    assert letter is not None
    await posted(empty, letter, 7003)
    async with empty.store.read() as db:
        assert isinstance(await compose(db, back[0], empty.clock.now()), Message)


async def _away(house: House, *users: int) -> set[str]:
    """Who of them another cohort of the program would count as turned away before."""
    async with house.store.read() as db:
        people = {person.id: person.name for user in users if (person := await db.people.by_user(UserId(user))) is not None}
        return {people[person] for person in await db.signups.turned_away(people, CohortId(2))}


async def test_whom_it_leaves_without_a_place_stands_first_another_time(empty: House) -> None:
    await signing_up(empty)
    assert await _away(empty, 21, 22, 23, 24, 25) == set()
    await call_off(empty)
    assert await _away(empty, 21, 22, 23, 24, 25) == {f"Person {n}" for n in range(21, 26)}


async def test_who_has_met_in_it_had_a_place_and_who_only_waited_had_none(house: House) -> None:
    await call_off(house)
    assert await _away(house, 21, 22, 23, 24, 25) == {"Person 25"}


async def test_another_server_knows_nothing_of_it(house: House) -> None:
    for who in (actor(52, THERE, manager=True), actor(2, HERE)):
        assert await why(house.made.cohort.cancellations.preview(who, house.cohort, "")) in {Why.NO_SUCH_COHORT, Why.NOT_ALLOWED}
