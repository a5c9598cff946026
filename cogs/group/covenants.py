"""`/cohort covenant`: talked about, written, published by the facilitator; read and signed by members."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.group import covenants as words
from services.cohort.cohorts import Cohorts
from services.group.covenant.covenants import Covenants


def command(covenants: Covenants, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="covenant", description="What the group agrees on: write it, publish it, see who has signed")
    @app_commands.describe(cohort="Which cohort")
    async def covenant(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.page(await covenants.page(actor_of(interaction), which))

        await answer(interaction, work())

    @covenant.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return covenant  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, covenants: Covenants) -> None:
    """The facilitator's page with its steps, and the two buttons of a member."""

    async def page(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.page(await covenants.page(actor, which))

    async def talk(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.page(await covenants.open_talk(actor, which))

    async def form(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await covenants.form(actor, which)

    async def write(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.preview(await covenants.write(actor, which, given.text("covenant")))

    async def preview(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.preview(await covenants.preview(actor, which))

    async def publish(_: discord.Interaction, actor: Actor, which: CohortId, version: int, mark: int) -> Message:
        return words.page(await covenants.publish(actor, which, version, mark))

    async def read(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.reading(await covenants.read(actor, which))

    async def sign(_: discord.Interaction, actor: Actor, which: CohortId, version: int) -> Message:
        return words.reading(await covenants.sign(actor, which, version))

    acts.button("covenant", page)
    acts.button("covenant-talk", talk)
    acts.button("covenant-form", form, form=True)
    acts.form("covenant-text", write, again="covenant-form")
    acts.button("covenant-preview", preview)
    acts.button("covenant-publish", publish)
    acts.button("covenant-read", read)
    acts.button("covenant-sign", sign)
