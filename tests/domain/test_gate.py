"""The gate: nothing passes at a wrong moment, everything that can still be of use gets one, and nobody is asked too often."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

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
    return replace(Question(Kind.DM, Class.LETTER, NOON + 30 * DAY, DANA, NY), **change)


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
    asked = Question(kind, class_, now + timedelta(hours=hours), quiet, NY)
    verdict = ask(asked, now)
    match verdict:
        case Go():
            assert allowed(quiet, now)
            assert not held(class_, kind, on_the_wall(now, NY).date())
        case Wait(until):
            assert now < until <= asked.last_useful
            assert ask(asked, until) == Go()
        case Drop():
            assert not allowed(quiet, now) or held(class_, kind, on_the_wall(now, NY).date())


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
    earlier = plan(ideal, Direction.EARLIER, quiet, class_, Kind.DM, quiet.zone)
    later = plan(ideal, Direction.LATER, quiet, class_, Kind.DM, quiet.zone)
    assert earlier <= ideal <= later
    assert allowed(quiet, earlier)
    assert allowed(quiet, later)
