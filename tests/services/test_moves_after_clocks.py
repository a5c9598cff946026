"""A session that begins at another instant by new zone data, and is moved after that: each reads what it is for them who last heard."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from domain.sending.deliveries import DeliveryState, Subject
from messages.ground.words import moment
from rehearsal.other_clocks import with_the_clocks_of
from services.group.zone_data import FOLLOWED
from storage.tables import deliveries
from tests.services.dated import told
from tests.services.test_changes_before_start import move, session_of
from tests.services.waiting import Line, full, season

FROM = datetime(2026, 11, 1, 6, tzinfo=UTC)  # when New York would go back to its winter time
EARLIER, SINCE = datetime(2026, 11, 10, 18, tzinfo=UTC), datetime(2026, 11, 10, 17, tzinfo=UTC)  # session 2, by either rule


@pytest.fixture
def new_rule() -> Iterator[None]:
    with with_the_clocks_of("America/Puerto_Rico", "America/New_York", FROM):
        yield


@pytest.fixture
async def changed(line: Line) -> Line:
    """A season that has begun, on a database that was last used with an earlier release."""
    await season(line)
    async with line.house.store.begin() as db:
        await db.set_fact(FOLLOWED, "2025b")
    return line


async def test_a_session_moved_after_its_clocks_changed_has_moved_from_the_hour_that_all_were_told(changed: Line) -> None:
    line, zone_data = changed, changed.house.made.group.zone_data
    with with_the_clocks_of("America/Puerto_Rico", "America/New_York", FROM):
        await zone_data.follow()
        await line.wait()
        letters = told(line, "Session 2 of **Justice** has moved")
        await move(line, 2, "2026-11-11")
        await line.wait()
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    assert {f"from {moment(SINCE)} to" in text for _, text in letters} == {True}
    assert moment(EARLIER) not in letters[0][1]


@pytest.mark.usefixtures("new_rule")
async def test_whom_word_of_the_clocks_had_not_reached_reads_the_hour_before_them(changed: Line) -> None:
    """To one of four it cannot be sent before the move, and names that session no more afterwards."""
    line = changed
    await line.house.made.group.zone_data.follow()
    async with line.house.store.begin() as db:
        rows = [row for row in await db.deliveries.of_cohort(line.house.cohort) if row.message == Subject.CLOCKS_CHANGED]
        members = {int(one.user or 0): one.id for one in await db.cohorts.members(line.house.cohort)}
        (row,) = [row for row in rows if row.person == members[21]]
        late = line.house.clock.now() + timedelta(days=3)
        await db.link.run(update(deliveries).where(deliveries.c.id == row.id).values(due=late))
    await line.wait()
    letters = told(line, "Session 2 of **Justice** has moved")
    await move(line, 2, "2026-11-11")
    await line.wait(timedelta(days=4))
    async with line.house.store.read() as db:
        assert {one.state for one in await db.deliveries.by_keys({row.key})} == {DeliveryState.SENT}
    assert {user: f"from {moment(EARLIER)} to" in text for user, text in letters} == {21: True, 22: False, 23: False, 24: False}
    assert {f"from {moment(SINCE)} to" in text for user, text in letters if user != 21} == {True}


@pytest.mark.usefixtures("new_rule")
async def test_two_releases_and_then_a_move_tell_of_the_hour_by_the_second(changed: Line) -> None:
    line, zone_data = changed, changed.house.made.group.zone_data
    await zone_data.follow()
    await line.wait()
    with with_the_clocks_of("America/Chicago", "America/New_York", FROM):
        async with line.house.store.begin() as db:
            await db.set_fact(FOLLOWED, "2026a")
        await zone_data.follow()
        known = (await session_of(line, 2)).starts_at
        assert known not in {EARLIER, SINCE}
        await line.wait()
        letters = told(line, "Session 2 of **Justice** has moved")
        await move(line, 2, "2026-11-11")
        await line.wait()
    assert [f"from {moment(known)} to" in text for _, text in letters] == [True] * 4


@pytest.mark.usefixtures("new_rule")
async def test_before_the_start_too_who_has_not_heard_of_the_clocks_reads_the_hour_before_them(line: Line) -> None:
    await full(line)
    async with line.house.store.begin() as db:
        await db.set_fact(FOLLOWED, "2025b")
    await line.wait()
    await line.house.made.group.zone_data.follow()
    letters = told(line)
    await move(line, 2, "2026-11-11")
    await line.wait(timedelta(days=2))
    assert len(letters) == 4
    assert {moment(EARLIER) in text for _, text in letters} == {True}
