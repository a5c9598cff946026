"""Random moments inside an independent calendar's windows of rest: at none of them may anything be sent.

`candles.csv` has lightings and nightfalls of the towns in `cities.csv`, as `@hebcal/core` 6.9.3 has them; in white nights it has none.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from domain.ground.quiet import ChannelQuiet, Observance, PersonQuiet, Quiet, allowed, next_open, previous_open
from domain.ground.sun import Spot, city_of

HERE = Path(__file__).parent
MOMENTS = 100_000
_FURTHEST = 57.5  # degrees of latitude to which the rule without a city holds in every town of a zone


class Rule(NamedTuple):
    """What decides when one may send."""

    allowed: Callable[[Quiet, datetime], bool] = allowed
    next_open: Callable[[Quiet, datetime], datetime] = next_open
    previous_open: Callable[[Quiet, datetime], datetime] = previous_open


class Inside(NamedTuple):
    """What was asked, and the moments at which something might have been sent."""

    asked: Counter[str]
    wrong: list[str]


def rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the files."""
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def lit() -> dict[str, list[tuple[datetime, datetime]]]:
    """For each town, from each first lighting to the nightfall that ends it."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    begun: dict[str, datetime | None] = {}
    for row in rows("candles.csv"):
        city, moment = row["city"], datetime.fromisoformat(row["time_utc"])
        first = begun.get(city)
        if row["kind"] == "H" and first is not None and moment - first < timedelta(days=4):
            found.setdefault(city, []).append((first, moment))
        begun[city] = None if row["kind"] == "H" else first or moment
    return found


@lru_cache(maxsize=256)
def citizen(city: str, observance: Observance | None = None, evenings: bool = False) -> PersonQuiet:
    """Somebody there who keeps the days that are usual there, or others."""
    row = next(row for row in rows("cities.csv") if row["city"] == city)
    usual = Observance.ONE_DAY if row["israel"] == "1" else Observance.TWO_DAY
    return PersonQuiet(row["tz"], observance or usual, Spot(float(row["lat"]), float(row["lon"])), evenings)


def inside(chance: Random, times: int = MOMENTS, rule: Rule = Rule()) -> Inside:  # noqa: B008 - it never changes
    """That many moments between a lighting and its nightfall, each for somebody who keeps that day and for a channel that they read.

    With and without their city, and with the evening open again or not.
    """
    found, cities = Inside(Counter(), []), sorted(lit())
    for _ in range(times):
        city = chance.choice(cities)
        begins, ends = chance.choice(lit()[city])
        at = begins + (ends - begins) * chance.random()
        person = citizen(city, evenings=chance.random() < 0.5)
        if chance.random() < 0.5 and abs(city_of(person.zone).latitude) <= _FURTHEST:
            person = PersonQuiet(person.zone, person.observance)
        found.asked["by their city" if person.spot else "by their clock alone"] += 1
        channel = ChannelQuiet("Asia/Tokyo", frozenset({person, PersonQuiet("Asia/Tokyo", Observance.NONE)}), weekdays_only=False)
        found.wrong.extend(
            f"{city}, {at:%Y-%m-%d %H:%M}Z: {what}" for quiet in (person, channel) for what in _faults(rule, quiet, begins, at, ends)
        )
    return found


def _faults(rule: Rule, quiet: Quiet, begins: datetime, at: datetime, ends: datetime) -> Iterator[str]:
    who = "a channel" if isinstance(quiet, ChannelQuiet) else "a person"
    if rule.allowed(quiet, at):
        yield f"{who} may be written to"
    if rule.next_open(quiet, at) <= ends:
        yield f"{who} is written to before the night that ends it"
    if rule.previous_open(quiet, at) >= begins:
        yield f"{who} is written to after the lighting"
