"""Moves that come too soon for somebody, onto another cohort's hours, or before sign-up is over: said before and afterwards."""

from datetime import UTC, datetime, timedelta

from domain.ground.ids import CohortId, UserId
from domain.ground.refusal import Why
from messages.ground.words import moment
from services.group.series import Rule
from tests.services.conftest import House, actor, let_stand, why
from tests.services.dated import told
from tests.services.test_changes_before_start import cancel, move, session_of
from tests.services.waiting import Line, full, season

EVENING = datetime(2026, 11, 10, 2, 30, tzinfo=UTC)  # 9:30 pm in New York, and session 2 is at 1 pm the next day
TOO_LATE = "I can't tell them in time: it's night or sacred time for them until then."


async def before_the_second(line: Line) -> None:
    """A season on the evening before its second session, when the reminders have gone out."""
    await season(line)
    await line.wait(EVENING - line.house.clock.now())


async def test_a_session_moved_to_a_moment_before_its_members_can_be_told_says_so_and_they_hear_of_it_afterwards(line: Line) -> None:
    await before_the_second(line)
    was, letters = (await session_of(line, 2)).starts_at, told(line, "Session 2 of **Justice** was moved")
    assert (await move(line, 2, "2026-11-10", "7:00 am")).count(TOO_LATE) == 2, "before and in the receipt"
    at = (await session_of(line, 2)).starts_at
    await line.wait(timedelta(days=2))
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    assert all(f"was moved from {moment(was)} to {moment(at)}, and " in text for _, text in letters)
    assert all("I couldn't tell you in time. I'm sorry." in text for _, text in letters)


async def test_those_alone_are_counted_who_sleep_until_it_begins_and_the_others_hear_in_time(line: Line) -> None:
    house = line.house
    for user, zone in ((21, "New York"), (22, "New York"), (23, "New York"), (24, "Jerusalem")):
        await house.apply(user, zone)
    await house.select(21, 22, 23, 24)
    await house.begin()
    await line.wait(EVENING + timedelta(hours=5) - house.clock.now())  # 2:30 am in New York, 9:30 in Jerusalem
    letters = told(line, "Session 2 of **Justice**")
    assert "I can't tell 3 of them in time" in await move(line, 2, "2026-11-10", "8:00 am")
    await line.wait(timedelta(minutes=30))
    assert [user for user, text in letters if "has moved from" in text] == [24]
    await line.wait(timedelta(days=1))
    assert sorted(user for user, text in letters if "has begun" in text) == [21, 22, 23]


async def test_a_session_called_off_at_night_for_the_early_morning_says_who_cannot_hear_in_time(line: Line) -> None:
    await season(line)
    await move(line, 2, "2026-11-10", "7:00 am")
    await line.wait(EVENING - line.house.clock.now())
    assert TOO_LATE in await cancel(line, 2)
    letters = told(line, "is called off")
    await line.wait(timedelta(days=1))
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]


async def test_before_the_start_too_a_move_that_came_too_soon_is_told_afterwards(line: Line) -> None:
    await full(line)
    was = (await session_of(line, 1)).starts_at
    await line.wait(datetime(2026, 10, 13, 2, 30, tzinfo=UTC) - line.house.clock.now())
    letters = told(line)
    assert TOO_LATE in await move(line, 1, "2026-10-13", "7:00 am")
    at = (await session_of(line, 1)).starts_at
    await line.wait(timedelta(days=2))
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    assert all(f"Session 1 was moved from {moment(was)} to {moment(at)}, before I could tell you." in text for _, text in letters)


async def test_a_session_moved_onto_another_cohort_of_a_member_names_it_to_staff_and_to_that_member(line: Line) -> None:
    house, _ = await season(line)
    other = House(house.made, house.clock, CohortId(2))
    await other.made.group.series.draft_series(actor(4), other.cohort, Rule(3, 2, "14:00", 2, "2026-11"))
    await let_stand(other.made.group.series, actor(4), other.cohort)
    async with other.store.begin() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        await db.cohorts.add_member(other.cohort, person.id, other.clock.now())
    letters = told(line, "Session 2 of **Justice** has moved")
    assert "> At the same time as Chaplaincy (one person is in both)." in await move(line, 2, "2026-11-18")
    await line.wait(timedelta(days=1))
    assert len(letters) == 4
    assert [user for user, text in letters if "It's now at the same time as Chaplaincy, where you have a place too." in text] == [21]
    assert "Chaplaincy" not in await move(line, 2, "2026-11-19")


async def test_no_session_moves_to_a_time_at_which_people_may_still_sign_up(line: Line) -> None:
    """A term is not frozen with one, either."""
    made, house = line.house.made.group.sessions, line.house
    assert await why(made.preview_move(house.lead, house.cohort, 1, "2026-09-09", "13:00")) is Why.BEGINS_BEFORE
    assert await why(made.move(house.lead, house.cohort, 1, 0, "2026-09-09", "13:00")) is Why.BEGINS_BEFORE
    await full(line)
    assert "has moved to" in await move(line, 1, "2026-09-09"), "sign-up was over when the group was chosen"


async def test_the_receipt_of_a_move_or_a_cancellation_names_the_hour(line: Line) -> None:
    await season(line)
    assert "Session 2 has moved to **Tuesday, November 10, 2026 · evening of 1 Kislev 5787 · 6:00 pm**." in await move(
        line, 2, "2026-11-10", "6pm"
    )
    assert "Session 3, planned for Tuesday, December 8, 2026 · 28 Kislev 5787 · 1:00 pm, is called off." in await cancel(line, 3)
