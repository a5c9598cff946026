"""A manager enters somebody who wrote by mail: they are asked, and nothing is theirs before they say so."""

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Delivery, Reason, Subject
from messages.program import report as report_words
from services.joining.entering import Known
from services.program.facilitators import Somebody
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import House, actor, close_window

RIVKA = UserId(31)
MAILED = Known("Rivka", "I wrote to you in May.", "", "Beth El", "chicago")


async def asked(house: House) -> list[Delivery]:
    async with house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "entered"]


async def said(house: House) -> object:
    """What the question to them is now."""
    (row,) = await asked(house)
    async with house.store.read() as db:
        return await house.made.joining.entering.composers()[Subject.ENTERED](db, row, house.clock.now())


async def refused(house: House, known: Known = MAILED, user: UserId = RIVKA) -> Why:
    with pytest.raises(Refusal) as no:
        await house.made.joining.entering.enter(house.manager, house.cohort, user, known)
    return no.value.why


async def test_whoever_is_entered_has_not_applied_and_is_asked_by_name(empty: House) -> None:
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    found = await empty.application(RIVKA)
    assert (found.state, found.answers.committed, found.answers.congregation) == (ApplicationState.STARTED, False, "Beth El")
    text = str(getattr(await said(empty), "text", ""))
    assert "Hello Rivka. Person 2 has begun an application" in text
    assert "you are not signed up" in text
    draft = await empty.made.joining.selection.draft(empty.lead, empty.cohort)
    assert draft.lines == (), "nobody is in a draft without having asked"
    assert (await empty.made.cohort.cohorts.today(empty.lead, empty.cohort)).entered == ("Rivka",)
    record = report_words.record(await empty.made.program.reports.record(empty.manager)).text
    assert "Person 2 entered Rivka as an applicant" in record


async def test_they_apply_by_the_ordinary_forms_which_hold_what_was_written(empty: House) -> None:
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    form = await empty.made.joining.signups.first_form(actor(RIVKA, None), empty.cohort)
    assert {field.name: field.value for field in form.fields if field.value} == {
        "why": "I wrote to you in May.", "congregation": "Beth El",
    }  # fmt: skip
    await empty.apply(RIVKA, "Chicago")
    found = await empty.application(RIVKA)
    assert found.state is ApplicationState.APPLIED
    assert found.entered_by is not None, "it stays noted who entered it"
    assert await said(empty) is Reason.UNWANTED
    assert (await empty.made.cohort.cohorts.today(empty.lead, empty.cohort)).entered == ()


async def test_their_clock_is_taken_from_the_mail_only_where_they_named_none(empty: House) -> None:
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    async with empty.store.begin() as db:
        rivka = await db.people.by_user(RIVKA)
        assert rivka is not None
        assert rivka.zone == "America/Chicago"
        await db.people.set_zone(rivka.id, "Europe/London")
    _, person = await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, Known("Somebody else", zone="Paris"))
    assert (person.name, person.zone) == ("Rivka", "Europe/London")


async def test_entered_again_it_is_corrected_and_they_are_asked_once(empty: House) -> None:
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, Known("Rivka", "I wrote to you in June."))
    assert (await empty.application(RIVKA)).answers.why == "I wrote to you in June."
    assert len(await asked(empty)) == 1


@pytest.mark.parametrize("how_far", ["begun", "sent", "withdrawn", "withdrawn after being entered"])
async def test_what_is_somebodys_own_is_never_written_over_and_nobody_learns_how_far_it_is(empty: House, how_far: str) -> None:
    await empty.open()
    if how_far == "withdrawn after being entered":
        await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    else:
        await empty.made.joining.signups.save_why(actor(RIVKA), empty.cohort, "Mine.", "", "campus", "", "3")
    if how_far == "sent":
        await empty.apply(RIVKA, why="Mine.")
    if how_far.startswith("withdrawn"):
        await empty.made.joining.signups.withdraw(actor(RIVKA), empty.cohort)
    before = await empty.application(RIVKA)
    assert await refused(empty) is Why.HAS_APPLICATION
    with pytest.raises(Refusal) as no:
        await empty.made.joining.entering.form(empty.manager, empty.cohort, Somebody(RIVKA, "Rivka"))
    assert no.value.why is Why.HAS_APPLICATION
    assert await empty.application(RIVKA) == before


async def test_a_no_to_it_is_one_tap_and_final(empty: House) -> None:
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    await empty.made.joining.signups.withdraw(actor(RIVKA, None), empty.cohort)
    assert (await empty.application(RIVKA)).state is ApplicationState.WITHDRAWN
    assert await said(empty) is Reason.UNWANTED
    assert await refused(empty) is Why.HAS_APPLICATION


async def test_the_window_is_the_same_for_those_who_are_entered(empty: House) -> None:
    assert await refused(empty) is Why.SIGNUPS_CLOSED
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    await close_window(empty.made, empty.lead, empty.cohort)
    assert await refused(empty) is Why.SIGNUPS_CLOSED
    assert await said(empty) is Reason.UNWANTED


async def test_where_places_go_to_whoever_comes_first_being_entered_holds_none(empty: House) -> None:
    async with empty.store.begin() as db:
        await overwrite(db, cohorts, empty.cohort, policy="first-come")
    await empty.open()
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, RIVKA, MAILED)
    for user in range(21, 25):
        await empty.apply(user)
    await empty.apply(RIVKA)
    assert (await empty.application(24)).state is ApplicationState.ACCEPTED
    assert (await empty.application(RIVKA)).state is ApplicationState.WAITLISTED
    async with empty.store.read() as db:
        cohort = await db.cohorts.get(empty.cohort)
        assert cohort is not None
        assert cohort.state is CohortState.OPEN


async def test_a_place_that_may_be_two_does_not_keep_somebody_from_being_entered(empty: House) -> None:
    await empty.open()
    entering = empty.made.joining.entering
    assert await refused(empty, Known("Rivka", why="Please", zone="Birmingham")) is Why.WHICH_CLOCK
    assert (await empty.application(RIVKA)).answers.why == "Please"
    _, person = await entering.choose_place(empty.manager, empty.cohort, RIVKA, "Birmingham, Alabama")
    assert person.zone == "America/Chicago"
    _, person = await entering.choose_place(empty.manager, empty.cohort, RIVKA, "Birmingham, England")
    assert person.zone == "America/Chicago", "a clock that is known stays as it is"
    with pytest.raises(Refusal) as no:
        await entering.choose_place(empty.manager, empty.cohort, UserId(98), "London")
    assert no.value.why is Why.NO_APPLICATION


async def test_a_bot_and_a_clock_that_nobody_knows_are_refused_in_a_sentence(empty: House) -> None:
    await empty.open()
    with pytest.raises(Refusal) as no:
        await empty.made.joining.entering.form(empty.manager, empty.cohort, Somebody(RIVKA, "Helper", bot=True))
    assert no.value.why is Why.NOT_A_PERSON
    assert await refused(empty, Known("Rivka", zone="Chelm")) is Why.UNKNOWN_ZONE
    assert await refused(empty, Known(" ")) is Why.EMPTY
