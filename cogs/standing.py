"""`/program standing`: one person attested, the list of those to settle, and a file of many."""

import asyncio
from typing import Literal

import aiohttp
import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer, number
from cogs.shared.attached import contents
from cogs.shared.render import editing
from domain.ids import UserId
from domain.people import Actor
from messages import standing as words
from messages.values import Message
from services.standing import Progress, Standings

BETWEEN = 2.0  # seconds between two signs of progress: Discord takes few edits of one message


class StandingCommands(app_commands.Group):
    """What managers attest of a member's good standing."""

    def __init__(self, standings: Standings) -> None:
        super().__init__(name="standing", description="Good standing: attest it, see whose is to settle, import a file")
        self._standings = standings

    @app_commands.command(name="attest", description="Note whether a person is in good standing, and through which day")
    @app_commands.describe(
        member="Who", good="Yes or no; no reason is kept", until="The last day it holds, such as 2027-06-30; leave it out for no end"
    )
    async def attest(
        self, interaction: discord.Interaction, member: discord.Member, good: Literal["yes", "no"], until: str | None = None
    ) -> None:
        """One person."""

        async def work() -> Message:
            who = UserId(member.id)
            return words.attested(*await self._standings.attest(actor_of(interaction), who, member.display_name, good == "yes", until))

        await answer(interaction, work())

    @app_commands.command(name="renewals", description="Applicants who wait for standing, and whose ends soon or has ended")
    async def renewals(self, interaction: discord.Interaction) -> None:
        """The list to settle."""

        async def work() -> Message:
            return words.renewals(await self._standings.renewals(actor_of(interaction)))

        await answer(interaction, work())

    @app_commands.command(name="import", description="Preview a CSV of names or Discord ids, yes or no, and a last day")
    @app_commands.describe(file="A CSV of at most 1 MiB; nothing is changed before you confirm")
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """What a file would change."""

        async def work() -> Message:
            return words.preview(await self._standings.preview_import(actor_of(interaction), await contents(file)))

        await answer(interaction, work())


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
            await interaction.edit_original_response(**editing(words.importing(done, count)))
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return  # a sign of progress is worth no stop: the work goes on, and its outcome is said

    return progress


def acts(acts: Acts, standings: Standings) -> None:
    """The buttons about standing."""

    async def page(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.renewals(await standings.renewals(actor, number(args[0])))

    async def lines(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.preview(await standings.import_lines(actor, number(args[0]), number(args[1])))

    async def take_in(interaction: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.imported(await standings.apply_import(actor, number(args[0]), number(args[1]), _shown_on(interaction)))

    acts.button("standing-list", page, turns=True)
    acts.button("standing-lines", lines, turns=True)
    acts.button("standing-take-in", take_in)
