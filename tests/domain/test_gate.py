"""The gate: nothing passes at a wrong moment, everything that can still be of use gets one, and nobody is asked too often."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.own_days import NO_DAYS
from domain.ground.quiet import ChannelQuiet, Observance, PersonQuiet, allowed
from domain.ground.times import on_the_wall
from domain.sending.deliveries import ASKING, Class, Direction, Kind, Reason
from domain.sending.gate import BUDGET, BUDGET_WINDOW, Drop, Go, Question, Wait, ask, budget_frees, held, plan

NY, JERUSALEM = "America/New_York", "Asia/Jerusalem"
DANA = PersonQuiet(NY, Observance.TWO_DAY)
NOON = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)  # a Tuesday, 12:00 in New York
NIGHT = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)  # 23:00 there
SHABBAT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)

instants = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
people = st.builds(PersonQuiet, st.sampled_from((NY, JERUSALEM, "Pacific/Honolulu", "Europe/Oslo")), st.sampled_from(Observance))
channels = st.builds(ChannelQuiet, st.just(NY), st.frozensets(people, max_size=4))


def question(**change: Any) -> Question:
    """A letter to Dana that keeps its use for a month."""
    return replace(Question(Kind.DM, Class.LETTER, NOON + 30 * DAY, DANA, NY, NO_DAYS), **change)


def test_a_letter_at_noon_goes_out() -> None:
    assert ask(question(), NOON) == Go()


def test_a_letter_at_night_waits_for_the_morning() -> None:
    verdict = ask(question(), NIGHT)
    assert isinstance(verdict, Wait)
    assert on_the_wall(verdict.until, NY).hour == 9


def test_a_letter_on_shabbat_waits_until_sunday_morning() -> None:
    verdict = ask(question(), SHABBAT)
    assert isinstance(verdict, Wait)
    assert on_the_wall(verdict.until, NY).strftime("%A %H:%M") == "Sunday 09:00"


def test_what_is_not_wanted_any_more_is_dropped_even_at_noon() -> None:
    assert ask(question(wanted=False), NOON) == Drop(Reason.UNWANTED)


def test_what_came_too_late_is_dropped_and_says_so() -> None:
    assert ask(question(last_useful=NOON - timedelta(seconds=1)), NOON) == Drop(Reason.LATE)


def test_what_finds_no_fitting_moment_before_its_end_is_dropped_at_once() -> None:
    assert ask(question(last_useful=SHABBAT + timedelta(hours=3)), SHABBAT) == Drop(Reason.NO_FIT)


def test_whoever_wrote_minutes_ago_is_answered_on_shabbat_too() -> None:
    assert ask(question(answers=True), SHABBAT) == Go()


def test_in_a_hard_week_nothing_comes_until_the_day_that_was_named() -> None:
    back = NOON + 10 * DAY
    assert ask(question(paused_until=back), NOON) == Wait(back, Reason.PAUSED)


def test_a_pause_that_outlasts_the_use_of_a_reminder_drops_it_for_that_reason_when_its_use_is_over() -> None:
    paused = question(paused_until=NOON + 10 * DAY, last_useful=NOON + DAY)
    assert ask(paused, NOON) == Wait(NOON + DAY, Reason.PAUSED), "the pause may be ended early"
    assert ask(paused, NOON + DAY) == ask(paused, NOON + DAY + timedelta(minutes=1)) == Drop(Reason.PAUSED)


def test_while_the_bot_is_off_the_server_everything_waits_as_long_as_it_is_of_use() -> None:
    away = question(away=True, last_useful=NOON + DAY)
    assert ask(away, NOON) == Wait(NOON + DAY, Reason.AWAY)
    assert ask(question(away=True, answers=True, last_useful=NOON + DAY), NOON) == Wait(NOON + DAY, Reason.AWAY)
    assert ask(away, NOON + DAY) == ask(away, NOON + DAY + timedelta(minutes=1)) == Drop(Reason.AWAY)


def test_a_post_in_the_home_does_not_wait_for_one_persons_pause() -> None:
    assert ask(question(kind=Kind.POST, quiet=ChannelQuiet(NY, frozenset({DANA})), paused_until=NOON + 9 * DAY), NOON) == Go()


@pytest.mark.parametrize("class_", sorted(ASKING))
def test_a_third_question_within_seven_days_waits_and_the_second_does_not(class_: Class) -> None:
    assert ask(question(class_=class_, asked=(NOON - DAY,)), NOON) == Go()
    verdict = ask(question(class_=class_, asked=(NOON - 3 * DAY, NOON - DAY)), NOON)
    assert isinstance(verdict, Wait)
    assert verdict.why is Reason.BUDGET
    assert verdict.until >= NOON + 4 * DAY


@pytest.mark.parametrize("class_", sorted(set(Class) - ASKING))
def test_what_asks_nothing_is_not_counted(class_: Class) -> None:
    assert ask(question(class_=class_, asked=(NOON - DAY, NOON - DAY, NOON)), NOON) == Go()


@given(instants, st.one_of(people, channels), st.sampled_from(Class), st.sampled_from(Kind), st.integers(0, 400))
def test_nothing_ever_passes_in_night_or_sacred_time_and_every_wait_ends_in_a_pass(
    now: datetime, quiet: Any, class_: Class, kind: Kind, hours: int
) -> None:
    asked = Question(kind, class_, now + timedelta(hours=hours), quiet, NY, NO_DAYS)
    verdict = ask(asked, now)
    match verdict:
        case Go():
            assert allowed(quiet, now)
            assert not held(class_, kind, now, quiet, NO_DAYS)
        case Wait(until):
            assert now < until <= asked.last_useful
            assert ask(asked, until) == Go()
        case Drop():
            assert not allowed(quiet, now) or held(class_, kind, now, quiet, NO_DAYS)


@given(st.lists(instants, max_size=12))
def test_following_the_budget_nobody_is_asked_three_times_in_any_seven_days(wishes: list[datetime]) -> None:
    asked: list[datetime] = []
    for wish in sorted(wishes):
        at = max([wish, *asked[-1:]])
        asked.append(max(at, budget_frees(asked, at)))
    for first, third in zip(asked, asked[BUDGET:], strict=False):
        assert third - first >= BUDGET_WINDOW


@given(instants, people, st.sampled_from(Class))
def test_a_plan_moves_reminders_earlier_and_everything_else_later_to_a_moment_that_fits(
    ideal: datetime, quiet: PersonQuiet, class_: Class
) -> None:
    earlier = plan(ideal, Direction.EARLIER, quiet, class_, Kind.DM, quiet.zone, NO_DAYS)
    later = plan(ideal, Direction.LATER, quiet, class_, Kind.DM, quiet.zone, NO_DAYS)
    assert earlier <= ideal <= later
    assert allowed(quiet, earlier)
    assert allowed(quiet, later)


def at(zone: str, *wall: int) -> datetime:
    return datetime(*wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # pyright: ignore[reportArgumentType] - year, month, day, hour, minute


JUDITH = PersonQuiet(JERUSALEM, Observance.ONE_DAY)
DMS = [class_ for class_ in Class if class_ not in {Class.LETTER, Class.NOTICE, Class.REMINDER}]


def test_whoever_keeps_one_day_is_not_nudged_on_the_first_of_the_middle_days() -> None:
    sixteenth_of_nisan = at(JERUSALEM, 2027, 4, 23, 11)  # chol hamoed for her, and the second day of the feast elsewhere

    assert allowed(JUDITH, sixteenth_of_nisan)
    assert held(Class.NUDGE, Kind.DM, sixteenth_of_nisan, JUDITH, NO_DAYS)
    assert held(Class.NUDGE, Kind.DM, at(NY, 2027, 4, 23, 11), PersonQuiet(NY, Observance.ONE_DAY), NO_DAYS)
    assert not held(Class.REMINDER, Kind.DM, sixteenth_of_nisan, JUDITH, NO_DAYS)


@pytest.mark.parametrize("day", [(2026, 9, 10), (2027, 4, 25), (2027, 3, 23), (2027, 8, 12), (2027, 5, 4), (2027, 5, 11)])
def test_nobody_is_nudged_in_a_busy_season_at_a_feast_or_on_a_day_of_mourning(day: tuple[int, int, int]) -> None:
    for observance in Observance:
        assert held(Class.NUDGE, Kind.DM, at(NY, *day, 12), PersonQuiet(NY, observance), NO_DAYS)


def test_an_ordinary_week_holds_nothing() -> None:
    for class_ in Class:
        for kind in Kind:
            assert not any(held(class_, kind, at(NY, 2026, 11, 2, 12) + n * DAY, DANA, NO_DAYS) for n in range(7))


@pytest.mark.parametrize("class_", sorted(set(Class)))
def test_on_tisha_bav_what_asks_or_reports_waits_and_what_people_rely_on_comes(class_: Class) -> None:
    fast, evening_before = at(NY, 2027, 8, 12, 12), at(NY, 2027, 8, 11, 20)

    for moment in (fast, evening_before):
        assert held(class_, Kind.DM, moment, DANA, NO_DAYS) is (class_ in DMS)
    assert not held(class_, Kind.DM, at(NY, 2027, 8, 11, 17), DANA, NO_DAYS)


@pytest.mark.parametrize("day", [(2027, 8, 12), (2027, 5, 4), (2027, 5, 11)])
def test_posts_wait_on_days_of_mourning_and_on_the_evening_before(day: tuple[int, int, int]) -> None:
    home = ChannelQuiet(NY, frozenset({DANA}))
    noon = at(NY, *day, 12)

    assert held(Class.NOTICE, Kind.POST, noon, home, NO_DAYS)
    assert held(Class.NOTICE, Kind.POST, noon - timedelta(hours=16), home, NO_DAYS)  # 20:00 on the evening before
    assert not held(Class.NOTICE, Kind.POST, noon - DAY, home, NO_DAYS)
    assert not held(Class.NOTICE, Kind.POST, noon + DAY, home, NO_DAYS)


def test_a_post_waits_where_the_day_of_mourning_has_begun_for_a_member_far_away() -> None:
    monday_at_noon = at(NY, 2027, 5, 10, 13)  # 20:00 in Jerusalem: Yom HaZikaron

    assert held(Class.NOTICE, Kind.POST, monday_at_noon, ChannelQuiet(NY, frozenset({DANA, JUDITH})), NO_DAYS)
    assert not held(Class.NOTICE, Kind.POST, monday_at_noon, ChannelQuiet(NY, frozenset({DANA})), NO_DAYS)


@given(instants, st.one_of(people, channels), st.sampled_from(Class), st.sampled_from(Kind))
def test_the_plan_and_the_gate_ask_the_same_question(now: datetime, quiet: Any, class_: Class, kind: Kind) -> None:
    planned = plan(now, Direction.LATER, quiet, class_, kind, NY, NO_DAYS)

    assert ask(Question(kind, class_, planned + DAY, quiet, NY, NO_DAYS), planned) == Go()


def test_a_reminder_for_sunday_is_planned_for_friday_at_eleven_and_a_slow_hour_does_not_make_it_wait() -> None:
    planned = plan(at(NY, 2026, 11, 21, 13), Direction.EARLIER, DANA, Class.REMINDER, Kind.DM, NY, NO_DAYS)

    assert on_the_wall(planned, NY).strftime("%A %H:%M") == "Friday 11:00"
    reminder = question(class_=Class.REMINDER, last_useful=at(NY, 2026, 11, 22, 13))
    assert ask(reminder, planned + timedelta(hours=1)) == Go()
