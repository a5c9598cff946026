"""A round is finished with those with whom it began: who is paired anew in the middle of it loses no button, no date and no text."""

from datetime import UTC, datetime, timedelta

from domain.ground.ids import PairId
from domain.group.sessions import Round
from domain.pair.checkins import Answer
from domain.sending.deliveries import Delivery, DeliveryState, Subject
from tests.services.conftest import House, actor
from tests.services.parting import DAY, begun, open_ask, pairs, partner_of, reads
from tests.services.waiting import Line

SOON = timedelta(hours=2)
DAY0 = datetime(2026, 12, 22, 19, 30, tzinfo=UTC)


async def first_text(house: House, line: Line, after: timedelta) -> None:
    """The first session was held, and so much later it is now."""
    async with house.store.read() as db:
        first = (await db.sessions.of(house.cohort))[0]
    await line.wait(first.ends_at + after - house.clock.now())


async def of(house: House, subject: Subject, *states: DeliveryState) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    async with house.store.read() as db:
        for row in await db.deliveries.of_cohort(house.cohort):
            person = None if row.person is None else await db.people.get(row.person)
            if row.message is subject and row.state in states and person is not None:
                found.setdefault(int(person.user or 0), []).append(row)
    return found


async def a_third_joins(house: House, line: Line) -> tuple[int, list[int]]:
    """Somebody's partner leaves, and two others are glad to study with them."""
    left = await partner_of(house, 21)
    await line.leave(21)
    await house.made.pair.apart.study_as_three(actor(left), house.cohort)
    ask, two = await open_ask(house)
    for one in two:
        await house.made.pair.apart.may_join(actor(one), ask, yes=True)
    assert frozenset({*two, left}) in await pairs(house)
    return left, two


async def pair_then(house: House, user: int) -> PairId:
    async with house.store.read() as db:
        person = await db.people.by_user(actor(user).user)
        assert person is not None
        return next(pair.id for pair in await db.chevruta.published(house.cohort) if person.id in pair.members)


async def test_two_whom_a_third_joins_keep_the_date_that_they_had_set_and_the_buttons_of_their_text(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, 3 * DAY)
    for user in range(22, 27):
        if user != await partner_of(house, 21):
            pair = await pair_then(house, user)
            await house.made.pair.checkins.answer(actor(user), pair, 1, Answer.DATE, "next Thursday 3pm")
    _, two = await a_third_joins(house, line)
    reminders = await of(house, Subject.DATE_REMINDER, DeliveryState.PENDING)
    assert {*two} <= set(reminders), "they were promised a reminder"
    taken = await house.made.pair.checkins.answer(actor(two[0]), pair_of(reminders[two[0]][0]), 1, Answer.MET)
    assert taken.given.answer is Answer.MET
    assert not {*two} & set(await of(house, Subject.DATE_REMINDER, DeliveryState.PENDING)), "they have met by now"


def pair_of(row: Delivery) -> PairId:
    return PairId(int(row.key.split("/pair/")[1].split("/")[0]))


async def test_the_next_round_is_the_three_s(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, 3 * DAY)
    left, two = await a_third_joins(house, line)
    new = await pair_then(house, left)
    rows = await of(house, Subject.PROMPT, DeliveryState.PENDING)
    assert {pair_of(row) for user in (left, *two) for row in rows[user]} == {new}
    assert not any("/1/pair/" in row.key for user in (left, *two) for row in rows[user]), "the first was brought already"


async def test_who_is_left_before_the_round_s_text_came_gets_it_to_study_alone(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, SOON)
    left = await partner_of(house, 21)
    await line.leave(21)
    (row,) = (await of(house, Subject.STUDY_ALONE, DeliveryState.PENDING))[left][:1]
    assert row.key.startswith(f"round/{house.cohort}/1/alone/")


async def test_who_is_left_after_the_round_s_text_came_does_not_get_it_again(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, 3 * DAY)
    left = await partner_of(house, 21)
    await line.leave(21)
    rows = (await of(house, Subject.STUDY_ALONE, DeliveryState.PENDING))[left]
    assert [row.key.split("/")[2] for row in rows] == ["2", "3"]


async def test_two_who_are_paired_before_the_text_of_a_round_came_get_it_together(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, SOON)
    left, two = await a_third_joins(house, line)
    new = await pair_then(house, left)
    rows = await of(house, Subject.PROMPT, DeliveryState.PENDING)
    for user in (left, *two):
        assert [pair_of(row) for row in rows[user] if "/1/pair/" in row.key] == [new]


async def test_a_new_pair_reads_which_text_comes_first(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, SOON)
    left, _ = await a_third_joins(house, line)
    assert "I'll bring you this round's text soon." in (await reads(house, "pair"))[left]


async def test_a_pair_that_is_formed_in_the_middle_of_a_round_reads_that_its_text_comes_after_the_next_session(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, 3 * DAY)
    left, _ = await a_third_joins(house, line)
    assert "You begin together with the text that I bring you after the next session." in (await reads(house, "pair"))[left]


async def test_answers_in_words_are_about_the_pair_with_which_the_round_began(line: Line) -> None:
    house = await begun(line, 6)
    await first_text(house, line, 3 * DAY)
    async with house.store.read() as db:
        before = {pair.id for pair in await db.chevruta.published(house.cohort)}
    _, two = await a_third_joins(house, line)
    async with house.store.read() as db:
        person = await db.people.by_user(actor(two[0]).user)
        assert person is not None
        ((round_, pair, _),) = await house.made.pair.checkins.open_rounds(db, person, house.clock.now())
    assert pair.id in before
    assert round_.partners == (f"Person {two[1]}",)


def test_a_round_belongs_to_those_who_were_together_when_its_text_was_due() -> None:
    round_ = Round(1, DAY0, DAY0 + 30 * DAY)
    due = round_.asks_at
    assert round_.asks(None, None)
    assert round_.asks(due, None)
    assert round_.asks(None, due + SOON)
    assert not round_.asks(due + SOON, None)
    assert not round_.asks(None, due)
