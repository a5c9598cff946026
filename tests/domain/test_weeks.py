"""When a digest comes, and what in it is new."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.cohort.weeks import Matter, Point, next_monday, told
from domain.ground.times import on_the_wall

ZONES = ("Pacific/Kiritimati", "Asia/Jerusalem", "UTC", "America/New_York", "Pacific/Honolulu")


@given(st.integers(0, 4 * 365 * 24 * 60), st.sampled_from(ZONES))
def test_the_next_monday_is_at_nine_on_that_clock_and_within_a_week(minutes: int, zone: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = next_monday(now, zone)
    assert now < found <= now + timedelta(days=7, hours=1), "an hour more where the clock is set back"
    wall = on_the_wall(found, zone)
    assert (wall.isoweekday(), wall.time()) == (1, time(9))


@given(st.lists(st.integers(0, 9), unique=True), st.sets(st.integers(0, 9)))
def test_each_thing_is_said_once_as_new_or_as_still_standing(now: list[int], before: set[int]) -> None:
    points = [Point(str(number), Matter.QUIET) for number in now]
    found = told(points, {str(number) for number in before})
    assert [int(one.key) for one in found.new] == [number for number in now if number not in before]
    assert [int(one.key) for one in found.still] == [number for number in now if number in before]
