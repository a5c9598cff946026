"""A machine's clock is believed for as long as it agrees with Discord's, whatever is done to it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.clocks import TOLERANCE, Sighting, agrees, best

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)

steps = st.timedeltas(timedelta(days=-800), timedelta(days=800))
pasts = st.timedeltas(timedelta(), timedelta(days=200))
delays = st.timedeltas(timedelta(), timedelta(seconds=30))
booted = st.floats(0, 1e7)


def seen(now: datetime, delay: timedelta, monotonic: float) -> Sighting:
    """Discord's answer as it arrives: in whole seconds, and already a little old."""
    return Sighting((now - delay).replace(microsecond=0), monotonic)


@given(pasts, delays, booted)
def test_a_clock_that_is_right_is_never_doubted_however_long_discord_was_silent(past: timedelta, delay: timedelta, mono: float) -> None:
    known = seen(NOON, delay, mono)
    later = NOON + past
    assert agrees(known, later, mono + past.total_seconds())
    assert best(known, later, mono + past.total_seconds()) == later


@given(pasts, delays, booted, steps)
def test_whatever_the_clock_is_set_to_the_time_to_go_by_stays_right(past: timedelta, delay: timedelta, mono: float, by: timedelta) -> None:
    known = seen(NOON, delay, mono)
    right, monotonic = NOON + past, mono + past.total_seconds()
    assert abs(best(known, right + by, monotonic) - right) <= TOLERANCE + delay + SECOND
    if abs(by) > TOLERANCE + delay + SECOND:
        assert not agrees(known, right + by, monotonic)


@given(pasts, delays, booted, steps.filter(lambda by: abs(by) > 2 * TOLERANCE))
def test_a_clock_that_was_wrong_is_believed_again_once_it_is_set_right(
    past: timedelta, delay: timedelta, mono: float, by: timedelta
) -> None:
    known = seen(NOON, delay, mono)
    monotonic = mono + past.total_seconds()
    assert not agrees(known, NOON + past + by, monotonic)
    assert agrees(known, NOON + past, monotonic)


@given(st.timedeltas(2 * TOLERANCE, timedelta(days=30)), delays, booted)
def test_a_machine_that_slept_is_in_doubt_until_discord_says_that_its_clock_is_right(
    slept: timedelta, late: timedelta, mono: float
) -> None:
    awake = NOON + slept  # and its monotonic seconds stood still
    assert not agrees(seen(NOON, late, mono), awake, mono)
    assert agrees(seen(awake, late, mono), awake, mono)


def test_before_discord_has_told_the_time_no_clock_is_believed_and_the_machines_is_all_there_is() -> None:
    assert not agrees(None, NOON, 0.0)
    assert best(None, NOON, 0.0) == NOON
