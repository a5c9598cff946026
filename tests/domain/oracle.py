"""An independent calendar's candles and nights, people in its cities, and the places and moments that hypothesis draws from."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.ground.quiet import ChannelQuiet, Observance, PersonQuiet, allowed, next_open, previous_open
from domain.ground.sun import Spot, city_of

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
    lit: datetime | None = None
    for row in rows("candles.csv"):
        if row["city"] == city:
            moment = datetime.fromisoformat(row["time_utc"])
            if row["kind"] == "H" and lit is not None and moment - lit < timedelta(days=4):
                yield lit, moment
            lit = None if row["kind"] == "H" else lit or moment


def citizen(city: str, observance: Observance | None = None, evenings: bool = False) -> PersonQuiet:
    row = next(row for row in rows("cities.csv") if row["city"] == city)
    usual = Observance.ONE_DAY if row["israel"] == "1" else Observance.TWO_DAY
    return PersonQuiet(row["tz"], observance or usual, Spot(float(row["lat"]), float(row["lon"])), evenings)


LIT = [(city, list(lit_windows(city))) for city in sorted({row["city"] for row in rows("candles.csv")})]


def count_inside_the_oracle(chance: Random, times: int) -> int:
    """Random moments between a lighting and its nightfall, for everybody who keeps that day, with and without their city."""
    for _ in range(times):
        city, windows = chance.choice(LIT)
        lit, out = chance.choice(windows)
        at = lit + (out - lit) * chance.random()
        person = citizen(city, evenings=chance.random() < 0.5)
        if chance.random() < 0.5 and abs(city_of(person.zone).latitude) <= 57.5:
            person = PersonQuiet(person.zone, person.observance)
        channel = ChannelQuiet("Asia/Tokyo", frozenset({person, PersonQuiet("Asia/Tokyo", Observance.NONE)}), weekdays_only=False)
        for quiet in (person, channel):
            assert not allowed(quiet, at), (quiet, at)
            assert next_open(quiet, at) > out, (quiet, at)
            assert previous_open(quiet, at) < lit, (quiet, at)
    return times
