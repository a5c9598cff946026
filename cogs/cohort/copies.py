"""`/cohort copy`: a past or running cohort as a template."""

import discord
from discord import app_commands

from cogs.shared.acts import actor_of, answer
from cogs.shared.cohort_option import chosen, suggested
from cogs.shared.place_option import PlaceOption
from cogs.shared.sight import home_seen, role_of
from domain.cohort.copies import Another
from domain.ground.ids import RoleId
from messages.cohort import copies as copies_words
from messages.ground.values import Message
from messages.program import homes as home_words
from services.cohort.cohorts import Cohorts
from services.cohort.copies import Copies
from services.program.homes import Homes


def command(copies: Copies, cohorts: Cohorts, homes: Homes) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="copy", description="A new draft after a cohort: its topic, places, terms, texts and facilitators")
    @app_commands.describe(
        cohort="Which cohort to take as the pattern", home="The new cohort's own channel",
        title="Its name; left out, it is the other's with a number", role="A role that members get, if the channel is opened by one",
    )  # fmt: skip
    async def copy(
        interaction: discord.Interaction, cohort: str, home: PlaceOption, title: str = "", role: discord.Role | None = None
    ) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            actor = actor_of(interaction)
            seen = await home_seen(interaction.guild, home, None if role is None else RoleId(role.id), interaction.user)
            copied = await copies.copy(actor, which, Another(seen, title, role_of(interaction, role)))
            return home_words.beneath(copies_words.copied(copied), await homes.look(actor, copied.cohort.id, seen))

        await answer(interaction, work())

    @copy.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return copy  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known
