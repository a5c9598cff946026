"""Hebrew dates: counted by pyluach, spelled by our own table (its English names are Ashkenazi)."""

from datetime import date
from functools import lru_cache

from pyluach import dates, hebrewcal

from domain.ground.values import Value

NISAN, IYAR, SIVAN, TAMMUZ, AV, ELUL, TISHREI, CHESHVAN, KISLEV, TEVET, SHEVAT, ADAR, ADAR_II = range(1, 14)

MONTHS = (
    "Nisan", "Iyar", "Sivan", "Tammuz", "Av", "Elul", "Tishrei", "Cheshvan", "Kislev", "Tevet", "Shevat", "Adar", "Adar II",
)  # fmt: skip


class HebrewDate(Value):
    """A day of the Hebrew calendar; months are counted from Nisan, as in the Torah: Tishrei is 7, Adar 12, Adar II 13."""

    year: int
    month: int
    day: int


@lru_cache(maxsize=4096)
def hebrew_date(day: date) -> HebrewDate:
    """The Hebrew date of that civil day's daylight; after sunset it is the next one."""
    found = dates.HebrewDate.from_pydate(day)
    return HebrewDate(found.year, found.month, found.day)


def civil_date(day: HebrewDate) -> date:
    """The civil day whose daylight has that Hebrew date."""
    return dates.HebrewDate(day.year, day.month, day.day).to_pydate()


def is_leap(year: int) -> bool:
    """True for a Hebrew year with two months of Adar."""
    return bool(hebrewcal.Year(year).leap)


def purim_month(year: int) -> int:
    """The month of Purim: the second Adar where there are two."""
    return ADAR_II if is_leap(year) else ADAR


def in_english(day: HebrewDate) -> str:
    """Such as "2 Cheshvan 5787"; the first of two Adars is "Adar I"."""
    month = "Adar I" if day.month == ADAR and is_leap(day.year) else MONTHS[day.month - 1]
    return f"{day.day} {month} {day.year}"
