"""The list of what was not delivered: a line is seen to, or sent again, and the list shows what is left."""

import discord

from cogs.shared.acts import Acts, number
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.ground.words import Safe
from messages.sending import undelivered as words
from services.cohort.cohorts import Cohorts
from services.sending.undelivered import Undelivered


def acts(acts: Acts, undelivered: Undelivered, cohorts: Cohorts) -> None:
    """The buttons and the choice under the list, which is a program's, or part of a cohort's page."""

    async def left(actor: Actor, done: Safe, page: tuple[str, ...], cohort: int) -> Message:
        if page or not cohort:
            return words.page(await undelivered.page(actor, number(page[0]) if page else 0), done)
        return cohort_words.today(await cohorts.today(actor, CohortId(cohort)), done)

    async def turn(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        return words.page(await undelivered.page(actor, number(args[0])))

    async def dismiss(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        cohort = number(args[0])
        await undelivered.dismiss(actor, CohortId(cohort) or None, args[1])
        return await left(actor, words.dismissed(), args[2:], cohort)

    async def again(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        match values[0].split("/"):
            case ["one", of, delivery]:
                cohort = number(of)
                done = words.again(await undelivered.again(actor, CohortId(cohort) or None, delivery))
            case ["all", message]:
                cohort, done = 0, words.again(await undelivered.all_again(actor, message))
            case ["seen", message]:
                cohort, done = 0, words.dismissed(await undelivered.dismiss_all(actor, message))
            case _:
                raise Refusal(Why.UNKNOWN_BUTTON)
        return await left(actor, done, args, cohort)

    acts.button("undelivered", turn, turns=True)
    acts.button("dismiss", dismiss, turns=True)
    acts.choice("undelivered-again", again)
