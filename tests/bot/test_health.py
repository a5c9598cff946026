"""How the bot is can be read by a service manager, and a bot that stays offline ends, so that it is started anew."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.clock import WallClock
from bot.doctor.running import examine, line_of
from bot.ended import Ended
from bot.health import LONGEST, LOOK_EVERY, Health, Unwell
from domain.ground.leases import Lease
from rehearsal.clock import HandClock
from rehearsal.discord import LocalDiscord
from rehearsal.stage import Stage
from tests.bot.processes import running
from tests.plays.letters import letters

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)


async def test_the_file_says_how_the_bot_is_and_grows_old_while_it_is_not_well(tmp_path: Path) -> None:
    clock, file = HandClock(NOON), tmp_path / "health"
    health = Health(clock, file)
    health.leads()
    assert file.read_text() == "connected\n"
    before = file.stat().st_ino
    health.leads()
    assert file.stat().st_ino != before, "it is written anew"
    health.leads(Unwell.OFFLINE)
    assert file.read_text() == "not connected since 2026-10-05 16:00 UTC\n"
    before = file.stat().st_ino
    await clock.sleep(60)
    health.leads(Unwell.OFFLINE)
    assert file.stat().st_ino == before
    health.standby("gold:7")
    assert file.read_text() == "standing by: gold:7 runs the bot\n"
    health.ended()
    assert list(tmp_path.iterdir()) == []


async def test_a_bot_that_is_offline_for_a_quarter_of_an_hour_ends_and_one_that_comes_back_does_not() -> None:
    clock = HandClock(NOON)
    health = Health(clock)
    for _ in range(3):
        health.leads(Unwell.OFFLINE)
        await clock.sleep(LONGEST - LOOK_EVERY)
        health.leads(Unwell.OFFLINE)
        health.leads()
    health.leads(Unwell.OFFLINE)
    await clock.sleep(LONGEST)
    with pytest.raises(Ended, match="has not been connected to Discord since"):
        health.leads(Unwell.OFFLINE)


@pytest.mark.parametrize(
    ("wrong", "told", "why"),
    [
        (Unwell.STUCK, "stuck since 2026-10-05 16:00 UTC", "has got no further with what it does by itself since 2026-10-05 16:00"),
        (Unwell.UNSURE, "without its database since 2026-10-05 16:00 UTC", "has not reached its database since 2026-10-05 16:00"),
    ],
)
async def test_a_bot_that_ends_says_what_was_wrong_for_so_long_and_nothing_that_was_not(
    tmp_path: Path, wrong: Unwell, told: str, why: str
) -> None:
    clock, file = HandClock(NOON), tmp_path / "health"
    health = Health(clock, file)
    health.leads(wrong)
    assert file.read_text() == f"{told}\n"
    assert health.offline_since is None, "the operator who checks does not read that it is offline"
    await clock.sleep(LONGEST - LOOK_EVERY)
    health.leads(Unwell.OFFLINE, wrong)
    await clock.sleep(LOOK_EVERY)
    with pytest.raises(Ended, match=why):
        health.leads(Unwell.OFFLINE, wrong)


class Watched(HandClock):
    """Notes after each wait for how long the beat had not moved."""

    def __init__(self) -> None:
        super().__init__(NOON)
        self.stage: Stage | None = None
        self.still: list[float] = []

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if self.stage is not None:
            self.still.append(self.monotonic() - self.stage.house.beat.moved_at)


async def test_a_beat_that_goes_on_for_long_is_not_stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.ground.paced.NEW_CONVERSATION", 4.5)  # seconds between two first messages
    clock = Watched()
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON, clock=clock) as stage:
        people = await letters(stage)
        begun, clock.stage = clock.monotonic(), stage
        await stage.beat()
        assert [len(person.dm) for person in people] == [1] * 5
        assert clock.monotonic() - begun >= 4 * 4.5, "all in one beat"
        assert max(clock.still) < 6


@pytest.mark.parametrize("abstract", [False, True])
async def test_systemd_hears_that_the_bot_is_ready_how_it_is_and_that_it_lives(tmp_path: Path, abstract: bool) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        name = f"shamash-{tmp_path.name}" if abstract else str(tmp_path / "notify")
        manager.bind(f"\0{name}" if abstract else name)
        manager.settimeout(1)
        health = Health(HandClock(NOON), None, f"@{name}" if abstract else name)
        health.leads(Unwell.OFFLINE)
        health.leads()
        health.leads()
        health.ended()
        heard = [manager.recv(200).decode() for _ in range(7)]
    offline = "STATUS=not connected since 2026-10-05 16:00 UTC"
    assert heard == ["WATCHDOG=1", offline, "WATCHDOG=1", "STATUS=connected", "READY=1", "WATCHDOG=1", "STOPPING=1"]


async def test_a_refusal_of_a_token_that_worked_before_passes_and_the_bot_comes_back_by_itself(
    local: LocalDiscord, sqlite_url: str, tmp_path: Path
) -> None:
    async with running(local, sqlite_url, tmp_path, health__file=str(tmp_path / "health")) as bot:
        await bot.says("the bot is connected")
        storm = local.faults.error("GET /users/@me", 401)
        local.faults.drop_gateway(4004)
        await bot.says("It worked before, so that this may pass")
        assert (tmp_path / "health").read_text().startswith("not connected since")
        local.faults.remove(storm)
        await bot.says("the bot is connected", times=2)
        assert (tmp_path / "health").read_text() == "connected\n"
        assert await bot.stop() == 0
    assert not (tmp_path / "health").exists()


LEASE = Lease("leader", "gold:7", 3, 40, True, NOON)


@pytest.mark.parametrize(
    ("lease", "ok", "says"),
    [
        (None, True, "no bot is running"),
        (replace(LEASE, held=False), True, "no bot is running"),
        (LEASE, True, "the bot is running (gold:7) and connected"),
        (replace(LEASE, offline_since=NOON), False, "the bot is running (gold:7) but not connected since 2026-10-05 16:00 UTC"),
        (replace(LEASE, renewed_at=NOON - timedelta(hours=1)), False, "last heard of at 2026-10-05 15:00 UTC"),
    ],
)
def test_check_says_whether_the_bot_runs_and_is_connected(lease: Lease | None, ok: bool, says: str) -> None:
    found = line_of(lease, NOON + timedelta(seconds=10))
    assert found.ok is ok
    assert says in found.what


async def test_a_bot_that_is_alive_and_offline_tells_whoever_checks(local: LocalDiscord, sqlite_url: str, tmp_path: Path) -> None:
    async with running(local, sqlite_url, tmp_path) as bot:
        await bot.says("the bot is connected")
        assert (await examine(sqlite_url, WallClock().now())).what.endswith("and connected")
        local.faults.outage(on=True)
        await bot.says("the database says not connected")
        found = await examine(sqlite_url, WallClock().now())
    assert not found.ok
    assert "is running" in found.what
    assert "but not connected since" in found.what
