"""Two processes are on Discord with one token for a moment, as when a frozen one wakes: each person gets one answer, the right one."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.wiring import house_of
from domain.ground.ids import CohortId
from rehearsal.discord import Answer, Person
from rehearsal.stage import Stage, hastened
from services.ground.house import HouseFacts
from storage.sqlite import connect
from storage.store import open_store
from tests.cogs.conftest import START, Circle, furnish

CROWD = 25


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "shamash.sqlite"


@pytest.fixture
async def twice(file: Path) -> AsyncIterator[Circle]:
    """A cohort that is open for sign-up, and two bots that hear everything."""
    async with Stage(f"sqlite:///{file}", START) as stage:
        circle = furnish(stage)
        circle.members = []
        await stage.start_bot()
        await circle.open()
        store = await open_store(stage.url)
        other = hastened(house_of(store, stage.clock, Random(2), await HouseFacts(store).installation())).client
        connected = asyncio.create_task(other.start(stage.discord.token))
        await other.caught_up.wait()
        yield circle
        await other.close()
        await asyncio.wait({connected})
        await store.close()
        stage.discord.verdict()


async def applies(circle: Circle, who: Person) -> Answer:
    circle.server.join(who)
    return await circle.join(who)


async def test_everybody_who_applies_has_their_own_answer_and_nobody_loses_the_way_on(twice: Circle) -> None:
    crowd = [twice.stage.discord.add_person(f"Person {number}") for number in range(CROWD)]
    last = [await applies(twice, who) for who in crowd]
    assert all("You have applied" in answer.text for answer in last), [answer.text for answer in last]
    async with twice.stage.store.read() as db:
        assert len(await db.signups.in_cohort(CohortId(1))) == CROWD


async def test_an_answer_takes_the_place_of_the_other_one_s_thinking(twice: Circle, file: Path) -> None:
    """The database is held for longer than either may take without acknowledging; one defers, and the other may have done the work."""
    crowd = [twice.stage.discord.add_person(f"Person {number}") for number in range(6)]
    for who in crowd:
        twice.server.join(who)
    opened = [await twice.press(who, board := await who.command(twice.signup, "cohorts"), board.buttons[0]) for who in crowd]
    holder = connect(file)
    holder.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(1.0, holder.execute, "ROLLBACK")
    said = {"why": "because", "setting": "campus", "readiness": "3"}
    forms = [answer.form for answer in opened if answer.form is not None]
    saved = await asyncio.gather(*(who.submit(form, said) for who, form in zip(crowd, forms, strict=True)))
    holder.close()
    assert [answer.buttons[:1] for answer in saved] == [["Continue"]] * len(crowd), [answer.text for answer in saved]
