"""`/session series`, `every`, `dates`, `extend` and `shorten`: the dates of a cohort, until they stand."""

from datetime import date, time
from typing import Any, Self

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import chosen, suggested
from cogs.shared.offered import Subcommand
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.values import Value
from messages.ground.values import Form, Message
from messages.group import series as words
from messages.group.series import Frozen, Replacing
from services.cohort.cohorts import Cohorts
from services.ground.text import clock, day
from services.group.series import Every, Rule, SeriesOfSessions

NTHS = [app_commands.Choice(name=name, value=n) for name, n in (("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", -1))]
WEEKDAYS = [
    app_commands.Choice(name=name, value=n)
    for n, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
]


def commands(series: SeriesOfSessions, cohorts: Cohorts) -> tuple[Subcommand, ...]:
    """What is said of the dates of a whole term."""
    made = (*_rules(series, cohorts), _dates(series, cohorts), *_lengths(series, cohorts))
    return tuple(_suggesting(command, cohorts) for command in made)


def _rules(series: SeriesOfSessions, cohorts: Cohorts) -> tuple[app_commands.Command[Any, ..., Any], ...]:
    """A term by a rule."""

    @app_commands.command(name="series", description="Draft the dates: the second Tuesday at 1:00 pm, six times from October")
    @app_commands.describe(
        cohort="Which cohort", nth="Which one of the month", weekday="Which weekday",
        time="When, on the home clock, such as 1:00 pm or 13:00", count="How many sessions", first_month="The first month, such as 2026-10",
    )  # fmt: skip
    @app_commands.choices(nth=NTHS, weekday=WEEKDAYS)
    async def monthly(
        interaction: discord.Interaction, cohort: str, nth: int, weekday: int, time: str, count: app_commands.Range[int, 2, 24],
        first_month: str,
    ) -> None:  # fmt: skip
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.series(await series.draft_series(actor_of(interaction), which, Rule(nth, weekday, time, count, first_month)))

        await answer(interaction, work())

    @app_commands.command(name="every", description="Draft the dates: every second week at 1:00 pm, six times from a day")
    @app_commands.describe(
        cohort="Which cohort", weeks="Every how many weeks", first="The first day, such as 2026-11-04",
        time="When, on the home clock, such as 1:00 pm or 13:00", count="How many sessions",
    )  # fmt: skip
    async def weekly(
        interaction: discord.Interaction, cohort: str, weeks: app_commands.Range[int, 1, 8], first: str, time: str,
        count: app_commands.Range[int, 2, 24],
    ) -> None:  # fmt: skip
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.series(await series.draft_every(actor_of(interaction), which, Every(weeks, first, time, count)))

        await answer(interaction, work())

    return monthly, weekly  # pyright: ignore[reportUnknownVariableType] - discord.py types a command outside a group as of nothing known


def _dates(series: SeriesOfSessions, cohorts: Cohorts) -> app_commands.Command[Any, ..., Any]:
    """A term by a list."""

    @app_commands.command(name="dates", description="Draft the dates as a list, one in each line")
    @app_commands.describe(cohort="Which cohort")
    async def listed(interaction: discord.Interaction, cohort: str) -> None:
        async def work() -> Form:
            return await series.dates_form(actor_of(interaction), await chosen(cohorts, interaction, cohort, staff=True))

        await answer(interaction, work(), form=True)

    return listed  # pyright: ignore[reportUnknownVariableType] - as above


def _lengths(series: SeriesOfSessions, cohorts: Cohorts) -> tuple[app_commands.Command[Any, ..., Any], ...]:
    """A term that is to be longer or shorter."""

    @app_commands.command(name="extend", description="More sessions after the last; you see first who is told")
    @app_commands.describe(cohort="Which cohort", sessions="How many more")
    async def longer(interaction: discord.Interaction, cohort: str, sessions: app_commands.Range[int, 1, 23]) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            view = await series.extend(actor_of(interaction), which, sessions)
            return words.series(view, at=view.times[-sessions])

        await answer(interaction, work())

    @app_commands.command(name="shorten", description="Fewer sessions: the last ones are called off; you see first who is told")
    @app_commands.describe(cohort="Which cohort", sessions="How many fewer")
    async def shorter(interaction: discord.Interaction, cohort: str, sessions: app_commands.Range[int, 1, 23]) -> None:
        async def work() -> Message:
            which = await chosen(cohorts, interaction, cohort, staff=True)
            return words.replacing(await series.shorten(actor_of(interaction), which, sessions))

        await answer(interaction, work())

    return longer, shorter  # pyright: ignore[reportUnknownVariableType] - as above


def _suggesting(command: app_commands.Command[Any, ..., None], cohorts: Cohorts) -> Subcommand:
    """Have it suggest the cohorts that the person who types may act on."""

    @command.autocomplete("cohort")
    async def _suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # pyright: ignore[reportUnusedFunction]
        return await suggested(cohorts, interaction, typed, staff=True)

    return command


class Instead(Value):
    """Another date in place of a session of the draft, by its day and time; as a line of the choice it is `2027-02-09 13:00/2027-02-16`."""

    before: date
    at: time
    after: date

    @classmethod
    def read(cls, text: str) -> Self:
        """The value. Raises `Refusal(BAD_DATE | BAD_TIME)`."""
        before, _separator, after = text.partition("/")
        date_, _separator, time_ = before.partition(" ")
        return cls(day(date_), clock(time_), day(after))


def acts(acts: Acts, series: SeriesOfSessions) -> None:
    """The buttons, choices and forms about a draft."""

    async def page(_: discord.Interaction, actor: Actor, which: CohortId, number: int) -> Message:
        return words.series(await series.drafted(actor, which), number)

    async def swap(_: discord.Interaction, actor: Actor, which: CohortId, *, instead: Instead) -> Message:
        view, new = await series.swap_date(actor, which, instead.before, instead.at, instead.after)
        return words.series(view, at=new)

    async def freeze(_: discord.Interaction, actor: Actor, which: CohortId, seen: int | None = None, mark: int | None = None) -> Message:
        match await series.freeze(actor, which, seen, mark):
            case Frozen() as done:
                return words.frozen(done)
            case Replacing() as change:
                return words.replacing(change)
            case draft:
                return words.series(draft)

    async def form(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await series.dates_form(actor, which)

    async def write(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.series(await series.draft_dates(actor, which, given.text("dates"), given.text("clock")))

    acts.button("series", page, in_place=True)
    acts.choice("series-move", swap)
    acts.button("series-freeze", freeze)
    acts.button("series-dates", form, form=True)
    acts.form("series-dates", write, again="series-dates")
