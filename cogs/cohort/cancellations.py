"""`/cohort cancel`: why, what it means, and the button that does it."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.cohort import cancellations as words
from messages.ground.values import Form, Message
from services.cohort.cancellations import Cancellations
from services.cohort.cohorts import Cohorts


def command(cancellations: Cancellations, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="cancel", description="Call a whole cohort off; shows first who would hear of it, and what stops")
    @app_commands.describe(cohort="Which cohort")
    async def cancel(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Form:
            return await cancellations.form(actor_of(interaction), await chosen(cohorts, interaction, cohort, staff=True))

        await answer(interaction, work(), form=True)

    @cancel.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return cancel  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, cancellations: Cancellations) -> None:
    """The form and the button."""

    async def preview(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.preview(await cancellations.preview(actor, which, given.text("because-off")))

    async def cancel(_: discord.Interaction, actor: Actor, which: CohortId, mark: int) -> Message:
        return words.cancelled(*await cancellations.cancel(actor, which, mark))

    acts.form("cohort-cancel", preview)
    acts.button("cohort-cancel-yes", cancel)
