"""`/program dates`: the program's own dates, from a file that is seen before it is kept, and whose civic days it has."""

from typing import Literal

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.attached import contents
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.program import dates as words
from services.program.dates import Dates


class DateCommands(app_commands.Group):
    """What managers say of their program's days."""

    def __init__(self, dates: Dates) -> None:
        super().__init__(name="dates", description="The program's calendar: conventions, school breaks, civic days")
        self._dates = dates

    @app_commands.command(name="show", description="The program's own dates, and whose civic days it has")
    async def show(self, interaction: discord.Interaction) -> None:
        """The list, with what can be changed of it."""

        async def work() -> Message:
            return words.calendar(await self._dates.show(actor_of(interaction)))

        await answer(interaction, work())

    @app_commands.command(name="import", description="Preview a file of dates: a CSV of day, name and class, or a calendar (.ics)")
    @app_commands.rename(otherwise="class")
    @app_commands.describe(
        file="A CSV or .ics of at most 1 MiB; nothing is changed before you confirm",
        otherwise="How much a date counts if the file names no class for it; light if you leave this out",
        keep="Keep the dates that are not in the file",
    )  # fmt: skip
    async def take(
        self, interaction: discord.Interaction, file: discord.Attachment,
        otherwise: Literal["note", "light", "strong", "block"] = "light", keep: bool = False,
    ) -> None:  # fmt: skip
        """The preview of a file."""

        async def work() -> Message:
            return words.preview(await self._dates.preview(actor_of(interaction), await contents(file), otherwise, beside=keep))

        await answer(interaction, work())


def acts(acts: Acts, dates: Dates) -> None:
    """The buttons and choices about dates."""

    async def page(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return words.calendar(await dates.show(actor, page))

    async def civic(_: discord.Interaction, actor: Actor, page: int, *, chosen: tuple[str, ...]) -> Message:
        return words.calendar(await dates.choose_civic(actor, page, chosen))

    async def remove(_: discord.Interaction, actor: Actor, page: int, *, numbers: tuple[int, ...]) -> Message:
        return words.calendar(await dates.remove(actor, page, numbers))

    async def lines(_: discord.Interaction, actor: Actor, number: int, page: int) -> Message:
        return words.preview(await dates.lines(actor, number, page))

    async def take_in(_: discord.Interaction, actor: Actor, number: int, mark: int) -> Message:
        return words.kept(await dates.take_in(actor, number, mark))

    acts.button("dates", page, in_place=True)
    acts.choice("dates-civic", civic)
    acts.choice("dates-remove", remove)
    acts.button("dates-lines", lines, in_place=True)
    acts.button("dates-keep", take_in)
