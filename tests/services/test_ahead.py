"""In the last round of a cohort nobody is promised a text or a partner that no round is left for."""

from domain.pair.apart import Way
from domain.pair.moves import How
from messages.own import people as people_words
from messages.pair import apart as words
from messages.pair import moves as move_words
from tests.services.conftest import House, actor
from tests.services.parting import DAY, alone, begun, comes, pairs, partner_of, reads
from tests.services.test_replies import write
from tests.services.waiting import Line, acts


async def in_the_last_round(line: Line, many: int = 6) -> House:
    """Its text has come to everybody."""
    house = await begun(line, many)
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    await line.wait(sessions[-2].ends_at + 4 * DAY - house.clock.now())
    return house


async def test_who_is_left_in_the_last_round_is_promised_nothing_more_and_no_pair_is_asked(line: Line) -> None:
    house = await in_the_last_round(line)
    left, before = await partner_of(house, 21), await pairs(house)
    await line.leave(21)
    told = (await reads(house, "partner-left"))[left]
    assert "no further round of study begins" in told.lower()
    assert "each month's text" not in told
    apart = house.made.pair.apart
    for answer in (await apart.study_as_three(actor(left), house.cohort), await apart.wait(actor(left), house.cohort)):
        said = words.chosen(answer)
        assert "no further round of study begins" in said.text
        assert "each month's text" not in said.text
        assert not acts(said)
    async with house.store.read() as db:
        assert await db.alone.open_asks(house.cohort) == []
    assert await reads(house, "third-asked") == {}
    assert await pairs(house) == before - {frozenset({21, left})}


async def test_two_who_are_left_in_the_last_round_are_not_made_a_pair_of_no_round(line: Line) -> None:
    house = await in_the_last_round(line)
    one = await partner_of(house, 21)
    await line.leave(21)
    leaves = next(user for group in await pairs(house) for user in sorted(group))
    other = await partner_of(house, leaves)
    await line.leave(leaves)
    await line.wait(6 * DAY)
    assert set(await alone(house)) == {one, other}
    assert await reads(house, "partner-beside") == {}


async def test_words_to_who_is_left_in_the_last_round_show_no_choice_that_leads_nowhere(line: Line) -> None:
    house = await in_the_last_round(line)
    left = await partner_of(house, 21)
    await line.leave(21)
    assert await alone(house) == {left: Way.ASKED}
    assert not {"apart-three", "apart-wait"} & {act for act, _ in acts(people_words.me(await house.made.own.people.me(actor(left))))}
    said = await write(house, left, "Who do I study with now?", as_message=901)
    assert not {"apart-three", "apart-wait"} & {act for act, _ in acts(said)}


async def test_staff_are_not_told_of_a_next_round_for_a_new_pair_where_there_is_none(line: Line) -> None:
    house = await begun(line, 4)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    a, b = view.pairing.pairs[0].members[0], view.pairing.pairs[1].members[0]

    async def shown() -> str:
        return move_words.preview(await house.made.pair.moves.preview(house.lead, house.cohort, view.pairing.id, How.EXCHANGE, a, b)).text

    assert "begins with the round that opens after the next session" in await shown()
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    await line.wait(sessions[-2].ends_at + 4 * DAY - house.clock.now())
    assert "begins with the round" not in await shown()
    assert "No further round begins" in await shown()


async def test_who_comes_in_the_last_round_while_its_text_is_worth_having_studies_with_who_waits(line: Line) -> None:
    house = await begun(line, 6)
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.wait(actor(left), house.cohort)
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    await line.wait(sessions[-2].ends_at + 4 * DAY - house.clock.now())
    await comes(house, line, 30)
    assert frozenset({30, left}) in await pairs(house)
