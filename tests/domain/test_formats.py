"""Which of the ways to study has its turn."""

from hypothesis import given
from hypothesis import strategies as st

from domain.pair.formats import Format, format_for


def test_twelve_rounds_bring_twelve_ways_in_their_order_and_then_they_start_again() -> None:
    assert [format_for(number) for number in range(1, 13)] == list(Format)
    assert format_for(13) is format_for(1)


@given(st.integers(1, 100), st.sets(st.sampled_from(Format), max_size=len(Format) - 1))
def test_a_pair_repeats_no_way_while_there_is_another(number: int, used: set[Format]) -> None:
    assert format_for(number, used) not in used


@given(st.integers(1, 100))
def test_whoever_has_had_them_all_gets_the_one_of_the_round(number: int) -> None:
    assert format_for(number, frozenset(Format)) is format_for(number)


def test_a_way_that_a_facilitator_has_taken_early_is_passed_over() -> None:
    assert format_for(2, {Format.MISSING_VOICE, Format.TRANSLATE_AGAIN}) is Format.BOTH_SIDES
