"""Managers at work: a program set up in steps, facilitators replaced, the overview, the report and the record."""

import csv
import io
from dataclasses import dataclass

import pytest
import pytest_asyncio

from rehearsal.discord import Answer, Person, Seen, Server, permissions
from rehearsal.discord.model import Channel, Role
from tests.cogs.conftest import LINK, Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Elsewhere:
    """A server on which nothing is set up yet."""

    circle: Circle
    owner: Person
    member: Person
    server: Server
    office: Channel
    hall: Channel
    managers: Role

    async def fill(self, page: Answer, values: dict[str, object]) -> Answer:
        """Open a page's form and send it."""
        assert page.message is not None, page.text
        form = (await self.owner.click(page.message, "Fill in")).form
        assert form is not None
        return await self.owner.submit(form, values)

    async def press(self, page: Answer, label: str) -> Answer:
        assert page.message is not None, page.text
        return await self.owner.click(page.message, label)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def elsewhere(circle: Circle) -> Elsewhere:
    discord = circle.stage.discord
    owner, member = discord.add_person("Miriam"), discord.add_person("Somebody")
    server = discord.add_server("Or Hadash", owner)
    server.join(member)
    managers = server.add_role("Managers")
    server.give(owner, managers)
    office = server.add_text_channel("office", private_to=[managers])
    return Elsewhere(circle, owner, member, server, office, server.add_text_channel("hall"), managers)


async def test_a_member_sets_nothing_up(elsewhere: Elsewhere) -> None:
    answer = await elsewhere.member.command(elsewhere.hall, "program setup")
    assert "for those who manage this server" in answer.text
    assert answer.buttons == []
    assert answer.ephemeral


async def test_a_program_is_set_up_in_steps_over_a_restart(elsewhere: Elsewhere) -> None:
    page = await elsewhere.owner.command(elsewhere.hall, "program setup")
    assert "1 of 3" in page.text
    assert page.message is not None
    form = (await elsewhere.owner.click(page.message, "Fill in")).form
    assert form is not None
    assert [field.default for field in form.fields] == ["Or Hadash", "Miriam", "", "", "jewish"], "what is known already is there"
    await elsewhere.circle.stage.restart_bot()
    wrong = await elsewhere.owner.submit(form, {"donation": "give to us"})
    assert "give to us" in wrong.text
    page = await elsewhere.owner.submit(form, {"donation": "https://example.org/give", "wording": "plain"})
    assert "2 of 3" in page.text
    await elsewhere.circle.stage.restart_bot()
    page = await elsewhere.owner.command(elsewhere.hall, "program setup")
    assert "2 of 3" in page.text, "it goes on where it stopped"
    page = await elsewhere.fill(page, {"managers": [elsewhere.managers], "staff": [elsewhere.office], "signups": [elsewhere.hall]})
    assert "3 of 3" in page.text
    page = await elsewhere.fill(page, {"home-zone": "chicago", "usual-quiet": "shabbat"})
    assert "America/Chicago" in page.text
    assert "None of this holds before you save it." in page.text
    assert "Send a test message" not in page.buttons
    help_ = await elsewhere.owner.command(elsewhere.hall, "help")
    assert "/program setup" in help_.text, "there is no program yet"
    saved = await elsewhere.press(page, "Save")
    assert "This is what stands." in saved.text
    assert "Words: Study pair and study pairs" in saved.text
    cohorts = await elsewhere.member.command(elsewhere.hall, "cohorts")
    assert "Miriam" in cohorts.text


async def test_a_test_message_arrives_in_the_staff_channel_at_once(elsewhere: Elsewhere) -> None:
    page = await elsewhere.owner.command(elsewhere.hall, "program setup")
    assert "This is what stands." in page.text
    told = await elsewhere.press(page, "Send a test message")
    assert f"<#{elsewhere.office.id}>" in told.text
    await elsewhere.circle.stage.beat()
    posted = [seen for seen in elsewhere.owner.sees(elsewhere.office) if "This is a test" in seen.text and not seen.ephemeral]
    assert len(posted) == 1
    assert not [seen for seen in elsewhere.member.sees(elsewhere.hall) if "This is a test" in seen.text]


async def test_where_the_bot_may_not_write_the_test_says_what_to_allow_and_where(elsewhere: Elsewhere) -> None:
    bot = elsewhere.server.bot_role
    assert bot is not None
    elsewhere.server.overwrite(elsewhere.office, bot, deny=permissions.SEND_MESSAGES)
    told = await elsewhere.press(await elsewhere.owner.command(elsewhere.hall, "program setup"), "Send a test message")
    elsewhere.server.overwrite(elsewhere.office, bot, allow=permissions.SEND_MESSAGES)
    assert "I lack these rights: Send Messages." in told.text
    assert "*Permissions*" in told.text
    again = await elsewhere.press(told, "Send a test message")
    assert f"go to <#{elsewhere.office.id}> now" in again.text


async def test_running_it_again_begins_with_what_stands_and_changes_only_what_is_saved(elsewhere: Elsewhere) -> None:
    page = await elsewhere.press(await elsewhere.owner.command(elsewhere.hall, "program setup"), "People and channels")
    assert page.message is not None
    form = (await elsewhere.owner.click(page.message, "Fill in")).form
    assert form is not None
    assert form.field("staff").default == [str(elsewhere.office.id)]
    changed = await elsewhere.owner.submit(form, {"staff": [elsewhere.hall]})
    assert "share one channel" in changed.text
    over = await elsewhere.press(changed, "Start over")
    assert f"<#{elsewhere.office.id}>" in over.text
    assert "share one channel" not in over.text


async def test_a_role_that_everybody_has_is_not_saved(elsewhere: Elsewhere) -> None:
    page = await elsewhere.press(await elsewhere.owner.command(elsewhere.hall, "program setup"), "People and channels")
    page = await elsewhere.fill(page, {"managers": [elsewhere.server.everyone]})
    assert "everybody would be a manager" in page.text
    assert "Save" not in page.buttons
    at_once = await elsewhere.owner.command(
        elsewhere.hall, "program setup", name="Or Hadash", managers=elsewhere.server.everyone, staff=elsewhere.office,
        signups=elsewhere.hall, zone="Chicago", contact="Miriam",
    )  # fmt: skip
    assert "everybody would be a manager" in at_once.text
    await elsewhere.press(page, "Start over")


async def test_a_channel_or_role_of_another_server_that_a_forger_names_is_not_saved(elsewhere: Elsewhere) -> None:
    picked = [("managers", 6, elsewhere.managers.id), ("staff", 8, elsewhere.circle.staff.id), ("signups", 8, elsewhere.hall.id)]
    rows = [{"type": 18, "component": {"type": kind, "custom_id": name, "values": [str(id_)]}} for name, kind, id_ in picked]
    raw = {"type": 5, "channel_id": elsewhere.hall.id, "data": {"custom_id": "f:setup-places", "components": rows}}
    page = await elsewhere.circle.stage.discord.raw_interaction(elsewhere.owner, raw)
    assert "no such staff channel" in page.text
    assert not {"Save", "Send a test message"} & set(page.buttons)
    await elsewhere.press(page, "Start over")


async def test_rights_that_the_bot_lacks_are_named(elsewhere: Elsewhere) -> None:
    bot = elsewhere.server.bot_role
    assert bot is not None
    elsewhere.server.overwrite(elsewhere.hall, bot, deny=permissions.CREATE_PRIVATE_THREADS)
    page = await elsewhere.owner.command(elsewhere.hall, "program setup")
    elsewhere.server.overwrite(elsewhere.hall, bot, allow=permissions.CREATE_PRIVATE_THREADS)
    assert "I lack these rights: Create Private Threads." in page.text


async def test_some_options_fill_their_steps_and_the_wizard_goes_on(elsewhere: Elsewhere) -> None:
    page = await elsewhere.owner.command(elsewhere.hall, "program setup", zone="Denver", wording="jewish")
    assert "America/Denver" in page.text
    assert "Words: Chevruta and chevrutot" in page.text
    assert "Save" in page.buttons
    await elsewhere.press(page, "Start over")


def table(seen: Seen | None, circle: Circle) -> str:
    assert seen is not None
    assert seen.attachments[0]["filename"].endswith(".csv")
    path = str(seen.attachments[0]["url"]).split("/attachments/", 1)[1]
    return circle.stage.discord.files[f"/attachments/{path}"][1].decode("utf-8-sig")


async def test_the_report_is_a_file_of_counts_that_names_nobody(circle: Circle) -> None:
    answer = await circle.manager.command(circle.staff, "program report")
    assert answer.ephemeral
    text = table(answer.message, circle)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (rows[0]["Cohort"], rows[0]["Members"], rows[0]["Applied"]) == ("Justice", "3", "3")
    assert "Round 1: met" in rows[0]
    for person in (*circle.members, circle.lead, circle.manager):
        assert person.name not in text
    assert LINK not in text


async def test_a_slow_report_still_brings_its_file(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.shared.acts.DEFER_AFTER", 0.0)
    answer = await circle.manager.command(circle.staff, "program report")
    assert answer.deferred
    assert "Justice" in table(answer.message, circle)


async def test_the_overview_and_the_record_show_what_managers_look_after(circle: Circle) -> None:
    overview = await circle.manager.command(circle.staff, "program overview")
    assert "3 of 3 places taken" in overview.text
    record = await circle.manager.command(circle.staff, "program audit")
    assert "Lead started the season" in record.text
    older = await circle.press(circle.manager, record, "More")
    assert "set the program up" in older.text
    assert LINK not in record.text + older.text


@pytest.mark.parametrize("command", ["program report", "program overview", "program audit"])
async def test_nobody_else_sees_them(circle: Circle, command: str) -> None:
    for who in (circle.outsider, circle.members[0], circle.lead):
        answer = await who.command(circle.staff, command)
        assert "for the program's managers" in answer.text
        assert answer.message is not None
        assert not answer.message.attachments


async def test_a_facilitator_appoints_nobody(circle: Circle) -> None:
    answer = await circle.lead.command(circle.staff, "program facilitator", cohort="1", member=circle.outsider)
    assert "for the program's managers" in answer.text


async def test_a_facilitator_is_replaced_by_somebody_from_outside(circle: Circle) -> None:
    refused = await circle.manager.command(circle.staff, "program facilitator", cohort="1", member=circle.lead, remove=True)
    assert "without a facilitator" in refused.text
    await circle.manager.command(circle.staff, "program facilitator", cohort="1", member=circle.outsider)
    done = await circle.manager.command(circle.staff, "program facilitator", cohort="1", member=circle.lead, remove=True)
    assert "It is led by Outsider." in done.text
    await circle.stage.beat()
    told = circle.outsider.dm[-1]
    assert "a facilitator of **Justice**" in told.text
    page = await circle.outsider.click(told, "Open the page for today")
    assert "Justice" in page.text
    assert "no longer lead" in circle.lead.dm[-1].text
    await circle.manager.command(circle.staff, "program facilitator", cohort="1", member=circle.lead)


async def test_a_cohort_is_changed_in_a_form_that_shows_what_stands(circle: Circle) -> None:
    form = (await circle.lead.command(circle.staff, "cohort edit", cohort="1")).form
    assert form is not None
    assert [field.default for field in form.fields] == ["Justice", "Justice", "3", ""]
    refused = await circle.lead.submit(form, {"places": "2"})
    assert "3 places are taken or held" in refused.text
    done = await circle.lead.submit(form, {"places": "5", "aim": "New rabbis first"})
    assert "with 5 places" in done.text
    assert "New rabbis first" in done.text
    answer = await circle.members[0].command(circle.home, "cohort edit", cohort="1")
    assert answer.form is None
    assert "facilitators and the program's managers" in answer.text
