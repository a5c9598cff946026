"""What one phrase says of a place or a clock: the cities, regions and clocks that have that name."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from msgspec.structs import replace

from domain.ground.atlas import nicknames as nick
from domain.ground.atlas.cities import HOMES, City, cities
from domain.ground.atlas.regions import DISPUTED, Region, called, codes, only_after, regions, zones_of
from domain.ground.atlas.spelling import plainly, single, slips, words_of
from domain.ground.values import Value

LONGEST_LABEL = 44  # letters, as many as a button's id has room for
WHOLE = 10_000_000.0  # how likely a country or a state is meant, beside cities of its name
_CODE = WHOLE / 10
_NOTABLE = 100_000.0  # whose name is known though it is misspelt
# Codes that are words too. Some are never a place; others are one where they stand in capitals or apart; small and last, they may say
# where the city before them lies, and nothing else.
_NEVER_CODES = frozenset({"am", "pm", "tv"})
_NEVER_ALONE = words_of("ok hi me in or is it no so to by be at as do my an us go et ms mr st on sa pe")
WORDS = _NEVER_ALONE | words_of("al oh pa ma de id mo co la ad ai")
_SOUNDS = (
    ("tz", "z"), ("ts", "z"), ("ch", "h"), ("kh", "h"), ("ph", "f"), ("q", "k"), ("w", "v"), ("ey", "e"), ("ei", "e"), ("ay", "a"),
    ("ai", "a"), ("y", "i"), (" ", ""),
)  # fmt: skip


class Meaning(Value):
    """One thing that a name may stand for."""

    zone: str
    weight: float
    city: City | None = None  # None for a clock, or where we know no city of it
    whole: Region | None = None  # a country or a part of one, for which its largest city on that clock stands
    named: str = ""  # what it is called, where no city says so

    @property
    def label(self) -> str:
        """What it is called, so that everybody knows which it is; typed, it means this and nothing else."""
        if self.city is None:
            return self.named
        where = called((self.city.country, self.city.region)) or called((self.city.country, ""))
        if self.city.country == "PS" and self.zone != "Asia/Gaza":
            where = "West Bank"
        return f"{self.city.name}, {where}"[:LONGEST_LABEL]

    @property
    def only_a_clock(self) -> bool:
        """True where no place is named."""
        return self.city is None and self.whole is None

    @property
    def obscure(self) -> bool:
        """True for a town of whose name, said alone, one cannot be sure that it is meant."""
        if self.city is None or self.whole is not None or self.city.zone == "Asia/Jerusalem":
            return False
        return self.city.people < (5_000 if self.city.country in HOMES else 50_000 if self.city.weight * 2 >= self.city.people else 100_000)


class Reading(Value):
    """What a phrase says; all of it may be empty, where nobody knows."""

    text: str
    meanings: tuple[Meaning, ...] = ()
    within: frozenset[Region] = frozenset()  # where what stands beside it lies
    offset: int | None = None  # minutes from UTC
    sure: bool = True  # spelt as we know it
    obscure: bool = False  # a small town is all that it names, and nothing says where that lies
    fills: bool = False  # says nothing of a place, and is not missed

    @property
    def known(self) -> bool:
        """True when it says something."""
        return bool(self.meanings or self.within or self.offset is not None)


@lru_cache(maxsize=1024)
def read(phrase: str, *, apart: bool = False, capitals: bool = False, alone: bool = False, last: bool = False) -> Reading | None:
    """What a phrase, spelt plainly, says; None where we do not know it.

    `apart`: it follows a comma. `capitals`: it is written in them. `alone`: nothing else is. `last`: others stand before it.
    """
    meanings = [_city(city) for city in cities().called(phrase)]
    if (full := nick.nicknames().get(phrase)) is not None:
        meanings += [replace(one, weight=max(one.weight, _CODE)) for one in named_in_full(full)]
    if (several := nick.several().get(phrase)) is not None:
        near = min(2 * max((one.weight for one in meanings), default=_CODE), _CODE)
        meanings += [replace(one, weight=near) for each in several for one in named_in_full(each)]
    zone = nick.clocks().get(phrase)
    if zone is not None:
        meanings.append(_clock(zone))
    there = regions().get(phrase, frozenset[Region]())
    for region in there if phrase not in nick.several() else ():
        meanings += expanded(region, _weight(region))
    code = (
        codes().get(phrase, frozenset[Region]())
        if _is_code(phrase, apart=apart, capitals=capitals, alone=alone, last=last)
        else frozenset[Region]()
    )
    weak = phrase in WORDS and not (capitals or apart)
    if not weak and not (alone and full):
        for region in _meant(code - there):
            meanings += expanded(region, _CODE)
    within = there | code | only_after().get(phrase, frozenset())
    return Reading(phrase, tuple(meanings), within) if meanings or within else None


def _is_code(phrase: str, *, apart: bool, capitals: bool, alone: bool, last: bool) -> bool:
    if phrase not in codes() or phrase in _NEVER_CODES:
        return False
    if alone:
        return phrase not in _NEVER_ALONE and (capitals or (phrase not in WORDS and any(part for _, part in codes()[phrase])))
    return capitals or apart or last or (phrase not in WORDS and any(part for _, part in codes()[phrase]))


def _meant(regions_: frozenset[Region]) -> frozenset[Region]:
    """A few letters are a state or a province, or a country that is as near to us."""
    near = frozenset(region for region in regions_ if region[1] or region[0] in {"US", "GB", "IL", "DE"})
    return near or regions_


def _city(city: City) -> Meaning:
    return Meaning(city.zone, city.weight, city)


def _clock(zone: str) -> Meaning:
    return Meaning(zone, WHOLE / 2, named="UTC" if zone == "UTC" else zone.rsplit("/", 1)[-1].replace("_", " "))


def named_in_full(full: str) -> list[Meaning]:
    """The city that a nickname stands for, by its name and region."""
    name, _, where = full.partition(", ")
    lie = regions().get(plainly(where), frozenset())
    found = (city for city in cities().called(plainly(name)) if {(city.country, city.region), (city.country, "")} & lie)
    return [_city(city) for city in found][:1]


def _weight(region: Region) -> float:
    """How likely a country, or a part of one, is meant: New Brunswick is a city in New Jersey, too."""
    if not region[1]:
        return WHOLE
    return float(sum(people for _, people in cities().by_zone(region))) if region[0] in HOMES else _CODE


@lru_cache(maxsize=256)
def expanded(region: Region, weight: float) -> tuple[Meaning, ...]:
    """A country, or a part of one: the largest city of each of its zones, with the share of the people that are there."""
    own = zones_of().get(region[0], ())  # a few towns of a country are said to live by a neighbour's
    found = [one for one in cities().by_zone(region) if one[0].zone not in DISPUTED and (not own or one[0].zone in own)]
    if not found:
        zones = zones_of().get(region[0], ()) if not region[1] else ()
        return tuple(Meaning(zone, weight / len(zones), whole=region, named=f"{_tail(zone)}, {called(region)}") for zone in zones)
    all_ = sum(people for _, people in found)
    return tuple(Meaning(city.zone, weight * people / all_, city, region) for city, people in found)


def _tail(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


# --- Slips ---


def nearly(phrase: str) -> Reading | None:
    """What somebody meant whose spelling is a little off: a Hebrew name in other Latin letters, or one letter wrong in a large city."""
    if "\u05d0" <= phrase[:1] <= "\u05ea":
        without = phrase[1:] if phrase[0] in "במל" and len(phrase) > 3 else ""
        return read(without) if without else None
    found = _sounding().get(_sound(phrase), ()) if len(phrase) > 3 else ()
    if found:
        return Reading(phrase, tuple(_city(cities()[number]) for number in found))
    meant = tuple(_notable_near(phrase))
    plain = len(phrase) >= 6
    if not meant and plain:
        alike = [name for name in _notable() if name[0] == phrase[0] and abs(len(name) - len(phrase)) < 2]
        meant = tuple(meaning for name in get_close_matches(single(phrase), alike, 2, 0.85) for meaning in _notably(name))
        plain = False
    return Reading(phrase, meant, frozenset(one.whole for one in meant if one.whole), sure=plain) if meant else None


def _notable_near(phrase: str) -> Iterator[Meaning]:
    key = single(phrase)
    if len(phrase) >= 5 and phrase.isascii():
        yield from dict.fromkeys(meaning for near in (key, *slips(key)) for meaning in _notably(near))


def _notably(name: str) -> Iterator[Meaning]:
    """What a name that many know stands for; nothing, where it is none."""
    for one in _notable().get(name, ()):
        if isinstance(one, str):
            yield from named_in_full(one)
        else:
            yield from (_city(cities()[one]),) if isinstance(one, int) else expanded(one, WHOLE)


def larger_part(phrase: str, than: float) -> Iterator[Meaning]:
    """The far larger city of which this is the name of a part, too: London, where East London was said."""
    first, _, rest = phrase.partition(" ")
    if first in {"north", "south", "east", "west", "central"}:
        yield from (_city(city) for city in cities().called(rest) if city.weight >= 3.5 * than)


def much_larger(phrase: str, than: float) -> Iterator[Meaning]:
    """Cities that are one letter away, of which so many more speak that they may be meant: Sydney where Sidney was written."""
    if len(phrase) >= 6:
        yield from (one for one in _notable_near(phrase) if one.whole is None and one.weight >= 3.5 * than)


@lru_cache(maxsize=1)
def _notable() -> Mapping[str, tuple[int | str | Region, ...]]:
    """Without doubled letters: large cities by their numbers, regions, and what a longer nickname stands for in full."""
    found: dict[str, tuple[int | str | Region, ...]] = {}
    for name, city in cities().large(_NOTABLE):
        found[single(name)] = (*found.get(single(name), ()), city)
    for name, there in regions().items():
        if len(name) >= 5:
            found[single(name)] = (*found.get(single(name), ()), *there)
    for name, full in nick.nicknames().items():
        if len(name) >= 8 and name not in found:
            found[single(name)] = (full,)
    return found


@lru_cache(maxsize=1)
def _sounding() -> Mapping[str, tuple[int, ...]]:
    """Israel's towns, by their numbers, by how they sound."""
    found: dict[str, tuple[int, ...]] = {}
    for name, city in cities().israeli():
        found[_sound(name)] = (*found.get(_sound(name), ()), city)
    return found


def _sound(name: str) -> str:
    for written, sound in _SOUNDS:
        name = name.replace(written, sound)
    return single(name).removesuffix("h")
