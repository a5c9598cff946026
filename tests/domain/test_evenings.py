"""A day begins with its evening, by the sun of whoever keeps it: what a session meets, what the date is, and what an hour holds back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.days import BY_THE_HOUR, SLUGS, Finding, Level
from domain.ground.evenings import Calendar, at_session, calendar_of, hebrew_at, in_force
from domain.ground.hebrew import HebrewDate, hebrew_date, in_english
from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.sun import Spot, lighting, nightfall, sunset
from domain.ground.times import LocalTime, on_the_wall

NEW_YORK, JERUSALEM = Calendar("America/New_York", one_day=False), Calendar("Asia/Jerusalem", one_day=True)
BLOCK, STRONG, LIGHT = Level.BLOCK, Level.STRONG, Level.LIGHT

calendars = st.sampled_from(
    (NEW_YORK, JERUSALEM, Calendar("Europe/Oslo", False, Spot(69.65, 18.96)), Calendar("Pacific/Kiritimati", False))
)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def at(calendar: Calendar, day: date, hour: int, minute: int = 0) -> datetime:
    return LocalTime(day, time(hour, minute), calendar.zone).instant()


def met(calendar: Calendar, day: date, hour: int, minute: int = 0, minutes: int = 75) -> list[tuple[Level, str]]:
    start = at(calendar, day, hour, minute)
    return [(finding.level, finding.name) for finding in at_session(start, start + timedelta(minutes=minutes), calendar)]


def days_of(calendar: Calendar, eves: set[str]) -> list[date]:
    start = date(2026, 9, 1)
    days = (start + timedelta(days=n) for n in range(1948))  # 64 months
    return [day for day in days if in_force(at(calendar, day, 12), calendar) & eves]


@pytest.mark.parametrize("hour", [18, 20])
def test_every_eve_at_six_or_eight_in_the_evening_in_new_york_is_a_block(hour: int) -> None:
    eves = {name for name in SLUGS if name.startswith("erev-")} - {"erev-tisha-bav", "erev-purim", "erev-yom-hashoah", "erev-yom-hazikaron"}
    found = days_of(NEW_YORK, eves)

    assert len(found) >= 290
    for day in found:
        assert met(NEW_YORK, day, hour)[0][0] is BLOCK, day


def test_an_eve_is_strong_in_the_afternoon_a_block_near_lighting_and_after_it_the_day_itself() -> None:
    friday = date(2027, 1, 22)  # candles at 16:43

    assert met(NEW_YORK, friday, 12, 30) == []
    assert met(NEW_YORK, friday, 13) == [(STRONG, "erev-shabbat")]
    assert met(NEW_YORK, friday, 14, minutes=73) == [(STRONG, "erev-shabbat")]
    assert met(NEW_YORK, friday, 14, minutes=74) == [(BLOCK, "erev-shabbat")]
    assert met(NEW_YORK, friday, 16)[0] == (BLOCK, "shabbat")
    assert met(NEW_YORK, friday, 23, 30) == [(BLOCK, "shabbat"), (LIGHT, "tu-bishvat")]


def test_the_first_hour_of_saturday_is_shabbat_and_the_evening_after_its_end_is_not() -> None:
    saturday = date(2027, 1, 23)

    assert met(NEW_YORK, saturday, 0, 30)[0] == (BLOCK, "shabbat")
    assert met(NEW_YORK, saturday, 18) == [(BLOCK, "shabbat")]
    assert met(NEW_YORK, saturday, 19) == []


def test_the_eve_of_a_homes_own_place_goes_by_its_own_sun() -> None:
    detroit = Calendar("America/New_York", False, Spot(42.33, -83.05))
    friday = date(2027, 1, 22)  # candles there at 17:20

    assert met(detroit, friday, 14, 15) == [(STRONG, "erev-shabbat")]
    assert met(NEW_YORK, friday, 14, 15) == [(BLOCK, "erev-shabbat")]


def test_the_eves_of_yom_kippur_and_pesach_are_taken_from_the_morning() -> None:
    for eve, name in ((date(2026, 9, 20), "erev-yom-kippur"), (date(2027, 4, 21), "erev-pesach")):
        assert (STRONG, name) in met(NEW_YORK, eve, 10)
        assert met(NEW_YORK, eve, 18)[0][0] is BLOCK


def test_a_feast_that_begins_as_another_day_ends_is_met_in_its_evening() -> None:
    assert met(NEW_YORK, date(2027, 4, 22), 21)[0] == (BLOCK, "pesach-1")
    assert (BLOCK, "pesach-2") in met(NEW_YORK, date(2027, 4, 22), 21)
    assert (BLOCK, "pesach-2") not in met(JERUSALEM, date(2027, 4, 22), 21)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 9, 14), "fast-of-gedaliah"), (date(2026, 12, 20), "tenth-of-tevet"), (date(2027, 7, 22), "seventeenth-of-tammuz")],
)
def test_the_last_hour_of_a_fast_is_found_and_the_hour_after_it_is_free_of_it(day: date, name: str) -> None:
    out = nightfall(NEW_YORK.place, NEW_YORK.zone, day)
    hour = timedelta(hours=1)

    assert Finding(STRONG, "fast-ends") in at_session(out - hour / 2, out + hour, NEW_YORK)
    assert Finding(STRONG, "fast-ends") not in at_session(out - 3 * hour, out - hour, NEW_YORK)
    assert Finding(LIGHT, name) in at_session(out - 3 * hour, out - hour, NEW_YORK)
    assert not {"fast-ends", name} & {finding.name for finding in at_session(out, out + hour, NEW_YORK)}
    assert name not in {finding.name for finding in at_session(out - timedelta(days=1), out - timedelta(hours=22), NEW_YORK)}


def test_a_fast_that_begins_in_the_evening_is_met_on_the_evening_before() -> None:
    assert met(NEW_YORK, date(2027, 8, 11), 13) == []
    assert met(NEW_YORK, date(2027, 8, 11), 21) == [(STRONG, "erev-tisha-bav")]
    assert met(NEW_YORK, date(2027, 8, 12), 13) == [(STRONG, "tisha-bav")]


def test_chanukah_begins_with_its_first_candle_and_ends_with_its_last_day() -> None:
    assert met(NEW_YORK, date(2026, 12, 4), 11) == []
    assert (LIGHT, "chanukah") in met(NEW_YORK, date(2026, 12, 6), 20)
    assert (LIGHT, "chanukah") in met(NEW_YORK, date(2026, 12, 12), 13)
    assert (LIGHT, "chanukah") not in met(NEW_YORK, date(2026, 12, 12), 20)


def test_every_name_that_an_hour_alone_may_have_is_announced() -> None:
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(366))
    seen = {name for day in days for hour in (0, 6, 12, 17, 20) for _, name in met(NEW_YORK, day, hour, minutes=60)}

    assert seen >= BY_THE_HOUR
    assert seen <= SLUGS


def test_after_sunset_the_date_is_the_evening_of_the_next_one() -> None:
    second_of_cheshvan = date(2026, 10, 13)  # the sun sets at 18:18

    for hour, shown, evening in ((13, "2 Cheshvan 5787", False), (18, "2 Cheshvan 5787", False), (20, "3 Cheshvan 5787", True)):
        found, is_evening = hebrew_at(at(NEW_YORK, second_of_cheshvan, hour), NEW_YORK)
        assert (in_english(found), is_evening) == (shown, evening)
    assert hebrew_at(at(NEW_YORK, second_of_cheshvan, 0, 30), NEW_YORK)[0] == HebrewDate(5787, 8, 2)


@given(instants, calendars)
def test_the_hebrew_date_is_the_next_ones_exactly_after_sunset(moment: datetime, calendar: Calendar) -> None:
    found, evening = hebrew_at(moment, calendar)
    wall = on_the_wall(moment, calendar.zone).date()
    sets = sunset(calendar.place, calendar.zone, wall)

    assert found == hebrew_date(wall + timedelta(days=evening))
    if sets is not None:
        assert evening is (moment >= sets)


@given(instants, calendars, st.integers(15, 180))
def test_what_reaches_into_a_rest_day_is_always_a_block(start: datetime, calendar: Calendar, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    saturday = start.date() + timedelta(days=(5 - start.date().weekday()) % 7)
    lit, out = lighting(calendar.place, calendar.zone, saturday - timedelta(days=1)), nightfall(calendar.place, calendar.zone, saturday)

    if start < out and lit < end:
        assert Finding(BLOCK, "shabbat") in at_session(start, end, calendar)


def test_a_memorial_day_has_begun_in_israel_while_it_is_noon_in_new_york() -> None:
    monday = at(NEW_YORK, date(2027, 5, 10), 13)
    judith = calendar_of(PersonQuiet("Asia/Jerusalem", Observance.NONE))

    assert "yom-hazikaron" in in_force(monday, judith)
    assert "yom-hazikaron" not in in_force(monday, NEW_YORK)
    assert "yom-hazikaron" not in in_force(monday, Calendar("Europe/London", one_day=False))
