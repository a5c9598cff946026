"""Staff take a member out of a cohort: they see first what follows, and choose whether the person is told."""

from datetime import timedelta

import pytest

from domain.cohort.cohorts import CohortState
from domain.ground.ids import PersonId, RoleId, UserId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Class, DeliveryState, Kind, Planned, Reason, Subject
from domain.sending.facts import OfRole
from messages.cohort import removals as words
from messages.cohort.removals import Removal
from services.joining.entering import Known
from services.program.facilitators import Somebody
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, House, actor


async def id_of(house: House, user: int) -> PersonId:
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
    assert person is not None
    return person.id


async def look(house: House, user: int) -> Removal:
    return await house.made.cohort.removals.preview(house.lead, house.cohort, await id_of(house, user))


async def take_out(house: House, user: int, *, tell: bool) -> None:
    seen = await look(house, user)
    await house.made.cohort.removals.remove(house.lead, house.cohort, seen.person.id, seen.mark, tell=tell)


async def written(house: House, message: str) -> list[PersonId | None]:
    """Who is written to like that."""
    async with house.store.read() as db:
        return [row.person for row in await db.deliveries.of_cohort(house.cohort) if row.message == message]


async def test_staff_see_first_whom_it_concerns_and_nothing_happens_by_looking(house: House) -> None:
    async with house.store.begin() as db:
        await overwrite(db, cohorts, house.cohort, role=RoleId(77))
    _, members = await house.made.cohort.removals.choose(house.lead, house.cohort)
    assert [member.name for member in members] == [f"Person {user}" for user in range(21, 25)]
    seen = await look(house, 21)
    text = words.preview(seen).text
    assert len(seen.partners) == 1
    assert f"{seen.partners[0]}, their study partner, hears" in text
    assert "role that opens the home goes back" in text
    assert seen.planned > 0
    assert f"{seen.planned} planned messages to Person 21 won't go out" in text
    assert await written(house, "partner-left") == []


@pytest.mark.parametrize("tell", [True, False])
async def test_somebody_who_is_taken_out_has_no_place_and_hears_of_it_only_if_staff_chose_so(house: House, tell: bool) -> None:
    async with house.store.begin() as db:
        await overwrite(db, cohorts, house.cohort, role=RoleId(77))
    who, partner = await id_of(house, 21), (await look(house, 21)).partners[0]
    await take_out(house, 21, tell=tell)
    assert (await house.application(21)).state is ApplicationState.REMOVED
    assert await written(house, "removed") == ([who] if tell else [])
    assert await written(house, "partner-left") == [await id_of(house, int(partner.removeprefix("Person ")))]
    assert await written(house, "member-left") == [], "the one facilitator did it"
    async with house.store.read() as db:
        rows = await db.deliveries.of_cohort(house.cohort, frozenset({DeliveryState.PENDING}))
        theirs = [row for row in rows if row.person == who and row.reason != Reason.UNWANTED]
        (receipt,) = [row for row in theirs if row.message == "received"]
        assert await house.made.joining.signups.composers()[Subject.RECEIVED](db, receipt, house.clock.now()) is Reason.UNWANTED
    ahead = [row for row in theirs if row is not receipt]
    assert sorted((row.kind, row.message) for row in ahead) == sorted([(Kind.ROLE, "role-back")] + [(Kind.DM, "removed")] * tell), (
        "nothing else is planned for them"
    )
    with pytest.raises(Refusal):
        await house.made.group.sessions.see_link(actor(21), house.session)


async def test_it_is_done_once_and_pressed_again_it_says_what_stands(house: House) -> None:
    seen = await look(house, 21)
    for _ in range(2):
        done = await house.made.cohort.removals.remove(house.lead, house.cohort, seen.person.id, seen.mark, tell=True)
        assert words.removed(done).text.startswith("Person 21 is no longer in **Justice**")
    assert len(await written(house, "removed")) == 1
    assert len(await written(house, "partner-left")) == 1


@pytest.mark.parametrize(("first", "said"), [(True, "I write to them about it"), (False, "was not told by me")])
async def test_the_other_button_pressed_afterwards_says_whether_they_were_told(house: House, first: bool, said: str) -> None:
    seen = await look(house, 21)
    for tell in (first, not first):
        done = await house.made.cohort.removals.remove(house.lead, house.cohort, seen.person.id, seen.mark, tell=tell)
    assert words.removed(done).text.startswith("Person 21 was already out of **Justice**")
    assert said in words.removed(done).text
    assert len(await written(house, "removed")) == first


async def test_only_what_somebody_would_read_counts_as_messages_to_them(house: House) -> None:
    before = (await look(house, 21)).planned
    now = house.clock.now()
    async with house.store.begin() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        role = Planned(
            "r", Kind.ROLE, Subject.ROLE, now, now, now + timedelta(days=9), Class.LETTER, person=await id_of(house, 21),
            facts=OfRole(RoleId(9)),
        )  # fmt: skip
        await house.made.sending.deliveries.plan(db, role, program, house.cohort)
    assert (await look(house, 21)).planned == before


async def test_where_members_were_let_in_by_name_staff_are_told_to_take_them_out_of_the_channel_too(house: House) -> None:
    assert "take them out there too" in words.preview(await look(house, 21)).text


async def test_somebody_who_left_and_was_given_a_place_again_is_another_question(house: House) -> None:
    seen = await look(house, 21)
    await house.made.joining.signups.withdraw(actor(21), house.cohort)
    house.clock.move_to(house.clock.now() + timedelta(minutes=1))
    async with house.store.begin() as db:
        await db.cohorts.add_member(house.cohort, seen.person.id, house.clock.now())
    with pytest.raises(Refusal) as no:
        await house.made.cohort.removals.remove(house.lead, house.cohort, seen.person.id, seen.mark, tell=True)
    assert no.value.why is Why.STALE


async def test_the_freed_place_goes_to_the_next_in_line_before_the_start(empty: House) -> None:
    await empty.open()
    for user in range(21, 26):
        await empty.apply(user)
    await empty.select(21, 22, 23, 24)
    seen = await look(empty, 21)
    assert seen.following == "Person 25"
    assert "offered to Person 25" in words.preview(seen).text
    await take_out(empty, 21, tell=False)
    assert (await empty.application(25)).state is ApplicationState.OFFERED


async def test_the_other_facilitators_hear_who_did_it(house: House) -> None:
    await house.made.program.facilitators.appoint(house.manager, house.cohort, Somebody(UserId(5), "Person 5"), {})
    await take_out(house, 21, tell=False)
    assert await written(house, "member-left") == [await id_of(house, 5)]
    async with house.store.read() as db:
        (row,) = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "member-left"]
        said = await house.made.pair.composers()[Subject.MEMBER_LEFT](db, row, house.clock.now())
    assert "Person 3 has taken Person 21 out of **Justice**" in getattr(said, "text", "")


async def test_the_record_says_who_was_taken_out_and_whether_they_were_told(house: House) -> None:
    await take_out(house, 21, tell=False)
    lines = (await house.made.program.reports.record(house.manager)).lines
    assert any(line.act.act == "remove-member" and line.act.facts["what"] == "quietly" for line in lines)


async def test_somebody_who_was_taken_out_does_not_come_in_by_the_same_door_unless_a_manager_enters_them(empty: House) -> None:
    await empty.open()
    await empty.apply(21)
    await empty.apply(22)
    await empty.select(21, 22)
    await take_out(empty, 21, tell=False)
    async with empty.store.begin() as db:
        await db.cohorts.step(empty.cohort, CohortState.OPEN)
    with pytest.raises(Refusal) as no:
        await empty.made.joining.signups.first_form(actor(21), empty.cohort)
    assert no.value.why is Why.ALREADY_DECIDED
    await empty.made.joining.entering.enter(empty.manager, empty.cohort, UserId(21), Known("Person 21"))
    await empty.made.joining.signups.first_form(actor(21, HERE), empty.cohort)
    assert len(await written(empty, "entered")) == 1


async def test_a_letter_to_somebody_who_has_a_place_again_is_not_sent(house: House) -> None:
    await take_out(house, 21, tell=True)
    async with house.store.begin() as db:
        (row,) = [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "removed"]
        compose = house.made.cohort.removals.composers()[Subject.REMOVED]
        assert "Your place in **Justice** has ended" in getattr(await compose(db, row, house.clock.now()), "text", "")
        assert row.person is not None
        await db.cohorts.add_member(house.cohort, row.person, house.clock.now())
        assert await compose(db, row, house.clock.now()) is Reason.UNWANTED
