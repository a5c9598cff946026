"""The draft's choices and buttons."""

import discord

from cogs.shared.acts import Acts, number
from domain.ids import CohortId
from domain.people import Actor
from messages import selection as words
from messages.values import Message
from services.selection import Selection


def acts(acts: Acts, selection: Selection) -> None:
    """What a facilitator does with a draft."""

    async def page(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.draft(await selection.draft(actor, CohortId(number(args[0])), number(args[1])))

    async def choose(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        accepted = {number(value) for value in values}
        return words.draft(await selection.choose(actor, CohortId(number(args[0])), number(args[1]), accepted))

    async def preview(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.preview(await selection.preview(actor, CohortId(number(args[0]))))

    async def publish(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.published(*await selection.publish(actor, CohortId(number(args[0])), number(args[1])))

    acts.button("draft", page, turns=True)
    acts.choice("draft-set", choose)
    acts.button("draft-publish", preview)
    acts.button("draft-publish-yes", publish)
