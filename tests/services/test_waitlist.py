"""Offers and the line behind them, as people answer, let go and come back."""

import asyncio

from domain.cohorts import Policy
from domain.ids import CohortId, UserId
from domain.signups import Application, ApplicationState
from messages.values import Message
from services.sessions import Rule
from tests.services.conftest import House, actor

S = ApplicationState


async def of(house: House, user: int) -> Application:
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        found = await db.signups.of(house.cohort, person.id)
        assert found is not None
        return found


async def states(house: House, *users: int) -> list[ApplicationState]:
    return [(await of(house, user)).state for user in users]


async def line(house: House) -> list[str]:
    """Who waits, the next one first."""
    async with house.store.read() as db:
        people = await db.people.all_of({one.person for one in await db.signups.waiting(house.cohort)})
        return [people[one.person].name for one in await db.signups.waiting(house.cohort)]


async def taken(house: House) -> int:
    """Places that are somebody's, or held for somebody."""
    async with house.store.read() as db:
        return await db.cohorts.count_taken(house.cohort)


async def members(house: House) -> int:
    async with house.store.read() as db:
        return await db.cohorts.count_members(house.cohort)


async def apply(house: House, *users: int) -> None:
    await house.open()
    for user in users:
        await house.apply(user)


async def publish(house: House) -> list[int]:
    """The draft as it was drawn is published: four are offered a place, the others wait; gives the users in the order of the line."""
    await house.select()
    return [int(name.removeprefix("Person ")) for name in await line(house)]


async def offered(house: House) -> list[int]:
    return [user for user in range(21, 28) if (await of(house, user)).state is S.OFFERED]


async def test_the_same_offer_accepted_twice_at_once_is_one_place(empty: House) -> None:
    await apply(empty, *range(21, 28))
    await publish(empty)
    user = (await offered(empty))[0]
    await asyncio.gather(*(empty.made.waitlist.accept(actor(user), empty.cohort) for _ in range(3)))
    assert (await members(empty), await taken(empty)) == (1, 4)


async def test_whoever_let_an_offer_lapse_comes_back_at_the_end_and_by_their_own_wish_alone(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    lapsed = await of(empty, (await offered(empty))[0])
    user = (await offered(empty))[0]
    await empty.made.waitlist.settle(empty.lead, empty.cohort, lapsed.id, 1, theirs=False)
    assert await states(empty, user, waiting[0]) == [S.LAPSED, S.OFFERED]
    await empty.made.waitlist.rejoin(actor(user), empty.cohort)
    assert await line(empty) == [f"Person {waiting[1]}", f"Person {waiting[2]}", f"Person {user}"]


async def test_first_come_gives_a_place_to_whoever_applies_while_there_is_one(empty: House) -> None:
    await empty.open()
    async with empty.store.begin() as db:
        await db.cohorts.change(empty.cohort, policy=Policy.FIRST_COME.value)
    for user in range(21, 26):
        await empty.apply(user)
    assert await states(empty, *range(21, 26)) == [S.ACCEPTED] * 4 + [S.WAITLISTED]
    await empty.made.signups.withdraw(actor(22), empty.cohort)
    assert (await of(empty, 25)).state is S.OFFERED, "the place is asked about, since days may lie between"


async def test_whoever_is_offered_two_cohorts_that_meet_at_the_same_hours_reads_so_in_the_letter(empty: House) -> None:
    await apply(empty, *range(21, 24))
    other = House(empty.made, empty.clock, CohortId(2))
    lead, rule = actor(4), Rule(2, 1, "14:00", 4, "2026-10")
    await empty.made.sessions.draft_series(lead, other.cohort, rule)
    await empty.made.sessions.freeze(actor(4), other.cohort)
    await empty.made.cohorts.open(actor(4), other.cohort, "2026-09-20")
    await other.apply(21)
    await empty.select()
    assert "same hours" not in await letter(empty, 21), "only one of them is offered"
    await empty.made.selection.draft(actor(4), other.cohort)
    draft = await empty.made.selection.preview(actor(4), other.cohort)
    await empty.made.selection.publish(actor(4), other.cohort, draft.fingerprint)
    assert "It meets at the same hours as Chaplaincy" in await letter(empty, 21)
    assert "It meets at the same hours as Justice" in await letter(other, 21)
    assert "same hours" not in await letter(empty, 22)


async def letter(house: House, user: int) -> str:
    """The offer, as it would go out now."""
    application = await of(house, user)
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"application/{application.id}/offer/1")
        assert row is not None
        said = await house.made.waitlist.composers()["offer"](db, row, house.clock.now())
    assert isinstance(said, Message)
    return said.text
