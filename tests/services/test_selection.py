"""What a facilitator publishes is what that facilitator reviewed."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.ground.ids import ProgramId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState, Decision
from messages.ground import refusals
from messages.joining import board as board_words
from messages.joining import decisions as decision_words
from messages.joining import selection as words
from messages.own import people as people_words
from storage.tables import deliveries
from tests.services.conftest import House, actor, house_on, why
from tests.services.drafting import applied, eight_drafted, named, number
from tests.services.waiting import Line, full


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
        told.append(board_words.board(await empty.made.cohort.cohorts.board(actor(who))).text)
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


async def test_publishing_while_sign_up_is_open_says_that_it_closes_and_who_has_begun(line: Line) -> None:
    house = line.house
    await house.apply(21)
    await house.made.joining.signups.save_why(actor(22), house.cohort, "why", "", "campus", "", "3")
    await house.made.joining.selection.draft(house.lead, house.cohort)
    text = words.preview(await house.made.joining.selection.preview(house.lead, house.cohort)).text
    assert "publishing closes it now" in text
    assert "One person has begun to apply, and can no longer finish." in text


async def test_a_preview_promises_no_offers_that_come_too_late(line: Line) -> None:
    house = line.house
    for user in range(21, 27):
        await house.apply(user)
    await house.made.joining.selection.draft(house.lead, house.cohort)
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, set())
    assert (await house.made.joining.selection.preview(house.lead, house.cohort)).left == 4
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    house.clock.move_to(first.starts_at - timedelta(hours=20))
    assert (await house.made.joining.selection.preview(house.lead, house.cohort)).left == 0


async def test_whoever_is_moved_by_mistake_and_back_at_once_has_their_turn_as_before(line: Line) -> None:
    house = line.house
    for user in range(21, 29):
        await house.apply(user)
    view = await house.made.joining.selection.draft(house.lead, house.cohort)
    inside = {one.application.id for one in view.lines if one.application.proposed is Decision.ACCEPT}
    order = sorted((one for one in view.lines if one.application.place), key=lambda one: one.application.place or 0)
    picked = {int(id_) for id_ in inside}
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, picked | {int(order[0].application.id)})
    await house.made.joining.selection.choose(house.lead, house.cohort, 0, picked)
    reviewed = (await house.made.joining.selection.preview(house.lead, house.cohort)).fingerprint
    await house.made.joining.selection.publish(house.lead, house.cohort, reviewed)
    assert [f"Person {user}" for user in await line.waiting()] == [one.name for one in order]


async def test_staff_who_come_to_the_draft_too_late_read_where_to_look(line: Line) -> None:
    await full(line, 25)
    with pytest.raises(Refusal) as no:
        await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    assert no.value.why is Why.PLACES_GIVEN
    assert "/cohort today" in refusals.refusal(no.value).text


async def test_what_one_facilitator_moved_and_explained_is_not_undone_by_anothers_older_page(line: Line) -> None:
    await eight_drafted(line)
    house, made, cohort = line.house, line.house.made.joining.selection, line.house.cohort
    old = await made.draft(house.lead, cohort)
    accepted = {int(one.application.id) for one in old.lines if one.application.proposed is Decision.ACCEPT}
    first, second = sorted(accepted)[:2]
    await made.choose(house.manager, cohort, 0, accepted - {first}, seen=old.mark)
    form = await made.because_form(house.manager, cohort, 0)
    await made.explain(house.manager, cohort, 0, int(form.args[-1]), "She leads another group.")
    assert await why(made.choose(house.lead, cohort, 0, accepted - {second}, seen=old.mark)) is Why.STALE
    after = {int(one.application.id): one.application for one in (await made.draft(house.lead, cohort)).lines}
    assert (after[first].proposed, after[first].because) == (Decision.WAIT, "She leads another group.")
    assert after[second].proposed is Decision.ACCEPT


async def test_no_letter_goes_out_by_places_that_the_preview_did_not_know(line: Line) -> None:
    await eight_drafted(line)
    made, cohort = line.house.made.joining.selection, line.house.cohort
    looked = await made.preview(line.house.lead, cohort)
    await line.overwrite(capacity=7)
    assert await why(made.publish(line.house.lead, cohort, looked.fingerprint)) is Why.STALE
    now = await made.preview(line.house.lead, cohort)
    assert (now.accepted, now.left) == (4, 3)
    await made.publish(line.house.lead, cohort, now.fingerprint)
    assert len(await line.asked()) == 7


async def test_two_who_publish_at_the_same_moment_decide_once(line: Line, opened_url: str) -> None:
    for user in range(21, 28):
        await line.house.apply(user)
    await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    mark = (await line.house.made.joining.selection.preview(line.house.lead, line.house.cohort)).fingerprint
    other = await house_on(opened_url, line.house.clock.now())
    outcomes = await asyncio.gather(
        line.house.made.joining.selection.publish(line.house.lead, line.house.cohort, mark),
        other.made.joining.selection.publish(line.house.manager, line.house.cohort, mark),
        return_exceptions=True,
    )
    await other.store.close()
    (no,) = [one for one in outcomes if isinstance(one, BaseException)]
    assert isinstance(no, Refusal)
    assert no.why is Why.PLACES_GIVEN
    assert (len(await line.asked()), len(await line.waiting())) == (4, 3)
