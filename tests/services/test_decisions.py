"""Applications that go out as a file, and decisions that come back as one."""

import csv
import io
from datetime import timedelta

import pytest

from domain.ground.ids import CohortId, UserId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.spreadsheets import MOST_BYTES
from domain.joining.signups import Decision, Ground
from messages.joining import decisions as words
from services.group.series import Rule
from tests.services.conftest import THERE, House, actor, let_stand, why
from tests.services.drafting import eight_drafted
from tests.services.waiting import Line


async def drafted(house: House) -> None:
    """Seven for four places."""
    await house.open()
    for user in range(21, 28):
        await house.apply(user, why="=HYPERLINK(1)\nand a second line", congregation="@Beth El", bring="-", setting="hospital")
    await house.made.joining.selection.draft(house.lead, house.cohort)


async def listed(house: House, who: Actor | None = None) -> list[dict[str, str]]:
    said = words.listing(await house.made.joining.decisions.export(who or house.lead, house.cohort))
    assert said.file is not None
    return list(csv.DictReader(io.StringIO(said.file.content.decode("utf-8-sig"))))


def written(rows: list[dict[str, str]]) -> bytes:
    into = io.StringIO()
    writer = csv.DictWriter(into, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return into.getvalue().encode("utf-8-sig")


async def test_the_file_says_what_they_wrote_and_how_the_draft_stands_and_a_spreadsheet_works_nothing_out_of_it(empty: House) -> None:
    await drafted(empty)
    await empty.made.joining.standings.attest(empty.manager, UserId(21), "Person 21", True, None)
    rows = await listed(empty)
    assert len(rows) == 7
    assert [row["Decision"] for row in rows] == ["in"] * 4 + ["waiting list"] * 3
    assert {row["Standing settled"] for row in rows if row["Name"] == "Person 21"} == {"yes"}
    assert {row["Standing settled"] for row in rows if row["Name"] != "Person 21"} == {"no"}
    for row in rows:
        assert row["Why"] == "'=HYPERLINK(1) and a second line"
        assert row["Congregation"] == "'@Beth El"
        assert row["Brings"] == "'-"
        assert row["Time zone"] == "America/New_York"
        assert row["Setting"] == "A hospital, or other chaplaincy"
        assert not {"shabbat", "weekday-afternoons"} & set(row.values()), "when they are quiet or free is nobody's business here"


async def test_the_file_comes_back_is_shown_and_stands_after_a_press_also_when_the_draft_is_drawn_again(empty: House) -> None:
    await drafted(empty)
    rows = await listed(empty)
    rows[0]["Decision"], rows[1]["Decision"], rows[4]["Decision"] = "No", "waiting", "YES"
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, written(rows))
    assert (len(view.moves), view.same, view.accepted, view.places, view.lapses) == (3, 4, 3, 4, ())
    text = words.preview(view).text
    assert f"Line 2: **{rows[0]['Name']}**: not this time (in the draft: in)" in text
    assert [row["Decision"] for row in await listed(empty)] == ["in"] * 4 + ["waiting list"] * 3, "nothing is changed yet"
    done = await empty.made.joining.decisions.apply(empty.manager, empty.cohort, view.number, view.mark)
    assert (done.moved, done.same) == (3, 4)
    stands = {row["Name"]: row["Decision"] for row in await listed(empty)}
    assert [stands[rows[n]["Name"]] for n in (0, 1, 4)] == ["not this time", "waiting list", "in"]
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert {line.application.grounds for line in draft.lines} == {(Ground.BY_HAND,)}
    await empty.made.joining.selection.redraw(empty.lead, empty.cohort, draft.latest)
    assert {row["Name"]: row["Decision"] for row in await listed(empty)} == stands


async def test_whoever_takes_the_same_decisions_in_twice_reads_what_they_did_the_first_time(empty: House) -> None:
    await drafted(empty)
    rows = await listed(empty)
    data = f"{rows[0]['Application']},no\n{rows[1]['Application']},in\n9999,in\n".encode()
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, data)
    first = await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)
    await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {int(row["Application"]) for row in rows[:4]})
    again = await empty.made.joining.decisions.apply(empty.manager, empty.cohort, view.number, view.mark)
    assert (first.again, again.again) == (False, True)
    assert (again.moved, again.same, again.lapses) == (first.moved, first.same, first.lapses) == (1, 1, first.lapses)
    text = words.taken(again).text
    assert "taken in already" in text
    assert "Left out, by line: 3" in text
    assert [row["Decision"] for row in await listed(empty)][:4] == ["in"] * 4, "what a person moved since is left alone"
    said = await empty.made.joining.selection.preview(empty.lead, empty.cohort)
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, said.fingerprint)
    assert (await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)).again, "also when all is published"
    with pytest.raises(Refusal) as no:
        await empty.made.joining.decisions.lines(empty.lead, empty.cohort, view.number, 0)
    assert no.value.why in {Why.DECISIONS_GONE, Why.PLACES_GIVEN}


async def test_who_stays_in_the_line_keeps_the_place_that_the_draft_gave(empty: House) -> None:
    await drafted(empty)
    rows = await listed(empty)
    line = [row["Name"] for row in rows[4:]]
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, written(sorted(rows, key=lambda row: row["Name"])))
    await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)
    said = await empty.made.joining.selection.preview(empty.lead, empty.cohort)
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, said.fingerprint)
    async with empty.store.read() as db:
        people = {person.id: person.name for _, person in await db.signups.in_cohort(empty.cohort)}
        assert [people[one.person] for one in await db.signups.waiting(empty.cohort)] == line


async def test_an_application_to_another_cohort_is_nobody_here(empty: House) -> None:
    await drafted(empty)
    other = House(empty.made, empty.clock, CohortId(2))
    await empty.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(empty.made.group.series, actor(4), other.cohort)
    await empty.made.joining.windows.open(actor(4), other.cohort, "2026-09-20")
    await other.apply(40)
    await empty.made.joining.selection.draft(actor(4), other.cohort)
    (theirs,), mine = await listed(other, actor(4)), await listed(empty)
    data = f"{theirs['Application']},no\n{mine[0]['Application']},no\n9999,in\n".encode()
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, data)
    assert [(lapse.line, lapse.why.value) for lapse in view.lapses] == [(1, "unknown"), (3, "unknown")]
    with pytest.raises(Refusal) as no:
        await empty.made.joining.decisions.apply(actor(4), other.cohort, view.number, view.mark)
    assert no.value.why is Why.DECISIONS_GONE, "a file for one cohort is none for another"
    await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)
    draft = await empty.made.joining.selection.draft(actor(4), other.cohort)
    assert [line.application.proposed for line in draft.lines] == [Decision.ACCEPT]


async def test_who_has_withdrawn_since_the_preview_is_left_out(empty: House) -> None:
    await drafted(empty)
    numbers = {row["Name"]: row["Application"] for row in await listed(empty)}
    data = f"{numbers['Person 21']},no\n{numbers['Person 22']},no\n".encode()
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, data)
    await empty.made.joining.signups.withdraw(actor(21), empty.cohort)
    view = await empty.made.joining.decisions.lines(empty.lead, empty.cohort, view.number, 0)
    done = await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)
    assert (done.moved + done.same, [lapse.line for lapse in done.lapses]) == (1, [1])


async def test_a_file_waits_for_a_day_and_a_file_of_standing_is_no_file_of_decisions(empty: House) -> None:
    await drafted(empty)
    standing = await empty.made.joining.rosters.preview(empty.manager, b"Person 21,yes\n")
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, b"1,no\n")
    for attempt in (
        empty.made.joining.decisions.apply(empty.manager, empty.cohort, standing.number, 0),
        empty.made.joining.rosters.take_in(empty.manager, view.number, 0),
    ):
        with pytest.raises(Refusal) as no:
            await attempt
        assert no.value.why in {Why.DECISIONS_GONE, Why.IMPORT_GONE}
    empty.clock.move_to(empty.clock.now() + timedelta(days=2))
    with pytest.raises(Refusal) as no:
        await empty.made.joining.decisions.lines(empty.lead, empty.cohort, view.number, 0)
    assert no.value.why is Why.DECISIONS_GONE


@pytest.mark.parametrize(
    ("data", "why"), [(b"\n\n", Why.NO_DECISIONS), (b"PK\x03\x04", Why.FILE_NOT_TEXT), (b"a" * (MOST_BYTES + 1), Why.DECISIONS_TOO_BIG)]
)
async def test_what_is_no_list_of_decisions_is_answered_with_what_to_do(empty: House, data: bytes, why: Why) -> None:
    await drafted(empty)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.decisions.preview(empty.lead, empty.cohort, data)
    assert no.value.why is why


async def test_after_publishing_no_file_changes_anything(empty: House) -> None:
    await drafted(empty)
    view = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, b"1,no\n")
    said = await empty.made.joining.selection.preview(empty.lead, empty.cohort)
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, said.fingerprint)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.decisions.apply(empty.lead, empty.cohort, view.number, view.mark)
    assert no.value.why is Why.PLACES_GIVEN


async def test_whoever_decides_reads_the_answers_to_the_questions_of_their_own_in_the_file(empty: House) -> None:
    await empty.made.cohort.terms.save(empty.lead, empty.cohort, ("Decision", "=Who sent you?", ""), "3", "2")
    await empty.open()
    await empty.apply(21)
    await empty.made.joining.signups.save_own(actor(21), empty.cohort, ("Mine", "My teacher"))
    file = words.listing(await empty.made.joining.decisions.export(empty.lead, empty.cohort)).file
    assert file is not None
    titles, row = csv.reader(file.content.decode("utf-8-sig").splitlines())
    assert dict(zip(titles[-2:], row[-2:], strict=True)) == {"Decision": "Mine", "'=Who sent you?": "My teacher"}
    again = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, file.content)
    assert not [lapse for lapse in again.lapses if lapse.typed == "Mine"], "a question is no column of ours"


async def test_the_file_of_applications_has_nobodys_words_but_those_to_be_decided_on_here(line: Line) -> None:
    made, cohort = line.house.made, line.house.cohort
    await line.house.apply(21, why="Mine, for this one.")
    await line.house.apply(22, why="Taken back since.")
    await line.leave(22)
    another = House(made, line.house.clock, CohortId(2))
    await made.group.series.draft_series(actor(4), another.cohort, Rule(2, 1, "13:00", 4, "2027-02"))
    await let_stand(made.group.series, actor(4), another.cohort)
    await made.joining.windows.open(actor(4), another.cohort, None)
    await another.apply(21, why="Mine, for the other.")
    await made.joining.questions.ask(actor(21), cohort, "A question in confidence?")
    listing = words.listing(await made.joining.decisions.export(line.house.lead, cohort))
    assert listing.file is not None
    said = listing.file.content.decode("utf-8-sig")
    assert "Mine, for this one." in said
    for private in ("Taken back since.", "Mine, for the other.", "in confidence"):
        assert private not in said
    for stranger in (actor(4), actor(21), actor(53, THERE)):
        with pytest.raises(Refusal) as no:
            await made.joining.decisions.export(stranger, cohort)
        assert no.value.why in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}


async def test_a_file_of_decisions_undoes_no_move_that_its_preview_did_not_show(line: Line) -> None:
    await eight_drafted(line)
    house, made, cohort = line.house, line.house.made, line.house.cohort
    lines = (await made.joining.selection.draft(house.lead, cohort)).lines
    accepted = {int(one.application.id) for one in lines if one.application.proposed is Decision.ACCEPT}
    data = "\n".join(f"{one},in" for one in sorted(accepted)).encode()
    view = await made.joining.decisions.preview(house.lead, cohort, data)
    await made.joining.selection.choose(line.house.manager, cohort, 0, accepted - {min(accepted)})
    assert await why(made.joining.decisions.apply(house.lead, cohort, view.number, view.mark)) is Why.STALE
    again = await made.joining.decisions.lines(house.lead, cohort, view.number, 0)
    assert [one.decision for one in again.moves] == [Decision.ACCEPT]
    assert (await made.joining.decisions.apply(house.lead, cohort, view.number, again.mark)).moved == 1
