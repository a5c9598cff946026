"""The page for today: whatever lacks something is on it, and each thing has its next step."""

import re
from datetime import timedelta

from domain.pair.checkins import Answer
from messages.cohort import cohorts as words
from messages.cohort import silence
from messages.ground.values import Message
from tests.services.conftest import House, actor
from tests.services.rounds import partner_of, turns_of
from tests.services.waiting import Line, acts, full


async def page(house: House) -> Message:
    return words.today(await house.made.cohort.cohorts.today(house.lead, house.cohort))


async def test_whoever_is_left_by_a_partner_and_whoever_comes_late_are_named_with_how_they_go_on(line: Line) -> None:
    house = line.house
    await full(line, 25)
    await house.begin()
    assert "Without a" not in (await page(house)).text
    await house.made.joining.signups.withdraw(actor(24), house.cohort)
    assert "(asked whether to study as three or wait). `/cohort pairs` shows who could study with them." in (await page(house)).text
    await house.made.joining.waitlist.accept(actor(25), house.cohort)
    assert "and Person 25 (waits)." in (await page(house)).text


async def test_a_partner_who_is_left_behind_is_named_with_the_next_step(house: House) -> None:
    await house.made.joining.signups.withdraw(actor(22), house.cohort)
    async with house.store.read() as db:
        pairs = await db.chevruta.published(house.cohort)
        names = {person.id: person.name for person in await db.cohorts.members(house.cohort)}
    broken = next(pair for pair in pairs if any(one not in names for one in pair.members))
    (left,) = [names[one] for one in broken.members if one in names]
    text = (await page(house)).text
    assert f"Without a partner: {left} (asked whether to study as three or wait)." in text


async def test_a_session_without_topic_and_host_is_one_tap_from_its_form(house: House) -> None:
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
    said = await page(house)
    assert "Session 2" in said.text
    assert "still lacks its topic and who hosts it" in said.text
    assert ("session-edit", (second.id,)) in acts(said)
    parts = {"topic": "Ruth", "teacher": "", "contact": "", "host": "Dana", "materials": ""}
    await house.made.group.details.edit(house.lead, second.id, **parts)
    assert "still lacks" not in (await page(house)).text


async def test_a_round_without_a_text_and_a_cohort_without_a_link_are_one_tap_from_their_forms(line: Line) -> None:
    house = line.house
    await full(line)
    await house.begin()
    said = await page(house)
    assert ("prompt-write", (house.cohort, 1)) in acts(said)
    assert ("progress", (house.cohort, 0)) in acts(said)
    assert ("session-link-form", (house.cohort,)) not in acts(said)
    await line.overwrite(link=None)
    assert ("session-link-form", (house.cohort,)) in acts(await page(house))


async def test_after_a_round_the_pairs_that_said_nothing_are_named_until_two_weeks_have_passed(house: House) -> None:
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    async with house.store.read() as db:
        second = (await db.sessions.of(house.cohort))[1]
        mine = next(pair for pair in await db.chevruta.published(house.cohort) if pair.id == house.pair)
        others = [one.name for one in await db.cohorts.members(house.cohort) if one.id not in mine.members]
    assert "is over, and I heard nothing from" not in (await page(house)).text
    house.clock.move_to(second.starts_at + timedelta(minutes=1))
    text = (await page(house)).text
    assert "Round 1 is over, and I heard nothing from:\n· " in text
    assert all(name in text.split("heard nothing from:")[1].split("Next:")[0] for name in others)
    assert "`/cohort progress`" in text
    house.clock.move_to(second.starts_at + timedelta(days=15))
    await turns_of(house).run_due()
    assert "Round 1 is over" not in (await page(house)).text


async def test_words_to_copy_are_one_tap_away_for_each_pair_that_is_named_and_say_of_nobody_what_they_said(house: House) -> None:
    assert ("words-ready", (house.cohort,)) in acts(await page(house))
    quiet = silence.ready(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert quiet.count("> ") == 2
    assert "If this isn't the month for studying, that's fine" in quiet
    await house.made.pair.checkins.answer(actor(21), house.pair, 1, Answer.MET)
    partner = await partner_of(house, 21)
    await house.made.pair.checkins.answer(partner, house.pair, 1, Answer.NOT_THIS_MONTH)
    text = silence.ready(await house.made.cohort.cohorts.today(house.lead, house.cohort)).text
    assert text.count("> ") == 2
    assert "Whatever you settle on, either of you can tell the bot" in text
    assert not re.search("met|month off|not this month", text, re.IGNORECASE)
