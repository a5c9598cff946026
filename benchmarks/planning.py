"""What the calendar costs: the next moment at which somebody may be written to, and a page of the planner."""

import asyncio
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from random import Random

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ChannelId, CohortId, ProgramId, ServerId
from domain.ground.quiet import Observance, PersonQuiet, next_open
from domain.ground.sun import Spot, city_of
from domain.group.series import EveryWeeks, clock_changes, clocks, looked_at, sessions
from domain.pair.matching import match
from messages.group.series import Series, series
from rehearsal.prove.pairing import circle

NOW = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
ZONES = ("America/New_York", "America/Anchorage", "Asia/Jerusalem", "Europe/London", "America/Los_Angeles", "Europe/Oslo")
SESSIONS, PEOPLE = 24, 30


def openings_ms() -> tuple[float, float]:
    """Milliseconds until the next opening is found, for people never asked about and asked about before (means of 60)."""
    people = [PersonQuiet(zone, list(Observance)[n % 4], city_of(zone), True) for n, zone in enumerate(ZONES * 2)]
    moments = [NOW + timedelta(hours=1703 * n) for n in range(60)]

    def ask() -> float:
        began = time.process_time()
        for n, moment in enumerate(moments):
            next_open(people[n % len(people)], moment)
        return (time.process_time() - began) * 1000 / len(moments)

    _forget()
    return ask(), statistics.median(ask() for _ in range(9))


TUESDAYS, FRIDAYS = (
    EveryWeeks(2, date(2026, 10, 6), wall(13), ZONES[0], SESSIONS),
    EveryWeeks(2, date(2026, 10, 9), wall(12, 30), ZONES[0], SESSIONS),
)


def page_ms(term: EveryWeeks) -> float:
    """Milliseconds for a page of the planner, when nothing is known of its days (median of 15); 30 people each named another town.

    Fridays are the hardest that one could draft: each reaches into somebody's sacred time, and better dates are sought for all.
    """
    cohort = Cohort(
        CohortId(1), ProgramId(1), ServerId(1), "t", "t", 15, CohortState.DRAFT, ZONES[0], ChannelId(1), None, "https://x.example", NOW,
        None, None, None,
    )  # fmt: skip
    people = [PersonQuiet(ZONES[n % len(ZONES)], list(Observance)[n % 4], _town(n)) for n in range(PEOPLE)]
    times = sessions(term)
    took: list[float] = []
    for _ in range(15):
        _forget()
        began = time.process_time()
        view = Series(
            cohort, looked_at(times, people, 90, NOW), tuple(range(1, SESSIONS + 1)), clocks(times, [one.zone for one in people]),
            frozenset(clock_changes(times)), {}, PEOPLE, frozenset(), 0, 0,
        )  # fmt: skip
        series(view)
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took)


def pairing_ms(people: int) -> float:
    """Milliseconds to pair that many people, with wishes, hours, exclusions and former pairs (the longest of 15 cohorts)."""
    took: list[float] = []
    for number in range(16):
        made = circle(Random(number), people)
        began = time.process_time()
        match(made.seekers, made.history, number, locked=made.locked)
        took.append((time.process_time() - began) * 1000)
    return max(took[1:])  # the first reads the time zones


async def held_ms(people: int) -> float:
    """Milliseconds of our own work for which the event loop waits at most while that many are paired in a thread (worst of 15)."""
    made, longest, paired = circle(Random(1), people), 0.0, asyncio.Event()

    async def tick() -> None:
        nonlocal longest
        last = time.process_time()
        while not paired.is_set():
            await asyncio.sleep(0)
            longest, last = max(longest, time.process_time() - last), time.process_time()

    ticking = asyncio.create_task(tick())
    for number in range(15):
        await asyncio.to_thread(match, made.seekers, made.history, number)
    paired.set()
    await ticking
    return longest * 1000


def _town(n: int) -> Spot:
    """One near the city of its zone, for each number another."""
    city = city_of(ZONES[n % len(ZONES)])
    return Spot(city.latitude - n / 50, city.longitude + n / 50)


def _forget() -> None:
    """Empty every cache of the domain."""
    for name, module in list(sys.modules.items()):
        if name.startswith("domain."):
            for value in vars(module).values():
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()
