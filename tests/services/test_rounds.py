"""A round as its members and their facilitator see it: asked once, answered for both, corrected by either."""

from datetime import timedelta

from domain.ids import PersonId, UserId
from domain.people import Actor
from domain.words import Answer
from messages import cohorts as cohort_words
from messages import people as words
from tests.services.conftest import House, actor


async def partner_of(house: House, user: int) -> Actor:
    """Whoever studies with that user in the pair that the house looks at."""
    async with house.store.read() as db:
        member = await db.people.by_user(UserId(user))
        pair = await db.chevruta.get(house.pair)
        assert member is not None
        assert pair is not None
        other = await db.people.get(next(p for p in pair.members if p != member.id))
        assert other is not None
        assert other.user is not None
    return actor(other.user)


async def reminded_of_the_date(house: House) -> set[PersonId]:
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort)
    return {row.person for row in rows if row.message == "date-reminder" and row.person is not None and row.state.value == "pending"}


async def test_whoever_answered_is_asked_nothing_more_and_may_change_it(house: House) -> None:
    assert "A word on how it goes is welcome" in words.me(await house.made.people.me(actor(21))).text
    await house.made.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    for who in (actor(21), await partner_of(house, 21)):
        page = words.me(await house.made.people.me(who))
        assert "A word on how it goes" not in page.text
        assert "met. The button changes it" in page.text
        assert "check-in" not in {step for step, _ in (await house.made.people.help(who)).steps}


async def test_a_date_reminds_both_but_not_whoever_takes_the_month_off_by_their_own_word(house: House) -> None:
    partner = await partner_of(house, 21)
    await house.made.checkins.answer(actor(21), house.pair, 1, Answer.NOT_THIS_MONTH)
    await house.made.checkins.answer(partner, house.pair, 1, Answer.DATE, "next Thursday 3pm")
    reminded = await reminded_of_the_date(house)
    async with house.store.read() as db:
        off, other = await db.people.by_user(UserId(21)), await db.people.by_user(partner.user)
    assert off is not None
    assert other is not None
    assert reminded == {other.id}
    await house.made.checkins.answer(actor(21), house.pair, 1, Answer.DATE, "next Thursday 3pm")
    assert await reminded_of_the_date(house) == {off.id, other.id}, "and is reminded again once they say so"


async def test_a_pair_that_asked_for_help_is_shown_to_the_facilitator_as_such(house: House) -> None:
    await house.made.checkins.answer(actor(21), house.pair, 1, Answer.HELP)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    page = cohort_words.today(await house.made.cohorts.today(house.lead, house.cohort)).text
    looking = page.split("Looking for a time", 1)[1].split("Round by round", 1)[0]
    assert "Person 21" in looking
