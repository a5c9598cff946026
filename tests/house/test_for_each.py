"""A test that walks many things finds what a test for each of them would find."""

import pytest

from domain.ground.refusal import Refusal, Why
from tests.for_each import for_each


def test_a_walk_goes_to_its_end_and_names_each_that_fails_with_what_was_wrong() -> None:
    @for_each(["Dana", "Avi", "Noa", "Ruth"])
    def walk(name: str) -> None:
        if name == "Noa":
            raise Refusal(Why.NOT_HERE)
        if name == "Ruth":
            pytest.fail("Ruth was not asked")
        assert name == "Avi", "not Avi"

    with pytest.raises(pytest.fail.Exception) as failed:
        walk()
    said = str(failed.value)
    assert said.startswith("3 of 4 fail:\n'Dana'\n    AssertionError in walk, line ")
    assert "not Avi" in said
    assert "'Noa'\n    Refusal in walk" in said
    assert "'Ruth'\n    Failed in " in said
    assert "\n'Avi'" not in said


def test_what_belongs_together_is_given_together() -> None:
    given: list[tuple[str, int]] = []

    @for_each(lambda: zip("ab", (1, 2), strict=True))
    def walk(letter: str, number: int) -> None:
        given.append((letter, number))

    walk()
    walk()
    assert given == [("a", 1), ("b", 2)] * 2


def test_a_walk_over_nothing_proves_nothing() -> None:
    for nothing in ((), lambda: ()):
        with pytest.raises(AssertionError, match="nothing to walk"):
            for_each(nothing)(print)()
