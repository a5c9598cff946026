"""More places after publication: who is offered one is shown first, and nothing goes out before somebody confirms it."""

from collections import Counter
from datetime import timedelta

import pytest

from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import DeliveryState
from messages.joining import waitlist as words
from messages.joining.waitlist import More
from messages.own import people as people_words
from messages.program import report as report_words
from tests.services.conftest import House, actor


async def states(house: House) -> Counter[ApplicationState]:
    async with house.store.read() as db:
        return Counter(application.state for application, _ in await db.signups.in_cohort(house.cohort))


async def offers(house: House) -> int:
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
        return sum(row.message == "offer" for row in rows)


async def full(house: House, people: int = 8) -> None:
    """Four are in, and the others wait in the order of their numbers, as far as the lot has it."""
    await house.open()
    for user in range(21, 21 + people):
        await house.apply(user)
    await house.select(21, 22, 23, 24)


async def edit(house: House, places: int) -> More | None:
    return (await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Law", str(places), ""))[1]


async def line(house: House) -> list[str]:
    async with house.store.read() as db:
        waiting = await db.signups.waiting(house.cohort)
        people = await db.people.all_of({one.person for one in waiting})
        return [people[one.person].name for one in waiting]


async def test_more_places_name_who_would_be_offered_one_in_order_and_offer_nothing_yet(empty: House) -> None:
    await full(empty)
    waiting = await line(empty)
    more = await edit(empty, 6)
    assert more is not None
    assert more.reach.names == tuple(waiting[:2])
    assert empty.clock.now() <= more.reach.first <= more.reach.last
    text = words.more_places(more).text
    assert f"1. {waiting[0]}\n2. {waiting[1]}" in text
    assert "From 4 to 6 places" in text
    assert (await states(empty))[ApplicationState.OFFERED] == 0
    async with empty.store.read() as db:
        cohort = await db.cohorts.get(empty.cohort)
    assert cohort is not None
    assert (cohort.capacity, cohort.topic) == (4, "Law"), "the rest of the form is saved"


async def test_confirmed_they_are_offered_and_pressed_twice_it_says_what_stands(empty: House) -> None:
    await full(empty)
    more = await edit(empty, 6)
    assert more is not None
    before = await offers(empty)
    cohort, offered = await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, 6, more.mark)
    assert (cohort.capacity, offered, await offers(empty) - before) == (6, 2, 2)
    assert "2 people who waited are offered one" in words.places_raised(cohort, offered).text
    again, none = await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, 6, more.mark)
    assert (again.capacity, none, await offers(empty) - before) == (6, 0, 2)
    assert "has 6 places now. `/cohort today`" in words.places_raised(again, none).text
    assert (await states(empty))[ApplicationState.OFFERED] == 2
    record = report_words.record(await empty.made.program.reports.record(empty.manager)).text
    assert "Person 3 changed the cohort: places" in record


async def test_whoever_was_not_named_in_it_is_offered_nothing_by_it(empty: House) -> None:
    await full(empty)
    first = (await line(empty))[0]
    more, other = await edit(empty, 6), await edit(empty, 7)
    assert more is not None
    assert other is not None
    await empty.made.joining.signups.withdraw(actor(int(first.removeprefix("Person "))), empty.cohort)
    for places, mark in ((6, more.mark), (7, other.mark), (3, more.mark)):
        with pytest.raises(Refusal) as no:
            await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, places, mark)
        assert no.value.why is Why.STALE
    assert (await states(empty))[ApplicationState.OFFERED] == 0


async def test_a_preview_from_before_another_change_of_the_places_does_nothing(empty: House) -> None:
    await full(empty)
    six, five = await edit(empty, 6), await edit(empty, 5)
    assert six is not None
    assert five is not None
    await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, 5, five.mark)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, 6, six.mark)
    assert no.value.why is Why.STALE


async def test_more_places_that_nobody_waits_for_are_there_at_once(empty: House) -> None:
    await full(empty, people=4)
    changed, more = await empty.made.cohort.cohorts.edit(empty.lead, empty.cohort, "Justice", "Law", "9", "")
    assert (changed.capacity, more) == (9, None)


async def test_a_place_that_is_held_counts_as_one_that_is_taken(empty: House) -> None:
    await full(empty)
    more = await edit(empty, 6)
    assert more is not None
    await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, 6, more.mark)
    with pytest.raises(Refusal) as no:
        await edit(empty, 5)
    assert no.value.why is Why.TOO_FEW_PLACES
    assert "6 places are taken or held" in people_words.refusal(no.value).text


async def test_whose_pause_or_quiet_time_is_when_is_not_shown(empty: House) -> None:
    await full(empty)
    waiting = await line(empty)
    async with empty.store.begin() as db:
        paused = await db.people.by_user(UserId(int(waiting[1].removeprefix("Person "))))
        assert paused is not None
        await db.people.pause(paused.id, until=empty.clock.now().replace(year=2027))
    more = await edit(empty, 6)
    assert more is not None
    assert more.reach.last.year == 2026
    assert "or later where somebody has asked me to wait" in words.more_places(more).text


async def test_staff_hear_how_the_offers_of_more_places_went(empty: House) -> None:
    await full(empty)
    empty.clock.move_to(empty.clock.now() + timedelta(days=1))
    more = await edit(empty, 6)
    assert more is not None
    await empty.made.joining.waitlist.raise_places(empty.lead, empty.cohort, 4, 6, more.mark)
    async with empty.store.read() as db:
        rows = await db.deliveries.of_cohort(empty.cohort)
    receipt = max((row for row in rows if row.message == "publish-receipt"), key=lambda row: row.ideal)
    assert sum(row.message == "offer" and row.ideal == receipt.ideal for row in rows) == 2
