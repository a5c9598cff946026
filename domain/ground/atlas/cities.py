"""The cities of the world that people are likely to name, with where they lie and which clock they live by.

The table is made by `python -m tools.cities` from GeoNames (see NOTICE beside it) and read when the first city is asked for. It has towns
down to a thousand people where most members are (North America, Britain, Israel), and ever larger ones further away.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from itertools import accumulate
from lzma import decompress
from math import log2
from sys import byteorder

from msgspec import msgpack

from domain.ground.atlas.spelling import plain_lines, plainly, words_of
from domain.ground.values import Value

HOMES = frozenset({"US", "CA", "GB", "IL"})  # the countries in which most of the people are
# How much likelier a place is meant for each of its people: the table is the world's, the people are not everywhere alike.
_HALF = "AR AT AU BE BG BR CH CL CZ DE DK EE ES FI FR GR HU IE IT LT LV MX NL NO NZ PL PT RO RU SE UA UY ZA"
_LIKELIER: Mapping[str, float] = {"US": 2, "CA": 2, "GB": 1.2, "IL": 4, "PR": 2} | dict.fromkeys(words_of(_HALF), 0.5)
_ELSEWHERE = 0.15
_PEOPLE = tuple(round(2 ** (eighths / 8)) for eighths in range(256))


class City(Value):
    """A city: `region` is a state, province or part of a kingdom where people name one; degrees north and east to two decimals."""

    name: str
    region: str  # "NY", "08": GeoNames' code; empty where we keep none
    country: str  # ISO 3166
    latitude: float
    longitude: float
    zone: str
    people: int  # about

    @property
    def weight(self) -> float:
        """How likely somebody who says its name means it, beside others of that name; whose zone is called after it is known to all."""
        known = 4 if plainly(self.zone.rsplit("/", 1)[-1]) == plainly(self.name) else 1
        return self.people * known * _LIKELIER.get(self.country, _ELSEWHERE)


class Table(Value):
    """The file: cities in the order of their groups, each column in one piece."""

    groups: tuple[tuple[str, str, str, int], ...]  # country, region, zone, how many
    names: str  # with a line end between them
    people: bytes  # eighths of a power of two
    latitudes: bytes  # hundredths of a degree, 16 bits: the low bytes, then the high ones
    longitudes: bytes
    also: tuple[tuple[str, int], ...]  # other names, each with the number of its city


class Cities:
    """The table as it is looked up."""

    def __init__(self, table: Table) -> None:
        names = table.names.split("\n")
        self._names = table.names.encode()
        self._ends = array("I", accumulate(len(name.encode()) + 1 for name in names))
        self._people = table.people
        self._latitudes, self._longitudes = _degrees(table.latitudes), _degrees(table.longitudes)
        self._groups = table.groups
        self._begins = [0, *accumulate(many for *_, many in table.groups)]
        self._called: dict[str, int | tuple[int, ...]] = {}
        for number, name in enumerate(plain_lines(table.names).split("\n")):
            self._call(name, number)
        for name, number in table.also:
            self._call(name, number)

    def _call(self, key: str, number: int) -> None:
        before = self._called.setdefault(key, number)
        if isinstance(before, tuple):
            self._called[key] = (*before, number)
        elif before != number:
            self._called[key] = (before, number)

    def __len__(self) -> int:
        return len(self._people)

    def __getitem__(self, number: int) -> City:
        country, region, zone, _ = self._groups[bisect_right(self._begins, number) - 1]
        name = self._names[self._ends[number - 1] if number else 0 : self._ends[number] - 1].decode()
        place = self._latitudes[number] / 100, self._longitudes[number] / 100
        return City(name, region, country, *place, zone, _PEOPLE[self._people[number]])

    def __iter__(self) -> Iterator[City]:
        return (self[number] for number in range(len(self)))

    def called(self, key: str) -> tuple[City, ...]:
        """The cities of that name, spelt plainly; the likeliest first."""
        return tuple(sorted((self[number] for number in _all(self._called.get(key, ()))), key=lambda city: -city.weight))

    def by_zone(self, region: tuple[str, str]) -> list[tuple[City, int]]:
        """The largest city of each zone of a country, or of a part of one, with how many people of it live in that zone."""
        found: dict[str, tuple[int, int]] = {}
        for group, (country, part, zone, _) in enumerate(self._groups):
            if country == region[0] and region[1] in {"", part}:
                largest, people = self._largest(group)
                before, others = found.get(zone, (largest, 0))
                found[zone] = (max(before, largest, key=self._people.__getitem__), people + others)
        return [(self[number], people) for number, people in sorted(found.values(), key=lambda one: -one[1])]

    def of_zone(self, zone: str) -> City | None:
        """The city that a zone is called after, or its largest."""
        tops = [self[self._largest(number)[0]] for number, group in enumerate(self._groups) if group[2] == zone]
        named = [city for city in self.called(plainly(zone.rsplit("/", 1)[-1])) if city.zone == zone]
        return max((*tops, *named), key=lambda city: city.weight, default=None)

    def _largest(self, group: int) -> tuple[int, int]:
        """Of a group: the number of the city with most people, and the people of all."""
        begin = self._begins[group]
        people = self._people[begin : self._begins[group + 1]]
        return begin + people.index(max(people)), sum(map(_PEOPLE.__getitem__, people))

    def israeli(self) -> Iterator[tuple[str, City]]:
        """Every name, spelt plainly, of each town that lives by Israel's clock."""
        for name, found in self._called.items():
            for number in _all(found):
                if self._groups[bisect_right(self._begins, number) - 1][2] == "Asia/Jerusalem":
                    yield name, self[number]

    def beginning(self, key: str) -> Iterator[City]:
        """Those whose name begins so."""
        for name, found in self._called.items():
            if name.startswith(key):
                yield from (self[number] for number in _all(found))

    def large(self, weight: float) -> Iterator[tuple[str, City]]:
        """Those of at least that weight, each with a name of it, spelt plainly."""
        least = round(8 * log2(weight / (4 * max(_LIKELIER.values()))))  # whoever has fewer people weighs less
        for name, found in self._called.items():
            for number in _all(found):
                if self._people[number] >= least and (city := self[number]).weight >= weight:
                    yield name, city


def _all(found: int | tuple[int, ...]) -> tuple[int, ...]:
    return found if isinstance(found, tuple) else (found,)


def _degrees(halves: bytes) -> "array[int]":
    half = len(halves) // 2
    whole = bytearray(len(halves))
    whole[::2], whole[1::2] = halves[:half], halves[half:]
    degrees = array("h", bytes(whole))
    if byteorder == "big":
        degrees.byteswap()
    return degrees


@lru_cache(maxsize=1)
def cities() -> Cities:
    """All of them; the first call reads the table."""
    packed = (resources.files("domain.ground.atlas") / "cities.xz").read_bytes()
    return Cities(msgpack.decode(decompress(packed), type=Table))
