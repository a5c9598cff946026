"""The table of cities, and the names in it: complete, small, of the pinned zones, and quick to look up."""

import tracemalloc
from importlib import resources
from itertools import chain
from lzma import decompress

from msgspec import msgpack

from domain.ground.atlas.cities import Cities, Table, cities
from domain.ground.atlas.nicknames import clocks, nicknames, several
from domain.ground.atlas.reading import named_in_full, nearly
from domain.ground.atlas.regions import zones_of
from domain.ground.atlas.spelling import plainly
from domain.ground.times import zone
from tests.for_each import for_each


def test_the_table_is_small_enough_to_be_carried_by_the_package() -> None:
    packed = (resources.files("domain.ground.atlas") / "cities.xz").read_bytes()
    assert len(packed) <= 300 * 1024
    assert "Creative Commons" in (resources.files("domain.ground.atlas") / "NOTICE").read_text("utf-8"), "its licence goes with it"


def test_every_zone_of_a_city_and_of_a_short_name_is_in_the_pinned_data() -> None:
    for name in {city.zone for city in cities()} | set(clocks().values()):
        assert zone(name)


def test_every_zone_where_towns_are_has_a_city_of_its_own() -> None:
    named = {name for names in zones_of().values() for name in names if not name.startswith("Antarctica/")}
    without = {name for name in named if cities().of_zone(name) is None}
    assert len(without) < 20, without
    assert {"America/New_York", "Europe/London", "Asia/Jerusalem", "Atlantic/Reykjavik"}.isdisjoint(without)


def test_what_a_nickname_stands_for_is_a_city_that_we_know() -> None:
    assert not {full for full in (*nicknames().values(), *chain(*several().values())) if not named_in_full(full)}


@for_each(
    [
        ("Jerusalem", "IL", 31.77, 35.22, "Asia/Jerusalem"),
        ("New York City", "US", 40.71, -74.01, "America/New_York"),
        ("London", "GB", 51.51, -0.13, "Europe/London"),
        ("Tromsø", "NO", 69.65, 18.96, "Europe/Oslo"),
        ("Sydney", "AU", -33.87, 151.21, "Australia/Sydney"),
        ("Honolulu", "US", 21.31, -157.86, "Pacific/Honolulu"),
    ]
)
def test_a_city_lies_where_it_lies(name: str, country: str, latitude: float, longitude: float, zone_: str) -> None:
    city = cities().called(plainly(name))[0]
    assert (city.country, city.zone) == (country, zone_)
    assert abs(city.latitude - latitude) < 0.05
    assert abs(city.longitude - longitude) < 0.05


@for_each([("תל אביב", "Tel Aviv"), ("באר שבע", "Beersheba"), ("לונדון", "London")])
def test_a_city_has_its_hebrew_name_too(written: str, name: str) -> None:
    assert cities().called(plainly(written))[0].name == name


@for_each([("Rechovot", "IL"), ("Petach Tikvah", "IL"), ("Philadelpia", "US"), ("Cinncinati", "US"), ("Pheonix", "US"), ("Melborne", "AU")])
def test_a_name_that_is_a_slip_away_is_found(typed: str, country: str) -> None:
    found = nearly(plainly(typed))
    assert found is not None
    assert found.meanings[0].city is not None
    assert found.meanings[0].city.country == country


def test_each_city_is_found_by_its_own_name_and_by_how_that_begins() -> None:
    table = cities()
    for city in list(table)[::29]:
        key = plainly(city.name)
        assert city in table.called(key), city
        assert city in table.beginning(key[:4]), city


def test_the_table_takes_little_memory_also_while_it_is_read() -> None:
    packed = (resources.files("domain.ground.atlas") / "cities.xz").read_bytes()
    tracemalloc.start()
    try:
        table = Cities(msgpack.decode(decompress(packed), type=Table))
        kept, at_most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(table) > 38_000
    assert kept < 2.5 * 2**20
    assert at_most < 6 * 2**20


def test_two_towns_of_one_name_are_both_kept() -> None:
    table = Table(
        (("US", "OH", "America/New_York", 1), ("US", "OR", "America/Los_Angeles", 1)),
        b"Troy\nTroy",
        b"\x50\x60",
        b"\0\0\0\0",
        b"\0\0\0\0",
        (),
    )
    assert [city.region for city in Cities(table).called("troy")] == ["OR", "OH"]
