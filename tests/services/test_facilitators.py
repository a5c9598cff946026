"""Facilitators are appointed and replaced; a cohort that goes on is never left without one."""

import pytest
from msgspec.structs import replace

from domain.cohort.copies import Another
from domain.ground.ids import RoleId, UserId
from domain.ground.refusal import Refusal, Why
from domain.sending.deliveries import DeliveryState, Kind, Subject
from domain.sending.facts import OfRole
from services.cohort.cohorts import New
from services.program.facilitators import Somebody
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, House, actor, home, role

OTHER = Somebody(UserId(70), "Person 70")
FIRST = Somebody(UserId(3), "Person 3")


async def rows(house: House, user: int) -> set[str]:
    """What is still to come for that person."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        found = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
        return {row.message for row in found if person is not None and row.person == person.id}


async def test_somebody_from_outside_leads_and_hears_of_it_and_gets_what_a_facilitator_gets(house: House) -> None:
    view = await house.made.program.facilitators.appoint(house.manager, house.cohort, OTHER, {})
    assert view.leaders == ("Person 3", "Person 70")
    assert {"facilitator-appointed", "word"} <= await rows(house, 70)
    assert await house.made.cohort.cohorts.today(actor(70), house.cohort)


async def test_whoever_is_replaced_leads_no_more_and_gets_a_line(house: House) -> None:
    await house.made.program.facilitators.appoint(house.manager, house.cohort, OTHER, {})
    view = await house.made.program.facilitators.remove(house.manager, house.cohort, FIRST)
    assert view.leaders == ("Person 70",)
    asking = {"publish-receipt", "session-lacks", "session-after", "round-lacks"}
    assert await rows(house, 3) - asking == {"facilitator-removed"}, "those ask who leads before they go out"
    with pytest.raises(Refusal):
        await house.made.cohort.cohorts.today(house.lead, house.cohort)


async def test_a_cohort_that_goes_on_keeps_its_last_facilitator(house: House) -> None:
    with pytest.raises(Refusal) as no:
        await house.made.program.facilitators.remove(house.manager, house.cohort, FIRST)
    assert no.value.why is Why.LAST_FACILITATOR
    assert (await house.made.program.facilitators.remove(house.manager, house.cohort, OTHER)).leaders == ("Person 3",)


async def test_a_draft_may_be_left_without_one_for_a_while(empty: House) -> None:
    assert (await empty.made.program.facilitators.remove(empty.manager, empty.cohort, FIRST)).leaders == ()


async def test_appointed_twice_one_hears_of_it_once(empty: House) -> None:
    for _ in range(2):
        await empty.made.program.facilitators.appoint(empty.manager, empty.cohort, OTHER, {})
    async with empty.store.read() as db:
        told = [row for row in await db.deliveries.of_cohort(empty.cohort) if row.message == "facilitator-appointed"]
    assert len(told) == 1


async def test_a_bot_leads_nothing(empty: House) -> None:
    with pytest.raises(Refusal) as no:
        await empty.made.program.facilitators.appoint(empty.manager, empty.cohort, Somebody(UserId(71), "Bot", bot=True), {})
    assert no.value.why is Why.NOT_A_PERSON


async def test_the_role_that_opens_the_home_comes_with_the_lead_and_goes_with_it_unless_one_is_a_member(house: House) -> None:
    async with house.store.begin() as db:
        await overwrite(db, cohorts, house.cohort, role=777)
    for who in (OTHER, Somebody(UserId(21), "Person 21")):
        await house.made.program.facilitators.appoint(house.manager, house.cohort, who, {RoleId(777): role(777)})
    await house.made.program.facilitators.remove(house.manager, house.cohort, OTHER)
    await house.made.program.facilitators.remove(house.manager, house.cohort, Somebody(UserId(21), "Person 21"))
    composed: dict[tuple[str, int | None], bool] = {}
    compose = house.made.joining.signups.composers()[Subject.ROLE_BACK]
    async with house.store.read() as db:
        for row in await db.deliveries.of_cohort(house.cohort):
            if row.message in {"role", "role-back"} and row.key.startswith("cohort/") and row.person is not None:
                person = await db.people.get(row.person)
                assert person is not None
                composed[row.message, person.user] = not isinstance(await compose(db, row, house.clock.now()), str)
    assert composed == {("role", 70): False, ("role-back", 70): True, ("role", 21): True, ("role-back", 21): False}


async def test_whoever_leads_from_the_first_day_gets_the_role_that_opens_the_home(empty: House) -> None:
    new = New("Mercy", "Mercy", 4, home(700), UserId(70), "Person 70", role(9))
    made = await empty.made.cohort.cohorts.create(empty.manager, new)
    copied = (await empty.made.cohort.copies.copy(empty.manager, made.id, Another(home(701), "Mercy again", role(10)))).cohort
    async with empty.store.read() as db:
        given = [(row.kind, row.facts_as(OfRole).role) for one in (made, copied) for row in await db.deliveries.of_cohort(one.id)]
    assert given == [(Kind.ROLE, 9), (Kind.ROLE, 10)]


async def test_nobody_but_a_person_leads_and_nobody_but_members_get_the_role(empty: House) -> None:
    for changed, why in (({"bot": True}, Why.NOT_A_PERSON), ({"role": role(HERE)}, Why.EVERYBODY_WOULD_BE_IN)):
        new = replace(New("Mercy", "Mercy", 4, home(700), UserId(70), "Person 70"), **changed)
        with pytest.raises(Refusal) as no:
            await empty.made.cohort.cohorts.create(empty.manager, new)
        assert no.value.why is why


async def test_a_copy_does_not_meet_where_the_other_s_members_may_read(empty: House) -> None:
    new = New("Mercy", "Mercy", 4, home(700), UserId(70), "Person 70", role(9))
    made = await empty.made.cohort.cohorts.create(empty.manager, new)
    for another in (Another(home(700)), Another(home(701), "", role(9))):
        with pytest.raises(Refusal) as no:
            await empty.made.cohort.copies.copy(empty.manager, made.id, another)
        assert no.value.why is Why.SAME_HOME


async def test_the_lead_is_taken_back_from_whoever_has_left_and_given_to_nobody_who_is_not_there(house: House) -> None:
    await house.made.program.facilitators.appoint(house.manager, house.cohort, OTHER, {})
    view = await house.made.program.facilitators.remove(house.manager, house.cohort, replace(OTHER, here=False))
    assert view.leaders == ("Person 3",)
    with pytest.raises(Refusal) as no:
        await house.made.program.facilitators.appoint(house.manager, house.cohort, replace(OTHER, here=False), {})
    assert no.value.why is Why.NOT_HERE
