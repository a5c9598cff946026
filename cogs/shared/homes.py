"""A cohort's home as it stands on the server now: facts that the services of cohorts ask for."""

import discord

from cogs.shared.sight import home_seen
from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.places import Home
from services.program.homes import Homes


def guild_of(interaction: discord.Interaction, cohort: Cohort) -> discord.Guild | None:
    """The server of a cohort; a direct message has none of its own."""
    return interaction.guild or interaction.client.get_guild(cohort.server)


async def home_now(interaction: discord.Interaction, actor: Actor, homes: Homes, which: CohortId) -> Home:
    """Its channel, who can read there, and who of its members cannot see it."""
    cohort, users = await homes.of(actor, which)
    return await home_seen(guild_of(interaction, cohort), cohort.home, cohort.role, interaction.user, users)
