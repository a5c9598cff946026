"""An application as it is filled in, sent, changed and taken back."""

import asyncio
from datetime import timedelta

from domain.cohort.cohorts import Cohort, CohortState, Policy
from domain.joining.signups import ApplicationState, Decision
from domain.sending.deliveries import Subject
from messages.ground.words import moment
from messages.joining import signups as words
from tests.services.conftest import House, actor, house_on
from tests.services.drafting import eight_drafted
from tests.services.waiting import Line, comes_first

S = ApplicationState


async def test_whoever_was_asked_once_said_no_and_came_again_has_a_letter_about_what_became_of_it(line: Line) -> None:
    await comes_first(line, 21, 22, 23, 24, 25)
    await line.leave(21)
    assert await line.asked() == {25}
    await line.wait()
    letters = await line.sent("letter")
    await line.leave(25)
    await line.house.apply(26)
    await line.house.apply(25)
    assert await line.state(25) is S.WAITLISTED
    await line.wait()
    assert await line.sent("letter") == letters + 2, "whoever came anew, and whoever came again"


async def test_whoever_opens_their_wishes_again_finds_them_and_loses_none(line: Line) -> None:
    house = line.house
    await house.apply(21)
    await house.made.joining.signups.save_wishes(actor(21), house.cohort, (22,), (23, 24))
    form = await house.made.joining.signups.wishes_form(actor(21), house.cohort)
    assert {field.name: field.value for field in form.fields} == {"wanted": "22", "never": "23 24"}


async def test_whoever_comes_first_reads_at_once_what_it_gave_and_gets_one_letter(line: Line) -> None:
    await comes_first(line, 21, 22, 23, 24)
    house = line.house
    await house.made.joining.signups.save_why(actor(25), house.cohort, "why", "", "campus", "", "3")
    view = await house.made.joining.signups.save_when(actor(25), house.cohort, "London", "none", (), committed=True)
    text = words.applied(view).text
    assert "number 1 on the waiting list" in text
    assert "read every application" not in text
    await line.wait()
    assert (await line.sent("received"), await line.sent("letter")) == (0, 5)


async def test_withdrawing_twice_says_the_same_twice(line: Line) -> None:
    await line.house.apply(21)
    once = await line.house.made.joining.signups.withdraw(actor(21), line.house.cohort)
    again = await line.house.made.joining.signups.withdraw(actor(21), line.house.cohort)
    assert words.withdrawn(once.cohort, once.was) == words.withdrawn(again.cohort, again.was)


async def test_whoever_applies_again_is_looked_at_anew(line: Line) -> None:
    await eight_drafted(line)
    made, cohort = line.house.made.joining.selection, line.house.cohort
    before = await line.of(21)
    await made.choose(line.house.lead, cohort, 0, {int(before.id)}, Decision.DECLINE)
    await line.leave(21)
    await line.house.apply(21, why="Something has changed.")
    again = await line.of(21)
    assert (again.proposed, again.grounds, again.because) == (None, (), None)


async def _cohort(line: Line) -> Cohort:
    async with line.house.store.read() as db:
        found = await db.cohorts.get(line.house.cohort)
    assert found is not None
    return found


async def test_a_first_come_cohort_goes_on_when_the_last_one_to_be_decided_on_has_gone(line: Line) -> None:
    await line.attest(21, 22)
    await comes_first(line, 21, 22, 25)
    await line.wait(timedelta(days=25))
    assert (await _cohort(line)).state is CohortState.SELECTING
    await line.leave(25)
    assert (await _cohort(line)).state is CohortState.FORMING


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


async def test_first_come_gives_a_place_to_whoever_applies_while_there_is_one(line: Line) -> None:
    await line.overwrite(policy=Policy.FIRST_COME.value)
    for user in range(21, 26):
        await line.house.apply(user)
    assert [await line.state(user) for user in range(21, 26)] == [S.ACCEPTED] * 4 + [S.WAITLISTED]
    await line.leave(22)
    assert await line.state(25) is S.OFFERED, "the place is asked about, since days may lie between"


async def what_who_leads_reads(house: House, user: int) -> str:
    """Of somebody who steps back."""
    async with house.store.read() as db:
        before = {row.id for row in await db.deliveries.of_cohort(house.cohort)}
    await house.made.joining.signups.withdraw(actor(user), house.cohort)
    async with house.store.read() as db:
        new = [row for row in await db.deliveries.of_cohort(house.cohort) if row.id not in before]
        (row,) = [row for row in new if row.message is Subject.MEMBER_LEFT]
        said = await house.made.pair.composers()[Subject.MEMBER_LEFT](db, row, house.clock.now())
    return str(getattr(said, "text", ""))


async def test_who_leads_reads_what_becomes_of_each_place_that_somebody_left(empty: House) -> None:
    await empty.open()
    for user in range(21, 26):
        await empty.apply(user)
    await empty.select(21, 22, 23, 24)
    assert "The place is offered to the next person on the waiting list." in await what_who_leads_reads(empty, 21)
    assert "Nobody on the waiting list can be offered the place now." in await what_who_leads_reads(empty, 22)
    empty.clock.move_to(empty.clock.now() + timedelta(days=300))
    assert "The waiting list has ended, so the place stays free." in await what_who_leads_reads(empty, 23)


async def test_whoever_signs_up_reads_every_date_of_the_term_before_they_promise_to_come(line: Line) -> None:
    house = line.house
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    saved = await house.made.joining.signups.save_why(actor(21), house.cohort, "why", "", "campus", "", "3")
    text = words.saved(*saved).text
    assert "The group meets 3 times, 90 minutes each." in text
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    assert [str(moment(one.starts_at, "F")) in text for one in sessions] == [True, False, True, True]
