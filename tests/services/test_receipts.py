"""After publishing, staff hear once how the letters ended: arrived, in a private thread, or not, and why."""

from datetime import timedelta

from domain.ground.ids import ChannelId, UserId
from domain.ground.people import Actor
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.gate import Wait
from messages.ground.values import Message
from services.program.facilitators import Somebody
from services.sending.deliveries import Composed
from services.sending.receipts import OTHERS_WAITED_FOR, composers
from tests.services.conftest import House, actor

THREAD = ChannelId(7007)


async def published(house: House, *, by_manager: bool = False) -> list[Delivery]:
    """Six have applied for four places and are decided on; the words to staff that are planned."""
    await house.open()
    for user in range(21, 27):
        await house.apply(user)

    def who() -> Actor:
        return house.manager if by_manager else house.lead

    await house.made.joining.selection.draft(who(), house.cohort)
    await house.made.joining.selection.publish(
        who(), house.cohort, (await house.made.joining.selection.preview(who(), house.cohort)).fingerprint
    )
    async with house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(house.cohort) if row.message == "publish-receipt"]


async def letters(house: House) -> list[Delivery]:
    async with house.store.read() as db:
        return [row for row in await db.deliveries.of_cohort(house.cohort) if row.message in {"offer", "letter"}]


async def ends(house: House, letter: Delivery, state: DeliveryState = DeliveryState.SENT, reason: str = "", channel: int = 900) -> None:
    now = house.clock.now()
    async with house.store.begin() as db:
        assert letter.person is not None
        if channel == THREAD:
            await db.people.set_thread(letter.program, letter.person, THREAD)
        await db.attempts.claim(letter.id, now, ChannelId(channel))
        if state is DeliveryState.SENT:
            await db.attempts.sent(letter, now, ChannelId(channel), None)
        else:
            await db.attempts.end(letter, state, reason, now)


async def word(house: House, row: Delivery) -> Composed:
    async with house.store.read() as db:
        return await composers()[Subject.PUBLISH_RECEIPT](db, row, house.clock.now())


async def name_of(house: House, letter: Delivery) -> str:
    async with house.store.read() as db:
        person = None if letter.person is None else await db.people.get(letter.person)
        assert person is not None
        return person.name


async def test_it_waits_until_it_is_known_of_every_letter_and_then_names_whose_did_not_arrive(empty: House) -> None:
    (row,) = await published(empty)
    found = await letters(empty)
    assert len(found) == 6
    for letter in found[:3]:
        await ends(empty, letter)
    await ends(empty, found[3], channel=THREAD)
    await ends(empty, found[4], DeliveryState.DEAD, "refused: 50278 no")
    said = await word(empty, row)
    assert isinstance(said, Wait)
    assert said.until > empty.clock.now()
    await ends(empty, found[5], DeliveryState.UNCERTAIN, Reason.EXHAUSTED.value)
    said = await word(empty, row)
    assert isinstance(said, Message)
    assert "4 of 6 letters about places in **Justice** arrived, one of them in a private thread." in said.text
    assert f"{await name_of(empty, found[4])}: not delivered. They are on no server with me any more" in said.text
    assert f"{await name_of(empty, found[5])}: perhaps delivered. Ten attempts brought no clear answer." in said.text


async def test_when_all_arrived_it_says_only_that(empty: House) -> None:
    (row,) = await published(empty)
    for letter in await letters(empty):
        await ends(empty, letter)
    said = await word(empty, row)
    assert isinstance(said, Message)
    assert said.text == "All 6 letters about places in **Justice** have arrived. There is nothing you need to do."


async def test_a_letter_that_was_needed_no_more_is_not_missed(empty: House) -> None:
    (row,) = await published(empty)
    offered = next(letter for letter in await letters(empty) if letter.message == "offer")
    user = int((await name_of(empty, offered)).removeprefix("Person "))
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=1))
    await empty.made.joining.signups.withdraw(actor(user), empty.cohort)
    for letter in await letters(empty):
        if letter.state is DeliveryState.PENDING:
            await ends(empty, letter)
    said = await word(empty, row)
    assert isinstance(said, Message)
    assert "2 were needed no more" in said.text, "one stepped back, and the next in line has an offer instead"
    assert "not delivered" not in said.text
    assert "of 6 letters" in said.text, "the offer that went on to the next in line is not of this publication"


async def test_nobodys_pause_holds_it_back_for_ever(empty: House) -> None:
    (row,) = await published(empty)
    for letter in (await letters(empty))[1:]:
        await ends(empty, letter)
    empty.clock.move_to(row.ideal + OTHERS_WAITED_FOR - timedelta(minutes=1))
    said = await word(empty, row)
    assert isinstance(said, Wait)
    assert said.until == row.ideal + OTHERS_WAITED_FOR
    empty.clock.move_to(said.until)
    said = await word(empty, row)
    assert isinstance(said, Message)
    assert "5 of 6 letters" in said.text
    assert "One is still on its way" in said.text


async def test_whoever_published_as_a_facilitator_and_leads_no_more_hears_nothing_of_it(empty: House) -> None:
    (row,) = await published(empty)
    await empty.made.program.facilitators.appoint(empty.manager, empty.cohort, Somebody(UserId(70), "Person 70"), {})
    await empty.made.program.facilitators.remove(empty.manager, empty.cohort, Somebody(UserId(3), "Person 3"))
    assert await word(empty, row) is Reason.UNWANTED


async def test_it_is_for_whoever_published_and_for_those_who_lead_now_once_each(empty: House) -> None:
    rows = await published(empty, by_manager=True)
    async with empty.store.read() as db:
        people = await db.people.all_of({row.person for row in rows if row.person is not None})
    assert {person.name for person in people.values()} == {"Person 2", "Person 3"}
    assert len(rows) == 2
    for letter in await letters(empty):
        await ends(empty, letter)
    await empty.made.program.facilitators.appoint(empty.manager, empty.cohort, Somebody(UserId(70), "Person 70"), {})
    await empty.made.program.facilitators.remove(empty.manager, empty.cohort, Somebody(UserId(3), "Person 3"))
    said = {people[row.person].name: await word(empty, row) for row in rows if row.person is not None}
    assert isinstance(said["Person 2"], Message)
    assert said["Person 3"] is Reason.UNWANTED
