"""A round as its members and their facilitator see it: asked once, answered for both, corrected by either."""

from datetime import timedelta

from domain.ground.ids import ChannelId, MessageId, PersonId, UserId
from domain.pair.checkins import Answer
from domain.sending.deliveries import Delivery, DeliveryState, Subject
from domain.sending.facts import OfRound
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.own import people as words
from messages.pair import agreeing
from tests.services.conftest import House, actor
from tests.services.rounds import arrived, in_the_last_round, partner_of


async def reminded_of_the_date(house: House) -> set[PersonId]:
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort)
    return {row.person for row in rows if row.message == "date-reminder" and row.person is not None and row.state.value == "pending"}


async def test_whoever_answered_is_asked_nothing_more_and_may_change_it(house: House) -> None:
    assert "A word on how it goes is welcome" in words.me(await house.made.own.people.me(actor(21))).text
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    for who in (actor(21), await partner_of(house, 21)):
        page = words.me(await house.made.own.people.me(who))
        assert "A word on how it goes" not in page.text
        assert "met. The button changes it" in page.text
        assert "check-in" not in {step for step, _ in (await house.made.own.people.help(who)).steps}


async def test_a_date_is_not_promised_to_who_takes_the_month_off_until_they_say_that_you_meet(house: House) -> None:
    partner = await partner_of(house, 21)
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.NOT_THIS_MONTH)
    await house.made.pair.checkins.answer(partner, house.pair, 1, Answer.DATE, "next Thursday 3pm")
    reminded = await reminded_of_the_date(house)
    async with house.store.read() as db:
        off, other = await db.people.by_user(UserId(21)), await db.people.by_user(partner.user)
    assert off is not None
    assert other is not None
    assert reminded == {other.id}
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.DATE, "next Thursday 3pm")
    assert await reminded_of_the_date(house) == {off.id, other.id}, "and is reminded again once they say so"


async def test_whoever_sets_a_date_reads_the_same_whether_or_not_their_partner_takes_the_month_off_without_telling(house: House) -> None:
    partner = await partner_of(house, 21)
    before = agreeing.taken(await house.made.pair.checkins.answer(partner, house.pair, 1, Answer.DATE, "next Thursday 3pm"))
    await house.made.pair.checkins.answer(actor(partner.user), house.pair, 1, Answer.HELP)
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.NOT_THIS_MONTH)
    again = await house.made.pair.checkins.answer(actor(partner.user), house.pair, 1, Answer.DATE, "next Thursday 3pm")
    assert agreeing.taken(again) == before


async def test_a_pair_that_asked_for_help_is_shown_to_the_facilitator_as_such(house: House) -> None:
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.HELP)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    page = cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    looking = page.split("Looking for a time", 1)[1].split("Round by round", 1)[0]
    assert "Person 21" in looking


async def test_the_softer_note_comes_a_week_after_the_prompt_really_came(house: House) -> None:
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        rows = await db.deliveries.of_cohort(house.cohort)
    nudge = next(r for r in rows if r.message == "nudge" and r.person == person.id and r.facts_as(OfRound).round == 1)
    house.clock.move_to(nudge.due - timedelta(days=3))
    await arrived(house, 21, "prompt", 777)
    came = house.clock.now()
    house.clock.move_to(nudge.due)
    assert await house.made.attempts.take(nudge.id) is None
    async with house.store.read() as db:
        waits = await db.deliveries.get(nudge.id)
    assert waits is not None
    assert waits.due == came + timedelta(days=7)


async def test_a_pair_whose_last_session_is_called_off_goes_on_answering_the_round_until_that_day(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    await house.made.pair.checkins.answer(actor(21), house.pair, 3, Answer.MET)
    now = house.clock.now()
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met yesterday", now, None)
    async with house.store.read() as db:
        assert [(one.round, one.answer) for one in await db.checkins.of(house.cohort)] == [(3, Answer.MET)] * 2
    await house.made.pair.checkins.answer(actor(21), house.pair, 3, Answer.DATE, "next Thursday 3pm")
    reminded = await reminded_of_the_date(house)
    assert len(reminded) == 2
    async with house.store.read() as db:
        rows = [r for r in await db.deliveries.of_cohort(house.cohort) if r.message == "date-reminder" and r.person in reminded]
        said = [await house.made.pair.checkins.composers()[Subject.DATE_REMINDER](db, row, row.due) for row in rows]
    assert all(isinstance(one, Message) and "You meant to study" in one.text for one in said)


async def test_a_nudge_that_may_have_gone_out_before_a_backup_is_looked_for_though_the_pair_has_answered_meanwhile(house: House) -> None:
    async with house.store.read() as db:
        nudge = min((row for row in await db.deliveries.of_cohort(house.cohort) if _nudges(house, row)), key=lambda row: row.due)
    house.clock.move_to(nudge.due + timedelta(hours=1))
    for answer in (Answer.MET, Answer.HELP):  # the second answer comes before the first made the bot look
        await house.made.pair.checkins.answer(actor(21), house.pair, 1, answer)
        async with house.store.read() as db:
            left = await db.deliveries.get(nudge.id)
        assert left is not None
        assert left.state is DeliveryState.PENDING
        assert left.must_look(house.clock.now())


def _nudges(house: House, row: Delivery) -> bool:
    return row.message == "nudge" and f"/1/pair/{house.pair}/" in row.key and row.state is DeliveryState.PENDING
