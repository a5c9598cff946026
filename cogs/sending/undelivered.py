"""The list of what was not delivered: a line is seen to, or sent again, and the list shows what is left."""

from typing import Literal, Self

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import number
from domain.ground.ids import CohortId, DeliveryId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.ground.words import Safe
from messages.sending import undelivered as words
from services.cohort.cohorts import Cohorts
from services.sending.undelivered import Undelivered


class Again(Value):
    """A line of the choice: one delivery of a cohort (`one/7/…`; 0 stands for none), or all of a kind of message (`all/…`, `seen/…`)."""

    what: Literal["one", "all", "seen"]
    of: str
    cohort: CohortId = CohortId(0)

    @classmethod
    def read(cls, text: str) -> Self:
        """The value. Raises `Refusal(UNKNOWN_BUTTON)`."""
        match text.split("/"):
            case ["one", cohort, delivery]:
                return cls("one", delivery, CohortId(number(cohort)))
            case ["all" | "seen" as what, message]:
                return cls(what, message)
            case _:
                raise Refusal(Why.UNKNOWN_BUTTON)


def acts(acts: Acts, undelivered: Undelivered, cohorts: Cohorts) -> None:
    """The buttons and the choice under the list, which is a program's, by its page, or part of a cohort's."""

    async def left(actor: Actor, done: Safe, page: int | None, cohort: CohortId) -> Message:
        if page is not None or not cohort:
            return words.page(await undelivered.page(actor, page or 0), done)
        return cohort_words.today(await cohorts.today(actor, cohort), done)

    async def page(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return words.page(await undelivered.page(actor, page))

    async def dismiss(_: discord.Interaction, actor: Actor, cohort: CohortId, delivery: DeliveryId, page: int | None = None) -> Message:
        await undelivered.dismiss(actor, cohort or None, delivery)
        return await left(actor, words.dismissed(), page, cohort)

    async def again(_: discord.Interaction, actor: Actor, page: int | None = None, *, which: Again) -> Message:
        match which.what:
            case "one":
                done = words.again(await undelivered.again(actor, which.cohort or None, which.of))
            case "all":
                done = words.again(await undelivered.all_again(actor, which.of))
            case "seen":
                done = words.dismissed(await undelivered.dismiss_all(actor, which.of))
        return await left(actor, done, page, which.cohort)

    acts.button("undelivered", page, in_place=True)
    acts.button("dismiss", dismiss, in_place=True)
    acts.choice("undelivered-again", again)
