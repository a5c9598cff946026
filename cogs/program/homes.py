"""`/cohort home`: who can read a cohort's home, and its move to another channel or role."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.cohort_option import chosen, suggested
from cogs.shared.homes import guild_of, home_now
from cogs.shared.place_option import PlaceOption
from cogs.shared.sight import home_seen, role_of, roles_of
from domain.ground.ids import ChannelId, CohortId, RoleId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.program import homes as words
from services.cohort.cohorts import Cohorts
from services.program.homes import Homes


def command(homes: Homes, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="home", description="Who can read a cohort's channel; or give it another channel or role")
    @app_commands.describe(
        cohort="Which cohort", home="Its new channel; left out, it stays where it is", role="Another role that members get",
        without_role="Members get no role any more",
    )  # fmt: skip
    async def home(
        interaction: discord.Interaction, cohort: str, home: PlaceOption | None = None, role: discord.Role | None = None,
        without_role: bool = False,
    ) -> None:  # fmt: skip
        async def work() -> Message:
            which, actor = await chosen(cohorts, interaction, cohort, staff=True), actor_of(interaction)
            if home is None and role is None and not without_role:
                return words.stands(await homes.look(actor, which, await home_now(interaction, actor, homes, which)))
            cohort_now, users = await homes.of(actor, which)
            stays = None if without_role else cohort_now.role
            after = stays if role is None else RoleId(role.id)
            seen = await home_seen(interaction.guild, home or cohort_now.home, after, interaction.user, users)
            return words.preview(await homes.preview(actor, which, seen, role_of(interaction, role), without=without_role))

        await answer(interaction, work())

    @home.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return home  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, homes: Homes) -> None:
    """The buttons under what is said of a home."""

    async def admit(interaction: discord.Interaction, actor: Actor, which: CohortId, mark: int) -> Message:
        home = await home_now(interaction, actor, homes, which)
        return words.admitted(await homes.admit(actor, which, home, mark))

    async def move(interaction: discord.Interaction, actor: Actor, which: CohortId, channel: ChannelId, role: RoleId, mark: int) -> Message:
        cohort, users = await homes.of(actor, which)
        home = await home_seen(guild_of(interaction, cohort), channel, role or None, interaction.user, users)
        move = homes.move(actor, which, home, roles_of(interaction).get(role), mark, without=not role)
        return words.moved(await move)

    acts.button("home-admit", admit)
    acts.button("home-move", move)
