"""Dates that are drafted, frozen and told, for those who try what may go wrong with them."""

from datetime import timedelta

from domain.ground.times import LocalTime
from messages.group import series as words
from messages.group.series import Series
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Frozen, Replacing, Rule
from tests.services.waiting import Line

TUESDAYS = Rule(2, 1, "13:00", 4, "2026-10")  # as the house opens
WEDNESDAYS = Rule(3, 2, "13:00", 4, "2026-10")
LATER = Rule(1, 2, "13:00", 4, "2026-11")
DAYS = timedelta(days=3)  # in which whatever is to be said has been said


async def draft(line: Line, rule: Rule) -> Frozen | Replacing:
    """A facilitator drafts those dates and presses that they stand."""
    house = line.house
    await house.made.group.series.draft_series(house.lead, house.cohort, rule)
    shown = await house.made.group.series.freeze(house.lead, house.cohort)
    assert not isinstance(shown, Series), "it is the draft that they have made"
    return shown


async def freeze_anew(line: Line, rule: Rule) -> str:
    """And says that people may be told, should any know other dates; gives what they read then."""
    shown = await draft(line, rule)
    return await freeze(line, shown.mark if isinstance(shown, Replacing) else None)


async def freeze(line: Line, mark: int | None = None) -> str:
    done = await line.house.made.group.series.freeze(line.house.lead, line.house.cohort, mark)
    assert isinstance(done, Frozen)
    return words.frozen(done).text


async def dates(line: Line) -> list[LocalTime]:
    """Those that stand."""
    async with line.house.store.read() as db:
        return [session.when for session in await db.sessions.of(line.house.cohort)]


def told(line: Line) -> list[tuple[int, str]]:
    """Who is told from now on that the dates have changed, and in which words."""
    letters, do = list[tuple[int, str]](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct) and "The dates of **Justice** have changed." in effect.message.text:
            letters.append((int(effect.user), effect.message.text))
        return await do(effect)

    line.far.do = keep
    return letters
