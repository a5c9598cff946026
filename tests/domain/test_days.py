"""A day is known for what it is to the people who keep it, with its postponements, in Israel and elsewhere."""

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from domain.ground.days import BY_THE_HOUR, SLUGS, Finding, Level, busy_season, findings
from domain.ground.evenings import Calendar, at_session
from domain.ground.times import LocalTime

DATA = Path(__file__).parents[1] / "data"

# The oracle's names, as our slugs; those left out are not in our table (school days of Israel, special Shabbatot).
ORACLE = {
    "Rosh Hashana II": "rosh-hashanah-2",
    "Tzom Gedaliah": "fast-of-gedaliah",
    "Erev Yom Kippur": "erev-yom-kippur",
    "Yom Kippur": "yom-kippur",
    "Erev Sukkot": "erev-sukkot",
    "Sukkot I": "sukkot-1",
    "Shmini Atzeret": "shemini-atzeret",
    "Asara B'Tevet": "tenth-of-tevet",
    "Tu BiShvat": "tu-bishvat",
    "Purim Katan": "purim-katan",
    "Ta'anit Esther": "fast-of-esther",
    "Erev Purim": "erev-purim",
    "Purim": "purim",
    "Shushan Purim": "shushan-purim",
    "Ta'anit Bechorot": "fast-of-the-firstborn",
    "Erev Pesach": "erev-pesach",
    "Pesach I": "pesach-1",
    "Pesach VII": "pesach-7",
    "Yom HaShoah": "yom-hashoah",
    "Yom HaZikaron": "yom-hazikaron",
    "Yom HaAtzma'ut": "yom-haatzmaut",
    "Pesach Sheni": "pesach-sheni",
    "Lag BaOmer": "lag-baomer",
    "Yom Yerushalayim": "yom-yerushalayim",
    "Erev Shavuot": "erev-shavuot",
    "Tzom Tammuz": "seventeenth-of-tammuz",
    "Erev Tish'a B'Av": "erev-tisha-bav",
    "Tish'a B'Av": "tisha-bav",
    "Tish'a B'Av (observed)": "tisha-bav",
    "Tu B'Av": "tu-bav",
    "Erev Rosh Hashana": "erev-rosh-hashanah",
}
DIASPORA = {
    "Sukkot II": "sukkot-2",
    "Simchat Torah": "simchat-torah",
    "Pesach II": "pesach-2",
    "Pesach VIII": "pesach-8",
    "Shavuot II": "shavuot-2",
}
# Days of no class of ours, on which nobody moves a meeting: customs, and days of Israeli schools. Sigd is among the civic days.
LEFT_OUT = {
    "Chag HaBanot", "Leil Selichot", "Rosh Hashana LaBehemot", "Shushan Purim Katan", "Ben-Gurion Day", "Family Day", "Hebrew Language Day",
    "Herzl Day", "Jabotinsky Day", "Sigd", "Yitzhak Rabin Memorial Day", "Yom HaAliyah", "Yom HaAliyah School Observance",
}  # fmt: skip
LEVELS = {"": Level.NOTE, "INFO": Level.NOTE, "SOFT": Level.LIGHT, "SEASON": Level.LIGHT, "STRONG": Level.STRONG, "BLOCK": Level.BLOCK}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names(day: date, israel: bool = False) -> set[str]:
    return {finding.name for finding in findings(day, israel)}


def days_called(slug: str, israel: bool = False) -> set[date]:
    start = date(2026, 1, 1)
    return {day for n in range(5 * 365 + 1) if slug in names(day := start + timedelta(days=n), israel)}


def oracle_days(name: str, schedules: str) -> set[date]:
    return {date.fromisoformat(row["date"]) for row in rows("holidays.csv") if row["name"] == name and row["schedule"] in schedules}


@pytest.mark.parametrize("slug", sorted(set(ORACLE.values())))
def test_each_day_falls_where_an_independent_calendar_has_it_postponements_included(slug: str) -> None:
    expected = set[date]().union(*(oracle_days(name, "BDI") for name, ours in ORACLE.items() if ours == slug))

    for israel in (True, False):
        assert days_called(slug, israel) == expected


@pytest.mark.parametrize(("name", "slug"), DIASPORA.items())
def test_second_days_are_kept_outside_israel_only(name: str, slug: str) -> None:
    assert days_called(slug) == oracle_days(name, "BD")
    assert days_called(slug, israel=True) == set()


@pytest.mark.parametrize("israel", [True, False])
def test_chol_hamoed_is_the_middle_of_the_feast_on_either_schedule(israel: bool) -> None:
    expected = {
        date.fromisoformat(row["date"])
        for row in rows("holidays.csv")
        if row["category"] == "cholhamoed" and row["schedule"] in ("IB" if israel else "DB")
    }

    assert days_called("chol-hamoed-sukkot", israel) | days_called("chol-hamoed-pesach", israel) == expected


def test_new_moons_are_noted() -> None:
    expected = {date.fromisoformat(row["date"]) for row in rows("holidays.csv") if row["category"] == "roshchodesh"}

    assert days_called("rosh-chodesh") == expected


def test_every_row_of_an_independent_calendar_is_a_day_of_ours_or_left_out_by_name() -> None:
    for row in rows("holidays.csv"):
        name, day, israel = row["name"], date.fromisoformat(row["date"]), row["schedule"] == "I"
        if name in ORACLE or name in DIASPORA:
            found = (ORACLE | DIASPORA)[name] in names(day, israel)
        elif row["category"] == "roshchodesh":
            found = "rosh-chodesh" in names(day, israel)
        elif row["category"] == "cholhamoed":
            found = any(one.startswith("chol-hamoed-") for one in names(day, israel))
        elif name == "Chanukah: 1 Candle":
            found = "chanukah" in names(day + timedelta(days=1), israel)  # it is lit the evening before
        elif name.startswith("Chanukah"):
            found = "chanukah" in names(day, israel)
        elif name.startswith("Rosh Hashana 5"):
            found = "rosh-hashanah-1" in names(day, israel)
        elif name in {"Shavuot", "Shavuot I"}:
            found = "shavuot-1" in names(day, israel)
        else:
            found = name in LEFT_OUT or row["category"] == "special-shabbat"
        assert found, row


def test_chanukah_has_eight_days_also_over_a_short_kislev() -> None:
    days = {date(2027, 12, 25) + timedelta(days=n) for n in range(8)}

    assert {day for day in days_called("chanukah") if date(2027, 9, 1) < day < date(2028, 9, 1)} == days
    assert len(days_called("chanukah")) == 5 * 8


def test_every_session_of_a_year_of_series_is_found_as_serious_as_an_independent_table_has_it() -> None:
    for row in rows("series_5787.csv"):
        day = date.fromisoformat(row["date"])
        start = LocalTime(day, time(13), "America/New_York").instant()
        found = at_session(start, start + timedelta(minutes=90), Calendar("America/New_York", one_day=False))
        assert max((finding.level for finding in found), default=Level.NOTE) == LEVELS[row["level"]], row


def test_the_worst_is_said_first() -> None:
    levels = [finding.level for finding in findings(date(2026, 10, 3), israel=False)]

    assert levels == sorted(levels, reverse=True)
    assert findings(date(2026, 9, 21), israel=False)[0] == Finding(Level.BLOCK, "yom-kippur")


def test_every_name_that_may_be_said_is_announced() -> None:
    seen = {name for n in range(20 * 366) for israel in (True, False) for name in names(date(2024, 1, 1) + timedelta(days=n), israel)}

    assert seen == SLUGS - BY_THE_HOUR


def test_the_eve_of_a_feast_on_friday_is_not_called_an_eve_of_shabbat() -> None:
    assert "erev-shabbat" not in names(date(2027, 4, 23))
    assert "erev-shabbat" in names(date(2027, 4, 30))


def test_the_seasons_in_which_clergy_are_busy() -> None:
    for first, last in ((date(2026, 8, 28), date(2026, 10, 4)), (date(2027, 4, 14), date(2027, 4, 21))):
        assert not busy_season(first - timedelta(days=1))
        assert busy_season(first)
        assert busy_season(last)
        assert not busy_season(last + timedelta(days=1))


def test_the_day_after_yom_kippur_is_said() -> None:
    assert {date(2026, 9, 22), date(2027, 10, 12)} <= days_called("after-yom-kippur")
