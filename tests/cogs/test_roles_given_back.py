"""A role that was lost, or that could not be given, comes back by itself on Discord too."""

from datetime import timedelta

import pytest

from domain.ground.ids import CohortId
from rehearsal.discord.model import Role
from services.program.presence import FRESH
from storage.tables import cohorts
from tests.cogs.conftest import Circle
from tests.rows import overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opens(circle: Circle, name: str, *, above_bot: bool = False) -> Role:
    """A role of its own for the cohort's home."""
    role = circle.server.add_role(name, above_bot=above_bot)
    async with circle.stage.store.begin() as db:
        await overwrite(db, cohorts, CohortId(1), role=role.id)
    return role


async def pass_time(circle: Circle, time: timedelta) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + time)


async def test_somebody_who_leaves_and_is_back_before_the_night_has_their_role_again(circle: Circle) -> None:
    role, dana = await opens(circle, "Justice"), circle.members[0]
    await circle.stage.made.program.presence.nightly()
    await pass_time(circle, timedelta(hours=24))
    assert role in circle.server.members[dana.id].roles
    circle.server.leave(dana)
    circle.server.join(dana)
    await pass_time(circle, FRESH)
    await dana.command(circle.home, "cohorts")
    await pass_time(circle, timedelta(hours=24))
    assert role in circle.server.members[dana.id].roles


async def test_roles_that_the_bot_could_not_give_are_given_once_its_own_role_is_above_them(circle: Circle) -> None:
    role, everybody = await opens(circle, "Too high", above_bot=True), [circle.lead, *circle.members]
    await circle.stage.made.program.presence.nightly()
    await pass_time(circle, timedelta(hours=24))
    assert not [one for one in everybody if role in circle.server.members[one.id].roles]
    lost = await circle.manager.command(circle.staff, "program undelivered")
    assert "put my own role above it" in lost.text
    role.position = 0
    circle.server.role_changed(role)
    await circle.stage.made.program.presence.nightly()
    await pass_time(circle, timedelta(hours=24))
    assert not [one for one in everybody if role not in circle.server.members[one.id].roles]
    assert "put my own role above it" not in (await circle.manager.command(circle.staff, "program undelivered")).text


async def test_a_role_that_was_given_goes_back_though_the_bot_stood_too_low_when_somebody_withdrew(circle: Circle) -> None:
    role, noam = await opens(circle, "Justice again"), circle.members[2]
    await circle.stage.made.program.presence.nightly()
    await pass_time(circle, timedelta(hours=24))
    assert role in circle.server.members[noam.id].roles
    position, role.position = role.position, 99
    circle.server.role_changed(role)
    await circle.press(noam, await circle.press(noam, await noam.command(circle.home, "me"), "Step back: Justice"), "Yes, step back")
    await pass_time(circle, timedelta(hours=24))
    assert role in circle.server.members[noam.id].roles
    role.position = position
    circle.server.role_changed(role)
    await noam.command(circle.home, "cohorts")
    await pass_time(circle, timedelta(hours=24))
    assert role not in circle.server.members[noam.id].roles
