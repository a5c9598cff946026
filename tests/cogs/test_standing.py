"""A manager with a spreadsheet: the file goes up, is shown line by line, and is taken in by one press."""

import pytest

from domain.ground.spreadsheets import MOST_BYTES
from rehearsal.discord import Answer, Upload
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.asyncio(loop_scope="module")


def roster(circle: Circle) -> str:
    """Three who are known, one who is not, and fourteen lines as people really write them."""
    _, avi, noam = circle.members
    return "\r\n".join(
        [
            "The roster of our members;;;",  # 1: above the titles
            "Name;Discord ID;Standing;Valid until;Remarks",
            "Dana;;yes;2027-06-30;a private remark",
            f";{avi.id};Y;2026-11-20;",
            f";{noam.id};no;;a private remark",
            f"Stranger;{circle.outsider.id};good;;",
            ";;;;",
            ";;yes;;",  # 8: nobody
            "Rina;;;;",  # 9: neither yes nor no
            "Tamar;;perhaps;;",  # 10
            "Gil;;yes;30.6.2027;",  # 11
            "Uri;1.49999E+17;yes;;",  # 12: rounded
            "Nobody There;;yes;;",  # 13
            "Yael Cohen;;yes;;",  # 14 and 15: twice
            "yael  cohen;;no;;",
            "Nobody Here;;yes;;",  # 16
            "Zoë;;yes;2027-02-30;",  # 17
            "Adam;;ja;;",  # 18
            '"Ora;;yes;;',  # 19 and 20: a mark left open
            "Shai;;yes;;",
        ]
    )


async def upload(circle: Circle, data: bytes, name: str = "our roster.csv") -> Answer:
    return await circle.manager.command(circle.staff, "program standing import", file=Upload(name, data))


async def test_every_line_that_was_not_understood_is_shown_and_the_rest_is_taken_in_by_a_press(circle: Circle) -> None:
    shown = await upload(circle, roster(circle).encode("windows-1252"))
    assert shown.ephemeral
    assert "nothing is changed yet" in shown.text
    assert "14 lines are left out" in shown.text
    assert "private remark" not in shown.text
    second = await circle.press(circle.manager, shown, "More")
    third = await circle.press(circle.manager, second, "More")
    report = shown.text + second.text + third.text
    for line in (1, *range(8, 19)):
        assert f"Line {line}:" in report, line
    assert "Lines 19-20:" in report
    assert "also in line 15" in report
    assert "Line 4: **Avi**: good through November 20, 2026 (until now: nothing noted)" in report
    assert "Take in 4 people" in second.buttons
    assert "Nobody's standing has been attested" in (await circle.manager.command(circle.staff, "program standing renewals")).text
    done = await circle.press(circle.manager, second, "Take in 4 people")
    assert "New or different: 4" in done.text
    assert done.ephemeral
    again = await circle.press(circle.manager, second, "Take in 4 people")
    assert "taken in already" in again.text
    listed = await circle.manager.command(circle.staff, "program standing renewals")
    assert "Avi" in listed.text
    assert "through November 20, 2026" in listed.text
    assert "Dana" not in listed.text


async def test_one_person_is_attested_by_a_command_and_others_read_nothing_of_it(circle: Circle) -> None:
    answer = await circle.manager.command(circle.staff, "program standing attest", member=circle.outsider, good="yes", until="2027-01-31")
    assert "Outsider" in answer.text
    assert "through January 31, 2027" in answer.text
    assert answer.ephemeral
    slip = await circle.manager.command(circle.staff, "program standing attest", member=circle.outsider, good="yes", until="31.1.27")
    assert "could not read" in slip.text
    assert circle.outsider.dm == []


@pytest.mark.parametrize("command", ["renewals", "attest", "import"])
async def test_standing_is_for_managers_whatever_discord_shows(circle: Circle, command: str) -> None:
    options = {"attest": {"member": circle.outsider, "good": "yes"}, "import": {"file": Upload("a.csv", b"Dana,yes")}}
    for who in (circle.outsider, circle.lead, circle.members[0], circle.owner):
        answer = await who.command(circle.staff, f"program standing {command}", options=options.get(command))
        assert "for the program's managers" in answer.text
        assert answer.ephemeral


async def test_what_is_no_table_or_too_much_is_answered_with_what_to_do(circle: Circle) -> None:
    assert "Save it as CSV" in (await upload(circle, b"PK\x03\x04 and so on", "roster.xlsx")).text
    assert "Split it in two" in (await upload(circle, b"a" * (MOST_BYTES + 1))).text
    assert "nothing in that file" in (await upload(circle, b"\n\n;;\n")).text


async def test_a_file_that_discord_no_longer_has_is_asked_for_again(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        """Nothing is there."""

    monkeypatch.setattr("rehearsal.discord.cdn.fetched", gone)
    assert "attach it once more" in (await upload(circle, b"Dana,yes")).text


async def test_a_long_import_shows_how_far_it_is(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.shared.acts.DEFER_AFTER", 0.0)
    monkeypatch.setattr("cogs.joining.roster.BETWEEN", 0.0)
    lines = "\n".join(f"{300_000_000_000_000_007 + 11 * n},yes" for n in range(2500))
    shown = await upload(circle, f"id,good\n{lines}".encode())
    await circle.stage.discord.until(lambda: shown.message is not None and "Take in 2,500 people" in shown.message.buttons)
    assert shown.message is not None
    answer = await circle.manager.click(shown.message, "Take in 2,500 people")
    seen = {answer.text}
    await circle.stage.discord.until(
        lambda: answer.message is not None and (seen.add(answer.message.text) or "It is done" in answer.message.text)
    )
    assert any("of 2,500 lines are taken in" in text for text in seen)
    assert answer.ephemeral
