"""The pairs' choices and buttons."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import CohortId, PairId, PersonId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from messages.ground.values import Message
from messages.pair import chevruta as words
from services.pair.chevruta import Chevrutot


def acts(acts: Acts, chevrutot: Chevrutot) -> None:
    """What a facilitator does with the pairs."""

    async def swap(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int, *, people: tuple[PersonId, ...]) -> Message:
        if len(people) != 2:
            raise Refusal(Why.STALE)
        return words.draft(await chevrutot.swap(actor, which, pairing, *people))

    async def redraw(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int) -> Message:
        return words.draft(await chevrutot.redraw(actor, which, pairing))

    async def preview(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int) -> Message:
        return words.publish_question(*await chevrutot.publish_question(actor, which, pairing))

    async def publish(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int) -> Message:
        return words.published(await chevrutot.publish(actor, which, pairing))

    async def lock(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int, *, pairs: tuple[PairId, ...]) -> Message:
        return words.draft(await chevrutot.lock(actor, which, pairing, pairs))

    async def undo(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int) -> Message:
        return words.draft(await chevrutot.undo(actor, which, pairing))

    async def page(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.draft(await chevrutot.draft(actor, which))

    acts.button("pairs-page", page)
    acts.choice("pairs-swap", swap)
    acts.choice("pairs-lock", lock)
    acts.button("pairs-undo", undo, in_place=True)
    acts.button("pairs-redraw", redraw, in_place=True)
    acts.button("pairs-publish", preview)
    acts.button("pairs-publish-yes", publish)
