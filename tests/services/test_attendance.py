"""After a session: who was there, by staff or by oneself; and notes, which members read in its thread."""

from datetime import datetime, timedelta

import pytest

from domain.ground.ids import ChannelId, PersonId, SessionId, UserId
from domain.ground.refusal import Why
from domain.group.sessions import Rsvp
from domain.sending.deliveries import Delivery, Kind, Reason, Subject
from domain.sending.gate import Wait
from messages.ground.values import Form, Message
from messages.group import attendance as words
from services.sending.deliveries import Placed
from tests.services.conftest import House, actor, posted, why
from tests.services.waiting import Line, acts, season


async def held(line: Line) -> tuple[House, SessionId]:
    """Four members, and their first session was held this afternoon."""
    house, first = await season(line)
    await line.wait(first.ends_at - house.clock.now() + timedelta(hours=1))
    return house, first.id


async def person(house: House, user: int) -> PersonId:
    async with house.store.read() as db:
        found = await db.people.by_user(UserId(user))
    assert found is not None
    return found.id


def chosen(form: Form) -> set[int]:
    return {int(option.value) for field in form.fields for option in field.options if option.chosen}


async def rows(house: House, message: Subject) -> list[Delivery]:
    async with house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == message]


async def said(house: House, row: Delivery, now: datetime | None = None) -> object:
    async with house.store.read() as db:
        return await house.made.group.attendance.composers()[row.message](db, row, now or house.clock.now())


async def test_a_facilitator_starts_from_who_meant_to_come_and_what_they_say_stands(line: Line) -> None:
    house, first = await season(line)
    made = house.made.group.attendance
    await house.made.group.sessions.answer(actor(21), first.id, Rsvp.YES)
    await house.made.group.sessions.answer(actor(22), first.id, Rsvp.NO)
    await line.wait(first.ends_at - house.clock.now() + timedelta(hours=1))
    await made.was_there(actor(23), first.id)
    one, two, three, four = [await person(house, user) for user in (21, 22, 23, 24)]
    assert chosen(await made.who_form(house.lead, first.id)) == {one, three}
    there, now = frozenset({two, three, PersonId(999)}), int(house.clock.now().timestamp()) + 1
    came = await made.record(house.lead, first.id, there, now)
    assert (came.there, came.absent, came.unsaid) == (("Person 22", "Person 23"), ("Person 21", "Person 24"), ())
    assert await made.record(house.lead, first.id, there, now) == came
    assert "2 of 4 were at session 1" in words.who_saved(came).text
    assert chosen(await made.who_form(house.lead, first.id)) == {two, three}
    await made.was_there(actor(24), first.id)
    await made.was_there(actor(24), first.id)
    assert four in chosen(await made.who_form(house.lead, first.id)), "they know best, until staff say otherwise"
    assert (await made.page(house.lead, house.cohort, 1)).there == ("Person 22", "Person 23", "Person 24")


async def test_who_says_i_was_there_while_staff_have_the_form_open_stays_there(line: Line) -> None:
    house, first = await held(line)
    made = house.made.group.attendance
    await made.was_there(actor(23), first)
    await line.wait(timedelta(minutes=1))
    opened = (await made.who_form(house.lead, first)).args[1]
    await line.wait(timedelta(minutes=1))
    await made.was_there(actor(24), first)
    came = await made.record(house.lead, first, frozenset({await person(house, 21)}), int(opened))
    assert came.there == ("Person 21", "Person 24")
    assert came.absent == ("Person 22", "Person 23"), "of whom staff saw what they had said"


async def test_notes_with_the_meeting_link_are_refused(line: Line) -> None:
    house, first = await held(line)
    await house.made.group.sessions.set_link(house.lead, house.cohort, "https://zoom.example/j/5787?pwd=secret")
    note = house.made.group.attendance.note
    assert await why(note(house.lead, first, "The recording: HTTPS://Zoom.example/j/5787?pwd=other")) is Why.HOLDS_LINK
    await note(house.lead, first, "The recording: https://zoom.example/rec/1")


async def test_nobody_was_at_a_session_that_is_to_come_or_called_off(line: Line) -> None:
    house, first = await season(line)
    made = house.made.group.attendance
    for early in (
        made.was_there(actor(21), first.id),
        made.record(house.lead, first.id, frozenset(), 0),
        made.note(house.lead, first.id, "x"),
    ):
        assert await why(early) is Why.SESSION_AHEAD
    assert await why(made.page(house.lead, house.cohort, 1)) is Why.SESSION_AHEAD
    await house.made.group.sessions.cancel(house.lead, house.cohort, 1, 0)
    await line.wait(first.ends_at - house.clock.now() + timedelta(hours=1))
    assert await why(made.was_there(actor(21), first.id)) is Why.SESSION_PAST


async def test_the_morning_after_facilitators_are_offered_both_and_not_once_both_are_done(line: Line) -> None:
    house, first = await held(line)
    made = house.made.group.attendance
    (row,) = [one for one in await rows(house, Subject.SESSION_AFTER) if f"session/{first}/" in one.key]
    assert timedelta(hours=12) < row.due - house.clock.now() < timedelta(hours=24)
    word = await said(house, row)
    assert isinstance(word, Message)
    assert acts(word) == {("session-who", (first,)), ("session-notes", (first,))}
    await made.record(house.lead, first, frozenset(), 0)
    assert isinstance(await said(house, row), Message)
    await made.note(house.lead, first, "We read Ruth.")
    assert await said(house, row) is Reason.UNWANTED


async def record(house: House) -> str:
    """What staff read of the first session."""
    return words.page(await house.made.group.attendance.page(house.lead, house.cohort, 1)).text


async def test_notes_go_once_to_the_thread_of_the_session_and_are_corrected_there(line: Line) -> None:
    house, first = await held(line)
    made = house.made.group.attendance
    assert await rows(house, Subject.SESSION_NOTES) == []
    for _ in range(2):
        await made.note(house.lead, first, "We read @everyone https://sefaria.example/1")
    (post,) = await rows(house, Subject.SESSION_NOTES)
    async with house.store.read() as db:
        thread = await db.deliveries.by_key(f"session/{first}/thread")
    assert thread is not None
    placed = await said(house, post)
    assert isinstance(placed, Placed)
    assert placed.channel == (thread.sent_channel or ChannelId(503))
    assert "<https://sefaria.example/1>" in placed.message.text
    assert "@everyone" not in placed.message.text
    assert "members can't read this version yet" in await record(house)
    await posted(house, post.key, 80)
    assert "written, and members can read them" in await record(house)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    await made.note(house.lead, first, "We read Ruth.")
    assert "members can't read this version yet" in await record(house)
    _, change = sorted(await rows(house, Subject.SESSION_NOTES), key=lambda row: row.key)
    assert (change.kind, change.target) == (Kind.EDIT, post.key)
    assert "We read Ruth." in str(await said(house, change))
    assert (await made.notes_form(house.lead, first)).fields[0].value == "We read Ruth."
    assert await why(made.note(house.lead, first, " ")) is Why.EMPTY


async def test_notes_wait_for_the_thread_and_without_one_stand_in_the_home(house: House) -> None:
    await house.made.group.attendance.note(house.lead, house.session, "We read Ruth.")
    (post,) = await rows(house, Subject.SESSION_NOTES)
    assert isinstance(await said(house, post), Wait)
    async with house.store.begin() as db:
        thread = await db.deliveries.by_key(f"session/{house.session}/thread")
        assert thread is not None
        await db.attempts.claim(thread.id, house.clock.now())
        await db.attempts.sent(thread, house.clock.now(), ChannelId(9100), None)
    placed = await said(house, post)
    assert isinstance(placed, Placed)
    assert placed.channel == 9100


@pytest.mark.parametrize("user", [21, 90])
async def test_who_was_there_is_for_staff_alone(line: Line, user: int) -> None:
    house, first = await held(line)
    made = house.made.group.attendance
    for attempt in (made.page(actor(user), house.cohort, 1), made.who_form(actor(user), first)):
        assert await why(attempt) in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}
