"""What several phrases say together: they have to agree, and no word among them is dropped silently."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from math import cos, hypot, radians

from msgspec.structs import replace

from domain.ground.atlas.cities import HOMES, City
from domain.ground.atlas.nicknames import clocks
from domain.ground.atlas.offsets import by_offset, clock, winter_and_summer
from domain.ground.atlas.phrases import TALK, talks
from domain.ground.atlas.reading import WHOLE, Meaning, Reading, larger_part, much_larger
from domain.ground.atlas.weighing import SMALL_RIVAL, likeliest, of_its_clocks

_NEAR = 150.0  # kilometres within which a place is said to lie at another
# Weights: of a place that is not heard in a sentence that is not understood; that may be meant by a word of talk; that is no quarter of
# another one; and above which it is spelt as it was meant.
_HARDLY, _SAID_TOO, _KNOWN_TO_ALL, _SPELT = 30_000.0, 100_000.0, 20_000.0, 250_000.0


def together(parts: Sequence[Sequence[Reading]], beside: Sequence[Reading], now: datetime) -> Reading:
    """The meanings of one phrase with which all the others agree; `sure` where one need not ask back.

    `parts`: what stands between commas, at least one phrase of which is known. `beside`: what else was said of the clock.
    """
    placed = [(number, one) for number, part in enumerate(parts) for one in part if not one.fills]
    known = [(number, one) for number, one in placed if one.known]
    if all(one.text in clocks() for _, one in known) and len({clocks()[one.text] for _, one in known}) > 1:
        return _apart(parts, beside, known, now)  # "ET/CT"
    others = [*(one for _, one in known), *beside]
    for number, one in sorted(known, key=lambda pair: (_kind(pair[1]), pair[0])):
        rest = [other for other in others if other is not one]
        agreed = tuple(m for m in one.meanings if all(_agree(m, other, now) for other in rest))
        agreed = tuple(m for m in agreed if all(not other.within or _lies_in(m, other) for other in rest)) or agreed
        if agreed:
            lost = [(at, o) for at, o in placed if not o.known]
            sure = all(o.sure for o in others) and all(_belongs(o, at, one, number, parts) for at, o in lost)
            if rest:
                return Reading(one.text, (*agreed, *_its_own_clock(agreed, rest, now)), sure=sure)
            return _alone(one, sure=sure, lost=bool(lost))
    return _apart(parts, beside, known, now)


def _its_own_clock(agreed: Sequence[Meaning], rest: Iterable[Reading], now: datetime) -> Iterator[Meaning]:
    """Where a clock is named beside a country, that clock itself: "Eastern Time (US & Canada)" is New York's."""
    clocks_ = {clock(one.zone, now.year) for one in of_its_clocks(agreed, now) if one.whole is not None}
    named = (one for other in rest for one in other.meanings if one.only_a_clock)
    return (replace(one, weight=2 * WHOLE) for one in named if clock(one.zone, now.year) in clocks_)


def _kind(one: Reading) -> int:
    """Cities say more than countries, and these more than the name of a clock."""
    cities_ = any(m.city is not None and m.whole is None for m in one.meanings)
    return 0 if cities_ else 1 if any(m.whole for m in one.meanings) else 2


def _belongs(lost: Reading, at: int, one: Reading, number: int, parts: Sequence[Sequence[Reading]]) -> bool:
    """True for words, not understood, that may be a place in the one that is named after them: "Cherry Tree Lane, Boston"."""
    if talks(lost.text):
        return False
    if at < number:
        return True
    last = parts[number][-1]
    return at == number and last is one and bool(one.within) and len(lost.text.split()) <= 3 and parts[number][0] is lost


def _alone(one: Reading, *, sure: bool, lost: bool) -> Reading:
    """One name, and nothing that says where it lies; `lost`: there are words beside it that are not understood."""
    top = likeliest(one.meanings)[0]
    if top.weight < (_SAID_TOO if one.text in TALK else _HARDLY if lost and not sure else 0):
        return Reading(one.text)
    return Reading(one.text, _or_misspelt(one, one.meanings), sure=sure and one.text not in TALK, obscure=top.obscure)


def _or_misspelt(one: Reading, agreed: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    top = likeliest(agreed)[0]
    if top.whole is not None or top.city is None or not one.sure or top.weight > _SPELT:
        return agreed
    larger = [*much_larger(one.text, top.weight), *(() if top.city.country in HOMES else larger_part(one.text, top.weight))]
    return (*agreed, *(replace(m, weight=top.weight) for m in larger))


def _apart(
    parts: Sequence[Sequence[Reading]], beside: Sequence[Reading], known: Sequence[tuple[int, Reading]], now: datetime
) -> Reading:  # fmt: skip
    """They do not agree: a slip that was guessed, or an unknown quarter of the next; or different places, which is asked back."""
    guessed = [one for _, one in known if not one.sure]
    if guessed and len(guessed) < len(known):
        sure = [[Reading(one.text) if one in guessed else one for one in part] for part in parts]
        return together(sure, beside, now)
    first = known[0][1]
    beyond = len(known) > 1 and (known[1][0] > known[0][0] or _kind(known[1][1]) == 1)
    if beyond and max((m.weight for m in first.meanings), default=0.0) < _KNOWN_TO_ALL:
        without = [[Reading(one.text) if one is first else one for one in part] for part in parts]
        return together(without, beside, now)
    tops = [m for _, one in known for m in (of_its_clocks(one.meanings, now) if _kind(one) == 1 else likeliest(one.meanings)[:1])]
    tops += [m for one in beside if one.offset is not None for m in by_offset(one.text, one.offset, now).meanings]
    different = len({clock(m.zone, now.year) for m in tops}) > 1
    return Reading(known[0][1].text, tuple(replace(m, weight=1.0, whole=None) for m in tops), sure=not different)


def _agree(one: Meaning, other: Reading, now: datetime) -> bool:
    """Whether a place can be meant by somebody who also says that."""
    if other.offset is not None and other.offset not in winter_and_summer(one.zone, now.year):
        return False
    if not other.within and not other.meanings:
        return True
    if _lies_in(one, other):
        return True
    meant = likeliest(other.meanings)
    return any(_same(one, m, now) for m in meant if m.only_a_clock or m.weight * SMALL_RIVAL >= meant[0].weight)


def _lies_in(one: Meaning, other: Reading) -> bool:
    if one.city is None:
        return one.whole in other.within
    country = "IL" if one.zone == "Asia/Jerusalem" else one.city.country
    return bool({(one.city.country, ""), (country, ""), (one.city.country, one.city.region)} & other.within) and (
        one.whole is None or one.whole in other.within or (one.whole[0], "") in other.within
    )


def _same(one: Meaning, other: Meaning, now: datetime) -> bool:
    """Near one another; or on the same clock, where one of them is a clock only."""
    if one.only_a_clock or other.only_a_clock:
        both = zip(winter_and_summer(one.zone, now.year), winter_and_summer(other.zone, now.year), strict=True)
        return any(this == that for this, that in both)
    if one.city is None or other.city is None or one.whole or other.whole:
        return False  # what lies in what is asked otherwise
    return _kilometres(one.city, other.city) <= _NEAR and clock(one.zone, now.year) == clock(other.zone, now.year)


def _kilometres(one: City, other: City) -> float:
    """Near enough for near places."""
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return 111.2 * hypot(one.latitude - other.latitude, east)
