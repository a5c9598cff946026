"""A session whole: what it is about before it, the link as it begins, who was there and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.discord import Seen
from tests.cogs.conftest import LINK, Circle

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


async def test_as_it_begins_a_yes_brings_the_link_and_afterwards_one_may_say_that_one_was_there(circle: Circle) -> None:
    dana, avi, *_ = circle.members
    await circle.stage.pass_until(SECOND + timedelta(minutes=5))
    assert LINK in (await dana.click(post(circle), "I will be there")).text
    await circle.stage.pass_until(SECOND + timedelta(hours=2))
    assert post(circle).buttons == ["I was there"]
    assert "Saved: you were at session 2" in (await avi.click(post(circle), "I was there")).text
    outside = await circle.outsider.click(post(circle), "I was there") if circle.outsider.can_see(post(circle)) else None
    assert outside is None or "members of this cohort" in outside.text


async def test_the_morning_after_the_facilitator_writes_down_who_was_there_and_notes_that_the_thread_gets(circle: Circle) -> None:
    await circle.stage.pass_until(SECOND + timedelta(days=1))
    word = circle.lead.dm[-1]
    assert "was on Tuesday, November 10, 2026" in word.text
    form = (await circle.lead.click(word, "Who was there")).form
    assert form is not None
    saved = await circle.lead.submit(form, {})
    assert "2 of 3 were at session 2" in saved.text, "whoever meant to come or said that they came was chosen already"
    page = await circle.lead.command(circle.staff, "session after", cohort="1", number=2)
    assert "Not there: " in page.text
    notes = (await circle.press(circle.lead, page, "Write notes")).form
    assert notes is not None
    await circle.lead.submit(notes, {"notes": "We read Ruth."})
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(days=1))
    (thread,) = [one for one in circle.members[0].threads(circle.home) if one.name.startswith("Session 2")]
    assert ["We read Ruth." in seen.text for seen in circle.members[0].sees(thread)].count(True) == 1
    assert not [seen for seen in circle.members[0].dm if "We read Ruth." in seen.text]


async def test_a_session_of_any_number_can_be_named(circle: Circle) -> None:
    """Numbers grow without end: what was taken away keeps its own."""
    for command in ("edit", "after", "cancel"):
        answer = await circle.lead.command(circle.staff, f"session {command}", cohort="1", number=25)
        assert "no session 25" in answer.text
