"""The buttons of a sign-up window; `/cohort open` stands with the other commands about a cohort."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.joining import windows as words
from services.joining.windows import Windows


def acts(acts: Acts, windows: Windows) -> None:
    """Closing it by hand."""

    async def preview(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.closing(await windows.preview_close(actor, which))

    async def close(_: discord.Interaction, actor: Actor, which: CohortId, mark: int) -> Message:
        return words.closed(*await windows.close(actor, which, mark))

    acts.button("window-close", preview)
    acts.button("window-close-yes", close)
