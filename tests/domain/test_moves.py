"""Pairs changed by hand: nobody is in two, nobody is lost, and what does not change is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import PersonId
from domain.ground.refusal import Refusal, Why
from domain.pair.moves import Group, How, change, exchanged, moved


def group(*numbers: int) -> Group:
    return tuple(PersonId(number) for number in numbers)


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[list[Group], list[PersonId]]:
    """Pairs and trios, and some who are in none."""
    sizes = draw(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=6))
    ids = iter(range(1, 100))
    parts = [tuple(PersonId(next(ids)) for _ in range(size)) for size in sizes]
    return [part for part in parts if len(part) > 1], [person for part in parts for person in part]


@given(cohorts(), st.data())
def test_however_people_are_moved_each_is_in_one_pair_or_trio_or_named_as_alone(
    cohort: tuple[list[Group], list[PersonId]], data: st.DataObject
) -> None:
    before, people = cohort
    a, b = data.draw(st.sampled_from(people)), data.draw(st.sampled_from(people))
    act = data.draw(st.sampled_from([exchanged, moved]))
    try:
        after = act(before, a, b)
    except Refusal:
        return  # nothing would change, or there are three already
    made = change(before, after, people)
    assert sorted([*(person for one in after for person in one), *made.alone]) == people
    assert {len(one) for one in after} <= {2, 3}
    assert all({a, b} & {*one} for one in made.ended), "pairs of neither stay as they are"
    if act is moved:
        assert any({a, b} <= {*one} for one in after)


def test_two_change_places_and_one_of_them_may_have_had_none() -> None:
    assert exchanged([group(1, 2), group(3, 4)], PersonId(1), PersonId(3)) == [group(2, 3), group(1, 4)]
    assert exchanged([group(1, 2)], PersonId(1), PersonId(9)) == [group(2, 9)]


def test_one_moves_to_a_pair_or_to_somebody_without_a_partner() -> None:
    assert moved([group(1, 2), group(3, 4)], PersonId(1), PersonId(3)) == [group(1, 3, 4)]
    assert moved([group(1, 2, 3)], PersonId(2), PersonId(9)) == [group(1, 3), group(2, 9)]
    assert moved([], PersonId(8), PersonId(9)) == [group(8, 9)]


@pytest.mark.parametrize(("who", "beside"), [(1, 1), (1, 2), (9, 5)])
def test_nobody_moves_to_themselves_to_their_partner_or_to_three(who: int, beside: int) -> None:
    with pytest.raises(Refusal) as refused:
        moved([group(1, 2), group(3, 4), group(5, 6, 7)], PersonId(who), PersonId(beside))
    assert refused.value.why is Why.STALE


def test_a_forged_way_of_changing_pairs_is_an_unknown_button() -> None:
    assert How.read("move") is How.MOVE
    with pytest.raises(Refusal) as refused:
        How.read("shuffle")
    assert refused.value.why is Why.UNKNOWN_BUTTON
