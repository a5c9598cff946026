"""Signing up: the buttons and forms of an application."""

import discord

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from domain.cohort.cohorts import MOST_QUESTIONS
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.joining import signups as words
from services.joining.signups import Signups


def acts(acts: Acts, signups: Signups) -> None:
    """What a person does with their own application."""

    async def first(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await signups.first_form(actor, which)

    async def more(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await signups.second_form(actor, which)

    async def why(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        found, term = await signups.save_why(
            actor, which, given.text("why"), given.text("bring"), given.text("setting"),
            given.text("congregation"), given.text("readiness"),
        )  # fmt: skip
        return words.saved(found, term)

    async def when(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        view = await signups.save_when(
            actor, which, given.text("zone"), given.text("quiet"), given.many("hours"),
            "yes" in given.many("commitment"),
        )  # fmt: skip
        return words.applied(view)

    async def place(_: discord.Interaction, actor: Actor, which: CohortId, chosen: str) -> Message:
        view = await signups.choose_place(actor, which, chosen)
        return words.applied(view) if view.application.answers.committed else words.saved(view.cohort, view.term)

    acts.button("signup", first, form=True)
    acts.button("signup-more", more, form=True)
    acts.form("signup-why", why, again="signup")
    acts.form("signup-when", when, again="signup-more", choose="signup-place")
    acts.button("signup-place", place)
    _own(acts, signups)
    _wishes(acts, signups)
    _leaving(acts, signups)


def _own(acts: Acts, signups: Signups) -> None:
    """The form of what this cohort's facilitator asks beside the usual."""

    async def own_questions(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await signups.own_form(actor, which)

    async def own(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        answers = tuple(given.text(f"own-{n}") for n in range(1, MOST_QUESTIONS + 1))
        return words.applied(await signups.save_own(actor, which, answers))

    acts.button("signup-own", own_questions, form=True)
    acts.form("signup-own", own)


def _wishes(acts: Acts, signups: Signups) -> None:
    """With whom somebody would like to study, and with whom never."""

    async def wish(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await signups.wishes_form(actor, which)

    async def wishes(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        await signups.save_wishes(actor, which, given.people("wanted"), given.people("never"))
        return words.wishes_saved()

    acts.button("signup-wish", wish, form=True)
    acts.form("signup-wishes", wishes)


def _leaving(acts: Acts, signups: Signups) -> None:
    """An application is taken back, once that was asked."""

    async def ask(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        left = await signups.withdraw_question(actor, which)
        return words.withdraw_question(left.cohort, left.was)

    async def withdraw(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        left = await signups.withdraw(actor, which)
        return words.withdrawn(left.cohort, left.was)

    acts.button("withdraw", ask)
    acts.button("withdraw-yes", withdraw)
