"""A cohort is made, changed, started and looked at by those who lead it."""

import pytest

from domain.cohort.copies import Another
from domain.ground.ids import ChannelId, RoleId, UserId
from domain.ground.refusal import Refusal, Why
from messages.joining import waitlist as words
from messages.own import people as people_words
from services.cohort.cohorts import New
from services.program.programs import Setup
from tests.services.conftest import HERE, MANAGERS, home, role, seen, why
from tests.services.waiting import Line, full, more_places


async def test_a_role_that_opens_a_home_never_makes_a_manager(line: Line) -> None:
    made, manager = line.house.made, line.house.manager
    managers = MANAGERS[HERE]
    new = New("New", "New", 4, home(700), UserId(3), "Person 3", role=role(managers))
    assert await why(made.cohort.cohorts.create(manager, new)) is Why.MANAGERS_ROLE
    assert await why(made.cohort.copies.copy(manager, line.house.cohort, Another(home(701), role=role(managers)))) is Why.MANAGERS_ROLE
    await line.overwrite(role=77)
    setup = Setup("House", "America/New_York", RoleId(77), ChannelId(HERE + 1), ChannelId(HERE + 2), "noa@example.org")
    assert await why(made.program.programs.set_up(line.house.owner, setup, seen(setup))) is Why.COHORTS_ROLE


async def test_more_places_name_who_would_be_offered_one_in_order_and_offer_nothing_yet(line: Line) -> None:
    waiting = await full(line, 25, 26, 27, 28)
    more = await more_places(line, 6)
    assert more is not None
    assert more.reach.names == tuple(f"Person {user}" for user in waiting[:2])
    assert line.house.clock.now() <= more.reach.first <= more.reach.last
    text = words.more_places(more).text
    assert f"1. Person {waiting[0]}\n2. Person {waiting[1]}" in text
    assert "From 4 to 6 places" in text
    assert await line.asked() == set()
    async with line.house.store.read() as db:
        cohort = await db.cohorts.get(line.house.cohort)
    assert cohort is not None
    assert (cohort.capacity, cohort.topic) == (4, "Law"), "the rest of the form is saved"


async def test_more_places_that_nobody_waits_for_are_there_at_once(line: Line) -> None:
    await full(line)
    changed, more = await line.house.made.cohort.cohorts.edit(line.house.lead, line.house.cohort, "Justice", "Law", "9", "")
    assert (changed.capacity, more) == (9, None)


async def test_a_place_that_is_held_counts_as_one_that_is_taken(line: Line) -> None:
    await full(line, 25, 26, 27, 28)
    more = await more_places(line, 6)
    assert more is not None
    await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 6, more.mark)
    with pytest.raises(Refusal) as no:
        await more_places(line, 5)
    assert no.value.why is Why.TOO_FEW_PLACES
    assert "6 places are taken or held" in people_words.refusal(no.value).text


async def test_whose_pause_or_quiet_time_is_when_is_not_shown(line: Line) -> None:
    waiting = await full(line, 25, 26, 27, 28)
    async with line.house.store.begin() as db:
        paused = await db.people.by_user(UserId(waiting[1]))
        assert paused is not None
        await db.people.pause(paused.id, until=line.house.clock.now().replace(year=2027))
    more = await more_places(line, 6)
    assert more is not None
    assert more.reach.last.year == 2026
    assert "or later where somebody has asked me to wait" in words.more_places(more).text
