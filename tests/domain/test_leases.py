"""A standby takes over soon after the leader's end, and never while the leader renews its lease."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.leases import EXPIRES_AFTER, LOOK_EVERY, RENEW_EVERY, SURE_FOR, Lease, Watch, watch

LEASE = Lease("leader", "host:1", 3, 0, True, datetime(2026, 10, 5, tzinfo=UTC))


def test_a_leader_stops_being_sure_of_itself_before_anybody_may_take_over() -> None:
    assert RENEW_EVERY < SURE_FOR < EXPIRES_AFTER
    assert EXPIRES_AFTER + LOOK_EVERY < 10


@given(st.lists(st.floats(0.1, EXPIRES_AFTER - LOOK_EVERY - 0.1), min_size=1, max_size=12), st.floats(0, LOOK_EVERY))
def test_a_standby_waits_while_the_lease_is_renewed_and_takes_over_soon_after_the_last_time(gaps: list[float], first_look: float) -> None:
    renewals = [sum(gaps[:n]) for n in range(len(gaps) + 1)]
    seen: Watch | None = None
    now = first_look
    while True:
        done = sum(moment <= now for moment in renewals)
        seen = watch(seen, replace(LEASE, beats=done), now)
        if seen.is_over(now):
            break
        now += LOOK_EVERY
    assert EXPIRES_AFTER - 1e-9 <= now - renewals[-1] <= EXPIRES_AFTER + 2 * LOOK_EVERY + 1e-9


def test_a_lease_that_was_given_up_is_free_at_once() -> None:
    assert watch(None, replace(LEASE, held=False), 0.0).is_over(0.0)
    assert watch(watch(None, LEASE, 0.0), replace(LEASE, held=False), 0.5).is_over(0.5)
    assert not watch(None, LEASE, 0.0).is_over(0.0)
