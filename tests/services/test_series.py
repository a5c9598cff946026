"""A term is drafted whole and changes nothing until it is frozen; those who know other dates are named first, and told once."""

from datetime import date, time, timedelta

import pytest

from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import SessionState
from domain.joining.signups import ApplicationState
from messages.ground.dates import clock_words, date_words
from messages.ground.values import Choice
from messages.ground.words import moment
from messages.group import series as words
from services.group.series import Every, Frozen, Replacing, Rule, Series, Told
from tests.services.conftest import LINK, House, actor, let_stand, why
from tests.services.dated import DAYS, LATER, TUESDAYS, WEDNESDAYS, dates, draft, freeze, freeze_anew, told, told_files
from tests.services.waiting import Line, acts, begins, boards, full


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
        assert all(f"{moment(new.instant())} · " in text for new in after)
        assert all(f"(it was {moment(old.instant())})" in text for old in before)


async def test_whoever_is_told_of_other_dates_reads_what_was_added_and_what_is_gone_and_members_get_the_file(line: Line) -> None:
    await full(line, 25)
    await line.wait()
    before, files, letters = await dates(line), told_files(line), told(line)
    await freeze_anew(line, Rule(2, 1, "13:00", 3, "2026-10"))
    await line.wait(timedelta(minutes=1))
    await freeze_anew(line, Rule(2, 1, "13:00", 3, "2026-10"))
    await line.wait(DAYS)
    assert all(f"No longer: {moment(before[3].instant())}." in text and "(it was" not in text for _, text in letters)
    letters.clear()
    await freeze_anew(line, Rule(2, 1, "13:00", 5, "2026-10"))
    await line.wait(DAYS)
    assert len(letters) == 5
    added = (await dates(line))[3:]
    for _, text in letters:
        assert "No longer" not in text
        assert all(f"{moment(when.instant())} · {date_words(when)}, {clock_words(when)} (new)" in text for when in added)
    assert files == {21: 2, 22: 2, 23: 2, 24: 2, 25: 0}


async def test_of_two_changes_the_word_says_what_is_new_since_the_dates_that_were_known(line: Line) -> None:
    await full(line)
    await line.wait()
    before, letters = await dates(line), told(line)
    await freeze_anew(line, WEDNESDAYS)
    line.house.clock.move_to(line.house.clock.now() + timedelta(minutes=1))
    await freeze_anew(line, LATER)
    await line.wait(DAYS)
    assert len(letters) == 4
    assert all(f"(it was {moment(old.instant())})" in text for _, text in letters for old in before)


async def test_whoever_waited_in_a_line_that_has_ended_is_not_told_of_other_dates(line: Line) -> None:
    await full(line, 25)
    await line.house.begin()
    await line.wait(await begins(line) + timedelta(hours=3))
    letters = told(line)
    house, made = line.house, line.house.made.group.series
    await made.extend(house.lead, house.cohort, 1)
    shown = await let_stand(made, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    assert shown.told == Told(members=4)
    await freeze(line, shown)
    await line.wait(DAYS)
    assert sorted(user for user, _ in letters) == [21, 22, 23, 24]


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
    await freeze(line, shown)
    await line.wait(timedelta(hours=20))
    assert sorted(user for user, _ in letters) == [21, 22]
    assert all("The place is still held for you." in text for _, text in letters)
    said = words.dates_changed(words.NewDates(shown.cohort, "Noa", ApplicationState.OFFERED, ()))
    assert {"offer-yes", "withdraw"} < {act for act, _ in acts(said)}


async def test_a_change_that_is_not_the_one_that_was_shown_is_shown_first(line: Line) -> None:
    await full(line)
    shown = await draft(line, WEDNESDAYS)
    assert isinstance(shown, Replacing)
    await line.house.made.group.series.draft_series(line.house.lead, line.house.cohort, LATER)
    series = line.house.made.group.series
    page = await series.freeze(line.house.lead, line.house.cohort, shown.seen, shown.mark)
    assert isinstance(page, Series), "another draft is read first"
    shown = await series.freeze(line.house.lead, line.house.cohort, page.mark)
    assert isinstance(shown, Replacing)
    await line.leave(24)
    again = await series.freeze(line.house.lead, line.house.cohort, shown.seen, shown.mark)
    assert isinstance(again, Replacing), "other people would hear of it"
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


@pytest.mark.parametrize("typed", ["0000-10", "9999-12", "December 9999", "2300-01", "9999-12-31"])
async def test_a_month_of_a_year_that_cannot_be_meant_is_refused(empty: House, typed: str) -> None:
    assert await why(drafted(empty, Rule(2, 1, "13:00", 4, typed))) is Why.BAD_MONTH


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "31 December 9999"])
async def test_a_list_with_a_year_that_cannot_be_meant_is_refused(empty: House, typed: str) -> None:
    assert await why(empty.made.group.series.draft_dates(empty.lead, empty.cohort, f"2026-10-13\n{typed}", "13:00")) is Why.BAD_DATE


async def test_a_month_that_is_none_is_refused_with_advice_that_is_taken(empty: House) -> None:
    assert await why(drafted(empty, Rule(2, 1, "13:00", 4, "next month"))) is Why.BAD_MONTH
    assert await why(drafted(empty, Rule(2, 1, "13:00", 4, "2026-13"))) is Why.BAD_MONTH


async def test_the_worked_example_comes_out_with_its_findings_and_the_week_after_one_tap_away(empty: House) -> None:
    view = await empty.made.group.series.draft_series(empty.lead, empty.cohort, Rule(2, 1, "13:00", 8, "2026-10"))
    text = words.series(view).text
    assert "**Justice: 8 sessions, October 13, 2026 to May 11, 2027**" in text
    days = (
        "October 13, 2026 · 2 Cheshvan 5787", "November 10, 2026", "December 8, 2026", "January 12, 2027", "February 9, 2027",
        "March 9, 2027", "April 13, 2027", "May 11, 2027",
    )  # fmt: skip
    for number, day in enumerate(days, start=1):
        assert f"{number}. Tuesday, {day}" in text
    assert [one.when.date for one in view.dates if one.level] == [date(2026, 12, 8), date(2027, 5, 11)]
    assert "> Chanukah (minor)\n> Better: Tue, Dec 15; " in text
    assert "> Yom HaZikaron (serious)\n> Better: Tue, May 18; " in text
    view, new = await empty.made.group.series.swap_date(empty.lead, empty.cohort, date(2027, 5, 11), time(13), date(2027, 5, 18))
    assert new.date == date(2027, 5, 18)
    assert "8. Tuesday, May 18, 2027" in words.series(view).text


async def test_its_next_year_meets_pesach_and_the_two_weeks_in_which_only_new_york_has_changed(line: Line) -> None:
    house = line.house
    for user, zone in ((21, "New York"), (22, "London"), (23, "Jerusalem")):
        await house.apply(user, zone)
    text = await drafted(house, Rule(2, 1, "13:00", 8, "2027-10"))
    assert "1. Tuesday, October 12, 2027 · 11 Tishrei 5788\n> the day after Yom Kippur (minor, 3 of 3 people); " in text
    assert "7. Tuesday, April 11, 2028 · 15 Nisan 5788" in text
    assert "On people's own clocks: New York 1:00 pm (1), Jerusalem 8:00 pm (1), London 6:00 pm (1)." in text
    assert "6. Tuesday, March 14, 2028" in text
    assert "> This time the clocks elsewhere are different: Jerusalem 7:00 pm, London 5:00 pm." in text
    assert "Pesach, first day (not a day to meet, 3 of 3 people)" in text
    assert text.count("clocks elsewhere are different") == 1


async def test_a_session_at_the_hours_of_another_cohort_says_how_many_are_in_both(line: Line) -> None:
    await full(line)
    other = House(line.house.made, line.house.clock, CohortId(2))
    await other.made.group.series.draft_series(actor(4), other.cohort, Rule(2, 1, "14:00", 2, "2026-11"))
    await let_stand(other.made.group.series, actor(4), other.cohort)
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
    assert await why(series.swap_date(empty.lead, empty.cohort, date(2026, 10, 14), time(13), date(2026, 10, 15))) is Why.STALE
    assert await why(series.swap_date(empty.lead, empty.cohort, date(2026, 10, 13), time(13), date(2026, 11, 10))) is Why.STALE
    assert await why(series.swap_date(empty.lead, empty.cohort, date(2026, 10, 13), time(13), date(2026, 8, 11))) is Why.DATE_PAST


async def test_a_term_does_not_begin_while_people_may_still_sign_up(line: Line) -> None:
    series = line.house.made.group.series
    await series.draft_dates(line.house.lead, line.house.cohort, "2026-09-15\n2026-10-13", "13:00")
    assert await why(let_stand(series, line.house.lead, line.house.cohort)) is Why.BEGINS_BEFORE, "sign-up closes on the twentieth"
    assert (await dates(line))[0].date == date(2026, 10, 13)


async def test_a_draft_that_somebody_else_has_changed_is_shown_again_before_it_stands(empty: House) -> None:
    series = empty.made.group.series
    page = await series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    await series.draft_series(empty.manager, empty.cohort, WEDNESDAYS)
    again = await series.freeze(empty.lead, empty.cohort, page.mark)
    assert isinstance(again, Series)
    async with empty.store.read() as db:
        assert await db.sessions.of(empty.cohort) == []
    assert isinstance(await series.freeze(empty.lead, empty.cohort, again.mark), Frozen)


async def test_a_date_that_was_drafted_as_it_stood_moves_and_goes_with_its_session(empty: House) -> None:
    series, sessions = empty.made.group.series, empty.made.group.sessions
    await series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    await let_stand(series, empty.lead, empty.cohort)
    await series.draft_series(empty.lead, empty.cohort, TUESDAYS)
    page, _ = await series.swap_date(empty.lead, empty.cohort, date(2026, 12, 8), time(13), date(2026, 12, 15))
    await sessions.move(empty.manager, empty.cohort, 2, 0, "2026-11-11", "14:00")
    await sessions.cancel(empty.manager, empty.cohort, 4, 0)
    form = await series.dates_form(empty.lead, empty.cohort)
    assert form.fields[0].value == "2026-10-13\n2026-11-11 14:00\n2026-12-15"
    again = await series.freeze(empty.lead, empty.cohort, page.mark)
    assert isinstance(again, Series)
    done = await series.freeze(empty.lead, empty.cohort, again.mark)
    assert isinstance(done, Frozen)
    async with empty.store.read() as db:
        stand = [one.when.date.isoformat() for one in await db.sessions.of(empty.cohort)]
    assert stand == ["2026-10-13", "2026-11-11", "2026-12-15"]


async def test_a_series_at_night_is_asked_back_and_one_in_the_day_is_not(empty: House) -> None:
    """03:00 was meant as 3 pm, and passed without a word."""
    night = await drafted(empty, Rule(2, 1, "03:00", 4, "2026-10"))
    assert "4 sessions begin at night (8:30 pm to 9 am) at home. If that is a slip, draft it again" in night
    assert "at night" not in await drafted(empty, Rule(2, 1, "3pm", 4, "2026-10"))


async def test_two_sessions_on_one_day_are_two_and_either_takes_another_date(empty: House) -> None:
    """Discord refused the page, since the other dates of both were one option each."""
    series = empty.made.group.series
    view = await series.draft_dates(empty.lead, empty.cohort, "2027-01-15 15:00\n2027-01-15 19:00\n2027-02-16", "15:00")
    (chooser,) = (row for row in words.series(view).rows if isinstance(row, Choice))
    values = [option.value for option in chooser.options]
    assert len(set(values)) == len(values) == 6
    view, new = await series.swap_date(empty.lead, empty.cohort, date(2027, 1, 15), time(19), date(2027, 1, 22))
    assert new.time == time(19)
    assert [(when.date.day, when.time.hour) for when in view.times[:2]] == [(15, 15), (22, 19)]


async def test_a_session_that_begins_while_another_is_going_on_is_refused(empty: House) -> None:
    with pytest.raises(Refusal) as no:
        await empty.made.group.series.draft_dates(empty.lead, empty.cohort, "2027-02-16 13:00\n2027-02-16 13:30\n2027-03-16", "13:00")
    assert (no.value.why, no.value.facts["number"]) == (Why.TIME_TAKEN, 1)


async def of_amos(line: Line, session: int) -> None:
    """A facilitator says what that session is about."""
    house = line.house
    async with house.store.read() as db:
        found = (await db.sessions.of(house.cohort))[session - 1]
    await house.made.group.details.edit(house.lead, found.id, topic="Amos", teacher="", contact="", host="", materials="")


async def test_a_date_that_stays_keeps_its_topic_and_its_place_in_calendars_when_an_earlier_one_goes(line: Line) -> None:
    """The topic of 13 October became that of 10 November, and the last session stayed in calendars though nobody met then."""
    await full(line)
    house, series = line.house, line.house.made.group.series
    await of_amos(line, 2)
    before = await house.made.own.calendars.own(actor(21))
    await series.draft_dates(house.lead, house.cohort, "2026-11-10\n2026-12-08\n2027-01-12", "13:00")
    shown = await let_stand(series, house.lead, house.cohort)
    assert isinstance(shown, Replacing)
    assert "What was entered" not in words.replacing(shown).text
    await freeze(line, shown)
    after = {entry.session.id: entry.session for entry in (await house.made.own.calendars.own(actor(21))).entries}
    first, second, *_ = (entry.session for entry in before.entries)
    assert after[second.id].when == second.when
    assert (after[second.id].number, after[second.id].topic, after[second.id].revision) == (1, "Amos", 0)
    assert (after[first.id].state, after[first.id].when, after[first.id].revision) == (SessionState.CANCELLED, first.when, 1)
    assert set(after) == {entry.session.id for entry in before.entries}, "no event is left in a calendar without a word"


async def test_staff_read_first_where_the_topic_of_a_date_that_goes_will_be(line: Line) -> None:
    house, series = line.house, line.house.made.group.series
    await of_amos(line, 1)
    for typed, said in (
        ("2026-10-20\n2026-11-10\n2026-12-08\n2027-01-12", "“Amos” of Tue 13 Oct goes to Tue 20 Oct"),
        ("2026-11-10\n2026-12-08\n2027-01-12", "“Amos” of Tue 13 Oct is lost with its date"),
    ):
        view = await series.draft_dates(house.lead, house.cohort, typed, "13:00")
        shown = await series.freeze(house.lead, house.cohort, view.mark)
        assert isinstance(shown, Replacing), "though nobody has to be told"
        assert said in words.replacing(shown).text
    await freeze(line, shown)
    async with house.store.read() as db:
        assert [one.topic for one in await db.sessions.of(house.cohort)] == [None] * 3
