"""The sessions of a group: what members read of them, and what follows when the last ones are called off."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import SessionId, UserId
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import Rsvp, SessionState
from domain.pair.checkins import Answer
from messages.ground import refusals
from messages.ground.words import moment
from messages.group import sessions as words
from tests.services.conftest import LINK, House, actor, why
from tests.services.dated import told
from tests.services.rounds import in_the_last_round, turns_of
from tests.services.waiting import Line, season


async def life(house: House) -> CohortState:
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    return cohort.state


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


async def test_better_dates_for_a_session_that_moves_lie_between_the_one_before_it_and_the_next(line: Line) -> None:
    house, _ = await season(line)
    seen = await house.made.group.sessions.preview_move(house.lead, house.cohort, 2, "2026-12-06", "1pm")  # Chanukah
    assert "nothing near" not in words.change_question(seen).text
    assert "Better: Sun, Nov 29" in words.change_question(seen).text


async def test_a_session_that_would_begin_at_night_is_asked_back_and_the_count_is_by_each_clock(line: Line) -> None:
    house = line.house
    for user, zone in ((21, "New York"), (22, "Jerusalem"), (23, "London"), (24, "New York")):
        await house.apply(user, zone)
    await house.select(21, 22, 23, 24)
    await house.begin()

    async def asked(time: str) -> str:
        return words.change_question(await house.made.group.sessions.preview_move(house.lead, house.cohort, 2, "2026-11-17", time)).text

    night = "It begins at night at home (8:30 pm to 9:00 am), and at night for 3 of 4 people. If that is a slip, type the time again"
    assert night in await asked("03:00"), "it is 10:00 in Jerusalem"
    assert "It begins at night (8:30 pm to 9:00 am) for 1 of 4 people" in await asked("3pm"), "22:00 in Jerusalem"
    assert "at night" not in await asked("11:00")


async def test_a_session_is_moved_to_where_the_preview_said_and_pressed_twice_it_stays_there(line: Line) -> None:
    house, first = await season(line)
    made = house.made.group.sessions
    seen = await made.preview_move(house.lead, house.cohort, 1, "2026-10-15", "2pm")
    assert seen.session.starts_at == first.starts_at, "nothing has changed yet"
    for _ in range(2):
        moved, _ = await made.move(house.lead, house.cohort, 1, seen.session.revision, "2026-10-15", "2pm")
        assert (moved.starts_at, moved.revision) == (datetime(2026, 10, 15, 18, 0, tzinfo=UTC), first.revision + 1)
    assert await why(made.move(house.lead, house.cohort, 1, first.revision, "2026-10-16", "2pm")) is Why.STALE
    assert await why(made.cancel(house.manager, house.cohort, 1, first.revision)) is Why.STALE


@pytest.mark.parametrize(
    ("number", "day", "time", "no"),
    [
        (1, "2026-08-30", "13:00", Why.IN_THE_PAST),
        (1, "2026-10-13", "1pm", Why.SAME_TIME),
        (1, "2026-11-10", "13:00", Why.TIME_TAKEN),
        (1, "2026-11-10", "12:00", Why.TIME_TAKEN),
        (3, "2026-11-10", "14:29", Why.TIME_TAKEN),
        (1, "2072-10-15", "13:00", Why.TOO_FAR_AHEAD),
        (9, "2026-10-15", "13:00", Why.NO_SUCH_SESSION),
        (1, "15 October", "13:00", Why.BAD_DATE),
        (1, "9999-12-31", "13:00", Why.BAD_DATE),
        (1, "0001-01-01", "13:00", Why.BAD_DATE),
        (1, "2026-10-15", "noonish", Why.BAD_TIME),
    ],
)
async def test_a_time_that_cannot_be_is_refused_before_and_at_the_press(line: Line, number: int, day: str, time: str, no: Why) -> None:
    house, _ = await season(line)
    made = house.made.group.sessions
    assert await why(made.preview_move(house.lead, house.cohort, number, day, time)) is no
    assert await why(made.move(house.lead, house.cohort, number, 0, day, time)) is no


async def test_a_session_that_is_over_is_neither_moved_nor_called_off_and_nobody_answers_it(line: Line) -> None:
    house, first = await season(line)
    made = house.made.group.sessions
    await line.wait(first.ends_at - house.clock.now() + timedelta(hours=1))
    async with house.store.read() as db:
        assert (await db.sessions.of(house.cohort))[0].state is SessionState.HELD
    for late in (
        made.move(house.lead, house.cohort, 1, first.revision, "2026-12-15", "13:00"),
        made.cancel(house.lead, house.cohort, 1, first.revision),
        made.answer(actor(21), first.id, Rsvp.YES),
    ):
        assert await why(late) is Why.SESSION_PAST


async def test_the_latest_word_of_a_member_stands_and_words_to_the_group_may_be_taken_back(line: Line) -> None:
    house, first = await season(line)

    async def said() -> tuple[Rsvp, str | None]:
        async with house.store.read() as db:
            person = await db.people.by_user(UserId(21))
            assert person is not None
            return (await db.sessions.answers(first.id))[person.id]

    answer = house.made.group.sessions.answer
    await answer(actor(21), first.id, Rsvp.NO, " I am travelling. ")
    assert await said() == (Rsvp.NO, "I am travelling.")
    await answer(actor(21), first.id, Rsvp.YES)
    assert await said() == (Rsvp.YES, "")
    assert (await house.made.cohort.cohorts.today(house.lead, house.cohort)).coming == 1
    for stranger in (actor(90), actor(4)):
        assert await why(answer(stranger, first.id, Rsvp.YES)) in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}


async def test_the_link_is_for_members_and_staff_and_who_has_left_sees_it_no_more(line: Line) -> None:
    house, first = await season(line)
    made = house.made.group.sessions
    for inside in (actor(21), house.lead, house.manager):
        assert (await made.see_link(inside, first.id))[1] == LINK
    await line.leave(21)
    for outside in (actor(21), actor(90)):
        assert await why(made.see_link(outside, first.id)) in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}
    await line.overwrite(link=None)
    assert await why(made.see_link(house.lead, first.id)) is Why.LINK_MISSING
    assert await why(made.set_link(house.lead, house.cohort, "http://zoom.example/j/1")) is Why.BAD_LINK


async def test_what_may_be_a_slip_in_a_new_time_is_shown_before_anybody_is_written_to(line: Line) -> None:
    house, _ = await season(line)
    for number, day, at, said in (
        (1, "2026-12-15", "13:00", "after session 3 (Tuesday, December 8, 2026 · 28 Kislev 5787)"),
        (4, "2026-10-06", "13:00", "before session 1 (Tuesday, October 13, 2026 · 2 Cheshvan 5787)"),
        (2, "2026-12-08", "16:00", "Session 3 is on the same day"),
        (4, "2027-05-25", "13:00", "more than three months from when it is now"),
        (2, "2026-11-14", "13:00", "4 of 4 people are in their sacred time"),
    ):
        seen = await house.made.group.sessions.preview_move(house.lead, house.cohort, number, day, at)
        shown = words.change_question(seen)
        assert said in shown.text, (number, shown.text)
        assert "4 members hear of it" in shown.text
    seen = await house.made.group.sessions.preview_move(house.lead, house.cohort, 2, "2026-11-17", "13:00")
    assert seen.odd == ()
    assert ">" not in words.change_question(seen).text.replace(":F>", "")


async def test_in_the_hour_that_the_clocks_leave_out_words_and_timestamp_say_the_same(line: Line) -> None:
    house, _ = await season(line)
    made = house.made.group.sessions
    seen = await made.preview_move(house.lead, house.cohort, 4, "2027-03-14", "02:30")
    text = words.change_question(seen).text
    assert "2:30 am doesn't exist that day. It becomes 3:30 am." in text
    await made.move(house.lead, house.cohort, 4, seen.session.revision, "2027-03-14", "02:30")
    moved, _ = await made.move(house.lead, house.cohort, 4, seen.session.revision, "2027-03-14", "02:30")
    assert (f"{moved.when.time:%H:%M}", moved.starts_at) == ("03:30", datetime(2027, 3, 14, 7, 30, tzinfo=UTC))


async def test_whoever_says_that_they_come_as_it_begins_gets_the_link_with_the_answer(line: Line) -> None:
    house, first = await season(line)
    answer = house.made.group.sessions.answer
    house.clock.move_to(first.starts_at - timedelta(minutes=16))
    assert (await answer(actor(21), first.id, Rsvp.YES))[2] is None
    house.clock.move_to(first.starts_at - timedelta(minutes=15))
    assert (await answer(actor(21), first.id, Rsvp.NO))[2] is None
    session, _, address = await answer(actor(21), first.id, Rsvp.YES)
    assert address == LINK
    assert LINK in words.answered(session, coming=True, address=address).text
    await line.leave(21)
    assert await why(answer(actor(21), first.id, Rsvp.YES)) in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}


async def test_who_has_another_link_in_their_reminder_hears_of_the_new_one_and_nobody_else_does(line: Line) -> None:
    house, first = await season(line)
    letters = told(line, "zoom.example")
    _, hear = await house.made.group.sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/2")
    assert hear == 0, "nobody has been reminded yet"
    await line.wait(first.starts_at - house.clock.now() - timedelta(hours=2))
    assert {user for user, text in letters if "j/2" in text} == {21, 22, 23, 24}
    letters.clear()
    await house.made.group.sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/3")
    kept, hear = await house.made.group.sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/3")
    assert "earlier link" not in words.link_saved(kept, hear).text, "pressed twice, they hear it once"
    await line.wait(timedelta(hours=1))
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    assert all("Please don't use the one in your reminder.\nThe link: <https://zoom.example/j/3>" in text for _, text in letters)
    await line.wait(timedelta(days=1))
    _, hear = await house.made.group.sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/4")
    assert hear == 0, "the session is over"


async def test_an_answer_that_comes_too_late_reads_what_became_of_the_session_and_the_next_one_only_where_there_is_one(line: Line) -> None:
    """From a reminder's buttons, which stay where they are."""
    house, first = await season(line)
    made = house.made.group.sessions

    async def refused(session: SessionId) -> str:
        texts = set[str]()
        for late in (made.answer(actor(21), session, Rsvp.YES), made.cannot_form(actor(21), session)):
            with pytest.raises(Refusal) as no:
                await late
            texts.add(refusals.refusal(no.value).text)
        (text,) = texts
        return text

    async with house.store.read() as db:
        _, second, third, last = await db.sessions.of(house.cohort)
    await line.wait(first.ends_at - house.clock.now() + timedelta(hours=1))
    over, then = "Session {} on {}, is over, so I haven't changed anything.", " The next one is session {}, on {}."
    assert await refused(first.id) == over.format("1,", moment(first.starts_at)) + then.format(2, moment(second.starts_at))
    await made.cancel(house.lead, house.cohort, 2, 0)
    off = f"Session 2, planned for {moment(second.starts_at)}, is called off, so I haven't changed anything."
    assert await refused(second.id) == off + then.format(3, moment(third.starts_at))
    await line.wait(last.ends_at - house.clock.now() - timedelta(hours=1))
    with pytest.raises(Refusal) as no:
        await made.cancel(house.lead, house.cohort, 4, 0)
    assert f"Session 4, on {moment(last.starts_at)}, has begun, so I haven't changed anything." in refusals.refusal(no.value).text
    await line.wait(timedelta(hours=2))
    assert await refused(last.id) == over.format("4,", moment(last.starts_at))
