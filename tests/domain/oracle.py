"""An independent calendar's candles and nights, and the places and moments that hypothesis draws from."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.sun import city_of
from rehearsal.prove.windows import lit

DATA = Path(__file__).parents[1] / "data"
PLACES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",  # half an hour off
    "America/Anchorage",
    "Asia/Jerusalem",
    "Asia/Kathmandu",  # a quarter of an hour off
    "Asia/Kolkata",
    "Atlantic/Reykjavik",
    "Australia/Adelaide",  # half an hour off, and clock changes
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Europe/London",
    "Europe/Oslo",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Pacific/Pago_Pago",
)

instants = st.datetimes(datetime(2021, 1, 1), datetime(2039, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
people = st.builds(PersonQuiet, st.sampled_from(PLACES), st.sampled_from(Observance))
north = ("America/Nome", "Arctic/Longyearbyen")
citizens = st.sampled_from((*PLACES, *north)).flatmap(
    lambda zone: st.builds(PersonQuiet, st.just(zone), st.sampled_from(Observance), st.just(city_of(zone)), st.booleans())
)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def local(zone: str, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def lit_windows(city: str) -> Iterator[tuple[datetime, datetime]]:
    """From each first lighting to the nightfall that ends it, as an independent calendar has them (in white nights it has none)."""
    yield from lit().get(city, [])
