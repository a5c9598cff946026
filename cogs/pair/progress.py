"""`/cohort progress`: the pairs of a cohort by its rounds."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.pair import progress as progress_words
from services.cohort.cohorts import Cohorts
from services.pair.progress import Progresses


def progress_command(progresses: Progresses, cohorts: Cohorts) -> app_commands.Command[Any, Any, None]:
    """`/cohort progress`, for those who lead and manage."""

    @app_commands.command(name="progress", description="How the pairs do, round by round, as a picture")
    @app_commands.describe(cohort="Which cohort")
    async def progress(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return progress_words.progress(await progresses.of(actor_of(interaction), which))

        await answer(interaction, work())

    @progress.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(cohorts, interaction, typed, staff=True)

    return progress  # pyright: ignore[reportUnknownVariableType] - discord.py types the group of a command as of nothing known


def acts(acts: Acts, progresses: Progresses) -> None:
    """The buttons that turn the pages."""

    async def page(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return progress_words.progress(await progresses.of(actor, which, page))

    acts.button("progress", page, in_place=True)
