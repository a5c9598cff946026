"""Hebrew dates are right, spelled our way, and stand in a line of English without turning it around."""

import csv
from datetime import date, timedelta
from pathlib import Path

from domain.ground.hebrew import MONTHS, HebrewDate, civil_date, hebrew_date, in_english

DATA = Path(__file__).parents[1] / "data"
OUR_SPELLING = {"Sh’vat": "Shevat", "Iyyar": "Iyar", "Tamuz": "Tammuz"}


def test_every_holiday_of_five_years_has_the_hebrew_date_of_an_independent_calendar() -> None:
    with (DATA / "holidays.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day, month_and_year = row["hebrew_date"].split(" of ")
            month, year = month_and_year.split(", ")
            expected = f"{day.rstrip('sthnrd')} {OUR_SPELLING.get(month, month)} {year}"
            assert in_english(hebrew_date(date.fromisoformat(row["date"]))) == expected


def test_every_session_of_a_year_of_series_has_its_hebrew_date() -> None:
    with (DATA / "series_5787.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert in_english(hebrew_date(date.fromisoformat(row["date"]))) == row["hebrew"]


def test_months_are_spelled_as_the_project_spells_them() -> None:
    assert MONTHS[7 - 1 : 12] == ("Tishrei", "Cheshvan", "Kislev", "Tevet", "Shevat", "Adar")
    assert in_english(HebrewDate(5787, 12, 14)) == "14 Adar I 5787"
    assert in_english(HebrewDate(5787, 13, 14)) == "14 Adar II 5787"
    assert in_english(HebrewDate(5788, 12, 14)) == "14 Adar 5788"


def test_a_date_there_and_back_is_the_same_day() -> None:
    for n in range(0, 4000, 7):
        day = date(2024, 1, 1) + timedelta(days=n)
        assert civil_date(hebrew_date(day)) == day
