"""`/cohort busy`: the weeks in which less is asked of a cohort."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.cohort import busy as words
from messages.ground.values import Form, Message
from services.cohort.busy import BusyWeeks
from services.cohort.cohorts import Cohorts


def command(weeks: BusyWeeks, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="busy", description="Weeks in which this group is asked less: no nudges, and half the texts")
    @app_commands.describe(cohort="Which cohort")
    async def ask(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Form:
            return await weeks.form(actor_of(interaction), await chosen(cohorts, interaction, cohort, staff=True))

        await answer(interaction, work(), form=True)

    @ask.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return ask  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, weeks: BusyWeeks) -> None:
    """The form."""

    async def save(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.saved(await weeks.save(actor, which, given.text("weeks")))

    acts.form("cohort-busy", save)
