"""What somebody should have on the server is compared with what they have, and put right in both directions, through the gate."""

from datetime import timedelta

import pytest
import pytest_asyncio

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, RoleId, UserId
from domain.ground.people import Person
from domain.sending.deliveries import Delivery, DeliveryState, Kind
from services.group.series import Rule
from services.program.facilitators import Somebody
from services.sending.roles import AGAIN, SETTLES
from services.sending.turns import Turns
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, House, actor, role
from tests.services.leaving import Door, later
from tests.services.waiting import Line, full, opened

OPENS, OTHER = RoleId(77), RoleId(78)  # the role of the cohort, and one that is nothing to us
SECOND = CohortId(2)
NONE: frozenset[RoleId] = frozenset()


@pytest_asyncio.fixture
async def home(house: House) -> House:
    """The season, whose home a role opens."""
    async with house.store.begin() as db:
        await overwrite(db, cohorts, house.cohort, role=OPENS)
    return house


async def person(house: House, user: int) -> Person:
    async with house.store.read() as db:
        found = await db.people.by_user(UserId(user))
    assert found is not None
    return found


async def planned(house: House, user: int) -> list[Delivery]:
    """What is on its way about their roles."""
    who = await person(house, user)
    async with house.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        rows = await db.deliveries.of_program(program.id)
    return [row for row in rows if row.kind is Kind.ROLE and row.person == who.id and row.state is DeliveryState.PENDING]


async def settle(house: House, user: int, state: DeliveryState) -> None:
    """What is on its way about their roles ends like that."""
    for row in await planned(house, user):
        async with house.store.begin() as db:
            await db.attempts.claim(row.id, house.clock.now())
            if state is DeliveryState.SENT:
                await db.attempts.sent(row, house.clock.now(), None, None)
            else:
                await db.attempts.end(row, state, "refused: 50013 x", house.clock.now())


def wait(house: House, time: timedelta) -> None:
    house.clock.move_to(house.clock.now() + time)


async def words(house: House, user: int) -> list[str]:
    return [row.message for row in await planned(house, user)]


@pytest.mark.parametrize("user", [3, 21])
async def test_somebody_without_the_role_of_their_place_gets_it_when_they_are_heard_of(home: House, user: int) -> None:
    await home.made.program.presence.heard(HERE, UserId(user), frozenset({OTHER}))
    assert await words(home, user) == ["role"], "a facilitator as well as a member"
    await home.made.program.presence.heard(HERE, UserId(user), NONE)
    assert await words(home, user) == ["role"], "once, while it is on its way"


async def test_who_has_what_they_should_have_is_left_alone(home: House) -> None:
    await home.made.program.presence.heard(HERE, UserId(21), frozenset({OPENS, OTHER}))
    await home.made.program.presence.heard(HERE, UserId(90), frozenset({OTHER}))
    assert await words(home, 21) == []


async def test_the_night_puts_right_what_nobody_was_heard_about(home: House) -> None:
    door = Door(home)
    door.roles = dict.fromkeys((22, 23, 24, 3), frozenset({OPENS}))
    await home.made.program.presence.nightly()
    assert await words(home, 21) == ["role"]
    assert await words(home, 22) == []


async def test_a_role_that_discord_refused_is_tried_again_and_the_failure_leaves_the_list(home: House) -> None:
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    await settle(home, 21, DeliveryState.DEAD)
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    assert await words(home, 21) == [], "not at each tap"
    assert len((await home.made.sending.undelivered.page(home.manager)).lines) == 1
    wait(home, AGAIN)
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    assert await words(home, 21) == ["role"]
    assert (await home.made.sending.undelivered.page(home.manager)).lines == ()


async def test_a_role_that_was_given_and_is_missing_is_given_again(home: House) -> None:
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    await settle(home, 21, DeliveryState.SENT)
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    assert await words(home, 21) == [], "what was heard may be older than the gift"
    wait(home, SETTLES)
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    assert await words(home, 21) == ["role"]


async def test_a_role_that_we_gave_is_taken_back_from_somebody_who_left_the_cohort_though_the_first_try_failed(home: House) -> None:
    await home.made.program.presence.heard(HERE, UserId(21), NONE)
    await settle(home, 21, DeliveryState.SENT)
    await home.made.joining.signups.withdraw(actor(21), home.cohort)
    assert await words(home, 21) == ["role-back"]
    await settle(home, 21, DeliveryState.DEAD)
    wait(home, AGAIN)
    await home.made.program.presence.heard(HERE, UserId(21), frozenset({OPENS}))
    assert await words(home, 21) == ["role-back"]
    await settle(home, 21, DeliveryState.SENT)
    wait(home, AGAIN)
    await home.made.program.presence.heard(HERE, UserId(21), frozenset({OPENS}))
    assert await words(home, 21) == [], "somebody gave it by hand since"


async def test_a_role_that_staff_gave_by_hand_stays(home: House) -> None:
    await home.made.own.people.set_reminder(actor(90), "hour")
    await home.made.program.presence.heard(HERE, UserId(90), frozenset({OPENS}))
    assert await words(home, 90) == []


async def test_somebody_whose_lead_was_taken_back_loses_the_role(home: House) -> None:
    who = Somebody(UserId(5), "Person 5")
    await home.made.program.facilitators.appoint(home.manager, home.cohort, who, {OPENS: role(77)})
    await settle(home, 5, DeliveryState.SENT)
    await home.made.program.facilitators.remove(home.manager, home.cohort, who)
    await settle(home, 5, DeliveryState.DEAD)
    wait(home, AGAIN)
    await home.made.program.presence.heard(HERE, UserId(5), frozenset({OPENS}))
    assert await words(home, 5) == ["role-back"]


async def test_in_a_cohort_that_was_called_off_only_its_facilitators_have_the_role(home: House) -> None:
    async with home.store.begin() as db:
        await db.cohorts.step(home.cohort, CohortState.CANCELLED)
    for user in (3, 21):
        await home.made.program.presence.heard(HERE, UserId(user), NONE)
    assert await words(home, 3) == ["role"]
    assert await words(home, 21) == []


async def test_what_waited_for_somebody_who_was_away_goes_on_when_they_are_back(home: House) -> None:
    door = Door(home)
    door.gone = {21}
    await home.made.program.presence.nightly()
    who = await person(home, 21)
    async with home.store.read() as db:
        theirs = [row for row in await db.deliveries.of_cohort(home.cohort) if row.person == who.id and row.message == "prompt"]
    prompt = theirs[0]
    wait(home, max(prompt.due - home.clock.now(), timedelta()))
    assert await home.made.attempts.take(prompt.id) is None
    async with home.store.read() as db:
        waits = await db.deliveries.get(prompt.id)
    assert waits is not None
    assert (waits.state, waits.reason) == (DeliveryState.PENDING, "left")
    door.gone = set()
    later(home)
    await home.made.program.presence.nightly()
    await Turns(home.made.sending.units, home.clock, home.made.by_time).run_due()
    async with home.store.read() as db:
        goes_on = await db.deliveries.get(prompt.id)
    assert goes_on is not None
    assert (goes_on.due, goes_on.reason) == (home.clock.now(), None)


async def test_an_interaction_that_says_nothing_new_costs_one_look(house: House) -> None:
    assert house.made.program.presence.is_news(HERE, UserId(21), NONE)
    assert house.made.program.presence.is_news(HERE, UserId(21), NONE), "until it is kept: the database may have been away"
    await house.made.program.presence.heard(HERE, UserId(21), NONE)
    assert not house.made.program.presence.is_news(HERE, UserId(21), NONE)
    assert house.made.program.presence.is_news(HERE, UserId(21), frozenset({OPENS}))
    later(house)
    assert house.made.program.presence.is_news(HERE, UserId(21), frozenset({OPENS})), "not for ever: roles are lost without a word"


async def test_a_role_of_two_cohorts_stays_with_whoever_is_still_in_one_of_them(line: Line) -> None:
    house = line.house
    await line.overwrite(role=77)
    await full(line)
    second = House(house.made, house.clock, SECOND)
    async with house.store.begin() as db:
        await overwrite(db, cohorts, SECOND, role=77)
    await opened(second, 4, Rule(2, 2, "15:00", 4, "2027-01"))
    for user in (21, 22):
        await second.apply(user)
    await house.made.joining.selection.draft(actor(4), SECOND)
    looked = await house.made.joining.selection.preview(actor(4), SECOND)
    await house.made.joining.selection.publish(actor(4), SECOND, looked.fingerprint)
    await house.made.joining.waitlist.accept(actor(21), SECOND)
    await house.made.joining.signups.withdraw(actor(21), SECOND)
    await line.leave(22)
    await line.wait()
    async with house.store.read() as db:
        rows = [row for cohort in (house.cohort, SECOND) for row in await db.deliveries.of_cohort(cohort) if row.message == "role-back"]
        users = {
            person.id: int(person.user or 0) for person in (await db.people.all_of({row.person for row in rows if row.person})).values()
        }
    assert {users[row.person]: row.state.value for row in rows if row.person} == {21: "expired", 22: "sent"}
