"""What is due is tried: in direct messages, in the private thread of whoever takes none, and again when an answer was lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text, update

from domain.ground.ids import ChannelId, CohortId, DeliveryId, MessageId
from domain.sending.deliveries import Class, DeliveryState
from services.ground.paced import PacedDiscord
from services.ground.ports import (
    Direct,
    Done,
    Effect,
    LookFrom,
    Outcome,
    Post,
    Sight,
    Unknown,
)
from services.program.programs import Setup
from services.sending.sender import Sender
from storage.tables import deliveries
from tests.services.conftest import HERE, House, seen
from tests.services.hearing import Bot
from tests.services.mailing import Far, Mail
from tests.services.waiting import Line

HELD = 60


@pytest.fixture
async def mail(empty: House) -> Mail:
    """They have applied, nothing is on its way to them, and from now on they take no direct messages."""
    await empty.open()
    await empty.apply(21)
    far = Far()
    made = Mail(empty, far, Sender(empty.made.attempts, PacedDiscord(far, empty.clock)))
    await made.deliver()
    far.closed = True
    return made


async def test_whoever_s_thread_is_deleted_again_and_again_reads_every_letter_once_each_time_in_one_new_thread(mail: Mail) -> None:
    for number in range(4):
        await mail.write(f"first {number}", f"second {number}")
        await mail.deliver()
        thread = mail.far.threads[-1]
        assert len(mail.far.threads) == number + 1
        assert sorted(mail.far.posts[-2:]) == [(thread, f"first {number}"), (thread, f"second {number}")]
        mail.far.delete()
    assert len(mail.far.posts) == 8


async def test_whoever_s_thread_was_opened_at_a_second_try_and_deleted_has_a_third(mail: Mail) -> None:
    mail.far.forbidden = True
    await mail.write("lost")
    await mail.deliver()
    assert (await mail.row("lost")).state is DeliveryState.HELD
    mail.far.forbidden = False
    for letter in ("one", "two", "three"):
        await mail.write(letter)
        await mail.deliver()
        assert mail.far.posts[-1] == (mail.far.threads[-1], letter)
        mail.far.delete()
    assert len(mail.far.threads) == 3


async def test_what_may_have_been_in_the_deleted_thread_went_with_it_and_is_read_in_the_new_one(mail: Mail) -> None:
    await mail.write("before")
    await mail.deliver()
    mail.far.delete()
    await mail.write("perhaps")
    mail.house.clock.move_to(mail.house.clock.now() + timedelta(minutes=2))  # overdue, as after a restored backup
    await mail.deliver()
    assert (await mail.row("perhaps")).state is DeliveryState.SENT
    mail.house.clock.move_to(mail.house.clock.now() + timedelta(minutes=2))
    await mail.write("after")
    mail.house.clock.move_to(mail.house.clock.now() + timedelta(minutes=2))
    await mail.deliver()
    first, second = mail.far.threads
    assert mail.far.posts == [(first, "before"), (second, "perhaps"), (second, "after")]


async def test_where_no_thread_may_be_opened_any_more_a_person_is_told(mail: Mail) -> None:
    await mail.write("before")
    await mail.deliver()
    mail.far.delete()
    mail.far.forbidden = True
    await mail.write("after")
    await mail.deliver()
    found = await mail.row("after")
    assert (found.state, found.reason) == (DeliveryState.HELD, "dm-closed")


async def held(mail: Mail, text: str, cohort: CohortId | None = None) -> None:
    """It was written while no thread may be opened, and waits."""
    mail.far.forbidden = True
    await mail.write(text, cohort=cohort)
    await mail.deliver()
    assert (await mail.row(text)).state is DeliveryState.HELD
    mail.far.forbidden = False


async def test_once_threads_may_be_opened_a_letter_arrives_however_long_ago_the_first_was_of_use(mail: Mail) -> None:
    await held(mail, "long ago")
    mail.house.clock.move_to(mail.house.clock.now() + timedelta(days=90))
    await mail.write("today")
    await mail.deliver()
    assert [text for _, text in mail.far.posts] == ["today"]


async def test_a_letter_that_is_sent_again_by_a_person_opens_the_thread_that_could_not_be_opened(mail: Mail) -> None:
    await held(mail, "waits")
    assert await mail.house.made.sending.undelivered.again(mail.house.manager, None, (await mail.row("waits")).id) == 1
    await mail.deliver()
    assert [text for _, text in mail.far.posts] == ["waits"]


async def test_a_letter_waits_for_the_channel_in_which_its_thread_would_be_opened(mail: Mail) -> None:
    mail.far.shut = True
    await mail.write("waits")
    await mail.deliver()
    assert len(mail.far.threads) == 2, "it was tried in another one"
    mail.far.shut = False
    program = await mail.house.made.program.programs.on(HERE)
    assert await mail.house.made.sending.undelivered.places(HERE) == {program.signup_channel}
    await mail.house.made.sending.undelivered.back(HERE, {program.signup_channel})
    await mail.deliver()
    assert [text for _, text in mail.far.posts] == ["waits"]


async def test_the_thread_is_opened_in_the_channel_for_signing_up_that_took_the_place_of_another(mail: Mail) -> None:
    house, new = mail.house, ChannelId(4444)
    await held(mail, "waits", house.cohort)
    program = await house.made.program.programs.on(HERE)
    changed = Setup(program.name, program.zone, program.manager_role, program.staff_channel, new, program.contact)
    await house.made.program.programs.set_up(house.owner, changed, seen(changed))
    await mail.deliver()
    assert mail.far.opened_in == [new]
    assert [text for _, text in mail.far.posts] == ["waits"]


class Losing(Far):
    """What arrived is found where it arrived, and an answer may be lost on its way back."""

    def __init__(self) -> None:
        super().__init__()
        self.lost = False
        self.arrived: list[tuple[DeliveryId, bool]] = []  # and whether in a direct message

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        there = (effect.id, isinstance(effect, Direct)) in self.arrived
        return Done(ChannelId(1), MessageId(1)) if there else await super().find(effect, since)

    async def do(self, effect: Effect) -> Outcome:
        outcome = await super().do(effect)
        if isinstance(outcome, Done) and isinstance(effect, Direct | Post):
            self.arrived.append((effect.id, isinstance(effect, Direct)))
            return Unknown("the answer was lost") if self.lost else outcome
        return outcome


@pytest.fixture
async def losing(mail: Mail) -> tuple[Mail, Losing]:
    """They have a private thread, and direct messages have been open again since."""
    far = Losing()
    mail = Mail(mail.house, far, Sender(mail.house.made.attempts, PacedDiscord(far, mail.house.clock)))
    far.closed = True
    await mail.write("first")
    await mail.deliver()
    far.closed = False
    await mail.write("second")
    await mail.deliver()
    assert [direct for _, direct in far.arrived] == [False, True]
    return mail, far


async def once(mail: Mail, far: Losing, text: str, *, direct: bool) -> None:
    """It arrived a single time, and is known to have arrived."""
    await mail.deliver(30)
    row = await mail.row(text)
    assert row.state is DeliveryState.SENT
    assert [where for id_, where in far.arrived if id_ == row.id] == [direct]


async def lose(mail: Mail, far: Losing, text: str, class_: Class) -> None:
    """It arrives, and nobody hears that it has."""
    far.lost = True
    await mail.write(text, class_=class_)
    await mail.sender.at_once((await mail.row(text)).id)
    far.lost = False


async def answer(mail: Mail, text: str) -> None:
    """They do something, and are answered at once."""
    await mail.write(text)
    await mail.sender.at_once((await mail.row(text)).id)


@pytest.mark.parametrize("class_", [Class.NOTICE, Class.PROMPT, Class.LETTER])
async def test_whoever_closes_direct_messages_after_a_message_whose_answer_was_lost_reads_it_once(
    losing: tuple[Mail, Losing], class_: Class
) -> None:
    mail, far = losing
    await lose(mail, far, "perhaps", class_)
    far.closed = True
    await answer(mail, "finds them closed")
    await once(mail, far, "perhaps", direct=True)
    await once(mail, far, "finds them closed", direct=False)


@pytest.mark.parametrize("class_", [Class.NOTICE, Class.PROMPT])
async def test_whoever_opens_direct_messages_after_a_message_in_their_thread_whose_answer_was_lost_reads_it_once(
    losing: tuple[Mail, Losing], class_: Class
) -> None:
    mail, far = losing
    far.closed = True
    await answer(mail, "finds them closed")
    await mail.deliver()
    await lose(mail, far, "perhaps", class_)
    far.closed = False
    await answer(mail, "finds them open")
    await once(mail, far, "perhaps", direct=False)
    await once(mail, far, "finds them open", direct=True)


async def test_what_has_lost_its_use_since_is_looked_for_where_it_was_tried(losing: tuple[Mail, Losing]) -> None:
    mail, far = losing
    await lose(mail, far, "perhaps", Class.NOTICE)
    far.closed = True
    await answer(mail, "finds them closed")
    mail.house.clock.move_to(mail.house.clock.now() + timedelta(days=60))
    await once(mail, far, "perhaps", direct=True)


@pytest.mark.parametrize(("column", "holds"), [("class_", "'of-a-later-version'"), ("facts", "'{'")])
async def test_one_delivery_that_cannot_be_read_stops_no_other_and_staff_read_of_it(line: Line, column: str, holds: str) -> None:
    await line.house.apply(21)
    await line.house.apply(22)
    async with line.house.store.begin() as db:
        if line.house.store.dialect == "sqlite":
            await db.link.run(text("PRAGMA ignore_check_constraints=ON"))
        first = select(func.min(deliveries.c.key)).where(deliveries.c.message == "received").scalar_subquery()
        await db.link.run(update(deliveries).where(deliveries.c.key == first).values({column: text(holds)}))
    bot = Bot(line.house)
    await bot.run(timedelta(days=2))
    async with line.house.store.read() as db:
        (held,) = await db.lost.held()
        sent = await db.link.rows(select(deliveries.c.key).where(deliveries.c.message == "received", deliveries.c.state == "sent"))
    assert (held.message, held.count) == ("received", 1)
    assert len(sent) == 1
    (said,) = bot.staff_read()
    assert "the receipt of the application" in said


async def test_staff_read_once_what_could_not_be_prepared_and_the_rest_goes_out(line: Line) -> None:
    await line.house.apply(21)
    async with line.house.store.begin() as db:
        await db.link.run(update(deliveries).where(deliveries.c.message == "received").values(facts={}))
    bot = Bot(line.house)
    await bot.run(timedelta(days=2))
    (text,) = bot.staff_read()
    assert "the receipt of the application" in text
    assert "/program undelivered" in text


async def test_what_a_rest_day_holds_is_asked_about_once_until_the_next_opening(mail: Mail) -> None:
    house, attempts = mail.house, mail.house.made.attempts
    await mail.write(*(f"letter {number}" for number in range(HELD)))
    friday = datetime(2026, 9, 18, 19, 0, tzinfo=UTC)  # 15:00 in New York
    touched = 0
    for quarter in range(42 * 4):  # until Sunday 09:00
        house.clock.move_to(friday + timedelta(minutes=15 * quarter))
        while rows := await attempts.due(500):
            for row in rows:
                assert await attempts.take(row.id) is None
                touched += 1
    assert touched == HELD
    house.clock.move_to(friday + timedelta(hours=42))
    assert len(await attempts.due(HELD + 1)) == HELD
