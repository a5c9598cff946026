"""What somebody pressed is what they had looked at, and a place goes to whoever may have it when it is taken."""

from collections.abc import Awaitable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.cohort.copies import Another
from domain.ground.ids import ChannelId, CohortId, RoleId, UserId
from domain.ground.people import Whereabouts
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState, Decision, Ground
from domain.sending.deliveries import Delivery
from services.cohort.cohorts import New
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Rule
from services.program.programs import Setup
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, LINK, MANAGERS, House, actor, home, role, seen
from tests.services.waiting import Line, boards, comes_first, full

OTHER = CohortId(2)


async def why(attempt: Awaitable[object]) -> Why:
    with pytest.raises(Refusal) as no:
        await attempt
    return no.value.why


def heard(line: Line) -> list[str]:
    """Whatever is written to somebody from now on."""
    texts, do = list[str](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct):
            texts.append(effect.message.text)
        return await do(effect)

    line.far.do = keep
    return texts


async def letters(line: Line, kind: str) -> list[Delivery]:
    async with line.house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(line.house.cohort) if row.message == kind]


# --- A draft that two look at ---


async def drafted(line: Line) -> None:
    for user in range(21, 29):
        await line.house.apply(user)
    await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)


async def test_what_one_facilitator_moved_and_explained_is_not_undone_by_anothers_older_page(line: Line) -> None:
    await drafted(line)
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


async def test_a_file_of_decisions_undoes_no_move_that_its_preview_did_not_show(line: Line) -> None:
    await drafted(line)
    house, made, cohort = line.house, line.house.made, line.house.cohort
    lines = (await made.joining.selection.draft(house.lead, cohort)).lines
    accepted = {int(one.application.id) for one in lines if one.application.proposed is Decision.ACCEPT}
    data = "\n".join(f"{one},in" for one in sorted(accepted)).encode()
    view = await made.joining.decisions.preview(house.lead, cohort, data)
    await made.joining.selection.choose(line.house.manager, cohort, 0, accepted - {min(accepted)})
    assert await why(made.joining.decisions.apply(house.lead, cohort, view.number, view.mark)) is Why.STALE
    again = await made.joining.decisions.lines(house.lead, cohort, view.number, 0)
    assert [one.decision for one in again.moves] == [Decision.ACCEPT]
    assert (await made.joining.decisions.apply(house.lead, cohort, view.number, again.mark)).moved == 1


async def test_no_letter_goes_out_by_places_that_the_preview_did_not_know(line: Line) -> None:
    await drafted(line)
    made, cohort = line.house.made.joining.selection, line.house.cohort
    looked = await made.preview(line.house.lead, cohort)
    await line.overwrite(capacity=7)
    assert await why(made.publish(line.house.lead, cohort, looked.fingerprint)) is Why.STALE
    now = await made.preview(line.house.lead, cohort)
    assert (now.accepted, now.left) == (4, 3)
    await made.publish(line.house.lead, cohort, now.fingerprint)
    assert len(await line.asked()) == 7


async def test_whoever_applies_again_is_looked_at_anew(line: Line) -> None:
    await drafted(line)
    made, cohort = line.house.made.joining.selection, line.house.cohort
    before = await line.of(21)
    await made.choose(line.house.lead, cohort, 0, {int(before.id)}, Decision.DECLINE)
    await line.leave(21)
    await line.house.apply(21, why="Something has changed.")
    again = await line.of(21)
    assert (again.proposed, again.grounds, again.because) == (None, (), None)


# --- A place when it is taken ---


async def test_whose_standing_has_been_withdrawn_settles_it_before_the_place_is_theirs(line: Line) -> None:
    await line.attest(21, 22)
    await drafted_in(line, 21, 22)
    await line.attest(21, good=False)
    take = line.house.made.joining.waitlist.accept
    assert await why(take(actor(21), line.house.cohort)) is Why.SETTLE_FIRST
    assert await line.state(21) is ApplicationState.OFFERED, "it is held"
    await line.attest(21)
    await take(actor(21), line.house.cohort)
    await take(actor(22), line.house.cohort)
    assert await line.inside() == {21, 22}


async def drafted_in(line: Line, *users: int) -> None:
    """These apply, and a place is offered to each."""
    made, cohort = line.house.made.joining.selection, line.house.cohort
    for user in users:
        await line.house.apply(user)
    await made.draft(line.house.lead, cohort)
    await made.publish(line.house.lead, cohort, (await made.preview(line.house.lead, cohort)).fingerprint)


async def test_whoever_has_left_the_server_takes_no_place_by_an_old_message_and_does_when_they_are_back(line: Line) -> None:
    await drafted_in(line, 21)
    by_dm = replace(actor(21, None), seen=Whereabouts(left=frozenset({HERE})))
    assert await why(line.house.made.joining.waitlist.accept(by_dm, line.house.cohort)) is Why.NOT_ON_SERVER
    await line.house.made.joining.waitlist.accept(actor(21), line.house.cohort)  # pressed on the server, so they are there
    assert await line.inside() == {21}


async def _cohort(line: Line) -> Cohort:
    async with line.house.store.read() as db:
        found = await db.cohorts.get(line.house.cohort)
    assert found is not None
    return found


async def test_whoever_could_not_be_asked_is_not_told_that_they_gave_no_answer(line: Line) -> None:
    order = await full(line, 25, 26)
    texts = heard(line)
    await line.house.made.own.people.pause(actor(order[0]), days=80)
    await line.wait(timedelta(days=2))
    await line.leave(21)
    await line.wait(timedelta(days=60))
    waits = await line.of(order[0])
    assert waits.state is ApplicationState.OFFERED
    await line.house.made.joining.waitlist.settle(line.house.lead, line.house.cohort, waits.id, waits.offers, theirs=False)
    await line.wait(timedelta(days=60))
    assert [row.state.value for row in await letters(line, "offer-lapsed")] == ["sent"]
    assert any("I could not ask you in time" in text for text in texts)
    assert not any("I had no answer about the place" in text for text in texts)


# --- First come, and the last one has gone ---


async def test_a_first_come_cohort_goes_on_when_the_last_one_to_be_decided_on_has_gone(line: Line) -> None:
    await line.attest(21, 22)
    await comes_first(line, 21, 22, 25)
    await line.wait(timedelta(days=25))
    assert (await _cohort(line)).state is CohortState.SELECTING
    await line.leave(25)
    assert (await _cohort(line)).state is CohortState.FORMING


async def test_the_board_says_no_more_that_members_are_chosen_once_the_last_one_to_be_decided_on_has_gone(line: Line) -> None:
    shown = boards(line)
    await line.attest(21, 22)
    await comes_first(line, 21, 22, 25)
    await line.wait(timedelta(days=25))
    assert "the members are being chosen" in shown[-1]
    await line.leave(25)
    await line.wait(timedelta(days=3))  # a board waits for the morning, and for the end of Shabbat
    assert "the members are being chosen" not in shown[-1]


# --- Who was turned away ---


async def test_whoever_found_a_place_elsewhere_was_not_turned_away(line: Line) -> None:
    house = line.house
    order = await full(line, 25, 26)
    await house.begin()
    await house.made.cohort.cohorts.create(house.manager, New("Third", "Third", 4, home(777), UserId(3), "Person 3"))
    third, second = House(house.made, house.clock, CohortId(4)), House(house.made, house.clock, OTHER)
    await opened(third, 3, Rule(3, 3, "13:00", 4, "2027-01"))
    await third.apply(order[0])
    await third.select(order[0])
    await opened(second, 4, Rule(2, 2, "13:00", 4, "2027-02"))
    for user in (*order, 31, 32, 33, 34):
        await second.apply(user)
    draft = await house.made.joining.selection.draft(actor(4), OTHER)
    first = {one.name for one in draft.lines if Ground.TURNED_AWAY_BEFORE in one.application.grounds}
    assert first == {f"Person {order[1]}"}


async def opened(house: House, lead: int, rule: Rule) -> None:
    await house.made.group.series.draft_series(actor(lead), house.cohort, rule)
    await house.made.group.series.freeze(actor(lead), house.cohort)
    await house.made.group.sessions.set_link(actor(lead), house.cohort, LINK)
    await house.made.joining.windows.open(actor(lead), house.cohort, "2026-12-20")


async def test_whoever_leaves_a_list_that_has_ended_still_stands_first_another_time(line: Line) -> None:
    house = line.house
    order = await full(line, 25, 26, 27)
    await line.leave(order[2])  # while it still moved
    await house.begin()
    await line.wait(timedelta(days=45))
    await line.leave(order[0])
    second = House(house.made, house.clock, OTHER)
    await opened(second, 4, Rule(2, 2, "13:00", 4, "2027-02"))
    for user in (25, 26, 27, 31, 32, 33):
        await second.apply(user)
    draft = await house.made.joining.selection.draft(actor(4), OTHER)
    first = {one.name for one in draft.lines if Ground.TURNED_AWAY_BEFORE in one.application.grounds}
    assert first == {f"Person {order[0]}", f"Person {order[1]}"}


# --- Roles ---


async def test_a_role_that_opens_a_home_never_makes_a_manager(line: Line) -> None:
    made, manager = line.house.made, line.house.manager
    managers = MANAGERS[HERE]
    new = New("New", "New", 4, home(700), UserId(3), "Person 3", role=role(managers))
    assert await why(made.cohort.cohorts.create(manager, new)) is Why.MANAGERS_ROLE
    assert await why(made.cohort.copies.copy(manager, line.house.cohort, Another(home(701), role=role(managers)))) is Why.MANAGERS_ROLE
    await line.overwrite(role=77)
    setup = Setup("House", "America/New_York", RoleId(77), ChannelId(HERE + 1), ChannelId(HERE + 2), "noa@example.org")
    assert await why(made.program.programs.set_up(line.house.owner, setup, seen(setup))) is Why.COHORTS_ROLE


async def test_a_role_of_two_cohorts_stays_with_whoever_is_still_in_one_of_them(line: Line) -> None:
    house = line.house
    await line.overwrite(role=77)
    await full(line)
    second = House(house.made, house.clock, OTHER)
    async with house.store.begin() as db:
        await overwrite(db, cohorts, OTHER, role=77)
    await opened(second, 4, Rule(2, 2, "15:00", 4, "2027-01"))
    for user in (21, 22):
        await second.apply(user)
    await house.made.joining.selection.draft(actor(4), OTHER)
    looked = await house.made.joining.selection.preview(actor(4), OTHER)
    await house.made.joining.selection.publish(actor(4), OTHER, looked.fingerprint)
    await house.made.joining.waitlist.accept(actor(21), OTHER)
    await house.made.joining.signups.withdraw(actor(21), OTHER)
    await line.leave(22)
    await line.wait()
    async with house.store.read() as db:
        rows = [row for cohort in (house.cohort, OTHER) for row in await db.deliveries.of_cohort(cohort) if row.message == "role-back"]
        users = {
            person.id: int(person.user or 0) for person in (await db.people.all_of({row.person for row in rows if row.person})).values()
        }
    assert {users[row.person]: row.state.value for row in rows if row.person} == {21: "expired", 22: "sent"}
