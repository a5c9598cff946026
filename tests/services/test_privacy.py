"""A server that removed the bot is forgotten when its days are over, and with it whoever belonged to nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from services.own.privacy import forget_servers
from storage.columns import metadata
from tests.services.conftest import HERE, THERE, House, actor

DAYS = timedelta(days=30)


async def rows(house: House) -> dict[str, int]:
    """How many rows each table has, of those that have any."""
    async with house.store.read() as db:
        counts = {name: await db.link.value(select(func.count()).select_from(table)) for name, table in metadata.tables.items()}
    return {name: count for name, count in counts.items() if count}


async def known(house: House, *users: int) -> list[int]:
    async with house.store.read() as db:
        return [user for user in users if await db.people.by_user(UserId(user)) is not None]


async def away(house: House, days: timedelta) -> int:
    """The bot is taken off the first server, so much time passes, and the night's work is done."""
    await house.made.program.programs.arrived(frozenset({THERE}))
    house.clock.move_to(house.clock.now() + days)
    return await forget_servers(house.made.sending.units, DAYS)


async def test_nothing_of_a_server_is_left_when_its_days_are_over(house: House) -> None:
    await away(house, DAYS)
    left = await rows(house)
    assert left.keys() <= {"people", "programs", "cohorts", "facilitators", "house", "handled", "boards", "audit", "deliveries"}, left
    assert (left["programs"], left["cohorts"], left["facilitators"]) == (1, 1, 1)
    assert await known(house, *range(1, 60)) == [51, 52, 53]
    with pytest.raises(Refusal) as no:
        await house.made.program.programs.on(HERE)
    assert no.value.why is Why.NOT_SET_UP
    assert (await house.made.program.programs.on(THERE)).name == "House 2002"


async def test_a_server_that_comes_back_in_time_finds_everything_as_it_was(house: House) -> None:
    before = await rows(house)
    assert await away(house, DAYS - timedelta(seconds=1)) == 0
    await house.made.program.programs.arrived(frozenset({HERE, THERE}))
    house.clock.move_to(house.clock.now() + DAYS)
    assert await forget_servers(house.made.sending.units, DAYS) == 0
    assert await rows(house) == before


async def test_whoever_is_known_on_another_server_too_stays_known_there(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    await empty.made.joining.questions.ask(actor(22, THERE), None, "May I look in?")
    assert await away(empty, DAYS) == 1
    assert await known(empty, 1, 2, 3, 4, 21, 22, 53) == [22, 53]
    assert (await rows(empty))["questions"] == 1
