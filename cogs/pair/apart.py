"""What a member presses who has no partner, who is asked to take a third, or who is asked whether it fits."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import CohortId, PairId, PersonId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.pair import apart as words
from services.pair.apart import Apart
from services.pair.fits import Fits


def acts(acts: Acts, apart: Apart, fits: Fits) -> None:
    """The answers, each in private."""

    async def three(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.chosen(await apart.study_as_three(actor, which))

    async def wait(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.chosen(await apart.wait(actor, which))

    async def with_them(_: discord.Interaction, actor: Actor, which: CohortId, who: PersonId) -> Message:
        return words.chosen(await apart.study_with(actor, which, who))

    async def gladly(_: discord.Interaction, actor: Actor, ask: int) -> Message:
        return await apart.may_join(actor, ask, yes=True)

    async def not_this_time(_: discord.Interaction, actor: Actor, ask: int) -> Message:
        return await apart.may_join(actor, ask, yes=False)

    async def good(_: discord.Interaction, actor: Actor, pair: PairId) -> Message:
        return await fits.say(actor, pair, good=True)

    async def another(_: discord.Interaction, actor: Actor, pair: PairId) -> Message:
        return await fits.say(actor, pair, good=False)

    acts.button("apart-three", three)
    acts.button("apart-wait", wait)
    acts.button("apart-with", with_them)
    acts.button("third-yes", gladly)
    acts.button("third-no", not_this_time)
    acts.button("fit-good", good)
    acts.button("fit-another", another)
