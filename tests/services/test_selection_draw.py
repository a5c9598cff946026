"""The draw of who gets a place: what counts in it, who is remembered, and how it is played again from what is kept."""

from datetime import timedelta

import pytest

from domain.ground.ids import CohortId, ProgramId, UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.selection import Weights, draft
from domain.joining.selection import draft as draw
from domain.joining.signups import Decision, Ground
from messages.joining import selection as words
from messages.joining.selection import Draft
from services.cohort.cohorts import New
from services.group.series import Rule
from tests.services.conftest import THERE, House, actor, home, let_stand
from tests.services.drafting import applied, named, number
from tests.services.waiting import Line, full, opened

OTHER = CohortId(2)


async def test_another_aim_is_another_question_about_who_fits(line: Line) -> None:
    house = line.house
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Justice", "4", "Rural rabbis")
    for user in range(21, 28):
        await house.apply(user)
    view = await house.made.joining.selection.draft(house.lead, house.cohort)
    every = {int(one.application.id) for one in view.lines}
    view = await house.made.joining.selection.fit(house.lead, house.cohort, 0, every, view.mark)
    moved = min(one.name for one in view.lines if one.application.proposed is Decision.ACCEPT)
    picked = {int(one.application.id) for one in view.lines if one.name == moved}
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, picked, Decision.DECLINE)
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Justice", "4", "City chaplains")
    view = await house.made.joining.selection.draft(house.lead, house.cohort)
    assert not [one.name for one in view.lines if one.application.fits_aim or Ground.FITS_AIM in one.application.grounds]
    assert [one.name for one in view.lines if one.application.proposed is Decision.DECLINE] == [moved], "as a person moved them"


async def test_whoever_was_turned_away_is_remembered_by_the_next_draw(line: Line) -> None:
    away = await full(line, 25, 26)
    await line.overwrite(started_at=line.house.clock.now())
    lead, following = actor(4), House(line.house.made, line.house.clock, CohortId(2))
    await line.house.made.group.series.draft_series(lead, following.cohort, Rule(2, 1, "13:00", 4, "2027-02"))
    await let_stand(line.house.made.group.series, actor(4), following.cohort)
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
    await let_stand(line.house.made.group.series, actor(4), another.cohort)
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


async def test_whoever_found_a_place_elsewhere_was_not_turned_away(line: Line) -> None:
    house = line.house
    order = await full(line, 25, 26)
    await house.begin()
    await house.made.cohort.cohorts.create(house.manager, New("Third", "Third", 4, home(777), UserId(3), "Person 3"))
    third, second = House(house.made, house.clock, CohortId(4)), House(house.made, house.clock, OTHER)
    await opened(third, 3, Rule(3, 3, "13:00", 4, "2027-01"))
    await third.apply(order[0])
    await third.select(order[0])
    await opened(second, 4, Rule(2, 2, "13:00", 4, "2027-02"))
    for user in (*order, 31, 32, 33, 34):
        await second.apply(user)
    draft = await house.made.joining.selection.draft(actor(4), OTHER)
    first = {one.name for one in draft.lines if Ground.TURNED_AWAY_BEFORE in one.application.grounds}
    assert first == {f"Person {order[1]}"}


async def test_whoever_leaves_a_list_that_has_ended_still_stands_first_another_time(line: Line) -> None:
    house = line.house
    order = await full(line, 25, 26, 27)
    await line.leave(order[2])  # while it still moved
    await house.begin()
    await line.wait(timedelta(days=45))
    await line.leave(order[0])
    second = House(house.made, house.clock, OTHER)
    await opened(second, 4, Rule(2, 2, "13:00", 4, "2027-02"))
    for user in (25, 26, 27, 31, 32, 33):
        await second.apply(user)
    draft = await house.made.joining.selection.draft(actor(4), OTHER)
    first = {one.name for one in draft.lines if Ground.TURNED_AWAY_BEFORE in one.application.grounds}
    assert first == {f"Person {order[0]}", f"Person {order[1]}"}


async def test_whoever_found_no_place_in_another_organisation_is_no_candidate_of_another_kind_here(empty: House) -> None:
    theirs = CohortId(3)
    await empty.made.group.series.draft_series(actor(53, THERE), theirs, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(empty.made.group.series, actor(53, THERE), theirs)
    await empty.made.joining.windows.open(actor(53, THERE), theirs, "2026-09-20")
    there = House(empty.made, empty.clock, theirs)
    for user in (21, 22, 23, 24, 25):
        await there.apply(user, server=THERE)
    await empty.made.joining.selection.draft(actor(53, THERE), theirs)
    reviewed = (await empty.made.joining.selection.preview(actor(53, THERE), theirs)).fingerprint
    await empty.made.joining.selection.publish(actor(53, THERE), theirs, reviewed)
    await empty.open()
    for user in (21, 22, 23, 24, 25):
        await empty.apply(user)
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert not [line.name for line in draft.lines if Ground.TURNED_AWAY_BEFORE in line.application.grounds]


async def test_drawn_again_those_who_were_moved_stay_and_the_others_are_drawn_by_another_lot(empty: House) -> None:
    view = await applied(empty, 16)
    out = min(named(view, Decision.ACCEPT))
    await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, out)}, Decision.DECLINE)
    before = view.seed
    view = await empty.made.joining.selection.redraw(empty.lead, empty.cohort, view.latest)
    assert view.seed != before
    assert named(view, Decision.DECLINE) == {out}
    assert len(named(view, Decision.ACCEPT)) == 4
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.redraw(empty.lead, empty.cohort, view.latest - 1)
    assert no.value.why is Why.STALE, "that draft has been drawn again already"


async def test_every_kept_draft_is_drawn_once_more_from_its_seed_and_weights(empty: House) -> None:
    view = await applied(empty, 9)
    await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, min(named(view, Decision.WAIT)))})
    view = await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "3", " 0", "5")
    assert view.weights == Weights(3, 0, 5)
    await empty.made.joining.selection.redraw(empty.lead, empty.cohort, view.latest)
    await empty.made.joining.signups.save_why(actor(21), empty.cohort, "why", "", "other", "", "3")
    await empty.made.joining.signups.withdraw(actor(22), empty.cohort)
    async with empty.store.read() as db:
        kept = await db.selection.latest(empty.cohort)
    assert [drawn.weights for drawn, _ in kept] == [Weights(3, 0, 5)] * 2
    for drawn, _ in kept:
        assert drawn.lines
        assert draft(drawn.candidates, drawn.places, drawn.seed, drawn.weights) == drawn.lines


async def test_what_counts_is_shown_and_changed_within_its_bounds_and_drawn_by_the_same_lot(empty: House) -> None:
    view = await applied(empty)
    assert "Order: people turned away before, then new settings and new time zones, then a draw (number " in words.draft(view).text
    form = await empty.made.joining.selection.weights_form(empty.lead, empty.cohort)
    assert [field.value for field in form.fields] == ["10", "1", "1"]
    for typed in ("11", "-1", "much", ""):
        with pytest.raises(Refusal) as no:
            await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "10", typed, "1")
        assert no.value.why is Why.BAD_NUMBER
    changed = await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "10", "0", "1")
    assert (changed.seed, changed.latest) == (view.seed, view.latest + 1)
    assert not [line.name for line in changed.lines if Ground.ADDS_SETTING in line.application.grounds]
    same = await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "10", "0", "1")
    assert same.latest == changed.latest, "nothing was changed, so nothing is drawn"


async def with_aim(house: House) -> Draft:
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Justice", "4", "New rabbis first")
    return await applied(house, 9)


async def test_whoever_staff_find_to_fit_the_announced_aim_comes_before_others_by_the_same_lot(empty: House) -> None:
    view = await with_aim(empty)
    out = named(view, Decision.WAIT)
    seen = view.mark
    marked = await empty.made.joining.selection.fit(empty.lead, empty.cohort, 0, {number(view, name) for name in out}, seen)
    assert (marked.seed, marked.latest) == (view.seed, view.latest + 1)
    assert len(out & named(marked, Decision.ACCEPT)) == 4
    grounds = {line.name: line.application.grounds for line in marked.lines}
    assert {name for name, why in grounds.items() if Ground.FITS_AIM in why} == out
    assert "fits the aim" in words.draft(marked).text
    same = await empty.made.joining.selection.fit(empty.lead, empty.cohort, 0, {number(view, name) for name in out}, marked.mark)
    assert same.latest == marked.latest, "nothing was changed, so nothing is drawn"
    nobody = await empty.made.joining.selection.fit(empty.lead, empty.cohort, 0, set(), same.mark)
    assert named(nobody, Decision.ACCEPT) == named(view, Decision.ACCEPT), "as it was"


async def test_whom_a_person_moved_stays_there_whether_they_fit_the_aim_or_not(empty: House) -> None:
    view = await with_aim(empty)
    out = min(named(view, Decision.ACCEPT))
    view = await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, out)}, Decision.DECLINE)
    seen = view.mark
    view = await empty.made.joining.selection.fit(empty.lead, empty.cohort, 0, {number(view, out)}, seen)
    assert named(view, Decision.DECLINE) == {out}
    assert len(named(view, Decision.ACCEPT)) == 4


async def test_fit_with_an_aim_is_asked_only_where_one_was_announced(empty: House) -> None:
    view = await applied(empty)
    assert "aim" not in words.draft(view).text
    assert len(words.draft(view).rows) == 4
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.fit(empty.lead, empty.cohort, 0, set(), view.mark)
    assert no.value.why is Why.STALE
    await empty.made.cohort.cohorts.edit(empty.lead, empty.cohort, "Justice", "Justice", "4", "New rabbis first")
    view = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert (
        "then people who fit the aim (weight 2), new settings (weight 1) and new time zones (weight 1), then a draw"
        in words.draft(view).text
    )
    assert len(words.draft(view).rows) == 5
    form = await empty.made.joining.selection.weights_form(empty.lead, empty.cohort)
    assert [field.value for field in form.fields] == ["10", "1", "1", "2"]
    assert (await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "10", "1", "1", "0")).weights == Weights(10, 1, 1, 0)


async def test_what_the_aim_counts_stays_when_it_is_not_asked_and_a_mark_without_an_aim_counts_nothing(empty: House) -> None:
    view = await with_aim(empty)
    every = {number(view, line.name) for line in view.lines}
    await empty.made.joining.selection.fit(empty.lead, empty.cohort, 0, every, view.mark)
    await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "10", "1", "1", "7")
    await empty.made.cohort.cohorts.edit(empty.lead, empty.cohort, "Justice", "Justice", "4", "")
    view = await empty.made.joining.selection.weigh(empty.lead, empty.cohort, "10", "2", "1")
    assert view.weights == Weights(10, 2, 1, 7)
    assert not [line.name for line in view.lines if Ground.FITS_AIM in line.application.grounds]


async def test_two_drafts_are_compared_by_name(empty: House) -> None:
    view = await applied(empty, 16)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.compare(empty.lead, empty.cohort)
    assert no.value.why is Why.NO_DRAFT
    first = named(view, Decision.ACCEPT)
    view = await empty.made.joining.selection.redraw(empty.lead, empty.cohort, view.latest)
    second = named(view, Decision.ACCEPT)
    found = await empty.made.joining.selection.compare(empty.lead, empty.cohort)
    assert (set(found.both), set(found.first), set(found.second)) == (first & second, first - second, second - first)
    text = words.compared(found).text
    assert all(name in text for name in first | second)
