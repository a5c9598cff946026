"""`/cohort`: made, opened, started, looked at; and the board that everybody sees."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer, called
from cogs.shared.carried import Given
from cogs.shared.cohort_option import ON_SERVERS, chosen, suggested
from cogs.shared.homes import home_now
from cogs.shared.place_option import PlaceOption
from cogs.shared.sight import home_seen, role_of
from domain.cohort.cohorts import Policy
from domain.ground.ids import CohortId, RoleId, UserId
from domain.ground.people import Actor
from messages.cohort import cohorts as words
from messages.cohort import silence
from messages.ground.values import Form, Message
from messages.joining import board as board_words
from messages.joining import selection as selection_words
from messages.joining import waitlist as line_words
from messages.joining import windows as window_words
from messages.pair import chevruta as pair_words
from messages.program import homes as home_words
from services.cohort.cohorts import Cohorts, New
from services.joining.selection import Selection
from services.joining.windows import Windows
from services.pair.chevruta import Chevrutot
from services.program.homes import Homes

POLICIES = [
    app_commands.Choice(name="A person decides on each", value="draft"),
    app_commands.Choice(name="Everybody, when there are places for all", value=Policy.ACCEPT_ALL.value),
    app_commands.Choice(name="The people who sign up first", value=Policy.FIRST_COME.value),
]


class CohortCommands(app_commands.Group):
    """What managers and facilitators do with a cohort."""

    def __init__(self, cohorts: Cohorts, windows: Windows, selection: Selection, chevrutot: Chevrutot, homes: Homes) -> None:
        super().__init__(
            name="cohort", description="Make, open, start and look after a cohort",
            allowed_contexts=ON_SERVERS,
        )  # fmt: skip
        self._cohorts = cohorts
        self._windows = windows
        self._selection = selection
        self._chevrutot = chevrutot
        self._homes = homes

    @app_commands.command(name="create", description="A new cohort, in draft: nobody sees it yet")
    @app_commands.describe(
        title="Its name", topic="What it is about", facilitator="Who leads it", home="The cohort's channel",
        places="How many places, usually 10 to 15",
        policy="How places are given; usually a person decides", role="A role that members get, if the channel is opened by one",
    )  # fmt: skip
    @app_commands.choices(policy=POLICIES)
    async def create(
        self, interaction: discord.Interaction, title: str, topic: str, facilitator: discord.Member, home: PlaceOption,
        places: app_commands.Range[int, 2, 24] = 13, role: discord.Role | None = None, policy: str | None = None,
    ) -> None:  # fmt: skip
        """A cohort in draft."""

        async def work() -> Message:
            seen = await home_seen(interaction.guild, home, None if role is None else RoleId(role.id), interaction.user)
            new = New(
                title, topic, places, seen, UserId(facilitator.id), called(facilitator), role_of(interaction, role), policy,
                facilitator.bot,
            )  # fmt: skip
            actor = actor_of(interaction)
            made = await self._cohorts.create(actor, new)
            look = await self._homes.look(actor, made.id, seen)
            return home_words.beneath(words.created(made, [called(facilitator)]), look)

        await answer(interaction, work())

    @app_commands.command(name="edit", description="Change a cohort's title, topic, places or aim")
    @app_commands.describe(cohort="Which cohort")
    async def edit(self, interaction: discord.Interaction, cohort: str) -> None:
        """The form with what stands."""

        async def work() -> Form:
            return await self._cohorts.edit_form(actor_of(interaction), await chosen(self._cohorts, interaction, cohort, staff=True))

        await answer(interaction, work(), form=True)

    @app_commands.command(name="open", description="Open the sign-up window, now or on a day; or set another last day")
    @app_commands.describe(
        cohort="Which cohort", closes="The last day, such as 2026-10-01; it closes at 20:00, or at noon before Shabbat or a holiday",
        opens="The first day, such as 2026-09-01; it opens at 9:00. Leave it out to open now",
    )  # fmt: skip
    async def open_window(self, interaction: discord.Interaction, cohort: str, closes: str | None = None, opens: str | None = None) -> None:
        """Open the window, or have it open by itself."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return window_words.opened(await self._windows.open(actor_of(interaction), which, closes, opens))

        await answer(interaction, work())

    @app_commands.command(name="select", description="See the draft of who is in, change it, publish it")
    @app_commands.describe(cohort="Which cohort")
    async def select(self, interaction: discord.Interaction, cohort: str) -> None:
        """The draft with its reasons."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return selection_words.draft(await self._selection.draft(actor_of(interaction), which))

        await answer(interaction, work())

    @app_commands.command(name="pairs", description="See the draft of the study pairs, change it, publish it")
    @app_commands.describe(cohort="Which cohort")
    async def pairs(self, interaction: discord.Interaction, cohort: str) -> None:
        """The pairs with their reasons."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return pair_words.draft(await self._chevrutot.draft(actor_of(interaction), which))

        await answer(interaction, work())

    @app_commands.command(name="start", description="Let the season run; shows first what would be sent")
    @app_commands.describe(cohort="Which cohort")
    async def start(self, interaction: discord.Interaction, cohort: str) -> None:
        """The preview of a start."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            actor = actor_of(interaction)
            found, posts, events, hearing = await self._cohorts.preview_start(actor, which)
            look = await self._homes.look(actor, which, await home_now(interaction, actor, self._homes, which))
            return home_words.beneath(words.start_preview(found, posts, events, hearing, waits=look.waits), look)

        await answer(interaction, work())

    @app_commands.command(name="timeline", description="The whole season as members will get it")
    @app_commands.describe(cohort="Which cohort")
    async def timeline(self, interaction: discord.Interaction, cohort: str) -> None:
        """Every moment of the season."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return words.timeline(await self._cohorts.timeline(actor_of(interaction), which))

        await answer(interaction, work())

    @app_commands.command(name="today", description="Who is quiet, what the next session lacks, what did not arrive")
    @app_commands.describe(cohort="Which cohort")
    async def today(self, interaction: discord.Interaction, cohort: str) -> None:
        """The facilitator's page."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return words.today(await self._cohorts.today(actor_of(interaction), which))

        await answer(interaction, work())

    @edit.autocomplete("cohort")
    @open_window.autocomplete("cohort")
    @select.autocomplete("cohort")
    @pairs.autocomplete("cohort")
    @start.autocomplete("cohort")
    @timeline.autocomplete("cohort")
    @today.autocomplete("cohort")
    async def _suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(self._cohorts, interaction, typed, staff=True)


def board_command(cohorts: Cohorts) -> app_commands.Command[Any, Any, None]:
    """`/cohorts`, for everyone."""

    @app_commands.command(name="cohorts", description="Cohorts that are open, or coming")
    @app_commands.allowed_contexts(guilds=True)
    async def board(interaction: discord.Interaction) -> None:
        async def work() -> Message:
            return board_words.board(await cohorts.board(actor_of(interaction)))

        await answer(interaction, work())

    return board  # pyright: ignore[reportUnknownVariableType] - discord.py types a command without options as of nothing known


def acts(acts: Acts, cohorts: Cohorts, homes: Homes) -> None:
    """The buttons about cohorts."""

    async def board(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return board_words.board(await cohorts.board(actor, page))

    async def timeline(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return words.timeline(await cohorts.timeline(actor, which, page))

    async def start(interaction: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.started(*await cohorts.start(actor, which, await home_now(interaction, actor, homes, which)))

    async def today(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return words.today(await cohorts.today(actor, which))

    async def words_ready(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return silence.ready(await cohorts.today(actor, which))

    async def today_page(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return words.today(await cohorts.today(actor, which), page=page)

    async def edit(interaction: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        typed = (given.text(name) for name in ("title", "topic", "places", "aim"))
        changed, more = await cohorts.edit(actor, which, *typed)
        if more is not None:
            return line_words.more_places(more)
        return home_words.beneath(words.edited(changed), await homes.look(actor, which, await home_now(interaction, actor, homes, which)))

    acts.form("cohort-edit", edit)
    acts.button("board", board, in_place=True)
    acts.button("timeline", timeline, in_place=True)
    acts.button("cohort-start", start)
    acts.button("today", today)
    acts.button("words-ready", words_ready)
    acts.button("today-page", today_page, in_place=True)
