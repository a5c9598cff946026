"""Members of a season who lose partners and find others, in tests: who studies with whom, and what each would read now."""

from datetime import timedelta

from domain.ground.ids import PersonId, UserId
from domain.pair.apart import Way
from domain.sending.deliveries import DeliveryState
from messages.ground.values import Message
from tests.services.conftest import House
from tests.services.waiting import Line

DAY = timedelta(days=1)


async def begun(line: Line, many: int, days: int = 3) -> House:
    """A season of so many whose pairs have been told."""
    await line.overwrite(capacity=many)
    for user in range(21, 21 + many):
        await line.house.apply(user)
    await line.house.select(*range(21, 21 + many))
    await line.house.begin()
    await line.wait(timedelta(days=days))
    return line.house


async def pairs(house: House) -> set[frozenset[int]]:
    """Who studies with whom, by who they are."""
    async with house.store.read() as db:
        people = {person.id: int(person.user or 0) for person in await db.cohorts.members(house.cohort)}
        found = [frozenset(people[one] for one in pair.members if one in people) for pair in await db.chevruta.published(house.cohort)]
    return {group for group in found if len(group) > 1}


async def partner_of(house: House, user: int) -> int:
    return next(iter(next(group for group in await pairs(house) if user in group) - {user}))


async def alone(house: House) -> dict[int, Way]:
    async with house.store.read() as db:
        people = {person.id: int(person.user or 0) for person in await db.cohorts.members(house.cohort)}
        return {people[one]: row.way for one, row in (await db.alone.of(house.cohort)).items()}


async def person(house: House, user: int) -> PersonId:
    """Their own number."""
    async with house.store.read() as db:
        found = await db.people.by_user(UserId(user))
    assert found is not None
    return found.id


async def waits_for(house: House, *subjects: str) -> dict[int, list[Message]]:
    """What is on its way of these kinds, as each would read it now; what is unwanted by now is left out."""
    found: dict[int, list[Message]] = {}
    async with house.store.read() as db:
        for row in await db.deliveries.of_cohort(house.cohort):
            if row.message.value in subjects and row.state is DeliveryState.PENDING and row.person is not None:
                said = await house.made.pair.composers()[row.message](db, row, house.clock.now())
                person = await db.people.get(row.person)
                if isinstance(said, Message) and person is not None:
                    found.setdefault(int(person.user or 0), []).append(said)
    return found


async def reads(house: House, *subjects: str) -> dict[int, str]:
    return {user: "\n".join(one.text for one in said) for user, said in (await waits_for(house, *subjects)).items()}


async def open_ask(house: House) -> tuple[int, list[int]]:
    """The question that is open, and who is asked it."""
    async with house.store.read() as db:
        (ask,) = await db.alone.open_asks(house.cohort)
        pair = await db.chevruta.get(ask.pair)
        assert pair is not None
        people = await db.people.all_of(pair.members)
    return ask.id, sorted(int(person.user or 0) for person in people.values())


async def comes(house: House, line: Line, user: int) -> None:
    """Somebody takes a place after the start, through the waiting list."""
    await line.overwrite(capacity=20)
    async with house.made.sending.units.change() as unit:
        person = await unit.db.people.ensure(UserId(user), f"Person {user}", unit.now)
        await unit.db.cohorts.add_member(house.cohort, person.id, unit.now)
        cohort = await unit.db.cohorts.get(house.cohort)
        assert cohort is not None
        unit.changed(cohort)
