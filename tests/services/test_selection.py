"""What a facilitator publishes is what that facilitator reviewed."""

from typing import Any

import pytest

from domain.ground.ids import CohortId, ProgramId
from domain.ground.refusal import Refusal, Why
from domain.joining.selection import Weights, draft
from domain.joining.signups import ApplicationState, Decision, Ground
from messages.cohort import cohorts as cohort_words
from messages.joining import decisions as decision_words
from messages.joining import selection as words
from messages.joining.selection import Draft
from messages.own import people as people_words
from services.group.series import Rule
from storage.tables import deliveries
from tests.services.conftest import THERE, House, actor


async def test_a_list_that_somebody_changed_since_is_not_published_unseen(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23, 24, 25):
        await empty.apply(user)
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    reviewed = (await empty.made.joining.selection.preview(empty.lead, empty.cohort)).fingerprint
    waiting = [line.application.id for line in draft.lines if line.application.place is not None]
    inside = [line.application.id for line in draft.lines if line.application.place is None]
    await empty.made.joining.selection.choose(empty.manager, empty.cohort, 0, {*waiting, *inside[1:]})
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.publish(empty.lead, empty.cohort, reviewed)
    assert no.value.why is Why.STALE, "as many letters of each kind, and not the same people"


async def test_whoever_applies_while_the_draft_is_edited_is_not_decided_on_unseen(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    await empty.apply(23)
    view = await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {line.application.id for line in draft.lines})
    late = next(line for line in view.lines if line.name == actor(23).name)
    assert late.application.proposed is None


async def test_whoever_found_no_place_in_another_organisation_is_no_candidate_of_another_kind_here(empty: House) -> None:
    theirs = CohortId(3)
    await empty.made.group.series.draft_series(actor(53, THERE), theirs, Rule(2, 1, "13:00", 4, "2026-10"))
    await empty.made.group.series.freeze(actor(53, THERE), theirs)
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


async def applied(house: House, many: int = 7) -> Draft:
    await house.open()
    for user in range(21, 21 + many):
        await house.apply(user, why="It is asked of me.", setting="hospital" if user % 2 else "campus")
    return await house.made.joining.selection.draft(house.lead, house.cohort)


def named(view: Draft, kind: Decision) -> set[str]:
    return {line.name for line in view.lines if line.application.proposed is kind}


def number(view: Draft, name: str) -> int:
    return next(int(line.application.id) for line in view.lines if line.name == name)


async def test_somebody_may_be_told_not_this_time_and_taken_back_and_the_others_stay_as_they_are(empty: House) -> None:
    view = await applied(empty)
    inside, waiting = named(view, Decision.ACCEPT), named(view, Decision.WAIT)
    out = {min(inside), min(waiting)}
    view = await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, one) for one in out}, Decision.DECLINE)
    assert (named(view, Decision.DECLINE), named(view, Decision.ACCEPT)) == (out, inside - out)
    view = await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, one) for one in inside - out})
    assert named(view, Decision.DECLINE) == out, "who is in is chosen; that somebody is not is left alone"
    view = await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, min(waiting))}, Decision.DECLINE)
    assert named(view, Decision.WAIT) == waiting - out | {min(inside)}
    said = await empty.made.joining.selection.preview(empty.lead, empty.cohort)
    assert (said.accepted, said.declined) == (3, 1)
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, said.fingerprint)
    async with empty.store.read() as db:
        states = {person.name: application.state for application, person in await db.signups.in_cohort(empty.cohort)}
    assert states[min(waiting)] is ApplicationState.DECLINED


async def test_a_reason_is_kept_with_those_who_were_moved_and_goes_with_the_next_move(empty: House) -> None:
    view = await applied(empty)
    first, second = sorted(named(view, Decision.WAIT))[:2]
    await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, first)}, Decision.DECLINE)
    form = await empty.made.joining.selection.because_form(empty.lead, empty.cohort, 0)
    mark = int(form.args[2])
    assert first in (form.fields[0].hint or "")
    view = await empty.made.joining.selection.explain(empty.manager, empty.cohort, 0, mark, "  Knows the town.  ")
    assert "moved by hand: Knows the town." in words.draft(view).text
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.explain(empty.lead, empty.cohort, 0, mark + 1, "Another.")
    assert no.value.why is Why.STALE
    view = await empty.made.joining.selection.choose(
        empty.lead, empty.cohort, 0, {number(view, first), number(view, second)}, Decision.DECLINE
    )
    form = await empty.made.joining.selection.because_form(empty.lead, empty.cohort, 0)
    assert first not in (form.fields[0].hint or ""), "that one has a reason"
    await empty.made.joining.selection.explain(empty.lead, empty.cohort, 0, int(form.args[2]), "Asked for another year.")
    view = await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, second)}, Decision.DECLINE)
    kept = {line.name: line.application.because for line in view.lines}
    assert (kept[first], kept[second]) == (None, "Asked for another year.")


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
    assert "no place before 10, another setting 1, another time zone 1" in words.draft(view).text
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
    assert "fit with the aim 2" in words.draft(view).text
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


async def test_a_draft_of_many_is_turned_page_by_page_and_nobody_is_left_out(empty: House) -> None:
    view = await applied(empty, 23)
    seen: list[str] = []
    for page in range(3):
        shown = await empty.made.joining.selection.draft(empty.lead, empty.cohort, page)
        seen += [line.name for line in shown.shown]
        assert len(words.draft(shown).rows) <= 5
    assert sorted(seen) == sorted(line.name for line in view.lines)
    past = await empty.made.joining.selection.draft(empty.lead, empty.cohort, 99)
    assert past.page == 2, "some have withdrawn since: the last page is what there is"


async def test_why_somebody_was_moved_and_what_they_wished_are_told_to_nobody_else(empty: House) -> None:
    view = await applied(empty, 6)
    first = min(named(view, Decision.ACCEPT))
    user = int(first.removeprefix("Person "))
    await empty.made.joining.signups.save_wishes(actor(user), empty.cohort, (777_777_777,), (888_888_888,))
    await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, {number(view, first)}, Decision.DECLINE)
    form = await empty.made.joining.selection.because_form(empty.lead, empty.cohort, 0)
    await empty.made.joining.selection.explain(empty.lead, empty.cohort, 0, int(form.args[2]), "zwischenzeit")
    listed = decision_words.listing(await empty.made.joining.decisions.export(empty.lead, empty.cohort))
    assert listed.file is not None
    reviewed = (await empty.made.joining.selection.preview(empty.lead, empty.cohort)).fingerprint
    await empty.made.joining.selection.publish(empty.lead, empty.cohort, reviewed)
    told = [listed.file.content.decode("utf-8-sig")]
    for who in range(21, 27):
        told.append(people_words.me(await empty.made.own.people.me(actor(who))).text)
        told.append(cohort_words.board(await empty.made.cohort.cohorts.board(actor(who))).text)
    async with empty.store.read() as db:
        record = await db.audit.of(ProgramId(1), 100)
        link: Any = db.people._link  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        planned = [str(tuple(row)) for row in await link.rows(deliveries.select())]
    told += [str(act.facts) for act in record] + planned
    for planted in ("zwischenzeit", "777777777", "888888888"):
        assert not [text for text in told if planted in text], planted


async def test_a_choice_on_a_page_that_others_are_on_by_now_moves_nobody(empty: House) -> None:
    await empty.open()
    for user in range(21, 34):
        await empty.apply(user)
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    seen = draft.mark
    await empty.made.joining.signups.withdraw(actor(21), empty.cohort)  # whoever was first on the next page is on this one now
    with pytest.raises(Refusal) as no:
        await empty.made.joining.selection.choose(empty.lead, empty.cohort, 0, set(), seen=seen)
    assert no.value.why is Why.STALE
