"""Check-ins: what a member presses under a prompt."""

import discord

from cogs.shared.acts import Acts, Handler
from cogs.shared.carried import Given
from domain.ground.ids import PairId
from domain.ground.people import Actor
from domain.pair.checkins import Answer
from messages.ground.values import Form, Message
from messages.pair import checkins as words
from services.pair.checkins import CheckIns


def acts(acts: Acts, checkins: CheckIns) -> None:
    """The answers and what follows from them."""

    def simple(kind: Answer) -> Handler:
        async def answer(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
            given = await checkins.answer(actor, pair, round_, kind)
            return words.answered(given.round, given.answer, given.at, given.proposals)

        return answer

    async def date(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Form:
        return await checkins.date_form(actor, pair, round_)

    async def date_set(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, *, given: Given) -> Message:
        taken = await checkins.answer(actor, pair, round_, Answer.DATE, given.text("when"))
        return words.answered(taken.round, taken.answer, taken.at)

    async def change(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        return words.change(await checkins.current(actor, pair, round_))

    async def tell(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        await checkins.tell_partner(actor, pair, round_)
        return words.told_partner()

    async def myself(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        await checkins.current(actor, pair, round_)
        return words.tells_them_themselves()

    for row in words.ANSWERS.values():
        acts.button(row.act, date if row.asks_when else simple(row.answer), form=row.asks_when)
    acts.form("date-set", date_set)
    acts.button("change", change)
    acts.button("tell-them", tell)
    acts.button("tell-myself", myself)
