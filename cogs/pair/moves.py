"""Choices and buttons that change published pairs."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.pair.moves import How
from messages.ground.values import Message
from messages.pair import moves as words
from services.pair.moves import Moves

NOBODY = PersonId(0)


def acts(acts: Acts, moves: Moves) -> None:
    """What a facilitator changes after the pairs were published: looked at first, then confirmed."""

    async def exchange(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int, *, people: tuple[PersonId, ...]) -> Message:
        if len(people) != 2:
            raise Refusal(Why.STALE)
        return words.preview(await moves.preview(actor, which, pairing, How.EXCHANGE, *people))

    async def whom(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int, *, who: PersonId) -> Message:
        return words.whom(*await moves.whom(actor, which, pairing, who))

    async def to(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int, who: PersonId, *, beside: PersonId) -> Message:
        return words.preview(await moves.preview(actor, which, pairing, How.MOVE, who, beside))

    async def place(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int) -> Message:
        return words.preview(await moves.preview(actor, which, pairing, How.PLACE, NOBODY, NOBODY))

    async def propose(_: discord.Interaction, actor: Actor, which: CohortId, pairing: int) -> Message:
        return words.preview(await moves.preview(actor, which, pairing, How.PROPOSE, NOBODY, NOBODY))

    async def change(
        _: discord.Interaction, actor: Actor, which: CohortId, pairing: int, how: How, a: PersonId, b: PersonId, mark: int
    ) -> Message:
        return words.changed(await moves.change(actor, which, pairing, how, a, b, mark))

    acts.choice("pairs-exchange", exchange, in_place=False)
    acts.choice("pairs-move", whom, in_place=False)
    acts.choice("pairs-move-to", to)
    acts.button("pairs-place", place)
    acts.button("pairs-propose", propose)
    acts.button("pairs-change", change)
