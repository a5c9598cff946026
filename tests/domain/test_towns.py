"""Where somebody is: a city that is known, or numbers for anywhere; nothing is guessed."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ],
)
def test_a_city_is_found_with_its_own_place_and_its_clock(typed: str, clock: str, there: Spot) -> None:
    found = town_named(typed, NY, NOW)

    assert (found.zone, found.spot) == (clock, there)


@pytest.mark.parametrize("typed", ["Birmingham", "Norway", "EST", "+2", "3:20 pm", "everywhere", "Atlantis"])
def test_what_has_a_clock_and_no_place_or_is_more_than_one_is_no_city(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        town_named(typed, NY, NOW)

    assert no.value.why is Why.UNKNOWN_TOWN


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
