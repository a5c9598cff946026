"""`/cohort home`: who can read a cohort's home."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer, number
from cogs.shared.cohort_option import chosen, suggested
from cogs.shared.homes import home_now
from domain.ids import CohortId
from domain.people import Actor
from messages import homes as words
from messages.values import Message
from services.cohorts import Cohorts
from services.homes import Homes


def command(homes: Homes, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="home", description="Who can read a cohort's channel, and whether its members can")
    @app_commands.describe(cohort="Which cohort")
    async def home(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.stands(await homes.look(actor_of(interaction), which, await home_now(interaction, homes, which)))

        await answer(interaction, work())

    @home.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return home  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, homes: Homes) -> None:
    """The buttons under what is said of a home."""

    async def admit(interaction: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        which = CohortId(number(args[0]))
        home = await home_now(interaction, homes, which)
        return words.admitted(await homes.admit(actor, which, home, number(args[1])))

    acts.button("home-admit", admit)
