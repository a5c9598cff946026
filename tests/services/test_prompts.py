"""What pairs study in a round: set by who leads, kept for that round alone, and taken from a message they picked."""

import pytest

from domain.ground.refusal import Why
from messages.cohort import cohorts as cohort_words
from messages.ground.values import Form
from messages.group import sessions as words
from messages.own import people as people_words
from tests.services.conftest import House, actor, why
from tests.services.rounds import arrived
from tests.services.waiting import Line, full


def typed(form: Form) -> dict[str, str]:
    """What stands in the fields of a form as it is opened."""
    return {field.name: field.value for field in form.fields}


async def on_the_form(house: House, round_: int) -> dict[str, str]:
    return typed(await house.made.group.prompts.prompt_form(house.lead, house.cohort, round_))


async def test_what_was_set_for_a_round_stands_in_its_form_and_in_no_other_round_s(line: Line) -> None:
    house = line.house
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, " Bava Metzia 59b ", "Who is not in the room?")
    assert await on_the_form(house, 2) == {"reference": "Bava Metzia 59b", "question": "Who is not in the room?"}
    assert await on_the_form(house, 1) == {"reference": "", "question": ""}
    await house.made.group.prompts.set_prompt(house.manager, house.cohort, 2, "", "Who is?")
    assert await on_the_form(house, 2) == {"reference": "", "question": "Who is?"}


@pytest.mark.parametrize(
    ("round_", "question", "no"), [(0, "Who?", Why.NO_SUCH_ROUND), (4, "Who?", Why.NO_SUCH_ROUND), (1, " ", Why.EMPTY)]
)
async def test_a_round_that_there_is_not_and_a_text_without_a_question_are_refused_and_what_stood_stays(
    line: Line, round_: int, question: str, no: Why
) -> None:
    house = line.house
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 1, "", "What stood")
    assert await why(house.made.group.prompts.set_prompt(house.lead, house.cohort, round_, "", question)) is no
    assert await on_the_form(house, 1) == {"reference": "", "question": "What stood"}


async def test_a_picked_message_is_for_the_next_round_that_has_no_text_yet(line: Line) -> None:
    house = line.house
    await full(line)
    for number in (1, 2, 3):
        form = await house.made.group.prompts.next_prompt_form(house.lead, f"Question {number}")
        assert form.args == (house.cohort, number)
        assert typed(form)["question"] == f"Question {number}"
        await house.made.group.prompts.set_prompt(house.lead, house.cohort, number, "", f"Question {number}")
    again = await house.made.group.prompts.next_prompt_form(house.lead, "Another")
    assert again.args == (house.cohort, 1), "each has one, so that of the coming round is replaced"


async def test_a_picked_message_goes_nowhere_before_there_is_a_group_and_for_nobody_who_leads_none(line: Line) -> None:
    house = line.house
    assert await why(house.made.group.prompts.next_prompt_form(house.lead, "Who?")) is Why.NOT_ALLOWED
    await full(line)
    for stranger in (actor(4), actor(21), actor(90)):
        assert await why(house.made.group.prompts.next_prompt_form(stranger, "Who?")) is Why.NOT_ALLOWED


async def test_a_picked_message_is_for_no_round_that_is_left_out_in_a_busy_season_and_its_receipt_says_so(line: Line) -> None:
    house = line.house
    await full(line)
    await house.made.cohort.busy.save(house.lead, house.cohort, "2026-10-11 to 2026-11-14")  # rounds 1 and 2 begin in these
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 1, "", "First")
    form = await house.made.group.prompts.next_prompt_form(house.lead, "Next")
    assert form.args == (house.cohort, 3)
    for number, left in ((2, True), (3, False)):
        assert (await house.made.group.prompts.set_prompt(house.lead, house.cohort, number, "", "Who?"))[1] is left


async def test_once_the_texts_of_a_round_have_gone_out_staff_are_asked_about_the_next_and_told_what_a_late_one_does(house: House) -> None:
    """`house` is in its first round."""

    async def asked() -> tuple[str, str]:
        steps = await house.made.own.people.help(house.lead)
        return cohort_words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text, people_words.help_(steps).text

    assert "Round 1 has no text from you" in (await asked())[0]
    await arrived(house, 21, "prompt", 777)
    today, steps = await asked()
    assert "Round 2 has no text from you" in today
    assert "Round 1 has no text" not in today
    assert "/session prompt" in steps
    form = await house.made.group.prompts.next_prompt_form(house.lead, "Who?")
    assert form.args == (house.cohort, 2)
    late = await house.made.group.prompts.prompt_form(house.lead, house.cohort, 1)
    assert any("texts have gone out" in (field.hint or "") for field in late.fields)
    cohort, unasked, sent = await house.made.group.prompts.set_prompt(house.lead, house.cohort, 1, "", "Late")
    assert "have already gone out" in words.prompt_saved(cohort, 1, unasked=unasked, sent=sent).text
    for number in (2, 3):
        *_, sent = await house.made.group.prompts.set_prompt(house.lead, house.cohort, number, "", "Early")
        assert not sent
    today, steps = await asked()
    assert "no text from you" not in today
    assert "/session prompt" not in steps
