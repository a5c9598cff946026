"""The weekly digests: who gets which, when, and that nothing is told twice as if it were new."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from domain.ground.ids import ChannelId, UserId
from domain.ground.quiet import Observance
from domain.ground.times import LocalTime, on_the_wall
from domain.pair.checkins import Answer
from messages.ground.values import Message
from services.ground.ports import Direct, Done, Effect, OpenThread, Outcome, Post
from services.program.facilitators import Somebody
from tests.services.conftest import HERE, THERE, House, actor
from tests.services.rounds import partner_of
from tests.services.waiting import Line, acts, full, line_before

STAFF = ChannelId(HERE + 1)
LEAD = UserId(3)


@dataclass
class Weekly:
    """A season on a Discord that keeps what was said, in which the nightly job is done each night."""

    line: Line
    direct: list[tuple[datetime, UserId, Message]] = field(default_factory=list[tuple[datetime, UserId, Message]])
    staff: list[tuple[datetime, Message]] = field(default_factory=list[tuple[datetime, Message]])

    def listen(self) -> None:
        do, clock = self.line.far.do, self.line.house.clock

        async def keep(effect: Effect) -> Outcome:
            if isinstance(effect, Direct) and effect.message.text.startswith("Hi ") and "may want a look" in effect.message.text:
                self.direct.append((clock.now(), effect.user, effect.message))
            if isinstance(effect, Post) and effect.channel == STAFF and "this week**" in effect.message.text:
                self.staff.append((clock.now(), effect.message))
            return Done(ChannelId(7000)) if isinstance(effect, OpenThread) else await do(effect)

        self.line.far.do = keep

    async def days(self, many: int) -> None:
        for _ in range(many):
            await self.line.house.made.cohort.weeks.nightly()
            await self.line.wait(timedelta(days=1))

    def to(self, user: UserId) -> list[str]:
        return [message.text for _, who, message in self.direct if who == user]


@pytest.fixture
async def weekly(house: House) -> Weekly:
    """The first round has begun a week ago (13 October 2026), and a Tuesday is it now."""
    made = Weekly(line_before(house))
    made.listen()
    return made


async def settle_all(weekly: Weekly) -> None:
    """Whatever might want a look is settled: texts, topics and hosts, and each pair has said how its month goes."""
    house = weekly.line.house
    async with house.store.read() as db:
        sessions, pairs = await db.sessions.of(house.cohort), await db.chevruta.published(house.cohort)
        people = {person.id: person.user for person in await db.cohorts.members(house.cohort)}
    for session in sessions:
        parts = {"topic": "Ruth", "teacher": "", "contact": "", "host": "Dana", "materials": ""}
        await house.made.group.details.edit(house.lead, session.id, **parts)
    for number in (1, 2, 3):
        await house.made.group.prompts.set_prompt(house.lead, house.cohort, number, "", "Who is not in the room?")
    for pair in pairs:
        user = people[pair.members[0]]
        assert user is not None
        for number in (1, 2, 3):
            await house.made.pair.checkins.answer(actor(int(user)), pair.id, number, Answer.MET)


async def test_a_facilitator_hears_on_monday_morning_on_their_own_clock_who_is_quiet_and_what_lacks(weekly: Weekly) -> None:
    house = weekly.line.house
    async with house.store.begin() as db:
        lead = await db.people.by_user(LEAD)
        assert lead is not None
        await db.people.set_zone(lead.id, "Asia/Jerusalem")
    await weekly.days(8)
    ((at, who, said),) = weekly.direct
    assert who == LEAD
    local = on_the_wall(at, "Asia/Jerusalem")
    assert (local.isoweekday(), local.hour) == (1, 9)
    assert "Quiet so far in round 1: Person 21 and Person 23; Person 22 and Person 24." in said.text
    assert "Still so" not in said.text
    assert ("today", (house.cohort,)) in acts(said)


async def test_the_staff_of_a_program_read_how_many_of_what_and_nobody_s_name(weekly: Weekly) -> None:
    await weekly.days(8)
    ((at, said),) = weekly.staff
    assert on_the_wall(at, "America/New_York").isoweekday() == 1
    assert "**Justice**: 2 pairs are quiet." in said.text
    assert "Person" not in said.text
    assert ("overview", (0,)) in acts(said)


async def test_two_answers_that_contradict_each_other_are_told_to_who_leads_and_to_no_staff_channel(weekly: Weekly) -> None:
    house = weekly.line.house
    await settle_all(weekly)
    partner = await partner_of(house, 21)
    assert partner.user is not None
    await house.made.pair.checkins.answer(actor(int(partner.user)), house.pair, 1, Answer.NOT_THIS_MONTH)
    await weekly.days(8)
    ((_, who, said),) = weekly.direct
    assert who == LEAD
    assert f"Two different answers in round 1, and neither is taken back: Person 21 and {partner.name}. A word from you" in said.text
    assert ("today", (house.cohort,)) in acts(said)
    assert weekly.staff == [], "others who lead read there"
    await house.made.pair.checkins.answer(actor(int(partner.user)), house.pair, 1, Answer.MET)
    await weekly.days(7)
    assert len(weekly.direct) == 1, "nothing is left to say"


async def test_nobody_hears_anything_in_a_week_in_which_there_is_nothing_to_say(weekly: Weekly) -> None:
    await settle_all(weekly)
    await weekly.days(22)
    assert (weekly.direct, weekly.staff) == ([], [])


async def test_what_still_stands_a_week_later_is_said_as_still_standing_and_what_is_over_is_not_said(weekly: Weekly) -> None:
    house = weekly.line.house
    await weekly.days(8)
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    async with house.store.begin() as db:
        await db.cohorts.set_link(house.cohort, "", house.clock.now())
    await weekly.line.overwrite(link=None)
    await weekly.days(7)
    first, second = weekly.to(LEAD)
    assert "Person 21" in first
    assert "Person 21" not in second
    new, still = second.split("Still so since I last wrote:")
    assert "no meeting link" in new
    assert "Quiet so far in round 1: Person 22 and Person 24." in still
    assert "**Justice**: no meeting link; the next session lacks a topic or a host" in weekly.staff[1][1].text
    assert "Still so since I last wrote: one pair is quiet" in weekly.staff[1][1].text


async def test_after_the_one_word_about_a_round_its_quiet_pairs_are_not_told_to_the_same_person_again(weekly: Weekly) -> None:
    async with weekly.line.house.store.read() as db:
        second = (await db.sessions.of(weekly.line.house.cohort))[1]
    await weekly.days((second.starts_at - weekly.line.house.clock.now()).days)
    assert await weekly.line.sent("word") == 1
    before = len(weekly.to(LEAD))
    await weekly.days(8)
    later = weekly.to(LEAD)[before:]
    assert not any("round 1" in text or "Round 1" in text for text in later)


async def test_after_a_round_of_which_no_word_went_out_the_pairs_that_said_nothing_are_named_with_the_command(weekly: Weekly) -> None:
    house = weekly.line.house
    who = Somebody(UserId(60), "Second")
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    await weekly.days((second.starts_at - house.clock.now()).days + 1)
    await house.made.program.facilitators.appoint(house.manager, house.cohort, who, {})
    await weekly.days(8)
    said = weekly.to(UserId(60))[0]
    assert "Round 1 is over, and I heard nothing from: Person 21 and Person 23; Person 22 and Person 24." in said
    assert "`/cohort progress`" in said


async def test_a_digest_comes_in_nobody_s_sacred_time_and_after_it_while_it_is_of_use(weekly: Weekly) -> None:
    house = weekly.line.house
    async with house.store.begin() as db:
        lead = await db.people.by_user(LEAD)
        assert lead is not None
        await db.people.set_observance(lead.id, Observance.TWO_DAY)
    house.clock.move_to(datetime(2027, 10, 9, 20, tzinfo=UTC))  # Monday the 11th is Yom Kippur
    async with house.store.begin() as db:
        await db.cohorts.set_link(house.cohort, "", house.clock.now())
    await weekly.line.overwrite(link=None)
    await weekly.days(6)
    ((at, _, _),) = weekly.direct
    local = on_the_wall(at, "America/New_York")
    assert (local.isoweekday(), local.hour) == (2, 9), "the morning after Yom Kippur"


async def test_whoever_takes_a_break_has_their_digest_when_they_are_back_and_it_knows_what_the_last_one_said(weekly: Weekly) -> None:
    house = weekly.line.house
    await weekly.days(8)
    async with house.store.begin() as db:
        lead = await db.people.by_user(LEAD)
        assert lead is not None
        until = house.clock.now() + timedelta(days=7)
        await db.people.pause(lead.id, until=LocalTime(until.date(), datetime.min.time().replace(hour=9), "America/New_York"))
    await weekly.days(16)
    (_, _, first), (at, _, second), *_ = weekly.direct
    assert on_the_wall(at, "America/New_York").date() == until.date()
    assert "Quiet so far in round 1" in first.text
    assert "Quiet so far in round 1" in second.text.split("Still so since I last wrote:")[1]


async def test_one_digest_covers_all_the_cohorts_that_somebody_leads_and_none_of_other_servers(line: Line) -> None:
    weekly = Weekly(line)
    weekly.listen()
    await full(line)
    await line.house.begin()
    async with line.house.store.begin() as db:
        lead = await db.people.by_user(LEAD)
        assert lead is not None
        for cohort in (*(await db.cohorts.on(HERE))[1:], *await db.cohorts.on(THERE)):
            await db.cohorts.add_facilitator(cohort.id, lead.id, line.house.clock.now())
            await db.cohorts.start(cohort.id, line.house.clock.now())
    await weekly.days(8)
    said = weekly.to(LEAD)
    assert len(said) == 2, "one of each program"
    assert any("**Chaplaincy**" in text and "**Theirs**" not in text for text in said)


async def test_planning_it_each_night_plans_it_once(weekly: Weekly) -> None:
    house = weekly.line.house
    for _ in range(3):
        await house.made.cohort.weeks.nightly()
    async with house.store.read() as db:
        program = await db.programs.on(HERE)
        assert program is not None
        rows = [row for row in await db.deliveries.of_program(program.id) if row.message in {"week", "program-week"}]
    assert len(rows) == 2
