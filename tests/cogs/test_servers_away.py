"""A server that is down, or that Discord has not told of yet, is waited for: nothing is taken for gone, and nothing for perhaps done."""

from datetime import timedelta

from domain.deliveries import State
from tests.cogs.conftest import Circle
from tests.cogs.test_homes import prepared, start
from tests.plays.letters import of_program, write

MINUTE = timedelta(minutes=1)


async def down(circle: Circle, *, on: bool = True) -> None:
    """Discord says that the server is down, or that it is back, and the bot has heard it."""
    client = circle.stage.house.client
    circle.stage.discord.outage(circle.server, on=on)
    await circle.stage.discord.until(lambda: all(guild.unavailable is on for guild in client.guilds))


async def minutes(circle: Circle, count: int) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + count * MINUTE)


# --- A server that is down ---


async def test_a_server_that_is_down_for_an_hour_has_its_announcement_when_it_is_back_and_keeps_nobody_waiting(begun: Circle) -> None:
    circle = await prepared(begun)
    await circle.press(circle.lead, await start(circle), "Start")
    announced = min((row for row in await of_program(circle.stage) if row.message == "session"), key=lambda row: row.due)
    await circle.stage.pass_until(announced.due - MINUTE)
    await down(circle)
    for minute in range(60):
        before = len(circle.outsider.dm)
        await write(circle.stage, [circle.outsider], f"Letter {minute}.")
        await minutes(circle, 1)
        assert len(circle.outsider.dm) == before + 1, "Discord answers everywhere else"
    (row,) = [row for row in await of_program(circle.stage) if row.id == announced.id]
    assert (row.state, row.attempts, row.reason) == (State.PENDING, 0, None)
    await down(circle, on=False)
    await minutes(circle, 1)
    assert [seen for seen in circle.members[0].sees(circle.home) if "I cannot come" in seen.buttons]
