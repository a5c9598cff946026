"""Versions and signatures of a covenant: what changed, who is asked, and since when all have signed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import PersonId
from domain.group.covenant import Covenant, Signature, Text, all_signed, changes, tidy

START = datetime(2026, 10, 1, tzinfo=UTC)
LINES = st.lists(st.sampled_from(["We listen.", "We begin on time.", "", "One may pass.", "We write."]), max_size=6)
MOMENTS = st.integers(0, 30).map(lambda days: START + timedelta(days=days))
PEOPLE = st.dictionaries(st.integers(1, 5).map(PersonId), MOMENTS, max_size=5)


def covenant(versions: int, signed: dict[PersonId, datetime], of: int | None = None) -> Covenant:
    texts = tuple(Text(n, f"Text {n}.", START + timedelta(days=n)) for n in range(1, versions + 1))
    return Covenant(texts, tuple(Signature(one, of or versions, at) for one, at in signed.items()))


def test_a_changed_line_is_shown_as_it_was_and_as_it_is() -> None:
    found = changes("We listen.\nWe begin on time.", "We listen.\nWe begin and end on time.")
    assert (found.gone, found.come) == (("We begin on time.",), ("We begin and end on time.",))


@given(LINES, LINES)
def test_what_changed_is_exactly_the_lines_that_differ(before: list[str], after: list[str]) -> None:
    found = changes("\n".join(before), "\n".join(after))
    left, right = (sorted(line for line in lines if line) for lines in (before, after))
    assert sorted([*left, *found.come]) == sorted([*right, *found.gone])
    assert found.any is ([one for one in before if one] != [one for one in after if one])


@given(LINES)
def test_spaces_at_the_ends_of_lines_make_no_other_text(lines: list[str]) -> None:
    text = "\n".join(lines).strip()
    assert tidy("\r\n".join(f"  {line} " for line in text.splitlines())) == tidy(text)
    assert not changes(text, tidy(text)).any


@given(PEOPLE, PEOPLE, st.integers(1, 3))
def test_all_have_signed_exactly_while_everyone_who_has_a_place_has(
    since: dict[PersonId, datetime], signed: dict[PersonId, datetime], version: int
) -> None:  # fmt: skip
    found = all_signed(covenant(version, signed), since)
    assert (found is not None and found[1]) is (bool(since) and set(since) <= set(signed))


@given(PEOPLE, PEOPLE)
def test_a_signature_of_an_earlier_text_never_counts_for_the_one_that_holds(
    since: dict[PersonId, datetime], signed: dict[PersonId, datetime]
) -> None:  # fmt: skip
    earlier = covenant(2, signed, of=1)
    assert all_signed(earlier, since) is None
    assert all(earlier.asked_anew(one) for one in signed)
    assert not any(earlier.asked_anew(one) for one in set(since) - set(signed))


def test_who_comes_after_all_have_signed_makes_it_true_no_more_from_that_moment() -> None:
    one, two = PersonId(1), PersonId(2)
    since, signed = {one: START}, {one: START + timedelta(days=2)}
    assert all_signed(covenant(1, signed), since) == (START + timedelta(days=2), True)
    came = START + timedelta(days=9)
    assert all_signed(covenant(1, signed), since | {two: came}) == (came, False)
    assert all_signed(covenant(1, {}), since) is None
