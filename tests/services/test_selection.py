"""What a facilitator publishes is what that facilitator reviewed."""

import pytest

from domain.ids import CohortId
from domain.refusal import Refusal, Why
from domain.signups import Ground
from services.sessions import Rule
from tests.services.conftest import THERE, House, actor


async def test_a_list_that_somebody_changed_since_is_not_published_unseen(empty: House) -> None:
    await empty.open()
    for user in (21, 22, 23, 24, 25):
        await empty.apply(user)
    draft = await empty.made.selection.draft(empty.lead, empty.cohort)
    reviewed = (await empty.made.selection.preview(empty.lead, empty.cohort)).fingerprint
    waiting = [line.application.id for line in draft.lines if line.application.place is not None]
    inside = [line.application.id for line in draft.lines if line.application.place is None]
    await empty.made.selection.choose(empty.manager, empty.cohort, 0, {*waiting, *inside[1:]})
    with pytest.raises(Refusal) as no:
        await empty.made.selection.publish(empty.lead, empty.cohort, reviewed)
    assert no.value.why is Why.STALE, "as many letters of each kind, and not the same people"


async def test_whoever_applies_while_the_draft_is_edited_is_not_decided_on_unseen(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    draft = await empty.made.selection.draft(empty.lead, empty.cohort)
    await empty.apply(23)
    view = await empty.made.selection.choose(empty.lead, empty.cohort, 0, {line.application.id for line in draft.lines})
    late = next(line for line in view.lines if line.name == actor(23).name)
    assert late.application.proposed is None


async def test_whoever_found_no_place_in_another_organisation_is_no_candidate_of_another_kind_here(empty: House) -> None:
    theirs = CohortId(3)
    await empty.made.sessions.draft_series(actor(53, THERE), theirs, Rule(2, 1, "13:00", 4, "2026-10"))
    await empty.made.sessions.freeze(actor(53, THERE), theirs)
    await empty.made.cohorts.open(actor(53, THERE), theirs, "2026-09-20")
    there = House(empty.made, empty.clock, theirs)
    for user in (21, 22, 23, 24, 25):
        await there.apply(user, server=THERE)
    await empty.made.selection.draft(actor(53, THERE), theirs)
    reviewed = (await empty.made.selection.preview(actor(53, THERE), theirs)).fingerprint
    await empty.made.selection.publish(actor(53, THERE), theirs, reviewed)
    await empty.open()
    for user in (21, 22, 23, 24, 25):
        await empty.apply(user)
    draft = await empty.made.selection.draft(empty.lead, empty.cohort)
    assert not [line.name for line in draft.lines if Ground.TURNED_AWAY_BEFORE in line.application.grounds]
