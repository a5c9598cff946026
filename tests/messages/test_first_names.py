"""How people are greeted once a season runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.ground.names import first_name


@pytest.mark.parametrize(
    ("whole", "first"),
    [
        ("Dana Cohen", "Dana"),
        ("Dana", "Dana"),
        ("Rabbi Dana Cohen", "Dana"),
        ("rabbi dr. avi levi", "avi"),
        ("Cantor", "Cantor"),
        ("Cohen, Dana", "Cohen, Dana"),
        ("🌸 Noa 🌸", "Noa"),
        ("דנה כהן", "דנה"),
        ("Dana (she/her)", "Dana"),
        ("Jean-Luc Weil", "Jean-Luc"),
        ("R. Noa Stein", "Noa"),
    ],
)
def test_the_first_part_of_the_name_they_gave_is_used_without_a_title(whole: str, first: str) -> None:
    assert first_name(whole) == first


@given(st.text(min_size=1, max_size=40))
def test_of_every_name_something_is_left(name: str) -> None:
    assert first_name(name)
