"""In busy weeks a cohort is asked half as often and nobody is nudged, and nothing changes in the others."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.cohort.busy import MOST_WEEKS, is_busy, named_anew, spans, week_of
from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ChannelId, CohortId, PairId, PersonId, ProgramId, ServerId, SessionId
from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime, on_the_wall
from domain.group.sessions import Session, SessionState, rounds
from domain.sending.deliveries import Planned
from domain.sending.facts import OfCohortRound, OfRound
from domain.sending.timeline import deliveries
from domain.sending.timeline.brake import left_out
from domain.sending.timeline.season import Member, PairPlan, Season

NY = "America/New_York"
MEMBERS = (Member(PersonId(1), PersonQuiet(NY, Observance.TWO_DAY)), Member(PersonId(2), PersonQuiet("Europe/London", Observance.NONE)))
LEAD = Member(PersonId(90), PersonQuiet(NY, Observance.TWO_DAY))


def season(first: date, count: int, weeks: int, busy: Collection[date] = ()) -> Season:
    """So many sessions at 13:00, each so many weeks after the one before; what is named holds for whole weeks."""
    started = datetime.combine(first, time(), UTC) - timedelta(days=20)
    cohort = Cohort(
        CohortId(1), ProgramId(1), ServerId(1), "Justice", "Justice", 12, CohortState.MEETING, NY, ChannelId(5), None, "https://z.example",
        started, started, started, started, busy=tuple(sorted({week_of(day) for day in busy})),
    )  # fmt: skip
    sessions = tuple(session(n + 1, first + n * timedelta(weeks=weeks)) for n in range(count))
    return Season(cohort, MEMBERS, (LEAD,), sessions, (PairPlan(PairId(1), (PersonId(1), PersonId(2)), started),))


def session(number: int, day: date) -> Session:
    when = LocalTime(day, time(13), NY)
    return Session(SessionId(number), CohortId(1), number, when, when.instant(), 90, SessionState.PLANNED, 0)


def asked(of: Season, message: str) -> dict[int, list[Planned]]:
    """What of that kind is planned, by round."""
    found: dict[int, list[Planned]] = {}
    for wish in deliveries(of):
        if wish.message == message and isinstance(wish.facts, OfRound | OfCohortRound):
            found.setdefault(wish.facts.round, []).append(wish)
    return found


def at_home(wish: Planned) -> date:
    return on_the_wall(wish.due, NY).date()


def test_of_weekly_prompts_in_the_days_of_awe_every_second_is_left_out() -> None:
    weekly = season(date(2026, 8, 18), 12, 1)  # Tuesdays; 15 Elul is 28 August, 23 Tishrei 4 October

    assert sorted(asked(weekly, "prompt")) == [1, 2, 3, 5, 7, 8, 9, 10, 11]
    assert sorted(left_out(weekly.cohort, rounds(weekly.sessions))) == [4, 6]


def test_a_single_month_that_begins_in_a_busy_week_keeps_its_prompt_and_its_nudge_waits() -> None:
    monthly = season(date(2027, 3, 16), 3, 4)  # 13 April, so that its prompt comes on 7 Nisan

    assert sorted(asked(monthly, "prompt")) == [1, 2]
    assert not any(is_busy(at_home(wish), ()) for wish in asked(monthly, "nudge")[2])


def test_of_two_months_that_were_named_the_second_asks_nothing_of_anybody() -> None:
    plain = season(date(2026, 11, 10), 5, 4)
    named = season(date(2026, 11, 10), 5, 4, [date(2026, 12, 6) + timedelta(weeks=n) for n in range(6)])  # rounds 2 and 3

    assert sorted(asked(plain, "prompt")) == sorted(asked(plain, "word")) == [1, 2, 3, 4]
    for message in ("prompt", "nudge", "word"):
        assert sorted(asked(named, message)) == [1, 2, 4], message
        assert asked(named, message)[1] == asked(plain, message)[1]
        assert asked(named, message)[4] == asked(plain, message)[4]


def test_a_nudge_comes_on_the_first_fitting_day_after_the_weeks_that_were_named() -> None:
    named = season(date(2026, 11, 10), 3, 5, [date(2026, 11, 17), date(2026, 11, 24)])
    before = asked(season(date(2026, 11, 10), 3, 5), "nudge")[1]

    assert {at_home(wish) for wish in before} == {date(2026, 11, 20), date(2026, 11, 22)}, "one of them keeps Shabbat"
    assert {at_home(wish) for wish in asked(named, "nudge")[1]} == {date(2026, 11, 29)}


def test_reminders_posts_and_dates_of_sessions_go_on_in_busy_weeks() -> None:
    plain, named = (season(date(2026, 11, 10), 4, 4, busy) for busy in ([], [date(2026, 11, 1) + timedelta(weeks=n) for n in range(20)]))

    def others(of: Season) -> Counter[str]:
        return Counter(wish.message for wish in deliveries(of) if wish.message not in {"prompt", "nudge", "word", "round-lacks"})

    assert others(plain) == others(named)


DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@given(DAYS, st.integers(2, 24), st.integers(1, 6), st.lists(st.integers(0, 80), max_size=MOST_WEEKS))
def test_whatever_is_busy_half_its_prompts_are_left_out_and_no_nudge_comes_in_a_week_that_was_named(
    first: date, count: int, weeks: int, named: list[int]
) -> None:
    busy = [first + timedelta(weeks=n) for n in named]
    plain, braked = season(first, count, weeks), season(first, count, weeks, busy)
    spans_ = rounds(braked.sessions)
    in_busy = [one.number for one in spans_ if is_busy(on_the_wall(one.asks_at, NY).date(), braked.cohort.busy)]
    prompts = asked(braked, "prompt")

    assert len([number for number in in_busy if number in prompts]) == (len(in_busy) + 1) // 2
    assert {one.number for one in spans_} - set(in_busy) <= set(prompts)
    assert all(week_of(at_home(wish)) not in braked.cohort.busy for row in asked(braked, "nudge").values() for wish in row)
    if not busy:
        assert deliveries(plain) == deliveries(braked)


def test_a_week_begins_on_sunday_and_weeks_in_a_row_are_one_span() -> None:
    assert week_of(date(2027, 1, 9)) == date(2027, 1, 3)  # a Shabbat
    assert week_of(date(2027, 1, 10)) == date(2027, 1, 10)
    assert spans([date(2027, 1, 17), date(2027, 1, 10), date(2027, 2, 7)]) == [
        (date(2027, 1, 10), date(2027, 1, 23)), (date(2027, 2, 7), date(2027, 2, 13)),
    ]  # fmt: skip


def test_weeks_that_are_over_stay_as_they_were_and_this_one_may_change() -> None:
    today, over, this, ahead = date(2027, 1, 13), date(2027, 1, 3), date(2027, 1, 10), date(2027, 1, 24)

    assert named_anew([over, this], [(ahead, ahead)], today) == (over, ahead)
    assert named_anew([], [(over, this)], today) == (this,)
    assert named_anew([], [(ahead, this)], today) == (this, date(2027, 1, 17), ahead)


def test_more_than_half_a_year_is_not_a_busy_season_any_more() -> None:
    with pytest.raises(Refusal) as no:
        named_anew([], [(date(2027, 1, 10), date.max)], date(2027, 1, 10))
    assert no.value.why is Why.TOO_MANY_WEEKS


def test_the_brake_is_that_of_the_cohort_alone() -> None:
    one = season(date(2026, 11, 10), 5, 4)
    other = replace(one.cohort, busy=(date(2026, 12, 6), date(2027, 1, 3)))

    assert left_out(one.cohort, rounds(one.sessions)) == frozenset()
    assert left_out(other, rounds(one.sessions)) == {3}


def test_a_facilitator_is_not_asked_for_the_text_of_a_round_that_is_left_out() -> None:
    of = season(date(2026, 11, 10), 4, 4, [date(2026, 11, 1) + timedelta(weeks=n) for n in range(20)])
    lacking = {wish.key.split("/")[2] for wish in deliveries(of) if wish.message == "round-lacks"}
    assert lacking == {wish.key.split("/")[2] for wish in deliveries(of) if wish.message == "prompt"}
