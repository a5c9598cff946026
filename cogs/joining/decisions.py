"""`/cohort decide`, and the applications as a file: for those who decide at a table of their own."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.attached import contents
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Why
from messages.ground.values import Message
from messages.joining import decisions as decisions_words
from services.cohort.cohorts import Cohorts
from services.joining.decisions import Decisions


def decide_command(decisions: Decisions, cohorts: Cohorts) -> app_commands.Command[Any, Any, None]:
    """`/cohort decide`, for those who lead and manage."""

    @app_commands.command(name="decide", description="Preview a CSV of decisions made elsewhere: in, waiting or no by application")
    @app_commands.describe(cohort="Which cohort", file="The file of applications with its decisions; nothing changes before you confirm")
    async def decide(interaction: discord.Interaction, cohort: str, file: discord.Attachment) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return decisions_words.preview(
                await decisions.preview(actor_of(interaction), which, await contents(file, Why.DECISIONS_TOO_BIG))
            )

        await answer(interaction, work())

    @decide.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(cohorts, interaction, typed, staff=True)

    return decide  # pyright: ignore[reportUnknownVariableType] - discord.py types the group of a command as of nothing known


def acts(acts: Acts, decisions: Decisions) -> None:
    """The buttons about files of decisions."""

    async def file(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return decisions_words.listing(await decisions.export(actor, which))

    async def lines(_: discord.Interaction, actor: Actor, which: CohortId, number: int, page: int) -> Message:
        return decisions_words.preview(await decisions.lines(actor, which, number, page))

    async def take_in(_: discord.Interaction, actor: Actor, which: CohortId, number: int, mark: int) -> Message:
        return decisions_words.taken(await decisions.apply(actor, which, number, mark))

    acts.button("draft-file", file)
    acts.button("decide-lines", lines, in_place=True)
    acts.button("decide", take_in)
