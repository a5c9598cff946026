"""Finding a time: what a member presses under the times that are proposed to a pair."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from domain.ground.ids import OfferId, PairId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.pair import times as words
from services.pair.study.times import Times


def acts(acts: Acts, times: Times) -> None:
    """A time that suits, none of them, or two of one's own."""

    async def yes(_: discord.Interaction, actor: Actor, offer: OfferId) -> Message:
        return words.shown(await times.choose(actor, offer))

    async def none(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, attempt: int) -> Message:
        return words.shown(await times.none_of_these(actor, pair, round_, attempt))

    async def ask(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        return words.shown(await times.ask_for_times(actor, pair, round_))

    async def form(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Form:
        return await times.offer_form(actor, pair, round_)

    async def offered(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, *, given: Given) -> Message:
        return words.shown(await times.offer(actor, pair, round_, given.text("when-first"), given.text("when-second")))

    acts.button("time-yes", yes)
    acts.button("times-none", none)
    acts.button("ask-times", ask)
    acts.button("offer-times", form, form=True)
    acts.form("times-offered", offered)
