"""`/session`: the link, moves, prompts; and what members press about a session."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import ON_SERVERS, chosen, suggested
from cogs.shared.pair_option import pair_meant, pairs_suggested
from domain.ground.ids import CohortId, PairId, SessionId
from domain.ground.people import Actor
from domain.group.sessions import Rsvp
from messages.ground.values import Form, Message
from messages.group import attendance as afterwards
from messages.group import sessions as words
from services.cohort.cohorts import Cohorts
from services.group import GroupRoom
from services.group.prompts import Prompts
from services.group.sessions import Sessions


class SessionCommands(app_commands.Group):
    """What a facilitator does with the meetings of a cohort."""

    def __init__(self, group: GroupRoom, cohorts: Cohorts) -> None:
        super().__init__(
            name="session", description="A cohort's meetings: dates, link, prompts",
            allowed_contexts=ON_SERVERS,
        )  # fmt: skip
        self._sessions = group.sessions
        self._prompts = group.prompts
        self._details = group.details
        self._attendance = group.attendance
        self._cohorts = cohorts

    @app_commands.command(name="link", description="Enter the meeting link, for members only")
    @app_commands.describe(cohort="Which cohort")
    async def link(self, interaction: discord.Interaction, cohort: str) -> None:
        """The form for the link."""

        async def work() -> Form:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return await self._sessions.link_form(actor_of(interaction), which)

        await answer(interaction, work(), form=True)

    @app_commands.command(name="move", description="Another time for one session; members are told")
    @app_commands.describe(
        cohort="Which cohort",
        number="Which session",
        date="Such as 2027-02-16",
        time="Such as 1:00 pm or 13:00",
        reason="For members, who read it as it is",
    )
    async def move(
        self, interaction: discord.Interaction, cohort: str, number: app_commands.Range[int, 1], date: str, time: str, reason: str = ""
    ) -> None:  # fmt: skip
        """Show what another time would mean, and who would hear of it."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return words.change_question(await self._sessions.preview_move(actor_of(interaction), which, number, date, time, reason))

        await answer(interaction, work())

    @app_commands.command(name="edit", description="Topic, teacher, host and links of one session")
    @app_commands.describe(cohort="Which cohort", number="Which session")
    async def edit(self, interaction: discord.Interaction, cohort: str, number: app_commands.Range[int, 1]) -> None:
        """The form for a session."""

        async def work() -> Form:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return await self._details.form_of(actor_of(interaction), which, number)

        await answer(interaction, work(), form=True)

    @app_commands.command(name="after", description="Who was at a session, and its notes")
    @app_commands.describe(cohort="Which cohort", number="Which session")
    async def after(self, interaction: discord.Interaction, cohort: str, number: app_commands.Range[int, 1]) -> None:
        """What is known of a session that has begun."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return afterwards.page(await self._attendance.page(actor_of(interaction), which, number))

        await answer(interaction, work())

    @app_commands.command(name="cancel", description="Call one session off; members are told")
    @app_commands.describe(cohort="Which cohort", number="Which session", reason="For members, who read it as it is")
    async def cancel(self, interaction: discord.Interaction, cohort: str, number: app_commands.Range[int, 1], reason: str = "") -> None:
        """Show who would hear that a session is called off."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return words.change_question(await self._sessions.preview_cancel(actor_of(interaction), which, number, reason))

        await answer(interaction, work())

    @app_commands.command(name="prompt", description="What the pairs study in a round")
    @app_commands.describe(
        cohort="Which cohort", round="Which round: 1 follows the first session", pair="One pair, to study something else than the others"
    )
    async def prompt(
        self, interaction: discord.Interaction, cohort: str, round: app_commands.Range[int, 1], pair: str | None = None,  # noqa: A002
    ) -> None:  # fmt: skip
        """The form for a round's prompt, or for that of one pair."""

        async def work() -> Form:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return await self._prompts.prompt_form(actor_of(interaction), which, round, pair_meant(pair))

        await answer(interaction, work(), form=True)

    @link.autocomplete("cohort")
    @move.autocomplete("cohort")
    @edit.autocomplete("cohort")
    @after.autocomplete("cohort")
    @cancel.autocomplete("cohort")
    @prompt.autocomplete("cohort")
    async def _suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(self._cohorts, interaction, typed, staff=True)

    @prompt.autocomplete("pair")
    async def _suggest_pair(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await pairs_suggested(self._prompts, self._cohorts, interaction, typed[:100])


def use_as_prompt(prompts: Prompts) -> app_commands.ContextMenu:
    """The message command *Use as prompt*."""

    @app_commands.context_menu(name="Use as prompt")
    @app_commands.allowed_contexts(guilds=True)
    async def use(interaction: discord.Interaction, message: discord.Message) -> None:
        async def work() -> Form:
            return await prompts.next_prompt_form(actor_of(interaction), message.content)

        await answer(interaction, work(), form=True)

    return use


def acts(acts: Acts, sessions: Sessions, prompts: Prompts) -> None:
    """The buttons, choices and forms about sessions."""

    async def link(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.link_saved(*await sessions.set_link(actor, which, given.text("link")))

    async def see_link(_: discord.Interaction, actor: Actor, session: SessionId) -> Message:
        return words.link(*await sessions.see_link(actor, session))

    async def yes(_: discord.Interaction, actor: Actor, session: SessionId) -> Message:
        answered, others, address = await sessions.answer(actor, session, Rsvp.YES)
        return words.answered(answered, coming=True, others=others, address=address)

    async def no(_: discord.Interaction, actor: Actor, session: SessionId) -> Form:
        return await sessions.cannot_form(actor, session)

    async def word(_: discord.Interaction, actor: Actor, session: SessionId, *, given: Given) -> Message:
        answered, others, _no_link = await sessions.answer(actor, session, Rsvp.NO, given.text("words"))
        return words.answered(answered, coming=False, words=bool(given.text("words").strip()), others=others)

    async def prompt(
        _: discord.Interaction, actor: Actor, which: CohortId, round_: int, pair: PairId | None = None, *, given: Given
    ) -> Message:  # fmt: skip
        reference = given.text("reference")
        cohort, unasked, sent = await prompts.set_prompt(actor, which, round_, reference, given.text("question"), pair)
        return words.prompt_saved(cohort, round_, reference, unasked=unasked, sent=sent, pair=pair is not None)

    _changes(acts, sessions)
    acts.form("link", link, again="session-link-form")
    acts.button("session-link", see_link)
    acts.button("rsvp-yes", yes)
    acts.button("rsvp-no", no, form=True)
    acts.form("rsvp-word", word, again="rsvp-no")
    acts.form("prompt", prompt)


def _changes(acts: Acts, sessions: Sessions) -> None:
    """The buttons that move a session or call it off, once its preview was read."""

    async def move(
        _: discord.Interaction, actor: Actor, which: CohortId, session: int, revision: int, date: str, time: str, mark: int = 0
    ) -> Message:  # fmt: skip
        return words.changed(*await sessions.move(actor, which, session, revision, date, time, mark))

    async def cancel(_: discord.Interaction, actor: Actor, which: CohortId, session: int, revision: int, mark: int = 0) -> Message:
        return words.changed(*await sessions.cancel(actor, which, session, revision, mark))

    acts.button("session-move-yes", move)
    acts.button("session-cancel-yes", cancel)
