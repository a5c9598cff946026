"""A pause: until a day that is chosen, what a partner hears word for word, and a gentle word on the morning it ends."""

from datetime import datetime, timedelta

import pytest

from domain.ground.ids import UserId
from domain.ground.refusal import Why
from domain.ground.times import on_the_wall
from domain.sending.deliveries import Delivery, Reason, Subject
from messages.ground.values import Choice, Message
from messages.own import pauses as words
from messages.own import people as people_words
from tests.services.conftest import House, actor, why
from tests.services.test_checkins import partner_of

NEW_YORK = "America/New_York"


async def rows_to(house: House, user: int, subject: Subject) -> list[Delivery]:
    """That person's deliveries of that kind."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        program = await db.programs.eldest()
        assert person is not None
        assert program is not None
        return [row for row in await db.deliveries.of_program(program.id) if row.message == subject and row.person == person.id]


async def said(house: House, row: Delivery) -> Message | Reason:
    async with house.store.read() as db:
        found = await house.made.own.composers()[row.message](db, row, house.clock.now())
    assert isinstance(found, Message | Reason)
    return found


async def morning_after(house: House, until: datetime) -> Message | Reason:
    """What Person 21 reads on the morning on which their pause was to end."""
    row = next(row for row in await rows_to(house, 21, Subject.PAUSE_OVER) if row.ideal == until)
    house.clock.move_to(max(house.clock.now(), row.due))
    return await said(house, row)


def choices(message: Message) -> list[str]:
    chooser = message.rows[0]
    assert isinstance(chooser, Choice)
    return [option.label for option in chooser.options]


async def test_a_member_is_asked_until_when_and_may_name_any_day(house: House) -> None:
    message = words.until_when(*await house.made.own.people.may_pause_until(actor(21)))
    assert choices(message) == ["A week", "Until the next session, Tuesday, November 10", "Two weeks", "A month"]
    other = message.rows[1]
    assert isinstance(other, tuple)
    assert [button.act for button in other] == ["pause-day"]
    until, _ = await house.made.own.people.pause(actor(21), until="December 1, 2026")
    assert on_the_wall(until, NEW_YORK).strftime("%Y-%m-%d %H:%M") == "2026-12-01 09:00"


async def test_a_pause_until_the_next_session_ends_on_the_morning_of_that_day(house: House) -> None:
    until, _ = await house.made.own.people.pause(actor(21), "session")
    assert on_the_wall(until, NEW_YORK).strftime("%Y-%m-%d %H:%M") == "2026-11-10 09:00"
    message = await morning_after(house, until)
    assert isinstance(message, Message)
    assert message.text.startswith("Hi Person. Your pause ends today")
    assert "There is nothing to catch up on." in message.text
    assert "Session 2 of **Justice**" in message.text


async def test_somebody_for_whom_the_session_is_early_in_the_morning_is_back_the_day_before(house: House) -> None:
    """13:00 in New York is 08:00 in Honolulu."""
    await house.made.own.people.set_zone(actor(21), "Honolulu")
    until, _ = await house.made.own.people.pause(actor(21), "session")
    assert on_the_wall(until, "Pacific/Honolulu").strftime("%Y-%m-%d %H:%M") == "2026-11-09 09:00"


async def test_who_has_no_session_ahead_cannot_pause_until_one_by_a_forged_choice(house: House) -> None:
    assert await why(house.made.own.people.pause(actor(90), "session")) is Why.STALE
    assert choices(words.until_when(*await house.made.own.people.may_pause_until(actor(90)))) == ["A week", "Two weeks", "A month"]


@pytest.mark.parametrize("typed", ["2026-01-01", "2027-12-01"])
async def test_a_day_that_is_over_or_too_far_is_refused_and_nothing_is_paused(house: House, typed: str) -> None:
    assert await why(house.made.own.people.pause(actor(21), until=typed)) is Why.BAD_NUMBER
    assert await rows_to(house, 21, Subject.PAUSE_OVER) == []


async def test_the_partner_hears_nothing_or_exactly_what_was_shown(house: House) -> None:
    partner = await partner_of(house, 21)
    until, partners = await house.made.own.people.pause(actor(21), 7)
    shown = words.paused(until, partners, "Person 21").text
    assert "won't hear about it from me, unless" in shown
    assert await rows_to(house, partner.user, Subject.PARTNER_PAUSED) == []
    await house.made.own.people.tell_partners_of_pause(actor(21))
    (row,) = await rows_to(house, partner.user, Subject.PARTNER_PAUSED)
    told = await said(house, row)
    assert isinstance(told, Message)
    assert f"> {told.text}" in shown, "word for word"
    assert "is taking some time" in told.text


async def test_who_comes_back_sooner_or_stays_longer_is_not_welcomed_on_the_first_day(house: House) -> None:
    first, _ = await house.made.own.people.pause(actor(21), 7)
    await house.made.own.people.resume(actor(21))
    assert await morning_after(house, first) is Reason.UNWANTED
    second, _ = await house.made.own.people.pause(actor(21), 7)
    third, _ = await house.made.own.people.pause(actor(21), 14)
    assert await morning_after(house, second) is Reason.UNWANTED
    assert isinstance(await morning_after(house, third), Message)


async def test_the_welcome_comes_once_and_not_before_the_pause_is_over(house: House) -> None:
    until, _ = await house.made.own.people.pause(actor(21), 7)
    again, _ = await house.made.own.people.pause(actor(21), 7)
    assert until == again
    (row,) = await rows_to(house, 21, Subject.PAUSE_OVER)
    assert row.due >= until
    house.clock.move_to(until - timedelta(minutes=1))
    assert await said(house, row) is Reason.UNWANTED


async def test_the_button_is_on_a_member_s_page_and_not_on_that_of_somebody_without_a_place(house: House) -> None:
    for user, there in ((21, True), (25, False)):
        page = people_words.me(await house.made.own.people.me(actor(user)))
        acts = [button.act for row in page.rows if isinstance(row, tuple) for button in row]
        assert ("hard-week" in acts) is there
