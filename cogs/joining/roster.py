"""`/program standing import`: a file of who is in good standing, seen before it is taken in."""

import asyncio

import aiohttp
import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.attached import contents
from cogs.shared.render import editing
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.joining import roster as roster_words
from services.joining.standing import Progress, Rosters

BETWEEN = 2.0  # seconds between two signs of progress: Discord takes few edits of one message


def command(rosters: Rosters) -> app_commands.Command[app_commands.Group, ..., None]:
    """The command, for the group about standing."""

    @app_commands.command(name="import", description="Preview a CSV of names or Discord ids, yes or no, and a last day")
    @app_commands.describe(file="A CSV of at most 1 MiB; nothing is changed before you confirm")
    async def take(interaction: discord.Interaction, file: discord.Attachment) -> None:
        async def work() -> Message:
            return roster_words.preview(await rosters.preview(actor_of(interaction), await contents(file)))

        await answer(interaction, work())

    return take  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def _shown_on(interaction: discord.Interaction) -> Progress:
    """Progress as an edit of the answer that is still to come; none while it may yet come at once."""
    shown = asyncio.get_running_loop().time()

    async def progress(done: int, count: int) -> None:
        nonlocal shown
        now = asyncio.get_running_loop().time()
        if done == count or now - shown < BETWEEN or not interaction.response.is_done():
            return
        shown = now
        try:
            await interaction.edit_original_response(**editing(roster_words.importing(done, count)))
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return  # a sign of progress is worth no stop: the work goes on, and its outcome is said

    return progress


def acts(acts: Acts, rosters: Rosters) -> None:
    """The buttons about a file."""

    async def lines(_: discord.Interaction, actor: Actor, number: int, page: int) -> Message:
        return roster_words.preview(await rosters.lines(actor, number, page))

    async def take_in(interaction: discord.Interaction, actor: Actor, number: int, mark: int) -> Message:
        return roster_words.imported(await rosters.take_in(actor, number, mark, _shown_on(interaction)))

    acts.button("standing-lines", lines, in_place=True)
    acts.button("standing-take-in", take_in)
