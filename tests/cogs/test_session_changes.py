"""What was said of a session follows when the session changes: its thread, its announcement, its event; and nobody is pinged."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from rehearsal.discord import permissions
from rehearsal.discord.model import Channel
from rehearsal.discord.people import Person
from rehearsal.stage import Stage
from tests.cogs.conftest import START, Circle, furnish
from tests.cogs.test_sessions import post

SECOND = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)
PLANTED = "https://zoom.example/j/planted-5787"


@pytest_asyncio.fixture
async def announced(sqlite_url: str) -> AsyncIterator[Circle]:
    """A circle whose second session is announced."""
    async with Stage(sqlite_url, START) as stage:
        made = furnish(stage)
        await stage.start_bot()
        await made.begin()
        await stage.pass_until(SECOND - timedelta(days=12))
        yield made
        stage.discord.verdict()
        assert stage.discord.pings == []


async def edit(circle: Circle, **typed: str) -> None:
    form = (await circle.lead.command(circle.staff, "session edit", cohort="1", number=2)).form
    assert form is not None
    await circle.lead.submit(form, typed)
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(minutes=30))


def thread(circle: Circle) -> Channel:
    (found,) = [one for one in circle.members[0].threads(circle.home) if one.name.startswith("Session 2")]
    return found


async def test_another_topic_is_in_the_announcement_and_in_the_name_of_its_thread_and_in_no_event(announced: Circle) -> None:
    circle = announced
    assert thread(circle).name == "Session 2"
    (event,) = [one for one in circle.server.events.values() if "session 2" in one.name]
    before = (event.name, event.description)
    await edit(circle, topic="Mercy @everyone")
    assert thread(circle).name == "Session 2 · Mercy @everyone"
    assert "Topic: Mercy" in post(circle).text
    await edit(circle, topic="Justice", host="Dana")
    assert thread(circle).name == "Session 2 · Justice"
    await edit(circle, topic="")
    assert thread(circle).name == "Session 2"
    assert (event.name, event.description) == before, "everybody on the server sees it, and it never said the topic"


async def test_a_thread_that_sleeps_gets_the_new_topic_and_another_host_does_not_wake_it(announced: Circle) -> None:
    circle = announced
    there = thread(circle)
    assert there.thread is not None
    there.thread.archived = True
    await edit(circle, host="Dana")
    assert there.thread.archived
    await edit(circle, host="Dana", topic="Mercy")
    assert there.name == "Session 2 · Mercy"


async def test_a_session_that_moved_to_a_later_month_once_announced_still_gets_its_new_topic(announced: Circle) -> None:
    circle = announced
    asked = await circle.lead.command(circle.staff, "session move", cohort="1", number=2, date="2026-12-01", time="13:00")
    await circle.press(circle.lead, asked, "Move it")
    await edit(circle, topic="Mercy")
    assert "Topic: Mercy" in post(circle).text
    assert thread(circle).name == "Session 2 · Mercy"


async def test_a_new_topic_reaches_the_thread_where_staff_have_let_others_read(announced: Circle) -> None:
    circle = announced
    circle.server.overwrite(circle.home, circle.outsider, allow=permissions.VIEW_CHANNEL)
    await circle.press(circle.lead, await circle.lead.command(circle.staff, "cohort home", options={"cohort": "1"}), "Post there anyway")
    await edit(circle, topic="Mercy")
    assert thread(circle).name == "Session 2 · Mercy"


async def test_members_read_the_reason_of_a_cancellation_and_nobody_is_pinged_by_it(announced: Circle) -> None:
    circle = announced
    asked = await circle.lead.command(circle.staff, "session cancel", cohort="1", number=2, reason="A *storm*, @everyone")
    assert "> A \\*storm\\*" in asked.text
    assert "> A \\*storm\\*" in (await circle.press(circle.lead, asked, "Call it off")).text
    await circle.stage.pass_until(circle.stage.clock.now() + A_DAY)
    assert [seen for seen in circle.members[0].sees(circle.home) if "is called off" in seen.text and "> A \\*storm\\*" in seen.text]
    assert all(any("> A \\*storm\\*" in seen.text for seen in member.dm) for member in circle.members)
    again = await circle.lead.command(circle.staff, "session move", cohort="1", number=3, date="2026-12-15", time="13:00")
    assert "Members read no reason." in again.text


async def test_a_planted_meeting_link_is_in_nothing_that_is_seen_by_more_than_one_member(
    announced: Circle, caplog: pytest.LogCaptureFixture
) -> None:
    circle, (dana, *_) = announced, announced.members
    with caplog.at_level(logging.INFO):
        form = (await circle.lead.command(circle.staff, "session link", cohort="1")).form
        assert form is not None
        await circle.lead.submit(form, {"link": PLANTED})
        refused = await circle.lead.command(
            circle.staff, "session move", cohort="1", number=2, date="2026-11-11", time="13:00", reason=f"It is at {PLANTED} now"
        )
        assert "That has the meeting link in it" in refused.text
        moved = await circle.lead.command(circle.staff, "session move", cohort="1", number=2, date="2026-11-11", time="13:00")
        await circle.press(circle.lead, moved, "Move it")
        shown = [
            moved.text,
            (await dana.command(circle.home, "calendar")).text,
            (await circle.outsider.command(circle.signup, "calendar")).text,
        ]
        for command, facts in (
            ("cohort timeline", {"cohort": "1"}), ("cohort today", {"cohort": "1"}), ("program report", {}), ("program audit", {}),
            ("program overview", {}),
        ):  # fmt: skip
            shown.append((await circle.manager.command(circle.staff, command, options=facts)).text)
        await circle.stage.pass_until(SECOND + 2 * A_DAY)
    assert [seen for seen in dana.dm if PLANTED in seen.text], "it was there to be found"
    places = (circle.home, circle.signup, circle.staff, *circle.lead.threads(circle.home))
    shown += [seen.text for place in places for seen in circle.lead.sees(place)]
    shown += [repr(event) for event in circle.server.events.values()]
    shown += [seen.text for seen in (*circle.outsider.dm, *circle.manager.dm)]
    assert not [text for text in shown if PLANTED in text]
    assert not [kept for kept in circle.stage.discord.files.values() if PLANTED.encode() in kept[1].replace(b"\r\n ", b"")]
    assert PLANTED not in caplog.text


async def test_an_event_whose_start_becomes_sacred_to_a_member_is_taken_down_and_put_back_when_it_is_not(announced: Circle) -> None:
    circle = announced
    for member in circle.members:
        await keeps(circle, member, "none")
    asked = await circle.lead.command(circle.staff, "session move", cohort="1", number=2, date="2026-11-13", time="15:00")
    await circle.press(circle.lead, asked, "Move it")
    await circle.stage.pass_until(circle.stage.clock.now() + 4 * A_DAY)
    assert there(circle) == 1, "a Friday afternoon is sacred to nobody"
    await keeps(circle, circle.members[0], "shabbat")
    await circle.stage.pass_until(circle.stage.clock.now() + A_DAY)
    assert there(circle) == 0
    await keeps(circle, circle.members[0], "none")
    await circle.stage.pass_until(circle.stage.clock.now() + 2 * A_DAY)
    assert there(circle) == 1


async def keeps(circle: Circle, who: Person, observance: str) -> None:
    """They say when the bot is to be quiet for them."""
    corner = await who.command(circle.home, "me")
    assert corner.message is not None
    chooser = next(one for one in corner.message.selects if "shabbat" in {option["value"] for option in one["options"]})
    await who.choose(corner.message, chooser["custom_id"], [observance])


def there(circle: Circle) -> int:
    """How many events of the second session the server's calendar shows."""
    return sum("session 2" in event.name and event.status in {1, 2} for event in circle.server.events.values())
