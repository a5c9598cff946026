"""A place that is offered: taken, let go, lapsed or held, and more places, which are shown before anybody is offered one."""

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.cohort.cohorts import CohortState, Policy
from domain.ground.ids import CohortId
from domain.ground.people import Whereabouts
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Delivery, DeliveryState
from messages.joining import waitlist as line_words
from messages.joining import waitlist as words
from messages.program import report as report_words
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Rule
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import HERE, House, actor, close_window, let_stand, why
from tests.services.waiting import A_DAY, Line, begins, full, more_places

S = ApplicationState


async def publish(line: Line, *users: int) -> list[int]:
    """These apply, and the draft is published as it was drawn: four are offered a place, the others wait; gives who, in order."""
    for user in users:
        await line.house.apply(user)
    await line.house.select()
    return await line.waiting()


async def test_the_same_offer_accepted_twice_at_once_is_one_place(line: Line) -> None:
    await publish(line, *range(21, 28))
    user = min(await line.asked())
    await asyncio.gather(*(line.house.made.joining.waitlist.accept(actor(user), line.house.cohort) for _ in range(3)))
    assert (await line.inside(), await line.taken()) == ({user}, 4)


async def test_whoever_let_an_offer_lapse_comes_back_at_the_end_and_by_their_own_wish_alone(line: Line) -> None:
    house, waiting = line.house, await publish(line, *range(21, 28))
    user = min(await line.asked())
    await house.made.joining.waitlist.settle(house.lead, house.cohort, (await line.of(user)).id, 1, theirs=False)
    assert [await line.state(one) for one in (user, waiting[0])] == [S.LAPSED, S.OFFERED]
    await house.made.joining.waitlist.rejoin(actor(user), house.cohort)
    assert await line.waiting() == [waiting[1], waiting[2], user]


async def test_a_place_that_is_offered_after_the_start_promises_no_first_session_and_no_pair(line: Line) -> None:
    first, *_ = await full(line, 25)
    await line.overwrite(offers_until=3)
    await line.house.begin()
    async with line.house.store.read() as db:
        (meets, *_) = await db.sessions.of(line.house.cohort)
    await line.wait(meets.ends_at - line.house.clock.now() + A_DAY)
    await line.leave(21)
    assert await line.asked() == {first}
    text = line_words.accepted(await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)).text
    assert "Next session: " in text
    assert "The group has begun. I'll write to you about your chevruta" in text
    assert "first session" not in text.lower()


async def test_two_places_at_the_same_hours_are_named_to_whoever_takes_both(line: Line) -> None:
    first, *_ = await full(line, 25)
    another = House(line.house.made, line.house.clock, CohortId(2))
    await another.made.group.series.draft_series(actor(4), another.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
    await let_stand(another.made.group.series, actor(4), another.cohort)
    await another.made.joining.windows.open(actor(4), another.cohort, None)
    async with another.store.begin() as db:
        await overwrite(db, cohorts, another.cohort, policy=Policy.FIRST_COME.value)
    await another.apply(first)
    await line.leave(21)
    text = line_words.accepted(await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)).text
    assert "at the same hours as Chaplaincy" in text
    assert "You can't be at both." in text
    assert "somebody who waits can have it" in text
    assert "Nobody can keep both" not in text, "for a while both are theirs, and nothing takes one away"


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
    assert any("I couldn't ask you in time" in text for text in texts)
    assert not any("I didn't hear back about your place" in text for text in texts)


async def test_nobody_is_in_before_they_have_said_so(line: Line) -> None:
    made, cohort = line.house.made, line.house.cohort
    for user in (21, 22, 23):
        await line.house.apply(user)
    seen = await made.joining.rosters.preview(line.house.manager, b"name,good\nPerson 21,yes\nPerson 22,yes\nPerson 23,yes\n")
    await made.joining.rosters.take_in(line.house.manager, seen.number, 0)
    await line.overwrite(policy=Policy.ACCEPT_ALL.value)
    await close_window(made, line.house.lead, cohort)
    await made.joining.interests.want(actor(24), cohort)
    await line.wait(2 * A_DAY)
    assert await line.asked() == {21, 22, 23}
    assert await line.inside() == set()
    await made.joining.waitlist.accept(actor(22), cohort)
    assert await line.inside() == {22}
    await line.wait(30 * A_DAY)
    assert await line.inside() == {22}, "silence is no yes"


async def test_an_offer_that_a_hard_week_held_back_does_not_come_after_the_session_and_the_facilitator_is_asked(line: Line) -> None:
    (first,) = await full(line, 25)
    await line.wait()
    sent = await line.sent("offer")
    await line.house.made.own.people.pause(actor(first), 60)
    await line.leave(21)
    await line.wait(await begins(line) + A_DAY)
    await line.house.made.own.people.resume(actor(first))
    await line.wait(10 * A_DAY)
    assert await line.sent("offer") == sent, "what it offered has begun"
    assert await line.state(first) is ApplicationState.OFFERED, "the place is held until a person has decided"
    assert await line.sent("offer-unreached") == 1


async def test_whoever_takes_a_place_and_gives_it_back_is_not_asked_again_and_the_place_is_counted(line: Line) -> None:
    first, second, third = await full(line, 25, 26, 27)
    await line.leave(21)
    await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)
    assert await line.taken() == 4
    await line.leave(first)
    assert await line.asked() == {second}
    await line.leave(22)
    assert await line.asked() == {second, third}
    assert await line.taken() == 4
    await line.leave(23)
    await line.wait(2 * A_DAY)
    assert await line.taken() == 3, "nobody waits any more, and the place is free"
    assert (await line.of(first)).offers == 1
    with pytest.raises(Refusal):
        await line.house.made.joining.waitlist.accept(actor(first), line.house.cohort)


async def test_whoever_says_that_they_cannot_is_not_asked_again(line: Line) -> None:
    first, second = await full(line, 25, 26)
    await line.leave(21)
    await line.leave(first)
    assert await line.asked() == {second}
    await line.leave(second)
    await line.leave(22)
    await line.wait(2 * A_DAY)
    assert await line.asked() == set()
    assert await line.taken() == 2


async def test_no_second_door_leads_into_a_full_cohort(line: Line) -> None:
    made, cohort = line.house.made, line.house.cohort
    first, second = await full(line, 25, 26)
    await line.leave(21)
    offered = await line.of(first)
    assert await line.taken() == 4
    with pytest.raises(Refusal) as no:
        await made.joining.waitlist.accept(actor(second), cohort)
    assert no.value.why is Why.NO_OFFER, "not yours yet"
    await made.joining.waitlist.settle(line.house.lead, cohort, offered.id, offered.offers, theirs=False)
    assert await line.asked() == {second}
    for attempt in (
        made.joining.waitlist.accept(actor(first), cohort),
        made.joining.waitlist.settle(line.house.lead, cohort, offered.id, 1, theirs=True),
    ):
        with pytest.raises(Refusal) as no:
            await attempt
        assert no.value.why in {Why.NO_OFFER, Why.STALE}, "it went to the next in line"
    with pytest.raises(Refusal) as no:
        await made.cohort.cohorts.edit(line.house.lead, cohort, "Justice", "Justice", "3", "")
    assert no.value.why is Why.TOO_FEW_PLACES, "what is offered is a place too"
    await made.joining.waitlist.rejoin(actor(first), cohort)
    assert await line.waiting() == [first]
    await line.overwrite(state=CohortState.OPEN.value, policy=Policy.FIRST_COME.value, closes_at=None)
    await line.house.apply(30)
    assert await line.waiting() == [first, 30], "who comes to a full cohort waits, behind whoever waits already"
    with pytest.raises(Refusal) as no:
        await line.house.select(30)
    assert no.value.why is Why.NO_DRAFT, "nobody is left to be decided on"
    await made.joining.waitlist.accept(actor(second), cohort)
    assert await line.inside() == {22, 23, 24, second}


async def offers(line: Line) -> int:
    """How many offers are on their way."""
    async with line.house.store.read() as db:
        rows = await db.deliveries.of_cohort(line.house.cohort, frozenset({DeliveryState.PENDING}))
        return sum(row.message == "offer" for row in rows)


async def test_confirmed_they_are_offered_and_pressed_twice_it_says_what_stands(line: Line) -> None:
    await full(line, 25, 26, 27, 28)
    more = await more_places(line, 6)
    assert more is not None
    before = await offers(line)
    cohort, offered = await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 6, more.mark)
    assert (cohort.capacity, offered, await offers(line) - before) == (6, 2, 2)
    assert "2 people who waited are offered one" in words.places_raised(cohort, offered).text
    again, none = await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 6, more.mark)
    assert (again.capacity, none, await offers(line) - before) == (6, 0, 2)
    assert "has 6 places now. `/cohort today`" in words.places_raised(again, none).text
    assert len(await line.asked()) == 2
    record = report_words.record(await line.house.made.program.reports.record(line.house.manager)).text
    assert "Person 3 changed the cohort: places" in record


async def test_whoever_was_not_named_in_it_is_offered_nothing_by_it(line: Line) -> None:
    first, *_ = await full(line, 25, 26, 27, 28)
    more, other = await more_places(line, 6), await more_places(line, 7)
    assert more is not None
    assert other is not None
    await line.leave(first)
    for places, mark in ((6, more.mark), (7, other.mark), (3, more.mark)):
        with pytest.raises(Refusal) as no:
            await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, places, mark)
        assert no.value.why is Why.STALE
    assert await line.asked() == set()


async def test_a_preview_from_before_another_change_of_the_places_does_nothing(line: Line) -> None:
    await full(line, 25, 26, 27, 28)
    six, five = await more_places(line, 6), await more_places(line, 5)
    assert six is not None
    assert five is not None
    await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 5, five.mark)
    with pytest.raises(Refusal) as no:
        await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 6, six.mark)
    assert no.value.why is Why.STALE


async def test_staff_hear_how_the_offers_of_more_places_went(line: Line) -> None:
    await full(line, 25, 26, 27, 28)
    line.house.clock.move_to(line.house.clock.now() + timedelta(days=1))
    more = await more_places(line, 6)
    assert more is not None
    await line.house.made.joining.waitlist.raise_places(line.house.lead, line.house.cohort, 4, 6, more.mark)
    async with line.house.store.read() as db:
        rows = await db.deliveries.of_cohort(line.house.cohort)
    receipt = max((row for row in rows if row.message == "publish-receipt"), key=lambda row: row.ideal)
    assert sum(row.message == "offer" and row.ideal == receipt.ideal for row in rows) == 2
