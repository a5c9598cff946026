"""Ways to study that are proposed for a round: one tap, or one's own text instead."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.group import ways as words
from services.group.prompts import Prompts
from services.group.ways import Ways


def acts(acts: Acts, ways: Ways, prompts: Prompts) -> None:
    """The buttons under the word about a round without a text."""

    async def choose(_: discord.Interaction, actor: Actor, which: CohortId, round_: int, way: int) -> Message:
        return words.chosen(await ways.choose(actor, which, round_, way))

    async def write(_: discord.Interaction, actor: Actor, which: CohortId, round_: int) -> Form:
        return await prompts.prompt_form(actor, which, round_)

    acts.button("way", choose)
    acts.button("prompt-write", write, form=True)
