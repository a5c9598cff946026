"""What other waiting lists were reproached with: each of these complaints is a sentence here, and does not come true."""

import asyncio
from datetime import timedelta

import pytest

from domain.cohorts import Policy
from domain.ids import CohortId, UserId
from domain.refusal import Refusal, Why
from domain.signups import Application, ApplicationState
from messages import people as people_words
from messages.values import Message
from services.sessions import Rule
from services.waitlist import fill
from tests.services.conftest import HERE, House, actor

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


async def test_nobody_is_enrolled_without_being_asked(empty: House) -> None:
    await apply(empty, *range(21, 28))
    await publish(empty)
    assert (await members(empty), await taken(empty)) == (0, 4)
    first = (await offered(empty))[0]
    await empty.made.waitlist.accept(actor(first), empty.cohort)
    assert await members(empty) == 1


async def test_nothing_is_offered_before_a_person_has_published(empty: House) -> None:
    await apply(empty, *range(21, 28))
    async with empty.store.begin() as db:
        assert await fill(db, empty.cohort, empty.clock.now()) == 0
    await empty.made.selection.draft(empty.lead, empty.cohort)
    await empty.made.signups.withdraw(actor(21), empty.cohort)
    assert set(await states(empty, *range(22, 28))) == {S.APPLIED}


async def test_a_freed_place_goes_to_the_first_in_line_and_the_others_move_up(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    await empty.made.signups.withdraw(actor((await offered(empty))[0]), empty.cohort)
    assert (await of(empty, waiting[0])).state is S.OFFERED
    assert await line(empty) == [f"Person {user}" for user in waiting[1:]]
    assert await taken(empty) == 4


async def test_whoever_accepts_and_then_leaves_is_not_offered_again_and_their_place_is_counted(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    leaver = (await offered(empty))[0]
    await empty.made.waitlist.accept(actor(leaver), empty.cohort)
    await empty.made.signups.withdraw(actor(leaver), empty.cohort)
    assert await taken(empty) == 4
    for user in waiting:
        await empty.made.signups.withdraw(actor(user), empty.cohort)
    assert await taken(empty) == 3, "nobody is left who waits"
    assert (await of(empty, leaver)).state is S.WITHDRAWN
    with pytest.raises(Refusal) as no:
        await empty.made.waitlist.accept(actor(leaver), empty.cohort)
    assert no.value.why in {Why.NO_OFFER, Why.NOT_ALLOWED}


async def test_no_place_is_offered_once_the_thing_has_begun(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    leaver = (await offered(empty))[0]
    async with empty.store.read() as db:
        first = (await db.sessions.of(empty.cohort))[0].starts_at
    empty.clock.move_to(first - timedelta(hours=23))
    await empty.made.signups.withdraw(actor(leaver), empty.cohort)
    assert (await of(empty, waiting[0])).state is S.WAITLISTED
    assert await taken(empty) == 3


async def test_whoever_has_left_the_server_holds_up_nobody_and_keeps_their_turn(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    gone = await of(empty, waiting[0])
    async with empty.store.begin() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        await db.absences.note(program.id, {gone.person}, empty.clock.now())
    for leaver in (await offered(empty))[:2]:
        await empty.made.signups.withdraw(actor(leaver), empty.cohort)
    assert await states(empty, *waiting) == [S.WAITLISTED, S.OFFERED, S.OFFERED]
    await empty.made.cohorts.board(actor(waiting[0]))  # to read is not to be back
    await empty.made.questions.ask(actor(waiting[0]), None, "Is there a place for me?")
    await empty.made.signups.withdraw(actor(waiting[1]), empty.cohort)
    assert (await of(empty, waiting[0])).state is S.OFFERED


async def test_two_who_take_the_last_place_at_the_same_moment_are_one_in_and_one_in_line(empty: House) -> None:
    await empty.open()
    async with empty.store.begin() as db:
        await db.cohorts.change(empty.cohort, policy=Policy.FIRST_COME.value)
    for user in (21, 22, 23):
        await empty.apply(user)
    assert await members(empty) == 3
    await asyncio.gather(empty.apply(24), empty.apply(25))
    assert sorted(await states(empty, 24, 25)) == [S.ACCEPTED, S.WAITLISTED]
    assert (await members(empty), await taken(empty)) == (4, 4)


async def test_the_same_offer_accepted_twice_at_once_is_one_place(empty: House) -> None:
    await apply(empty, *range(21, 28))
    await publish(empty)
    user = (await offered(empty))[0]
    await asyncio.gather(*(empty.made.waitlist.accept(actor(user), empty.cohort) for _ in range(3)))
    assert (await members(empty), await taken(empty)) == (1, 4)


async def test_no_second_door_leads_into_a_full_group(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    for user in await offered(empty):
        await empty.made.waitlist.accept(actor(user), empty.cohort)
    for try_ in (empty.made.waitlist.accept, empty.made.waitlist.rejoin):
        with pytest.raises(Refusal):
            await try_(actor(99), empty.cohort)
    with pytest.raises(Refusal) as no:
        await empty.made.waitlist.accept(actor(waiting[0]), empty.cohort)
    assert no.value.why is Why.NO_OFFER
    await empty.made.waitlist.rejoin(actor(waiting[0]), empty.cohort)
    assert (await of(empty, waiting[0])).state is S.WAITLISTED, "who waits already waits on"
    with pytest.raises(Refusal):
        await empty.made.selection.preview(empty.lead, empty.cohort)
    assert (await members(empty), await taken(empty)) == (4, 4)


async def test_one_sees_ones_place_and_may_leave_the_line(empty: House) -> None:
    await apply(empty, *range(21, 28))
    waiting = await publish(empty)
    own = await empty.made.people.me(actor(waiting[1]))
    assert own.applications[0][0].place == 2
    assert "2" in people_words.me(own).text
    await empty.made.signups.withdraw(actor(waiting[0]), empty.cohort)
    assert (await empty.made.people.me(actor(waiting[1]))).applications[0][0].place == 1
    await empty.made.signups.withdraw(actor(waiting[1]), empty.cohort)
    assert await line(empty) == [f"Person {waiting[2]}"]


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
