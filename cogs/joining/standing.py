"""`/program standing`: one person attested, and the list of those to settle."""

from typing import Literal

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer, called
from domain.ground.ids import UserId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.joining import standing as words
from services.joining.standing import Standings


class StandingCommands(app_commands.Group):
    """What managers attest of a member's good standing; a file of many is a command of its own."""

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
            return words.attested(*await self._standings.attest(actor_of(interaction), who, called(member), good == "yes", until))

        await answer(interaction, work())

    @app_commands.command(name="renewals", description="Applicants who wait for standing, and whose ends soon or has ended")
    async def renewals(self, interaction: discord.Interaction) -> None:
        """The list to settle."""

        async def work() -> Message:
            return words.renewals(await self._standings.renewals(actor_of(interaction)))

        await answer(interaction, work())


def acts(acts: Acts, standings: Standings) -> None:
    """The buttons about standing."""

    async def page(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return words.renewals(await standings.renewals(actor, page))

    acts.button("standing-list", page, in_place=True)
