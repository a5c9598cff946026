"""Ways to study from our own list: in turn, and the unused ones first."""

from hypothesis import given
from hypothesis import strategies as st

from domain.pair.formats import FORMATS, Format, in_turn, numbered, proposed, used

ROUNDS = st.integers(1, 60)
WAYS = st.integers(1, FORMATS)


@given(ROUNDS, st.frozensets(WAYS))
def test_a_facilitator_is_offered_three_different_ways_and_none_that_was_used_while_others_are_left(
    round_: int, before: frozenset[int]
) -> None:
    offered = proposed(round_, before)
    assert len(set(offered)) == 3
    assert set(offered) <= set(range(1, FORMATS + 1))
    if len(before) <= FORMATS - 3:
        assert not set(offered) & before
    assert proposed(round_, before) == offered


@given(ROUNDS)
def test_a_cohort_that_has_seen_nothing_is_offered_them_in_turn(round_: int) -> None:
    assert proposed(round_, ()) == (in_turn(round_), in_turn(round_ + 1), in_turn(round_ + 2))


@given(ROUNDS, st.dictionaries(ROUNDS, st.none() | WAYS))
def test_what_another_round_studied_or_fell_to_counts_as_used_and_what_this_round_has_does_not(
    round_: int, chosen: dict[int, int | None]
) -> None:
    seen = used(round_, chosen)
    assert seen == used(round_, {n: way for n, way in chosen.items() if n != round_})
    assert {way for n, way in chosen.items() if way is not None and n != round_} <= seen
    assert {in_turn(n) for n in range(1, round_) if n not in chosen} <= seen
    assert all(1 <= way <= FORMATS for way in seen)


def test_twelve_rounds_bring_twelve_ways_in_their_order_and_then_they_start_again() -> None:
    assert [numbered(in_turn(number)) for number in range(1, 13)] == list(Format)
    assert in_turn(13) == in_turn(1)
