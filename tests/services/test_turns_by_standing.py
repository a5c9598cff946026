"""Standing that is confirmed lets people have their turn: a manager sees whom and what before the press, and it is no one else's."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import Policy
from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from messages.ground.places import Advance
from messages.joining import roster as roster_words
from messages.joining import standing as words
from tests.services.conftest import actor
from tests.services.waiting import Line, comes_first, full

S = ApplicationState


def file_of(*users: int, good: str = "yes") -> bytes:
    return "\n".join(["name,good", *(f"Person {user},{good}" for user in users)]).encode()


def named(gives: Advance | None) -> list[tuple[str, ApplicationState]]:
    return [] if gives is None else [(name, to) for name, _, to in gives.given]


async def unsettled_who_came_first(line: Line) -> None:
    """Places go to whoever comes first; six have come, and of none of them anything is known."""
    await line.attest(99)
    await comes_first(line, 21, 22, 23, 24, 25, 26)


async def test_a_file_of_standing_is_previewed_with_whom_it_gives_a_place_and_does_just_that(line: Line) -> None:
    await unsettled_who_came_first(line)
    made, house = line.house.made, line.house
    seen = await made.joining.rosters.preview(house.manager, file_of(26, 25, 24, 22, 21))
    assert named(seen.gives) == [(f"Person {user}", S.ACCEPTED) for user in (21, 22, 24, 25)] + [("Person 26", S.WAITLISTED)]
    text = roster_words.preview(seen).text
    assert "5 people have their turn by it" in text
    assert "**Person 26**: a place on the waiting list of Justice" in text
    assert await line.inside() == set(), "seen is not done"
    assert seen.gives is not None
    outcome = await made.joining.rosters.take_in(house.manager, seen.number, seen.gives.mark)
    assert (await line.inside(), await line.waiting()) == ({21, 22, 24, 25}, [26])
    assert await line.state(23) is S.APPLIED
    told = roster_words.imported(outcome).text
    assert "5 people had their turn by it" in told
    assert "sends nothing" not in told
    again = await made.joining.rosters.take_in(house.manager, seen.number, seen.gives.mark)
    assert "5 people had their turn by it" in roster_words.imported(again).text


async def test_a_file_that_gives_places_to_others_by_now_is_looked_at_again_first(line: Line) -> None:
    await unsettled_who_came_first(line)
    made, house = line.house.made, line.house
    seen = await made.joining.rosters.preview(house.manager, file_of(21))
    await line.leave(21)
    assert seen.gives is not None
    with pytest.raises(Refusal) as no:
        await made.joining.rosters.take_in(house.manager, seen.number, seen.gives.mark)
    assert no.value.why is Why.STALE
    fresh = await made.joining.rosters.lines(house.manager, seen.number)
    assert fresh.gives is None
    assert "sends nothing to anybody" in roster_words.imported(await made.joining.rosters.take_in(house.manager, seen.number, 0)).text


async def test_whoever_was_attested_after_the_preview_stays_as_they_are_and_gets_nothing_by_the_file(line: Line) -> None:
    await unsettled_who_came_first(line)
    made, house = line.house.made, line.house
    seen = await made.joining.rosters.preview(house.manager, file_of(21, 22))
    line.house.clock.move_to(line.house.clock.now() + timedelta(minutes=1))
    await line.attest(21, good=False)
    fresh = await made.joining.rosters.lines(house.manager, seen.number)
    assert named(fresh.gives) == [("Person 22", S.ACCEPTED)]


async def test_a_file_of_no_gives_nobody_anything_and_says_so(line: Line) -> None:
    await unsettled_who_came_first(line)
    seen = await line.house.made.joining.rosters.preview(line.house.manager, file_of(21, 22, good="no"))
    assert seen.gives is None
    assert "turn by it" not in roster_words.preview(seen).text


async def test_one_who_was_passed_over_in_the_line_has_the_place_that_is_free_and_the_receipt_says_so(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.attest(21, 22, 23, 24)
    await line.leave(21)
    assert await line.asked() == set(), "of those who wait nobody is known to be in good standing"
    seen = await line.house.made.joining.rosters.preview(line.house.manager, file_of(second))
    assert named(seen.gives) == [(f"Person {second}", S.OFFERED)]
    noted = await line.house.made.joining.standings.attest(line.house.manager, UserId(first), f"Person {first}", True, None)
    text = words.attested(*noted).text
    assert f"**Person {first}**: the offer of a place in Justice" in text
    assert "sends nothing" not in text
    assert await line.asked() == {first}
    other = await line.house.made.joining.standings.attest(line.house.manager, UserId(second), f"Person {second}", True, None)
    assert "This sends nothing to anybody." in words.attested(*other).text
    assert await line.waiting() == [second]


async def test_who_gets_what_is_for_managers_alone(line: Line) -> None:
    await unsettled_who_came_first(line)
    seen = await line.house.made.joining.rosters.preview(line.house.manager, file_of(21))
    for who in (line.house.lead, actor(21), actor(70)):
        with pytest.raises(Refusal) as no:
            await line.house.made.joining.rosters.lines(who, seen.number)
        assert no.value.why is Why.NOT_ALLOWED


async def test_first_come_is_by_when_the_application_was_in_not_by_when_the_form_was_opened(line: Line) -> None:
    await line.attest(99)
    await line.overwrite(policy=Policy.FIRST_COME.value)
    house = line.house
    await house.made.joining.signups.save_why(actor(21), house.cohort, "why", "", "campus", "", "3")  # and stops half-way
    for user in (22, 23, 24, 25):
        house.clock.move_to(house.clock.now() + timedelta(minutes=1))
        await house.apply(user)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    await house.apply(21)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    await house.apply(22)  # changes an answer, and keeps their turn
    seen = await house.made.joining.rosters.preview(house.manager, file_of(21, 22, 23, 24, 25))
    assert named(seen.gives) == [(f"Person {user}", S.ACCEPTED) for user in (22, 23, 24, 25)] + [("Person 21", S.WAITLISTED)]


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
