"""Dates that are drafted anew change nothing until they are frozen; those who know others are named first, and told once."""

from datetime import timedelta

from domain.ground.refusal import Why
from domain.ground.times import LocalTime
from domain.joining.signups import ApplicationState
from messages.ground.words import moment
from messages.group import series as words
from messages.group.sessions import date_words
from services.ground.ports import Direct, Effect, Outcome
from services.group.series import Frozen, Replacing, Rule, Told
from tests.services.conftest import LINK, why
from tests.services.waiting import Line, acts, boards, full

TUESDAYS = Rule(2, 1, "13:00", 4, "2026-10")  # as the house opens
WEDNESDAYS = Rule(3, 2, "13:00", 4, "2026-10")
LATER = Rule(1, 2, "13:00", 4, "2026-11")
DAYS = timedelta(days=3)  # in which whatever is to be said has been said


async def draft(line: Line, rule: Rule) -> Frozen | Replacing:
    """A facilitator drafts those dates and presses that they stand."""
    house = line.house
    await house.made.group.series.draft_series(house.lead, house.cohort, rule)
    return await house.made.group.series.freeze(house.lead, house.cohort)


async def freeze_anew(line: Line, rule: Rule) -> str:
    """And says that people may be told, should any know other dates; gives what they read then."""
    shown = await draft(line, rule)
    return await freeze(line, shown.mark if isinstance(shown, Replacing) else None)


async def freeze(line: Line, mark: int | None = None) -> str:
    done = await line.house.made.group.series.freeze(line.house.lead, line.house.cohort, mark)
    assert isinstance(done, Frozen)
    return words.frozen(done).text


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
    assert "5 people are told of the new dates." in await freeze_anew(line, WEDNESDAYS)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24, 25], "25 waits for a place, and read the dates on the board"
    after = await dates(line)
    assert not {when.date for when in before} & {when.date for when in after}
    for _, text in letters:
        assert all(date_words(when) in text for when in after)
        assert not any(date_words(when) in text for when in before)


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
    assert "Nobody had to be told." in await freeze_anew(line, TUESDAYS)
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
    assert "4 people are told" in await freeze_anew(line, LATER)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]
    stand = await dates(line)
    assert all(date_words(when) in text for _, text in letters for when in stand)


async def test_the_board_of_an_open_cohort_shows_the_new_first_session(line: Line) -> None:
    shown = boards(line)
    await line.wait()
    before = (await dates(line))[0].instant()
    assert moment(before) in shown[-1]
    assert "Nobody had to be told." in await freeze_anew(line, WEDNESDAYS), "nobody has applied yet"
    await line.wait()
    after = (await dates(line))[0].instant()
    assert moment(after) in shown[-1]
    assert moment(before) not in shown[-1]


async def test_a_draft_changes_nothing_of_the_dates_that_stand(line: Line) -> None:
    """Drafting once unfixed them: the cohort could not begin, and whoever froze the draft took away dates that letters had named."""
    await full(line)
    before = await dates(line)
    house = line.house
    await house.made.group.series.draft_series(house.lead, house.cohort, WEDNESDAYS)
    async with house.store.read() as db:
        cohort = await db.cohorts.get(house.cohort)
    assert cohort is not None
    assert cohort.frozen_at is not None
    assert await dates(line) == before
    await house.begin()
    async with house.store.read() as db:
        assert [one.when for one in await db.sessions.of(house.cohort)] == before


async def test_staff_read_who_is_told_before_dates_are_replaced_and_until_then_nothing_changes(line: Line) -> None:
    await full(line, 25, 26)
    before, letters = await dates(line), told(line)
    shown = await draft(line, WEDNESDAYS)
    assert isinstance(shown, Replacing)
    assert shown.told == Told(members=4, applied=2)
    text = words.replacing(shown).text
    assert "No longer: Tue 13 Oct 2026, 13:00; Tue 10 Nov 2026, 13:00" in text
    assert "New: Wed 21 Oct 2026, 13:00; Wed 18 Nov 2026, 13:00" in text
    assert "4 people with a place and 2 people who have applied hear of it" in text
    await line.wait(DAYS)
    assert letters == []
    assert await dates(line) == before


async def test_somebody_who_is_offered_a_place_hears_of_the_new_dates_with_the_two_buttons_of_their_offer(line: Line) -> None:
    for user in (21, 22):
        await line.house.apply(user)
    await line.house.made.joining.selection.draft(line.house.lead, line.house.cohort)
    preview = await line.house.made.joining.selection.preview(line.house.lead, line.house.cohort)
    await line.house.made.joining.selection.publish(line.house.lead, line.house.cohort, preview.fingerprint)
    assert isinstance(await draft(line, WEDNESDAYS), Frozen), "their letters have not gone out, and will name the new dates"
    await line.wait()
    letters = told(line)
    shown = await draft(line, LATER)
    assert isinstance(shown, Replacing)
    assert shown.told == Told(offered=2)
    await freeze(line, shown.mark)
    await line.wait(timedelta(hours=20))
    assert sorted(user for user, _ in letters) == [21, 22]
    assert all("The place is still held for you." in text for _, text in letters)
    said = words.dates_changed(shown.cohort, "Noa", [], ApplicationState.OFFERED)
    assert {"offer-yes", "withdraw"} < {act for act, _ in acts(said)}


async def test_a_change_that_is_not_the_one_that_was_shown_is_shown_first(line: Line) -> None:
    await full(line)
    shown = await draft(line, WEDNESDAYS)
    assert isinstance(shown, Replacing)
    await line.house.made.group.series.draft_series(line.house.lead, line.house.cohort, LATER)
    again = await line.house.made.group.series.freeze(line.house.lead, line.house.cohort, shown.mark)
    assert isinstance(again, Replacing)
    assert again.mark != shown.mark


async def test_a_session_keeps_its_place_and_its_members_when_the_series_gets_other_dates(line: Line) -> None:
    await full(line)
    async with line.house.store.read() as db:
        before = [one.id for one in await db.sessions.of(line.house.cohort)]
    await line.house.made.group.sessions.move(line.house.lead, line.house.cohort, 2, 0, "2026-11-11", "13:00")
    await line.house.made.group.sessions.cancel(line.house.lead, line.house.cohort, 3, 0)
    await freeze_anew(line, Rule(3, 2, "13:00", 5, "2026-10"))
    async with line.house.store.read() as db:
        after = await db.sessions.of(line.house.cohort)
    assert [one.id for one in after][:3] == [before[0], before[1], before[3]]
    assert [one.number for one in after] == [1, 2, 3, 4, 5]
    assert [one.revision for one in after] == [1, 2, 1, 0, 0]


async def test_a_series_is_not_drafted_for_a_group_that_has_met(line: Line) -> None:
    house = line.house
    await full(line)
    await house.made.group.sessions.set_link(house.lead, house.cohort, LINK)
    await house.begin()
    assert await why(house.made.group.series.draft_series(house.lead, house.cohort, WEDNESDAYS)) is Why.FROZEN
