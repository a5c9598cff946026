"""In which country a clock is, by the pinned zone data."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType


def country_of(zone_name: str) -> str | None:
    """The country in which people live by that zone, in two letters; None for bare offsets and for what is no zone."""
    return _countries().get(zone_name) or _countries().get(_links().get(zone_name, ""))


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """Of each zone in which people live the country."""
    rows = (row.split("\t") for row in _zone_data("zone.tab") if not row.startswith("#"))
    return MappingProxyType({row[2]: row[0] for row in rows})


@lru_cache(maxsize=1)
def _links() -> Mapping[str, str]:
    """Of each other name of a zone the one that it stands for: US/Eastern is New York."""
    rows = (row.split(" ") for row in _zone_data("tzdata.zi") if row.startswith("L "))
    return MappingProxyType({row[2]: row[1] for row in rows})


def _zone_data(name: str) -> list[str]:
    return (resources.files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
