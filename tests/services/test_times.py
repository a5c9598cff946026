"""Finding a time: proposed to both, passed on between them, a date when all have chosen it; else whoever leads hears what was tried."""

from datetime import datetime, timedelta

import pytest

from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.times import on_the_wall
from domain.pair.checkins import Answer
from domain.pair.times import Offer
from domain.sending.deliveries import Class, Delivery, Subject
from messages.ground.values import Message
from messages.pair import agreeing
from messages.pair import times as words
from messages.pair.times import Found, TimesView
from services.pair.study.times import Times
from tests.services.conftest import FIRST_ROUND, House, actor, posted
from tests.services.test_agreeing import Two, buttons
from tests.services.test_checkins import partner_of

ZONE = "America/New_York"
MET, DATE, OFF, HELP = Answer.MET, Answer.DATE, Answer.NOT_THIS_MONTH, Answer.HELP


class Search(Two):
    """A search for a time."""

    @property
    def times(self) -> Times:
        return self.house.made.pair.times

    async def offers(self) -> list[Offer]:
        async with self.house.store.read() as db:
            return await db.times.of_round(self.house.pair, 1)

    async def hears(self, who: Actor, subject: Subject = Subject.TIMES) -> list[tuple[Delivery, Message]]:
        """What of that kind is on its way to them, as it would be said now."""
        person = await self.person(who)
        composers = self.times.composers()
        async with self.house.store.read() as db:
            rows = [row for row in await db.deliveries.of_cohort(self.house.cohort) if (row.message, row.person) == (subject, person.id)]
            made = [(row, await composers[subject](db, row, self.house.clock.now())) for row in rows if row.on_its_way]
        return [(row, one) for row, one in made if isinstance(one, Message)]

    async def arrives(self, who: Actor, as_message: int) -> Message:
        """The one message about times that is on its way to them is sent."""
        [(row, said)] = await self.hears(who)
        self.house.clock.move_to(max(row.due, self.house.clock.now()))
        await posted(self.house, row.key, as_message)
        return said


@pytest.fixture
async def two(house: House) -> Search:
    return Search(house, (await partner_of(house, 21)).user)


async def looking(two: Search) -> TimesView:
    taken = await two.says(two.avi, HELP)
    assert taken.times is not None
    return taken.times


async def test_times_are_proposed_to_both_on_different_days_with_buttons_on_their_own_clock(two: Search) -> None:
    view = await looking(two)
    shown = words.shown(view)
    assert view.found is Found.PROPOSED
    assert len({one.when.date for one in view.times}) == len(view.times) == 3
    assert all(one.when.zone == ZONE and one.when.time.hour >= 12 for one in view.times), "who is free in the afternoons"
    assert [button.act for button in buttons(shown)][:4] == ["time-yes"] * 3 + ["times-none"]
    assert "pm" in buttons(shown)[0].label
    [(row, invited)] = await two.hears(two.dana)
    assert row.class_ is Class.NOTICE, "what a partner proposes is outside the week's budget"
    assert "would like to find a time to study with you" in invited.text
    assert [button.args for button in buttons(invited)[:3]] == [button.args for button in buttons(shown)[:3]]


async def test_the_first_who_taps_proposes_it_and_the_other_s_tap_makes_it_a_date_with_a_reminder_and_a_file(two: Search) -> None:
    view = await looking(two)
    chosen = view.times[1]
    first = await two.times.choose(two.avi, chosen.offer)
    assert first.found is Found.PASSED_ON
    invited = await two.arrives(two.dana, 801)
    assert "Person 21 can" in invited.text
    second = await two.times.choose(two.dana, chosen.offer)
    assert second.found is Found.AGREED
    assert second.file is not None
    stands = await two.stands()
    assert (stands.agreed.answer, stands.agreed.date, stands.open) == (DATE, chosen.when.instant(), ())
    assert {one.by for one in stands.voices} == {(await two.person(two.avi)).id, (await two.person(two.dana)).id}
    async with two.house.store.read() as db:
        reminders = [row for row in await db.deliveries.of_cohort(two.house.cohort) if row.message is Subject.DATE_REMINDER]
    assert {row.last_useful for row in reminders} == {chosen.when.instant()}
    assert len(reminders) == 2
    [(_, told)] = await two.hears(two.avi, Subject.TIME_AGREED)
    assert told.file is not None
    text = told.file.content.decode()
    assert f"DTSTART;TZID={ZONE}:{on_the_wall(chosen.when.instant(), ZONE):%Y%m%dT%H%M%S}" in text.replace("\r\n ", "")
    assert "DURATION:PT30M" in text
    for who in (two.avi, two.dana):
        again = await two.times.choose(who, chosen.offer)
        assert (again.found, again.at) == (Found.AGREED, chosen.when.instant()), "a button that is left says what stands"
    other = next(one for one in view.times if one.offer != chosen.offer)
    assert (await two.times.choose(two.dana, other.offer)).found is Found.OVER


async def test_who_agreed_on_a_time_in_the_moment_of_asking_is_told_when_there_is_no_reminder_of_it_any_more(two: Search) -> None:
    view = await looking(two)
    for who in (two.avi, two.dana):
        await two.times.choose(who, view.times[0].offer)
    await two.says(two.dana, Answer.MET)
    [(row, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert row.person == (await two.person(two.avi)).id
    assert "So I won't remind you of <t:" in told.text


async def test_none_of_these_proposes_others_and_then_whoever_leads_hears_what_was_tried(two: Search) -> None:
    view = await looking(two)
    tried = [one.when.instant() for one in view.times]
    others = await two.times.none_of_these(two.dana, two.house.pair, 1, view.attempt)
    assert others.found is Found.OTHERS
    fresh = [one.when.instant() for one in others.times]
    assert fresh
    assert not {(at.weekday(), at.hour) for at in tried} & {(at.weekday(), at.hour) for at in fresh}
    assert (await two.times.choose(two.avi, view.times[0].offer)).found is Found.OVER
    [(_, invited)] = await two.hears(two.avi)
    assert [button.args for button in buttons(invited)[:1]] == [(others.times[0].offer,)]
    assert await two.hears(two.house.lead, Subject.TIMES_FAILED) == []
    last = await two.times.none_of_these(two.avi, two.house.pair, 1, others.attempt)
    assert last.found is Found.TRIED
    assert [button.act for button in buttons(words.shown(last))][:2] == ["date", "ask-times"]
    [(_, word)] = await two.hears(two.house.lead, Subject.TIMES_FAILED)
    assert "Person 21" in word.text
    assert all(f"<t:{int(at.timestamp())}:F>" in word.text for at in [*tried, *fresh])
    assert "A next step" in word.text


async def test_nobody_is_written_to_about_times_more_than_twice_in_a_round(two: Search) -> None:
    view = await looking(two)
    await two.arrives(two.dana, 801)
    assert (await two.times.choose(two.avi, view.times[0].offer)).found is Found.PASSED_ON
    await two.arrives(two.dana, 802)
    assert (await two.times.choose(two.avi, view.times[1].offer)).found is Found.ENOUGH
    assert await two.hears(two.dana) == []
    shown = words.shown(await two.times.choose(two.avi, view.times[2].offer))
    assert "please tell them yourself" in shown.text


@pytest.mark.parametrize("answer", [MET, OFF, DATE])
async def test_when_somebody_answers_otherwise_nobody_is_asked_about_times_any_more(two: Search, answer: Answer) -> None:
    view = await looking(two)
    await two.says(two.dana, answer, "next Thursday 3pm" if answer is DATE else None)
    assert await two.hears(two.dana) == []
    for found in (
        await two.times.choose(two.avi, view.times[0].offer),
        await two.times.none_of_these(two.avi, two.house.pair, 1, view.attempt),
        await two.times.ask_for_times(two.avi, two.house.pair, 1),
        await two.times.offer(two.avi, two.house.pair, 1, "next Thursday 3pm"),
    ):
        assert found.found is Found.OVER
        assert "any more" in words.shown(found).text


async def test_who_takes_the_month_off_and_told_nobody_is_asked_about_that_and_is_proposed_no_times(two: Search) -> None:
    await two.says(two.avi, OFF)
    taken = await two.says(two.dana, HELP)
    assert taken.times is not None
    assert taken.times.found is Found.PROPOSED
    assert (await two.times.choose(two.dana, taken.times.times[0].offer)).found is Found.PASSED_ON
    assert await two.hears(two.avi) == []
    [(_, asked)] = await two.notices(Subject.OFF_ASKED)
    joined = await two.checkins.join(two.avi, two.house.pair, 1, int(buttons(asked)[0].args[2]))
    assert isinstance(joined, agreeing.Taken)
    assert joined.times is not None
    assert joined.times.times[0].can == (two.dana.name,)


async def test_where_no_hour_is_free_for_both_the_other_is_asked_for_two_times(empty: House) -> None:
    two = await begun(empty, 21, 22, hours=())
    view = await looking(two)
    assert view.found is Found.NOWHERE
    shown = words.shown(view)
    assert "I know of no hour that is usually free" in shown.text
    assert [button.act for button in buttons(shown)][:2] == ["date", "change"]
    assert "I ask Person 22 for two times that suit them" in shown.text
    [(_, word)] = await two.hears(empty.lead, Subject.TIMES_FAILED)
    assert "I could propose none" in word.text
    for _ in range(2):
        assert (await two.times.ask_for_times(two.avi, empty.pair, 1)).found is Found.ASKED
    [(_, asked)] = await two.hears(two.dana, Subject.TIMES_ASKED)
    assert buttons(asked)[0].act == "offer-times"
    assert (await two.times.offer_form(two.dana, empty.pair, 1)).fields[1].required is False
    with pytest.raises(Refusal) as no:
        await two.times.offer(two.dana, empty.pair, 1, "some day")
    assert no.value.why is Why.BAD_DATE
    assert (await two.times.offer(two.dana, empty.pair, 1, "next Thursday 3pm", "next Thursday 5pm")).found is Found.PASSED_ON
    await two.arrives(two.avi, 801)
    offers = await two.offers()
    assert (await two.times.choose(two.avi, offers[1].id)).found is Found.AGREED
    assert (await two.stands()).agreed.date == offers[1].at


async def test_whose_partner_finds_nothing_before_they_were_shown_anything_hears_who_looks_and_is_asked_for_times(two: Search) -> None:
    view = await looking(two)
    others = await two.times.none_of_these(two.avi, two.house.pair, 1, view.attempt)
    last = await two.times.none_of_these(two.avi, two.house.pair, 1, others.attempt)
    assert (last.found, last.asked) == (Found.TRIED, True)
    assert f"I ask {two.dana.name} for two times that suit them" in words.shown(last).text
    [(_, asked)] = await two.hears(two.dana, Subject.TIMES_ASKED)
    assert "Person 21 would like to study with you this month" in asked.text
    [(_, word)] = await two.hears(two.house.lead, Subject.TIMES_FAILED)
    assert "Person 21 asked me to help find a time for " in word.text


async def test_in_a_trio_it_is_a_date_when_all_three_have_chosen_it(empty: House) -> None:
    two = await begun(empty, 21, 22, 23)
    noa = actor(23)
    view = await looking(two)
    await two.times.choose(two.avi, view.times[0].offer)
    assert (await two.times.choose(two.dana, view.times[0].offer)).found is Found.PASSED_ON
    assert (await two.stands()).agreed.answer is HELP
    assert (await two.times.choose(noa, view.times[0].offer)).found is Found.AGREED
    assert len((await two.stands()).voices) == 3


async def test_what_is_proposed_keeps_out_of_quiet_time(two: Search) -> None:
    house = two.house
    house.clock.move_to(datetime.fromisoformat("2026-10-24T02:00:00+00:00"))  # Friday night in New York
    await looking(two)
    [(row, _)] = await two.hears(two.dana)
    assert row.due > house.clock.now() + timedelta(hours=20)


async def begun(house: House, *users: int, hours: tuple[str, ...] = ("weekday-afternoons",)) -> Search:
    """These are members in one group, in their first round."""
    await house.open()
    said = {"why": "It is asked of me.", "bring": "", "setting": "campus", "congregation": "", "readiness": "3"}
    for user in users:
        await house.made.joining.signups.save_why(actor(user), house.cohort, **said)
        await house.made.joining.signups.save_when(actor(user), house.cohort, "New York", "shabbat", hours, committed=True)
    await house.select(*users)
    await house.begin()
    house.clock.move_to(FIRST_ROUND)
    await house.look_around()
    return Search(house, 22)
