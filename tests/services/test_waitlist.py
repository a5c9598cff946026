"""Offers and the line behind them, as people answer, let go and come back."""

import asyncio

from domain.cohort.cohorts import Policy
from domain.ground.ids import CohortId
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Subject
from messages.ground.values import Message
from services.group.series import Rule
from tests.services.conftest import House, actor
from tests.services.waiting import Line

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


async def test_first_come_gives_a_place_to_whoever_applies_while_there_is_one(line: Line) -> None:
    await line.overwrite(policy=Policy.FIRST_COME.value)
    for user in range(21, 26):
        await line.house.apply(user)
    assert [await line.state(user) for user in range(21, 26)] == [S.ACCEPTED] * 4 + [S.WAITLISTED]
    await line.leave(22)
    assert await line.state(25) is S.OFFERED, "the place is asked about, since days may lie between"


async def test_whoever_is_offered_two_cohorts_that_meet_at_the_same_hours_reads_so_in_the_letter(line: Line) -> None:
    house, lead = line.house, lambda: actor(4)
    for user in range(21, 24):
        await house.apply(user)
    other = House(house.made, house.clock, CohortId(2))
    await house.made.group.series.draft_series(lead(), other.cohort, Rule(2, 1, "14:00", 4, "2026-10"))
    await house.made.group.series.freeze(lead(), other.cohort)
    await house.made.joining.windows.open(lead(), other.cohort, "2026-09-20")
    await other.apply(21)
    await house.select()
    assert "same hours" not in await letter(house, 21), "only one of them is offered"
    await house.made.joining.selection.draft(lead(), other.cohort)
    draft = await house.made.joining.selection.preview(lead(), other.cohort)
    await house.made.joining.selection.publish(lead(), other.cohort, draft.fingerprint)
    assert "It meets at the same hours as Chaplaincy" in await letter(house, 21)
    assert "It meets at the same hours as Justice" in await letter(other, 21)
    assert "same hours" not in await letter(house, 22)


async def letter(house: House, user: int) -> str:
    """The offer, as it would go out now."""
    application = await house.application(user)
    async with house.store.read() as db:
        row = await db.deliveries.by_key(f"application/{application.id}/offer/1")
        assert row is not None
        said = await house.made.joining.waitlist.composers()[Subject.OFFER](db, row, house.clock.now())
    assert isinstance(said, Message)
    return said.text
