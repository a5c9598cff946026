"""Whoever named their city goes by its sun: never later than the civil rule, and in the evening again only if they wish it."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.quiet import Hush, Observance, PersonQuiet, Quiet, allowed, next_open, previous_open, rests, sacred
from domain.ground.sun import Spot, city_of, lighting, nightfall
from rehearsal.prove.__main__ import prove_windows
from rehearsal.prove.windows import Rule, citizen, inside, rows
from tests.domain.oracle import citizens, instants, lit_windows, local


@pytest.mark.parametrize("city", sorted({row["city"] for row in rows("candles.csv")}))
def test_somebody_who_named_their_city_is_left_alone_from_ninety_minutes_before_lighting(city: str) -> None:
    for evenings in (False, True):
        person = citizen(city, evenings=evenings)
        for lit, out in lit_windows(city):
            closed = person.shut(lit - timedelta(minutes=89))
            assert closed is not None
            assert closed.why is Hush.SACRED
            assert closed.end > out + timedelta(minutes=43)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_nothing_is_allowed_inside_a_window_of_an_independent_calendar(chance: Random) -> None:
    assert inside(chance, 50).wrong == []


def _allowed_too_soon(quiet: Quiet, at: datetime) -> bool:
    return allowed(quiet, at + timedelta(hours=6))


def _open_too_soon(quiet: Quiet, at: datetime) -> datetime:
    return next_open(quiet, at) - timedelta(hours=14)


def _open_too_late(quiet: Quiet, at: datetime) -> datetime:
    return previous_open(quiet, at) + timedelta(hours=6)


@pytest.mark.parametrize("mistaken", [Rule(allowed=_allowed_too_soon), Rule(next_open=_open_too_soon), Rule(previous_open=_open_too_late)])
def test_a_rule_that_is_some_hours_off_is_found_inside_such_a_window(mistaken: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    assert not prove_windows(300, seed=5, rule=mistaken)
    assert "inside a window" in capsys.readouterr().out
    assert prove_windows(300, seed=5)


@settings(max_examples=250, deadline=None)
@given(citizens, instants)
def test_a_city_never_shortens_the_afternoon_before_and_a_wish_never_opens_the_night(person: PersonQuiet, at: datetime) -> None:
    plain = PersonQuiet(person.zone, person.observance)
    wall = at.astimezone(ZoneInfo(person.zone))
    clock, rest_is_over = wall.time(), not rests(person.observance, wall.date()) or wall.time() >= time(14)

    if not time(9) <= clock < time(20, 30):
        assert not allowed(person, at)
    if allowed(person, at) and not allowed(plain, at):  # the evening opens again, by their wish
        assert person.evenings
        assert rest_is_over


def test_the_evening_after_shabbat_opens_again_for_whoever_wishes_it_and_closes_for_the_night() -> None:
    person = citizen("New York", evenings=True)
    saturday = date(2026, 12, 12)
    assert person.spot is not None
    out = nightfall(person.spot, person.zone, saturday)

    assert not allowed(person, out + timedelta(minutes=44))
    assert next_open(person, local(person.zone, 2026, 12, 12, 12)) == out + timedelta(minutes=45)
    assert next_open(person, local(person.zone, 2026, 12, 12, 20, 30)) == local(person.zone, 2026, 12, 13, 9)
    assert next_open(citizen("New York"), local(person.zone, 2026, 12, 12, 12)) == local(person.zone, 2026, 12, 13, 9)


def test_in_summer_the_day_is_out_in_the_night_and_the_wish_changes_nothing() -> None:
    assert next_open(citizen("New York", evenings=True), local("America/New_York", 2026, 6, 20, 12)) == local(
        "America/New_York", 2026, 6, 21, 9
    )


def test_in_a_northern_december_the_city_begins_the_quiet_earlier_than_two() -> None:
    oslo = PersonQuiet("Europe/Oslo", Observance.SHABBAT, Spot(59.91, 10.75))
    friday = date(2026, 12, 18)
    assert oslo.spot is not None

    closed = oslo.shut(local("Europe/Oslo", 2026, 12, 18, 13, 50))

    assert closed is not None
    assert closed.start == lighting(oslo.spot, oslo.zone, friday) - timedelta(minutes=90)
    assert closed.start < local("Europe/Oslo", 2026, 12, 18, 14)


@pytest.mark.parametrize("city", ["Anchorage", "Reykjavik", "Tromso", "Stockholm"])
def test_noon_on_a_shabbat_in_june_is_quiet_for_a_city_of_white_nights(city: str) -> None:
    stockholm = PersonQuiet("Europe/Stockholm", Observance.SHABBAT, city_of("Europe/Stockholm"))
    for evenings in (False, True):
        person = replace(stockholm, evenings=evenings) if city == "Stockholm" else citizen(city, Observance.SHABBAT, evenings)
        for hours in range(12):
            assert sacred(person, local(person.zone, 2026, 6, 20, 12 + hours)) is not None
        assert sacred(person, local(person.zone, 2026, 6, 19, 14)) is not None
        assert allowed(person, local(person.zone, 2026, 6, 21, 9))
