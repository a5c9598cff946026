"""To have met is to have met the one they study with, whom the database knows by name."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.pair.understanding import Sense, Understood, understand
from tests.domain.test_replies import HOME, REPLIES, WEDNESDAY, Right

MET = (Sense.MET,)


def heard(text: str, *partners: str) -> Understood:
    return understand(text, WEDNESDAY, HOME, partners)


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Dana and I studied", ["Dana Levi"]),
        ("Finally Dana and I met!", ["Rabbi Dana Levi"]),
        ("Rabbi Levi and I met last week", ["Dana Levi"]),
        ("Zsuzsanna and I met", ["Zsuzsanna"]),
        ("I met with Zsuzsanna yesterday", ["Zsuzsanna K."]),
        ("David, Ruth and I met yesterday", ["Ruth", "David Cohen"]),
        ("אני ודנה נפגשנו", ["דנה לוי"]),
        ("My chevruta and I met", ["Dana"]),
        ("We met", []),
    ],
)
def test_whoever_met_the_one_they_study_with_has_met(text: str, partners: list[str]) -> None:
    assert heard(text, *partners).recorded == MET


@pytest.mark.parametrize(
    "text",
    [
        "Dana and I studied",
        "Rabbi Cohen and I met last week",
        "I met with Sarah yesterday",
        "me and Bob met",
        "My partner Bob and I met",
        "אני ודנה נפגשנו",
        "David, Ruth and I met yesterday",
        "Zsuzsanna and I met",
    ],
)
def test_to_have_met_somebody_else_is_a_guess_and_no_answer(text: str) -> None:
    found = heard(text, "Ruth Stein")

    assert (found.recorded, found.shown[0].sense) == ((), Sense.MET)


def test_where_nobody_knows_the_partner_a_first_name_may_be_theirs() -> None:
    assert understand("Dana and I studied", datetime(2027, 1, 13, 10), HOME).recorded == MET  # noqa: DTZ001 - a wall time


NAMES = st.sampled_from(["Not", "Never", "May", "Skip", "We", "No One", "Met", "Last Year", "Hope", "(?:.*)", "§f", "Dana|I", "'", "א", ""])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(REPLIES), st.lists(NAMES | st.text(max_size=12), max_size=2))
def test_whatever_a_partner_calls_themselves_nothing_is_recorded_that_was_not_said(right: Right, partners: list[str]) -> None:
    assert set(heard(right.text, *partners).recorded) <= right.recorded
