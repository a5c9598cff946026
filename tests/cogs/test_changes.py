"""What is moved, called off or taken away: everybody sees it first, hears of it once, and Discord shows what holds."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.ids import ServerId, UserId
from rehearsal.discord import Answer
from rehearsal.discord.routes_events import SCHEDULED
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
OLD, NEW = datetime(2026, 11, 10, 18, 0, tzinfo=UTC), datetime(2026, 11, 17, 18, 0, tzinfo=UTC)


def starts(circle: Circle) -> list[datetime]:
    return sorted(event.starts for event in circle.server.events.values() if event.status == SCHEDULED)


async def move(circle: Circle, date: str, number: int = 2) -> Answer:
    return await circle.lead.command(circle.staff, "session move", cohort="1", number=number, date=date, time="13:00")


async def test_a_move_is_shown_with_both_times_and_who_hears_before_anything_happens(circle: Circle) -> None:
    await circle.stage.pass_until(OLD - timedelta(days=10))
    assert OLD in starts(circle)
    heard = [len(member.dm) for member in circle.members]
    asked = await move(circle, "2026-11-17")
    assert f"<t:{int(OLD.timestamp())}:F>" in asked.text
    assert f"<t:{int(NEW.timestamp())}:F>" in asked.text
    assert "3 members hear of it" in asked.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    assert [len(member.dm) for member in circle.members] == heard
    assert OLD in starts(circle)


async def test_a_move_into_a_holiday_says_so(circle: Circle) -> None:
    asked = await move(circle, "2026-11-14")
    assert "Shabbat" in asked.text
    assert "Move it" in asked.buttons


async def test_a_time_that_it_has_already_is_said_to_be_so(circle: Circle) -> None:
    assert "at that time already" in (await move(circle, "2026-11-10")).text


async def test_a_move_tells_each_member_from_when_to_when_and_takes_the_native_event_along(circle: Circle) -> None:
    asked = await move(circle, "2026-11-17")
    done = await circle.press(circle.lead, asked, "Move it")
    assert "3 members hear of it" in done.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    for member in circle.members:
        told = [seen.text for seen in member.dm if "has moved" in seen.text]
        assert len(told) == 1
        assert str(int(OLD.timestamp())) in told[0]
        assert str(int(NEW.timestamp())) in told[0]
    assert NEW in starts(circle)
    assert OLD not in starts(circle)


async def test_the_button_of_an_older_preview_moves_nothing(circle: Circle) -> None:
    first, second = await move(circle, "2026-11-18"), await move(circle, "2026-11-19")
    await circle.press(circle.lead, first, "Move it")
    again = await circle.press(circle.lead, second, "Move it")
    assert "changed" in again.text.lower()
    assert "has moved to **" in (await circle.press(circle.lead, first, "Move it")).text, "pressed twice, it says what stands"
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    assert starts(circle).count(datetime(2026, 11, 18, 18, 0, tzinfo=UTC)) == 1


async def test_a_session_that_is_called_off_leaves_no_event_that_reminds_of_it(circle: Circle) -> None:
    asked = await circle.lead.command(circle.staff, "session cancel", cohort="1", number=2)
    assert "3 members hear of it" in asked.text
    await circle.press(circle.lead, asked, "Call it off")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    assert not [at for at in starts(circle) if at < datetime(2026, 12, 1, tzinfo=UTC)]
    assert all("called off" in member.dm[-1].text for member in circle.members)


async def test_a_session_that_moves_into_a_holy_day_and_out_again_has_its_event_again(circle: Circle) -> None:
    third = datetime(2026, 12, 8, 18, 0, tzinfo=UTC)
    await circle.stage.pass_until(third - timedelta(days=9))
    assert third in starts(circle)
    await circle.press(circle.lead, await move(circle, "2026-12-12", number=3), "Move it")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    assert not starts(circle)
    await circle.press(circle.lead, await move(circle, "2026-12-08", number=3), "Move it")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    assert starts(circle) == [third]


async def test_an_event_that_somebody_took_away_is_not_missed(circle: Circle) -> None:
    third = datetime(2026, 12, 8, 18, 0, tzinfo=UTC)
    await circle.stage.pass_until(third - timedelta(days=6))
    event = next(event for event in circle.server.events.values() if event.starts == third)
    del circle.server.events[event.id]
    await circle.press(circle.lead, await move(circle, "2026-12-09", number=3), "Move it")
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=2))
    undelivered = await circle.manager.command(circle.staff, "program undelivered")
    assert "Nothing is waiting" in undelivered.text


async def noticed(circle: Circle, *, gone: bool) -> None:
    """Until the bot has written down that it is off the server, or back."""
    async with asyncio.timeout(5):
        while True:
            async with circle.stage.store.read() as db:
                removed = (await db.programs.servers())[ServerId(circle.server.id)]
            if (removed is not None) is gone:
                return
            await asyncio.sleep(0)


async def test_what_falls_due_while_the_bot_is_off_the_server_comes_when_it_is_back(circle: Circle) -> None:
    stage = circle.stage
    stage.discord.remove_bot(circle.server)
    await noticed(circle, gone=True)
    async with stage.store.begin() as db:  # as it is when something was tried before the bot knew that it was off the server
        dana = await db.people.by_user(UserId(circle.members[0].id))
        assert dana is not None
        await db.people.close_dm(dana.id)
    before = [len(member.dm) for member in circle.members]
    await stage.pass_until(datetime(2026, 12, 11, 16, 0, tzinfo=UTC))  # the third session's prompts fell due
    assert [len(member.dm) for member in circle.members] == before
    stage.discord.return_bot(circle.server)
    await noticed(circle, gone=False)
    await circle.lead.command(circle.staff, "help")
    await stage.pass_until(datetime(2026, 12, 13, 20, 0, tzinfo=UTC))
    assert all(
        any("your study partner" in seen.text for seen in member.dm[count:]) for member, count in zip(circle.members, before, strict=True)
    )


async def test_a_stranger_who_writes_is_answered_once(circle: Circle) -> None:
    await circle.outsider.write(circle.stage.discord.bot, "who are you?")
    answer = await circle.stage.discord.until(lambda: circle.outsider.dm[-1].author.bot and circle.outsider.dm[-1])
    assert "groups of rabbis and cantors" in answer.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    assert sum(seen.author.bot for seen in circle.outsider.dm) == 1


async def test_a_stranger_who_cannot_be_answered_is_shown_to_nobody_and_gets_no_thread(circle: Circle) -> None:
    stranger = circle.stage.discord.add_person("Stranger")
    circle.server.join(stranger)
    await stranger.write(circle.stage.discord.bot, "hello?")
    stranger.dms_open = False
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    assert not stranger.threads(circle.signup)
    undelivered = await circle.manager.command(circle.staff, "program undelivered")
    assert "Stranger" not in undelivered.text
