"""The line for a place: who is asked in which order, who is passed over, and how the line ends."""

import asyncio
from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, UserId
from domain.joining.signups import ApplicationState, Decision
from messages.joining import signups as words
from messages.own import people as people_words
from services.group.series import Rule
from services.joining.waitlist import view_of
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import House, actor, close_window, house_on
from tests.services.dated import told
from tests.services.waiting import A_DAY, Line, begins, comes_first, corner, full, opened

S = ApplicationState

DECIDED_NO_MORE = (CohortState.CLOSING, CohortState.COMPLETE)


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


async def test_whoever_waits_hears_once_that_the_line_has_ended_and_reads_it_in_their_corner(line: Line) -> None:
    (last,) = await full(line, 25)
    await line.house.begin()
    assert "number 1" in (await corner(line, last)).text
    await line.wait(60 * A_DAY)
    assert await line.state(last) is S.WAITLISTED
    assert await line.sent("waitlist-over") == 1
    said = await corner(line, last)
    assert "the waiting list has come to its end" in said.text
    assert "number" not in said.text


async def test_whoever_left_or_has_a_place_hears_of_no_end_of_a_line(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.leave(second)
    await line.leave(21)
    await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)
    await line.house.begin()
    await line.wait(60 * A_DAY)
    assert await line.sent("waitlist-over") == 0


async def test_whoever_is_put_in_the_line_when_it_offers_nothing_any_more_reads_just_that(line: Line) -> None:
    house = line.house
    for user in range(21, 26):
        await house.apply(user)
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    house.clock.move_to(first.starts_at - timedelta(hours=20))
    await house.select()
    (last,) = await line.waiting()
    text = words.letter(await view_of_user(line, last), Decision.WAIT).text
    assert "no more are offered this time" in text
    assert "waiting list" not in text
    await line.wait(3 * A_DAY)
    assert await line.sent("waitlist-over") == 0


@pytest.mark.parametrize("what", ["nothing", "open", "coming", "applied"])
async def test_who_got_no_place_reads_of_other_communities_only_where_one_is_open_or_coming_for_them(line: Line, what: str) -> None:
    house = line.house
    (last,) = await full(line, 25)
    await house.begin()
    if what != "nothing":
        other = House(house.made, house.clock, CohortId(2))
        await opened(other, 4, Rule(2, 1, "13:00", 4, "2027-01"))
        if what == "coming":
            async with house.store.begin() as db:
                await overwrite(db, cohorts, CohortId(2), state=CohortState.DRAFT.value)
        if what == "applied":
            await other.apply(last)
    letters = told(line, "No more places opened up in **Justice** this time.")
    await line.wait(60 * A_DAY)
    ((user, text),) = letters
    assert user == last
    assert ("Other communities are open or coming: `/cohorts` shows them." in text) is (what in {"open", "coming"})
    assert text.startswith("Hi Person.")


async def view_of_user(line: Line, user: int) -> words.Signup:
    application = await line.of(user)
    async with line.house.store.read() as db:
        return await view_of(db, application, line.house.clock.now())


async def test_the_end_of_a_line_is_told_also_where_the_last_session_by_which_it_moves_is_called_off(line: Line) -> None:
    await full(line, 25)
    await line.overwrite(offers_until=4)
    await line.house.begin()
    await line.wait()
    seen = await line.house.made.group.sessions.preview_cancel(line.house.lead, line.house.cohort, 4)
    await line.house.made.group.sessions.cancel(line.house.lead, line.house.cohort, 4, seen.session.revision)
    await line.wait(3 * A_DAY)
    assert await line.sent("waitlist-over") == 1
