"""`/cohort terms`: the facilitator's own questions, and how places are offered."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from domain.cohort.cohorts import MOST_QUESTIONS
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.cohort import terms as terms_words
from messages.ground.values import Form, Message
from services.cohort.cohorts import Cohorts
from services.cohort.terms import Terms


def command(terms: Terms, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="terms", description="Your own sign-up questions, and how long a place is held")
    @app_commands.describe(cohort="Which cohort")
    async def ask(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Form:
            return await terms.form(actor_of(interaction), await chosen(cohorts, interaction, cohort, staff=True))

        await answer(interaction, work(), form=True)

    @ask.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return ask  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, terms: Terms) -> None:
    """The form."""

    async def save(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        questions = tuple(given.text(f"question-{n}") for n in range(1, MOST_QUESTIONS + 1))
        return terms_words.saved(await terms.save(actor, which, questions, given.text("days"), given.text("until")))

    acts.form("cohort-terms", save)
