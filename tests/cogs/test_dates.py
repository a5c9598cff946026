"""A manager with a file of dates: seen line by line, kept by one press, and taken away from a list."""

from typing import Any

import pytest

from rehearsal.discord import Upload
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")

BREAK = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//school//\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r
DTEND;VALUE=DATE:20270104\r\nSUMMARY:Winter break\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""


async def test_a_calendar_file_is_previewed_kept_listed_and_a_date_of_it_taken_away(circle: Circle) -> None:
    given: dict[str, Any] = {"file": Upload("school.ics", BREAK.encode()), "class": "strong"}
    shown = await circle.manager.command(circle.staff, "program dates import", **given)
    assert shown.ephemeral
    assert "nothing is changed yet" in shown.text
    assert "New: Dec 24, 2026 to Jan 3, 2027: **Winter break** · strong" in shown.text
    done = await circle.press(circle.manager, shown, "Keep these dates")
    assert "It is done. New: 1." in done.text
    listed = await circle.manager.command(circle.staff, "program dates show")
    assert "Winter break" in listed.text
    assert listed.message is not None
    civic, away = listed.message.selects
    chosen = await circle.manager.choose(listed.message, civic["custom_id"], ["britain", "us"])
    assert "Civic days: United States and Britain." in chosen.text
    without = await circle.manager.choose(listed.message, away["custom_id"], [away["options"][0]["value"]])
    assert "Winter break" not in without.text


async def test_a_member_sees_nothing_of_it(circle: Circle) -> None:
    answer = await circle.members[0].command(circle.staff, "program dates show")
    assert "for its managers" in answer.text
    assert answer.ephemeral
