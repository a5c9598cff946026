"""Pairs: drafted, changed by hand and published by a person, and told to those who study together."""

import pytest

from domain.ground.refusal import Refusal, Why
from messages.ground.values import Message
from messages.own import people as people_words
from messages.pair import chevruta as pair_words
from messages.pair.chevruta import PairsView
from tests.services.conftest import House
from tests.services.leaving import Door, chosen, later


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
        assert "Person 21 left this server" in people_words.refusal(no.value).text
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
