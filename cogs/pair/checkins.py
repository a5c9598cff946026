"""Check-ins: what a member presses under a prompt, and where their answer meets another one."""

import discord

from cogs.shared.acts import Acts, Handler
from cogs.shared.carried import Given
from domain.ground.ids import PairId
from domain.ground.people import Actor
from domain.pair.checkins import Answer, CheckIn
from messages.ground.values import Form, Message
from messages.pair import agreeing
from messages.pair import checkins as words
from messages.pair.agreeing import Taken
from services.pair.checkins import CheckIns


def acts(acts: Acts, checkins: CheckIns) -> None:
    """The answers and what follows from them."""

    def simple(kind: Answer) -> Handler:
        async def answer(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
            return agreeing.taken(await checkins.answer(actor, pair, round_, kind))

        return answer

    async def date(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Form:
        return await checkins.date_form(actor, pair, round_)

    async def date_set(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, *, given: Given) -> Message:
        return agreeing.taken(await checkins.answer(actor, pair, round_, Answer.DATE, given.text("when")))

    async def change(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        return words.change(await checkins.current(actor, pair, round_))

    async def tell(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        stands = await checkins.tell_partner(actor, pair, round_)
        return words.told_partner() if stands is None else agreeing.settled(await checkins.current(actor, pair, round_), stands)

    async def myself(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        await checkins.current(actor, pair, round_)
        return words.tells_them_themselves()

    for row in words.ANSWERS.values():
        acts.button(row.act, date if row.asks_when else simple(row.answer), form=row.asks_when)
    acts.form("date-set", date_set)
    acts.button("change", change)
    acts.button("tell-them", tell)
    acts.button("tell-myself", myself)
    acts.button("date-at", _guessed(checkins, Answer.DATE))
    acts.button("again-at", _guessed(checkins, Answer.MET))
    _settling(acts, checkins)


def _guessed(checkins: CheckIns, answer: Answer) -> Handler:
    """A time that was guessed from words, tapped."""

    async def time(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, at: int) -> Message:
        return agreeing.taken(await checkins.take_guess(actor, pair, round_, at, answer))

    return time


def _settling(acts: Acts, checkins: CheckIns) -> None:
    """Where two answers contradict each other, and one of them is chosen."""

    async def said(actor: Actor, pair: PairId, round_: int, chosen: Taken | CheckIn) -> Message:
        if isinstance(chosen, Taken):
            return agreeing.taken(chosen)
        return agreeing.settled(await checkins.current(actor, pair, round_), chosen)

    async def for_both(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, checkin: int) -> Message:
        return await said(actor, pair, round_, await checkins.change_for_both(actor, pair, round_, checkin))

    async def keep(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, checkin: int) -> Message:
        return await said(actor, pair, round_, await checkins.keep(actor, pair, round_, checkin))

    async def join(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, checkin: int) -> Message:
        return await said(actor, pair, round_, await checkins.join(actor, pair, round_, checkin))

    acts.button("for-both", for_both)
    acts.button("keep-theirs", keep)
    acts.button("join", join)
