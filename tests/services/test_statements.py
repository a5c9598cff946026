"""How many trips to the database an act makes: with many people at once, each costs more than all that is computed about it."""

import logging
from collections.abc import Awaitable

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, UserId
from services.cohort.cohorts import New
from tests.services.conftest import House, actor, home
from tests.visits import visits

MEMBER, KNOWN, NEW = 21, 77, 99
SECOND = CohortId(2)


@pytest.fixture
def counted(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """A log of the trips."""
    caplog.set_level(logging.DEBUG, "aiosqlite")
    return caplog


async def trips(log: pytest.LogCaptureFixture, act: Awaitable[object]) -> int:
    """How many that act makes."""
    before = visits(log)
    await act
    return visits(log) - before


async def test_one_reads_ones_own_page_in_few_trips(house: House, counted: pytest.LogCaptureFixture) -> None:
    people = house.made.own.people
    await people.resume(actor(KNOWN))
    assert await trips(counted, people.me(actor(NEW))) == 1
    assert await trips(counted, people.me(actor(KNOWN))) == 4
    assert await trips(counted, people.me(actor(MEMBER))) <= 10  # with sessions, a partner, a month to answer, notes, topics and a covenant


async def test_what_is_likely_next_is_found_in_few_trips(house: House, counted: pytest.LogCaptureFixture) -> None:
    people = house.made.own.people
    await people.resume(actor(KNOWN))
    assert await trips(counted, people.help(actor(NEW))) == 1
    assert await trips(counted, people.help(actor(KNOWN))) == 2
    assert await trips(counted, people.help(actor(MEMBER))) <= 7  # with topics to choose from and a covenant to sign


async def test_the_board_is_read_in_three_trips(house: House, counted: pytest.LogCaptureFixture) -> None:
    assert await trips(counted, house.made.cohort.cohorts.board(actor(KNOWN))) == 3  # who reads and where, the cohorts, their sessions


async def test_a_pause_is_kept_in_few_trips(house: House, counted: pytest.LogCaptureFixture) -> None:
    people = house.made.own.people
    await people.resume(actor(KNOWN))
    assert (
        await trips(counted, people.pause(actor(KNOWN), 7)) <= 8
    )  # the press, the person, both changes, the word and the turn when it ends, the partners, the commit


async def test_a_right_over_a_cohort_is_checked_in_one_trip(house: House, counted: pytest.LogCaptureFixture) -> None:
    form = house.made.group.sessions.link_form(house.lead, house.cohort)  # which needs no more than the cohort
    assert await trips(counted, form) == 1


async def another(house: House) -> CohortId:
    """One more cohort of the first program."""
    made = await house.made.cohort.cohorts.create(house.manager, New("More", "More", 4, home(600), UserId(4), "Person 4"))
    return made.id


async def test_who_has_many_cohorts_makes_no_more_trips_than_who_has_one(house: House, counted: pytest.LogCaptureFixture) -> None:
    people, now = house.made.own.people, house.clock.now()
    before = [await trips(counted, read) for read in (people.me(actor(MEMBER)), people.help(actor(MEMBER)))]
    more = await another(house)
    async with house.store.begin() as db:
        member = await db.people.by_user(UserId(MEMBER))
        assert member is not None
        for cohort in (SECOND, more):
            await db.cohorts.add_member(cohort, member.id, now)
            await db.cohorts.step(cohort, CohortState.FORMING)
    assert len((await people.me(actor(MEMBER))).cohorts) == 3
    assert [await trips(counted, read) for read in (people.me(actor(MEMBER)), people.help(actor(MEMBER)))] == before
