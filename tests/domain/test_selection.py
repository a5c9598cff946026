"""Selection: by rules that can be replayed, in an order nobody can improve by trying twice, and never beyond the places."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.ids import ApplicationId, PersonId
from domain.ground.refusal import Refusal, Why
from domain.joining.selection import Candidate, Drawn, Ranked, Weights, check_publishable, compare, draft, lot
from domain.joining.signups import Decision, Ground


def person(number: int, *, zone: str = "NY", setting: str = "campus", away: bool = False, fits: bool = False) -> Candidate:
    return Candidate(ApplicationId(number), PersonId(number + 100), zone, setting, away, fits)


circles = st.lists(
    st.tuples(st.sampled_from(("NY", "LA", "TLV")), st.sampled_from(("campus", "hospital", "congregation")), st.booleans(), st.booleans()),
    max_size=30,
).map(lambda drawn: [person(n, zone=zone, setting=setting, away=away, fits=fits) for n, (zone, setting, away, fits) in enumerate(drawn)])


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


weights = st.builds(Weights, *[st.integers(0, 10)] * 4)


@given(circles, st.integers(0, 20), st.integers(0, 2**53), weights, st.randoms(use_true_random=False))
def test_the_same_seed_and_weights_give_the_same_draft_in_whatever_order_people_applied(
    circle: list[Candidate], places: int, seed: int, weighed: Weights, chance: Random
) -> None:
    shuffled = chance.sample(circle, len(circle))
    assert draft(circle, places, seed, weighed) == draft(shuffled, places, seed, weighed)


@given(circles, st.integers(0, 20), st.integers(0, 2**53), weights)
def test_whoever_is_next_gives_way_least_of_all_who_are_left(circle: list[Candidate], places: int, seed: int, weighed: Weights) -> None:
    """The same as looking at everybody each time, which is how the rule reads."""
    left, settings, zones = list(circle), Counter[str](), Counter[str]()

    def gives_way(one: Candidate) -> tuple[int, int, int]:
        counts = (
            (weighed.away, int(not one.turned_away)),
            (weighed.aim, int(not one.fits_aim)),
            (weighed.setting, settings[one.setting]),
            (weighed.zone, zones[one.zone]),
        )
        return sum(n for w, n in counts if w == 10), sum(w * n for w, n in counts if w < 10), lot(seed, one.person)

    order: list[ApplicationId] = []
    while left:
        best = min(left, key=gives_way)
        left.remove(best)
        order.append(best.application)
        settings[best.setting] += 1
        zones[best.zone] += 1
    if len(circle) > places:
        assert [line.application for line in draft(circle, places, seed, weighed)] == order


@given(circles, st.integers(0, 20), st.integers(0, 2**53), weights, st.sampled_from(("away", "aim", "setting", "zone")))
def test_what_counts_nothing_changes_nothing_and_is_nobody_s_reason(
    circle: list[Candidate], places: int, seed: int, weighed: Weights, which: str
) -> None:
    off = replace(weighed, **{which: 0})
    blanks: dict[str, dict[str, Any]] = {
        "away": {"turned_away": False}, "aim": {"fits_aim": False}, "setting": {"setting": ""}, "zone": {"zone": "NY"},
    }  # fmt: skip
    blank = blanks[which]
    without = draft([replace(one, **blank) for one in circle], places, seed, off)
    drawn = draft(circle, places, seed, off)
    assert [line.application for line in drawn] == [line.application for line in without]
    grounds = {"away": Ground.TURNED_AWAY_BEFORE, "aim": Ground.FITS_AIM, "setting": Ground.ADDS_SETTING, "zone": Ground.ADDS_ZONE}
    ground = grounds[which]
    assert not [line for line in drawn if ground in line.grounds]


def test_with_nothing_that_counts_the_lot_alone_decides() -> None:
    circle = [person(n, zone=f"zone {n}", setting=f"setting {n}", away=n > 10, fits=n < 4) for n in range(20)]
    drawn = draft(circle, 5, 1, Weights(0, 0, 0, 0))
    assert [line.person for line in drawn] == sorted((c.person for c in circle), key=lambda one: lot(1, one))
    assert {line.grounds for line in drawn} == {(Ground.LOT,)}


@given(circles, st.integers(0, 20), st.integers(0, 2**53), weights, st.data())
def test_whoever_is_found_to_fit_the_aim_never_stands_behind_where_they_stood(
    circle: list[Candidate], places: int, seed: int, weighed: Weights, data: st.DataObject
) -> None:
    if not circle:
        return
    one = data.draw(st.sampled_from(circle))

    def stands(*, fits: bool) -> int:
        them = [replace(c, fits_aim=fits) if c is one else c for c in circle]
        return [line.application for line in draft(them, places, seed, weighed)].index(one.application)

    assert stands(fits=True) <= stands(fits=False)


def test_by_the_usual_weights_the_aim_counts_more_than_a_setting_and_less_than_having_found_no_place_before() -> None:
    circle = [person(1, setting="hospital"), person(2, fits=True), person(3, away=True)]
    for seed in range(20):
        first, second, _ = draft(circle, 2, seed)
        assert first.grounds[0] is Ground.TURNED_AWAY_BEFORE
        assert (second.application, second.grounds) == (2, (Ground.FITS_AIM,))


def test_having_been_turned_away_may_count_for_less_than_a_new_setting() -> None:
    circle = [person(n, away=True) for n in range(5)] + [person(9, setting="hospital", zone="LA")]
    usual, other = draft(circle, 5, 1), draft(circle, 5, 1, Weights(away=2, setting=5, zone=5))
    assert [line.application for line in usual if line.decision is Decision.WAIT] == [9]
    assert [line.application for line in other].index(ApplicationId(9)) == 1, "as soon as there is one of the others"


@given(circles, st.integers(0, 20), st.integers(0, 2**53), weights)
def test_a_kept_draft_is_drawn_once_more_from_nothing_but_itself(circle: list[Candidate], places: int, seed: int, weighed: Weights) -> None:
    kept = Drawn(seed, weighed, places, tuple(circle), draft(circle, places, seed, weighed))
    assert draft(kept.candidates, kept.places, kept.seed, kept.weights) == kept.lines


def test_two_drafts_differ_by_those_who_would_be_in_by_one_of_them_alone() -> None:
    circle = [person(n) for n in range(6)]
    first, second = (Drawn(seed, Weights(), 3, tuple(circle), draft(circle, 3, seed)) for seed in (1, 2))
    moved = replace(first, by_hand=(Ranked(ApplicationId(9), PersonId(9), Decision.ACCEPT, None, (Ground.BY_HAND,)),))
    who = compare(moved, second)
    accepted = [{line.person for line in one.lines if line.decision is Decision.ACCEPT} for one in (first, second)]
    assert set(who.both) == accepted[0] & accepted[1]
    assert set(who.first) == (accepted[0] - accepted[1]) | {9}
    assert set(who.second) == accepted[1] - accepted[0]
