"""A home's civic days are those of its country: nobody in London hears of Thanksgiving, and a day observed on another is found."""

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from domain.ground.civic import Civic, civic_findings, civic_of, civic_slugs
from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.times import LocalTime
from domain.group.series import weigh

DATA = Path(__file__).parents[1] / "data"
THANKSGIVING = date(2026, 11, 26)
CALLED = {
    "Mother's Day": "mothers-day",
    "Labor Day": "labor-day",
    "MLK Day": "mlk-day",
    "Presidents' Day": "presidents-day",
    "Memorial Day": "memorial-day",
    "Election Day": "election-day",
    "Veterans Day": "veterans-day",
    "Thanksgiving": "thanksgiving",
    "Christmas Eve": "christmas-eve",
    "New Year's Eve": "new-years-eve",
    "Indigenous Peoples'/Columbus Day": "indigenous-peoples-day",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names(day: date, *sets: Civic) -> set[str]:
    return {finding.name for finding in civic_findings(day, sets)}


def said(day: date, zone: str) -> set[str]:
    found, _ = weigh(LocalTime(day, time(13), zone), [PersonQuiet(zone, Observance.NONE)], 90)
    return {finding.name for finding in found}


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Sydney", "Asia/Jerusalem", "Africa/Johannesburg", "Europe/Paris", "UTC"])
def test_thanksgiving_is_said_to_nobody_outside_the_states(zone: str) -> None:
    assert "thanksgiving" not in said(THANKSGIVING, zone)


def test_thanksgiving_is_said_in_the_states_and_by_every_name_of_their_zones() -> None:
    assert all("thanksgiving" in said(THANKSGIVING, zone) for zone in ("America/New_York", "Pacific/Honolulu", "US/Central"))


def test_new_years_day_is_found_where_it_is_observed_in_the_year_before() -> None:
    assert "new-years-day" in said(date(2027, 12, 31), "America/New_York")  # the first of January 2028 is Shabbat
    assert "new-years-day" in said(date(2028, 1, 1), "America/New_York")
    assert "new-years-day" in said(date(2028, 1, 3), "Europe/London")
    assert "new-years-day" not in said(date(2027, 12, 31), "Europe/London")


def test_each_country_has_its_own_days() -> None:
    assert names(date(2026, 10, 12), Civic.CANADA) == {"canadian-thanksgiving"}
    assert names(date(2026, 10, 12), Civic.US) == {"indigenous-peoples-day"}
    assert names(date(2026, 8, 31), Civic.BRITAIN) == {"summer-bank-holiday"}
    assert names(date(2027, 1, 26), Civic.AUSTRALIA) == {"australia-day"}
    assert names(date(2026, 9, 24), Civic.SOUTH_AFRICA) == {"heritage-day"}
    assert names(date(2026, 7, 3), Civic.US) == {"independence-day"}  # observed, for the fourth is Shabbat
    assert names(date(2027, 11, 2), Civic.US) == set()  # no election


def test_a_home_with_two_countries_has_the_days_of_both_and_each_name_once() -> None:
    found = civic_findings(date(2026, 12, 25), {Civic.BRITAIN, Civic.US})

    assert [finding.name for finding in found] == ["christmas"]
    assert names(date(2026, 10, 12), Civic.CANADA, Civic.US) == {"canadian-thanksgiving", "indigenous-peoples-day"}


def test_a_day_of_israel_falls_where_an_independent_calendar_has_it() -> None:
    expected = {date.fromisoformat(row["date"]) for row in rows("holidays.csv") if row["name"] == "Sigd"}
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(5 * 365 + 1))

    assert {day for day in days if "sigd" in names(day, Civic.ISRAEL)} == expected


def test_every_american_day_of_a_year_of_series_is_found() -> None:
    for row in rows("series_5787.csv"):
        if row["us_civic"]:
            assert CALLED[row["us_civic"]] in names(date.fromisoformat(row["date"]), Civic.US), row


def test_the_country_of_a_zone_is_that_of_the_zone_data() -> None:
    assert civic_of("America/Toronto") == civic_of("Canada/Pacific") == {Civic.CANADA}
    assert civic_of("Asia/Tel_Aviv") == {Civic.ISRAEL}
    assert civic_of("Europe/London") == civic_of("Europe/Guernsey") == {Civic.BRITAIN}
    assert civic_of("Europe/Berlin") == civic_of("Etc/GMT+5") == civic_of("nowhere") == frozenset()


def test_every_country_has_days_and_every_day_falls_in_nearly_every_year() -> None:
    seen: dict[str, set[int]] = {}
    for one in Civic:
        days = (date(2022, 1, 1) + timedelta(days=n) for n in range(39 * 365 + 10))
        found = {(name, day.year) for day in days for name in names(day, one)}
        assert found
        for name, year in found:
            seen.setdefault(name, set()).add(year)
    assert set(seen) == civic_slugs()
    assert all(set(range(2024, 2061)) <= years for name, years in seen.items() if name != "election-day")
