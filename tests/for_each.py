"""One test that walks many things, instead of one test for each of them."""

import traceback
from collections.abc import Callable, Iterable
from typing import Any, cast

import pytest

LONGEST_NAME = 200
Items = Iterable[Any]


def for_each(items: Items | Callable[[], Items]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a test of one thing a test of all of them: it goes to the end, and names each that failed with what was wrong.

    A tuple is given as several arguments. A function of items is called when the test runs, so that collecting stays quick.
    """
    known = tuple(cast("Items", items)) if isinstance(items, Iterable) else items

    def made(test: Callable[..., None]) -> Callable[[], None]:
        def walk() -> None:
            walked, faults = 0, list[str]()
            for item in known() if callable(known) else known:
                walked += 1
                given = cast("tuple[Any, ...]", item if isinstance(item, tuple) else (item,))
                try:
                    test(*given)
                except (Exception, pytest.fail.Exception) as error:  # whatever it is, the others are looked at too
                    faults.append(f"{_name(given)}\n    {_what(error)}")
            assert walked, "there was nothing to walk"
            if faults:
                pytest.fail("\n".join((f"{len(faults)} of {walked} fail:", *faults)), pytrace=False)

        walk.__name__, walk.__doc__, walk.__module__ = test.__name__, test.__doc__, test.__module__
        return walk

    return made


def _name(given: tuple[Any, ...]) -> str:
    name = ", ".join(map(repr, given))
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _what(error: BaseException) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    said = "\n    ".join(str(error).splitlines()) or at.line
    return f"{type(error).__name__} in {at.name}, line {at.lineno}: {said}"
