"""People say where their clock stands in many ways; each is understood as they mean it, or they are asked again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.atlas.cities import City, cities
from domain.ground.atlas.reading import LONGEST_LABEL, Meaning
from domain.ground.atlas.spelling import plainly
from domain.ground.refusal import Refusal, Why
from domain.ground.times import as_typed, called, zone
from domain.ground.zones import city_named, city_of, zone_named, zones_like
from tests.for_each import for_each

SUMMER, WINTER = datetime(2026, 9, 4, 19, 20, tzinfo=UTC), datetime(2026, 12, 4, 20, 20, tzinfo=UTC)


def ahead(name: str, at: datetime) -> timedelta | None:
    return at.astimezone(ZoneInfo(name)).utcoffset()


def not_understood(typed: str, at: datetime = SUMMER) -> bool:
    with pytest.raises(Refusal) as refused:
        zone_named(typed, at)
    return refused.value.why is Why.UNKNOWN_ZONE


def asked_back(typed: str, at: datetime = SUMMER) -> tuple[str, ...]:
    with pytest.raises(Refusal) as refused:
        zone_named(typed, at)
    assert refused.value.why is Why.WHICH_CLOCK
    return cast("tuple[str, ...]", refused.value.facts["choices"])


@for_each(
    [("GMT+2", 2), ("UTC+2", 2), ("utc +2", 2), ("+2", 2), ("+02:00", 2), ("UTC-5", -5), ("GMT −5", -5), ("UTC+0530", 5.5), ("UTC+0", 0)],
)
def test_a_plus_means_ahead_of_utc_in_summer_and_winter(typed: str, hours: float) -> None:
    for at in (SUMMER, WINTER):
        assert ahead(zone_named(typed, at), at) == timedelta(hours=hours)


@for_each(["UTC+2:30", "UTC+15", "-13", "GMT+", "+99:99"])
def test_an_offset_that_no_clock_has_is_asked_about_again(typed: str) -> None:
    assert not_understood(typed)


@for_each(
    [
        ("EST", "America/New_York"),
        ("edt", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("ET", "America/New_York"),
        ("Eastern", "America/New_York"),
        ("Eastern Standard Time", "America/New_York"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("MST", "America/Denver"),
        ("Mountain time", "America/Denver"),
        ("PST", "America/Los_Angeles"),
        ("AKST", "America/Anchorage"),
        ("HST", "Pacific/Honolulu"),
        ("GMT", "Europe/London"),
        ("BST", "Europe/London"),
        ("CET", "Europe/Paris"),
        ("IST", "Asia/Jerusalem"),
        ("Israel", "Asia/Jerusalem"),
        ("UTC", "UTC"),
    ]
)
def test_a_short_name_is_the_living_clock_of_where_people_use_it(typed: str, meant: str) -> None:
    assert zone_named(typed, SUMMER) == zone_named(typed, WINTER) == meant


@for_each(
    [
        ("New York, NY", "America/New_York"),
        ("Brooklyn, NY, USA", "America/New_York"),
        ("Boston", "America/New_York"),
        ("Boston MA", "America/New_York"),
        ("Philadelphia", "America/New_York"),
        ("Miami", "America/New_York"),
        ("Washington DC", "America/New_York"),
        ("Cherry Hill, NJ", "America/New_York"),
        ("Hartford, CT", "America/New_York"),
        ("St. Louis", "America/Chicago"),
        ("Saint Paul", "America/Chicago"),
        ("Memphis, TN", "America/Chicago"),
        ("Montréal", "America/Toronto"),
        ("Manchester, UK", "Europe/London"),
        ("Tel-Aviv", "Asia/Jerusalem"),
        ("Haifa, Israel", "Asia/Jerusalem"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Cape Town", "Africa/Johannesburg"),
        ("america/new_york", "America/New_York"),
        ("Antwerp", "Europe/Brussels"),
    ]
)
def test_people_name_the_city_where_they_are_with_or_without_its_state(typed: str, meant: str) -> None:
    assert zone_named(typed, SUMMER) == meant


TYPED = [
    (typed, right)
    for line in (Path(__file__).parents[1] / "data" / "typed_places.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for typed, right in [line.split("\t")]
]


@for_each(TYPED)
def test_what_people_type_is_understood_or_asked_back_or_refused_and_never_wrong(typed: str, right: str) -> None:
    if right == "no":
        assert not_understood(typed)
    elif right.startswith("ask "):
        asked = {clock(zone_named(choice, SUMMER)) for choice in asked_back(typed)}
        assert {clock(name) for name in right.split()[1:]} <= asked
    else:
        assert clock(zone_named(typed, SUMMER)) == clock(right)


def clock(name: str) -> tuple[timedelta | None, ...]:
    """What a zone's clock does within the year: Detroit's is New York's."""
    return tuple(ahead(name, datetime(2026, month, day, tzinfo=UTC)) for month in range(1, 13) for day in (1, 8, 15, 22))


CITIES = st.sampled_from(sorted(cities(), key=lambda city: (city.country, city.region, city.name)))


@given(CITIES)
def test_what_is_asked_back_is_understood_when_it_is_given_as_the_answer(city: City) -> None:
    label = Meaning(city.zone, city.weight, city).label
    assert clock(zone_named(label, SUMMER)) == clock(city.zone)
    assert len(label) <= LONGEST_LABEL
    assert not {"/", "~"} & set(label), "it travels in a button's id"


@given(CITIES)
def test_the_name_of_a_city_alone_is_never_taken_for_a_place_that_nobody_would_think_of_first(city: City) -> None:
    try:
        found = zone_named(city.name, SUMMER)
    except Refusal:
        return
    if clock(found) != clock(city.zone):
        rivals = [other for other in cities().called(plainly(city.name)) if clock(other.zone) == clock(found)]
        assert not rivals or rivals[0].weight >= 3 * city.weight


def test_a_city_that_is_named_clearly_says_where_it_lies() -> None:
    city = city_named("Haifa, Israel", "America/New_York", SUMMER).city
    assert city is not None
    assert (round(city.latitude, 1), round(city.longitude, 1), city.country) == (32.8, 35.0, "IL")
    with pytest.raises(Refusal) as refused:
        city_named("Germany", "Europe/Berlin", SUMMER)
    assert refused.value.why is Why.UNKNOWN_TOWN, "a country has no candles to light"
    assert (stands := city_of("America/New_York")) is not None
    assert stands.name == "New York City"
    assert city_of("Etc/GMT+5") is None


@for_each(
    [("London, Ontario", "America/Toronto"), ("Manchester, NH", "America/New_York"), ("Birmingham AL", "America/Chicago")],
)
def test_a_city_with_a_famous_namesake_is_where_its_people_say_that_it_is(typed: str, meant: str) -> None:
    assert zone_named(typed, SUMMER) == meant


@for_each(
    [
        ("3:20 pm", "America/New_York"),
        ("It's 3:15 p.m.", "America/New_York"),
        ("15:28", "America/New_York"),
        ("3:20", "America/New_York"),
        ("2:20pm", "America/Chicago"),
        ("12:20 pm", "America/Los_Angeles"),
        ("20:20", "Europe/London"),
        ("21:20", "Europe/Paris"),
        ("10:20 pm", "Asia/Jerusalem"),
        ("5:20 am", "Australia/Sydney"),
    ]
)
def test_what_time_it_is_for_somebody_now_says_where_their_clock_stands(typed: str, meant: str) -> None:
    assert zone_named(typed, SUMMER) == meant


def test_the_hour_alone_is_taken_when_it_is_just_that_hour() -> None:
    assert zone_named("3pm", SUMMER - timedelta(minutes=13)) == "America/New_York"
    assert zone_named("3pm", SUMMER - timedelta(minutes=29)) == "America/New_York"
    assert asked_back("3pm", SUMMER) == ("New York City, New York",), "at 3:20 it is about three there, and nowhere else"


@for_each(["", "  ", "Chelm", "Factory", "../etc/passwd", "25:00", "13 pm", "3", "W" * 5000])
def test_what_is_no_clock_is_asked_about_again(typed: str) -> None:
    assert not_understood(typed)


@given(st.text(max_size=80), st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))  # noqa: DTZ001 - made aware below
def test_whatever_is_typed_gives_a_zone_that_exists_or_a_no(typed: str, at: datetime) -> None:
    try:
        found = zone_named(typed, at.replace(tzinfo=UTC))
    except Refusal:
        return
    assert zone(found)


@given(st.integers(-12, 14))
def test_a_form_gives_an_offset_back_as_it_is_understood_again(hours: int) -> None:
    found = zone_named(f"UTC{hours:+d}", SUMMER)
    assert zone_named(as_typed(found), WINTER) == found
    assert called(found) == (f"UTC{hours:+d}" if hours else "UTC")


def test_a_clock_is_called_by_its_city() -> None:
    assert called("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert as_typed("America/New_York") == "America/New_York"


def test_only_clocks_that_people_live_by_are_offered_while_one_types() -> None:
    offered = {name for typed in ("", "gmt", "est", "utc", "us", "etc", "new") for name in zones_like(typed, most=1000)}
    assert "America/New_York" in offered
    assert not [name for name in offered if name.startswith(("Etc/", "US/")) or "/" not in name]
    assert "America/New_York" in zones_like("Bost")
    firsts = {
        "ne": "America/New_York",
        "bos": "America/New_York",
        "lon": "Europe/London",
        "jer": "Asia/Jerusalem",
        "los": "America/Los_Angeles",
    }
    assert {typed: zones_like(typed)[0] for typed in firsts} == firsts, "where most people live who may mean it"
    assert zones_like("jerusalem") == ["Asia/Jerusalem"]
