"""Meeting one's partner: what each is told, and the private thread that a pair may open, once."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.ids import ChannelId, PersonId, UserId
from domain.ground.refusal import Why
from messages.pair import meeting as words
from services.ground.ports import Direct, Done, Effect, LookFrom, OpenThread, Outcome, Post, Refused, Sight
from tests.services.conftest import House, actor, why
from tests.services.waiting import Line, acts, full, line_before

THREAD, ANOTHER = ChannelId(7000), ChannelId(7001)


@dataclass
class Meeting:
    """A season on a Discord that keeps who is let into which thread, and when."""

    line: Line
    refuses: bool = False
    deleted: bool = False
    opened: list[OpenThread] = field(default_factory=list[OpenThread])
    let_in: list[tuple[datetime, UserId | None, str]] = field(default_factory=list[tuple[datetime, UserId | None, str]])
    told: dict[int, tuple[str, set[str]]] = field(default_factory=dict[int, tuple[str, set[str]]])

    def listen(self) -> None:
        do, find, clock = self.line.far.do, self.line.far.find, self.line.house.clock

        async def look(effect: Effect, since: LookFrom) -> Sight:
            match effect:
                case OpenThread(channel=channel, on=int()) if not (self.deleted and channel == THREAD):
                    return Done(channel)
                case _:
                    return await find(effect, since)

        async def keep(effect: Effect) -> Outcome:
            match effect:
                case OpenThread(on=None):
                    self.opened.append(effect)
                    return Refused(50013, place=True) if self.refuses else Done(ANOTHER if self.deleted else THREAD)
                case Post(channel=channel) if channel == THREAD and self.deleted:
                    return Refused(10003, place=True, gone=True)
                case Post(channel=channel) if channel in {THREAD, ANOTHER}:
                    self.let_in.append((clock.now(), effect.admit, effect.message.text))
                case Direct() if "you study with" in effect.message.text:
                    self.told[int(effect.user)] = effect.message.text, {act for act, _ in acts(effect.message)}
                case _:
                    pass
            return await do(effect)

        self.line.far.do, self.line.far.find = keep, look
        self.line.house.made.ground.discord.discord = self.line.far


@pytest.fixture
async def meeting(house: House) -> Meeting:
    made = Meeting(line_before(house))
    made.listen()
    await made.line.wait(timedelta(hours=1))
    return made


async def pair_of(house: House, user: int) -> list[int]:
    """The accounts of that person's pair."""
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(user))
        assert person is not None
        pair = next(one for one in await db.chevruta.published(house.cohort) if person.id in one.members)
        return [int(one.user or 0) for one in (await db.people.all_of(pair.members)).values()]


async def test_each_is_told_their_partner_by_a_name_to_press_and_when_both_are_usually_free_on_their_own_clock(line: Line) -> None:
    meeting = Meeting(line)
    meeting.listen()
    for user, zone in ((21, "New York"), (22, "London"), (23, "New York"), (24, "London")):
        await line.house.apply(user, zone)  # afternoons from noon to five: none is shared between these clocks
    await line.house.select(21, 22, 23, 24)
    await line.house.begin()
    await line.wait(timedelta(days=3))
    assert set(meeting.told) == {21, 22, 23, 24}
    for user, (text, offered) in meeting.told.items():
        (partner,) = set(await pair_of(line.house, user)) - {user}
        assert f"Person {partner} (<@{partner}>)" in text
        assert f"<@{user}>" not in text
        assert "pair-thread" in offered
    texts = [text for text, _ in meeting.told.values()]
    assert all("You're both usually free Monday to Thursday afternoons." in text for text in texts), "one clock is matched with itself"


async def test_the_thread_is_opened_once_for_exactly_the_two_of_them_and_pressing_again_shows_it(meeting: Meeting) -> None:
    house = meeting.line.house
    pair = await pair_of(house, 21)
    (other,) = set(pair) - {21}
    first = await house.made.pair.threads.open(actor(21), house.pair)
    assert first.thread is None
    assert "administrators of the server" in words.asked(first).text
    await meeting.line.wait(timedelta(minutes=5))
    for who in (21, other):
        again = await house.made.pair.threads.open(actor(who), house.pair)
        assert again.thread == THREAD
        assert f"<#{THREAD}>" in words.asked(again).text
    await meeting.line.wait(timedelta(days=3))
    assert len(meeting.opened) == 1
    assert sorted(int(user or 0) for _, user, _ in meeting.let_in) == sorted(pair)
    assert "Person" not in meeting.opened[0].name
    assert all("administrators of the server" in text for *_, text in meeting.let_in)


async def test_whoever_presses_is_let_in_at_once_and_the_partner_not_in_their_night(meeting: Meeting) -> None:
    house = meeting.line.house
    (other,) = set(await pair_of(house, 21)) - {21}
    async with house.store.begin() as db:
        partner = await db.people.by_user(UserId(other))
        assert partner is not None
        await db.people.set_zone(partner.id, "Europe/London")
    house.clock.move_to(datetime(2026, 10, 22, 2, 0, tzinfo=UTC))  # at night in both places, and in the cohort's home
    await house.made.pair.threads.open(actor(21), house.pair)
    await meeting.line.wait(timedelta(hours=1))
    assert [int(user or 0) for _, user, _ in meeting.let_in] == [21]
    await meeting.line.wait(timedelta(days=1))
    (at, user, _) = meeting.let_in[1]
    assert (int(user or 0), at.hour) == (other, 8), "nine in the morning in London, when it is night in New York still"


async def test_nobody_opens_a_thread_for_others_or_where_nobody_is_left_to_talk_to(meeting: Meeting) -> None:
    house = meeting.line.house
    pair = await pair_of(house, 21)
    (other,) = set(pair) - {21}
    (stranger, _) = sorted({21, 22, 23, 24} - set(pair))
    for who in (stranger, 3, 90):
        assert await why(house.made.pair.threads.open(actor(who), house.pair)) is Why.NOT_YOURS
    await house.made.joining.signups.withdraw(actor(other), house.cohort)
    assert await why(house.made.pair.threads.open(actor(21), house.pair)) is Why.STALE
    assert await why(house.made.pair.threads.open(actor(other), house.pair)) is Why.NOT_ALLOWED
    assert meeting.opened == []


async def test_a_thread_that_somebody_deleted_is_opened_anew_by_whoever_presses_and_both_are_let_in_again(meeting: Meeting) -> None:
    house = meeting.line.house
    pair = await pair_of(house, 21)
    (other,) = set(pair) - {21}
    await house.made.pair.threads.open(actor(21), house.pair)
    await meeting.line.wait(timedelta(days=1))
    meeting.deleted = True
    again = await house.made.pair.threads.open(actor(other), house.pair)
    assert again.thread is None
    assert "I'm opening a private thread" in words.asked(again).text
    await meeting.line.wait(timedelta(days=1))
    assert len({one.name for one in meeting.opened}) == 2, "each is found again by a name of its own"
    for who in (21, other):
        assert (await house.made.pair.threads.open(actor(who), house.pair)).thread == ANOTHER
    assert len(meeting.opened) == 2
    assert sorted(int(user or 0) for _, user, _ in meeting.let_in) == sorted([*pair, *pair])


async def test_a_thread_that_is_deleted_before_the_partner_was_let_in_is_known_to_staff_and_nothing_is_lost_once_it_is_back(
    meeting: Meeting,
) -> None:
    house = meeting.line.house
    (other,) = set(await pair_of(house, 21)) - {21}
    house.clock.move_to(datetime(2026, 10, 22, 2, 0, tzinfo=UTC))  # at night: the partner is let in later
    await house.made.pair.threads.open(actor(21), house.pair)
    await meeting.line.wait(timedelta(hours=1))
    meeting.deleted = True
    await meeting.line.wait(timedelta(days=1))
    page = await house.made.cohort.cohorts.today(house.lead, house.cohort)
    assert "pair-hello" in {one.message for one in page.lost.lines}
    await house.made.pair.threads.open(actor(other), house.pair)
    await meeting.line.wait(timedelta(days=1))
    assert {int(user or 0) for _, user, _ in meeting.let_in[1:]} == {21, other}


async def test_a_thread_that_cannot_be_opened_is_said_to_be_so_and_staff_see_it(meeting: Meeting) -> None:
    house = meeting.line.house
    meeting.refuses = True
    await house.made.pair.threads.open(actor(21), house.pair)
    await meeting.line.wait(timedelta(minutes=5))
    again = await house.made.pair.threads.open(actor(21), house.pair)
    assert again.failed
    page = await house.made.cohort.cohorts.today(house.lead, house.cohort)
    assert "pair-thread" in {one.message for one in page.lost.lines}


async def test_a_partner_who_leaves_before_they_were_let_in_is_not_let_in(meeting: Meeting) -> None:
    house = meeting.line.house
    (other,) = set(await pair_of(house, 21)) - {21}
    house.clock.move_to(datetime(2026, 10, 22, 2, 0, tzinfo=UTC))
    await house.made.pair.threads.open(actor(21), house.pair)
    await meeting.line.wait(timedelta(hours=1))
    await house.made.joining.signups.withdraw(actor(other), house.cohort)
    await meeting.line.wait(timedelta(days=2))
    assert [int(user or 0) for _, user, _ in meeting.let_in] == [21]


async def test_before_the_season_has_begun_there_is_no_thread_to_open(line: Line) -> None:
    house = line.house
    await full(line)
    view = await house.made.pair.chevrutot.draft(house.lead, house.cohort)
    await house.made.pair.chevrutot.publish(house.lead, house.cohort, view.pairing.id)
    async with house.store.read() as db:
        person = await db.people.by_user(UserId(21))
        assert person is not None
        pair = next(one.id for one in await db.chevruta.published(house.cohort) if PersonId(person.id) in one.members)
    assert await why(house.made.pair.threads.open(actor(21), pair)) is Why.STALE
