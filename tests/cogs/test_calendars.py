"""Sessions in people's own calendars: the file with each reminder and each word of a change."""

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.discord import Answer, Seen, permissions
from rehearsal.stage import FEEDS_AT
from tests.cogs.conftest import LINK, Circle
from tests.messages.reading import READERS, Event

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECOND = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)


def file_of(circle: Circle, seen: Seen | Answer) -> bytes:
    """What is in the one file that came with it."""
    message = seen.message if isinstance(seen, Answer) else seen
    assert message is not None
    (attached,) = message.attachments
    (content,) = [kept[1] for path, kept in circle.stage.discord.files.items() if str(attached["id"]) in path]
    assert attached["filename"].endswith(".ics")
    assert LINK.encode() not in content.replace(b"\r\n ", b"")
    return content


def events(content: bytes) -> list[Event]:
    """As both readers have it."""
    first, second = (read(content) for read in READERS.values())
    assert first == second
    return first


async def test_the_reminder_brings_the_session_for_ones_own_calendar(circle: Circle) -> None:
    await circle.stage.pass_until(SECOND - timedelta(hours=2))
    reminder = next(seen for seen in reversed(circle.members[0].dm) if "Session 2" in seen.text)
    (event,) = events(file_of(circle, reminder))
    assert (event.starts, event.ends, event.summary) == (SECOND, SECOND + timedelta(minutes=90), "Justice · session 2")
    assert (event.sequence, event.status) == (0, "CONFIRMED")


async def test_a_member_takes_all_sessions_along_and_an_address_of_their_own(circle: Circle) -> None:
    dana = circle.members[0]
    for place in (circle.home, circle.stage.discord.bot):
        mine = await dana.command(place, "calendar")
        assert len(events(file_of(circle, mine))) == 4
        assert "your 3 sessions to come as one file. The file also has one that is over or called off." in mine.text
    nobody = await circle.outsider.command(circle.signup, "calendar")
    assert "don't have any sessions" in nobody.text
    assert nobody.message is not None
    assert nobody.message.attachments == []
    made = await circle.press(dana, mine, "Get a private address")
    assert f"`{FEEDS_AT}/calendar/" in made.text
    again = await circle.press(dana, made, "Get a new address")
    assert f"`{FEEDS_AT}/calendar/" in again.text
    assert again.text != made.text
    off = await circle.press(dana, again, "Switch the address off")
    assert FEEDS_AT not in off.text
    assert off.buttons == ["Get a private address"]


async def test_word_of_a_move_and_of_its_end_take_the_place_of_what_was_in_the_calendar(circle: Circle) -> None:
    dana, lead, read = circle.members[0], circle.lead, list[Event]()
    for asks, said in (
        (lambda: lead.command(circle.staff, "session move", cohort="1", number=3, date="2026-12-15", time="14:00"), "has moved"),
        (lambda: lead.command(circle.staff, "session cancel", cohort="1", number=3), "is called off"),
    ):
        asked = await asks()
        await circle.press(lead, asked, asked.buttons[0])
        await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
        told = next(seen for seen in reversed(dana.dm) if said in seen.text)
        read += events(file_of(circle, told))
    assert [(one.sequence, one.status, one.starts) for one in read] == [
        (1, "CONFIRMED", datetime(2026, 12, 15, 19, 0, tzinfo=UTC)),
        (2, "CANCELLED", datetime(2026, 12, 15, 19, 0, tzinfo=UTC)),
    ]
    assert read[0].uid == read[1].uid


async def test_where_the_bot_may_attach_no_file_the_words_arrive_without_one(circle: Circle) -> None:
    avi, bot = circle.members[1], circle.server.bot_role
    assert bot is not None
    avi.dms_open = False
    circle.server.overwrite(circle.home, bot, deny=permissions.ATTACH_FILES)
    await circle.stage.pass_until(datetime(2027, 1, 12, 17, 0, tzinfo=UTC))
    (thread,) = [thread for thread in avi.threads(circle.home) if thread.name.startswith("For ")]
    (reminder,) = [seen for seen in avi.sees(thread) if "Session 4" in seen.text]
    assert reminder.attachments == []
