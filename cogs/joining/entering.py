"""`/cohort enter`: somebody who wrote by mail, entered by a manager and asked by the bot."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer, called
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import CohortId, UserId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.joining import entering as words
from services.cohort.cohorts import Cohorts
from services.joining.entering import Entering, Known
from services.program.facilitators import Somebody


def command(entering: Entering, cohorts: Cohorts) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group of a cohort's others."""

    @app_commands.command(name="enter", description="Enter somebody who wrote to you; they are asked, and confirm it themselves")
    @app_commands.describe(cohort="Which cohort", member="Who wrote to you; anybody on this server")
    async def enter(interaction: discord.Interaction, cohort: str, member: discord.Member) -> None:
        async def work() -> Form:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            who = Somebody(UserId(member.id), called(member), member.bot)
            return await entering.form(actor_of(interaction), which, who)

        await answer(interaction, work(), form=True)

    @enter.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return enter  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def acts(acts: Acts, entering: Entering) -> None:
    """The form."""

    async def enter(_: discord.Interaction, actor: Actor, which: CohortId, user: UserId, *, given: Given) -> Message:
        known = Known(*(given.text(f"entering-{name}") for name in ("name", "why", "bring", "congregation", "zone")))
        return words.entered(*await entering.enter(actor, which, user, known))

    async def place(_: discord.Interaction, actor: Actor, which: CohortId, user: UserId, chosen: str) -> Message:
        return words.entered(*await entering.choose_place(actor, which, user, chosen))

    acts.form("enter", enter, choose="enter-place")
    acts.button("enter-place", place)
