"""One small circle on the local Discord, in the middle of its season."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from rehearsal.discord import permissions
from rehearsal.prove.circle import FIRST_ROUND, LINK, START, Circle, furnish
from rehearsal.stage import Stage
from tests.templates import Templates, nothing_yet

__all__ = ["FIRST_ROUND", "LINK", "START", "Circle", "furnish", "let_give"]


def let_give(circle: Circle) -> None:
    """The managers' role gets *Manage Roles*."""
    circle.managers.permissions = permissions.MANAGE_ROLES
    circle.server.role_changed(circle.managers)


@pytest.fixture(scope="module")
def circle_url(request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated SQLite file for all tests of a file."""
    with templates.copied(nothing_yet, request, tmp_path_factory.mktemp("circle"), "sqlite") as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def circle(circle_url: str) -> AsyncIterator[Circle]:
    async with Stage(circle_url, START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.begin()
        yield made
        stage.discord.verdict()
        assert stage.discord.pings == []


@pytest_asyncio.fixture
async def begun(sqlite_url: str) -> AsyncIterator[Circle]:
    """A program, and a cohort without a role. Managers stand above every role made later, and have no rights in Discord."""
    async with Stage(sqlite_url, START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.owner.command(
            made.staff, "program setup", name="Circle", managers=made.managers, staff=made.staff, signups=made.signup, zone="New York",
            contact="noa@example.org",
        )  # fmt: skip
        yield made
        stage.discord.verdict()
