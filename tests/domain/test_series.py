"""A season's dates are the ones people agreed on, whatever their clocks do, and a clash always comes with better dates."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.days import Finding, Level
from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot
from domain.ground.times import LocalTime
from domain.group.series import MOST_SESSIONS, EveryWeeks, Recurrence, clashes, clock_changes, sessions, weigh
from domain.program.dates import Almanac

DATA = Path(__file__).parents[1] / "data"
NEW_YORK = "America/New_York"
WEEKDAYS = {"Sun": 6, "Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3}
RABBI = PersonQuiet(NEW_YORK, Observance.TWO_DAY)


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
    found = [clash for clash in clashes(second_tuesdays(2026), [RABBI], 75) if clash]

    chanukah, memorial = found
    assert (chanukah.when.date, chanukah.level, chanukah.findings[0].name) == (date(2026, 12, 8), Level.LIGHT, "chanukah")
    assert chanukah.alternatives[0].date == date(2026, 12, 15)
    assert (memorial.when.date, memorial.level, memorial.findings[0].name) == (date(2027, 5, 11), Level.STRONG, "yom-hazikaron")
    assert memorial.alternatives[0].date == date(2027, 5, 18)
    assert chanukah.inside == memorial.inside == 0


def test_a_year_later_the_same_recipe_meets_the_first_day_of_pesach() -> None:
    times = second_tuesdays(2027)
    found = {clash.when.date: clash for clash in clashes(times, [RABBI, PersonQuiet("Europe/London", Observance.NONE)], 75) if clash}

    assert set(found) == {date(2027, 10, 12), date(2028, 4, 11)}
    assert found[date(2028, 4, 11)].level is Level.BLOCK
    assert found[date(2028, 4, 11)].inside == 1
    assert found[date(2027, 10, 12)].alternatives[0].date == date(2027, 10, 26)  # nothing nearer in the season of feasts


def test_every_clash_of_every_series_of_a_year_carries_a_better_date() -> None:
    for nth in (1, 2, 3, 4, -1):
        for weekday in WEEKDAYS.values():
            times = sessions(Recurrence(nth, weekday, time(13), NEW_YORK, date(2026, 9, 1), 10))
            for clash in clashes(times, [RABBI], 75):
                assert clash is None or 1 <= len(clash.alternatives) <= 3
                for other in clash.alternatives if clash else ():
                    found, inside = weigh(other, [RABBI], 75)
                    assert inside == 0
                    assert max((finding.level for finding in found), default=Level.NOTE) <= Level.LIGHT
                    assert other not in times


def test_a_new_moon_is_no_clash() -> None:
    (found,) = clashes([LocalTime(date(2026, 11, 10), time(13), NEW_YORK)], [RABBI], 75)

    assert found is None


def test_a_member_far_away_who_would_be_inside_shabbat_is_counted_though_home_is_free() -> None:
    jerusalem = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)
    friday_at_nine = LocalTime(date(2026, 11, 6), time(9), NEW_YORK)  # 16:00 in Jerusalem

    (clash,) = clashes([friday_at_nine], [RABBI, jerusalem], 60)

    assert clash is not None
    assert clash.inside == 1
    assert clash.findings == ()
    assert clash.level is Level.STRONG
    assert all(other.date.weekday() in {6, 0, 1, 2, 3} for other in clash.alternatives)


def test_a_monday_at_noon_on_which_a_memorial_day_has_begun_for_members_in_israel_is_no_free_date() -> None:
    judith, london = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY), PersonQuiet("Europe/London", Observance.TWO_DAY)
    monday = LocalTime(date(2027, 5, 10), time(13), NEW_YORK)

    assert weigh(monday, [RABBI, judith], 75)[0] == (Finding(Level.STRONG, "yom-hazikaron"),)
    assert weigh(monday, [RABBI, london], 75)[0] == ()
    memorial = next(clash for clash in clashes(second_tuesdays(2026), [RABBI, judith], 75) if clash and clash.when.date.month == 5)
    assert monday not in memorial.alternatives


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
    (clash,) = clashes([LocalTime(date(2027, 8, 11), time(23, 30), NEW_YORK)], [], 60)

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


def test_a_timeline_is_weighed_while_one_waits() -> None:
    members = [PersonQuiet(zone, observance) for zone in (NEW_YORK, "Asia/Jerusalem", "Europe/London") for observance in Observance]
    times = second_tuesdays(2026)
    clashes(times, members, 75)

    began = process_time()
    clashes(times, members, 75)
    assert process_time() - began < 0.1  # 2 ms here
