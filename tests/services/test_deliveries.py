"""What is to go out is planned with the change that causes it: an answer at once, the rest at a fitting hour, and each thing once."""

from datetime import UTC, datetime, timedelta

import msgspec

from domain.cohort.cohorts import Program
from domain.ground.ids import UserId
from domain.ground.people import Person
from domain.sending.deliveries import Delivery, DeliveryState, Subject
from domain.sending.facts import Said
from messages.ground.values import Message
from storage.db import Db
from tests.services.conftest import HERE, THERE, House, actor
from tests.services.waiting import Line, full

AT_NIGHT = datetime(2026, 9, 2, 6, 0, tzinfo=UTC)  # two o'clock in New York
IN_THE_MORNING = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)  # the end of that night there, at the earliest


async def addressed(house: House, db: Db, user: int) -> tuple[Person, Program]:
    """That person, and the program that writes to them."""
    person = await db.people.ensure(UserId(user), f"Person {user}", house.clock.now())
    program = await db.programs.on(HERE)
    assert program is not None
    return person, program


async def write(house: House, key: str, acted_at: datetime | None) -> Delivery:
    """A letter is planned for somebody who did something then."""
    async with house.store.begin() as db:
        person, program = await addressed(house, db, 21)
        said = Said(msgspec.to_builtins(Message("Hello")))
        id_ = await house.made.sending.deliveries.direct(db, key, Subject.ANSWER, person, program, None, acted_at=acted_at, facts=said)
        row = await db.deliveries.get(id_)
    assert row is not None
    return row


async def of_season(house: House) -> dict[str, DeliveryState]:
    """How each delivery of the cohort stands, by its key."""
    async with house.store.read() as db:
        return {row.key: row.state for row in await db.deliveries.of_cohort(house.cohort)}


async def season(line: Line) -> House:
    """Four members, whose season has begun."""
    await full(line)
    await line.house.begin()
    return line.house


async def test_an_answer_to_what_somebody_just_did_goes_out_at_night_and_everything_else_waits_for_the_morning(empty: House) -> None:
    empty.clock.move_to(AT_NIGHT)
    assert (await write(empty, "at once", AT_NIGHT - timedelta(minutes=14))).due == AT_NIGHT
    for key, acted_at in (("late", AT_NIGHT - timedelta(minutes=16)), ("by itself", None)):
        assert (await write(empty, key, acted_at)).due >= IN_THE_MORNING


async def test_what_is_planned_again_under_its_key_is_the_same_delivery(empty: House) -> None:
    now = empty.clock.now()
    assert (await write(empty, "one", now)).id == (await write(empty, "one", now)).id


async def test_planned_anew_without_a_change_a_season_stays_as_it_is(line: Line) -> None:
    house = await season(line)
    before = await of_season(house)
    async with house.store.begin() as db:
        await house.made.sending.deliveries.reconcile(db, house.cohort)
    assert await of_season(house) == before


async def test_what_was_planned_for_a_member_who_leaves_is_called_off_and_for_the_others_stays(line: Line) -> None:
    house = await season(line)

    async def to_come(user: int) -> set[str]:
        async with house.store.read() as db:
            person = await db.people.by_user(UserId(user))
            assert person is not None
            rows = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
        return {row.key for row in rows if row.person == person.id and row.message == "session-reminder"}

    theirs, others = await to_come(21), await to_come(22)
    assert theirs
    await line.leave(21)
    assert await to_come(21) == set()
    assert await to_come(22) == others
    assert {state for key, state in (await of_season(house)).items() if key in theirs} == {DeliveryState.CANCELLED}


async def test_what_went_out_stays_when_the_plan_has_nothing_of_it_any_more(line: Line) -> None:
    house = await season(line)
    await line.wait(timedelta(days=4))
    sent = {key for key, state in (await of_season(house)).items() if state is DeliveryState.SENT}
    assert sent
    for user in (21, 22, 23, 24):
        await line.leave(user)
    after = await of_season(house)
    assert {after[key] for key in sent} == {DeliveryState.SENT}


async def test_the_next_moment_is_that_of_the_first_change_or_delivery_and_none_where_nothing_is_planned(empty: House) -> None:
    deliveries, now = empty.made.sending.deliveries, empty.clock.now()
    await only_what_comes_later(empty)
    by_time = await deliveries.next_due()
    assert by_time is not None
    assert by_time > now
    await write(empty, "sooner", now)
    assert await deliveries.next_due() == now


async def only_what_comes_later(house: House) -> None:
    """Sign-up is open, all that is due now has been let go, and what is left is what comes later."""
    await house.open()
    async with house.store.begin() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        for row in await db.deliveries.of_program(program.id):
            await db.deliveries.drop(row.id, house.clock.now(), "unwanted")


async def test_somebody_is_written_to_by_the_program_in_which_they_have_something_on_the_servers_where_they_are(line: Line) -> None:
    house, of = line.house, line.house.made.sending.deliveries.program_of
    await house.apply(21)
    await house.made.joining.questions.ask(actor(99), None, "May I bring a guest?")
    async with house.store.begin() as db:
        member, asked = await db.people.by_user(UserId(21)), await db.people.by_user(UserId(99))
        stranger = await db.people.ensure(UserId(98), "Person 98", house.clock.now())
        assert member is not None
        assert asked is not None
        found = [await of(db, person) for person in (member, asked, stranger)]
        assert [None if program is None else program.server for program in found] == [HERE, HERE, None]
        assert await of(db, member, frozenset({THERE})) is None
