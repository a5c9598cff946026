"""Who leads hears a week before a round opens that it has no text, and gives it one by a tap."""

from datetime import timedelta

import pytest

from domain.ground.ids import PairId, UserId
from domain.ground.refusal import Why
from domain.group.sessions import rounds
from domain.pair.formats import numbered
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from messages.ground.values import Button, Message
from messages.group import ways as words
from messages.pair import formats
from tests.services.conftest import House, why
from tests.services.rounds import arrived


async def word_of(house: House, round_: int) -> Delivery:
    """The word to the facilitator about that round's text."""
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort)
    return next(row for row in rows if row.message == Subject.ROUND_LACKS and f"/{round_}/" in row.key)


async def said(house: House, row: Delivery) -> Message | Reason:
    """What it would say now."""
    async with house.store.read() as db:
        found = await house.made.group.ways.composers()[Subject.ROUND_LACKS](db, row, house.clock.now())
    assert isinstance(found, Message | Reason)
    return found


async def prompt_to(house: House, user: int, round_: int) -> str:
    """What that person would be sent to study in a round."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        rows = await db.deliveries.of_cohort(house.cohort)
        row = next(r for r in rows if r.key.endswith(f"/member/{person.id}/prompt") and f"/{house.cohort}/{round_}/pair" in r.key)
        found = await house.made.pair.checkins.composers()[Subject.PROMPT](db, row, house.clock.now())
    assert isinstance(found, Message)
    return found.text


def buttons(message: Message) -> list[Button]:
    return [button for row in message.rows if isinstance(row, tuple) for button in row]


async def other_pair(house: House) -> tuple[PairId, int]:
    """The pair of the season that is not Person 21's, and one of its two."""
    async with house.store.read() as db:
        pair = next(one for one in await db.chevruta.published(house.cohort) if one.id != house.pair)
        user = (await db.people.all_of(pair.members))[pair.members[0]].user
    assert user is not None
    return pair.id, user


async def test_a_week_before_a_round_opens_its_facilitator_is_offered_three_ways_to_study_and_their_own(house: House) -> None:
    async with house.store.read() as db:
        second = rounds(await db.sessions.of(house.cohort))[1]
    word = await word_of(house, 2)
    assert timedelta(days=6) < second.opens_at - word.due <= timedelta(days=7)
    message = await said(house, word)
    assert isinstance(message, Message)
    assert [button.act for button in buttons(message)] == ["way", "way", "way", "prompt-write"]
    offered = [int(button.args[2]) for button in buttons(message)[:3]]
    assert 1 not in offered, "the first round falls to the first way, so that is not offered again"
    assert [button.label for button in buttons(message)[:3]] == [formats.title(numbered(way)) for way in offered]
    assert buttons(message)[3].label == "Write my own"


async def test_one_tap_makes_it_the_way_that_every_pair_studies_and_nothing_more_is_said(house: House) -> None:
    word = await word_of(house, 2)
    given = await house.made.group.ways.choose(house.lead, house.cohort, 2, 7)
    assert "Saved" in words.chosen(given).text
    assert formats.described(numbered(7)) in await prompt_to(house, 21, 2)
    assert await said(house, word) is Reason.UNWANTED
    third = await said(house, await word_of(house, 3))
    assert isinstance(third, Message)
    assert 7 not in [button.args[2] for button in buttons(third)[:3]], "it was used in this cohort"


async def test_a_text_that_was_written_meanwhile_is_not_lost_by_an_old_button(house: House) -> None:
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "", "Who is not in the room?")
    kept = await house.made.group.ways.choose(house.manager, house.cohort, 2, 7)
    assert kept.kept
    assert "Nothing has changed" in words.chosen(kept).text
    assert "Who is not in the room?" in await prompt_to(house, 21, 2)


@pytest.mark.parametrize(("round_", "way", "no"), [(9, 5, Why.NO_SUCH_ROUND), (2, 0, Why.UNKNOWN_BUTTON), (2, 13, Why.UNKNOWN_BUTTON)])
async def test_a_forged_button_gives_no_round_a_way(house: House, round_: int, way: int, no: Why) -> None:
    assert await why(house.made.group.ways.choose(house.lead, house.cohort, round_, way)) is no


async def test_one_pair_can_study_something_else_than_the_others(house: House) -> None:
    _, user = await other_pair(house)
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "", "For everybody")
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "Ruth 1", "For these two", house.pair)
    assert "For these two" in await prompt_to(house, 21, 2)
    assert "For everybody" in await prompt_to(house, user, 2)
    form = await house.made.group.prompts.prompt_form(house.lead, house.cohort, 2, house.pair)
    assert form.args == (house.cohort, 2, house.pair)
    assert [field.value for field in form.fields] == ["Ruth 1", "For these two"]
    assert "Person 21" in form.title


async def test_a_pair_of_another_cohort_gets_no_text_by_a_forged_form(house: House) -> None:
    assert await why(house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "", "Ours", PairId(9999))) is Why.STALE
    assert await why(house.made.group.prompts.prompt_form(house.lead, house.cohort, 2, PairId(9999))) is Why.STALE


async def test_once_each_pair_has_a_text_of_its_own_the_round_lacks_none(house: House) -> None:
    second, _ = await other_pair(house)
    for pair in (house.pair, second):
        assert isinstance(await said(house, await word_of(house, 2)), Message)
        await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "", "Who?", pair)
    assert await said(house, await word_of(house, 2)) is Reason.UNWANTED


async def test_who_sees_what_is_said_in_full_once_a_season(house: House) -> None:
    assert "Who sees what" in await prompt_to(house, 21, 1)
    row = await arrived(house, 21, "prompt", 777)
    async with house.store.read() as db:
        now = await db.deliveries.get(row.id)
    assert now is not None
    assert now.state is DeliveryState.SENT
    assert "Who sees what" not in await prompt_to(house, 21, 2)
    assert "Who sees what" in await prompt_to(house, 22, 2), "who has not had one yet reads it whole"
