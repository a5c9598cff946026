"""A small bot on discord.py, unmodified, on which the local Discord is tried."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import discord
from discord import app_commands, ui

from rehearsal.discord import LocalDiscord, Person, Server
from rehearsal.discord.model import Channel

Itx = discord.Interaction[Any]


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 11, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class SignUp(ui.Modal, title="Join the cohort"):
    note = ui.TextDisplay[Any]("Only facilitators see your answers.")
    goal = ui.Label[Any](text="Your goal", component=ui.TextInput[Any](custom_id="goal", max_length=20))
    level = ui.Label[Any](
        text="Level",
        component=ui.RadioGroup[Any](
            custom_id="level",
            options=[
                discord.RadioGroupOption(label="New here", value="new"),
                discord.RadioGroupOption(label="Some practice", value="some"),
            ],
        ),
    )
    days = ui.Label[Any](
        text="Days",
        component=ui.CheckboxGroup[Any](
            custom_id="days",
            max_values=2,
            options=[discord.CheckboxGroupOption(label=day, value=day.lower()) for day in ("Mon", "Wed", "Fri")],
        ),
    )
    partner = ui.Label[Any](text="Partner", component=ui.UserSelect[Any](custom_id="partner", required=False))

    async def on_submit(self, interaction: Itx, /) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        goal, level, days, partner = (label.component for label in (self.goal, self.level, self.days, self.partner))
        assert isinstance(goal, ui.TextInput)
        assert isinstance(level, ui.RadioGroup)
        assert isinstance(days, ui.CheckboxGroup)
        assert isinstance(partner, ui.UserSelect)
        with_whom = [person.id for person in partner.values]
        await interaction.edit_original_response(content=f"{goal.value}/{level.value}/{days.values}/{with_whom}")


class Board(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Sign up", custom_id="sign", style=discord.ButtonStyle.success)
    async def sign(self, interaction: Itx, _: ui.Button[Self]) -> None:
        await interaction.response.send_modal(SignUp())

    @ui.button(label="Count", custom_id="count")
    async def count(self, interaction: Itx, _: ui.Button[Self]) -> None:
        await interaction.response.edit_message(content="counted", view=None)

    @ui.button(label="Quietly", custom_id="quietly")
    async def quietly(self, interaction: Itx, _: ui.Button[Self]) -> None:
        await interaction.response.defer()
        await interaction.followup.send("only you", ephemeral=True)

    @ui.button(label="Closed", custom_id="closed", disabled=True)
    async def closed(self, interaction: Itx, _: ui.Button[Self]) -> None:
        await interaction.response.defer()

    @ui.select(
        placeholder="When?",
        custom_id="when",
        options=[discord.SelectOption(label="Morning", value="am"), discord.SelectOption(label="Evening", value="pm")],
    )
    async def when(self, interaction: Itx, select: ui.Select[Self]) -> None:
        await interaction.response.send_message(f"chose {select.values}", ephemeral=True)


class TrialBot(discord.AutoShardedClient):
    """Offers one of each thing; what went wrong inside is kept in `errors`."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents._from_value(69633 | 1 << 9),  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            guild_ready_timeout=0.02,
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.up = asyncio.Event()
        self.resumes = 0
        self.heard: list[discord.Message] = []
        self.errors: list[Exception] = []
        self.running: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        group = app_commands.Group(name="cohort", description="Cohorts")
        group.command(name="create", description="Open a cohort")(create)
        group.command(name="open", description="Open one")(app_commands.autocomplete(cohort=suggest)(open_one))
        self.tree.add_command(group)
        for name, callback in {"think": think, "secret": secret, "twice": twice, "late": late, "silent": silent}.items():
            self.tree.command(name=name, description=name)(callback)
        self.tree.context_menu(name="Use as prompt")(use)
        self.tree.error(self.on_tree_error)
        self.add_view(Board())
        await self.tree.sync()

    async def on_tree_error(self, _: Itx, error: app_commands.AppCommandError) -> None:
        self.errors.append(error.original if isinstance(error, app_commands.CommandInvokeError) else error)

    async def on_ready(self) -> None:
        self.up.set()

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if self.user and message.author.id != self.user.id and message.guild is None:
            await message.channel.send(f"You said: {message.content}")

    def channel(self, channel: Channel) -> discord.TextChannel:
        found = self.get_channel(channel.id)
        assert isinstance(found, discord.TextChannel)
        return found

    async def dm(self, person: Person) -> discord.DMChannel:
        return await self.create_dm(discord.Object(person.id))

    async def begin(self, token: str) -> None:
        self.running = asyncio.create_task(self.start(token))
        async with asyncio.timeout(5):
            await self.up.wait()

    async def end(self) -> None:
        await self.close()
        if self.running is not None:
            await asyncio.wait([self.running])


@app_commands.describe(title="its title")
async def create(interaction: Itx, title: str, places: app_commands.Range[int, 1, 15] = 12, role: discord.Role | None = None) -> None:
    await interaction.response.send_message(f"{title} with {places} for {role.name if role else 'all'}", view=Board())


async def open_one(interaction: Itx, cohort: str) -> None:
    await interaction.response.send_message(f"opened {cohort}", ephemeral=True)


async def suggest(_: Itx, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name.title(), value=name) for name in ("antigonos", "hillel") if current in name]


async def think(interaction: Itx) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(content="thought <@&0>")
    await interaction.followup.send("and one more thing")


async def secret(interaction: Itx) -> None:
    await interaction.response.send_message(f"for {interaction.user.mention} only", ephemeral=True)


async def twice(interaction: Itx) -> None:
    await interaction.response.send_message("once")
    again = discord.InteractionResponse[Any](interaction)
    await again.send_message("twice")


async def late(interaction: Itx) -> None:
    await asyncio.sleep(0.09)
    await interaction.response.send_message("too late")


async def silent(_: Itx) -> None:
    return


async def use(interaction: Itx, message: discord.Message) -> None:
    await interaction.response.send_message(f"prompt: {message.content}", ephemeral=True)


class Stage:
    """A server with two people, a channel, and the bot, connected."""

    def __init__(self, local: LocalDiscord, clock: Hands) -> None:
        self.local = local
        self.clock = clock
        self.dana = local.add_person("Dana")
        self.noam = local.add_person("Noam", "he")
        self.server: Server = local.add_server("Beit Midrash", self.dana)
        self.server.join(self.noam)
        self.home = self.server.add_text_channel("home")
        self.bot = TrialBot()
