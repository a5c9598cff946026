"""Drafts of a term: by rule, by weeks or as a list, what is said of each date, and what is refused."""

from datetime import date, time

import pytest

from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal, Why
from messages.ground.refusals import refusal
from messages.ground.values import Choice
from messages.group import series as words
from services.group.series import Every, Frozen, Rule, Series
from tests.services.conftest import House, actor, let_stand, why
from tests.services.dated import TUESDAYS, WEDNESDAYS, dates
from tests.services.waiting import Line, full


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


async def test_a_weekday_that_is_not_that_of_its_date_is_asked_back_with_both_readings(empty: House) -> None:
    series = empty.made.group.series
    with pytest.raises(Refusal) as no:
        await series.draft_dates(empty.lead, empty.cohort, "Tuesday, October 13, 2026\nSunday, November 10, 2026 at 6pm", "13:00")
    assert no.value.why is Why.OTHER_WEEKDAY
    assert "November 10, 2026 is a Tuesday, and you wrote Sunday." in refusal(no.value).text
    assert "Did you mean Tuesday, November 10, 2026, or Sunday, November 8, 2026?" in refusal(no.value).text
    await empty.open()
    moved = empty.made.group.sessions.preview_move(empty.lead, empty.cohort, 2, "Wed 12 November 2026", "13:00")
    assert await why(moved) is Why.OTHER_WEEKDAY
    assert "1. Tuesday, October 13, 2026" in await drafted(empty, Rule(2, 1, "13:00", 4, "Sunday, October 13, 2026")), (
        "of a month it says nothing"
    )


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
    assert form.fields[0].value == "October 13, 2026\nNovember 11, 2026 2:00 pm\nDecember 15, 2026"
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
    assert "4 sessions begin at night (8:30 pm to 9:00 am) at home. If that is a slip, draft it again" in night
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
