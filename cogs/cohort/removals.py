"""`/cohort remove`: who, what follows, and the buttons that do it."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor
from messages.cohort import removals as words
from messages.ground.values import Message
from services.cohort.cohorts import Cohorts
from services.cohort.removals import Removals


def command(removals: Removals, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="remove", description="Take a member out of a cohort; shows first what follows")
    @app_commands.describe(cohort="Which cohort")
    async def remove(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.choose(*await removals.choose(actor_of(interaction), which))

        await answer(interaction, work())

    @remove.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return remove  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, removals: Removals) -> None:
    """The choice and the buttons."""

    async def whom(_: discord.Interaction, actor: Actor, which: CohortId, *, who: PersonId) -> Message:
        return words.preview(await removals.preview(actor, which, who))

    def press(*, tell: bool) -> None:
        async def remove(_: discord.Interaction, actor: Actor, which: CohortId, who: PersonId, mark: int) -> Message:
            return words.removed(await removals.remove(actor, which, who, mark, tell=tell))

        acts.button("remove-tell" if tell else "remove-quietly", remove)

    acts.choice("remove-whom", whom)
    press(tell=True)
    press(tell=False)
