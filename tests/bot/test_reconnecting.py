"""A bot that was told where Discord is finds its gateway again, however it lost it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.address import FEW_STARTS
from rehearsal.stage import Stage

NOON = datetime(2026, 10, 5, 16, 0, tzinfo=UTC)


async def at_once(shard_id: int | None, *, initial: bool = False) -> None:
    """Discord.py waits five real seconds before it identifies again."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", NOON) as stage:
        stage.discord.add_server("Beit Midrash", stage.discord.add_person("Dana"))
        yield stage


async def started(stage: Stage) -> str:
    """The bot, with nothing to wait for; gives its session."""
    await stage.start_bot()
    stage.house.client.before_identify_hook = at_once
    return only_session(stage)


def only_session(stage: Stage) -> str:
    (session,) = [one.id for one in stage.discord.gateway.sessions.values() if one.connection is not None]
    return session


async def back(stage: Stage, before: str) -> None:
    """It is offline, then connected by another session."""
    client, gateway = stage.house.client, stage.discord.gateway
    await stage.discord.until(lambda: not client.online or before not in gateway.sessions)
    await stage.discord.until(lambda: client.online and any(one.connection for one in gateway.sessions.values()), within=15)
    assert only_session(stage) != before


async def test_a_gateway_at_another_address_than_the_api_is_found(stage: Stage) -> None:
    await stage.discord.move_gateway()
    await started(stage)
    assert stage.house.client.online


@pytest.mark.parametrize("apart", [False, True])
async def test_a_session_that_discord_invalidated_is_replaced_by_a_new_one(stage: Stage, apart: bool) -> None:
    if apart:
        await stage.discord.move_gateway()
    before = await started(stage)
    stage.discord.faults.invalidate_sessions()
    await back(stage, before)


async def test_a_gateway_that_has_moved_is_found_when_the_address_to_resume_at_is_dead(stage: Stage) -> None:
    await stage.discord.move_gateway()
    before = await started(stage)
    await stage.discord.move_gateway()
    await back(stage, before)


async def test_the_last_connections_of_the_day_are_left_alone(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await started(stage)
    while stage.discord.gateway.session_start_limit(NOON)["remaining"] >= FEW_STARTS:
        stage.discord.gateway.identifies.take(NOON)
    stage.discord.faults.invalidate_sessions()
    await stage.discord.until(lambda: "only 49 of 1000 connections are left" in caplog.text)
    assert stage.discord.gateway.sessions == {}
    assert not stage.house.client.online
