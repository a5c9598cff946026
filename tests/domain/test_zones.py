"""People say where their clock stands in many ways; each is understood as they mean it, or they are asked again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.refusal import Refusal, Why
from domain.ground.times import as_typed, called, zone
from domain.ground.zones import zone_named, zones_like
from tests.for_each import for_each

SUMMER, WINTER = datetime(2026, 9, 4, 19, 20, tzinfo=UTC), datetime(2026, 12, 4, 20, 20, tzinfo=UTC)


def ahead(name: str, at: datetime) -> timedelta | None:
    return at.astimezone(ZoneInfo(name)).utcoffset()


def not_understood(typed: str, at: datetime = SUMMER) -> bool:
    with pytest.raises(Refusal) as refused:
        zone_named(typed, at)
    return refused.value.why is Why.UNKNOWN_ZONE


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
        ("CT", "America/Chicago"),
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
        ("Manchester", "Europe/London"),
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
    assert not_understood("3pm", SUMMER)


@for_each(["", "  ", "Chelm", "Springfield, Canada", "Factory", "../etc/passwd", "25:00", "13 pm", "3", "W" * 5000])
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
    assert zones_like("jerusalem") == ["Asia/Jerusalem"]
