"""What managers see of all cohorts: in numbers, and who changed what; never a private word."""

import csv
import io

import pytest
from msgspec.structs import replace

from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal, Why
from domain.pair.checkins import Answer
from messages.joining import board as board_words
from messages.program import report as words
from messages.program.report import harmless
from services.group.series import Rule
from tests.services.conftest import HERE, LINK, THERE, House, actor, home

SECRET = "zwischenzeit"


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def report(house: House) -> tuple[str, list[dict[str, str]]]:
    said = words.report(await house.made.program.reports.season(house.manager))
    assert said.file is not None
    return said.file.content.decode("utf-8-sig"), table(said.file.content)


async def test_a_season_in_numbers_counts_right_and_names_nobody(house: House) -> None:
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    text, rows = await report(house)
    row = rows[0]
    assert (row["Cohort"], row["Places"], row["Applied"], row["Accepted"], row["Waiting"]) == ("Justice", "4", "5", "4", "1")
    assert (row["Members"], row["Chevrutot"]) == ("4", "2")
    assert int(row["Sessions held"]) + int(row["Sessions planned"]) == 4
    assert (row["Round 1: met"], row["Round 1: quiet"]) == ("1", "1")
    assert "Person" not in text
    assert LINK not in text
    assert "Theirs" not in text, "another organisation's cohort"


async def test_a_title_that_a_spreadsheet_would_work_out_stays_a_title(empty: House) -> None:
    await empty.made.cohort.cohorts.edit(empty.lead, empty.cohort, '=HYPERLINK("https://bad.example")', "Topic", "4", "")
    _, rows = await report(empty)
    assert rows[0]["Cohort"].startswith("'=HYPERLINK(")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless("1") == "1"


async def test_the_overview_shows_how_each_cohort_stands(house: House) -> None:
    view = await house.made.program.reports.overview(house.manager)
    assert [one.cohort.title for one in view.lines] == ["Chaplaincy", "Justice"]
    text = words.overview(view).text
    assert "4 of 4 places taken" in text
    assert "Round 1: 0 of 2 pairs have said how it goes, 2 are quiet so far." in text


async def test_what_staff_did_is_written_down_with_who_and_never_with_what_is_private(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23):
        await empty.apply(user, why=SECRET)
    await empty.select(21, 22)
    await empty.made.group.prompts.set_prompt(empty.lead, empty.cohort, 1, "", SECRET)
    view = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    view = await empty.made.pair.chevrutot.lock(empty.lead, empty.cohort, view.pairing.id, [view.pairing.pairs[0].id])
    await empty.made.pair.chevrutot.publish(empty.lead, empty.cohort, view.pairing.id)
    await empty.made.cohort.cohorts.start(empty.lead, empty.cohort, home(503))
    await empty.made.group.sessions.move(empty.lead, empty.cohort, 2, 0, "2026-11-17", "13:00")
    await empty.made.group.sessions.cancel(empty.lead, empty.cohort, 3, 0)
    lines: list[str] = []
    for page in range(4):
        record = await empty.made.program.reports.record(empty.manager, page)
        lines += words.record(record).text.split("\n")[1:]
    told = "\n".join(lines)
    for did in (
        "set the program up", "made the cohort", "drafted 4 dates", "let 4 dates stand", "entered the meeting link", "opened sign-up",
        "published who is in, for 3", "gave round 1 its text", "chose which chevrutot stay", "published the chevrutot",
        "started the season", "moved session 2", "called off session 3",
    ):  # fmt: skip
        assert did in told, did
    assert "called off session 3" in lines[0]
    assert "Person 3" in lines[0]
    assert SECRET not in told
    async with empty.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        kept = str([act.facts for act in await db.audit.of(program.id, 100)])
    assert SECRET not in kept
    assert LINK not in kept


async def test_one_organisation_s_record_is_not_another_s(empty: House) -> None:
    there = await empty.made.program.reports.record(actor(52, THERE, manager=True))
    assert {line.title for line in there.lines} == {"Theirs", None}
    assert {line.by for line in there.lines} == {"Person 51", "Person 52"}


async def test_an_act_that_this_version_has_no_words_for_is_still_in_the_list(house: House) -> None:
    record = await house.made.program.reports.record(house.manager)
    line = replace(record.lines[0], act=replace(record.lines[0].act, act="juggled"), by=None)
    text = words.record(replace(record, lines=(line,))).text
    assert "somebody who is no longer here did something that I have no words for" in text


async def test_a_cohort_is_changed_and_its_places_never_fall_below_its_members(house: House) -> None:
    with pytest.raises(Refusal) as no:
        await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Justice", "3", "")
    assert no.value.why is Why.TOO_FEW_PLACES
    form = await house.made.cohort.cohorts.edit_form(house.lead, house.cohort)
    assert [field.value for field in form.fields] == ["Justice", "Justice", "4", ""]
    changed, _ = await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Racial justice", "Justice", "12", "New rabbis first")
    record = words.record(await house.made.program.reports.record(house.manager)).text
    assert "Person 3 changed the cohort: title, places, aim · Racial justice" in record
    board = await house.made.cohort.cohorts.board(house.lead)
    assert "Its aim: New rabbis first" in board_words.board(board).text
    assert (changed.title, changed.capacity, changed.aim) == ("Racial justice", 12, "New rabbis first")


async def test_nothing_that_staff_only_looked_at_is_written_down(house: House) -> None:
    before = len((await house.made.program.reports.record(house.manager)).lines)
    await house.made.group.sessions.preview_cancel(house.lead, house.cohort, 3)
    await house.made.cohort.cohorts.timeline(house.lead, house.cohort)
    assert len((await house.made.program.reports.record(house.manager)).lines) == before
    await house.made.group.series.draft_series(actor(4), CohortId(2), Rule(2, 1, "13:00", 4, "2027-10"))
    latest = (await house.made.program.reports.record(house.manager)).lines[0]
    assert (latest.act.act, latest.by) == ("plan-sessions", "Person 4")
