"""The button that opens a pair's private thread."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import PairId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.pair import meeting as words
from services.pair.threads import PairThreads


def acts(acts: Acts, threads: PairThreads) -> None:
    """Pressed again, it shows where the thread is."""

    async def open_(_: discord.Interaction, actor: Actor, pair: PairId) -> Message:
        return words.asked(await threads.open(actor, pair))

    acts.button("pair-thread", open_)
