"""A term is drafted whole and changes nothing until it is frozen; those who know other dates are named first, and told once."""

from datetime import date, timedelta

import pytest

from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import ApplicationState
from messages.ground.dates import date_words
from messages.ground.words import moment
from messages.group import series as words
from services.group.series import Every, Frozen, Replacing, Rule, Told
from tests.services.conftest import LINK, House, actor, why
from tests.services.dated import DAYS, LATER, TUESDAYS, WEDNESDAYS, dates, draft, freeze, freeze_anew, told
from tests.services.waiting import Line, acts, boards, full


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
    assert "No longer: Tue, Oct 13, 2026, 1:00 pm; Tue, Nov 10, 2026, 1:00 pm" in text
    assert "New: Wed, Oct 21, 2026, 1:00 pm; Wed, Nov 18, 2026, 1:00 pm" in text
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


async def drafted(house: House, rule: Rule) -> str:
    """The first page that a facilitator reads."""
    return words.series(await house.made.group.series.draft_series(house.lead, house.cohort, rule)).text


async def test_a_draft_on_the_last_of_august_proposes_nothing_that_is_over(empty: House) -> None:
    """On 31 August a session of 6 September, in the busy season, was offered 23 August alone."""
    text = await drafted(empty, Rule(1, 6, "13:00", 2, "2026-09"))
    assert "1. Sunday, September 6, 2026" in text
    assert "Aug 23" not in text


async def test_a_series_that_has_begun_is_refused_with_a_month_that_is_taken(empty: House) -> None:
    with pytest.raises(Refusal) as no:
        await drafted(empty, Rule(2, 1, "13:00", 4, "2020-01"))
    assert (no.value.why, no.value.facts["month"]) == (Why.DATE_PAST, "2026-09")
    assert "1. Tuesday, September 8, 2026" in await drafted(empty, Rule(2, 1, "13:00", 4, str(no.value.facts["month"])))


@pytest.mark.parametrize("typed", ["2026-10", " 2026-10-15 ", "October 2026", "oct 2026", "15 October 2026"])
async def test_a_month_is_understood_as_people_write_it(empty: House, typed: str) -> None:
    assert "1. Tuesday, October 13, 2026 · 2 Cheshvan 5787" in await drafted(empty, Rule(2, 1, "13:00", 4, typed))


async def test_a_month_that_is_none_is_refused_with_advice_that_is_taken(empty: House) -> None:
    assert await why(drafted(empty, Rule(2, 1, "13:00", 4, "next month"))) is Why.BAD_MONTH
    assert await why(drafted(empty, Rule(2, 1, "13:00", 4, "2026-13"))) is Why.BAD_MONTH


async def test_the_worked_example_comes_out_with_its_findings_and_the_week_after_one_tap_away(empty: House) -> None:
    view = await empty.made.group.series.draft_series(empty.lead, empty.cohort, Rule(2, 1, "13:00", 8, "2026-10"))
    text = words.series(view).text
    assert "**Justice: 8 sessions, October 13, 2026 to May 11, 2027**" in text
    for number, day in enumerate(
        ("October 13, 2026 · 2 Cheshvan 5787", "November 10, 2026", "December 8, 2026", "January 12, 2027"), start=1
    ):
        assert f"{number}. Tuesday, {day}" in text
    assert [one.when.date for one in view.dates if one.level] == [date(2026, 12, 8), date(2027, 5, 11)]
    assert "> Chanukah (minor)\n> Better: Tue, Dec 15; " in text
    assert "> Yom HaZikaron (serious)\n> Better: Tue, May 18; " in text
    view, new = await empty.made.group.series.swap_date(empty.lead, empty.cohort, date(2027, 5, 11), date(2027, 5, 18))
    assert new.date == date(2027, 5, 18)
    assert "8. Tuesday, May 18, 2027" in words.series(view).text


async def test_its_next_year_meets_pesach_and_the_two_weeks_in_which_only_new_york_has_changed(line: Line) -> None:
    house = line.house
    for user, zone in ((21, "New York"), (22, "London"), (23, "Jerusalem")):
        await house.apply(user, zone)
    text = await drafted(house, Rule(2, 1, "13:00", 8, "2027-10"))
    assert "On people's own clocks: New York 1:00 pm (1), Jerusalem 8:00 pm (1), London 6:00 pm (1)." in text
    assert "6. Tuesday, March 14, 2028" in text
    assert "> This time the clocks elsewhere are different: Jerusalem 7:00 pm, London 5:00 pm." in text
    assert "Pesach, first day (not a day to meet, 3 of 3 people)" in text
    assert text.count("clocks elsewhere are different") == 1


async def test_a_session_at_the_hours_of_another_cohort_says_how_many_are_in_both(line: Line) -> None:
    await full(line)
    other = House(line.house.made, line.house.clock, CohortId(2))
    await other.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, "14:00", 2, "2026-11"))
    await other.made.group.series.freeze(actor(4), other.cohort)
    async with other.store.begin() as db:
        for user in (21, 22):
            person = await db.people.by_user(actor(user).user)
            assert person is not None
            await db.cohorts.add_member(other.cohort, person.id, other.clock.now())
    text = await drafted(line.house, TUESDAYS)
    assert text.count("> At the same time as Chaplaincy (2 people are in both).") == 2


async def test_a_series_may_go_by_weeks(empty: House) -> None:
    text = words.series(await empty.made.group.series.draft_every(empty.lead, empty.cohort, Every(2, "2026-11-04", "1pm", 3))).text
    assert [f"{n}. Wednesday, {day}," in text for n, day in enumerate(("November 4", "November 18", "December 2"), start=1)] == [True] * 3
    assert await why(empty.made.group.series.draft_every(empty.lead, empty.cohort, Every(9, "2026-11-04", "13:00", 3))) is Why.BAD_NUMBER
    assert await why(empty.made.group.series.draft_every(empty.lead, empty.cohort, Every(2, "2026-07-01", "13:00", 3))) is Why.DATE_PAST


async def test_a_term_may_be_a_list_in_any_order_and_the_form_gives_it_back(empty: House) -> None:
    series = empty.made.group.series
    typed = "2026-12-01\n13 October 2026\nTuesday, Nov 10, 2026 at 6:30 pm\n\n2026-10-13"
    text = words.series(await series.draft_dates(empty.lead, empty.cohort, typed, "13:00")).text
    assert "1. Tuesday, October 13, 2026 · 2 Cheshvan 5787 · 1:00 pm" in text
    assert "2. Tuesday, November 10, 2026 · evening of 1 Kislev 5787 · 6:30 pm" in text
    assert "**Justice: 3 sessions" in text
    fields = {field.name: field.value for field in (await series.dates_form(empty.lead, empty.cohort)).fields}
    assert fields == {"dates": "October 13, 2026\nNovember 10, 2026 6:30 pm\nDecember 1, 2026", "clock": "1:00 pm"}
    with pytest.raises(Refusal) as no:
        await series.draft_dates(empty.lead, empty.cohort, "2026-10-13\nthe tenth of never", "13:00")
    assert (no.value.why, no.value.facts["typed"]) == (Why.BAD_DATE, "the tenth of never")
    assert await why(series.draft_dates(empty.lead, empty.cohort, "2026-10-13", "13:00")) is Why.BAD_SERIES


async def test_a_choice_of_a_page_that_is_out_of_date_swaps_no_other_session(empty: House) -> None:
    series = empty.made.group.series
    await series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    assert await why(series.swap_date(empty.lead, empty.cohort, date(2026, 10, 14), date(2026, 10, 15))) is Why.STALE
    assert await why(series.swap_date(empty.lead, empty.cohort, date(2026, 10, 13), date(2026, 11, 10))) is Why.STALE
    assert await why(series.swap_date(empty.lead, empty.cohort, date(2026, 10, 13), date(2026, 8, 11))) is Why.DATE_PAST


async def test_a_term_does_not_begin_while_people_may_still_sign_up(line: Line) -> None:
    series = line.house.made.group.series
    await series.draft_dates(line.house.lead, line.house.cohort, "2026-09-15\n2026-10-13", "13:00")
    assert await why(series.freeze(line.house.lead, line.house.cohort)) is Why.BEGINS_BEFORE, "sign-up closes on the twentieth"
    assert (await dates(line))[0].date == date(2026, 10, 13)
