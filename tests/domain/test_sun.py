"""The sun is where an independent calendar has it, and where it does not set there is an answer all the same."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.sun import Spot, city_of, in_israel, lighting, nightfall, sunset
from rehearsal.prove.windows import rows

MINUTE = timedelta(minutes=1)
CITIES = {row["city"]: (Spot(float(row["lat"]), float(row["lon"])), row["tz"]) for row in rows("cities.csv")}
ORACLE = {city: list(lines) for city, lines in groupby(rows("candles.csv"), key=lambda row: row["city"])}


def local(zone: str, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize("city", ORACLE)
def test_the_sun_sets_and_night_falls_within_a_minute_of_an_independent_calendar(city: str) -> None:
    spot, zone = CITIES[city]
    for row in ORACLE[city]:
        day = date.fromisoformat(row["date"])
        if row["sunset_utc"]:
            sets = sunset(spot, zone, day)
            assert sets is not None, row
            assert abs(sets - datetime.fromisoformat(row["sunset_utc"])) <= MINUTE, row
        if row["nightfall_8.5_utc"]:  # ours is rounded up
            late = nightfall(spot, zone, day) - datetime.fromisoformat(row["nightfall_8.5_utc"])
            assert -MINUTE <= late <= 2 * MINUTE, row


@pytest.mark.parametrize("city", ORACLE)
def test_candles_are_lit_and_the_day_is_out_within_a_minute_of_an_independent_calendar(city: str) -> None:
    spot, zone = CITIES[city]
    for row in ORACLE[city]:
        day = date.fromisoformat(row["date"])
        ours = lighting(spot, zone, day) if row["kind"] == "C" else nightfall(spot, zone, day)
        assert abs(ours - datetime.fromisoformat(row["time_utc"])) <= MINUTE, row


def test_lighting_is_never_a_second_late_and_nightfall_never_a_second_early() -> None:
    spot, zone = CITIES["New York"]
    for n in range(366):
        day = date(2026, 1, 1) + timedelta(days=n)
        sets = sunset(spot, zone, day)
        assert sets is not None
        assert timedelta(minutes=18) <= sets - lighting(spot, zone, day) < timedelta(minutes=19)
        assert nightfall(spot, zone, day).second == 0


def test_candles_are_lit_forty_minutes_before_sunset_in_israel() -> None:
    spot, zone = CITIES["Jerusalem"]
    day = date(2026, 10, 16)
    sets = sunset(spot, zone, day)

    assert in_israel(zone)
    assert sets is not None
    assert timedelta(minutes=40) <= sets - lighting(spot, zone, day) < timedelta(minutes=41)


def test_where_the_sun_does_not_set_shabbat_begins_at_noon_and_ends_at_two() -> None:
    spot, zone = CITIES["Tromso"]

    assert sunset(spot, zone, date(2026, 6, 19)) is None
    assert local(zone, lighting(spot, zone, date(2026, 6, 19))) == "2026-06-19 12:00"
    assert local(zone, nightfall(spot, zone, date(2026, 6, 20))) == "2026-06-21 02:00"


def test_where_the_sun_does_not_rise_shabbat_begins_at_noon_and_ends_in_the_dark() -> None:
    spot, zone = CITIES["Tromso"]

    assert local(zone, lighting(spot, zone, date(2026, 12, 18))) == "2026-12-18 12:00"
    assert local(zone, nightfall(spot, zone, date(2026, 12, 19))).startswith("2026-12-19 1")


@pytest.mark.parametrize(("city", "sets"), [("Anchorage", "2026-06-19 23:42"), ("Reykjavik", "2026-06-20 00:03")])
def test_a_white_night_is_out_at_solar_midnight_or_seventy_two_minutes_after_sunset(city: str, sets: str) -> None:
    spot, zone = CITIES[city]
    found = sunset(spot, zone, date(2026, 6, 19))
    assert found is not None
    assert abs(found - datetime.fromisoformat(sets).replace(tzinfo=ZoneInfo(zone))) < 2 * MINUTE

    saturday = sunset(spot, zone, date(2026, 6, 20))
    assert saturday is not None
    assert nightfall(spot, zone, date(2026, 6, 20)) >= saturday + timedelta(minutes=72)
    assert nightfall(spot, zone, date(2026, 6, 20)).astimezone(ZoneInfo(zone)).time() < time(3)


@given(
    st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(sorted(zone for _, zone in CITIES.values())),
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
)  # fmt: skip
def test_there_is_an_answer_everywhere_and_lighting_comes_before_the_night_that_follows_the_day(
    latitude: float, longitude: float, zone: str, eve: date
) -> None:
    spot = Spot(latitude, longitude)
    out = nightfall(spot, zone, eve + timedelta(days=1))

    assert lighting(spot, zone, eve) < out
    assert out - lighting(spot, zone, eve) < timedelta(hours=60)


def test_the_day_across_the_date_line_has_its_own_sunset() -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Apia", "Pacific/Pago_Pago", "Pacific/Chatham"):
        found = sunset(city_of(zone), zone, date(2026, 10, 16))
        assert found is not None
        assert found.astimezone(ZoneInfo(zone)).date() == date(2026, 10, 16)
        assert time(17) < found.astimezone(ZoneInfo(zone)).time() < time(20)


def test_every_zone_has_a_spot_and_older_names_have_that_of_their_city() -> None:
    assert city_of("US/Eastern") == city_of("America/New_York")
    assert city_of("America/New_York").latitude == pytest.approx(40.714, abs=0.01)
    assert city_of("America/New_York").longitude == pytest.approx(-74.006, abs=0.01)
    assert city_of("Etc/GMT+5") == Spot(40.0, -75.0)
    for zone in available_timezones() - {"Factory", "localtime"}:
        noon = datetime(2026, 3, 20, 12, tzinfo=UTC)
        assert abs(city_of(zone).latitude) <= 90, (zone, noon)
