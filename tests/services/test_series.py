"""Dates that are frozen anew: members are told once, the same dates again are no news, and the board shows what stands."""

from datetime import timedelta

from domain.ground.times import LocalTime
from messages.ground.words import moment
from messages.group import sessions as words
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Rule
from tests.services.waiting import Line, boards, full

TUESDAYS = Rule(2, 1, "13:00", 4, "2026-10")  # as the house opens
WEDNESDAYS = Rule(3, 2, "13:00", 4, "2026-10")
LATER = Rule(1, 2, "13:00", 4, "2026-11")
DAYS = timedelta(days=3)  # in which whatever is to be said has been said


async def freeze_anew(line: Line, rule: Rule) -> str:
    """A facilitator drafts those dates and says that they stand; gives what they read."""
    house = line.house
    await house.made.group.series.draft_series(house.lead, house.cohort, rule)
    return await freeze(line)


async def freeze(line: Line) -> str:
    return words.frozen(*await line.house.made.group.series.freeze(line.house.lead, line.house.cohort)).text


async def dates(line: Line) -> list[LocalTime]:
    """Those that stand."""
    async with line.house.store.read() as db:
        return [session.when for session in await db.sessions.of(line.house.cohort)]


def told(line: Line) -> list[tuple[int, str]]:
    """Who is told from now on that the dates have changed, and in which words."""
    letters, do = list[tuple[int, str]](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Direct) and "The dates of **Justice** have changed." in effect.message.text:
            letters.append((int(effect.user), effect.message.text))
        return await do(effect)

    line.far.do = keep
    return letters


async def test_members_are_told_once_of_dates_that_changed_before_the_start(line: Line) -> None:
    await full(line, 25)
    await line.wait()
    before, letters = await dates(line), told(line)
    assert "4 people with a place are told of the new dates." in await freeze_anew(line, WEDNESDAYS)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24], "25 waits for a place, and was told no dates"
    after = await dates(line)
    assert not {when.date for when in before} & {when.date for when in after}
    for _, text in letters:
        assert all(words.date_words(when) in text for when in after)
        assert not any(words.date_words(when) in text for when in before)


async def test_a_facilitator_who_presses_twice_reads_the_same_and_members_hear_it_once(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    receipt = await freeze_anew(line, WEDNESDAYS)
    assert await freeze(line) == receipt
    await line.wait(DAYS)
    assert await freeze(line) == receipt
    await line.wait(DAYS)
    assert len(letters) == 4


async def test_the_same_dates_frozen_again_are_told_to_nobody(line: Line) -> None:
    await full(line)
    await line.wait()
    before, letters = await dates(line), told(line)
    assert "told" not in await freeze_anew(line, TUESDAYS)
    await line.wait(DAYS)
    assert await dates(line) == before
    assert letters == []


async def test_a_member_who_has_left_before_the_word_goes_out_is_not_told(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    await freeze_anew(line, WEDNESDAYS)
    await line.leave(24)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23]


async def test_of_two_changes_before_any_word_went_out_members_hear_once_and_of_the_dates_that_stand(line: Line) -> None:
    await full(line)
    await line.wait()
    letters = told(line)
    await freeze_anew(line, WEDNESDAYS)
    line.house.clock.move_to(line.house.clock.now() + timedelta(minutes=1))
    assert "4 people with a place" in await freeze_anew(line, LATER)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    stand = await dates(line)
    assert all(words.date_words(when) in text for _, text in letters for when in stand)


async def test_the_board_of_an_open_cohort_shows_the_new_first_session(line: Line) -> None:
    shown = boards(line)
    await line.wait()
    before = (await dates(line))[0].instant()
    assert moment(before) in shown[-1]
    assert "told" not in await freeze_anew(line, WEDNESDAYS), "nobody has a place yet"
    await line.wait()
    after = (await dates(line))[0].instant()
    assert moment(after) in shown[-1]
    assert moment(before) not in shown[-1]
