"""Civic days: on which people of a country are away or with their families. A home has those of its country, unless its program chose.

They stand in `civic.csv` from 2020 to 2060, which `tools/civic.py` makes; of other years nothing is known.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from domain.ground.countries import country_of
from domain.ground.days import Finding, Level


class Civic(StrEnum):
    """A country whose civic days are known."""

    US = "us"
    CANADA = "canada"
    BRITAIN = "britain"
    ISRAEL = "israel"
    AUSTRALIA = "australia"
    SOUTH_AFRICA = "south-africa"


_COUNTRIES: Mapping[str, Civic] = MappingProxyType(  # as tzdata writes them, with what keeps the days of another
    {
        "US": Civic.US, "PR": Civic.US, "VI": Civic.US, "GU": Civic.US, "CA": Civic.CANADA, "GB": Civic.BRITAIN, "IM": Civic.BRITAIN,
        "JE": Civic.BRITAIN, "GG": Civic.BRITAIN, "IL": Civic.ISRAEL, "AU": Civic.AUSTRALIA, "ZA": Civic.SOUTH_AFRICA,
    }
)  # fmt: skip


def civic_findings(day: date, sets: Collection[Civic]) -> tuple[Finding, ...]:
    """What that day is in these countries; a day that two of them have is said once."""
    names = dict.fromkeys(name for one in Civic if one in sets for name in _days(one).get(day, ()))
    return tuple(Finding(Level.LIGHT, name) for name in names)


def civic_of(zone_name: str) -> frozenset[Civic]:
    """The civic days of the country in which that zone is, by the pinned zone data; none where we know none."""
    found = _COUNTRIES.get(country_of(zone_name) or "")
    return frozenset() if found is None else frozenset({found})


def civic_slugs() -> frozenset[str]:
    """Every name that a civic day has; its words live in messages."""
    return frozenset(row[1] for row in list(_table())[1:])


@lru_cache(maxsize=len(Civic))
def _days(of: Civic) -> Mapping[date, tuple[str, ...]]:
    found: dict[date, list[str]] = defaultdict(list)
    titles, *rows = _table()
    for set_, name, *years in rows:
        for year, days in zip(titles[2:], years, strict=True) if set_ == of else ():
            for day in days.split():
                found[date(int(year), int(day[:2]), int(day[2:]))].append(name)
    return MappingProxyType({day: tuple(names) for day, names in found.items()})


def _table() -> Iterator[list[str]]:
    """The rows of the table, its titles first."""
    return csv.reader((resources.files("domain.ground") / "civic.csv").read_text("utf-8").splitlines())
