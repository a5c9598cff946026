"""What went wrong elsewhere when people signed up, waited and were chosen; each is a sentence that holds here."""

import asyncio
from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState, Policy
from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState, Decision
from messages.own import people as people_words
from tests.services.conftest import actor, close_window, house_on
from tests.services.waiting import A_DAY, Line, begins, comes_first, full

DECIDED_NO_MORE = (CohortState.CLOSING, CohortState.COMPLETE)


# --- The line ---


async def test_nobody_is_offered_a_place_once_the_thing_has_begun_or_is_about_to(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.wait(await begins(line) - 2 * A_DAY)
    await line.leave(21)
    assert await line.asked() == {first}
    await line.wait(A_DAY + timedelta(hours=1))
    await line.leave(22)
    await line.wait(3 * A_DAY)
    await line.leave(23)
    await line.house.made.cohort.cohorts.edit(line.house.lead, line.house.cohort, "Justice", "Justice", "6", "")
    assert await line.state(second) is ApplicationState.WAITLISTED
    assert (await line.of(second)).offers == 0


async def test_an_offer_that_a_hard_week_held_back_does_not_come_after_the_session_and_the_facilitator_is_asked(line: Line) -> None:
    (first,) = await full(line, 25)
    await line.wait()
    sent = await line.sent("offer")
    await line.house.made.own.people.pause(actor(first), 60)
    await line.leave(21)
    await line.wait(await begins(line) + A_DAY)
    await line.house.made.own.people.resume(actor(first))
    await line.wait(10 * A_DAY)
    assert await line.sent("offer") == sent, "what it offered has begun"
    assert await line.state(first) is ApplicationState.OFFERED, "the place is held until a person has decided"
    assert await line.sent("offer-unreached") == 1


async def test_the_first_in_line_is_asked_first_also_when_their_messages_are_closed(line: Line) -> None:
    first, *others = await full(line, 25, 26, 27)
    line.far.closed = {first}
    await line.leave(21)
    await line.wait(2 * A_DAY)
    assert await line.asked() == {first}
    assert await line.waiting() == others


async def test_whoever_is_passed_over_keeps_their_turn_and_has_it_before_all_behind_them(line: Line) -> None:
    first, second, third = await full(line, 25, 26, 27)
    await line.attest(second, third)
    await line.leave(21)
    assert await line.asked() == {second}
    assert await line.waiting() == [first, third]
    await line.attest(first)
    assert await line.asked() == {second}, "no place is free"
    await line.leave(22)
    assert await line.asked() == {first, second}
    assert await line.waiting() == [third]


async def test_whoever_takes_a_place_and_gives_it_back_is_not_asked_again_and_the_place_is_counted(line: Line) -> None:
    first, second, third = await full(line, 25, 26, 27)
    await line.leave(21)
    await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)
    assert await line.taken() == 4
    await line.leave(first)
    assert await line.asked() == {second}
    await line.leave(22)
    assert await line.asked() == {second, third}
    assert await line.taken() == 4
    await line.leave(23)
    await line.wait(2 * A_DAY)
    assert await line.taken() == 3, "nobody waits any more, and the place is free"
    assert (await line.of(first)).offers == 1
    with pytest.raises(Refusal):
        await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)


async def test_whoever_says_that_they_cannot_is_not_asked_again(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.leave(21)
    await line.leave(first)
    assert await line.asked() == {second}
    await line.leave(second)
    await line.leave(22)
    await line.wait(2 * A_DAY)
    assert await line.asked() == set()
    assert await line.taken() == 2


@pytest.mark.parametrize("state", DECIDED_NO_MORE)
async def test_nobody_in_the_line_is_asked_when_nothing_is_decided_any_more(line: Line, state: CohortState) -> None:
    waiting = await full(line, 25, 26)
    await line.overwrite(state=state.value)
    await line.leave(21)
    await line.attest(*waiting)
    await line.wait(2 * A_DAY)
    assert await line.waiting() == waiting


async def test_nobody_in_the_line_is_asked_while_a_person_still_chooses(line: Line) -> None:
    waiting = await full(line, 25, 26)
    await line.overwrite(state=CohortState.SELECTING.value)
    await line.leave(21)
    await line.attest(*waiting)
    await line.wait(2 * A_DAY)
    assert await line.waiting() == waiting


async def test_one_sees_ones_place_in_the_line_and_may_leave_it(line: Line) -> None:
    first, second, third = await full(line, 25, 26, 27)

    async def page(user: int) -> str:
        return people_words.me(await line.house.made.own.people.me(actor(user))).text

    for place, user in enumerate((first, second, third), start=1):
        assert f"number {place}." in await page(user)
    await line.leave(second)
    assert "number 2." in await page(third)
    assert "waiting list" not in await page(second)
    await line.leave(21)
    await line.leave(22)
    assert await line.asked() == {first, third}
    assert await line.state(second) is ApplicationState.WITHDRAWN


async def test_the_line_at_publishing_begins_behind_those_who_wait_already(line: Line) -> None:
    await line.attest(*range(21, 26))
    await comes_first(line, 21, 22, 23, 24, 25, 26, 27)
    assert await line.waiting() == [25]
    await close_window(line.house.made, line.house.lead, line.house.cohort)
    drawn = await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    assert {one.application.proposed for one in drawn.lines} == {Decision.WAIT}
    await line.house.select()
    assert (await line.waiting())[0] == 25
    assert set(await line.waiting()) == {25, 26, 27}
    await line.attest(26, 27)
    await line.leave(21)
    assert await line.asked() == {25}


async def test_a_free_place_goes_to_whoever_comes_in_standing_past_those_who_are_passed_over(line: Line) -> None:
    await line.attest(*range(21, 26))
    await comes_first(line, 21, 22, 23, 24, 25)
    await line.attest(25, good=False)
    await line.leave(21)
    assert await line.asked() == set(), "the one who waits is passed over"
    await line.attest(26)
    await line.house.apply(26)
    assert await line.asked() == {26}
    assert await line.waiting() == [25]
    await line.attest(25)
    await line.leave(22)
    assert await line.asked() == {25, 26}


# --- Doors ---


async def test_no_second_door_leads_into_a_full_cohort(line: Line) -> None:
    made, cohort = line.house.made, line.house.cohort
    first, second = await full(line, 25, 26)
    await line.leave(21)
    offered = await line.of(first)
    assert await line.taken() == 4
    with pytest.raises(Refusal) as no:
        await made.joining.waitlist.accept(actor(second), cohort)
    assert no.value.why is Why.NO_OFFER, "not yours yet"
    await made.joining.waitlist.settle(line.house.lead, cohort, offered.id, offered.offers, theirs=False)
    assert await line.asked() == {second}
    for attempt in (
        made.joining.waitlist.accept(actor(first), cohort),
        made.joining.waitlist.settle(line.house.lead, cohort, offered.id, 1, theirs=True),
    ):
        with pytest.raises(Refusal) as no:
            await attempt
        assert no.value.why in {Why.NO_OFFER, Why.STALE}, "it went to the next in line"
    with pytest.raises(Refusal) as no:
        await made.cohort.cohorts.edit(line.house.lead, cohort, "Justice", "Justice", "3", "")
    assert no.value.why is Why.TOO_FEW_PLACES, "what is offered is a place too"
    await made.joining.waitlist.rejoin(actor(first), cohort)
    assert await line.waiting() == [first]
    await line.overwrite(state=CohortState.OPEN.value, policy=Policy.FIRST_COME.value, closes_at=None)
    await line.house.apply(30)
    assert await line.waiting() == [first, 30], "who comes to a full cohort waits, behind whoever waits already"
    with pytest.raises(Refusal) as no:
        await line.house.select(30)
    assert no.value.why is Why.NO_DRAFT, "nobody is left to be decided on"
    await made.joining.waitlist.accept(actor(second), cohort)
    assert await line.inside() == {22, 23, 24, second}


async def test_two_who_take_the_last_place_at_the_same_moment_are_one_inside_and_one_first_in_line(line: Line, opened_url: str) -> None:
    await comes_first(line, 21, 22, 23)
    other = await house_on(opened_url, line.house.clock.now())  # a second process, with a connection of its own
    rivals = (25, 26)
    for user in rivals:
        await line.house.made.joining.signups.save_why(actor(user), line.house.cohort, "It is asked of me.", "", "campus", "", "3")
    await asyncio.gather(
        *(
            house.made.joining.signups.save_when(actor(user), line.house.cohort, "New York", "none", (), committed=True)
            for user, house in zip(rivals, (line.house, other), strict=True)
        )
    )
    await other.store.close()
    inside = await line.inside()
    assert len(inside) == 4
    assert len(inside & set(rivals)) == 1
    assert await line.waiting() == [user for user in rivals if user not in inside]


async def test_one_freed_place_is_offered_once_however_many_see_it_free_at_the_same_moment(line: Line, opened_url: str) -> None:
    first, second, *_ = await full(line, 25, 26, 27, 28)
    other = await house_on(opened_url, line.house.clock.now())
    await asyncio.gather(
        line.house.made.joining.signups.withdraw(actor(21), line.house.cohort),
        other.made.joining.signups.withdraw(actor(22), line.house.cohort),
        other.made.joining.standings.attest(line.house.manager, UserId(40), "Person 40", False, None),
        line.house.made.cohort.cohorts.edit(line.house.lead, line.house.cohort, "Justice", "Justice", "4", ""),
    )
    await other.store.close()
    assert await line.taken() <= 4
    assert (await line.asked()) <= {first, second}


async def test_two_who_publish_at_the_same_moment_decide_once(line: Line, opened_url: str) -> None:
    for user in range(21, 28):
        await line.house.apply(user)
    await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    mark = (await line.house.made.joining.selection.preview(line.house.lead, line.house.cohort)).fingerprint
    other = await house_on(opened_url, line.house.clock.now())
    outcomes = await asyncio.gather(
        line.house.made.joining.selection.publish(line.house.lead, line.house.cohort, mark),
        other.made.joining.selection.publish(line.house.manager, line.house.cohort, mark),
        return_exceptions=True,
    )
    await other.store.close()
    (no,) = [one for one in outcomes if isinstance(one, BaseException)]
    assert isinstance(no, Refusal)
    assert no.why is Why.PLACES_GIVEN
    assert (len(await line.asked()), len(await line.waiting())) == (4, 3)
