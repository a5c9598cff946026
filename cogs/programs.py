"""`/program`: set up, and what was not delivered."""

import discord
from discord import app_commands

from cogs.shared.acts import actor_of, answer
from cogs.shared.cohort_option import ON_SERVERS
from domain.ids import ChannelId, RoleId
from messages import cohorts as cohort_words
from messages import programs as words
from messages.values import Message
from services.cohorts import Cohorts
from services.programs import Programs, Setup
from services.text import zone_named, zones_like


class ProgramCommands(app_commands.Group):
    """What whoever runs the server, and the managers, do once and look at now and then."""

    def __init__(self, programs: Programs, cohorts: Cohorts) -> None:
        super().__init__(
            name="program", description="Set up and look after this server's program",
            allowed_contexts=ON_SERVERS,
        )  # fmt: skip
        self._programs = programs
        self._cohorts = cohorts

    @app_commands.command(name="setup", description="Name the program, its managers and its channels; run it again to change them")
    @app_commands.describe(
        name="The program's name", managers="The role of those who look after all cohorts", staff="A channel only staff can read",
        signups="The channel where people sign up", zone="The home time zone, such as New York", contact="Whom members may write to",
        donations="A link for donations, if there is one",
    )  # fmt: skip
    async def setup(
        self, interaction: discord.Interaction, name: str, managers: discord.Role, staff: discord.TextChannel,
        signups: discord.TextChannel, zone: str, contact: str, donations: str | None = None,
    ) -> None:  # fmt: skip
        """Make or change the program of this server."""

        async def work() -> Message:
            setup = Setup(name, zone_named(zone), RoleId(managers.id), ChannelId(staff.id), ChannelId(signups.id), contact, donations)
            return words.set_up(await self._programs.set_up(actor_of(interaction), setup))

        await answer(interaction, work())

    @setup.autocomplete("zone")
    async def _zones(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in zones_like(typed[:60])]

    @app_commands.command(name="undelivered", description="What could not be delivered, or perhaps was not, and why")
    async def undelivered(self, interaction: discord.Interaction) -> None:
        """The list for a person to act on."""

        async def work() -> Message:
            return cohort_words.undelivered(await self._cohorts.undelivered(actor_of(interaction)))

        await answer(interaction, work())
