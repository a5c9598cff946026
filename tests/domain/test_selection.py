"""Selection: by rules that can be replayed, in an order nobody can improve by trying twice, and never beyond the places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import ApplicationId, PersonId
from domain.refusal import Refusal, Why
from domain.selection import Candidate, check_publishable, draft
from domain.signups import Decision, Ground


def person(number: int, *, zone: str = "NY", setting: str = "campus", away: bool = False) -> Candidate:
    return Candidate(ApplicationId(number), PersonId(number + 100), zone, setting, away)


circles = st.lists(
    st.tuples(st.sampled_from(("NY", "LA", "TLV")), st.sampled_from(("campus", "hospital", "congregation")), st.booleans()), max_size=30
).map(lambda drawn: [person(n, zone=zone, setting=setting, away=away) for n, (zone, setting, away) in enumerate(drawn)])


@given(circles, st.integers(1, 20), st.integers(0, 2**53))
def test_the_same_seed_gives_the_same_draft_in_whatever_order_people_applied(circle: list[Candidate], places: int, seed: int) -> None:
    shuffled = sorted(circle, key=lambda c: (c.person * 7919) % 31)
    assert draft(circle, places, seed) == draft(shuffled, places, seed)


@given(circles, st.integers(1, 20), st.integers(0, 2**53))
def test_everybody_is_in_the_draft_once_with_a_reason_and_the_places_are_filled_and_never_more(
    circle: list[Candidate], places: int, seed: int
) -> None:
    drawn = draft(circle, places, seed)
    assert sorted(line.application for line in drawn) == sorted(c.application for c in circle)
    assert all(line.grounds for line in drawn)
    accepted = [line for line in drawn if line.decision is Decision.ACCEPT]
    assert len(accepted) == min(places, len(circle))
    assert sorted(line.place or 0 for line in drawn if line.decision is Decision.WAIT) == list(range(1, len(circle) - len(accepted) + 1))


@given(circles, st.integers(1, 20), st.integers(0, 2**53))
def test_nobody_who_was_turned_away_before_waits_while_a_newcomer_is_in(circle: list[Candidate], places: int, seed: int) -> None:
    away = {c.application for c in circle if c.turned_away}
    drawn = draft(circle, places, seed)
    waiting_again = [line for line in drawn if line.application in away and line.decision is Decision.WAIT]
    newcomers_in = [line for line in drawn if line.application not in away and line.decision is Decision.ACCEPT]
    assert not (waiting_again and newcomers_in)


def test_when_there_is_room_all_are_in_and_the_draft_says_so() -> None:
    drawn = draft([person(1), person(2)], 5, seed=1)
    assert {line.grounds for line in drawn} == {(Ground.ROOM_FOR_ALL,)}


def test_a_setting_that_nobody_has_yet_widens_the_circle() -> None:
    circle = [person(n) for n in range(5)] + [person(9, setting="hospital", zone="LA")]
    for seed in range(20):
        first_two = [line for line in draft(circle, 2, seed) if line.decision is Decision.ACCEPT]
        assert ApplicationId(9) in {line.application for line in first_two}


def test_applying_again_with_another_application_does_not_change_ones_lot() -> None:
    for seed in range(50):
        once = draft([person(1), person(2), person(3)], 1, seed)
        again = draft([Candidate(ApplicationId(77), PersonId(101), "NY", "campus", turned_away=False), person(2), person(3)], 1, seed)
        assert [line.person for line in once] == [line.person for line in again]


@given(st.lists(st.sampled_from(Decision), max_size=30), st.integers(0, 20), st.integers(0, 20))
def test_no_edit_can_publish_more_people_than_there_are_places(decisions: list[Decision], places: int, already: int) -> None:
    wanted = decisions.count(Decision.ACCEPT) + already
    if wanted <= places:
        check_publishable(decisions, places, already)
    else:
        with pytest.raises(Refusal) as no:
            check_publishable(decisions, places, already)
        assert (no.value.why, no.value.facts["accepted"]) == (Why.TOO_MANY_ACCEPTED, wanted)
