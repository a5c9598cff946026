"""A facilitator's own questions, and the terms on which places are offered."""

import pytest

from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from messages.joining import signups as words
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
