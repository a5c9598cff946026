"""Whether a pair fits: asked once and in private; other pairs are proposed, and nothing shows who asked or whether anybody did."""

from domain.ground.ids import PairId, UserId
from domain.ground.refusal import Why
from domain.pair.moves import How
from messages.pair import chevruta as pair_words
from messages.pair import moves as move_words
from tests.services.conftest import House, actor, posted, why
from tests.services.parting import DAY, begun, comes, pairs, partner_of, reads, waits_for
from tests.services.test_replies import write
from tests.services.waiting import Line, acts


async def after_the_first_round(line: Line, many: int = 6, days: int = 1) -> House:
    """A season of so many, so many days after the first round has closed."""
    house = await begun(line, many)
    async with house.store.read() as db:
        closes = (await db.sessions.of(house.cohort))[1].starts_at
    await line.wait(closes + days * DAY - house.clock.now())
    return house


async def pair_of(house: House, user: int) -> PairId:
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        return next(pair.id for pair in await db.chevruta.published(house.cohort) if person.id in pair.members)


async def proposed(house: House) -> str:
    """What staff see who ask for other pairs on the page of the pairs."""
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    nobody = next(iter(view.names)).__class__(0)
    return move_words.preview(
        await house.made.pair.moves.preview(house.lead, house.cohort, view.pairing.id, How.PROPOSE, nobody, nobody)
    ).text


async def test_after_the_first_round_each_of_a_pair_is_asked_once_in_private_and_reads_first_who_sees_it(line: Line) -> None:
    house = await after_the_first_round(line)
    said = await waits_for(house, "fit")
    assert set(said) == set(range(21, 27))
    partner = await partner_of(house, 21)
    (mine,) = said[21]
    assert f"Is it good to study with Person {partner}?" in mine.text
    assert "neither your partner nor your facilitator sees it" in mine.text
    pair = await pair_of(house, 21)
    assert {("fit-good", (pair,)), ("fit-another", (pair,))} <= acts(mine)
    await house.made.pair.fits.say(actor(21), pair, good=True)
    assert 21 not in await reads(house, "fit"), "who has answered is asked no more"


async def test_trios_are_not_asked_since_other_pairs_would_show_which_of_the_three_it_was(line: Line) -> None:
    house = await after_the_first_round(line, 5)
    trio = next(group for group in await pairs(house) if len(group) == 3)
    assert not trio & set(await reads(house, "fit"))


async def test_who_would_rather_have_another_partner_is_heard_at_a_fixed_time_and_the_word_names_nobody(line: Line) -> None:
    house = await after_the_first_round(line)
    pair = await pair_of(house, 21)
    said = await house.made.pair.fits.say(actor(21, None), pair, good=False)
    assert "between you and me" in said.text
    (word,) = (await waits_for(house, "fit-proposal"))[3]
    assert "Person" not in word.text
    assert "I can propose other pairs" in word.text
    await line.wait(7 * DAY)
    assert await line.sent("fit-proposal") == 0
    await line.wait(3 * DAY)
    assert await line.sent("fit-proposal") == 1, "nine days after the round, whenever it was answered"
    text = await proposed(house)
    assert "Person 21" in text
    assert text.count("Ends:") == 2, "four people change, and it makes no difference who of them asked"


async def test_without_any_wish_no_word_comes_and_the_page_proposes_in_the_same_words(line: Line) -> None:
    house = await after_the_first_round(line)
    before = await proposed(house)
    assert before.count("Ends:") == 2
    await line.wait(14 * DAY)
    assert await line.sent("fit-proposal") == 0


async def test_an_answer_changes_no_proposal_before_the_fixed_time_so_that_its_hour_shows_nobody(line: Line) -> None:
    house = await after_the_first_round(line)
    before = await proposed(house)
    for user in range(21, 27):
        await house.made.pair.fits.say(actor(user), await pair_of(house, user), good=False)
        assert await proposed(house) == before


async def test_the_pairs_page_offers_other_pairs_at_any_time(line: Line) -> None:
    house = await begun(line, 4)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    assert ("pairs-propose", (house.cohort, view.pairing.id)) in acts(pair_words.draft(view))


async def test_of_one_pair_alone_no_other_pairs_can_be_proposed_and_nobody_is_asked(line: Line) -> None:
    house = await after_the_first_round(line, 2)
    assert await reads(house, "fit") == {}
    assert "I can't propose other pairs" in await proposed(house)


async def test_nobody_answers_for_a_pair_that_is_not_theirs_or_is_none_any_more(line: Line) -> None:
    house = await begun(line, 4)
    pair = await pair_of(house, 21)
    (other, _) = {22, 23, 24} - {await partner_of(house, 21)}
    assert await why(house.made.pair.fits.say(actor(other), pair, good=False)) is Why.NOT_YOURS
    assert await why(house.made.pair.fits.say(actor(90), pair, good=False)) is Why.NOT_YOURS
    assert await why(house.made.pair.fits.say(actor(3), pair, good=False)) is Why.NOT_YOURS, "who leads them is none of them"
    before = {user: await pair_of(house, user) for user in range(21, 25)}
    await comes(house, line, 30)
    (three,) = [group for group in await pairs(house) if 30 in group]
    user = min(three)
    assert await why(house.made.pair.fits.say(actor(user), before[user], good=False)) is Why.STALE


async def test_what_was_answered_is_read_on_no_page_and_in_no_record(line: Line) -> None:
    house = await after_the_first_round(line)
    pages = house.made.cohort.cohorts, house.made.pair.progresses
    before = [str(await pages[0].today(house.lead, house.cohort)), str(await pages[1].of(house.lead, house.cohort))]
    await house.made.pair.fits.say(actor(21), await pair_of(house, 21), good=False)
    after = [str(await pages[0].today(house.lead, house.cohort)), str(await pages[1].of(house.lead, house.cohort))]
    assert after == before
    record = await house.made.program.reports.record(house.manager)
    assert "fit" not in str(record)


async def test_what_is_written_under_the_question_is_no_answer_and_nobody_is_told(line: Line) -> None:
    house = await after_the_first_round(line)
    pair = await pair_of(house, 21)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
    await posted(house, f"pair/{pair}/member/{person.id}/fit", 777)
    heard = await write(house, 21, "I cannot study with him, not this month and never", 777)
    assert {("fit-good", (pair,)), ("fit-another", (pair,))} <= acts(heard)
    async with house.store.read() as db:
        assert await db.checkins.of(house.cohort) == []
        assert await db.fits.wished(house.cohort) == {}
