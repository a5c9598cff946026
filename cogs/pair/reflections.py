"""What people keep of their study: who may read it, the form, one's own notes, and those for who leads."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from domain.ground.ids import CohortId, PairId, ReflectionId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.pair import reflections as words
from services.pair.study.reflections import Reflections


def acts(acts: Acts, reflections: Reflections) -> None:
    """From the button under *We met* on."""

    async def who(_: discord.Interaction, actor: Actor, pair: PairId, round_: int) -> Message:
        return words.who_may_read(await reflections.who_may_read(actor, pair, round_))

    async def form(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, tier: str) -> Form:
        return await reflections.form(actor, pair, round_, tier)

    async def write(_: discord.Interaction, actor: Actor, pair: PairId, round_: int, tier: str, *, given: Given) -> Message:
        return words.saved(await reflections.write(actor, pair, round_, tier, given.text("keep"), given.text("open")))

    async def mine(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return words.page(await reflections.mine(actor, page))

    async def back(_: discord.Interaction, actor: Actor, reflection: ReflectionId) -> Message:
        return words.taken_back(await reflections.take_back(actor, reflection))

    async def chosen_back(_: discord.Interaction, actor: Actor, *, which: ReflectionId) -> Message:
        return words.taken_back(await reflections.take_back(actor, which))

    async def for_lead(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return words.page(await reflections.for_lead(actor, which, page))

    acts.button("reflect", who)
    acts.button("reflect-tier", form, form=True)
    acts.form("reflection", write, again="reflect-tier")
    acts.button("notes", mine, in_place=True)
    acts.button("note-back", back)
    acts.choice("notes-back", chosen_back, in_place=False)
    acts.button("reflections", for_lead)
