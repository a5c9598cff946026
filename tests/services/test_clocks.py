"""Whoever says where their clock stands is left in peace by that clock."""

from datetime import UTC, datetime

import pytest

from domain.ids import ChannelId, UserId
from domain.people import Person
from domain.quiet import allowed
from domain.times import on_the_wall
from services.programs import Setup
from tests.services.conftest import HERE, MANAGERS, House

HALF_PAST_MIDNIGHT_IN_JERUSALEM = datetime(2026, 12, 8, 22, 30, tzinfo=UTC)


async def person(house: House, user: int = 21) -> Person:
    async with house.store.read() as db:
        found = await db.people.by_user(UserId(user))
    assert found is not None
    return found


@pytest.mark.parametrize("typed", ["GMT+2", "UTC+2", "+2", "IST", "Tel Aviv", "Haifa, Israel"])
async def test_nobody_in_israel_is_written_to_at_night_however_they_name_their_clock(empty: House, typed: str) -> None:
    await empty.open()
    await empty.apply(21, typed)
    quiet = (await person(empty)).quiet("America/New_York")
    assert not allowed(quiet, HALF_PAST_MIDNIGHT_IN_JERUSALEM)
    friday_afternoon = datetime(2026, 12, 11, 13, 0, tzinfo=UTC)
    assert not allowed(quiet, friday_afternoon)


async def test_whoever_writes_est_has_summer_time_as_their_neighbours_do(empty: House) -> None:
    await empty.open()
    await empty.apply(21, "EST")
    assert (await person(empty)).zone == "America/New_York"


async def test_what_time_it_is_for_somebody_now_is_answer_enough(empty: House) -> None:
    await empty.open()
    here = on_the_wall(empty.clock.now(), "America/Chicago")
    await empty.apply(21, f"{here:%I:%M %p}")
    assert (await person(empty)).zone == "America/Chicago"


async def test_a_program_lives_by_the_clock_that_its_manager_meant(empty: House) -> None:
    setup = Setup("House", "EST", MANAGERS[HERE], ChannelId(1), ChannelId(2), "noa@example.org")
    assert (await empty.made.programs.set_up(empty.owner, setup)).zone == "America/New_York"
