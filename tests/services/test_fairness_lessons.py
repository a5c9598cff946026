"""Chance, consent and what is private, where other systems failed people who wished for a place; each is a sentence that holds here."""

import pytest

from domain.cohort.cohorts import Policy
from domain.ground.ids import CohortId, ProgramId
from domain.ground.refusal import Refusal, Why
from domain.joining.selection import draft as draw
from domain.joining.signups import Decision, Ground
from messages.cohort import cohorts as cohort_words
from messages.joining import decisions as decision_words
from messages.joining import selection as selection_words
from messages.joining import standing as standing_words
from messages.program import report as report_words
from services.group.series import Rule
from tests.services.conftest import THERE, House, actor, close_window
from tests.services.waiting import A_DAY, Line, full

# --- The draw ---


async def test_whoever_was_turned_away_is_remembered_by_the_next_draw(line: Line) -> None:
    away = await full(line, 25, 26)
    await line.overwrite(started_at=line.house.clock.now())
    lead, following = actor(4), House(line.house.made, line.house.clock, CohortId(2))
    await line.house.made.group.series.draft_series(lead, following.cohort, Rule(2, 1, "13:00", 4, "2027-02"))
    await line.house.made.group.series.freeze(actor(4), following.cohort)
    await line.house.made.joining.windows.open(actor(4), following.cohort, "2026-10-20")
    for user in (31, 32, 33, 34, 35, 36, *away):
        await following.apply(user)
    draft = await line.house.made.joining.selection.draft(actor(4), following.cohort)
    inside = {one.name for one in draft.lines if one.application.proposed is Decision.ACCEPT}
    assert {f"Person {user}" for user in away} <= inside
    assert {one.name for one in draft.lines if Ground.TURNED_AWAY_BEFORE in one.application.grounds} == {f"Person {u}" for u in away}


async def test_many_applications_raise_nobodys_chances(line: Line) -> None:
    """By another application each time, also to another cohort, and after having withdrawn; the lot stays what it was."""
    for user in range(21, 31):
        await line.house.apply(user)
    once = await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    eager = int(next(one.name for one in once.lines if one.application.proposed is Decision.WAIT).removeprefix("Person "))
    another = House(line.house.made, line.house.clock, CohortId(2))
    await line.house.made.group.series.draft_series(actor(4), another.cohort, Rule(2, 1, "13:00", 4, "2027-02"))
    await line.house.made.group.series.freeze(actor(4), another.cohort)
    await line.house.made.joining.windows.open(actor(4), another.cohort, None)
    await another.apply(eager)
    for _ in range(3):
        await line.house.apply(eager)
    await line.leave(eager)
    await line.house.apply(eager)
    draft = await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    assert len({one.name for one in draft.lines}) == len(draft.lines) == 10
    proposed = {one.name: one.application.proposed for one in draft.lines}
    assert proposed == {one.name: one.application.proposed for one in once.lines}


# --- Consent and privacy ---


async def test_nobody_is_in_before_they_have_said_so(line: Line) -> None:
    made, cohort = line.house.made, line.house.cohort
    for user in (21, 22, 23):
        await line.house.apply(user)
    seen = await made.joining.rosters.preview(line.house.manager, b"name,good\nPerson 21,yes\nPerson 22,yes\nPerson 23,yes\n")
    await made.joining.rosters.take_in(line.house.manager, seen.number, 0)
    await line.overwrite(policy=Policy.ACCEPT_ALL.value)
    await close_window(made, line.house.lead, cohort)
    await made.joining.interests.want(actor(24), cohort)
    await line.wait(2 * A_DAY)
    assert await line.asked() == {21, 22, 23}
    assert await line.inside() == set()
    await made.joining.waitlist.accept(actor(22), cohort)
    assert await line.inside() == {22}
    await line.wait(30 * A_DAY)
    assert await line.inside() == {22}, "silence is no yes"


async def test_news_go_to_nobody_who_did_not_ask_for_them(line: Line) -> None:
    await full(line, 25)
    made = line.house.made
    await made.joining.interests.want(actor(26), line.house.cohort)
    await made.joining.questions.ask(actor(27), line.house.cohort, "When?")
    await line.attest(28)
    bulletin, _, readers = await made.joining.interests.draft_news(line.house.manager, "News", "All is well.")
    assert readers == 0
    assert (await made.joining.interests.send_news(line.house.manager, bulletin.id))[1] == 0


async def test_staff_see_the_same_of_somebody_whatever_they_keep_to_themselves(line: Line) -> None:
    """Their quiet days, a hard week, when they are reminded, whom they wish for and whom they do not."""
    made, cohort, lead = line.house.made, line.house.cohort, line.house.lead
    for user in range(21, 27):
        await line.house.apply(user)
    await made.joining.selection.draft(lead, cohort)

    async def seen() -> list[str]:
        listing = decision_words.listing(await made.joining.decisions.export(lead, cohort))
        report = report_words.report(await made.program.reports.season(line.house.manager))
        assert listing.file is not None
        assert report.file is not None
        return [
            selection_words.draft(await made.joining.selection.draft(line.house.lead, cohort)).text,
            listing.file.content.decode("utf-8-sig"),
            cohort_words.today(await made.cohort.cohorts.today(lead, cohort)).text,
            report.file.content.decode("utf-8-sig"),
            report_words.overview(await made.program.reports.overview(line.house.manager)).text,
            standing_words.renewals(await made.joining.standings.renewals(line.house.manager)).text,
            cohort_words.board(await made.cohort.cohorts.board(lead)).text,
        ]

    before = await seen()
    await made.own.people.set_quiet(actor(21), "two-day")
    await made.own.people.pause(actor(22), 14)
    await made.own.people.set_reminder(actor(23), "none")
    await made.joining.signups.save_wishes(actor(24), cohort, (21,), (22,))
    assert await seen() == before


async def test_the_file_of_applications_has_nobodys_words_but_those_to_be_decided_on_here(line: Line) -> None:
    made, cohort = line.house.made, line.house.cohort
    await line.house.apply(21, why="Mine, for this one.")
    await line.house.apply(22, why="Taken back since.")
    await line.leave(22)
    another = House(made, line.house.clock, CohortId(2))
    await made.group.series.draft_series(actor(4), another.cohort, Rule(2, 1, "13:00", 4, "2027-02"))
    await made.group.series.freeze(actor(4), another.cohort)
    await made.joining.windows.open(actor(4), another.cohort, None)
    await another.apply(21, why="Mine, for the other.")
    await made.joining.questions.ask(actor(21), cohort, "A question in confidence?")
    listing = decision_words.listing(await made.joining.decisions.export(line.house.lead, cohort))
    assert listing.file is not None
    said = listing.file.content.decode("utf-8-sig")
    assert "Mine, for this one." in said
    for words in ("Taken back since.", "Mine, for the other.", "in confidence"):
        assert words not in said
    for stranger in (actor(4), actor(21), actor(53, THERE)):
        with pytest.raises(Refusal) as no:
            await made.joining.decisions.export(stranger, cohort)
        assert no.value.why in {Why.NOT_ALLOWED, Why.NO_SUCH_COHORT}


async def test_every_choice_of_people_can_be_played_again_from_what_is_kept(line: Line) -> None:
    """Whoever was moved by a person is said to be so; all others stand where the kept seed and weights put them."""
    for user in range(21, 31):
        await line.house.apply(user)
    drawn = await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    last = next(one for one in drawn.shown if one.application.proposed is Decision.WAIT)
    await line.house.made.joining.selection.choose(line.house.lead, line.house.cohort, 0, {last.application.id}, Decision.DECLINE)
    said = await line.house.made.joining.selection.preview(line.house.lead, line.house.cohort)
    await line.house.made.joining.selection.publish(line.house.lead, line.house.cohort, said.fingerprint)
    async with line.house.store.read() as db:
        ((kept, _),) = await db.selection.latest(line.house.cohort)
        rows = [application for application, _ in await db.signups.in_cohort(line.house.cohort)]
        acts = await db.audit.of(ProgramId(1), 10)
    again = {one.application: one for one in draw(kept.candidates, kept.places, kept.seed, kept.weights)}
    by_hand = [row for row in rows if Ground.BY_HAND in row.grounds]
    assert [row.id for row in by_hand] == [last.application.id]
    assert all((row.proposed, row.grounds) == (again[row.id].decision, again[row.id].grounds) for row in rows if row not in by_hand)
    assert {str(act.facts["what"]) for act in acts if act.act == "select"} == {"moved", "published"}
