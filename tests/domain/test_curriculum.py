"""The count of what people would choose: fair to every topic and every person, and its ties are left to people."""

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import CohortId, PersonId, ProposalId
from domain.ground.refusal import Refusal, Why
from domain.group.curriculum import (
    LONGEST_TITLE,
    MOST_CHOSEN,
    Counted,
    Hosting,
    Proposal,
    counted,
    hosts_line,
    may_be_counted,
    of_one_text,
    tapped,
)
from messages.group.details import LONGEST

TOPICS = [ProposalId(n) for n in range(1, 10)]
ballots = st.lists(st.lists(st.sampled_from(TOPICS), max_size=MOST_CHOSEN, unique=True), max_size=15)


def named(text: str | None, id_: int = 1) -> Proposal:
    return Proposal(ProposalId(id_), CohortId(1), PersonId(1), None, "Title", "Why", text, Hosting.NO, datetime(2026, 10, 1, tzinfo=UTC))


def places(found: tuple[Counted, ...]) -> dict[ProposalId, tuple[int, int]]:
    return {one.proposal: (one.sum, one.place) for one in found}


def test_a_first_choice_counts_five_and_a_fifth_one() -> None:
    found = places(counted([TOPICS[:5]], TOPICS))
    assert [found[one][0] for one in TOPICS] == [5, 4, 3, 2, 1, 0, 0, 0, 0]
    assert [found[one][1] for one in TOPICS] == [1, 2, 3, 4, 5, 6, 6, 6, 6]


def test_topics_with_the_same_sum_have_the_same_place_and_nothing_breaks_the_tie() -> None:
    found = places(counted([TOPICS[:2], [TOPICS[1], TOPICS[0]]], TOPICS[:3]))
    assert found == {TOPICS[0]: (9, 1), TOPICS[1]: (9, 1), TOPICS[2]: (0, 3)}


@given(ballots, st.integers())
def test_it_is_the_same_whoever_chose_what_and_in_whatever_order_they_did(choices: list[list[ProposalId]], seed: int) -> None:
    shuffled = choices.copy()
    Random(seed).shuffle(shuffled)
    assert counted(shuffled, TOPICS) == counted(choices, TOPICS)


@given(ballots, st.permutations(TOPICS))
def test_it_treats_every_topic_alike(choices: list[list[ProposalId]], other: list[ProposalId]) -> None:
    renamed = dict(zip(TOPICS, other, strict=True))
    before = places(counted(choices, TOPICS))
    after = places(counted([[renamed[one] for one in chosen] for chosen in choices], TOPICS))
    assert {renamed[one]: found for one, found in before.items()} == after


@given(ballots.filter(bool), st.data())
def test_a_topic_that_somebody_puts_higher_never_falls(choices: list[list[ProposalId]], data: st.DataObject) -> None:
    which = data.draw(st.sampled_from(range(len(choices))))
    if len(choices[which]) < 2:
        return
    at = data.draw(st.integers(1, len(choices[which]) - 1))
    raised = choices[which].copy()
    raised[at - 1], raised[at] = raised[at], raised[at - 1]
    before = places(counted(choices, TOPICS))[choices[which][at]]
    after = places(counted([*choices[:which], raised, *choices[which + 1 :]], TOPICS))[choices[which][at]]
    assert after[1] <= before[1]


@given(ballots)
def test_every_topic_is_counted_once_and_a_better_place_has_a_greater_sum(choices: list[list[ProposalId]]) -> None:
    found = counted(choices, TOPICS)
    assert sorted(one.proposal for one in found) == TOPICS
    assert all((one.sum > other.sum) == (one.place < other.place) for one in found for other in found)


def test_what_was_withdrawn_is_not_counted() -> None:
    assert places(counted([[TOPICS[8], TOPICS[0]]], TOPICS[:1])) == {TOPICS[0]: (4, 1)}


def test_one_tap_adds_a_topic_at_the_end_and_another_takes_it_away() -> None:
    chosen = tapped(tapped((), TOPICS[2]), TOPICS[0])
    assert chosen == (TOPICS[2], TOPICS[0])
    assert tapped(chosen, TOPICS[2]) == (TOPICS[0],)


def test_a_sixth_topic_is_refused_and_a_fifth_can_still_be_taken_away() -> None:
    five = tuple(TOPICS[:MOST_CHOSEN])
    with pytest.raises(Refusal) as no:
        tapped(five, TOPICS[8])
    assert no.value.why is Why.ENOUGH_CHOSEN
    assert tapped(five, TOPICS[4]) == five[:4]


def test_nothing_is_counted_before_three_have_chosen() -> None:
    assert [may_be_counted(people) for people in range(5)] == [False, False, False, True, True]


def test_topics_on_the_same_text_are_found_however_it_is_written() -> None:
    proposals = [named(text, n) for n, text in enumerate(("BM 59b", "Bava Metzia 59b", "Genesis 1", "a Book", "A  book", None, None))]
    assert [[one.id for one in some] for some in of_one_text(proposals)] == [[0, 1], [3, 4]]


@given(st.lists(st.text(min_size=1, max_size=32).filter(lambda name: bool(name.strip())), max_size=3))
def test_the_hosts_of_a_session_have_room_on_its_line(names: list[str]) -> None:
    line = hosts_line(names)
    assert (line is None) is (not names)
    assert line is None or len(line) <= LONGEST


def test_hosts_are_named_as_one_would_say_it() -> None:
    assert hosts_line(["Dana"]) == "Dana"
    assert hosts_line(["Dana", "Avi"]) == "Dana and Avi"
    assert hosts_line(["Dana", "Avi", "Noa"]) == "Dana, Avi and Noa"


def test_a_title_can_become_the_topic_of_a_session() -> None:
    assert LONGEST_TITLE == LONGEST
