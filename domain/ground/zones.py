"""From what people say of their clock to a zone: a city, a country, a short name, an offset, or what time it is for them now.

What may be more than one clock is asked back, and so is what has words in it that are not understood; nothing is dropped silently.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources

from msgspec.structs import replace

from domain.ground.atlas.agreeing import together
from domain.ground.atlas.cities import HOMES, City, cities
from domain.ground.atlas.nicknames import clocks
from domain.ground.atlas.offsets import HALF_AN_HOUR, by_offset, by_the_clock, clock, offset_in, shown_in, shows
from domain.ground.atlas.phrases import parts_of, says_a_part_of_the_world
from domain.ground.atlas.reading import Meaning, Reading
from domain.ground.atlas.regions import zones_of
from domain.ground.atlas.spelling import letters, plainly
from domain.ground.atlas.weighing import SMALL, likeliest, of_its_clocks, rivals
from domain.ground.refusal import Refusal, Why

MOST_CHOICES = 5  # buttons in a row
_LONGEST = 60  # letters that are read
_VILLAGE = 10_000  # people of a place that is hardly meant by somebody on another clock
_ASKED_ABOUT = 12  # how many times likelier the likeliest may be than what is asked about too


def zone_named(typed: str, now: datetime) -> str:
    """The IANA zone that somebody means; `now` is when they say it.

    "GMT+2", "UTC-5" and "+2" are that far from UTC, all year. "3:20 pm" is what their clock shows now, and is read as the likeliest
    zone that shows it. Raises `Refusal(UNKNOWN_ZONE)`, and `Refusal(WHICH_CLOCK)` with `choices`: what they may mean, each of which
    is understood when it is typed.
    """
    typed = typed.strip()[:_LONGEST]
    by_name = _by_name(typed)
    if by_name is not None:
        return by_name
    return _decided(_said(typed, now), typed, now)


def city_named(typed: str, here: str, now: datetime) -> Meaning:
    """The city that somebody whose clock is that of the zone `here` names, as a meaning that has one.

    Of several, it is the one in their zone. Raises `Refusal(UNKNOWN_TOWN)`, and `Refusal(WHICH_TOWN)` with `choices`, as above: where
    several remain, a word is not understood, or a village somewhere else has that name.
    """
    typed = typed.strip()[:_LONGEST]
    by_name = _by_name(typed)
    said = _said(typed, now) if by_name is None else Reading(typed, (Meaning(by_name, 1.0, city_of(by_name)),))
    meant = _cities(said.meanings)
    if not meant or shown_in(letters(typed))[0] is not None:  # what time it is somewhere names no city
        raise Refusal(Why.UNKNOWN_TOWN, typed=typed)
    by_it = [one for one in meant if clock(one.zone, now.year) == clock(here, now.year)]
    theirs = [one for one in meant if one.zone == here] or [one for one in by_it if rivals(one, meant[0])]
    top, *others = theirs or meant
    near = [top, *(one for one in others if rivals(one, top))]
    if said.sure and len(near) == 1 and (theirs or not _is_village(top)):
        return top
    choices = tuple(dict.fromkeys(one.label for one in (*near, meant[0], *by_it)))[:MOST_CHOICES]
    raise Refusal(Why.WHICH_TOWN, typed=typed, choices=choices, count=len(choices))


def _cities(meanings: Sequence[Meaning]) -> list[Meaning]:
    """The cities among what is meant, the likeliest first; beside a country or a state of that name, small ones are not meant."""
    meant = likeliest(meanings)
    least = SMALL if meant and meant[0].whole is not None else 0
    return [one for one in meant if one.city is not None and one.whole is None and one.city.people >= least]


def _is_village(one: Meaning) -> bool:
    return one.city is not None and one.city.people < _VILLAGE


@lru_cache(maxsize=256)
def city_of(zone: str) -> City | None:
    """The city that stands for a zone: the one it is called after, or its largest; None for bare offsets."""
    return cities().of_zone(zone)


def read_tables() -> None:
    """Read all that understanding a place needs: a tenth of a second and 4 MiB, once."""
    with suppress(Refusal):
        zone_named("Jerusalm", datetime(2026, 1, 1, tzinfo=UTC))  # misspelt, which asks all of them


def zones_like(typed: str, most: int = 25) -> list[str]:
    """Living zones whose name holds what was typed so far, or one of whose larger cities begins with it, for autocomplete.

    Those of the largest city that begins with it come first.
    """
    wanted = plainly(typed)
    people = dict.fromkeys((name for name in _living() if wanted in plainly(name)), 0)
    for city in cities().beginning(wanted) if len(wanted) > 1 else ():
        if city.people >= SMALL:
            people[city.zone] = max(people.get(city.zone, 0), city.people)
    return sorted(people, key=lambda name: (-people[name], len(name), name))[:most]


# --- What is said ---


def _said(typed: str, now: datetime) -> Reading:
    """All of it, put together from how far from UTC it is, what time it is there, and which places are named."""
    text = " ".join(letters(typed).split())
    offset, rest = offset_in(text)
    shown, rest = shown_in(rest) if offset is None else (None, rest)
    kept = typed if offset is None and shown is None else rest
    parts = [part for part in parts_of(kept, alone=kept is typed) if not all(one.fills for one in part)]
    beside = [Reading(text, offset=offset)] if offset is not None else []
    if not any(one.known for part in parts for one in part):
        if parts or (offset is None and shown is None):
            return Reading(text)  # words that say nothing
        found = by_offset(text, offset, now) if offset is not None else by_the_clock(text, shown or (), now)
        return replace(found, sure=False) if says_a_part_of_the_world(kept) else found
    said = together(parts, beside, now)
    if shown is not None and not any(shows(one.zone, at, now, HALF_AN_HOUR) for at in shown for one in said.meanings):
        return replace(said, sure=False)
    return said


# --- What is decided ---


def _decided(said: Reading, typed: str, now: datetime) -> str:
    if not said.meanings:
        raise Refusal(Why.UNKNOWN_ZONE, zone=typed)
    top, *others = of_its_clocks(said.meanings, now)
    several = any(rivals(one, top) for one in others)
    if said.sure and not said.obscure and not several:
        return top.zone
    beside = [one for one in others if one.weight * _ASKED_ABOUT >= top.weight] if several else []
    near = sorted((top, *beside), key=lambda one: one.whole is None or one.whole[0] not in HOMES)  # a state of ours before a country
    choices = tuple(dict.fromkeys(_label(one) for one in near))[:MOST_CHOICES]
    raise Refusal(Why.WHICH_CLOCK, zone=typed, choices=choices, count=len(choices))


def _label(one: Meaning) -> str:
    return replace(one, city=city_of(one.zone)).label if one.only_a_clock else one.label


# --- Names of zones ---


def _by_name(typed: str) -> str | None:
    """The zone that IANA calls so, or one of its old names of clocks, all of which have a slash."""
    key = plainly(typed)
    return (clocks().get(key) or _iana().get(key)) if "/" in key else None


@lru_cache(maxsize=1)
def _living() -> frozenset[str]:
    """The zones in which people live, by the pinned data: no antiques, no bare offsets."""
    return frozenset(zone for zones in zones_of().values() for zone in zones)


@lru_cache(maxsize=1)
def _iana() -> Mapping[str, str]:
    """Every zone by its own name, but for those whose name is a city's, a country's or a short one too."""
    names = [name for name in (resources.files("tzdata") / "zones").read_text("utf-8").split() if "/" in name]
    return {plainly(name): name for name in names}
