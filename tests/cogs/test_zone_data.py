"""A law changes New York's clocks in the middle of a season, and the bot is started with the zone data that knows it."""

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.other_clocks import with_the_clocks_of
from tests.cogs.conftest import Circle
from tests.messages.reading import by_ical

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECOND = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)  # 13:00 by the earlier rule
THIRD = datetime(2026, 12, 8, 18, 0, tzinfo=UTC)
FROM = datetime(2026, 11, 1, 6, tzinfo=UTC)  # when New York would go back to its winter time


async def test_the_members_meet_at_one_as_they_agreed_and_each_has_read_it(circle: Circle) -> None:
    stage = circle.stage
    await stage.pass_until(SECOND - timedelta(days=7))
    assert [one.starts for one in circle.server.events.values() if "session 2" in one.name] == [SECOND]
    with with_the_clocks_of("America/Puerto_Rico", "America/New_York", FROM):
        await stage.restart_bot()
        await stage.restart_bot()  # and once more, as nothing is said twice
        await stage.pass_until(stage.clock.now() + timedelta(days=1))
        earlier = SECOND - timedelta(hours=1)
        for member in circle.members:
            (told,) = [seen for seen in member.dm if "The rules for the clocks in New York have changed" in seen.text]
            assert f"<t:{int(earlier.timestamp())}:F>" in told.text
        assert sum("hears the same from me" in seen.text for seen in circle.lead.dm) == 1
        assert [one.starts for one in circle.server.events.values() if "session 2" in one.name] == [earlier]
        post = next(seen for seen in circle.members[0].sees(circle.home) if "Session 2 of" in seen.text)
        assert f"<t:{int(earlier.timestamp())}" in post.text
        assert "the time above is the one that holds" in post.text
        await stage.pass_until(earlier - timedelta(hours=1))
        reminder = next(seen for seen in reversed(circle.members[0].dm) if "You don't need to answer" in seen.text)
        (attached,) = reminder.attachments
        (content,) = [kept[1] for path, kept in stage.discord.files.items() if str(attached["id"]) in path]
        assert [(one.starts, one.sequence) for one in by_ical(content)] == [(earlier, 1)]
        await stage.pass_until(THIRD - timedelta(days=13))
        post = next(seen for seen in circle.members[0].sees(circle.home) if "Session 3 of" in seen.text)
        assert "the time above is the one that holds" not in post.text, "no other time ever stood there"
