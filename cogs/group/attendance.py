"""The buttons and forms after a session: who was there, and notes."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given, number
from domain.ground.ids import PersonId, SessionId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.group import attendance as words
from services.group.attendance import Attendance


def acts(acts: Acts, attendance: Attendance) -> None:
    """What staff write down, and what a member says of themselves."""

    async def who(_: discord.Interaction, actor: Actor, session: SessionId) -> Form:
        return await attendance.who_form(actor, session)

    async def came(_: discord.Interaction, actor: Actor, session: SessionId, opened: int, *, given: Given) -> Message:
        there = frozenset(PersonId(number(one)) for name in given for one in given.many(name))
        return words.who_saved(await attendance.record(actor, session, there, opened))

    async def me_too(_: discord.Interaction, actor: Actor, session: SessionId) -> Message:
        return words.i_was_there(*await attendance.was_there(actor, session))

    async def notes(_: discord.Interaction, actor: Actor, session: SessionId) -> Form:
        return await attendance.notes_form(actor, session)

    async def noted(_: discord.Interaction, actor: Actor, session: SessionId, *, given: Given) -> Message:
        return words.notes_saved(*await attendance.note(actor, session, given.text("notes")))

    acts.button("session-who", who, form=True)
    acts.form("session-came", came)
    acts.button("i-was-there", me_too)
    acts.button("session-notes", notes, form=True)
    acts.form("session-noted", noted, again="session-notes")
