"""A cohort's home: nothing for members is posted where others read unless staff have said so, and a move takes along what is ahead."""

from collections import Counter
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.ground.ids import ChannelId, CohortId, UserId
from domain.ground.places import Home, Place, Reader, Sort
from domain.ground.refusal import Why
from domain.sending.deliveries import DeliveryState, Kind
from domain.sending.facts import OfRole
from messages.program.homes import Look
from tests.services.conftest import HERE, House, home, role, why
from tests.services.waiting import Line, full

AT_HOME, NEW = ChannelId(503), ChannelId(900)
STRANGER, ANOTHER = Reader(9001, "Sam", person=True), Reader(9002, "Kim", person=True)


def read_by(*readers: Reader) -> Home:
    """The cohort's home, in which these read too."""
    return Home(AT_HOME, readers=readers)


async def look(house: House, at: Home) -> Look:
    return await house.made.program.homes.look(house.lead, house.cohort, at)


async def season(line: Line) -> House:
    """Four members, whose season has begun."""
    await full(line)
    await line.house.begin()
    return line.house


async def test_who_belongs_there_is_not_shown_as_an_outsider_and_nothing_waits(line: Line) -> None:
    await full(line)
    inside = (Reader(21, person=True), Reader(3, person=True), Reader(5, person=True, roles=frozenset({11})))
    shown = await look(line.house, read_by(*inside))
    assert (shown.outsiders, shown.waits) == ((), False)


async def test_what_staff_confirm_is_for_those_whom_they_were_shown(line: Line) -> None:
    house, open_ = line.house, read_by(STRANGER)
    shown = await look(house, open_)
    assert (shown.outsiders, shown.waits) == ((STRANGER,), True)
    more = read_by(STRANGER, ANOTHER)
    assert await why(house.made.program.homes.admit(house.lead, house.cohort, more, shown.mark)) is Why.STALE
    for _ in range(2):  # pressed twice, it says what stands
        assert not (await house.made.program.homes.admit(house.lead, house.cohort, open_, shown.mark)).waits
    assert not (await look(house, open_)).waits
    assert (await look(house, more)).waits, "of the other nobody has said anything"


async def test_who_was_shut_out_meanwhile_is_asked_about_anew(line: Line) -> None:
    house, open_ = line.house, read_by(STRANGER)
    await house.made.program.homes.admit(house.lead, house.cohort, open_, (await look(house, open_)).mark)
    await look(house, read_by())
    assert (await look(house, open_)).waits


async def test_members_who_cannot_see_it_are_named(line: Line) -> None:
    await full(line)
    shown = await look(line.house, Home(AT_HOME, hidden=(UserId(22), UserId(90))))
    assert shown.hidden == ("Person 22",), "and a stranger is none of its members"


async def test_a_move_takes_along_all_that_is_ahead_and_is_read_in_the_new_home_once(line: Line) -> None:
    house = await season(line)
    move = await house.made.program.homes.preview(house.lead, house.cohort, home(NEW), None)
    assert (move.posts > 0, move.people) == (True, 0)
    assert (await house.made.program.homes.of(house.lead, house.cohort))[0].home == AT_HOME, "seen is not done"
    for _ in range(2):
        await house.made.program.homes.move(house.lead, house.cohort, home(NEW), None, move.mark)
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
    assert not [row.key for row in rows if row.channel == AT_HOME and row.kind is not Kind.EVENT]
    assert [row.channel for row in rows if row.message == "home-here-now"] == [NEW]


async def test_another_role_is_given_to_each_of_the_cohort_and_the_old_one_taken_back(line: Line) -> None:
    house = await season(line)
    for new in (role(77), role(78)):
        move = await house.made.program.homes.preview(house.lead, house.cohort, home(AT_HOME), new)
        assert move.people == 5, "four members, and who leads them"
        await house.made.program.homes.move(house.lead, house.cohort, home(AT_HOME), new, move.mark)
        house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.kind is Kind.ROLE]
    changed = Counter((what, role_) for what, role_, _ in {(row.message, int(row.facts_as(OfRole).role), row.person) for row in rows})
    assert changed == {("role", 77): 5, ("role", 78): 5, ("role-back", 77): 5}


async def test_a_move_that_was_looked_at_before_others_could_read_there_is_looked_at_again(line: Line) -> None:
    house = line.house
    move = await house.made.program.homes.preview(house.lead, house.cohort, home(NEW), None)
    read = replace(home(NEW), readers=(STRANGER,))
    assert await why(house.made.program.homes.move(house.lead, house.cohort, read, None, move.mark)) is Why.STALE


@pytest.mark.parametrize(
    ("named", "no"),
    [
        (home(504), Why.SAME_HOME),  # where another group meets by now
        (home(HERE + 1), Why.HOME_OF_STAFF),
        (Home(NEW, mine=False), Why.HOME_NOT_YOURS),
        (Home(NEW, Place(Sort.FORUM)), Why.WRONG_CHANNEL),
    ],
)
async def test_a_channel_that_cannot_be_a_home_is_refused_before_and_at_the_press(line: Line, named: Home, no: Why) -> None:
    house = line.house
    async with house.store.begin() as db:
        await db.cohorts.start(CohortId(2), house.clock.now())
    assert await why(house.made.program.homes.preview(house.lead, house.cohort, named, None)) is no
    assert await why(house.made.program.homes.move(house.lead, house.cohort, named, None, 0)) is no
