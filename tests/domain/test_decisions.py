"""A file of decisions as people really write it: each line is understood or named, and never half of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import ApplicationId, CohortId
from domain.joining.decisions import Decided, Unclear, known, read
from domain.joining.signups import Decision

COHORT = CohortId(3)


def decisions(text: str) -> dict[int, Decision]:
    return {one.application: one.decision for one in read(text, COHORT).decided}


def why(file: Decided) -> list[tuple[int, Unclear]]:
    return [(lapse.line, lapse.why) for lapse in file.lapses]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_columns_are_known_by_their_names_wherever_they_are(delimiter: str) -> None:
    lines = (("Name", "Decision", "Application"), ("Dana", "In", "7"), ("Avi", "waiting list", "#8"), ("Noa", "Not this time", "9.0"))
    text = "\n".join(delimiter.join(line) for line in lines)
    assert decisions(text) == {7: Decision.ACCEPT, 8: Decision.WAIT, 9: Decision.DECLINE}


def test_two_columns_without_names_are_enough() -> None:
    assert decisions("7,yes\n8,no\n9,Waitlisted\n") == {7: Decision.ACCEPT, 8: Decision.DECLINE, 9: Decision.WAIT}


def test_a_column_of_their_own_counts_before_what_was_proposed() -> None:
    assert decisions("Application,Proposed decision,Decision\n7,in,no\n") == {7: Decision.DECLINE}
    assert decisions("Application,Proposed decision\n7,in\n") == {7: Decision.ACCEPT}


def test_each_line_that_is_not_understood_is_named_with_what_is_in_the_way() -> None:
    file = read('Our list\nApplication,Decision\n,in\nDana,in\n7,\n8,perhaps\n9,in\n10,no\n9,no\n"11,in\n\n,\n', COHORT)
    assert [one.application for one in file.decided] == [10]
    assert why(file) == [
        (1, Unclear.ABOVE_TITLES), (3, Unclear.NO_NUMBER), (4, Unclear.NO_NUMBER), (5, Unclear.NO_DECISION), (6, Unclear.BAD_DECISION),
        (7, Unclear.TWICE), (9, Unclear.TWICE), (10, Unclear.BAD_QUOTES),
    ]  # fmt: skip
    assert [lapse.also for lapse in file.lapses if lapse.why is Unclear.TWICE] == [(9,), (7,)]


def test_a_note_in_a_quoted_cell_decides_about_nobody() -> None:
    file = read('Application,Note,Decision\n7,"they said\n8,,in\nat the table",no\n9,"open\n10,,in\n', COHORT)
    assert {one.application: one.decision for one in file.decided} == {7: Decision.DECLINE}
    assert [(lapse.why, lapse.line, lapse.last) for lapse in file.lapses] == [(Unclear.BAD_QUOTES, 5, 7)]


def test_a_number_that_is_nobody_s_here_is_left_out() -> None:
    file = known(read("7,in\n8,in\n", COHORT), {ApplicationId(8)})
    assert [one.application for one in file.decided] == [8]
    assert why(file) == [(1, Unclear.UNKNOWN)]


@given(st.text(max_size=300))
def test_whatever_the_file_is_no_line_is_both_and_nothing_is_raised(text: str) -> None:
    file = read(text, COHORT)
    lines = [one.line for one in file.decided] + [lapse.line for lapse in file.lapses]
    assert len(set(lines)) == len(lines)
    assert len({one.application for one in file.decided}) == len(file.decided)


@given(st.dictionaries(st.integers(1, 10**6), st.sampled_from(Decision), max_size=30))
def test_what_is_written_plainly_is_taken_whole(given_: dict[int, Decision]) -> None:
    words = {Decision.ACCEPT: "in", Decision.WAIT: "waiting list", Decision.DECLINE: "not this time"}
    text = "Application,Decision\n" + "\n".join(f"{number},{words[decision]}" for number, decision in given_.items())
    assert decisions(text) == given_
