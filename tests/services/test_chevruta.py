"""Pairs: drafted, changed by hand and published by a person, and told to those who study together."""

import itertools

import pytest

from domain.ground.ids import CohortId, PersonId
from domain.ground.refusal import Refusal, Why
from messages.ground import refusals
from messages.ground.values import Message
from messages.pair import chevruta as pair_words
from messages.pair.chevruta import PairsView
from services.group.series import Rule
from tests.services.conftest import House, actor, home, why
from tests.services.leaving import Door, chosen, later
from tests.services.waiting import Line, full, opened


def paired(view: PairsView) -> set[str]:
    return {view.names[person] for pair in view.pairing.pairs for person in pair.members}


async def test_somebody_who_has_left_is_in_no_pair_and_staff_read_who_it_is(empty: House) -> None:
    door = await chosen(empty)
    door.gone = {24}
    view = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    assert paired(view) == {"Person 21", "Person 22", "Person 23"}
    assert "Not paired, because they left this server: Person 24." in pair_words.draft(view).text
    later(empty)
    door.gone = set()
    again = await empty.made.pair.chevrutot.redraw(empty.lead, empty.cohort, view.pairing.id)
    assert "Person 24" in paired(again)


async def test_a_draft_with_somebody_who_left_since_is_not_published_and_is_drawn_again(empty: House) -> None:
    door = await chosen(empty)
    view = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    later(empty)
    door.gone = {21}
    for step in (empty.made.pair.chevrutot.publish_question, empty.made.pair.chevrutot.publish):
        with pytest.raises(Refusal) as no:
            await step(empty.lead, empty.cohort, view.pairing.id)
        assert no.value.why is Why.PAIRED_AND_LEFT
        assert "Person 21 left this server" in refusals.refusal(no.value).text
    assert "Person 21" not in paired(await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort))


async def test_partners_who_have_left_are_not_named_once_the_pairs_are_told(house: House) -> None:
    door = Door(house)
    door.gone = {21}
    await house.made.program.presence.nightly()
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message in {"pairs", "pair"}]
        said = [await house.made.pair.chevrutot.composers()[row.message](db, row, house.clock.now()) for row in rows]
    assert rows
    assert not [one for one in said if isinstance(one, Message) and "Person 21" in one.text]


def groups(view: PairsView) -> set[frozenset[str]]:
    """Who is drawn together, by name."""
    return {frozenset(view.names[person] for person in pair.members) for pair in view.pairing.pairs}


def together(view: PairsView) -> set[frozenset[str]]:
    """Each two who are drawn together."""
    return {frozenset(two) for group in groups(view) for two in itertools.combinations(sorted(group), 2)}


def number(view: PairsView, name: str) -> PersonId:
    return next(person for person, called in view.names.items() if called == name)


async def test_of_three_nobody_is_left_alone_and_of_one_there_is_no_draft(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line)
    await line.leave(24)
    trio = await made.draft(house.lead, house.cohort)
    assert groups(trio) == {frozenset({"Person 21", "Person 22", "Person 23"})}
    assert trio.alone == ()
    for user in (22, 23):
        await line.leave(user)
    assert await why(made.draft(house.lead, house.cohort)) is Why.NOT_READY


async def test_another_draw_brings_others_together_and_ends_what_was_drawn_before(line: Line) -> None:
    made, house = line.house.made.pair.chevrutot, line.house
    await full(line)
    first = await made.draft(house.lead, house.cohort)
    assert groups(await made.draft(house.manager, house.cohort)) == groups(first), "looked at again it is the same"
    drawn = first
    for _ in range(6):  # by chance alone it would be the same again sooner or later
        before, drawn = drawn, await made.redraw(house.lead, house.cohort, drawn.pairing.id)
        assert groups(drawn).isdisjoint(groups(before))
    for late in (made.redraw, made.publish, made.publish_question):
        assert await why(late(house.manager, house.cohort, first.pairing.id)) is Why.STALE


async def test_two_change_places_but_not_into_a_pair_that_one_of_them_never_wants(line: Line) -> None:
    made, house = line.house.made, line.house
    for user in range(21, 25):
        await house.apply(user)
    await made.joining.signups.save_wishes(actor(21), house.cohort, (), (22,))
    await house.select(21, 22, 23, 24)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert frozenset({"Person 21", "Person 22"}) not in together(drawn)
    (beside,) = next(group for group in groups(drawn) if "Person 21" in group) - {"Person 21"}
    (other,) = {"Person 23", "Person 24"} - {beside}

    async def swap(a: str, b: str) -> PairsView:
        return await made.pair.chevrutot.swap(house.lead, house.cohort, drawn.pairing.id, number(drawn, a), number(drawn, b))

    assert await why(swap(beside, "Person 22")) is Why.NEVER_TOGETHER
    assert groups(await made.pair.chevrutot.draft(house.lead, house.cohort)) == groups(drawn)
    assert groups(await swap(beside, other)) == {frozenset({"Person 21", other}), frozenset({"Person 22", beside})}
    assert await why(swap(beside, beside)) is Why.STALE


async def test_pairs_stand_once_they_are_published_and_are_told_once(line: Line) -> None:
    made, house = line.house.made, line.house
    await full(line)
    drawn = await made.pair.chevrutot.draft(house.lead, house.cohort)
    shown, many = await made.pair.chevrutot.publish_question(house.lead, house.cohort, drawn.pairing.id)
    assert (groups(shown), many) == (groups(drawn), 4)
    for _ in range(2):
        await made.pair.chevrutot.publish(house.lead, house.cohort, drawn.pairing.id)
    standing = await made.pair.chevrutot.draft(house.lead, house.cohort)
    assert (standing.published, groups(standing)) == (True, groups(drawn))
    await made.cohort.cohorts.start(house.lead, house.cohort, home(503))
    async with house.store.read() as db:
        told = [row.person for row in await db.deliveries.of_cohort(house.cohort) if row.message == "pair"]
    assert set(told) == {person for pair in drawn.pairing.pairs for person in pair.members}
    assert len(told) == 4


async def test_who_studied_together_before_is_not_drawn_together_again(line: Line) -> None:
    made, house = line.house.made, line.house
    await full(line)
    former = together(await made.pair.chevrutot.draft(house.lead, house.cohort))
    await house.begin()
    again = House(made, house.clock, CohortId(2))
    await opened(again, 4, Rule(2, 2, "15:00", 4, "2027-01"))
    for user in range(21, 25):
        await again.apply(user)
    await made.joining.selection.draft(actor(4), again.cohort)
    looked = await made.joining.selection.preview(actor(4), again.cohort)
    await made.joining.selection.publish(actor(4), again.cohort, looked.fingerprint)
    for user in range(21, 25):
        await made.joining.waitlist.accept(actor(user), again.cohort)
    drawn = await made.pair.chevrutot.draft(actor(4), again.cohort)
    redrawn = await made.pair.chevrutot.redraw(actor(4), again.cohort, drawn.pairing.id)
    assert former.isdisjoint(together(drawn) | together(redrawn))
