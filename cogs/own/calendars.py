"""`/calendar`: one's sessions as a file, and the private address at which a calendar program follows them."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, Located, actor_of, answer
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.group import calendars as words
from services.own.calendars import Calendars


def commands(calendars: Calendars, located: Located) -> list[app_commands.Command[Any, ..., None]]:
    """The command, which everybody has."""

    @app_commands.command(name="calendar", description="Your sessions, for your own calendar")
    @app_commands.allowed_contexts(guilds=True, dms=True)
    async def calendar(interaction: discord.Interaction) -> None:
        async def work() -> Message:
            return words.own(await calendars.own(await located(actor_of(interaction))))

        await answer(interaction, work())

    return [calendar]


def acts(acts: Acts, calendars: Calendars) -> None:
    """The buttons of the address."""

    async def new(_: discord.Interaction, actor: Actor, mark: str) -> Message:
        view, is_new = await calendars.renew(actor, mark)
        return words.renewed(view, new=is_new)

    async def off(_: discord.Interaction, actor: Actor) -> Message:
        return words.switched_off(await calendars.switch_off(actor))

    acts.button("feed-new", new, in_place=True)
    acts.button("feed-off", off, in_place=True)
