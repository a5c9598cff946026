"""Whatever somebody calls themselves, there is something to call them by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.people import name_of, shows
from messages.ground.words import clean

UNSEEN = "\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u200b\u200d\ufeff\u00ad\u3164\u115f\u2800\u0301 \t\n\u00a0\u180e"


@given(st.text(st.sampled_from(UNSEEN), max_size=12))
def test_a_name_of_which_nothing_is_seen_gives_way_to_the_account_s(display: str) -> None:
    assert name_of(display, "dana_levi") == "dana_levi"


@pytest.mark.parametrize("display", ["Dana", "דנה", "\u2066דנה\u2069", "🕯️", "李", "דָּנָה", ".", "\u202eanaD", "é"])
def test_every_other_name_is_kept_as_it_is(display: str) -> None:
    assert name_of(display, "dana_levi") == display


@given(st.text(max_size=20))
def test_what_shows_is_still_there_when_it_is_made_harmless(name: str) -> None:
    if shows(name):
        assert shows(clean(name))
