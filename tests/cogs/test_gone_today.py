"""Somebody left the server, or was banned, since the bot last looked: nothing of the group goes to them all the same."""

from datetime import timedelta

import pytest

from domain.ground.ids import CohortId, SessionId, UserId
from domain.sending.deliveries import Delivery, DeliveryState, Reason
from domain.sending.facts import OfSession
from rehearsal.discord import Person
from services.own.calendars import Feeds, Unsure
from services.program.presence import FRESH
from tests.cogs.conftest import LINK, Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
MEMBER = "GET /guilds/{guild_id}/members/{user_id}"


async def reminder(circle: Circle, who: Person, number: int) -> Delivery:
    """That person's reminder of that session."""
    async with circle.stage.store.read() as db:
        person = await db.people.by_user(UserId(who.id))
        session = (await db.sessions.of(CohortId(1)))[number - 1]
        assert person is not None
        return next(
            row
            for row in await db.deliveries.of_cohort(CohortId(1))
            if row.message == "session-reminder" and row.person == person.id and row.facts == OfSession(SessionId(session.id))
        )


def links(who: Person) -> int:
    return sum(LINK in seen.text for seen in who.dm)


async def ban(circle: Circle, who: Person) -> None:
    """They are off the server, and share another one with the bot, so that a message would arrive."""
    circle.server.ban(who)
    circle.stage.discord.add_server(f"With {who.name}", circle.owner).join(who)


async def back(circle: Circle, *people: Person) -> None:
    """They are there again, and did something on the server."""
    for who in people:
        circle.server.unban(who)
        circle.server.join(who)
        await who.command(circle.signup, "me")


async def test_who_is_banned_two_hours_before_their_reminder_gets_no_link_and_the_others_do(circle: Circle) -> None:
    dana, avi = circle.members[:2]
    due = (await reminder(circle, dana, 2)).due
    await circle.stage.pass_until(due - timedelta(hours=2))
    before = links(dana), links(avi)
    await ban(circle, dana)
    await circle.stage.pass_until(due + timedelta(minutes=5))
    assert (links(dana), links(avi)) == (before[0], before[1] + 1)
    row = await reminder(circle, dana, 2)
    assert (row.state, row.reason, row.attempts) == (DeliveryState.PENDING, Reason.LEFT, 0)
    await back(circle, dana)


async def test_while_discord_does_not_say_who_is_there_reminders_wait_and_then_they_come(circle: Circle) -> None:
    dana, avi = circle.members[:2]
    row = await reminder(circle, dana, 3)
    await circle.stage.pass_until(row.due - timedelta(minutes=30))
    before = links(dana), links(avi)
    fault = circle.stage.discord.faults.error(MEMBER, 503)
    await circle.stage.pass_until(row.due + timedelta(minutes=20))
    assert fault.hits
    assert (links(dana), links(avi)) == before
    row = await reminder(circle, dana, 3)
    assert (row.state, row.attempts, row.first_attempt_at) == (DeliveryState.PENDING, 0, None)
    circle.stage.discord.faults.rules.remove(fault)
    await circle.stage.pass_until(row.due + timedelta(minutes=20))
    assert (links(dana), links(avi)) == (before[0] + 1, before[1] + 1)


async def test_the_calendar_of_somebody_banned_is_empty_at_its_next_reading_and_stays_as_it_is_while_discord_is_silent(
    circle: Circle,
) -> None:
    dana, stage = circle.members[0], circle.stage
    feeds = Feeds(stage.store.read, stage.made.program.presence.whereabouts)
    async with stage.store.begin() as db:
        person = await db.people.by_user(UserId(dana.id))
        assert person is not None
        await db.feeds.keep(person.id, "secret")
    name = f"{person.id}-secret"
    assert b"BEGIN:VEVENT" in (await feeds.read(name) or b"")
    await ban(circle, dana)
    stage.clock.move_to(stage.clock.now() + FRESH)
    fault = stage.discord.faults.error(MEMBER, 503)
    with pytest.raises(Unsure):
        await feeds.read(name)
    stage.discord.faults.rules.remove(fault)
    assert b"BEGIN:VEVENT" not in (await feeds.read(name) or b"BEGIN:VEVENT")
    await back(circle, dana)


async def test_a_facilitator_who_was_banned_today_does_not_read_who_has_stepped_back(circle: Circle) -> None:
    noam = circle.members[2]
    circle.stage.clock.move_to(circle.stage.clock.now() + FRESH)
    await ban(circle, circle.lead)
    asked = await noam.command(circle.signup, "me")
    sure = await circle.press(noam, asked, "Step back: Justice")
    await circle.press(noam, sure, "Yes, step back")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    assert [seen.text for seen in circle.lead.dm if "Noam" in seen.text and "stepped back" in seen.text] == []
    await back(circle, circle.lead)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(minutes=5))
    assert len([seen.text for seen in circle.lead.dm if "Noam" in seen.text and "stepped back" in seen.text]) == 1
