"""Where somebody is: a city that is known, or numbers for anywhere; nothing is guessed."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.atlas.cities import cities
from domain.ground.ids import PersonId
from domain.ground.people import Person
from domain.ground.quiet import Observance
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot, city_of
from domain.ground.times import zone
from domain.ground.towns import NORTHERN, Town, same_clock, town_named

NOW = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
NY, OSLO = "America/New_York", "Europe/Oslo"


@pytest.mark.parametrize(
    ("typed", "clock", "there"),
    [
        ("Oslo", OSLO, Spot(59.91, 10.75)),
        ("oslo, norway", OSLO, Spot(59.91, 10.75)),
        ("Tromsø, Norway", OSLO, Spot(69.65, 18.96)),
        ("São Paulo", "America/Sao_Paulo", Spot(-23.55, -46.64)),
        ("Boston", NY, Spot(42.36, -71.06)),
        ("Tromsø", OSLO, Spot(69.65, 18.96)),
        ("tromso", OSLO, Spot(69.65, 18.96)),
        ("Haifa", "Asia/Jerusalem", Spot(32.81, 35.0)),
    ],
)
def test_a_city_is_found_with_its_own_place_and_its_clock(typed: str, clock: str, there: Spot) -> None:
    found = town_named(typed, NY, NOW)

    assert (found.zone, found.spot) == (clock, there)


@pytest.mark.parametrize("typed", ["Norway", "EST", "+2", "3:20 pm", "everywhere", "Atlantis"])
def test_what_has_a_clock_and_no_place_is_no_city(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        town_named(typed, NY, NOW)

    assert no.value.why is Why.UNKNOWN_TOWN


@pytest.mark.parametrize(
    ("clock", "typed", "meant"),
    [
        ("America/Chicago", "Birmingham", "Birmingham, Alabama"),
        ("Europe/London", "Birmingham", "Birmingham, England"),
        (NY, "Portland", "Portland, Maine"),
        ("America/Los_Angeles", "Portland", "Portland, Oregon"),
        ("Europe/London", "Cambridge", "Cambridge, England"),
        ("America/Toronto", "London", "London, Ontario"),
        ("Asia/Singapore", "Singapore", "Singapore, Singapore"),
        (OSLO, "Bodø", "Bodø, Norway"),
    ],
)
def test_a_name_alone_means_the_city_in_the_zone_of_the_person_who_types_it(clock: str, typed: str, meant: str) -> None:
    assert town_named(typed, clock, NOW).name == meant


@pytest.mark.parametrize(
    ("typed", "clock", "among"),
    [
        ("Birmingham", NY, ["Birmingham, England", "Birmingham, Alabama", "Birmingham, Michigan"]),
        ("Springfield", NY, ["Springfield, Massachusetts", "Springfield, Ohio"]),
        ("London", NY, ["London, England", "London, Ontario"]),
        ("Bostn", NY, ["Boston, Massachusetts"]),
    ],
)
def test_what_may_be_several_cities_is_asked_back_and_each_answer_is_understood(typed: str, clock: str, among: list[str]) -> None:
    with pytest.raises(Refusal) as no:
        town_named(typed, clock, NOW)

    choices = cast("tuple[str, ...]", no.value.facts["choices"])
    assert no.value.why is Why.WHICH_TOWN
    assert set(among) <= set(choices)
    assert [town_named(choice, clock, NOW).name for choice in choices] == list(choices)


def test_a_village_far_away_is_never_taken_by_its_name_alone() -> None:
    for village in [city for city in cities() if city.country == "US" and city.people < 2_000][::40]:
        with suppress(Refusal):
            assert town_named(village.name, OSLO, NOW).spot != Spot(village.latitude, village.longitude), village


def test_numbers_name_any_place_on_the_clock_that_is_there() -> None:
    assert town_named(" 69.65, 18.96 ", OSLO, NOW) == Town("69.65, 18.96", Spot(69.65, 18.96), OSLO)
    assert town_named("-21.2 -175.2", "Pacific/Tongatapu", NOW).spot == Spot(-21.2, -175.2), "on the other side of the date line"


@pytest.mark.parametrize("typed", ["69.65, 18.96", "95, -74", "40.7, 190"])
def test_numbers_that_are_on_another_clock_or_nowhere_are_refused(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        town_named(typed, NY, NOW)

    assert no.value.why is Why.TOWN_ELSEWHERE


@settings(deadline=None)  # the first reads the table of cities
@given(st.text(max_size=90))
def test_whatever_is_typed_is_a_place_or_a_refusal(typed: str) -> None:
    with suppress(Refusal):
        assert zone(town_named(typed, NY, NOW).zone)


def test_two_names_of_one_clock_are_the_same_and_a_clock_that_only_agrees_in_winter_is_not() -> None:
    assert same_clock("America/Detroit", NY, NOW)
    assert not same_clock("America/Phoenix", "America/Denver", NOW)


def test_every_clock_of_the_north_exists() -> None:
    assert all(zone(name).key == name for name in NORTHERN)


def test_whoever_keeps_shabbat_far_north_is_asked_for_their_city_until_they_name_one() -> None:
    dana = Person(PersonId(1), None, "Dana", zone=OSLO, observance=Observance.SHABBAT)
    named = Person(PersonId(1), None, "Dana", zone=OSLO, observance=Observance.SHABBAT, town=Town("Oslo", city_of(OSLO), OSLO))

    assert dana.wanted_town(NY)
    assert not named.wanted_town(NY)
    assert not Person(PersonId(1), None, "Dana", zone=OSLO, observance=Observance.NONE).wanted_town(NY)
    assert not Person(PersonId(1), None, "Dana", zone=NY).wanted_town(OSLO)
    assert Person(PersonId(1), None, "Dana").wanted_town(OSLO), "by the home's clock, where they named none"


def test_a_city_counts_by_its_own_clock_only() -> None:
    town = Town("Oslo", city_of(OSLO), OSLO, evenings=True)
    there = Person(PersonId(1), None, "Dana", zone=OSLO, town=town).quiet(NY)
    moved = Person(PersonId(1), None, "Dana", zone="Europe/London", town=town).quiet(NY)

    assert (there.spot, there.evenings) == (town.spot, True)
    assert (moved.spot, moved.evenings) == (None, False)
