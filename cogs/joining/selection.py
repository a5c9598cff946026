"""The draft's choices and buttons."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.joining.signups import Decision
from messages.ground.values import Form, Message
from messages.joining import selection as selection_words
from services.joining.selection import Selection


def acts(acts: Acts, selection: Selection) -> None:
    """What a facilitator does with a draft."""

    async def page(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return selection_words.draft(await selection.draft(actor, which, page))

    async def choose(_: discord.Interaction, actor: Actor, which: CohortId, page: int, mark: int, *, accepted: tuple[int, ...]) -> Message:
        return selection_words.draft(await selection.choose(actor, which, page, set(accepted), seen=mark))

    async def decline(_: discord.Interaction, actor: Actor, which: CohortId, page: int, mark: int, *, declined: tuple[int, ...]) -> Message:
        return selection_words.draft(await selection.choose(actor, which, page, set(declined), Decision.DECLINE, mark))

    async def fit(_: discord.Interaction, actor: Actor, which: CohortId, page: int, mark: int, *, fitting: tuple[int, ...]) -> Message:
        return selection_words.draft(await selection.fit(actor, which, page, set(fitting), mark))

    async def preview(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return selection_words.preview(await selection.preview(actor, which))

    async def publish(_: discord.Interaction, actor: Actor, which: CohortId, fingerprint: int) -> Message:
        return selection_words.published(*await selection.publish(actor, which, fingerprint))

    acts.button("draft", page, in_place=True)
    acts.choice("draft-set", choose)
    acts.choice("draft-no", decline)
    acts.choice("draft-fit", fit)
    _reasons(acts, selection)
    acts.button("draft-publish", preview)
    acts.button("draft-publish-yes", publish)


def _reasons(acts: Acts, selection: Selection) -> None:
    """What a draft rests on: its lot, what counts, and why people were moved."""

    async def redraw(_: discord.Interaction, actor: Actor, which: CohortId, latest: int) -> Message:
        return selection_words.draft(await selection.redraw(actor, which, latest))

    async def compare(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return selection_words.compared(await selection.compare(actor, which))

    async def weights(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await selection.weights_form(actor, which)

    async def weigh(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        away, setting, zone = (given.text(name) for name in ("away", "setting", "zone"))
        return selection_words.draft(
            await selection.weigh(actor, which, away, setting, zone, given.text("aim") if "aim" in given else None)
        )

    async def because(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Form:
        return await selection.because_form(actor, which, page)

    async def explain(_: discord.Interaction, actor: Actor, which: CohortId, page: int, mark: int, *, given: Given) -> Message:
        return selection_words.draft(await selection.explain(actor, which, page, mark, given.text("because")))

    acts.button("draft-redraw", redraw, in_place=True)
    acts.button("draft-compare", compare)
    acts.button("draft-weights", weights, form=True)
    acts.form("draft-weights", weigh)
    acts.button("draft-because", because, form=True)
    acts.form("draft-because", explain)
