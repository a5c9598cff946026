"""A server that is down, or that Discord has not told of yet, is waited for: nothing is taken for gone, and nothing for perhaps done."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.sending.deliveries import DeliveryState
from rehearsal.discord import permissions
from tests.bot.test_reconnecting import at_once
from tests.cogs.conftest import START, Circle, let_give
from tests.cogs.test_homes import create, hours, prepared, start
from tests.plays.letters import of_program, write

MINUTE = timedelta(minutes=1)
ANNOUNCED = datetime(2026, 10, 1, 17, tzinfo=UTC)


async def down(circle: Circle, *, on: bool = True) -> None:
    """Discord says that the server is down, or that it is back, and the bot has heard it."""
    client = circle.stage.house.client
    circle.stage.discord.outage(circle.server, on=on)
    await circle.stage.discord.until(lambda: all(guild.unavailable is on for guild in client.guilds))


async def not_told_of(circle: Circle) -> None:
    """A new session with Discord, which has not told of the server yet. `down(on=False)` tells of it."""
    client = circle.stage.house.client
    circle.server.available = False
    client.before_identify_hook = at_once
    client.caught_up.clear()
    circle.stage.discord.faults.invalidate_sessions()
    await client.caught_up.wait()
    assert [guild.get_role(guild.id) for guild in client.guilds] == [None]


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
    assert (row.state, row.attempts, row.reason) == (DeliveryState.PENDING, 0, None)
    await down(circle, on=False)
    await minutes(circle, 1)
    assert [seen for seen in circle.members[0].sees(circle.home) if "I cannot come" in seen.buttons]


# --- A server that Discord has not told of yet: nothing is known of its roles and channels ---


async def test_a_role_that_is_due_before_the_server_is_told_of_is_given_when_it_is(begun: Circle) -> None:
    let_give(begun)
    role = begun.server.add_role("Circle")
    begun.stage.clock.move_to(START + timedelta(hours=12))  # night at home: what is due waits until the morning
    await create(begun, begun.home, role=role)
    await not_told_of(begun)
    await hours(begun, 12)
    await down(begun, on=False)
    assert "Nothing is waiting" in (await begun.manager.command(begun.staff, "program undelivered")).text
    await minutes(begun, 1)
    assert role in begun.server.members[begun.lead.id].roles


async def test_people_have_their_roles_before_the_server_is_told_of(begun: Circle) -> None:
    let_give(begun)
    role = begun.server.add_role("Circle")
    await create(begun, begun.home, role=role)
    await hours(begun)
    planned = len(await of_program(begun.stage))
    await not_told_of(begun)
    assert "Justice today" in (await begun.manager.command(begun.staff, "cohort today", cohort="1")).text
    await begun.lead.command(begun.staff, "cohort today", cohort="1")
    await begun.stage.beat()
    assert len(await of_program(begun.stage)) == planned, "nobody is given the role that they have"


async def test_nobody_reads_that_a_channel_or_role_is_missing_which_the_bot_was_not_told_of_yet(begun: Circle) -> None:
    let_give(begun)
    role = begun.server.add_role("Circle")
    await not_told_of(begun)
    for said in (
        await create(begun, begun.home),
        await create(begun, begun.home, role=role),
        await begun.owner.command(begun.staff, "program setup", staff=begun.staff),
    ):
        assert said.text.startswith("I can't see the server's channels and roles just now, so nothing was changed.")


async def test_what_waits_for_rights_goes_on_when_they_were_given_before_the_server_was_told_of(
    begun: Circle, caplog: pytest.LogCaptureFixture
) -> None:
    circle = await prepared(begun)
    bot = circle.server.bot_role
    assert bot is not None
    may = bot.permissions
    bot.permissions &= ~(permissions.CREATE_EVENTS | permissions.MANAGE_EVENTS)
    circle.server.role_changed(bot)
    circle.server.overwrite(circle.home, bot, deny=permissions.SEND_MESSAGES)
    await circle.press(circle.lead, await start(circle), "Start")
    await circle.stage.pass_until(ANNOUNCED)
    waiting = {
        row.id: row.message for row in await of_program(circle.stage) if row.state is DeliveryState.HELD and row.last_useful > ANNOUNCED
    }
    assert set(waiting.values()) >= {"session", "session-event"}
    await not_told_of(circle)
    await minutes(circle, 1)
    bot.permissions = may
    circle.server.overwrite(circle.home, bot, allow=permissions.SEND_MESSAGES)
    bell = circle.stage.made.sending.units.bell
    bell.clear()
    await down(circle, on=False)
    await circle.stage.discord.until(bell.is_set)
    await minutes(circle, 1)
    assert {row.state for row in await of_program(circle.stage) if row.id in waiting} == {DeliveryState.SENT}
    assert "could not be taken in" not in caplog.text
