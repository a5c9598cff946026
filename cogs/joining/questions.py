"""`/ask`, and how staff answer: the button under a question, and the message command *Send as answer*."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from domain.ground.ids import AnswerId, ChannelId, CohortId, MessageId, ProgramId, QuestionId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.joining import questions as words
from services.cohort.cohorts import Cohorts
from services.joining.questions import Questions


def ask_command(questions: Questions, cohorts: Cohorts) -> app_commands.Command[Any, Any, None]:
    """`/ask`, for everyone."""

    @app_commands.command(name="ask", description="Ask the people who look after this program")
    @app_commands.describe(cohort="Which cohort it is about, if it is about one")
    @app_commands.allowed_contexts(guilds=True)
    async def ask(interaction: discord.Interaction, cohort: str | None = None) -> None:
        async def work() -> Form:
            which = None if cohort is None else await chosen(cohorts, interaction, cohort, staff=False)
            return await questions.form(actor_of(interaction), which)

        await answer(interaction, work(), form=True)

    @ask.autocomplete("cohort")
    async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=False)

    return ask  # pyright: ignore[reportUnknownVariableType] - discord.py types what a command is bound to as nothing known


def send_as_answer(questions: Questions) -> app_commands.ContextMenu:
    """The message command *Send as answer*."""

    @app_commands.context_menu(name="Send as answer")
    @app_commands.allowed_contexts(guilds=True)
    async def send(interaction: discord.Interaction, message: discord.Message) -> None:
        async def work() -> Message:
            ours = message.author.bot
            thread, picked = ChannelId(message.channel.id), MessageId(message.id)
            return words.picked(*await questions.pick(actor_of(interaction), thread, picked, message.content, ours=ours))

        await answer(interaction, work())

    return send


def acts(acts: Acts, questions: Questions) -> None:
    """The buttons and forms about questions."""

    async def ask(_: discord.Interaction, actor: Actor) -> Form:
        return await questions.form(actor, None)

    async def asked(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.asked(await questions.ask(actor, which or None, given.text("asked")))

    async def pass_on(_: discord.Interaction, actor: Actor, program: ProgramId, which: CohortId, message: MessageId) -> Message:
        whom, new = await questions.pass_on(actor, program, which or None, message)
        return words.went_on(whom, new=new)

    async def form(_: discord.Interaction, actor: Actor, question: QuestionId) -> Form:
        return await questions.answer_form(actor, question)

    async def answered(_: discord.Interaction, actor: Actor, question: QuestionId, *, given: Given) -> Message:
        return words.answered(await questions.answer(actor, question, given.text("answer")))

    async def send(_: discord.Interaction, actor: Actor, answer_: AnswerId, wording: int) -> Message:
        view, new = await questions.send_picked(actor, answer_, wording)
        return words.answered(view) if new else words.stands(view)

    acts.button("ask", ask, form=True)
    acts.form("question", asked)
    acts.button("pass-on", pass_on)
    acts.button("answer", form, form=True)
    acts.form("answer", answered)
    acts.button("answer-send", send)
