"""The law changes a clock, and an update of the bot brings it: sessions stay on the wall, and who was told of them is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.ground.ids import UserId
from domain.ground.times import on_the_wall, zone_data
from domain.group.sessions import Rsvp, Session, SessionState
from domain.joining.standing import last_day
from domain.pair.checkins import Answer
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.timeline.turns import TurnKind
from messages.ground.values import Message
from rehearsal.other_clocks import with_the_clocks_of
from services.group.series import Rule
from services.group.zone_data import FOLLOWED
from services.own.calendars import Feeds
from tests.messages.reading import by_ical
from tests.services.conftest import HERE, House, actor, let_stand
from tests.services.waiting import Line, full

WINTER = "America/Puerto_Rico"  # keeps the time of New York's summer all year
SUMMER = datetime(2026, 8, 1, tzinfo=UTC)
FROM = datetime(2026, 11, 1, 6, tzinfo=UTC)  # when New York would go back to its winter time


@pytest.fixture
async def told(house: House) -> House:
    """A season in its first round, on a database that was last used with an earlier release."""
    async with house.store.begin() as db:
        await db.set_fact(FOLLOWED, "2025b")
    return house


@pytest.fixture
def new_rule(told: House) -> Iterator[None]:
    with with_the_clocks_of(WINTER, "America/New_York", FROM):
        yield


async def sessions(house: House) -> list[Session]:
    async with house.store.read() as db:
        return await db.sessions.of(house.cohort)


async def rows(house: House, message: Subject) -> list[Delivery]:
    async with house.store.read() as db:
        undone = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
    return [row for row in undone if row.message == message]


async def said(house: House, row: Delivery) -> Message:
    async with house.store.read() as db:
        composed = await house.made.group.composers()[row.message](db, row, house.clock.now())
    assert isinstance(composed, Message)
    return composed


@pytest.mark.usefixtures("new_rule")
async def test_new_york_stays_on_summer_time_and_no_session_moves_on_its_wall(told: House) -> None:
    before = await sessions(told)
    assert [one.starts_at.hour for one in before] == [17, 18, 18, 18], "as it was derived by the earlier release"
    assert await told.made.group.zone_data.follow() == 3
    after = await sessions(told)
    assert [one.starts_at.hour for one in after] == [17, 17, 17, 17]
    assert [one.when for one in after] == [one.when for one in before]
    assert all(on_the_wall(one.starts_at, one.when.zone).time() == time(13) for one in after)
    assert [one.revision for one in after] == [0, 1, 1, 1]
    assert [one.moved_from for one in after[1:]] == [one.starts_at for one in before[1:]]


@pytest.mark.usefixtures("new_rule")
async def test_all_that_is_derived_follows_and_once(told: House) -> None:
    second = (await sessions(told))[1]
    reminders = {row.person: row.ideal for row in await rows(told, Subject.SESSION_REMINDER) if f"session/{second.id}/" in row.key}
    for moved in (3, 0):
        assert await told.made.group.zone_data.follow() == moved
    after = {row.person: row.ideal for row in await rows(told, Subject.SESSION_REMINDER) if f"session/{second.id}/" in row.key}
    assert after == {person: ideal - timedelta(hours=1) for person, ideal in reminders.items()} != {}
    events = [row.key for row in await rows(told, Subject.SESSION_EVENT) if f"session/{second.id}/" in row.key]
    assert events == [f"session/{second.id}/event/1"]
    async with told.store.read() as db:
        assert await db.fact(FOLLOWED) == zone_data()


@pytest.mark.usefixtures("new_rule")
async def test_who_was_told_reads_once_what_stays_and_what_it_is_on_their_own_clock(told: House) -> None:
    await told.made.group.zone_data.follow()
    members_and_lead = await rows(told, Subject.CLOCKS_CHANGED)
    assert len({row.person for row in members_and_lead}) == len(members_and_lead) == 5
    assert await rows(told, Subject.SESSION_MOVED) == []
    texts: list[str] = []
    for row in members_and_lead:
        message = await said(told, row)
        assert "The rules for the clocks in New York have changed." in message.text
        assert message.text.count(", 13:00: for you <t:") == 3
        assert f"<t:{int(datetime(2026, 11, 10, 17, tzinfo=UTC).timestamp())}:F>" in message.text
        assert message.file is not None
        assert [(event.starts.hour, event.sequence) for event in by_ical(message.file.content)] == [(17, 1)] * 3
        texts.append(message.text)
    assert sum("Everybody who already knew these dates hears the same from me." in text for text in texts) == 1


@pytest.mark.usefixtures("new_rule")
async def test_who_leaves_before_it_goes_out_is_told_nothing(told: House) -> None:
    await told.made.group.zone_data.follow()
    await told.made.joining.signups.withdraw(actor(21), told.cohort)
    async with told.store.read() as db:
        person = await db.people.by_user(UserId(21))
    assert person is not None
    row = next(row for row in await rows(told, Subject.CLOCKS_CHANGED) if row.person == person.id)
    async with told.store.read() as db:
        assert await told.made.group.composers()[row.message](db, row, told.clock.now()) is Reason.UNWANTED


@pytest.mark.usefixtures("new_rule")
async def test_answers_stand_and_a_session_that_is_off_or_over_stays_as_it_is(told: House) -> None:
    second, third = (await sessions(told))[1:3]
    await told.made.group.sessions.answer(actor(21), second.id, Rsvp.YES)
    await told.made.group.sessions.cancel(told.lead, told.cohort, third.number, 0)
    assert await told.made.group.zone_data.follow() == 2
    async with told.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        assert (await db.sessions.answers(second.id))[person.id] == (Rsvp.YES, None)
    off = (await sessions(told))[2]
    assert (off.state, off.starts_at, off.revision) == (SessionState.CANCELLED, third.starts_at, 1)


async def test_who_has_not_yet_heard_of_a_move_hears_of_it_and_of_the_clocks_as_one(told: House) -> None:
    third = (await sessions(told))[2]
    await told.made.group.sessions.move(told.lead, told.cohort, 3, 0, "2026-12-15", "14:00")
    with with_the_clocks_of(WINTER, "America/New_York", FROM):
        await told.made.group.zone_data.follow()
        row = next(row for row in await rows(told, Subject.SESSION_MOVED) if f"session/{third.id}/" in row.key)
        text = (await said(told, row)).text
    at = datetime(2026, 12, 15, 18, tzinfo=UTC)
    assert f"has moved from <t:{int(third.starts_at.timestamp())}:F> to <t:{int(at.timestamp())}:F>" in text
    assert "rules" not in text


@pytest.mark.usefixtures("new_rule")
async def test_a_person_moves_a_session_again_and_it_is_a_move_again(told: House) -> None:
    await told.made.group.zone_data.follow()
    await told.made.group.sessions.move(told.lead, told.cohort, 2, 1, "2026-11-11", "13:00")
    moved = (await sessions(told))[1]
    assert (moved.by_clocks, moved.revision) == (False, 2)
    row = next(row for row in await rows(told, Subject.SESSION_MOVED) if row.key.endswith("/2"))
    assert "has moved from" in (await said(told, row)).text


async def test_before_anybody_was_told_of_dates_only_who_leads_hears_of_it(line: Line) -> None:
    house = line.house
    with with_the_clocks_of(WINTER, "America/New_York", FROM):
        assert await house.made.group.zone_data.follow() == 3
        assert [one.starts_at.hour for one in await sessions(house)] == [17, 17, 17, 17]
        (lead,) = await rows(house, Subject.CLOCKS_CHANGED)
        assert "Everybody who already knew these dates" in (await said(house, lead)).text
        assert await rows(house, Subject.SESSION_MOVED) == []


async def test_before_the_start_everybody_who_knows_the_dates_hears_of_the_clocks(line: Line) -> None:
    """Whose place is sure has read all dates on their own clock, of which three are another hour now."""
    house = line.house
    await full(line, 25)
    with with_the_clocks_of(WINTER, "America/New_York", FROM):
        assert await house.made.group.zone_data.follow() == 3
        heard = {row.person: await said(house, row) for row in await rows(house, Subject.CLOCKS_CHANGED)}
        (waits,) = [row for row in await rows(house, Subject.CLOCKS_CHANGED) if heard[row.person].file is None]
        assert len(heard) == 6, "four members, who waits for a place, and who leads"
        async with house.store.read() as db:
            people = await db.people.all_of([one for one in heard if one is not None])
            assert waits.person is not None
            assert people[waits.person].user == UserId(25)
        text = heard[waits.person].text
        assert "Your application stands as it is." in text
        assert "The file" not in text
        await line.leave(25)
        async with house.store.read() as db:
            assert await house.made.group.composers()[waits.message](db, waits, house.clock.now()) is Reason.UNWANTED


async def test_another_release_that_changes_nothing_here_tells_nobody(told: House) -> None:
    before = await sessions(told)
    assert await told.made.group.zone_data.follow() == 0
    assert await sessions(told) == before
    assert await rows(told, Subject.SESSION_MOVED) + await rows(told, Subject.CLOCKS_CHANGED) == []


@pytest.mark.usefixtures("new_rule")
async def test_the_calendar_that_people_follow_has_the_new_instants_at_once(told: House) -> None:
    view, _ = await told.made.own.calendars.renew(actor(21), "0")
    assert view.feed is not None
    assert view.feed.address is not None
    await told.made.group.zone_data.follow()
    content = await Feeds(told.store.read).read(view.feed.address.rpartition("/")[2].removesuffix(".ics"))
    assert content is not None
    assert [event.starts.hour for event in by_ical(content)] == [17, 17, 17, 17]
    assert b"DTSTART;TZID=America/New_York:20261110T130000" in content


WEST = "America/Chicago"  # an hour behind New York all year


async def test_a_window_opens_and_closes_at_its_hour_and_who_was_told_of_it_hears_it(line: Line) -> None:
    house = line.house
    await house.apply(21)
    async with house.store.read() as db:
        before = await db.cohorts.get(house.cohort)
    assert before is not None
    assert before.closes_at is not None
    with with_the_clocks_of(WEST, "America/New_York", SUMMER):
        await house.made.group.zone_data.follow()
        async with house.store.read() as db:
            after = await db.cohorts.get(house.cohort)
            assert await db.turns.due(before.closes_at) is None
            turn = await db.turns.due(before.closes_at + timedelta(hours=1))
        assert after is not None
        assert after.closes_at is not None
        assert after.closes_at == before.closes_at + timedelta(hours=1)
        assert turn is not None
        assert turn.kind == TurnKind.WINDOW_CLOSES
        assert on_the_wall(after.closes_at, after.zone).time() == time(12), "that day is an eve"
        told = await rows(house, Subject.WINDOW_CLOCKS)
        assert len(told) == len({row.person for row in told}) == 2, "who leads it, and who has applied"
        text = (await said(house, told[0])).text
        assert "stays at its hour on the clock there" in text
        assert f"at 12:00 pm: for you <t:{int(after.closes_at.timestamp())}:F>" in text
        assert await house.made.group.zone_data.follow() == 0
        assert len(await rows(house, Subject.WINDOW_CLOCKS)) == 2


async def test_a_window_that_is_still_to_open_opens_at_nine(empty: House) -> None:
    await empty.made.group.series.draft_series(empty.lead, empty.cohort, Rule(2, 1, "13:00", 4, "2026-11"))
    await let_stand(empty.made.group.series, empty.lead, empty.cohort)
    await empty.made.joining.windows.open(empty.lead, empty.cohort, "2026-09-30", "2026-09-10")
    async with empty.store.begin() as db:
        await db.set_fact(FOLLOWED, "2025b")
    with with_the_clocks_of(WEST, "America/New_York", SUMMER):
        await empty.made.group.zone_data.follow()
        async with empty.store.read() as db:
            found = await db.cohorts.get(empty.cohort)
        assert found is not None
        assert found.opens_at == datetime(2026, 9, 10, 14, tzinfo=UTC)
        assert len(await rows(empty, Subject.WINDOW_CLOCKS)) == 1, "nobody but who leads it was told"


async def test_the_date_of_a_pair_stays_at_its_hour_on_the_clock_by_which_it_was_set(told: House) -> None:
    given = await told.made.pair.checkins.answer(actor(21), told.pair, 1, Answer.DATE, "next Thursday 3pm")
    before = given.given.date
    assert before is not None
    with with_the_clocks_of(WEST, "America/New_York", SUMMER):
        await told.made.group.zone_data.follow()
        async with told.store.read() as db:
            stands = await db.checkins.standing(told.pair, 1)
        assert stands is not None
        date = stands.agreed.date
        assert date is not None
        assert date == before + timedelta(hours=1)
        reminders = await rows(told, Subject.DATE_REMINDER)
        assert {row.last_useful for row in reminders} == {date}
        words = await rows(told, Subject.DATE_CLOCKS)
        assert len(words) == len({row.person for row in words}) == 2
        assert (
            f"at 3:00 pm there, and it stays at that hour. For you that is <t:{int(date.timestamp())}:F>"
            in (await said(told, words[0])).text
        )


async def test_a_pause_and_a_standing_end_on_the_day_that_was_named_and_nobody_hears_of_it(told: House) -> None:
    until, _ = await told.made.own.people.pause(actor(21), 14)
    await told.made.joining.standings.attest(told.manager, UserId(21), "Person 21", good=True, until="2026-12-31")
    planned = {row.key for row in await rows(told, Subject.CLOCKS_CHANGED)}
    assert not planned
    with with_the_clocks_of(WEST, "America/New_York", SUMMER):
        await told.made.group.zone_data.follow()
        async with told.store.read() as db:
            person = await db.people.by_user(UserId(21))
            program = await db.programs.on(HERE)
            assert person is not None
            assert program is not None
            _, kept = await db.standing.looks(program.id, person.id)
        assert kept is not None
        assert kept.until is not None
        assert (person.paused_until, last_day(kept, program.zone)) == (until + timedelta(hours=1), date(2026, 12, 31))
