"""How the bot is can be read by a service manager, and a bot that stays offline ends, so that it is started anew."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.clock import WallClock
from bot.doctor.running import examine, line_of
from bot.ended import Ended
from bot.health import LONGEST_OFFLINE, LOOK_EVERY, Health
from domain.leases import Lease
from rehearsal.clock import HandClock
from rehearsal.discord import LocalDiscord
from tests.bot.processes import running

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)


async def test_the_file_says_how_the_bot_is_and_grows_old_while_it_is_not_well(tmp_path: Path) -> None:
    clock, file = HandClock(NOON), tmp_path / "health"
    health = Health(clock, file)
    health.leads(connected=True)
    assert file.read_text() == "connected\n"
    before = file.stat().st_ino
    health.leads(connected=True)
    assert file.stat().st_ino != before, "it is written anew"
    health.leads(connected=False)
    assert file.read_text() == "not connected since 2026-10-05 16:00 UTC\n"
    before = file.stat().st_ino
    await clock.sleep(60)
    health.leads(connected=False)
    assert file.stat().st_ino == before
    health.standby("gold:7")
    assert file.read_text() == "standing by: gold:7 runs the bot\n"
    health.ended()
    assert list(tmp_path.iterdir()) == []


async def test_a_bot_that_is_offline_for_a_quarter_of_an_hour_ends_and_one_that_comes_back_does_not() -> None:
    clock = HandClock(NOON)
    health = Health(clock)
    for _ in range(3):
        health.leads(connected=False)
        await clock.sleep(LONGEST_OFFLINE - LOOK_EVERY)
        health.leads(connected=False)
        health.leads(connected=True)
    health.leads(connected=False)
    await clock.sleep(LONGEST_OFFLINE)
    with pytest.raises(Ended, match="has not been connected to Discord since"):
        health.leads(connected=False)


@pytest.mark.parametrize("abstract", [False, True])
async def test_systemd_hears_that_the_bot_is_ready_how_it_is_and_that_it_lives(tmp_path: Path, abstract: bool) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        name = f"shamash-{tmp_path.name}" if abstract else str(tmp_path / "notify")
        manager.bind(f"\0{name}" if abstract else name)
        manager.settimeout(1)
        health = Health(HandClock(NOON), None, f"@{name}" if abstract else name)
        health.leads(connected=False)
        health.leads(connected=True)
        health.leads(connected=True)
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
        await bot.until(lambda: bot.said.count("the bot is connected") == 2)
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
        await bot.says("the bot is not connected since")
        found = await bot.becomes(lambda: examine(sqlite_url, WallClock().now()), lambda line: not line.ok)
    assert "is running" in found.what
    assert "but not connected since" in found.what
