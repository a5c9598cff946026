"""The board in its channel, and people who leave the server, as people see both on Discord."""

from datetime import timedelta

import pytest

from domain.ground.ids import CohortId
from rehearsal.discord.seen import Seen
from services.program.presence import FRESH
from storage.tables import cohorts
from tests.cogs.conftest import Circle
from tests.rows import overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")


def boards(circle: Circle) -> list[Seen]:
    """What everybody reads in the sign-up channel."""
    return [seen for seen in circle.outsider.sees(circle.signup) if not seen.ephemeral]


async def edit(circle: Circle, title: str) -> None:
    form = (await circle.lead.command(circle.staff, "cohort edit", cohort="1")).form
    assert form is not None
    await circle.lead.submit(form, {"title": title, "topic": "Justice", "places": "3", "aim": ""})


async def pass_hours(circle: Circle, hours: int = 1) -> None:
    await circle.stage.pass_until(circle.stage.clock.now() + timedelta(hours=hours))


async def test_everybody_reads_the_board_and_it_says_and_offers_what_the_command_does(circle: Circle) -> None:
    (board,) = boards(circle)
    answer = await circle.outsider.command(circle.signup, "cohorts")
    assert board.text == answer.text
    assert board.buttons == answer.buttons
    pressed = await circle.outsider.click(board, board.buttons[0])
    assert pressed.ephemeral, "a press changes nothing for the others"
    assert boards(circle)[0].text == answer.text


async def test_several_changes_are_one_correction_of_the_same_message(circle: Circle) -> None:
    (before,) = boards(circle)
    edits: list[str] = []

    async def count(route: str, moment: str) -> None:
        if route == "PATCH /channels/{channel_id}/messages/{message_id}" and moment == "after":
            edits.append(route)

    circle.stage.discord.on_request = count
    for title in ("Justice, one", "Justice, two", "Justice, three"):
        await edit(circle, title)
    await pass_hours(circle)
    circle.stage.discord.on_request = None
    (after,) = boards(circle)
    assert after.id == before.id
    assert "Justice, three" in after.text
    assert len(edits) == 1


async def test_it_is_posted_anew_after_somebody_has_deleted_it(circle: Circle) -> None:
    (before,) = boards(circle)
    await circle.owner.delete(before)
    await edit(circle, "Justice, four")
    await pass_hours(circle)
    await edit(circle, "Justice, five")
    await pass_hours(circle)
    (after,) = boards(circle)
    assert after.id != before.id
    assert "Justice, five" in after.text
    undelivered = await circle.manager.command(circle.staff, "program undelivered")
    assert "Nothing is waiting" in undelivered.text


async def test_a_member_who_has_left_is_shown_to_the_facilitator_and_is_not_written_to_about_it(circle: Circle) -> None:
    dana = circle.members[0]
    heard = len(dana.dm)
    circle.server.leave(dana)
    await circle.stage.made.program.presence.nightly()
    await pass_hours(circle)
    page = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    assert "No longer on this server: Dana." in page.text
    assert len(dana.dm) == heard
    circle.server.join(dana)
    await circle.stage.made.program.presence.nightly()
    page = await circle.lead.command(circle.staff, "cohort today", cohort="1")
    assert "No longer on this server" not in page.text


@pytest.mark.parametrize("noticed_by", ["the night", "an act of their own"])
async def test_a_member_who_left_the_server_and_came_back_gets_the_role_again(circle: Circle, noticed_by: str) -> None:
    dana = circle.members[0]
    opens = circle.server.add_role(f"Justice, {noticed_by}")
    async with circle.stage.store.begin() as db:
        await overwrite(db, cohorts, CohortId(1), role=opens.id)
    circle.server.give(dana, opens)
    circle.server.leave(dana)
    await circle.stage.made.program.presence.nightly()
    circle.server.join(dana)
    assert opens not in circle.server.members[dana.id].roles
    if noticed_by == "the night":
        await circle.stage.made.program.presence.nightly()
    else:
        form = (await dana.command(circle.home, "ask")).form
        assert form is not None
        await dana.submit(form, {"asked": "Am I still in?"})
    await pass_hours(circle, 24)
    assert opens in circle.server.members[dana.id].roles


async def test_an_applicant_who_has_left_is_in_the_draft_and_is_not_offered_a_place(circle: Circle) -> None:
    stage = circle.stage
    await circle.manager.command(circle.staff, "cohort create", title="More", topic="More", facilitator=circle.lead, home=circle.home)
    drafted = await circle.lead.command(
        circle.staff, "session series", cohort="2", nth=2, weekday=1, time="13:00", count=3, first_month="2027-02"
    )
    await circle.press(circle.lead, drafted, "These dates stand")
    await circle.lead.command(circle.staff, "cohort open", cohort="2")
    await pass_hours(circle)
    (board,) = boards(circle)
    applicants = [stage.discord.add_person(name) for name in ("Ruth", "Naomi")]
    for person in applicants:
        circle.server.join(person)
        opened = await person.click(board, next(label for label in board.buttons if "More" in label))
        assert opened.form is not None, opened.text
        saved = await person.submit(opened.form, {"why": "because", "setting": "campus", "readiness": "3"})
        more = await circle.press(person, saved, "Continue")
        assert more.form is not None
        await person.submit(more.form, {"zone": "New York", "quiet": "shabbat", "commitment": ["yes"]})
    circle.server.leave(applicants[0])
    stage.clock.move_to(stage.clock.now() + FRESH)  # their own taps said that they were there
    draft = await circle.lead.command(circle.staff, "cohort select", cohort="2")
    lines = {name: line for name in ("Ruth", "Naomi") for line in draft.text.splitlines() if name in line}
    assert "Has left the server." in lines["Ruth"]
    assert "Has left the server." not in lines["Naomi"]
    refused = await circle.press(circle.lead, draft, draft.buttons[0])
    assert "Ruth" in refused.text
    assert "no longer on this server" in refused.text
    await pass_hours(circle, 48)
    assert not any("place" in seen.text and "yours" in seen.text for seen in applicants[0].dm)
