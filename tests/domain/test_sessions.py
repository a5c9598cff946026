"""Another time for a session: what may be a slip in it, and when the group is together already."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import CohortId, SessionId
from domain.ground.times import LocalTime
from domain.group.sessions import Oddity, Session, SessionState, at_that_time, odd, paired
from messages.ground.dates import clock_words

NY = "America/New_York"
DAYS = (date(2026, 10, 13), date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12))


def at(day: date, hour: int = 13, minute: int = 0) -> LocalTime:
    return LocalTime(day, time(hour, minute), NY)


def session(number: int, when: LocalTime) -> Session:
    return Session(SessionId(number), CohortId(1), number, when, when.instant(), 90, SessionState.PLANNED, 0)


SESSIONS = tuple(session(n, at(day)) for n, day in enumerate(DAYS, 1))
moments = st.builds(at, st.dates(date(2026, 9, 1), date(2027, 3, 1)), st.integers(0, 23), st.sampled_from((0, 30)))


@given(st.integers(0, 3), moments)
def test_a_session_that_stays_between_its_neighbours_is_in_order_and_any_other_is_not(index: int, when: LocalTime) -> None:
    moved, others = SESSIONS[index], SESSIONS[:index] + SESSIONS[index + 1 :]
    by_time = sorted((*others, session(index + 1, when)), key=lambda one: one.starts_at)
    in_order = [one.number for one in by_time] == [1, 2, 3, 4]
    if at_that_time(moved, when, SESSIONS) is None:
        assert in_order == (not {Oddity.BEFORE, Oddity.AFTER} & {one.what for one in odd(moved, when, SESSIONS)})


@given(st.integers(0, 3), moments)
def test_two_sessions_never_overlap_unnoticed(index: int, when: LocalTime) -> None:
    start = when.instant()
    ninety = timedelta(minutes=90)
    others = [one for one in SESSIONS if one.number != index + 1]
    overlap = any(one.starts_at < start + ninety and start < one.starts_at + ninety for one in others)
    assert (at_that_time(SESSIONS[index], when, SESSIONS) is not None) == overlap


def test_the_time_of_a_session_that_is_called_off_is_free() -> None:
    off = Session(SessionId(2), CohortId(1), 2, at(DAYS[1]), at(DAYS[1]).instant(), 90, SessionState.CANCELLED, 1)
    others = (SESSIONS[0], off, *SESSIONS[2:])
    assert at_that_time(SESSIONS[0], at(DAYS[1]), others) is None
    assert odd(SESSIONS[2], at(DAYS[1]), others) == ()


def test_a_time_that_the_clocks_leave_out_is_said_as_the_timestamp_shows_it() -> None:
    left_out, twice = at(date(2027, 3, 14), 2, 30), at(date(2027, 11, 7), 1, 30)
    assert clock_words(left_out) == "03:30 New York time"
    assert left_out.as_shown().instant() == left_out.instant()
    assert twice.as_shown() == twice


@given(st.sets(st.integers(0, 9), min_size=1, max_size=6), st.sets(st.integers(0, 9), min_size=1, max_size=6))
def test_of_other_dates_those_that_stood_stay_with_their_sessions_and_the_rest_go_by_their_place(stood: set[int], wished: set[int]) -> None:
    stand = [session(number, at(date(2026, 10, 1 + day))) for number, day in enumerate(sorted(stood), start=1)]
    times = [at(date(2026, 10, 1 + day)) for day in sorted(wished)]
    found = paired(stand, times)
    assert all(found[one.when] == one for one in stand if one.when in times)
    assert len({one.id for one in found.values()}) == len(found) == min(len(stand), len(times))
    moved = [found[when].number for when in times if when in found and found[when].when != when]
    assert moved == sorted(moved)
