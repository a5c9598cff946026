"""What time changes by itself happens in the end: a fault that passes is waited out, and one that stays stops nobody else."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, PersonId
from domain.sending.timeline.turns import returned
from domain.sending.troubles import FailedTurn
from services.group.series import Rule
from services.joining import board
from services.pair.parting.settling import settle
from services.sending.turns import Turns
from services.sending.unit import Units
from storage.db import Db
from storage.store import Store
from storage.tables import cohorts, turns
from tests.rows import overwrite
from tests.services.conftest import House, close_window, let_stand
from tests.services.hearing import Bot
from tests.services.waiting import Line

CLOSES = timedelta(days=30)  # sign-up has closed by then
OTHER = CohortId(2)


class Meanwhile(Store):
    """A database on which somebody does something just after the next thing was read."""

    then: Callable[[], Awaitable[object]] | None = None

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Db]:
        async with super().read() as db:
            yield db
        act, self.then = self.then, None
        if act is not None:
            await act()


async def state(house: House, cohort: CohortId) -> CohortState:
    async with house.store.read() as db:
        found = await db.cohorts.get(cohort)
    assert found is not None
    return found.state


async def break_(house: House, cohort: CohortId) -> None:
    """Leave something in the cohort's row that no version of ours can read."""
    await mend(house, cohort, "unreadable")


async def mend(house: House, cohort: CohortId, as_it_was: str = CohortState.OPEN.value) -> None:
    async with house.store.begin() as db:
        await overwrite(db, cohorts, cohort, state=as_it_was)


async def failed(house: House) -> list[FailedTurn]:
    async with house.store.read() as db:
        return await db.turns.failed()


async def both_open(line: Line) -> None:
    """The other cohort of the house takes applications until the same day."""
    made, house = line.house.made, line.house
    await made.group.series.draft_series(house.manager, OTHER, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(made.group.series, house.manager, OTHER)
    await made.joining.windows.open(house.manager, OTHER, "2026-09-20")


async def test_sign_up_that_could_not_close_at_its_hour_closes_once_the_fault_is_gone(line: Line) -> None:
    await break_(line.house, line.house.cohort)
    until = datetime(2026, 9, 20, 16, 5, tzinfo=UTC)  # at noon, for its evening is that of Yom Kippur
    await line.wait(until - line.house.clock.now())
    await mend(line.house, line.house.cohort)
    assert await state(line.house, line.house.cohort) is CohortState.OPEN
    await line.wait(timedelta(hours=1))
    assert await state(line.house, line.house.cohort) is CohortState.SELECTING
    assert await failed(line.house) == []


async def test_one_cohort_that_cannot_be_read_keeps_no_other_from_closing_at_its_hour(line: Line) -> None:
    await both_open(line)
    await break_(line.house, line.house.cohort)
    await line.wait(CLOSES)
    assert await state(line.house, OTHER) is CohortState.SELECTING


async def test_a_kind_of_change_that_only_a_later_version_knows_stops_no_other(line: Line) -> None:
    async with line.house.store.begin() as db:
        values = {"kind": "a-turn-of-tomorrow", "subject": 1, "due": line.house.clock.now(), "state": "pending", "attempts": 0}
        await db.link.run(insert(turns).values(key="from/a/later/version", **values))
    await line.wait(CLOSES)
    assert await state(line.house, line.house.cohort) is CohortState.SELECTING
    assert [turn.key for turn in await failed(line.house)] == ["from/a/later/version"]


async def test_what_never_works_is_kept_for_a_person_with_the_kind_of_fault_and_nobodys_words(line: Line) -> None:
    await break_(line.house, line.house.cohort)
    await line.wait(CLOSES)
    (turn,) = await failed(line.house)
    assert (turn.kind, turn.title, turn.fault) == ("window-closes", "Justice", "ValueError")


async def test_what_never_worked_is_tried_again_after_a_new_start(line: Line) -> None:
    await break_(line.house, line.house.cohort)
    await line.wait(CLOSES)
    await mend(line.house, line.house.cohort)
    await line.wait(timedelta(days=1))
    assert await state(line.house, line.house.cohort) is CohortState.OPEN
    made = line.house.made
    await Turns(made.sending.units, line.house.clock, made.by_time).run_due()
    assert await state(line.house, line.house.cohort) is CohortState.SELECTING
    assert await failed(line.house) == []


async def test_what_failed_leaves_the_list_once_a_person_has_done_it_by_hand(line: Line) -> None:
    await break_(line.house, line.house.cohort)
    await line.wait(CLOSES)
    await mend(line.house, line.house.cohort)
    await close_window(line.house.made, line.house.lead, line.house.cohort)
    assert await failed(line.house) == []


async def test_staff_read_once_that_sign_up_did_not_close_and_no_word_of_the_fault(line: Line) -> None:
    await break_(line.house, line.house.cohort)
    bots = [Bot(line.house), Bot(line.house)]  # the second starts after it failed for good, and tries in vain once more
    for bot in bots:
        await bot.run(CLOSES)
    (text,) = [text for text in bots[0].staff_read() if "Sign-up for **Justice** didn't close" in text]
    assert "shamash check" in text
    assert "ValueError" not in text
    assert bots[1].staff_read() == []


async def test_sign_up_that_was_prolonged_just_as_it_was_about_to_close_stays_open(line: Line) -> None:
    house = line.house
    store = Meanwhile(house.store._database)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    units = Units(store, house.clock, house.made.sending.deliveries, board.changed, settle, asyncio.Event())
    bell = Turns(units, house.clock, house.made.by_time)
    await bell.run_due()
    house.clock.move_to(datetime(2026, 9, 20, 16, 5, tzinfo=UTC))
    store.then = lambda: house.made.joining.windows.open(house.lead, house.cohort, "2026-10-05")
    await bell.run_due()
    assert await state(house, house.cohort) is CohortState.OPEN


async def test_a_change_that_was_moved_while_it_failed_waits_for_its_new_moment_with_all_its_attempts(line: Line) -> None:
    house, now = line.house, line.house.clock.now()
    later = now + timedelta(days=1)
    async with house.store.begin() as db:
        await db.turns.plan(returned(PersonId(1), now))
        turn = await db.turns.due(now)
        assert turn is not None
        await db.turns.postpone(turn.key, later)
        await db.turns.retry(turn, now, "KeyError", now)
        await db.turns.fail(turn, "KeyError", now)
        assert not await db.turns.take(turn, now)
        assert await db.turns.due(now) is None
        moved = await db.turns.due(later)
    assert moved is not None
    assert (moved.attempts, moved.failed_at) == (0, None)
