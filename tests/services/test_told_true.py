"""What is told of a month is true for each who reads it: of three, of who takes it off, of who mourns, and of a time in several steps."""

from datetime import timedelta

import pytest

from domain.ground.ids import ChannelId, MessageId
from domain.ground.refusal import Refusal, Why
from domain.pair.checkins import Answer
from domain.sending.deliveries import Subject
from messages.pair import agreeing as words
from messages.pair.agreeing import Taken
from messages.pair.times import Found
from tests.services.conftest import House, actor
from tests.services.test_checkins import partner_of
from tests.services.test_times import Search, begun, buttons, looking

MET, DATE, OFF, HELP = Answer.MET, Answer.DATE, Answer.NOT_THIS_MONTH, Answer.HELP
NOA = actor(23)


@pytest.fixture
async def two(house: House) -> Search:
    return Search(house, (await partner_of(house, 21)).user)


@pytest.fixture
async def three(empty: House) -> Search:
    return await begun(empty, 21, 22, 23)


async def test_who_takes_the_month_off_is_not_told_that_they_met_when_the_other_two_did(three: Search) -> None:
    await three.says(NOA, OFF)
    await three.says(three.avi, MET)
    assert await three.line(three.dana) is not None
    assert await three.line(NOA) is None


async def test_who_wrote_of_a_loss_is_not_told_that_they_met(three: Search) -> None:
    replies, now = three.house.made.pair.replies, three.house.clock.now()
    await replies.receive(NOA.user, "Noa", MessageId(900), ChannelId(7), "We couldn't meet, I'm sitting shiva for my mother.", now, None)
    await three.says(three.avi, MET)
    assert await three.line(three.dana) is not None
    assert await three.line(NOA) is None


async def test_who_kept_a_partner_s_answer_is_not_told_it_once_more(two: Search) -> None:
    await two.says(two.avi, MET)
    shown = await two.says(two.dana, OFF)
    await two.checkins.keep(two.dana, two.house.pair, 1, shown.given.id)
    assert await two.line(two.dana) is None


async def test_a_date_that_is_changed_for_all_asks_who_openly_took_the_month_off_and_promises_them_no_reminder(two: Search) -> None:
    await two.says(two.dana, OFF)
    await two.checkins.tell_partner(two.dana, two.house.pair, 1)
    shown = await two.says(two.avi, DATE, "next Thursday 3pm")
    assert "If you change it, I let" in words.taken(shown).text
    await two.checkins.change_for_both(two.avi, two.house.pair, 1, shown.given.id)
    assert await two.notices(Subject.PARTNER_CHANGED) == []
    [(row, asked)] = await two.notices(Subject.PARTNER_FIRST)
    assert row.person == (await two.person(two.dana)).id
    assert "Until you choose, nothing changes" in asked.text
    assert [button.act for button in buttons(asked)] == ["keep-theirs", "for-both"]
    dana = (await two.person(two.dana)).id
    assert dana not in (await two.stands()).reminded([dana])
    own = (await two.stands()).unconfirmed(dana)
    assert own is not None
    kept = await two.checkins.keep(two.dana, two.house.pair, 1, own.id)
    assert isinstance(kept, Taken)
    assert dana in (await two.stands()).reminded([dana])


async def test_whose_answer_a_partner_changed_for_all_reads_what_they_had_said(two: Search) -> None:
    await two.says(two.avi, MET)
    shown = await two.says(two.dana, OFF)
    await two.checkins.change_for_both(two.dana, two.house.pair, 1, shown.given.id)
    [(_, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert "it won't be this month" in told.text
    assert "You had told me that you met." in told.text


async def test_who_has_tapped_a_time_is_not_asked_about_it_again_when_another_taps_it_too(three: Search) -> None:
    view = await looking(three)
    first, second = view.times[0].offer, view.times[1].offer
    await three.arrives(three.dana, 801)
    await three.arrives(NOA, 802)
    await three.times.choose(three.avi, first)
    await three.times.choose(three.dana, first)
    assert await three.hears(three.avi) == [], "they can then, and wait for the third"
    [(_, told)] = await three.hears(NOA)
    assert "Where Person 21 and Person 22 all can, your tap makes it a date." in told.text
    await three.times.choose(three.dana, second)
    [(_, other)] = await three.hears(three.avi)
    assert "you and Person 22 can" in other.text
    agreed = await three.times.choose(NOA, first)
    assert agreed.found is Found.AGREED


async def test_who_is_left_notes_nothing_for_two_and_hears_how_to_go_on(two: Search) -> None:
    view = await looking(two)
    await two.house.made.joining.signups.withdraw(two.dana, two.house.cohort)
    for answer, typed in ((OFF, None), (HELP, None), (DATE, "next Thursday 3pm")):
        with pytest.raises(Refusal) as no:
            await two.says(two.avi, answer, typed)
        assert no.value.why is Why.WITHOUT_PARTNER
    for tap in (two.times.choose(two.avi, view.times[0].offer), two.times.none_of_these(two.avi, two.house.pair, 1, view.attempt)):
        with pytest.raises(Refusal) as no:
            await tap
        assert no.value.why is Why.WITHOUT_PARTNER
    replies, now = two.house.made.pair.replies, two.house.clock.now()
    await replies.receive(two.avi.user, "Person 21", MessageId(901), ChannelId(7), "not this month", now, None)
    async with two.house.store.read() as db:
        heard = await db.deliveries.by_key("reply/901/answer")
    assert heard is not None
    assert "Nobody studies with you in" in str(heard.facts)
    assert (await two.says(two.avi, MET)).given.answer is MET, "that they had met may be said all the same"


async def test_once_a_season_is_over_its_questions_take_no_words_any_more(two: Search) -> None:
    house, avi = two.house, await two.person(two.avi)
    await house.made.joining.signups.withdraw(two.dana, house.cohort)
    async with house.store.read() as db:
        assert await db.alone.choosing(avi.id) == house.cohort
    cancellations = house.made.cohort.cancellations
    await cancellations.cancel(house.manager, house.cohort, (await cancellations.preview(house.manager, house.cohort, "")).mark)
    async with house.store.read() as db:
        assert await db.alone.choosing(avi.id) is None
        assert await db.alone.asked_of(avi.id, house.clock.now()) is None


async def test_i_will_tell_them_is_said_only_where_the_month_off_stands(two: Search) -> None:
    await two.says(two.avi, OFF)
    await two.says(two.dana, MET)
    stands = await two.checkins.tell_partner(two.avi, two.house.pair, 1)
    assert stands is not None
    assert stands.answer is MET


async def test_proposals_that_nobody_was_shown_do_not_count_as_tried(two: Search) -> None:
    for _ in range(3):
        view = await looking(two)
        assert view.found is Found.PROPOSED
        await two.says(two.avi, DATE, "next Thursday 3pm")
    await looking(two)
    [(_, told)] = await two.hears(two.dana)
    assert "By the hours that each of you gave me" in told.text


async def test_times_that_somebody_wrote_are_theirs_and_not_worked_out(two: Search) -> None:
    view = await looking(two)
    others = await two.times.none_of_these(two.avi, two.house.pair, 1, view.attempt)
    await two.times.none_of_these(two.avi, two.house.pair, 1, others.attempt)
    await two.times.offer(two.dana, two.house.pair, 1, "next Thursday 9am", "next Friday 10am")
    [(_, told)] = await two.hears(two.avi)
    assert f"{two.dana.name} can meet you at these times" in told.text
    [(_, word)] = await two.hears(two.house.lead, Subject.TIMES_FAILED)
    assert all(f"<t:{int(one.at.timestamp())}:F>" not in word.text for one in await two.offers() if not one.cannot)


async def test_two_of_three_agree_without_the_one_who_takes_the_month_off(three: Search) -> None:
    await three.says(NOA, OFF)
    view = await looking(three)
    await three.times.choose(three.avi, view.times[0].offer)
    assert (await three.times.choose(three.dana, view.times[0].offer)).found is Found.AGREED
    both = [(await three.person(one)).id for one in (three.avi, three.dana, NOA)]
    assert set((await three.stands()).reminded(both)) == set(both[:2])


async def test_who_waits_for_word_of_a_time_hears_that_none_suited(two: Search) -> None:
    view = await looking(two)
    await two.times.choose(two.avi, view.times[0].offer)
    await two.arrives(two.dana, 801)
    others = await two.times.none_of_these(two.dana, two.house.pair, 1, view.attempt)
    await two.arrives(two.avi, 802)
    await two.times.none_of_these(two.dana, two.house.pair, 1, others.attempt)
    [(_, told)] = await two.hears(two.avi)
    assert f"None of the times suits {two.dana.name}" in told.text


async def test_a_month_off_that_is_said_after_its_round_speaks_of_that_round_as_over(two: Search) -> None:
    house = two.house
    async with house.store.read() as db:
        closes = (await db.sessions.of(house.cohort))[1].starts_at
    house.clock.move_to(closes + timedelta(days=2))
    noted, ended = words.taken(await two.says(two.avi, OFF)).text, f"round that ended <t:{int(closes.timestamp())}:D>"
    assert ended in noted
    assert "I am quiet about it until" not in noted
    await two.checkins.tell_partner(two.avi, house.pair, 1)
    [(_, told)] = await two.notices(Subject.MONTH_OFF)
    assert f"took the {ended} off" in told.text
    assert "This round ends" not in told.text


async def test_a_month_off_that_is_passed_on_after_its_round_speaks_of_it_as_over(two: Search) -> None:
    await two.says(two.dana, MET)
    house, shown = two.house, await two.says(two.avi, OFF)
    await two.checkins.change_for_both(two.avi, house.pair, 1, shown.given.id)
    [(_, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert "it won't be this month" in told.text
    async with house.store.read() as db:
        house.clock.move_to((await db.sessions.of(house.cohort))[1].starts_at + timedelta(hours=1))
    [(_, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert "it won't be this month" not in told.text
    assert "in the round that ended <t:" in told.text
