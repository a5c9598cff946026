"""A facilitator at the draft: not this time, why, what counts, a file out and a file in; and what nobody else ever sees."""

import csv
import io
from typing import Any

import pytest
import pytest_asyncio

from rehearsal.discord import Answer, Person, Upload
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET = "zwischenzeit"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def applicants(circle: Circle) -> list[Person]:
    """A second cohort, for which five have applied and two can come."""
    found = [circle.stage.discord.add_person(name) for name in ("Gila", "Hod", "Ilan", "Keren", "Lior")]
    for person in found:
        circle.server.join(person)
    await circle.manager.command(
        circle.staff, "cohort create", title="Chaplains", topic="Chaplains", facilitator=circle.lead, home=circle.home, places=2
    )
    drafted = await circle.lead.command(
        circle.staff, "session series", cohort="2", nth=3, weekday=1, time="13:00", count=4, first_month="2027-01"
    )
    await circle.press(circle.lead, drafted, "These dates stand")
    await circle.lead.command(circle.staff, "cohort open", cohort="2", closes="2026-12-15")
    for person in found:
        await apply(circle, person)
    return found


async def apply(circle: Circle, who: Person) -> None:
    opened = await circle.press(who, await who.command(circle.signup, "cohorts"), "Sign up: Chaplains")
    assert opened.form is not None, opened.text
    saved = await who.submit(opened.form, {"why": "It is asked of me", "setting": "campus", "readiness": "3"})
    more = await circle.press(who, saved, "Continue")
    assert more.form is not None, more.text
    await who.submit(more.form, {"zone": "New York", "quiet": "shabbat", "commitment": ["yes"]})


async def select(circle: Circle) -> Answer:
    return await circle.lead.command(circle.staff, "cohort select", cohort="2")


def chooser(answer: Answer, which: int) -> dict[str, Any]:
    assert answer.message is not None
    return answer.message.selects[which]


async def choose(circle: Circle, answer: Answer, which: int, names: set[str]) -> Answer:
    assert answer.message is not None
    picked = [option["value"] for option in chooser(answer, which)["options"] if option["label"] in names]
    return await circle.lead.choose(answer.message, chooser(answer, which)["custom_id"], picked)


async def test_not_this_time_is_chosen_on_the_page_and_a_reason_is_kept_for_staff_alone(circle: Circle, applicants: list[Person]) -> None:
    draft = await select(circle)
    assert draft.ephemeral
    draft = await choose(circle, draft, 1, {"Gila"})
    assert "**Gila**: not this time (moved by hand)" in draft.text
    draft = await choose(circle, draft, 0, {"Hod", "Ilan"})
    assert "**Gila**: not this time" in draft.text
    form = (await circle.press(circle.lead, draft, "Why moved")).form
    assert form is not None
    told = await circle.lead.submit(form, {"because": f"*{SECRET}* @everyone"})
    assert f"moved by hand: \\*{SECRET}\\*" in told.text
    assert told.ephemeral
    empty = (await circle.press(circle.lead, draft, "Why moved")).form
    assert empty is not None
    assert "empty" in (await circle.lead.submit(empty, {"because": " "}, careful=False)).text


async def test_what_counts_is_changed_in_a_form_and_two_draws_are_compared(circle: Circle, applicants: list[Person]) -> None:
    draft = await select(circle)
    form = (await circle.press(circle.lead, draft, "What counts")).form
    assert form is not None
    refused = await circle.lead.submit(form, {"away": "11"})
    assert "from 0 to 10" in refused.text
    draft = await circle.lead.submit(form, {"away": "9", "setting": "0", "zone": "2"})
    assert "Order: people turned away before (weight 9) and new time zones (weight 2), then a draw (number " in draft.text
    draft = await circle.press(circle.lead, draft, "Draw again")
    assert "**Gila**: not this time" in draft.text
    compared = await circle.press(circle.lead, draft, "Compare")
    assert "In both" in compared.text
    assert "Only in the first" in compared.text
    assert "Order: people" in (await circle.press(circle.lead, compared, "Open the draft")).text


def file_of(answer: Answer, circle: Circle) -> list[dict[str, str]]:
    assert answer.message is not None
    (attached,) = answer.message.attachments
    found = next(data for path, (_, data) in files(circle).items() if str(attached["id"]) in path)
    return list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"))))


def files(circle: Circle) -> dict[str, tuple[str, bytes]]:
    return circle.stage.discord.files


async def test_the_applications_go_out_as_a_file_and_decisions_come_back_after_a_press(circle: Circle, applicants: list[Person]) -> None:
    answer = await circle.press(circle.lead, await select(circle), "As a file")
    assert answer.ephemeral
    rows = file_of(answer, circle)
    assert {row["Name"] for row in rows} == {person.name for person in applicants}
    assert SECRET not in str(rows)
    numbers = {row["Name"]: row["Application"] for row in rows}
    data = f"Application;Decision\n{numbers['Gila']};in\n{numbers['Hod']};no\n{numbers['Lior']};perhaps\n1;in\n".encode()
    shown = await circle.lead.command(circle.staff, "cohort decide", cohort="2", file=Upload("ours.csv", data))
    assert "nothing is changed yet" in shown.text
    assert "Line 2: **Gila**: in (in the draft: " in shown.text
    assert "I could not read “perhaps”" in shown.text
    assert "nobody waits to be decided on here by the number 1" in shown.text
    assert shown.ephemeral
    done = await circle.press(circle.lead, shown, "Take in 2 decisions")
    assert "Left out, by line: 4, 5" in done.text
    assert "taken in already" in (await circle.press(circle.lead, shown, "Take in 2 decisions")).text
    draft = await circle.press(circle.lead, done, "Open the draft")
    assert "**Gila**: in (moved by hand)" in draft.text
    assert "**Hod**: not this time" in draft.text


async def test_the_draft_and_its_files_are_for_those_who_lead_and_manage(circle: Circle, applicants: list[Person]) -> None:
    for who in (circle.outsider, applicants[0], circle.members[0], circle.owner):
        answer = await who.command(circle.signup, "cohort decide", cohort="2", file=Upload("a.csv", b"1,in"))
        assert "facilitators" in answer.text
        assert answer.ephemeral


async def test_why_somebody_was_moved_reaches_nobody_but_staff(circle: Circle, applicants: list[Person]) -> None:
    form = (await circle.press(circle.lead, await select(circle), "Why moved")).form
    assert form is not None
    await circle.lead.submit(form, {"because": SECRET})
    preview = await circle.press(circle.lead, await choose(circle, await select(circle), 0, {"Gila", "Ilan"}), "See what would be sent")
    assert "It is decided" in (await circle.press(circle.lead, preview, "Publish")).text
    await circle.stage.pass_until(circle.stage.clock.now().replace(day=25))
    seen: list[str] = []
    for who in (*applicants, *circle.members, circle.outsider):
        seen += [(await who.command(circle.signup, name)).text for name in ("me", "cohorts", "help")]
        seen += [message.text for message in who.dm]
        for place in (circle.home, circle.signup, *who.threads(circle.home), *who.threads(circle.signup)):
            seen += [message.text for message in who.sees(place)]
    assert any("Chaplains" in text for text in seen)
    assert not [text for text in seen if SECRET in text]
