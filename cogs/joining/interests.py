"""*Tell me when one opens*, and the news: in, out, written and sent."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from domain.ground.ids import BulletinId, CohortId, ProgramId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.joining import interests as words
from services.joining.interests import Interests


def news_command(interests: Interests) -> app_commands.Command[Any, Any, None]:
    """`/program news`, for managers; it belongs to the group of `/program`."""

    @app_commands.command(name="news", description="Write to those who asked for this program's news; you see it first")
    async def news(interaction: discord.Interaction) -> None:
        async def work() -> Form:
            return await interests.news_form(actor_of(interaction))

        await answer(interaction, work(), form=True)

    return news  # pyright: ignore[reportUnknownVariableType] - discord.py types a command without options as of nothing known


def acts(acts: Acts, interests: Interests) -> None:
    """The buttons and forms about openings and news."""

    async def want(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        cohort, new = await interests.want(actor, which)
        return words.open_already(cohort) if new is None else words.kept(cohort, new=new)

    async def stop(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.taken_back(await interests.stop(actor, which))

    async def stop_all(_: discord.Interaction, actor: Actor, program: ProgramId) -> Message:
        await interests.stop_all(actor, program)
        return words.all_taken_back()

    acts.button("tell-me", want)
    acts.button("tell-me-not", stop)
    acts.button("tell-me-nothing", stop_all)
    _news(acts, interests)


def _news(acts: Acts, interests: Interests) -> None:
    async def news_in(_: discord.Interaction, actor: Actor, program: ProgramId) -> Message:
        return words.news_state(await interests.news_in(actor, program), reads=True)

    async def news_out(_: discord.Interaction, actor: Actor, program: ProgramId) -> Message:
        return words.news_state(await interests.news_out(actor, program), reads=False)

    async def draft(_: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        return words.preview(*await interests.draft_news(actor, given.text("headline"), given.text("news")))

    async def send(_: discord.Interaction, actor: Actor, bulletin_: BulletinId) -> Message:
        bulletin, readers = await interests.send_news(actor, bulletin_)
        return words.sent_already(bulletin) if readers is None else words.sent(bulletin, readers)

    acts.button("news-in", news_in)
    acts.button("news-out", news_out)
    acts.form("news", draft)
    acts.button("news-send", send)
