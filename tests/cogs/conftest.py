"""One small circle on the local Discord, in the middle of its season."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from rehearsal.discord import permissions
from rehearsal.prove.circle import FIRST_ROUND, LINK, START, Circle, furnish
from rehearsal.stage import Stage

__all__ = ["FIRST_ROUND", "LINK", "START", "Circle", "furnish", "let_give"]


def let_give(circle: Circle) -> None:
    """The managers' role gets *Manage Roles*."""
    circle.managers.permissions = permissions.MANAGE_ROLES
    circle.server.role_changed(circle.managers)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def circle(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Circle]:
    folder = tmp_path_factory.mktemp("circle")
    async with Stage(f"sqlite:///{folder / 'shamash.sqlite'}", START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.begin()
        yield made
        stage.discord.verdict()
        assert stage.discord.pings == []


@pytest_asyncio.fixture
async def begun(tmp_path: Path) -> AsyncIterator[Circle]:
    """A program, and a cohort without a role. Managers stand above every role made later, and have no rights in Discord."""
    async with Stage(f"sqlite:///{tmp_path / 'shamash.sqlite'}", START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.owner.command(
            made.staff, "program setup", name="Circle", managers=made.managers, staff=made.staff, signups=made.signup, zone="New York",
            contact="noa@example.org",
        )  # fmt: skip
        yield made
        stage.discord.verdict()
