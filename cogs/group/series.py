"""`/session series`: the dates of a cohort, until they stand."""

from datetime import date
from typing import Any, Self

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import number
from cogs.shared.cohort_option import chosen, suggested
from cogs.shared.offered import Subcommand
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.values import Value
from messages.ground.values import Message
from messages.group import series as words
from messages.group.series import Frozen
from services.cohort.cohorts import Cohorts
from services.ground.text import day
from services.group.series import Rule, SeriesOfSessions

NTHS = [app_commands.Choice(name=name, value=n) for name, n in (("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", -1))]
WEEKDAYS = [
    app_commands.Choice(name=name, value=n)
    for n, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
]


def commands(series: SeriesOfSessions, cohorts: Cohorts) -> tuple[Subcommand, ...]:
    """What is said of the dates of a whole term."""
    return (_series(series, cohorts),)


def _series(series: SeriesOfSessions, cohorts: Cohorts) -> Subcommand:
    @app_commands.command(name="series", description="Draft the dates: the second Tuesday at 13:00, six times from October")
    @app_commands.describe(
        cohort="Which cohort", nth="Which one of the month", weekday="Which weekday", time="When, on the home clock, such as 13:00",
        count="How many sessions", first_month="The first month, such as 2026-10",
    )  # fmt: skip
    @app_commands.choices(nth=NTHS, weekday=WEEKDAYS)
    async def draft(
        interaction: discord.Interaction, cohort: str, nth: int, weekday: int, time: str, count: app_commands.Range[int, 2, 24],
        first_month: str,
    ) -> None:  # fmt: skip
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.series(await series.draft_series(actor_of(interaction), which, Rule(nth, weekday, time, count, first_month)))

        await answer(interaction, work())

    return _suggesting(draft, cohorts)  # pyright: ignore[reportUnknownArgumentType] - outside a group discord.py types it as of nothing


def _suggesting(command: app_commands.Command[Any, ..., None], cohorts: Cohorts) -> Subcommand:
    """Have it suggest the cohorts that the person who types may act on."""

    @command.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return command


class Instead(Value):
    """Another date for one session of the draft, by its position from 0; as a line of the choice it is `2:2027-02-16`."""

    position: int
    date: date

    @classmethod
    def read(cls, text: str) -> Self:
        """The value. Raises `Refusal(UNKNOWN_BUTTON | BAD_DATE)`."""
        position, _separator, typed = text.partition(":")
        return cls(number(position), day(typed))


def acts(acts: Acts, series: SeriesOfSessions) -> None:
    """The buttons and choices about a draft."""

    async def swap(_: discord.Interaction, actor: Actor, which: CohortId, *, instead: Instead) -> Message:
        return words.series(await series.swap_date(actor, which, instead.position, instead.date))

    async def freeze(_: discord.Interaction, actor: Actor, which: CohortId, mark: int | None = None) -> Message:
        said = await series.freeze(actor, which, mark)
        return words.frozen(said) if isinstance(said, Frozen) else words.replacing(said)

    acts.choice("series-move", swap)
    acts.button("series-freeze", freeze)
