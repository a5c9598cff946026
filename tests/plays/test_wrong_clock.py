"""A machine whose clock is wrong: nothing that cannot be undone happens by it, people are answered, and the season goes on by itself."""

import logging
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId
from domain.group.sessions import SessionState
from domain.sending.deliveries import Delivery, DeliveryState
from rehearsal.stage import Stage
from tests.cogs.conftest import START, Circle, furnish

A_YEAR, AN_HOUR, A_MINUTE = timedelta(days=365), timedelta(hours=1), timedelta(minutes=1)
COHORT = CohortId(1)


@pytest.fixture
async def circle(sqlite_url: str) -> AsyncIterator[Circle]:
    """Three members in the first round of their season."""
    async with Stage(sqlite_url, START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.begin()
        yield made
        stage.discord.verdict()


async def rows(circle: Circle) -> list[Delivery]:
    async with circle.stage.store.read() as db:
        return await db.deliveries.of_cohort(COHORT)


async def planned(circle: Circle) -> dict[str, tuple[DeliveryState, datetime]]:
    """How each thing that the bot does by itself stands, and when it is due."""
    return {row.key: (row.state, row.due) for row in await rows(circle)}


async def sessions(circle: Circle) -> Counter[SessionState]:
    async with circle.stage.store.read() as db:
        return Counter(session.state for session in await db.sessions.of(COHORT))


async def life(circle: Circle) -> CohortState:
    async with circle.stage.store.read() as db:
        found = await db.cohorts.get(COHORT)
    assert found is not None
    return found.state


async def a_minute_wrong(circle: Circle, by: timedelta) -> None:
    """The clock is off for a minute, in which the bell rings as always."""
    stage = circle.stage
    stage.machine.ahead = by
    for _ in range(5):
        await stage.beat()
        stage.clock.move_to(stage.clock.now() + timedelta(seconds=15))
    stage.machine.ahead = timedelta()


@pytest.mark.parametrize("by", [A_YEAR, AN_HOUR, -AN_HOUR, -A_YEAR])
async def test_a_clock_that_is_wrong_for_a_minute_changes_nothing_for_good(circle: Circle, by: timedelta) -> None:
    before = await planned(circle), await sessions(circle), await life(circle)
    await a_minute_wrong(circle, by)
    await circle.stage.beat()
    assert (await planned(circle), await sessions(circle), await life(circle)) == before


async def test_the_season_after_a_wrong_minute_is_the_one_that_was_planned(circle: Circle) -> None:
    await a_minute_wrong(circle, A_YEAR)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=120))
    assert await sessions(circle) == {SessionState.HELD: 4}
    lost = {DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.UNCERTAIN}
    assert not [row.key for row in await rows(circle) if row.state in lost or row.reason == "late"]


async def test_a_bot_that_starts_under_a_wrong_clock_waits_until_it_is_right(circle: Circle) -> None:
    before = await planned(circle), await life(circle)
    await circle.stage.stop_bot()
    circle.stage.machine.ahead = A_YEAR
    await circle.stage.start_bot()
    await circle.stage.beat()
    assert (await planned(circle), await life(circle)) == before
    circle.stage.machine.ahead = timedelta()
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=30))
    assert (await sessions(circle))[SessionState.HELD] == 2


async def test_nothing_is_sent_early_by_a_clock_that_is_an_hour_ahead(circle: Circle) -> None:
    stage = circle.stage
    due = min(row.due for row in await rows(circle) if row.state is DeliveryState.PENDING and row.due > stage.clock.now() + AN_HOUR)
    stage.clock.move_to(due - A_MINUTE)
    await stage.beat()
    stage.machine.ahead = AN_HOUR
    before = await planned(circle)
    await stage.beat()
    assert await planned(circle) == before


async def test_whoever_acts_while_the_clock_is_wrong_is_answered_and_their_act_is_dated_rightly(circle: Circle) -> None:
    dana = circle.members[0]
    circle.stage.machine.ahead = A_YEAR
    await circle.stage.beat()
    await dana.write(circle.stage.discord.bot, "we met, it was good")
    await circle.stage.discord.until(lambda: "Noted: you met" in dana.dm[-1].text)
    async with circle.stage.store.read() as db:
        (given,) = await db.checkins.of(COHORT)
        last = max(row.created_at for row in await db.deliveries.of_cohort(COHORT))
    assert abs(given.at - circle.stage.clock.now()) < timedelta(minutes=3)
    assert last < circle.stage.clock.now() + timedelta(minutes=3)


async def test_a_machine_that_slept_goes_on_by_itself_when_it_wakes(circle: Circle, caplog: pytest.LogCaptureFixture) -> None:
    stage = circle.stage
    due = min(row.due for row in await rows(circle) if row.state is DeliveryState.PENDING and row.due > stage.clock.now())
    stage.machine.suspend(due - stage.clock.now() + A_MINUTE)
    await stage.beat()
    await stage.beat()
    assert not [row for row in await rows(circle) if row.state is DeliveryState.PENDING and row.due <= due]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_nothing_moves_while_discord_cannot_be_asked_for_the_time(circle: Circle) -> None:
    stage = circle.stage
    due = min(row.due for row in await rows(circle) if row.state is DeliveryState.PENDING and row.due > stage.clock.now())
    stage.machine.suspend(due - stage.clock.now() + A_MINUTE)
    stage.discord.faults.lose_answer("*")
    before = await planned(circle)
    await stage.beat()
    assert await planned(circle) == before


async def test_the_operator_reads_once_that_the_clock_is_wrong_and_once_that_it_is_right(
    circle: Circle, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "services.ground.timekeeper"):
        await a_minute_wrong(circle, -AN_HOUR)
        await circle.stage.beat()
        await circle.stage.beat()
    said = [
        (record.levelname, vars(record).get("seconds_ahead")) for record in caplog.records if record.name == "services.ground.timekeeper"
    ]
    assert said == [("ERROR", -3600), ("INFO", None)]
