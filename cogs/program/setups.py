"""The wizard's buttons and forms."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from cogs.shared.sight import sight_of
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.program import setups as words
from services.program.setups import Setups


def acts(acts: Acts, setups: Setups) -> None:
    """What whoever sets a program up presses and fills in."""

    async def page(interaction: discord.Interaction, actor: Actor, step: str) -> Message:
        return words.page(await setups.page(actor, sight_of(interaction), step))

    async def form(interaction: discord.Interaction, actor: Actor, step: str) -> Form:
        return await setups.form(actor, sight_of(interaction), step)

    async def about(interaction: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        typed = (given.text(name) for name in ("name", "contact", "donation", "dues", "wording"))
        return words.page(await setups.save_about(actor, sight_of(interaction), *typed))

    async def places(interaction: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        picked = (given.picked(name) for name in ("managers", "staff", "signups"))
        return words.page(await setups.save_places(actor, sight_of(interaction), *picked))

    async def clock(interaction: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        typed = (given.text(name) for name in ("home-zone", "usual-quiet", "home-city"))
        return words.page(await setups.save_clock(actor, sight_of(interaction), *typed))

    async def place(interaction: discord.Interaction, actor: Actor, part: str, chosen: str) -> Message:
        return words.page(await setups.choose_place(actor, sight_of(interaction), part, chosen))

    async def save(interaction: discord.Interaction, actor: Actor, mark: int) -> Message:
        return words.page(await setups.save(actor, sight_of(interaction), mark))

    async def over(interaction: discord.Interaction, actor: Actor) -> Message:
        return words.page(await setups.start_over(actor, sight_of(interaction)))

    async def test(interaction: discord.Interaction, actor: Actor) -> Message:
        return words.tested(*await setups.test(actor, sight_of(interaction)))

    acts.button("setup", page, in_place=True)
    acts.button("setup-form", form, form=True)
    acts.form("setup-about", about)
    acts.form("setup-places", places)
    acts.form("setup-clock", clock, choose="setup-place")
    acts.button("setup-place", place)
    acts.button("setup-save", save, in_place=True)
    acts.button("setup-over", over, in_place=True)
    acts.button("setup-test", test)
