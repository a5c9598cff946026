# /// script
# requires-python = ">=3.11"
# dependencies = ["holidays==0.109"]
# ///
"""Writes `domain/ground/civic.csv`: the civic days of six countries, by year, from the `holidays` library (MIT).

Run it with `uv run tools/civic.py`, or with any Python that has the library. It is no dependency of the bot or of its tests: it weighs
17 MiB, and it wants an older python-dateutil than the bot has. A row is a day of a country; its columns are years, and hold the day
as MMDD. A day that falls on a weekend has two, its own and the one on which it is observed, which for New Year's Day may be in the
year before.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import holidays
from dateutil.easter import easter

TABLE = Path(__file__).parents[1] / "domain" / "ground" / "civic.csv"
YEARS = range(2020, 2061)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6

COMMON = {
    "New Year's Day": "new-years-day", "Good Friday": "good-friday", "Easter Monday": "easter-monday", "Christmas Day": "christmas",
    "Boxing Day": "boxing-day",
}  # fmt: skip
# For each set: the library's country, a part of it whose days are those of most, the kinds of days, and its names as our slugs.
SETS: Mapping[str, tuple[str, str | None, tuple[str, ...], Mapping[str, str]]] = {
    "us": (
        "US", None, ("public",),
        {
            "New Year's Day": "new-years-day", "Martin Luther King Jr. Day": "mlk-day", "Washington's Birthday": "presidents-day",
            "Memorial Day": "memorial-day", "Juneteenth National Independence Day": "juneteenth", "Independence Day": "independence-day",
            "Labor Day": "labor-day", "Columbus Day": "indigenous-peoples-day", "Veterans Day": "veterans-day",
            "Thanksgiving Day": "thanksgiving", "Christmas Day": "christmas",
        },
    ),
    "canada": (
        "CA", "ON", ("public", "government", "optional"),
        COMMON | {
            "Family Day": "family-day", "Victoria Day": "victoria-day", "Canada Day": "canada-day", "Civic Holiday": "civic-holiday",
            "Labor Day": "labour-day", "National Day for Truth and Reconciliation": "truth-and-reconciliation",
            "Thanksgiving Day": "canadian-thanksgiving", "Remembrance Day": "remembrance-day",
        },
    ),
    "britain": (
        "GB", "ENG", ("public",),
        COMMON | {
            "May Day": "early-may-bank-holiday", "Spring Bank Holiday": "spring-bank-holiday",
            "Late Summer Bank Holiday": "summer-bank-holiday",
        },
    ),
    "israel": ("IL", None, ("optional",), {"Sigd": "sigd"}),  # its other days are in the Jewish calendar itself
    "australia": (
        "AU", "NSW", ("public",),
        COMMON | {"Australia Day": "australia-day", "ANZAC Day": "anzac-day", "King's Birthday": "kings-birthday"},
    ),
    "south-africa": (
        "ZA", None, ("public",),
        COMMON | {
            "Human Rights Day": "human-rights-day", "Family Day": "family-day", "Freedom Day": "freedom-day",
            "Workers' Day": "workers-day", "Youth Day": "youth-day", "National Women's Day": "womens-day",
            "Heritage Day": "heritage-day", "Day of Reconciliation": "day-of-reconciliation", "Day of Goodwill": "day-of-goodwill",
        },
    ),
}  # fmt: skip


def by_the_library(name: str) -> Iterator[tuple[str, date]]:
    """Each day that the library has of that set, with the days on which it is observed."""
    country, part, kinds, slugs = SETS[name]
    made = getattr(holidays, country)
    language = "en_US" if "en_US" in made.supported_languages else None
    for day, called in made(years=YEARS, subdiv=part, categories=kinds, language=language).items():
        for one in called.split("; "):
            slug = slugs.get(one.removesuffix(" (observed)"))
            if slug == "sigd" and day.weekday() == SATURDAY:  # kept on the Thursday before, which the library leaves out
                yield slug, day - timedelta(days=2)
            elif slug is not None:
                yield slug, day


def beside_the_library(name: str) -> Iterator[tuple[str, date]]:
    """Days on which people are away, or with their families, that are nobody's public holiday."""
    for year in YEARS:
        if name == "israel":
            continue
        yield "christmas-eve", date(year, 12, 24)
        yield "new-years-eve", date(year, 12, 31)
        yield "mothers-day", easter(year) - timedelta(days=21) if name == "britain" else nth(year, 5, SUNDAY, 2)
        if name == "us":
            yield "thanksgiving-friday", nth(year, 11, THURSDAY, 4) + timedelta(days=1)
            if year % 2 == 0:
                yield "election-day", nth(year, 11, MONDAY, 1) + timedelta(days=1)


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """That weekday of a month, the first, second ..."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def main() -> None:
    """Write the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["set", "day", *YEARS])
        for name in SETS:
            found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
            for slug, day in (*by_the_library(name), *beside_the_library(name)):
                found[slug][day.year].add(f"{day:%m%d}")
            for slug, years in sorted(found.items(), key=lambda one: min(day for days in one[1].values() for day in days)):
                table.writerow([name, slug, *(" ".join(sorted(years[year])) for year in YEARS)])


if __name__ == "__main__":
    main()
