"""What the house does at night is done each night: a failure is kept, tried again every hour, and told when it does not come right."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.refusal import Refusal, Why
from domain.sending.troubles import JobState, is_due, last_time
from services.ground.timekeeper import Timekeeper
from services.sending.jobs import Job, Jobs
from storage.store import NO_MORE_WRITES
from tests.services.conftest import House
from tests.services.hearing import Bot

HOUR = timedelta(hours=1)
NIGHT = datetime(2026, 9, 1, 3, 17, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.integers(0, 23)


@dataclass
class Backup:
    """A job that fails for as long as it is told to."""

    house: House
    fault: Exception | None = None
    done: list[datetime] = field(default_factory=list[datetime])
    tried: int = 0

    def __post_init__(self) -> None:
        self.bot = Bot(self.house)
        self.start()

    def start(self) -> None:
        """A new process."""
        made = self.house.made
        self.jobs = Jobs(made.sending.units, self.house.clock, [Job("backup", 3, self.do), Job("forget", 3, self.other)])

    async def do(self) -> None:
        self.tried += 1
        if self.fault is not None:
            raise self.fault
        self.done.append(self.house.clock.now())

    async def other(self) -> None:
        """Another job of the same hour."""

    async def until(self, moment: datetime) -> None:
        """It is asked every half hour, twice as often as it tries again."""
        while self.house.clock.now() < moment:
            await self.jobs.run_due()
            await self.bot.run(HOUR / 2)

    async def failing(self) -> list[JobState]:
        async with self.house.store.read() as db:
            return await db.jobs.failing()


async def test_a_job_is_done_once_each_night_and_the_first_night_is_the_next(empty: House) -> None:
    job = Backup(empty)
    await job.until(NIGHT + timedelta(days=2, hours=5))
    assert [at.date() - NIGHT.date() for at in job.done] == [timedelta(days=n) for n in range(3)]


async def test_a_night_that_was_missed_while_the_bot_was_down_is_made_up_for(empty: House) -> None:
    job = Backup(empty)
    await job.until(NIGHT + HOUR)
    empty.clock.move_to(NIGHT + timedelta(days=1, hours=7))
    job.start()
    await job.jobs.run_due()
    assert len(job.done) == 2


async def test_a_job_that_failed_is_tried_again_within_the_hour_and_its_success_clears_it(empty: House) -> None:
    job = Backup(empty, OSError("no space"))
    await job.until(NIGHT + timedelta(minutes=30))
    assert [(one.name, one.fault, one.tries) for one in await job.failing()] == [("backup", "OSError", 1)]
    job.fault = None
    await job.until(NIGHT + timedelta(minutes=90))
    assert len(job.done) == 1
    assert await job.failing() == []
    await job.until(NIGHT + timedelta(hours=20))
    assert job.bot.staff_read() == [], "what came right within hours is nobody's business"


async def test_staff_read_once_that_there_is_no_backup_and_nothing_of_the_error(empty: House) -> None:
    job = Backup(empty, OSError("no space on /srv/secret"))
    await job.until(NIGHT + timedelta(days=3))
    (text,) = job.bot.staff_read()
    assert "no backup last night" in text
    assert "secret" not in text
    assert job.tried >= 24


async def test_a_damaged_database_is_told_at_once(empty: House) -> None:
    job = Backup(empty, Refusal(Why.DATABASE_DAMAGED, path="x", found="page 7"))
    await job.until(NIGHT + timedelta(hours=12))
    (text,) = job.bot.staff_read()
    assert "The database is damaged" in text


async def test_a_job_is_not_done_by_a_clock_that_is_in_doubt(empty: House) -> None:
    job = Backup(empty)
    clock = Timekeeper(empty.clock, job.other)  # has heard nothing from Discord yet
    job.jobs = Jobs(empty.made.sending.units, clock, [Job("backup", 3, job.do)])
    await job.until(NIGHT + timedelta(days=2))
    assert job.tried == 0
    clock.heard(empty.clock.now())
    await job.until(NIGHT + timedelta(days=3, hours=1))
    assert job.tried >= 1


@given(hours, moments, moments)
def test_what_was_done_since_its_hour_is_not_due_and_what_was_not_is(hour: int, done: datetime, now: datetime) -> None:
    due = is_due(hour, JobState("x", done_at=done), now, now)
    assert due is (done < last_time(hour, now) or done > now)
    assert timedelta() <= now - last_time(hour, now) < timedelta(days=1)
    assert last_time(hour, now).hour == hour


@given(hours, moments)
def test_whatever_a_clock_did_a_job_is_due_within_a_day(hour: int, now: datetime) -> None:
    state = JobState("x", done_at=now)
    assert not is_due(hour, state, now, now)
    assert is_due(hour, state, now, now + timedelta(days=1))
    assert is_due(hour, state, now, now - timedelta(days=365)), "a success a year ahead was noted by a wrong clock"


async def test_a_job_that_does_not_end_within_its_time_has_failed_and_keeps_no_other_waiting(
    empty: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.sending.jobs.CANCELLED_WITHIN", 0.01)
    made, thawed, done, tries = empty.made, asyncio.Event(), list[str](), list[int]()

    async def frozen() -> None:
        tries.append(1)
        while not thawed.is_set():
            with suppress(asyncio.CancelledError):  # as what waits for a server that is frozen
                await thawed.wait()

    async def other() -> None:
        done.append("other")

    jobs = Jobs(made.sending.units, empty.clock, [Job("backup", 3, frozen), Job("forget", 3, other)], longest=0.01)
    await jobs.run_due()
    for _ in range(3):
        empty.clock.move_to(empty.clock.now() + timedelta(days=1))
        await jobs.run_due()
    assert done == ["other"] * 3
    assert len(tries) == 1, "it is not begun again before it let go"
    async with empty.store.read() as db:
        (state,) = await db.jobs.failing()
    assert (state.name, state.fault) == ("backup", "TimeoutError")
    thawed.set()
    empty.clock.move_to(empty.clock.now() + timedelta(days=1))
    for _ in range(5):  # until its end was noticed
        await asyncio.sleep(0)
    await jobs.run_due()
    async with empty.store.read() as db:
        assert await db.jobs.failing() == []


@pytest.mark.parametrize("end", NO_MORE_WRITES)
async def test_a_job_in_which_this_process_may_write_no_more_has_not_failed(empty: House, end: type[Exception]) -> None:
    job = Backup(empty, fault=end())
    await job.jobs.run_due()
    empty.clock.move_to(NIGHT + timedelta(days=1))
    with pytest.raises(end):
        await job.jobs.run_due()
    assert await job.failing() == []
