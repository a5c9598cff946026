"""The buttons about offers of a place."""

import discord

from cogs.shared.acts import Acts
from domain.ground.ids import ApplicationId, CohortId
from domain.ground.people import Actor
from messages.ground.values import Message
from messages.joining import waitlist as words
from services.joining.leaving import OneOfTwo
from services.joining.waitlist import Waitlist


def acts(acts: Acts, waitlist: Waitlist, one_of_two: OneOfTwo) -> None:
    """What people do about an offer: those who got it, and those who look after it."""

    async def yes(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.accepted(await waitlist.accept(actor, which))

    async def choose(_: discord.Interaction, actor: Actor, which: CohortId, other: CohortId) -> Message:
        return words.accepted(await one_of_two.choose(actor, which, other))

    async def again(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.back_in_line(await waitlist.rejoin(actor, which))

    async def theirs(_: discord.Interaction, actor: Actor, which: CohortId, application: ApplicationId, offers: int) -> Message:
        return words.settled(await waitlist.settle(actor, which, application, offers, theirs=True))

    async def on(_: discord.Interaction, actor: Actor, which: CohortId, application: ApplicationId, offers: int) -> Message:
        return words.settled(await waitlist.settle(actor, which, application, offers, theirs=False))

    async def places(_: discord.Interaction, actor: Actor, which: CohortId, before: int, most: int, mark: int) -> Message:
        return words.places_raised(*await waitlist.raise_places(actor, which, before, most, mark))

    acts.button("places-yes", places)
    acts.button("offer-yes", yes)
    acts.button("offer-choose", choose)
    acts.button("offer-again", again)
    acts.button("offer-theirs", theirs)
    acts.button("offer-next", on)
