"""Dates that are drafted, frozen and told, for those who try what may go wrong with them."""

from datetime import timedelta

from domain.ground.times import LocalTime
from messages.group import series as words
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Frozen, Replacing, Rule, Series
from tests.services.conftest import let_stand
from tests.services.waiting import Line

TUESDAYS = Rule(2, 1, "13:00", 4, "2026-10")  # as the house opens
WEDNESDAYS = Rule(3, 2, "13:00", 4, "2026-10")
LATER = Rule(1, 2, "13:00", 4, "2026-11")
DAYS = timedelta(days=3)  # in which whatever is to be said has been said


async def draft(line: Line, rule: Rule) -> Frozen | Replacing:
    """A facilitator drafts those dates and presses that they stand."""
    house = line.house
    await house.made.group.series.draft_series(house.lead, house.cohort, rule)
    shown = await let_stand(house.made.group.series, house.lead, house.cohort)
    assert not isinstance(shown, Series), "it is the draft that they have made"
    return shown


async def freeze_anew(line: Line, rule: Rule) -> str:
    """And says that people may be told, should any know other dates; gives what they read then."""
    shown = await draft(line, rule)
    return await freeze(line, shown if isinstance(shown, Replacing) else None)


async def freeze(line: Line, shown: Replacing | None = None) -> str:
    """They press that the dates change as was shown, or once more that those that stand do."""
    seen, mark = (None, None) if shown is None else (shown.seen, shown.mark)
    done = await line.house.made.group.series.freeze(line.house.lead, line.house.cohort, seen, mark)
    assert isinstance(done, Frozen)
    return words.frozen(done).text


async def dates(line: Line) -> list[LocalTime]:
    """Those that stand."""
    async with line.house.store.read() as db:
        return [session.when for session in await db.sessions.of(line.house.cohort)]


def told(line: Line, saying: str = "The dates of **Justice** have changed.") -> list[tuple[int, str]]:
    """Who gets a direct message with those words from now on, and what it says."""
    letters, do = list[tuple[int, str]](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct) and saying in effect.message.text:
            letters.append((int(effect.user), effect.message.text))
        return await do(effect)

    line.far.do = keep
    return letters


def told_files(line: Line) -> dict[int, int]:
    """How many calendar files each gets from now on with word that the dates have changed."""
    files, do = dict[int, int](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct) and "have changed." in effect.message.text:
            files[int(effect.user)] = files.get(int(effect.user), 0) + (effect.message.file is not None)
        return await do(effect)

    line.far.do = keep
    return files
