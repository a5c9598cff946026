"""Two people, one answer: what one says is never silently replaced, and who counts on something hears when it is otherwise."""

from datetime import timedelta

import pytest

from domain.ground.ids import ChannelId, MessageId, UserId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.pair.agreeing import Standing
from domain.pair.checkins import Answer, Cell, CheckIn
from domain.sending.deliveries import Delivery, Subject
from domain.sending.facts import OfCheckIn
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Button, Choice, Message
from messages.own import people as own_words
from messages.pair import agreeing as words
from messages.pair.agreeing import Taken
from messages.program import report as report_words
from services.pair.partners import partner_line
from tests.services.conftest import House, actor
from tests.services.test_checkins import partner_of, reminded_of_the_date

THURSDAY, FRIDAY = "next Thursday 3pm", "next Friday 3pm"
MET, DATE, OFF, HELP = Answer.MET, Answer.DATE, Answer.NOT_THIS_MONTH, Answer.HELP


class Two:
    """Two who study together: Avi, who is user 21, and Dana."""

    def __init__(self, house: House, dana: int) -> None:
        self.house = house
        self.checkins = house.made.pair.checkins
        self._dana = dana

    @property
    def avi(self) -> Actor:
        return actor(21)

    @property
    def dana(self) -> Actor:
        return actor(self._dana)

    async def says(self, who: Actor, answer: Answer, typed: str | None = None) -> Taken:
        self.house.clock.move_to(self.house.clock.now() + timedelta(hours=1))
        return await self.checkins.answer(who, self.house.pair, 1, answer, typed)

    async def stands(self) -> Standing:
        async with self.house.store.read() as db:
            found = await db.checkins.standing(self.house.pair, 1)
        assert found is not None
        return found

    async def person(self, who: Actor) -> Person:
        async with self.house.store.read() as db:
            found = await db.people.by_user(who.user)
        assert found is not None
        return found

    async def notices(self, subject: Subject) -> list[tuple[Delivery, Message]]:
        """Word of that kind that has been planned and is still wanted, as it would be said now."""
        async with self.house.store.read() as db:
            rows = [row for row in await db.deliveries.of_cohort(self.house.cohort) if row.message is subject and row.on_its_way]
            made = [(row, await self.checkins.composers()[subject](db, row, self.house.clock.now())) for row in rows]
        return [(row, one) for row, one in made if isinstance(one, Message)]

    async def line(self, who: Actor) -> str | None:
        async with self.house.store.read() as db:
            cohort = await db.cohorts.get(self.house.cohort)
            person = await db.people.by_user(who.user)
            assert cohort is not None
            assert person is not None
            return await partner_line(db, cohort, person, self.house.clock.now())


@pytest.fixture
async def two(house: House) -> Two:
    return Two(house, (await partner_of(house, 21)).user)


def buttons(message: Message) -> list[Button]:
    return [button for row in message.rows if not isinstance(row, Choice) for button in row]


async def test_who_taps_not_this_month_after_their_partner_said_that_they_met_is_shown_it_and_replaces_nothing(two: Two) -> None:
    await two.says(two.avi, MET)
    shown = words.taken(await two.says(two.dana, OFF))
    assert "Person 21 told me on" in shown.text
    assert "that you met" in shown.text
    assert [button.act for button in buttons(shown)] == ["keep-theirs", "for-both"]
    assert (await two.stands()).agreed.answer is MET


async def test_an_answer_left_open_is_seen_by_the_facilitator_and_by_nobody_else(two: Two) -> None:
    await two.says(two.avi, MET)
    await two.says(two.dana, OFF)
    house = two.house
    cells = [line.cells[0] for line in (await house.made.pair.progresses.of(house.lead, house.cohort)).grid.lines]
    assert cells.count(Cell.UNSETTLED) == 1
    page = cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert "Two different answers" in page
    file = report_words.report(await house.made.program.reports.season(house.manager)).file
    assert file is not None
    head, row = file.content.decode("utf-8-sig").splitlines()[:2]
    counts = dict(zip(head.split(","), row.split(","), strict=True))
    first = {name: count for name, count in counts.items() if name.casefold().startswith("round 1")}
    assert [count for name, count in first.items() if "two different answers" in name] == ["1"]
    assert [count for name, count in first.items() if name.endswith(" met")] == ["1"], "what they last agreed on is what counts"
    assert "two different" not in own_words.me(await house.made.own.people.me(two.avi)).text
    assert await two.line(two.avi) is None
    assert await two.notices(Subject.PARTNER_CHANGED) == []


async def test_who_changes_it_for_both_tells_the_partner_at_once_where_they_would_be_misled(two: Two) -> None:
    await two.says(two.avi, DATE, THURSDAY)
    shown = await two.says(two.dana, OFF)
    assert shown.clash is not None
    assert len(await reminded_of_the_date(two.house)) == 1, "the promise to Avi stands until it is changed"
    given = await two.checkins.change_for_both(two.dana, two.house.pair, 1, shown.clash.mine.id)
    assert isinstance(given, Taken)
    assert "Noted for both of you. It won't be this month." in words.taken(given).text
    assert await reminded_of_the_date(two.house) == set()
    [(row, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert row.person == (await two.person(two.avi)).id
    assert "won't be this month" in told.text
    assert "So I won't remind you of <t:" in told.text
    again = await two.checkins.change_for_both(two.dana, two.house.pair, 1, shown.clash.mine.id)
    assert isinstance(again, CheckIn), "a second press says what stands"
    assert len(await two.notices(Subject.PARTNER_CHANGED)) == 1


async def test_who_keeps_what_the_partner_said_takes_their_own_answer_back_and_nobody_hears_of_it(two: Two) -> None:
    await two.says(two.avi, DATE, THURSDAY)
    shown = await two.says(two.dana, DATE, FRIDAY)
    assert shown.clash is not None
    given = await two.checkins.keep(two.dana, two.house.pair, 1, shown.clash.mine.id)
    assert isinstance(given, Taken)
    assert "nothing is changed" in words.taken(given).text
    assert (await two.stands()).open == ()
    assert len(await reminded_of_the_date(two.house)) == 2
    assert await two.notices(Subject.PARTNER_CHANGED) == []


async def test_a_reminder_that_was_promised_is_taken_back_in_words_when_the_partner_says_that_they_met(two: Two) -> None:
    await two.says(two.avi, DATE, THURSDAY)
    assert "Noted: you met" in words.taken(await two.says(two.dana, MET)).text
    [(row, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert row.person == (await two.person(two.avi)).id
    assert "that you met already" in told.text
    assert "So I won't remind you of <t:" in told.text
    assert row.facts_as(OfCheckIn).before is not None
    await two.says(two.dana, DATE, THURSDAY)  # it was a slip
    assert await two.notices(Subject.PARTNER_CHANGED) == [], "the reminder is kept, so there is nothing to take back"
    assert len(await reminded_of_the_date(two.house)) == 2


async def test_the_next_time_that_one_names_with_we_met_stands_beside_the_partner_s_we_met_and_is_shown_to_them(two: Two) -> None:
    house = two.house
    words_of_avi = "We met yesterday! We are meeting again tomorrow at 4pm"
    await house.made.pair.replies.receive(two.avi.user, "Person 21", MessageId(778), ChannelId(900), words_of_avi, house.clock.now(), None)
    assert len(await reminded_of_the_date(house)) == 2
    line = await two.line(two.dana)
    assert line is not None
    assert "that you met, and that you meet again" in line
    assert "Noted: you met" in words.taken(await two.says(two.dana, MET)).text
    assert len(await reminded_of_the_date(house)) == 2, "a plain word of the partner takes no promise back"


async def test_a_date_set_while_the_partner_is_away_reminds_its_author_alone_and_asks_the_other_at_once(two: Two) -> None:
    await two.says(two.avi, OFF)
    taken = words.taken(await two.says(two.dana, DATE, THURSDAY))
    assert "I will remind you before it" in taken.text
    assert await reminded_of_the_date(two.house) == {(await two.person(two.dana)).id}
    [(row, asked)] = await two.notices(Subject.OFF_ASKED)
    assert row.person == (await two.person(two.avi)).id
    assert "You told me that you take this month off, and I have not told" in asked.text
    assert [button.act for button in buttons(asked)][:2] == ["join", "tell-them"]
    assert buttons(asked)[1].label.startswith("Tell Person")
    assert (await two.stands()).open != (), "for the facilitator it is open until Avi chooses"
    await two.checkins.join(two.avi, two.house.pair, 1, row.facts_as(OfCheckIn).checkin)
    assert len(await reminded_of_the_date(two.house)) == 2
    assert (await two.stands()).open == ()


async def test_who_kept_a_partner_s_date_is_told_when_there_is_no_reminder_of_it_any_more(two: Two) -> None:
    await two.says(two.dana, DATE, FRIDAY)
    clash = (await two.says(two.avi, DATE, THURSDAY)).clash
    assert clash is not None
    await two.checkins.keep(two.avi, two.house.pair, 1, clash.mine.id)
    assert len(await reminded_of_the_date(two.house)) == 2
    await two.says(two.dana, MET)
    [(row, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert row.person == (await two.person(two.avi)).id
    assert "So I won't remind you of <t:" in told.text


async def test_word_of_an_answer_is_known_by_the_press_it_came_with(two: Two) -> None:
    """Not by the number of its row: after a backup is put back, another answer gets that number, and its word would be thought sent."""
    await two.says(two.avi, OFF)
    pressed = two.dana
    await two.says(pressed, DATE, THURSDAY)
    [(row, _)] = await two.notices(Subject.OFF_ASKED)
    assert f"/answer/{pressed.interaction}/asks/" in row.key


async def test_who_tells_that_it_will_not_be_this_month_takes_back_the_reminder_of_the_partner_in_words(two: Two) -> None:
    await two.says(two.avi, OFF)
    await two.says(two.dana, DATE, THURSDAY)
    await two.checkins.tell_partner(two.avi, two.house.pair, 1)
    await two.checkins.tell_partner(two.avi, two.house.pair, 1)
    assert await reminded_of_the_date(two.house) == set()
    [(row, told)] = await two.notices(Subject.PARTNER_CHANGED)
    assert row.person == (await two.person(two.dana)).id
    assert "So I won't remind you of <t:" in told.text
    assert await two.notices(Subject.OFF_ASKED) == []


async def test_a_month_off_that_was_told_is_shown_to_the_partner_who_sets_a_date(two: Two) -> None:
    await two.says(two.avi, OFF)
    await two.checkins.tell_partner(two.avi, two.house.pair, 1)
    shown = words.taken(await two.says(two.dana, DATE, THURSDAY))
    assert "that it won't be this month" in shown.text
    assert await reminded_of_the_date(two.house) == set()


@pytest.mark.parametrize("answer", [DATE, HELP])
async def test_nobody_is_shown_a_month_off_that_was_not_told(two: Two, answer: Answer) -> None:
    await two.says(two.avi, OFF)
    taken = await two.says(two.dana, answer, THURSDAY if answer is DATE else None)
    assert taken.clash is None
    for choose in (two.checkins.change_for_both, two.checkins.keep):  # forged: they were offered no such button
        forged = await choose(two.dana, two.house.pair, 1, taken.given.id)
        assert isinstance(forged, CheckIn)
        assert forged.answer is answer
    said = [
        words.taken(taken).text, own_words.me(await two.house.made.own.people.me(two.dana)).text, str(await two.line(two.dana)),
    ]  # fmt: skip
    assert not [text for text in said if "month off" in text or "won't be" in text or "Person 21 is" in text]


async def test_a_date_reaches_the_partner_with_its_day_at_their_next_natural_message(two: Two) -> None:
    given = await two.says(two.avi, DATE, THURSDAY)
    assert given.given.date is not None
    line = await two.line(two.dana)
    assert line is not None
    assert f"<t:{int(given.given.date.timestamp())}:F>" in line


async def test_words_written_while_the_bot_was_away_count_from_when_they_were_written(two: Two) -> None:
    house, written = two.house, two.house.clock.now() + timedelta(minutes=5)
    await two.says(two.avi, MET)
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "not this month", written, None)
    assert (await two.stands()).agreed.answer is MET, "the press was the later one"
    async with house.store.read() as db:
        row = await db.deliveries.by_key("reply/778/answer")
    assert row is not None
    assert "You wrote that before your latest answer" in str(row.facts)


async def test_an_answer_that_stood_until_an_earlier_one_was_read_is_shown_to_its_author(two: Two) -> None:
    house, written = two.house, two.house.clock.now() + timedelta(minutes=5)
    await two.says(two.dana, OFF)
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met", written, None)
    stands = await two.stands()
    assert (stands.agreed.answer, [one.answer for one in stands.open]) == (MET, [OFF])
    [(row, shown)] = await two.notices(Subject.PARTNER_FIRST)
    assert row.person == (await two.person(two.dana)).id
    assert [button.act for button in buttons(shown)] == ["keep-theirs", "for-both"]


async def test_words_are_about_the_round_in_which_they_were_written(house: House) -> None:
    written = house.clock.now()
    house.clock.move_to(written + timedelta(days=28))  # in the second round
    await house.made.pair.replies.receive(UserId(21), "Person 21", MessageId(778), ChannelId(900), "we met", written, None)
    async with house.store.read() as db:
        assert [(one.round, one.answer) for one in await db.checkins.of(house.cohort)] == [(1, MET)]


async def test_only_who_takes_the_month_off_may_tell_it(two: Two) -> None:
    await two.says(two.avi, OFF)
    with pytest.raises(Refusal) as no:
        await two.checkins.tell_partner(two.dana, two.house.pair, 1)
    assert no.value.why is Why.STALE


async def test_another_s_answer_is_nobody_else_s_to_confirm(two: Two) -> None:
    await two.says(two.avi, MET)
    shown = await two.says(two.dana, OFF)
    assert shown.clash is not None
    assert isinstance(await two.checkins.change_for_both(two.avi, two.house.pair, 1, shown.clash.mine.id), CheckIn)
    assert (await two.stands()).agreed.answer is MET
