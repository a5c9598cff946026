"""The list of what was not delivered: a line is seen to, or sent again."""

import discord

from cogs.shared.acts import Acts, number
from domain.ids import CohortId
from domain.people import Actor
from domain.refusal import Refusal, Why
from messages import undelivered as words
from messages.values import Message
from services.undelivered import Undelivered


def acts(acts: Acts, undelivered: Undelivered) -> None:
    """The button and the choice under the list."""

    async def dismiss(_: discord.Interaction, actor: Actor, args: tuple[str, ...]) -> Message:
        await undelivered.dismiss(actor, CohortId(number(args[0])) or None, args[1])
        return words.dismissed()

    async def again(_: discord.Interaction, actor: Actor, args: tuple[str, ...], values: list[str]) -> Message:
        match values[0].split("/"):
            case ["one", cohort, delivery]:
                return words.again(await undelivered.again(actor, CohortId(number(cohort)) or None, delivery))
            case ["all", message]:
                return words.again(await undelivered.all_again(actor, message))
            case _:
                raise Refusal(Why.UNKNOWN_BUTTON)

    acts.button("dismiss", dismiss)
    acts.choice("undelivered-again", again, turns=False)
