"""What was not delivered, or perhaps not, is sent again by a person, after a look whether it is there."""

from datetime import timedelta

import pytest

from domain.ground.ids import ChannelId, DeliveryId, MessageId
from domain.sending.deliveries import Class, DeliveryState, Kind, Planned, Reason, Subject
from domain.sending.facts import Said
from messages.sending import undelivered as words
from messages.sending.undelivered import MOST_SHOWN
from services.ground.ports import Done, Effect, LookFrom, OpenThread, Outcome, Post, Refused, Sight, Unfinished, Unknown, Unseeable
from services.sending.settlement import Retry
from tests.services.conftest import HERE, House
from tests.services.hearing import Bot, Heard

HOME = ChannelId(4000)


async def plan(house: House, key: str, days: int = 9) -> DeliveryId:
    """A post that is due now."""
    now = house.clock.now()
    async with house.store.begin() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        said = Said({"text": key, "rows": [[{"label": "Pause messages", "act": "hard-week"}]]})
        post = Planned(key, Kind.POST, Subject.ANSWER, now, now, now + timedelta(days=days), Class.NOTICE, channel=HOME, facts=said)
        return await house.made.sending.deliveries.plan(db, post, program, None)


async def ends(house: House, id_: DeliveryId, *outcomes: Outcome | Sight, counts: bool = True) -> None:
    """It is tried, and these are the outcomes, one after another."""
    for outcome in outcomes:
        task = await house.made.attempts.take(id_)
        assert task is not None
        await house.made.attempts.settle(task, outcome, Retry(timedelta(0), counts))


async def state(house: House, id_: DeliveryId) -> tuple[DeliveryState, str | None]:
    async with house.store.read() as db:
        found = await db.deliveries.get(id_)
    assert found is not None
    return found.state, found.reason


@pytest.mark.parametrize(
    ("outcomes", "stands"),
    [
        ((Refused(50035),), (DeliveryState.DEAD, "refused: 50035")),
        ((Refused(50013, place=True),), (DeliveryState.HELD, "no-place: 50013")),
        ((Unknown("no answer"), Unseeable(50001)), (DeliveryState.HELD, "unknowable: 50001")),
        ((Unknown("502"),) * 10, (DeliveryState.UNCERTAIN, "exhausted")),
    ],
)
async def test_each_kind_is_looked_for_and_sent_again(
    empty: House, outcomes: tuple[Outcome | Sight, ...], stands: tuple[DeliveryState, str]
) -> None:
    id_ = await plan(empty, "post")
    await ends(empty, id_, *outcomes)
    assert await state(empty, id_) == stands
    (line,) = (await empty.made.sending.undelivered.page(empty.manager)).lines
    assert (line.id, line.useful) == (id_, True)
    assert await empty.made.sending.undelivered.again(empty.manager, None, id_) == 1
    assert (await empty.made.sending.undelivered.page(empty.manager)).lines == ()
    task = await empty.made.attempts.take(id_)
    assert task is not None
    assert task.look
    await empty.made.attempts.settle(task, Done(HOME, MessageId(1)))
    assert await state(empty, id_) == (DeliveryState.SENT, None)
    assert await empty.made.sending.undelivered.again(empty.manager, None, id_) == 0, "it went out"


async def test_all_of_a_kind_are_sent_again_and_those_that_are_too_late_are_not(empty: House) -> None:
    first, second, late = await plan(empty, "one"), await plan(empty, "two"), await plan(empty, "late", days=1)
    for id_ in (first, second, late):
        await ends(empty, id_, Refused(50035))
    empty.clock.move_to(empty.clock.now() + timedelta(days=2))
    assert [line.useful for line in (await empty.made.sending.undelivered.page(empty.manager)).lines if line.id == late] == [False]
    assert await empty.made.sending.undelivered.again(empty.manager, None, late) == 0
    assert await empty.made.sending.undelivered.all_again(empty.manager, "answer") == 2
    assert [line.id for line in (await empty.made.sending.undelivered.page(empty.manager)).lines] == [late]


async def test_a_hidden_place_is_not_taken_for_perhaps_when_nothing_was_tried_there(empty: House) -> None:
    never, tried = await plan(empty, "never"), await plan(empty, "tried")
    await ends(empty, tried, Unknown("no answer"), counts=False)
    empty.clock.move_to(empty.clock.now() + timedelta(minutes=10))
    for id_ in (never, tried):
        await ends(empty, id_, Unseeable(50001))
    perhaps = {line.id: line.uncertain for line in (await empty.made.sending.undelivered.page(empty.manager)).lines}
    assert perhaps == {never: False, tried: True}


async def test_what_was_read_while_looking_is_not_read_again(empty: House) -> None:
    id_ = await plan(empty, "post")
    await ends(empty, id_, Unknown("no answer"), Unfinished(MessageId(77)))
    task = await empty.made.attempts.take(id_)
    assert task is not None
    assert (task.look, task.delivery.looked, task.delivery.attempts) == (True, MessageId(77), 1)


async def test_what_waits_for_a_place_is_let_go_when_its_use_is_over_and_it_was_never_there(empty: House) -> None:
    id_ = await plan(empty, "post", days=1)
    empty.clock.move_to(empty.clock.now() + timedelta(days=2))
    task = await empty.made.attempts.take(id_)
    assert task is not None
    assert task.drop is Reason.LATE
    await empty.made.attempts.settle(task, Unseeable(50001))
    assert await state(empty, id_) == (DeliveryState.EXPIRED, "late")


async def test_a_long_list_is_counted_whole_read_by_pages_and_taken_off_by_kind(empty: House) -> None:
    for number in range(112):
        await ends(empty, await plan(empty, f"{number:03}", days=1 if number == 50 else 9), Refused(50035))
    empty.clock.move_to(empty.clock.now() + timedelta(days=2))
    first, last = [await empty.made.sending.undelivered.page(empty.manager, page) for page in (0, 99)]
    assert [(kind.message, kind.many, kind.useful) for kind in first.kinds] == [("answer", 112, 111)]
    assert (len(first.lines), first.beyond) == (MOST_SHOWN, 107)
    assert (last.page, len(last.lines), last.beyond) == (22, 2, 0)
    shown = words.page(first)
    assert "And 107 more." in shown.text
    assert "All 112 of these are seen to" in str(shown.rows[0])
    assert await empty.made.sending.undelivered.dismiss_all(empty.manager, "answer") == 112
    assert (await empty.made.sending.undelivered.page(empty.manager)).lines == ()


async def test_a_facilitator_sees_all_that_their_own_cohort_lacks_however_much_others_do(house: House) -> None:
    now = house.clock.now()
    async with house.store.begin() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        own = Planned("own", Kind.POST, Subject.PAIRS, now, now, now + timedelta(days=9), Class.NOTICE, channel=HOME)
        theirs = await house.made.sending.deliveries.plan(db, own, program, house.cohort)
        await db.deliveries.drop(theirs, now, "refused: 50035", DeliveryState.DEAD)
    house.clock.move_to(now + timedelta(hours=1))
    for number in range(101):
        await ends(house, await plan(house, f"{number:03}"), Refused(50035))
    today = await house.made.cohort.cohorts.today(house.lead, house.cohort)
    assert theirs in [line.id for line in today.lost.lines]


class Hiding(Heard):
    """A Discord on which one channel may be hidden from the bot."""

    hidden: ChannelId | None = None

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        if isinstance(effect, Post | OpenThread) and effect.channel == self.hidden:
            return Unseeable(50001)
        return await super().find(effect, since)

    async def do(self, effect: Effect) -> Outcome:
        if isinstance(effect, OpenThread):
            return Refused(50001, place=True) if effect.channel == self.hidden else Done(ChannelId(4001))
        if isinstance(effect, Post) and effect.channel == self.hidden:
            return Refused(50001, place=True)
        return await super().do(effect)


@pytest.mark.parametrize(
    ("moved_to", "days_later", "stands"),
    [
        ("2026-11-24", 15, {DeliveryState.SENT}),  # the day after it was to be, and twelve days before it is
        ("2026-11-03", 8, {DeliveryState.HELD, DeliveryState.EXPIRED}),  # the day after it was, and six days before it was to be
    ],
)
async def test_what_waits_for_its_place_is_of_use_until_the_session_as_it_was_moved(
    house: House, moved_to: str, days_later: int, stands: set[DeliveryState]
) -> None:
    far = Hiding()
    bot = Bot(house, far)
    async with house.store.read() as db:
        cohort, session = await db.cohorts.get(house.cohort), (await db.sessions.of(house.cohort))[1]
    assert cohort is not None
    far.hidden = cohort.home
    await bot.run(timedelta(days=8))  # two weeks before the second session, and a little more

    async def of_session(what: str) -> DeliveryState:
        async with house.store.read() as db:
            row = await db.deliveries.by_key(f"session/{session.id}/{what}")
        assert row is not None
        return row.state

    assert await of_session("announce") is DeliveryState.HELD
    await house.made.group.sessions.move(house.lead, house.cohort, 2, session.revision, moved_to, "13:00")
    await bot.run(timedelta(days=days_later))
    far.hidden = None
    await house.made.sending.undelivered.back(HERE, {cohort.home})
    await bot.run(timedelta(hours=20))
    assert {await of_session("announce"), await of_session("thread")} <= stands
