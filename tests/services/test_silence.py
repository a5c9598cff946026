"""Silence in a round: one softer note, one word to the facilitator with words ready to send, and then nothing."""

from datetime import timedelta

from domain.ground.ids import ChannelId, MessageId, UserId
from domain.group.sessions import rounds
from domain.pair.checkins import Answer
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfCohortRound, OfRound
from messages.cohort import cohorts as words
from messages.ground.values import Message
from tests.services.conftest import House, actor
from tests.services.rounds import arrived
from tests.services.test_checkins import partner_of


async def row_of(house: House, subject: Subject, user: int, round_: int = 1) -> Delivery:
    """That person's delivery of that kind in a round."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        rows = await db.deliveries.of_cohort(house.cohort)
    return next(
        row
        for row in rows
        if row.message == subject
        and row.person == person.id
        and isinstance(row.facts, OfRound | OfCohortRound)
        and row.facts.round == round_
    )


async def said(house: House, row: Delivery) -> Message | Reason:
    """What it would say at its moment."""
    house.clock.move_to(max(row.due, house.clock.now()))
    composers = house.made.pair.composers() | house.made.cohort.cohorts.composers()
    async with house.store.read() as db:
        found = await composers[row.message](db, row, house.clock.now())
    assert isinstance(found, Message | Reason)
    return found


async def writes(house: House, user: int, text: str, message: int = 990) -> None:
    """Somebody writes to the bot, and it is acted upon."""
    at = house.clock.now()
    await house.made.pair.replies.receive(UserId(user), f"Person {user}", MessageId(message), ChannelId(900), text, at, None)


async def names_of_the_pair(house: House) -> tuple[str, str]:
    partner = await partner_of(house, 21)
    return "Person 21", f"Person {partner.user}"


async def test_the_facilitator_gets_words_ready_to_send_with_the_names_and_hears_no_more_of_that_round(house: House) -> None:
    message = await said(house, await row_of(house, Subject.WORD, 3))
    assert isinstance(message, Message)
    assert message.text.count("> Person and Person, I'm thinking of you.") == 2, "a text for each of the two quiet pairs"
    assert "won't write about this round again" in message.text
    async with house.store.read() as db:
        rows = [row for row in await db.deliveries.of_cohort(house.cohort) if isinstance(row.facts, OfCohortRound) and row.facts.round == 1]
    ahead = [row.message for row in rows if row.due >= house.clock.now() and row.message != Subject.FIT_PROPOSAL]
    assert ahead == [Subject.WORD]


async def test_words_that_were_asked_back_about_are_no_silence_so_nobody_of_the_pair_is_nudged(house: House) -> None:
    partner = await partner_of(house, 21)
    for user, as_message in ((21, 777), (partner.user, 778)):
        await arrived(house, user, "prompt", as_message)
    await writes(house, 21, "the thing with the cousin is still somewhat up in the air")
    for user in (21, partner.user):
        nudge = await row_of(house, Subject.NUDGE, user)
        house.clock.move_to(max(house.clock.now(), nudge.due + timedelta(days=7)))
        assert await said(house, nudge) is Reason.UNWANTED


async def test_the_facilitator_is_told_of_words_without_an_answer_and_not_of_silence(house: House) -> None:
    one, other = await names_of_the_pair(house)
    await writes(house, 21, "the thing with the cousin is still somewhat up in the air")
    message = await said(house, await row_of(house, Subject.WORD, 3))
    assert isinstance(message, Message)
    line = next(line for line in message.text.splitlines() if "wrote to me" in line)
    assert one in line
    assert other in line
    assert line.endswith(f"{one} wrote to me, without an answer I understood.")
    quiet = message.text.split("told me how their month is going", 1)[1].split(line, 1)[0]
    assert one not in quiet
    page = words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert f"{one} wrote to me, without an answer I understood" in page
    assert one not in page.split("quiet so far:", 1)[1].split("It may mean nothing", 1)[0]
    assert "cousin" not in message.text + page, "and never what they wrote"


async def test_words_in_an_earlier_round_say_nothing_about_this_one(house: House) -> None:
    await writes(house, 21, "the thing with the cousin is still somewhat up in the air")
    async with house.store.read() as db:
        second = rounds(await db.sessions.of(house.cohort))[1]
    house.clock.move_to(second.opens_at + timedelta(days=1))
    message = await said(house, await row_of(house, Subject.WORD, 3, 2))
    assert isinstance(message, Message)
    assert "wrote to me" not in message.text


async def test_after_a_round_in_which_nobody_answered_the_next_is_asked_as_if_nothing_had_happened(house: House) -> None:
    """The same text as for somebody whose pair met."""
    async with house.store.read() as db:
        second = rounds(await db.sessions.of(house.cohort))[1]
        mine = {person.name: person.user for person in await db.cohorts.members(house.cohort)}
    partner = await partner_of(house, 21)
    others = [user for user in mine.values() if user not in {21, partner.user, None}]
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    for n, user in enumerate((21, *others)):
        assert user is not None
        await arrived(house, user, "prompt", 780 + n)
    house.clock.move_to(second.opens_at)
    asked: set[str] = set()
    for user in (21, others[0]):
        assert user is not None
        message = await said(house, await row_of(house, Subject.PROMPT, user, 2))
        assert isinstance(message, Message)
        text = message.text
        for name in sorted(mine):
            text = text.replace(name, "a member")
        asked.add(text)
    assert len(asked) == 1
