"""A facilitator's own questions, and the terms on which places are offered."""

import csv
from datetime import UTC, datetime

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from messages.joining import signups as words
from messages.joining.decisions import listing
from services.group.series import Rule
from services.sending.turns import Turns
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import House, actor

ASKED = ("What do you read on this?", "", "Whom have you asked?")


async def state_of(house: House, user: int) -> tuple[ApplicationState, tuple[tuple[str, str], ...]]:
    application = await house.application(user)
    return application.state, application.answers.own


async def test_one_is_signed_up_once_the_facilitators_questions_are_answered_too(empty: House) -> None:
    await empty.made.cohort.terms.save(empty.lead, empty.cohort, ASKED, "3", "2")
    await empty.open()
    await empty.apply(21)
    assert (await state_of(empty, 21))[0] is ApplicationState.STARTED
    form = await empty.made.joining.signups.own_form(actor(21), empty.cohort)
    assert [field.hint for field in form.fields] == [ASKED[0], ASKED[2]]
    view = await empty.made.joining.signups.save_own(actor(21), empty.cohort, ("Responsa", "My teacher"))
    assert "You have applied" in words.applied(view).text
    assert await state_of(empty, 21) == (ApplicationState.APPLIED, ((ASKED[0], "Responsa"), (ASKED[2], "My teacher")))


async def test_a_question_that_changed_while_the_form_was_open_loses_no_answer_and_is_asked_again(empty: House) -> None:
    await empty.made.cohort.terms.save(empty.lead, empty.cohort, ASKED, "3", "2")
    await empty.open()
    await empty.apply(21)
    await empty.made.cohort.terms.save(empty.lead, empty.cohort, (*ASKED, "And why now?"), "3", "2")
    with pytest.raises(Refusal) as no:
        await empty.made.joining.signups.save_own(actor(21), empty.cohort, ("Responsa", ""))
    assert no.value.why is Why.STALE, "what was typed comes back with it"
    form = await empty.made.joining.signups.own_form(actor(21), empty.cohort)
    assert form.fields


async def test_whoever_applied_before_the_questions_were_asked_stays_applied(empty: House) -> None:
    await empty.open()
    await empty.apply(21)
    await empty.made.cohort.terms.save(empty.lead, empty.cohort, ASKED, "3", "2")
    assert (await state_of(empty, 21))[0] is ApplicationState.APPLIED


@pytest.mark.parametrize(("days", "until"), [("0", "1"), ("15", "1"), ("4", "0"), ("four", "1"), ("4", "")])
async def test_terms_that_cannot_be_are_refused_in_a_sentence(empty: House, days: str, until: str) -> None:
    with pytest.raises(Refusal) as no:
        await empty.made.cohort.terms.save(empty.lead, empty.cohort, ASKED, days, until)
    assert no.value.why is Why.BAD_NUMBER


async def test_a_window_that_could_not_open_at_its_hour_opens_at_a_later_one(empty: House) -> None:
    made = empty.made
    await made.group.series.draft_series(empty.lead, empty.cohort, Rule(2, 1, "13:00", 4, "2026-11"))
    await made.group.series.freeze(empty.lead, empty.cohort)
    await made.joining.windows.open(empty.lead, empty.cohort, "2026-10-20", "2026-09-10")
    turns = Turns(made.sending.units, empty.clock, made.by_time)
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, frozen_at=None)
    empty.clock.move_to(datetime(2026, 9, 10, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert await state(empty) is CohortState.DRAFT
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, frozen_at=empty.clock.now())
    await made.joining.windows.open(empty.lead, empty.cohort, "2026-10-20", "2026-09-15")
    empty.clock.move_to(datetime(2026, 9, 15, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert await state(empty) is CohortState.OPEN


async def test_a_window_that_was_opened_again_closes_again(empty: House) -> None:
    await empty.open()
    turns = Turns(empty.made.sending.units, empty.clock, empty.made.by_time)
    empty.clock.move_to(datetime(2026, 9, 21, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert await state(empty) is CohortState.SELECTING
    await empty.made.joining.windows.open(empty.lead, empty.cohort, "2026-09-25")
    empty.clock.move_to(datetime(2026, 9, 26, 14, 0, tzinfo=UTC))
    await turns.run_due()
    assert await state(empty) is CohortState.SELECTING
    with pytest.raises(Refusal) as no:
        await empty.made.joining.windows.open(empty.lead, empty.cohort, None, "2026-09-30")
    assert no.value.why is Why.WRONG_STATE, "what has been open once does not open by itself again"


async def state(house: House) -> CohortState:
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    return cohort.state


async def test_whoever_decides_reads_the_answers_to_the_questions_of_their_own_in_the_file(empty: House) -> None:
    await empty.made.cohort.terms.save(empty.lead, empty.cohort, ("Decision", "=Who sent you?", ""), "3", "2")
    await empty.open()
    await empty.apply(21)
    await empty.made.joining.signups.save_own(actor(21), empty.cohort, ("Mine", "My teacher"))
    file = listing(await empty.made.joining.decisions.export(empty.lead, empty.cohort)).file
    assert file is not None
    titles, row = csv.reader(file.content.decode("utf-8-sig").splitlines())
    assert dict(zip(titles[-2:], row[-2:], strict=True)) == {"Decision": "Mine", "'=Who sent you?": "My teacher"}
    again = await empty.made.joining.decisions.preview(empty.lead, empty.cohort, file.content)
    assert not [lapse for lapse in again.lapses if lapse.typed == "Mine"], "a question is no column of ours"
