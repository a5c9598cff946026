"""The bell rings when something is due, when it is woken, and at the pulse; it stops when it is told to."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot.clock import WallClock
from bot.scheduler import Scheduler
from domain.ground.leases import LeaseLost
from services.ground.ports import Unauthorised

NEVER = 600.0  # seconds until a pulse, where none is meant to come
WITHIN = 5.0


class Beats:
    """Counts the beats; each ends as it is told to."""

    def __init__(self) -> None:
        self.count = 0
        self.ends: Callable[[], datetime | None] = lambda: None
        self._rung = asyncio.Condition()

    async def __call__(self) -> datetime | None:
        self.count += 1
        async with self._rung:
            self._rung.notify_all()
        return self.ends()

    async def reach(self, count: int) -> None:
        async with asyncio.timeout(WITHIN), self._rung:
            await self._rung.wait_for(lambda: self.count >= count)


async def nothing() -> None:
    """No job is due."""


@asynccontextmanager
async def ringing(
    beat: Callable[[], Awaitable[datetime | None]], jobs: Callable[[], Awaitable[None]] = nothing, pulse: float = NEVER,
    bell: asyncio.Event | None = None,
) -> AsyncGenerator[Scheduler]:  # fmt: skip
    scheduler = Scheduler(beat, jobs, bell or asyncio.Event(), pulse)
    running = asyncio.create_task(scheduler.run())
    yield scheduler
    scheduler.stop()
    async with asyncio.timeout(WITHIN):
        await running


async def test_a_due_moment_rings_the_bell() -> None:
    beats = Beats()
    beats.ends = lambda: WallClock().now() + timedelta(milliseconds=5) if beats.count < 3 else None
    async with ringing(beats):
        await beats.reach(3)


async def test_somebody_who_plans_something_sooner_rings_the_bell() -> None:
    beats = Beats()
    beats.ends = lambda: WallClock().now() + timedelta(days=1)
    bell = asyncio.Event()
    async with ringing(beats, bell=bell):
        await beats.reach(1)
        bell.set()
        await beats.reach(2)


async def test_a_beat_that_failed_is_tried_again_at_the_next_pulse(caplog: pytest.LogCaptureFixture) -> None:
    beats = Beats()

    def fail_first() -> None:
        if beats.count == 1:
            raise KeyError("x")

    beats.ends = fail_first
    async with ringing(beats, pulse=0.005):
        await beats.reach(2)
    assert [one.message for one in caplog.records if one.name == "bot.scheduler"] == ["a beat failed"]


async def test_the_beat_in_hand_is_finished_and_no_other_begun_once_it_is_told_to_stop() -> None:
    begun, go_on, ended = asyncio.Event(), asyncio.Event(), list[bool]()

    async def beat() -> None:
        begun.set()
        await go_on.wait()
        ended.append(True)

    async with ringing(beat, pulse=0.005) as scheduler:
        await begun.wait()
        scheduler.stop()
        go_on.set()
    assert ended == [True]


@pytest.mark.parametrize("end", [Unauthorised, LeaseLost])
async def test_what_ends_everything_is_not_tried_again(end: type[Exception]) -> None:
    async def beat() -> None:
        raise end

    with pytest.raises(end):
        await Scheduler(beat, nothing, asyncio.Event(), NEVER).run()


async def test_the_night_s_jobs_wait_for_no_beat_and_no_beat_for_them() -> None:
    beat_begun, done, hours = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def beat() -> None:
        beat_begun.set()
        await hours.wait()

    async def jobs() -> None:
        await beat_begun.wait()
        done.set()
        await hours.wait()

    async with asyncio.timeout(WITHIN), ringing(beat, jobs):
        await done.wait()
        hours.set()


async def test_jobs_that_could_not_be_looked_at_are_looked_at_again(caplog: pytest.LogCaptureFixture) -> None:
    tries, again = list[int](), asyncio.Event()

    async def jobs() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise KeyError("x")
        again.set()

    async with asyncio.timeout(WITHIN), ringing(Beats(), jobs, pulse=0.005):
        await again.wait()
    assert "the house's jobs could not be looked at" in caplog.text
