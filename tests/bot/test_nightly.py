"""What the process does at night to keep its database: the real jobs, on a real folder of backups."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.config import Config, Privacy, Storage
from bot.nightly import jobs_of
from bot.wiring import services_of
from rehearsal.clock import HandClock, Machine
from rehearsal.prove.stories import Far
from services.ground.timekeeper import ASK_AGAIN, Timekeeper
from services.sending.jobs import Jobs
from storage.backup import dated
from storage.migrate import migrate
from storage.store import Store, open_store
from tests.services.conftest import START

KEPT, DAY = 3, timedelta(days=1)
AHEAD = [timedelta(days=365), timedelta(hours=26)]


class House:
    """The nightly jobs, the right time, a machine that may show another, and a Discord that may tell it."""

    def __init__(self, store: Store, url: str, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.right = HandClock(START)
        self.machine = Machine(self.right)
        self.silent = False
        self.config = Config(storage=Storage(url=url, backups=str(folder), backups_kept=KEPT), privacy=Privacy(backup_days=30))
        self.start()

    def start(self) -> None:
        """A new process."""
        self.keeper = Timekeeper(self.machine, self.tell)
        made = services_of(self.store, self.keeper, Random(1), "test", Far())
        self.jobs = Jobs(made.sending.units, self.keeper, jobs_of(made, self.config))

    async def tell(self) -> None:
        if not self.silent:
            self.keeper.heard(self.right.now())

    def copies(self) -> list[str]:
        return [path.name for path in dated(self.folder)]

    async def nights(self, many: int) -> None:
        for _ in range(many):
            self.right.move_to(self.right.now() + DAY)
            await self.jobs.run_due()

    async def minutes(self) -> None:
        """Five, in which the bell rings as always."""
        for _ in range(10):
            await self.jobs.run_due()
            await self.right.sleep(ASK_AGAIN)


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """Backups of as many nights as are kept."""
    await migrate(sqlite_url)
    store = await open_store(sqlite_url)
    made = House(store, sqlite_url, tmp_path / "backups")
    await made.jobs.run_due()
    await made.nights(KEPT)
    yield made
    await store.close()


async def test_each_night_makes_a_backup_and_the_oldest_beyond_those_that_are_kept_goes(house: House) -> None:
    before = house.copies()
    assert len(before) == KEPT
    await house.nights(2)
    after = house.copies()
    assert len(after) == KEPT
    assert after[0] == before[2]


@pytest.mark.parametrize("by", AHEAD)
async def test_no_backup_goes_by_a_clock_that_is_ahead_and_the_nights_go_on_once_it_is_right(house: House, by: timedelta) -> None:
    before = house.copies()
    house.machine.ahead = by
    await house.minutes()
    assert house.copies() == before
    house.machine.ahead = timedelta()
    await house.nights(1)
    assert house.copies()[:-1] == before[1:]


@pytest.mark.parametrize("by", AHEAD)
async def test_a_process_that_starts_by_a_wrong_clock_deletes_nothing_before_discord_has_told_the_time(house: House, by: timedelta) -> None:
    before = house.copies()
    house.machine.ahead, house.silent = by, True
    house.start()
    await house.minutes()
    assert house.copies() == before
    house.machine.ahead, house.silent = timedelta(), False
    await house.nights(2)
    assert house.copies() != before
