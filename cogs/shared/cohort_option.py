"""A cohort as an option of a command: suggested by title, taken back as an id, checked again by the service."""

import discord
from discord import app_commands

from cogs.shared.acts import actor_of
from cogs.shared.carried import number
from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal, Why
from messages.cohort.cohorts import cohort_label
from services.cohort.cohorts import Cohorts

ON_SERVERS = app_commands.AppCommandContext(guild=True)


async def suggested(cohorts: Cohorts, interaction: discord.Interaction, typed: str, *, staff: bool) -> list[app_commands.Choice[str]]:
    """Suggestions for whoever types: for staff the cohorts they may act on, for others what the board shows."""
    found = await cohorts.choices(actor_of(interaction), typed[:100], staff)
    return [app_commands.Choice(name=cohort_label(cohort), value=str(cohort.id)) for cohort in found]


async def chosen(cohorts: Cohorts, interaction: discord.Interaction, given: str, *, staff: bool) -> CohortId:
    """The cohort that was meant: an id, or a title typed by hand. Raises `Refusal(NO_SUCH_COHORT)`."""
    if given.isdecimal() and len(given) < 18:
        return CohortId(number(given))
    named = [c for c in await cohorts.choices(actor_of(interaction), given[:100], staff) if c.title.lower() == given.strip().lower()]
    if len(named) != 1:
        raise Refusal(Why.NO_SUCH_COHORT)
    return named[0].id
