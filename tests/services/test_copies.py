"""A past cohort is a pattern for the next: what was decided comes along, and nothing that belongs to its people."""

import pytest

from domain.cohort.cohorts import CohortState, Policy
from domain.cohort.copies import Another, title_after
from domain.ground.ids import ChannelId, PersonId, UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.selection import DEFAULTS, Weights
from domain.sending.deliveries import Kind
from messages.cohort import cohorts as cohort_words
from messages.program import homes as home_words
from services.cohort.cohorts import New
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import LINK, House, actor, home, role


async def test_a_copy_has_what_was_decided_and_nothing_of_its_people(house: House) -> None:
    await house.made.cohort.cohorts.edit(house.lead, house.cohort, "Justice", "Racial justice", "12", "Speaking in public")
    await house.made.cohort.terms.save(house.lead, house.cohort, ("Why now?", "", ""), "6", "2")
    await house.made.group.prompts.set_prompt(house.lead, house.cohort, 2, "Bava Metzia 59b", "Who is not in the room?")
    async with house.store.begin() as db:
        await db.selection.set_weights(house.cohort, Weights(3, 2, 1))
        await overwrite(db, cohorts, house.cohort, policy=Policy.ACCEPT_ALL.value, role=5)
    view = await house.made.cohort.copies.copy(house.manager, house.cohort, Another(home(909)))
    made = view.cohort
    assert (made.title, made.topic, made.aim, made.capacity) == ("Justice (2)", "Racial justice", "Speaking in public", 12)
    assert (made.questions, made.offer_days, made.offers_until, made.policy) == (("Why now?",), 6, 2, Policy.ACCEPT_ALL)
    assert (made.state, made.home, made.role, made.link) == (CohortState.DRAFT, ChannelId(909), None, None)
    assert (made.opens_at, made.closes_at, made.frozen_at, made.started_at) == (None, None, None, None)
    assert (view.leaders, view.prompts, view.weights) == (("Person 3",), 1, True)
    async with house.store.read() as db:
        prompt = await db.sessions.prompt(made.id, 2)
        assert prompt is not None
        assert (prompt.reference, prompt.question) == ("Bava Metzia 59b", "Who is not in the room?")
        assert await db.selection.weights(made.id) == Weights(3, 2, 1)
        assert (await db.cohorts.members(made.id), await db.signups.in_cohort(made.id), await db.sessions.of(made.id)) == ([], [], [])
        assert await db.cohorts.drafted_dates(made.id) == ()
        assert (await db.cohorts.get(house.cohort) or made).link == LINK


async def test_a_copy_is_written_down_and_told_to_nobody(house: House) -> None:
    view = await house.made.cohort.copies.copy(house.manager, house.cohort, Another(home(909), "Justice, next year", role(6)))
    assert (view.cohort.title, view.cohort.role) == ("Justice, next year", 6)
    async with house.store.read() as db:
        assert {row.kind for row in await db.deliveries.of_cohort(view.cohort.id)} == {Kind.ROLE}, "whoever leads it gets into its home"
        act = (await db.audit.of(view.cohort.program, 1))[0]
        assert await db.selection.weights(view.cohort.id) == DEFAULTS
    assert (act.act, act.cohort, act.facts["what"]) == ("create-cohort", view.cohort.id, "copied")


async def test_what_was_called_off_may_be_made_again_with_the_same_pairs(empty: House) -> None:
    await empty.open()
    for user in (21, 22):
        await empty.apply(user)
    await empty.select(21, 22)
    pairs = await empty.made.pair.chevrutot.draft(empty.lead, empty.cohort)
    await empty.made.pair.chevrutot.publish(empty.lead, empty.cohort, pairs.pairing.id)
    seen = await empty.made.cohort.cancellations.preview(empty.manager, empty.cohort, "")
    await empty.made.cohort.cancellations.cancel(empty.manager, empty.cohort, seen.mark)
    view = await empty.made.cohort.copies.copy(empty.manager, empty.cohort, Another(home(909)))
    assert view.cohort.title == "Justice (2)"
    async with empty.store.read() as db:
        assert await db.chevruta.former([PersonId(n) for n in range(1, 20)], view.cohort.id) == []


async def home_of(house: House) -> ChannelId:
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    return cohort.home


async def test_a_copy_does_not_meet_where_any_other_group_that_has_begun_may_read(house: House) -> None:
    taken = await home_of(house)
    second = await house.made.cohort.copies.copy(house.manager, house.cohort, Another(home(909), "Second"))
    with pytest.raises(Refusal) as no:
        await house.made.cohort.copies.copy(house.manager, second.cohort.id, Another(home(taken), "Third"))
    assert (no.value.why, no.value.facts) == (Why.SAME_HOME, {"title": "Justice"})
    async with house.store.begin() as db:
        await overwrite(db, cohorts, house.cohort, state=CohortState.COMPLETE.value, started_at=None, role=5)
    for another in (Another(home(taken), "Third"), Another(home(910), "Third", role(5))):
        with pytest.raises(Refusal):
            await house.made.cohort.copies.copy(house.manager, second.cohort.id, another)


async def test_where_another_has_its_home_whoever_makes_a_cohort_is_told_that_new_members_read_what_was_written(house: House) -> None:
    taken = await home_of(house)
    new = New("Mercy", "Mercy", 4, home(taken), UserId(3), "Person 3")
    made = await house.made.cohort.cohorts.create(house.manager, new)
    look = await house.made.program.homes.look(house.manager, made.id, home(taken))
    assert look.beside == ("Justice",)
    text = home_words.beneath(cohort_words.created(made, ["Person 3"]), look).text
    assert f"<#{taken}> is the home of Justice already. New members see what was written there before" in text
    alone = await house.made.cohort.copies.copy(house.manager, house.cohort, Another(home(909)))
    assert (await house.made.program.homes.look(house.manager, alone.cohort.id, home(909))).beside == ()
    beside = await house.made.cohort.copies.copy(house.manager, house.cohort, Another(home(909), "Second"))
    shared = await house.made.program.homes.look(house.manager, beside.cohort.id, home(909))
    assert shared.beside == (alone.cohort.title,), "that one has not begun"


async def test_a_facilitator_makes_no_cohorts(house: House) -> None:
    with pytest.raises(Refusal):
        await house.made.cohort.copies.copy(house.lead, house.cohort, Another(home(909)))
    with pytest.raises(Refusal):
        await house.made.cohort.copies.copy(actor(4), house.cohort, Another(home(909)))


@pytest.mark.parametrize(
    ("title", "taken", "called"),
    [
        ("Justice", ("Justice",), "Justice (2)"),
        ("Justice", ("Justice", "justice (2)"), "Justice (3)"),
        ("Justice (2)", ("Justice", "Justice (2)"), "Justice (3)"),
        ("W" * 60, ("W" * 60,), "W" * 56 + " (2)"),
        ("(2)", ("(2)",), "(2) (2)"),
    ],
)
def test_a_copy_is_called_by_the_next_number(title: str, taken: tuple[str, ...], called: str) -> None:
    assert title_after(title, taken) == called
