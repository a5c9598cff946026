"""A cohort's home as it stands on the server now: facts that the services of cohorts ask for."""

import discord

from cogs.shared.acts import actor_of
from cogs.shared.sight import home_seen
from domain.ids import CohortId
from domain.places import Home
from services.homes import Homes


async def home_now(interaction: discord.Interaction, homes: Homes, which: CohortId) -> Home:
    """Its channel, who can read there, and who of its members cannot see it."""
    cohort, users = await homes.of(actor_of(interaction), which)
    return await home_seen(interaction, cohort.home, cohort.role, users)
