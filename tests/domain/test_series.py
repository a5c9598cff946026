"""A season's dates are the ones people agreed on, whatever their clocks do, and a clash always comes with better dates."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from time import process_time
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.days import MOURNING, Finding, Level
from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot, sunset
from domain.ground.times import LocalTime, on_the_wall
from domain.group.series import (
    MOST_SESSIONS,
    EveryWeeks,
    Recurrence,
    clashes,
    clock_changes,
    clocks,
    further,
    longer_than_a_year,
    looked_at,
    not_past,
    sessions,
    weigh,
)
from domain.program.dates import Almanac
from tests.for_each import for_each

DATA = Path(__file__).parents[1] / "data"
NEW_YORK = "America/New_York"
WEEKDAYS = {"Sun": 6, "Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3}
RABBI = PersonQuiet(NEW_YORK, Observance.TWO_DAY)
NOW = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)


def second_tuesdays(year: int) -> tuple[LocalTime, ...]:
    return sessions(Recurrence(2, 1, time(13), NEW_YORK, date(year, 10, 5), 8))


def days(times: tuple[LocalTime, ...]) -> list[date]:
    return [when.date for when in times]


def test_every_nth_weekday_of_a_year_falls_where_an_independent_table_has_it() -> None:
    with (DATA / "series_5787.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for (nth, weekday), group in groupby(rows, key=lambda row: (row["nth"], row["weekday"])):
        expected = [date.fromisoformat(row["date"]) for row in group]
        recurrence = Recurrence(-1 if nth == "last" else int(nth), WEEKDAYS[weekday], time(13), NEW_YORK, expected[0], len(expected))
        assert days(sessions(recurrence)) == expected


def test_second_tuesdays_of_5787_in_new_york() -> None:
    assert days(second_tuesdays(2026)) == [
        date(2026, 10, 13), date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12),
        date(2027, 2, 9), date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11),
    ]  # fmt: skip


def test_the_clashes_of_5787_are_chanukah_and_yom_hazikaron_each_with_the_week_after() -> None:
    found = [clash for clash in clashes(second_tuesdays(2026), [RABBI], 75, NOW) if clash]

    chanukah, memorial = found
    assert (chanukah.when.date, chanukah.level, chanukah.findings[0].name) == (date(2026, 12, 8), Level.LIGHT, "chanukah")
    assert chanukah.alternatives[0].when.date == date(2026, 12, 15)
    assert (memorial.when.date, memorial.level, memorial.findings[0].name) == (date(2027, 5, 11), Level.STRONG, "yom-hazikaron")
    assert memorial.alternatives[0].when.date == date(2027, 5, 18)
    assert chanukah.inside == memorial.inside == 0


def test_a_year_later_the_same_recipe_meets_the_first_day_of_pesach() -> None:
    times = second_tuesdays(2027)
    found = {clash.when.date: clash for clash in clashes(times, [RABBI, PersonQuiet("Europe/London", Observance.NONE)], 75, NOW) if clash}

    assert set(found) == {date(2027, 10, 12), date(2028, 4, 11)}
    assert found[date(2028, 4, 11)].level is Level.BLOCK
    assert found[date(2028, 4, 11)].inside == 1
    assert found[date(2027, 10, 12)].alternatives[0].when.date == date(2027, 10, 26)  # nothing nearer in the season of feasts


def test_every_clash_of_every_series_of_a_year_carries_a_better_date() -> None:
    for nth in (1, 2, 3, 4, -1):
        for weekday in WEEKDAYS.values():
            times = sessions(Recurrence(nth, weekday, time(13), NEW_YORK, date(2026, 9, 1), 10))
            for clash in clashes(times, [RABBI], 75, datetime(2026, 6, 1, tzinfo=UTC)):
                assert clash is None or 1 <= len(clash.alternatives) <= 3
                for other in clash.alternatives if clash else ():
                    assert other.inside == 0
                    assert other.level <= Level.LIGHT
                    assert other.when not in times


def test_a_new_moon_is_no_clash() -> None:
    (found,) = clashes([LocalTime(date(2026, 11, 10), time(13), NEW_YORK)], [RABBI], 75, NOW)

    assert found is None


def test_a_member_far_away_who_would_be_inside_shabbat_is_counted_though_home_is_free() -> None:
    jerusalem = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)
    friday_at_nine = LocalTime(date(2026, 11, 6), time(9), NEW_YORK)  # 16:00 in Jerusalem

    (clash,) = clashes([friday_at_nine], [RABBI, jerusalem], 60, NOW)

    assert clash is not None
    assert clash.inside == 1
    assert clash.findings == ()
    assert clash.level is Level.STRONG
    assert all(other.when.date.weekday() in {6, 0, 1, 2, 3} for other in clash.alternatives)


def test_a_monday_at_noon_on_which_a_memorial_day_has_begun_for_members_in_israel_is_no_free_date() -> None:
    judith, london = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY), PersonQuiet("Europe/London", Observance.TWO_DAY)
    monday = LocalTime(date(2027, 5, 10), time(13), NEW_YORK)

    assert weigh(monday, [RABBI, judith], 75)[0] == (Finding(Level.STRONG, "yom-hazikaron"),)
    assert weigh(monday, [RABBI, london], 75)[0] == ()
    memorial = next(clash for clash in clashes(second_tuesdays(2026), [RABBI, judith], 75, NOW) if clash and clash.when.date.month == 5)
    assert monday not in {other.when for other in memorial.alternatives}


def test_the_middle_days_of_whoever_keeps_one_day_are_found_though_the_home_keeps_two() -> None:
    judith = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)
    found, inside = weigh(LocalTime(date(2026, 9, 27), time(13), NEW_YORK), [judith], 60, Almanac(Observance.TWO_DAY))  # 16 Tishrei

    assert [finding.name for finding in found][:2] == ["sukkot-2", "chol-hamoed-sukkot"]
    assert inside == 0


def test_a_friday_night_is_shabbat_and_not_the_afternoon_before_it() -> None:
    found = weigh(LocalTime(date(2027, 1, 22), time(23, 30), NEW_YORK), [], 75)[0]

    assert found[0] == Finding(Level.BLOCK, "shabbat")
    assert "erev-shabbat" not in {finding.name for finding in found}


def test_the_day_after_yom_kippur_speaks_a_little_against_a_session() -> None:
    assert Finding(Level.LIGHT, "after-yom-kippur") in weigh(LocalTime(date(2027, 10, 12), time(13), NEW_YORK), [], 75)[0]


def test_a_home_that_said_where_it_is_goes_by_its_own_sun() -> None:
    friday = LocalTime(date(2027, 1, 22), time(14, 15), NEW_YORK)

    assert weigh(friday, [], 75)[0][0].level is Level.BLOCK
    assert weigh(friday, [], 75, Almanac(spot=Spot(42.33, -83.05)))[0][0].level is Level.STRONG  # Detroit


def test_a_session_that_runs_past_midnight_meets_what_the_evening_brings() -> None:
    (clash,) = clashes([LocalTime(date(2027, 8, 11), time(23, 30), NEW_YORK)], [], 60, NOW)

    assert clash is not None
    assert clash.findings[0].name == "erev-tisha-bav"


def test_a_cohort_at_home_in_jerusalem_meets_on_the_second_day_that_only_others_keep() -> None:
    second_day = date(2029, 5, 21)  # Shavuot II, a Monday

    assert weigh(LocalTime(second_day, time(20), "Asia/Jerusalem"), [], 60)[0] == ()
    assert weigh(LocalTime(second_day, time(20), NEW_YORK), [], 60)[0][0].name == "shavuot-2"


def test_a_clock_change_moves_no_meeting_on_the_clock_at_home() -> None:
    times = second_tuesdays(2026)

    assert {when.time for when in times} == {time(13)}
    assert [when.instant().hour for when in times] == [17, 18, 18, 18, 18, 18, 17, 17]
    assert days(clock_changes(times)) == [date(2026, 11, 10), date(2027, 4, 13)]


def test_a_time_that_the_clocks_leave_out_is_the_same_time_after_the_gap() -> None:
    (when,) = sessions(Recurrence(2, 6, time(2, 30), NEW_YORK, date(2027, 3, 1), 1))

    assert when.date == date(2027, 3, 14)
    assert when.instant() == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)


def test_a_fortnightly_series_keeps_its_weekday() -> None:
    times = sessions(EveryWeeks(2, date(2026, 11, 4), time(12), NEW_YORK, 5))

    assert days(times) == [date(2026, 11, 4) + timedelta(weeks=2 * n) for n in range(5)]


@pytest.mark.parametrize(
    "bad",
    [
        Recurrence(5, 1, time(13), NEW_YORK, date(2026, 10, 1), 8),
        Recurrence(0, 1, time(13), NEW_YORK, date(2026, 10, 1), 8),
        Recurrence(2, 7, time(13), NEW_YORK, date(2026, 10, 1), 8),
        Recurrence(2, 1, time(13), NEW_YORK, date(2026, 10, 1), 0),
        Recurrence(2, 1, time(13), NEW_YORK, date(2026, 10, 1), MOST_SESSIONS + 1),
        Recurrence(2, 1, time(13), NEW_YORK, date(26, 10, 1), 8),
        EveryWeeks(0, date(2026, 10, 1), time(13), NEW_YORK, 8),
    ],
)
def test_a_series_that_cannot_be_or_never_ends_is_refused(bad: Recurrence | EveryWeeks) -> None:
    with pytest.raises(Refusal) as refused:
        sessions(bad)

    assert refused.value.why is Why.BAD_SERIES


def test_a_series_in_an_unknown_zone_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        sessions(Recurrence(2, 1, time(13), "New York", date(2026, 10, 1), 8))

    assert refused.value.why is Why.UNKNOWN_ZONE


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6), st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.integers(1, MOST_SESSIONS))
def test_a_monthly_series_has_one_session_in_each_month_on_its_weekday(nth: int, weekday: int, month: date, count: int) -> None:
    times = sessions(Recurrence(nth, weekday, time(13), NEW_YORK, month, count))

    months = [when.date.year * 12 + when.date.month for when in times]
    assert months == list(range(month.year * 12 + month.month, month.year * 12 + month.month + count))
    assert {when.date.weekday() for when in times} == {weekday}


def test_no_better_date_is_in_the_past() -> None:
    sunday = LocalTime(date(2026, 9, 6), time(13), NEW_YORK)  # in the busy season, which lasts until the middle of October

    (before,) = clashes([sunday], [RABBI], 75, datetime(2026, 7, 1, tzinfo=UTC))
    (after,) = clashes([sunday], [RABBI], 75, NOW)

    assert before is not None
    assert after is not None
    assert before.alternatives[0].when.date == date(2026, 8, 23)
    assert all(one.when.instant() > NOW for one in after.alternatives)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2026, 9, 1), date(2031, 1, 1)), st.integers(-20, 60))
def test_whatever_the_day_is_a_better_date_is_ahead_and_less_speaks_against_it(day: date, days: int) -> None:
    when, now = LocalTime(day, time(19), NEW_YORK), datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=days)

    (found,) = looked_at([when], [RABBI, PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)], 90, now)

    assert days > -1 or found.alternatives == (), "nothing is proposed for what is over"
    for other in found.alternatives:
        assert other.when.instant() > now
        assert (other.level, other.inside) < (found.level, found.inside)
        assert other.findings == weigh(other.when, [], 90)[0]


def test_each_finding_says_how_many_of_the_people_it_is_true_for_on_their_own_calendar() -> None:
    second_day = LocalTime(date(2026, 9, 27), time(13), NEW_YORK)  # Sukkot II, which is none in Jerusalem

    (found,) = looked_at([second_day], [RABBI, RABBI, PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)], 90, NOW)

    touched = dict(zip((one.name for one in found.findings), found.touched, strict=True))
    assert touched == {"sukkot-2": 2, "chol-hamoed-sukkot": 1, "clergy-season": 3}
    assert found.inside == 2


def test_members_in_israel_count_on_the_evening_before_and_on_the_day_whichever_of_the_two_it_is_for_them() -> None:
    rivka = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)
    begun = LocalTime(date(2027, 5, 10), time(13), NEW_YORK)  # 20:00 in Jerusalem
    evening = LocalTime(date(2027, 5, 10), time(20), NEW_YORK)  # the evening before at home, and the day itself in Jerusalem

    for when in (begun, evening):
        (found,) = looked_at([when], [RABBI, rivka, rivka], 90, NOW)
        (memorial,) = (many for one, many in zip(found.findings, found.touched, strict=True) if "yom-hazikaron" in one.name)
        assert memorial == (2 if when is begun else 3)


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2026, 9, 1), date(2031, 1, 1)), st.integers(9, 21))
def test_whatever_is_said_of_a_date_because_of_its_members_is_true_for_some_of_them(day: date, hour: int) -> None:
    rivka = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)
    when = LocalTime(day, time(hour), NEW_YORK)

    (found,) = looked_at([when], [RABBI, rivka], 90, NOW)

    for one, many in zip(found.findings, found.touched, strict=True):
        assert many or one.name not in MOURNING | {f"erev-{name}" for name in MOURNING}


def test_before_anybody_has_signed_up_an_hour_at_which_israel_already_remembers_is_not_called_free() -> None:
    tuesday, monday = (LocalTime(date(2027, 5, day), time(13), NEW_YORK) for day in (11, 10))

    (found,) = looked_at([tuesday], [], 90, NOW)

    assert found.alternatives[0].when.date == date(2027, 5, 18)
    assert monday not in {one.when for one in found.alternatives}
    assert weigh(monday, [], 90)[0] == (Finding(Level.STRONG, "yom-hazikaron"),)


def test_a_better_date_for_one_session_lies_between_its_neighbours() -> None:
    chanukah = LocalTime(date(2026, 12, 6), time(13), NEW_YORK)
    after, before = datetime(2026, 10, 13, 17, tzinfo=UTC), datetime(2026, 12, 8, 18, tzinfo=UTC)

    (found,) = looked_at([chanukah], [RABBI], 90, after, before=before, taken={date(2026, 11, 29)})

    assert found.alternatives
    assert all(after < one.when.instant() < before and one.when.date != date(2026, 11, 29) for one in found.alternatives)


def test_in_the_two_weeks_of_march_in_which_only_new_york_has_changed_the_clocks_elsewhere_are_named() -> None:
    times = second_tuesdays(2027)
    found = {one.zone: one for one in clocks(times, [NEW_YORK, "America/Toronto", "Europe/London", "Asia/Jerusalem"])}

    assert set(found) == {NEW_YORK, "Europe/London", "Asia/Jerusalem"}, "Toronto's clock is New York's"
    assert (found[NEW_YORK].people, found[NEW_YORK].usual, found[NEW_YORK].otherwise) == (2, time(13), {})
    (march,) = (when for when in times if when.date == date(2028, 3, 14))
    assert (found["Europe/London"].usual, found["Europe/London"].otherwise) == (time(18), {march: time(17)})
    assert (found["Asia/Jerusalem"].usual, found["Asia/Jerusalem"].otherwise) == (time(20), {march: time(19)})


def test_more_sessions_go_on_as_most_of_those_that_stand_whatever_was_taken_instead_of_one() -> None:
    times = list(second_tuesdays(2026))
    times[7] = LocalTime(date(2027, 5, 18), time(13), NEW_YORK)  # Yom HaZikaron was on the second Tuesday

    assert days(further(times, 3)) == [date(2027, 6, 8), date(2027, 7, 13), date(2027, 8, 10)]
    fortnightly = sessions(EveryWeeks(2, date(2026, 11, 4), time(12), NEW_YORK, 5))
    assert days(further(fortnightly, 2)) == [date(2027, 1, 13), date(2027, 1, 27)]
    assert days(further(times[::2], 2)) == [date(2027, 6, 8), date(2027, 8, 10)], "every second month"
    assert days(further(times[:1], 1)) == [date(2026, 11, 10)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6), st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.integers(2, 12))
def test_a_monthly_series_that_is_made_longer_is_the_longer_series(nth: int, weekday: int, month: date, count: int) -> None:
    whole = sessions(Recurrence(nth, weekday, time(13), NEW_YORK, month, 2 * count))
    of_fourths = {(4, weekday), (-1, weekday)}

    longer = further(whole[:count], count)

    assert longer == whole[count:] or ((nth, weekday) in of_fourths and all(when.date.day > 21 for when in longer))


def test_what_may_be_the_fourth_or_the_last_tuesday_goes_on_as_the_last() -> None:
    last = sessions(Recurrence(-1, 1, time(13), NEW_YORK, date(2026, 10, 1), 3))

    assert days(last[:2]) == [date(2026, 10, 27), date(2026, 11, 24)], "the fourth Tuesdays too"
    assert further(last[:2], 1) == last[2:]
    assert days(further((*last[:2], LocalTime(date(2026, 12, 22), time(13), NEW_YORK)), 1)) == [date(2027, 1, 26)], "the fourth it was"


def test_a_term_that_has_begun_already_is_refused_with_a_month_that_is_not() -> None:
    with pytest.raises(Refusal) as refused:
        not_past(sessions(Recurrence(2, 1, time(13), NEW_YORK, date(2020, 1, 1), 8)), NOW)

    assert refused.value.why is Why.DATE_PAST
    assert refused.value.facts == {"date": date(2020, 1, 14), "month": "2026-09"}
    assert not_past(second_tuesdays(2026), NOW) == second_tuesdays(2026)


def test_a_term_is_long_from_a_year_on() -> None:
    assert not longer_than_a_year(sessions(Recurrence(2, 1, time(13), NEW_YORK, date(2026, 10, 1), 13)))
    assert longer_than_a_year(sessions(Recurrence(2, 1, time(13), NEW_YORK, date(2026, 10, 1), 14)))


@for_each(sorted(available_timezones()))
def test_a_session_at_one_o_clock_stays_there_through_every_change_of_its_zone_until_2037(zone: str) -> None:
    for n in range(0, 12 * 366, 7):
        when = LocalTime(date(2026, 1, 1) + timedelta(days=n), time(13), zone)
        wall = on_the_wall(when.instant(), zone)
        assert (wall.date(), wall.time()) == (when.date, when.time)


def test_a_timeline_is_weighed_while_one_waits() -> None:
    members = [PersonQuiet(zone, observance) for zone in (NEW_YORK, "Asia/Jerusalem", "Europe/London") for observance in Observance]
    times = second_tuesdays(2026)
    clashes(times, members, 75, NOW)

    began = process_time()
    clashes(times, members, 75, NOW)
    assert process_time() - began < 0.1  # 2 ms here


def test_nobodys_sun_is_asked_about_dates_that_no_fast_or_feast_is_near() -> None:
    """For each of thirty towns it was, on every date of the term and near it: half a second for one page."""
    people = [PersonQuiet(NEW_YORK, Observance.TWO_DAY, Spot(30 + n / 4, -75)) for n in range(30)]
    tuesdays = [LocalTime(day, time(13), NEW_YORK) for day in (date(2026, 10, 20), date(2026, 10, 27), date(2026, 11, 17))]
    sunset.cache_clear()
    looked_at(tuesdays, people, 90, NOW)
    assert sunset.cache_info().misses < len(people)
