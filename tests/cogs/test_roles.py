"""Nobody gets power over a server through a cohort's role: not when it is named, not when it changes later."""

from datetime import timedelta

import pytest

from domain.ground.ids import CohortId
from rehearsal.discord import Answer, permissions
from rehearsal.discord.model import Role
from tests.cogs.conftest import START, Circle, let_give


async def create(circle: Circle, role: Role, who: str = "manager") -> Answer:
    return await getattr(circle, who).command(
        circle.staff, "cohort create", title="Justice", topic="Justice", facilitator=circle.lead, home=circle.home, role=role
    )


async def cohorts(circle: Circle) -> int:
    async with circle.stage.store.read() as db:
        return len(await db.cohorts.on(circle.server.id))  # pyright: ignore[reportArgumentType]


async def later(circle: Circle) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(hours=30))


async def test_a_manager_does_not_become_an_administrator_by_making_a_cohort(begun: Circle) -> None:
    admins = begun.server.add_role("Admins", permissions.ADMINISTRATOR)
    for give in (False, True):
        if give:
            let_give(begun)
        answer = await begun.manager.command(
            begun.staff, "cohort create", title="J", topic="J", facilitator=begun.manager, home=begun.home, role=admins
        )
        assert "The role Admins gives more than a member should have: Administrator." in answer.text
    await later(begun)
    assert admins not in begun.server.members[begun.manager.id].roles
    assert await cohorts(begun) == 0


@pytest.mark.parametrize("bit", [permissions.MENTION_EVERYONE, permissions.MANAGE_MESSAGES, permissions.PIN_MESSAGES, 1 << 52])
async def test_a_role_with_any_power_is_named_with_it_and_used_for_nothing(begun: Circle, bit: int) -> None:
    let_give(begun)
    answer = await create(begun, begun.server.add_role("Helpers", bit | permissions.SEND_MESSAGES))
    assert "The role Helpers gives more than a member should have" in answer.text
    assert await cohorts(begun) == 0


@pytest.mark.parametrize("bit", [permissions.MANAGE_MESSAGES, 1 << 29, 1 << 52])
@pytest.mark.parametrize("kind", ["add_text_channel", "add_category"])
async def test_a_role_with_power_in_one_channel_alone_is_named_with_it_too(begun: Circle, kind: str, bit: int) -> None:
    let_give(begun)
    helpers = begun.server.add_role("Helpers")
    begun.server.overwrite(getattr(begun.server, kind)("elsewhere"), helpers, allow=bit | permissions.VIEW_CHANNEL)
    assert "The role Helpers gives more than a member should have" in (await create(begun, helpers)).text
    assert await cohorts(begun) == 0


async def test_a_role_that_opens_a_channel_as_everybody_may_use_others_is_harmless(begun: Circle) -> None:
    let_give(begun)
    begun.server.everyone.permissions |= permissions.MENTION_EVERYONE
    begun.server.role_changed(begun.server.everyone)
    circle = begun.server.add_role("Circle")
    begun.server.overwrite(begun.home, circle, allow=permissions.VIEW_CHANNEL | permissions.SEND_MESSAGES | permissions.MENTION_EVERYONE)
    assert "saved as a draft" in (await create(begun, circle)).text


async def test_what_everybody_has_anyway_is_no_power_of_a_role(begun: Circle) -> None:
    let_give(begun)
    begun.server.everyone.permissions |= permissions.MENTION_EVERYONE
    begun.server.role_changed(begun.server.everyone)
    assert "saved as a draft" in (await create(begun, begun.server.add_role("Circle", permissions.EVERYONE | 1 << 17))).text


async def test_only_somebody_who_could_give_a_role_in_discord_names_it(begun: Circle) -> None:
    circle = begun.server.add_role("Circle")
    assert "you need *Manage Roles* yourself" in (await create(begun, circle)).text
    let_give(begun)
    bots = begun.server.bot_role
    assert bots is not None
    bots.position, circle.position = bots.position + 5, bots.position + 1
    begun.server.role_changed(bots)
    begun.server.role_changed(circle)
    assert "and a role above it in the server's list" in (await create(begun, circle)).text
    assert await cohorts(begun) == 0
    begun.server.give(begun.owner, begun.managers)
    assert "saved as a draft" in (await create(begun, circle, "owner")).text, "the owner stands above all"


async def test_a_role_that_the_bot_cannot_give_is_refused_when_it_is_named(begun: Circle) -> None:
    let_give(begun)
    above = begun.server.add_role("Above", above_bot=True)
    begun.managers.position = above.position + 1
    begun.server.role_changed(begun.managers)
    assert "I cannot give the role Above" in (await create(begun, above)).text
    bots = begun.server.bot_role
    assert bots is not None
    assert "belongs to an integration" in (await create(begun, bots)).text
    assert await cohorts(begun) == 0


async def test_who_copies_a_cohort_or_appoints_somebody_is_asked_the_same(begun: Circle) -> None:
    let_give(begun)
    circle = begun.server.add_role("Circle")
    await create(begun, circle)
    circle.permissions = permissions.MANAGE_GUILD
    begun.server.role_changed(circle)
    other = begun.server.add_text_channel("other", private_to=[begun.managers])
    copied = await begun.manager.command(begun.staff, "cohort copy", cohort="1", home=other, role=begun.server.add_role("A", 1 << 5))
    appointed = await begun.manager.command(begun.staff, "program facilitator", cohort="1", member=begun.outsider)
    for answer in (copied, appointed):
        assert "gives more than a member should have: Manage Server." in answer.text
    async with begun.stage.store.read() as db:
        assert [leader.name for leader in await db.cohorts.facilitators(CohortId(1))] == ["Lead"]


async def test_whoever_leads_already_is_appointed_again_without_a_question(begun: Circle) -> None:
    let_give(begun)
    await create(begun, begun.server.add_role("Circle"))
    begun.managers.permissions = 0
    begun.server.role_changed(begun.managers)
    assert "you need" not in (await begun.manager.command(begun.staff, "program facilitator", cohort="1", member=begun.lead)).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("powerful", "That role now gives more rights than a member should have"),
        ("powerful in a channel", "That role now gives more rights than a member should have"),
        ("out of reach", "I may not give that role"),
        ("gone", "no longer on the server"),
    ],
)
async def test_a_role_that_changed_since_it_was_named_is_not_given_and_staff_read_why(begun: Circle, change: str, said: str) -> None:
    let_give(begun)
    circle = begun.server.add_role("Circle")
    begun.stage.clock.move_to(START + timedelta(hours=12))  # night at home: what is due waits until the morning
    assert "saved as a draft" in (await create(begun, circle)).text
    if change == "gone":
        begun.server.delete_role(circle)
    elif change == "powerful":
        circle.permissions = 1 << 2  # Ban Members
        begun.server.role_changed(circle)
    elif change == "powerful in a channel":
        begun.server.overwrite(begun.staff, circle, allow=permissions.MANAGE_MESSAGES)
    else:
        bots = begun.server.bot_role
        assert bots is not None
        circle.position = bots.position + 1
        begun.server.role_changed(circle)
    await later(begun)
    assert circle not in begun.server.members[begun.lead.id].roles
    assert said in (await begun.manager.command(begun.staff, "program undelivered")).text


async def test_a_role_that_is_fit_is_given_to_whoever_leads(begun: Circle) -> None:
    let_give(begun)
    circle = begun.server.add_role("Circle")
    await create(begun, circle)
    await later(begun)
    assert circle in begun.server.members[begun.lead.id].roles
