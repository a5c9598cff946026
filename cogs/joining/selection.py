"""The draft's choices and buttons."""

import discord

from cogs.shared.acts import Acts, Given, number
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.joining.signups import Decision
from messages.ground.values import Form, Message
from messages.joining import selection as selection_words
from services.joining.selection import Selection


def acts(acts: Acts, selection: Selection) -> None:
    """What a facilitator does with a draft."""

    async def page(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return selection_words.draft(await selection.draft(actor, CohortId(number(args[0])), number(args[1])))

    async def choose(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        accepted = {number(value) for value in values}
        return selection_words.draft(
            await selection.choose(actor, CohortId(number(args[0])), number(args[1]), accepted, seen=number(args[2]))
        )

    async def decline(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        declined = {number(value) for value in values}
        return selection_words.draft(
            await selection.choose(actor, CohortId(number(args[0])), number(args[1]), declined, Decision.DECLINE, number(args[2]))
        )

    async def fit(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        fitting = {number(value) for value in values}
        return selection_words.draft(await selection.fit(actor, CohortId(number(args[0])), number(args[1]), fitting, number(args[2])))

    async def preview(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return selection_words.preview(await selection.preview(actor, CohortId(number(args[0]))))

    async def publish(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return selection_words.published(*await selection.publish(actor, CohortId(number(args[0])), number(args[1])))

    acts.button("draft", page, turns=True)
    acts.choice("draft-set", choose)
    acts.choice("draft-no", decline)
    acts.choice("draft-fit", fit)
    _reasons(acts, selection)
    acts.button("draft-publish", preview)
    acts.button("draft-publish-yes", publish)


def _reasons(acts: Acts, selection: Selection) -> None:
    """What a draft rests on: its lot, what counts, and why people were moved."""

    async def redraw(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return selection_words.draft(await selection.redraw(actor, CohortId(number(args[0])), number(args[1])))

    async def compare(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return selection_words.compared(await selection.compare(actor, CohortId(number(args[0]))))

    async def weights(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Form:
        return await selection.weights_form(actor, CohortId(number(args[0])))

    async def weigh(_: discord.Interaction, actor: Actor, args: tuple[str, ...], given: Given) -> Message:
        away, setting, zone = (given.text(name) for name in ("away", "setting", "zone"))
        return selection_words.draft(
            await selection.weigh(actor, CohortId(number(args[0])), away, setting, zone, given.text("aim") if "aim" in given else None)
        )

    async def because(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Form:
        return await selection.because_form(actor, CohortId(number(args[0])), number(args[1]))

    async def explain(_: discord.Interaction, actor: Actor, args: tuple[str, ...], given: Given) -> Message:
        which, page, mark = CohortId(number(args[0])), number(args[1]), number(args[2])
        return selection_words.draft(await selection.explain(actor, which, page, mark, given.text("because")))

    acts.button("draft-redraw", redraw, turns=True)
    acts.button("draft-compare", compare)
    acts.button("draft-weights", weights, form=True)
    acts.form("draft-weights", weigh)
    acts.button("draft-because", because, form=True)
    acts.form("draft-because", explain)
