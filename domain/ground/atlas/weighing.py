"""Which of several places of one name is meant: the one that is clearly likelier than those on another clock, or it is asked back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.ground.atlas.offsets import clock
from domain.ground.atlas.reading import Meaning

SMALL = 50_000  # people of a small town
SMALL_RIVAL = 3.5  # how many times likelier a place must be than a small town of its name
_RIVAL = 12  # and than any other place
_FEW = 0.025  # of a country's people, of whose clock nobody thinks who names the country


def rivals(one: Meaning, top: Meaning) -> bool:
    """True when the likeliest is not clearly likelier than that one."""
    small = one.whole is None and one.city is not None and one.city.people < SMALL
    return one.weight * (SMALL_RIVAL if small else _RIVAL) >= top.weight


def likeliest(meanings: Iterable[Meaning]) -> list[Meaning]:
    """In that order."""
    return sorted(meanings, key=lambda one: -one.weight)


def of_its_clocks(meanings: Sequence[Meaning], now: datetime) -> list[Meaning]:
    """The likeliest of each clock; of a country or a state, each clock that more than a few of its people live by."""
    whole: dict[object, float] = {}
    for one in meanings:
        if one.whole is not None:
            whole[one.whole] = whole.get(one.whole, 0.0) + one.weight
            key = one.whole, clock(one.zone, now.year)
            whole[key] = whole.get(key, 0.0) + one.weight
    best: dict[object, Meaning] = {}
    for one in likeliest(meanings):
        here = clock(one.zone, now.year)
        if one.whole is not None:
            share = whole[one.whole, here] / whole[one.whole]
            if share < _FEW:
                continue
            one = replace(one, weight=whole[one.whole] * (0.9 + 0.1 * share))  # noqa: PLW2901 - each of its clocks is as likely meant
        if here not in best or one.weight > best[here].weight:
            best[here] = one
    return likeliest(best.values())
