"""The buttons and forms about what a session is about."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from domain.ground.ids import CohortId, SessionId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.group import details as words
from services.group.details import Details
from services.group.sessions import Sessions


def acts(acts: Acts, details: Details, sessions: Sessions) -> None:
    """The form for a session, and the one for the link from where it is found to be missing."""

    async def edit(_: discord.Interaction, actor: Actor, session: SessionId) -> Form:
        return await details.form(actor, session)

    async def save(_: discord.Interaction, actor: Actor, session: SessionId, *, given: Given) -> Message:
        parts = {name: given.text(name) for name in ("topic", "teacher", "contact", "host", "materials")}
        return words.saved(await details.edit(actor, session, **parts))

    async def link(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await sessions.link_form(actor, which)

    acts.button("session-edit", edit, form=True)
    acts.form("session-details", save, again="session-edit")
    acts.button("session-link-form", link, form=True)
