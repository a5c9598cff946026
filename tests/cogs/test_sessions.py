"""A session whole: what it is about before it, the link as it begins, who was there and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.discord import Seen
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECOND = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)


def post(circle: Circle, number: int = 2) -> Seen:
    """What members read of that session in the home."""
    found = [seen for seen in circle.members[0].sees(circle.home) if f"**Session {number} of Justice**" in seen.text]
    assert len(found) == 1
    return found[0]


async def test_what_was_typed_of_a_session_is_given_back_and_stands_in_its_announcement(circle: Circle) -> None:
    await circle.stage.pass_until(SECOND - timedelta(days=13))
    assert "Topic" not in post(circle).text
    form = (await circle.lead.command(circle.staff, "session edit", cohort="1", number=2)).form
    assert form is not None
    typed = {"topic": "Mercy", "teacher": "Ruth", "contact": "ruth@example.org", "host": "Dana", "materials": "no link here"}
    refused = await circle.lead.submit(form, typed)
    assert "I found no link in" in refused.text
    assert "no link here" in refused.text, "what was typed comes back"
    again = (await circle.press(circle.lead, refused, "Open the form again")).form
    assert again is not None
    saved = await circle.lead.submit(again, typed | {"materials": "Sheet https://sefaria.example/1"})
    assert "ruth@example.org" in saved.text
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    assert "Topic: Mercy\nWith Ruth\nHost: Dana\nTo read or look at:\n- Sheet: <https://sefaria.example/1>" in post(circle).text
    assert not [seen for member in circle.members for seen in (*member.dm, *member.sees(circle.home)) if "ruth@" in seen.text]
