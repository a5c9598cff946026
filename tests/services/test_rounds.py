"""A round as its members and their facilitator see it: asked once, answered for both, corrected by either."""

from datetime import timedelta

from domain.cohort.cohorts import CohortState
from domain.ground.ids import ChannelId, MessageId, PersonId, UserId
from domain.ground.people import Actor
from domain.group.sessions import SessionState
from domain.pair.checkins import Answer
from domain.sending.deliveries import Delivery, DeliveryState, Subject
from domain.sending.facts import OfRound
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Message
from messages.own import people as words
from messages.pair import checkins as checkin_words
from services.sending.turns import Turns
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
    assert "A word on how it goes is welcome" in words.me(await house.made.own.people.me(actor(21))).text
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    for who in (actor(21), await partner_of(house, 21)):
        page = words.me(await house.made.own.people.me(who))
        assert "A word on how it goes" not in page.text
        assert "met. The button changes it" in page.text
        assert "check-in" not in {step for step, _ in (await house.made.own.people.help(who)).steps}


async def test_a_date_reminds_both_but_not_whoever_takes_the_month_off_by_their_own_word(house: House) -> None:
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


async def test_whoever_sets_a_date_is_promised_nothing_of_a_partner_who_takes_the_month_off(house: House) -> None:
    partner = await partner_of(house, 21)
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.DATE, "next Thursday 3pm")
    said: list[str] = []
    for answer in (Answer.MET, Answer.NOT_THIS_MONTH):
        await house.made.pair.checkins.answer(actor(partner.user), house.pair, 1, answer)
        given = await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.DATE, "next Thursday 3pm")
        said.append(checkin_words.answered(given.round, given.answer, given.at).text)
        said.append(checkin_words.answered(given.round, given.answer).text)
    assert said[:2] == said[2:], "and nothing in it tells the one from the other"
    assert not [text for text in said if given.round.partners[0] in text]


async def test_a_pair_that_asked_for_help_is_shown_to_the_facilitator_as_such(house: House) -> None:
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.HELP)
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    page = cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    looking = page.split("Looking for a time", 1)[1].split("Round by round", 1)[0]
    assert "Person 21" in looking


async def arrived(house: House, user: int, message: str, as_message: int) -> Delivery:
    """Mark that person's delivery of that kind in the first round as sent now."""
    async with house.store.begin() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        rows = await db.deliveries.of_cohort(house.cohort)
        row = next(
            r for r in rows if r.message == message and r.person == person.id and isinstance(r.facts, OfRound) and r.facts.round == 1
        )
        now = house.clock.now()
        await db.attempts.claim(row.id, now)
        await db.attempts.sent(row, now, ChannelId(900), MessageId(as_message))
    return row


async def test_a_reply_to_an_older_prompt_is_about_that_round(house: House) -> None:
    await arrived(house, 21, "prompt", 777)
    house.clock.move_to(house.clock.now() + timedelta(days=28))  # in the second round
    now = house.clock.now()
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met", now, MessageId(777))
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(779), ChannelId(900), "not this month", now, None)
    async with house.store.read() as db:
        first, second = await db.checkins.standing(house.pair, 1), await db.checkins.standing(house.pair, 2)
    assert first is not None
    assert second is not None
    assert (first.answer, second.answer) == (Answer.MET, Answer.NOT_THIS_MONTH)


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


async def in_the_last_round(house: House) -> None:
    """The third of four sessions was held, and the round before the last one is under way."""
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    house.clock.move_to(sessions[2].ends_at + timedelta(hours=1))
    await turns_of(house).run_due()
    house.clock.move_to(house.clock.now() + timedelta(days=3))


def turns_of(house: House) -> Turns:
    return Turns(house.made.sending.units, house.clock, house.made.by_time)


async def life(house: House) -> CohortState:
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    return cohort.state


async def post_of(house: House, number: int) -> str:
    """What the home reads about that session, as it would be posted now."""
    async with house.store.read() as db:
        session = next(s for s in await db.sessions.of(house.cohort) if s.number == number)
        row = await db.deliveries.by_key(f"session/{session.id}/announce")
        assert row is not None
        said = await house.made.group.sessions.composers()[Subject.SESSION](db, row, house.clock.now())
    assert isinstance(said, Message)
    return said.text


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


async def test_a_season_whose_last_session_is_called_off_closes_at_its_time(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    async with house.store.read() as db:
        last = (await db.sessions.of(house.cohort))[3]
    house.clock.move_to(last.starts_at - timedelta(hours=1))
    await turns_of(house).run_due()
    assert await life(house) is CohortState.MEETING
    house.clock.move_to(last.ends_at)
    await turns_of(house).run_due()
    assert await life(house) is CohortState.CLOSING
    async with house.store.read() as db:
        assert (await db.sessions.of(house.cohort))[3].state is SessionState.CANCELLED
    await house.made.pair.checkins.answer(actor(21), house.pair, 3, Answer.MET)


async def test_whoever_reads_that_the_last_session_is_off_is_promised_no_next_one(house: House) -> None:
    await in_the_last_round(house)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "No session follows it. Chevrutot go on studying until that day." in await post_of(house, 4)


async def test_whoever_reads_early_that_the_last_session_is_off_is_told_that_none_follows(house: House) -> None:
    await house.made.group.sessions.cancel(house.lead, house.cohort, 4, 0)
    assert "No session follows it, and nothing needs doing." in await post_of(house, 4)
    await house.made.group.sessions.cancel(house.lead, house.cohort, 2, 0)
    assert "go on studying until the next session" in await post_of(house, 2)
    await in_the_last_round(house)
    assert await life(house) is CohortState.CLOSING, "the third was the last"


async def test_a_season_of_which_all_that_was_to_come_is_called_off_closes_when_the_round_under_way_ends(house: House) -> None:
    async with house.store.read() as db:
        sessions = await db.sessions.of(house.cohort)
    for number in (4, 2, 3):  # in the first round, which the third session ends when it is called off
        house.clock.move_to(house.clock.now() + timedelta(minutes=1))
        await house.made.group.sessions.cancel(house.lead, house.cohort, number, 0)
    assert (await house.made.pair.checkins.current(actor(21), house.pair, 1)).until == sessions[2].starts_at
    house.clock.move_to(sessions[2].ends_at)
    await turns_of(house).run_due()
    assert await life(house) is CohortState.CLOSING


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
