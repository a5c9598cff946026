"""The cities of the world that people are likely to name, with where they lie and which clock they live by.

The table is made by `python -m tools.cities` from GeoNames (see NOTICE beside it) and read when the first city is asked for. It has towns
down to a thousand people where most members are (North America, Britain, Israel), and ever larger ones further away.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from importlib import resources
from itertools import accumulate
from lzma import decompress
from sys import byteorder

from msgspec import msgpack

from domain.ground.atlas.spelling import plainly, words_of
from domain.ground.values import Value

HOMES = frozenset({"US", "CA", "GB", "IL"})  # the countries in which most of the people are
# How much likelier a place is meant for each of its people: the table is the world's, the people are not everywhere alike.
_HALF = "AR AT AU BE BG BR CH CL CZ DE DK EE ES FI FR GR HU IE IT LT LV MX NL NO NZ PL PT RO RU SE UA UY ZA"
_LIKELIER: Mapping[str, float] = {"US": 2, "CA": 2, "GB": 1.2, "IL": 4, "PR": 2} | dict.fromkeys(words_of(_HALF), 0.5)
_ELSEWHERE = 0.15
_CAPITAL = 4  # and one after which its zone is called
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
        known = _CAPITAL if _of_zone(self.zone) == plainly(self.name) else 1
        return self.people * known * _likelier(self.country)


class Table(Value):
    """The file: cities in the order of their groups, each column in one piece."""

    groups: tuple[tuple[str, str, str, int], ...]  # country, region, zone, how many
    names: bytes  # lines of UTF-8; after a tab how one is spelt plainly, where small ASCII letters alone do not make it so
    people: bytes  # eighths of a power of two
    latitudes: bytes  # hundredths of a degree, 16 bits: the low bytes, then the high ones
    longitudes: bytes
    also: tuple[tuple[str, int], ...]  # other names, each with the number of its city


class Lines:
    """Many short texts in one piece of memory; each is read when it is asked for."""

    def __init__(self, lines: bytes) -> None:
        self._text = b"\n%b\n" % lines
        self._ends = array("I", (found.start() for found in re.finditer(rb"\n", self._text)))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        return self._text[self._ends[number] + 1 : self._ends[number + 1]].decode()

    def numbers(self, begin: str, end: str = "\n") -> Iterator[int]:
        """The numbers of those that are just that, or, with another `end`, that begin so: some tenths of a millisecond."""
        wanted = f"\n{begin}{end}".encode()
        at = self._text.find(wanted)
        while at >= 0:
            yield bisect_left(self._ends, at)
            at = self._text.find(wanted, at + 1)


class Cities:
    """The table as it is looked up: columns, and no object for a city before somebody names it."""

    def __init__(self, table: Table) -> None:
        self._names = Lines(re.sub(rb"\t.*", b"", table.names))
        keys = re.sub(rb"(?m)^.*\t", b"", table.names).lower()
        self._keys = Lines(b"\n".join((keys, *(key.encode() for key, _ in table.also))))  # every name, spelt plainly
        self._of_key = array("I", range(len(self._names)))  # the number of the city whose name it is
        self._of_key.extend(number for _, number in table.also)
        self._people = table.people
        self._latitudes, self._longitudes = _degrees(table.latitudes), _degrees(table.longitudes)
        self._groups = table.groups
        self._begins = [0, *accumulate(many for *_, many in table.groups)]

    def __len__(self) -> int:
        return len(self._people)

    def __getitem__(self, number: int) -> City:
        country, region, zone, _ = self._groups[bisect_right(self._begins, number) - 1]
        place = self._latitudes[number] / 100, self._longitudes[number] / 100
        return City(self._names[number], region, country, *place, zone, _PEOPLE[self._people[number]])

    def __iter__(self) -> Iterator[City]:
        return (self[number] for number in range(len(self)))

    def called(self, key: str) -> tuple[City, ...]:
        """The cities of that name, spelt plainly; the likeliest first."""
        return tuple(sorted((self[self._of_key[at]] for at in self._keys.numbers(key)), key=lambda city: -city.weight))

    def beginning(self, key: str) -> Iterator[City]:
        """Those whose name begins so."""
        return (self[self._of_key[at]] for at in self._keys.numbers(key, end=""))

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
        named = [city for city in self.called(_of_zone(zone)) if city.zone == zone]
        return max((*tops, *named), key=lambda city: city.weight, default=None)

    def _largest(self, group: int) -> tuple[int, int]:
        """Of a group: the number of the city with most people, and the people of all."""
        begin = self._begins[group]
        people = self._people[begin : self._begins[group + 1]]
        return begin + people.index(max(people)), sum(map(_PEOPLE.__getitem__, people))

    def israeli(self) -> Iterator[tuple[str, int]]:
        """Every name, spelt plainly, of each town that lives by Israel's clock, with the town's number."""
        ours = {number for group, (_, _, zone, _) in enumerate(self._groups) if zone == "Asia/Jerusalem" for number in self._members(group)}
        return self._named(ours)

    def large(self, weight: float) -> Iterator[tuple[str, int]]:
        """The names, spelt plainly, of those of at least that weight, each with the city's number."""
        large = {
            number
            for group, (country, _, zone, _) in enumerate(self._groups)
            for likelier in [_likelier(country)]
            for number in self._members(group)
            for said in [_PEOPLE[self._people[number]] * likelier]
            if said >= weight or (said * _CAPITAL >= weight and self._keys[number] == _of_zone(zone))
        }
        return self._named(large)

    def _named(self, chosen: Set[int]) -> Iterator[tuple[str, int]]:
        return ((self._keys[at], number) for at, number in enumerate(self._of_key) if number in chosen)

    def _members(self, group: int) -> range:
        return range(self._begins[group], self._begins[group + 1])


def _likelier(country: str) -> float:
    return _LIKELIER.get(country, _ELSEWHERE)


@lru_cache(maxsize=1024)
def _of_zone(zone: str) -> str:
    """The city that it is called after, spelt plainly."""
    return plainly(zone.rsplit("/", 1)[-1])


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
