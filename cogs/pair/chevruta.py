"""The pairs' choices and buttons."""

import discord

from cogs.shared.acts import Acts, number
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from messages.ground.values import Message
from messages.pair import chevruta as words
from services.pair.chevruta import Chevrutot


def acts(acts: Acts, chevrutot: Chevrutot) -> None:
    """What a facilitator does with the pairs."""

    async def swap(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        if len(values) != 2:
            raise Refusal(Why.STALE)
        a, b = (PersonId(number(value)) for value in values)
        return words.draft(await chevrutot.swap(actor, CohortId(number(args[0])), number(args[1]), a, b))

    async def redraw(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.draft(await chevrutot.redraw(actor, CohortId(number(args[0])), number(args[1])))

    async def preview(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.publish_question(*await chevrutot.publish_question(actor, CohortId(number(args[0])), number(args[1])))

    async def publish(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.published(await chevrutot.publish(actor, CohortId(number(args[0])), number(args[1])))

    acts.choice("pairs-swap", swap)
    acts.button("pairs-redraw", redraw, turns=True)
    acts.button("pairs-publish", preview)
    acts.button("pairs-publish-yes", publish)
