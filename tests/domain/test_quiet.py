"""Nobody is spoken to at night or in their sacred time, wherever they live and whatever their clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.quiet import (
    ChannelQuiet,
    Hush,
    Observance,
    PersonQuiet,
    allowed,
    day_before,
    default_observance,
    next_open,
    previous_open,
    rests,
    sacred,
    sacred_between,
)
from domain.ground.refusal import Refusal, Why
from rehearsal.prove import windows
from tests.domain.oracle import PLACES, citizens, instants, lit_windows, local, people, rows

channels = st.builds(ChannelQuiet, st.sampled_from(PLACES), st.frozensets(people | citizens, max_size=6), st.booleans())


def rest_days(observance: Observance, start: date, end: date) -> list[date]:
    return [day for n in range((end - start).days + 1) if rests(observance, day := start + timedelta(days=n))]


def as_the_rule_says(person: PersonQuiet, at: datetime) -> Hush | None:
    """The civil rule word for word, read on the wall clock."""
    wall = at.astimezone(ZoneInfo(person.zone))
    today, clock = wall.date(), wall.time()
    eve = rests(person.observance, today + timedelta(days=1)) and clock >= time(14)
    after = rests(person.observance, today - timedelta(days=1)) and clock < time(9)
    if rests(person.observance, today) or eve or after:
        return Hush.SACRED
    return None if time(9) <= clock < time(20, 30) else Hush.NIGHT


@settings(max_examples=400, deadline=None)
@given(people, instants)
def test_a_person_is_left_alone_exactly_when_the_civil_rule_says_so(person: PersonQuiet, at: datetime) -> None:
    closed = person.shut(at)

    assert (closed.why if closed else None) is as_the_rule_says(person, at)
    assert closed is None or closed.start <= at < closed.end


@settings(max_examples=250, deadline=None)
@given(people | citizens | channels, instants)
def test_the_next_moment_to_speak_is_allowed_and_is_the_first(quiet: PersonQuiet | ChannelQuiet, at: datetime) -> None:
    opened = next_open(quiet, at)

    assert opened >= at
    assert allowed(quiet, opened)
    assert not any(allowed(quiet, at + (opened - at) * part / 40) for part in range(40) if opened > at)
    assert next_open(quiet, opened) == opened


@settings(max_examples=250, deadline=None)
@given(people | citizens | channels, instants)
def test_a_reminder_comes_forward_to_an_allowed_minute_and_a_quarter_of_an_hour_late_is_still_in_time(
    quiet: PersonQuiet | ChannelQuiet, at: datetime
) -> None:
    opened = previous_open(quiet, at)

    assert opened <= at
    assert (opened.second, opened.microsecond) == (0, 0)
    assert allowed(quiet, opened)
    assert allowed(quiet, opened + timedelta(minutes=15))


@settings(max_examples=250, deadline=None)
@given(people, instants)
def test_a_reminder_that_fits_where_it_is_stays_there(person: PersonQuiet, at: datetime) -> None:
    whole = at.replace(second=0, microsecond=0)

    if allowed(person, whole) and allowed(person, whole + timedelta(minutes=15)):
        assert previous_open(person, at) == whole


@settings(max_examples=150, deadline=None)
@given(channels, instants)
def test_a_channel_is_silent_whenever_one_of_its_members_is_in_sacred_time(channel: ChannelQuiet, at: datetime) -> None:
    closed = channel.shut(at)

    if any(sacred(member, at) for member in channel.members):
        assert closed is not None
        assert closed.why is Hush.SACRED
    else:
        assert closed is None or closed.why is not Hush.SACRED


@settings(max_examples=60, deadline=None)
@given(channels, instants)
def test_no_wait_is_longer_than_a_long_festival_with_the_days_around_it(channel: ChannelQuiet, at: datetime) -> None:
    assert next_open(channel, at) - at < timedelta(days=10)  # eight days of Passover, its eve, and the morning after


@pytest.mark.parametrize("city", [row["city"] for row in windows.rows("cities.csv") if abs(float(row["lat"])) <= 57.5])
def test_nobody_is_written_to_between_lighting_and_nightfall_as_an_independent_calendar_has_them(city: str) -> None:
    place = next(row for row in windows.rows("cities.csv") if row["city"] == city)
    person = PersonQuiet(place["tz"], Observance.ONE_DAY if place["israel"] == "1" else Observance.TWO_DAY)

    for lit, out in lit_windows(city):
        closed = person.shut(lit)
        assert closed is not None
        assert closed.why is Hush.SACRED
        assert out < closed.end


def test_every_rest_day_of_five_years_is_known_in_israel_and_in_the_diaspora() -> None:
    start, end = date(2026, 1, 1), date(2030, 12, 31)
    holidays = [row for row in rows("holidays.csv") if row["work_prohibited"] == "1"]
    shabbatot = {start + timedelta(days=n) for n in range((end - start).days + 1) if (start + timedelta(days=n)).weekday() == 5}

    for observance, schedules in ((Observance.ONE_DAY, "IB"), (Observance.TWO_DAY, "DB")):
        feasts = {date.fromisoformat(row["date"]) for row in holidays if row["schedule"] in schedules}
        assert set(rest_days(observance, start, end)) == shabbatot | feasts


def test_someone_who_keeps_shabbat_and_yom_kippur_is_free_on_the_other_festivals() -> None:
    days = rest_days(Observance.SHABBAT, date(2026, 9, 13), date(2026, 9, 28))

    assert days == [date(2026, 9, 19), date(2026, 9, 21), date(2026, 9, 26)]


def test_someone_who_keeps_nothing_is_still_left_alone_at_night() -> None:
    person = PersonQuiet("Europe/London", Observance.NONE)

    assert allowed(person, local("Europe/London", 2026, 9, 21, 12))
    assert not allowed(person, local("Europe/London", 2026, 9, 21, 20, 30))
    assert not allowed(person, local("Europe/London", 2026, 9, 22, 8, 59))
    assert allowed(person, local("Europe/London", 2026, 9, 22, 9))


def test_a_festival_that_runs_into_shabbat_is_one_silence_of_three_days() -> None:
    person = PersonQuiet("America/New_York", Observance.TWO_DAY)  # Pesach 2027 falls on Thursday and Friday

    closed = person.shut(local("America/New_York", 2027, 4, 23, 12))

    assert closed is not None
    assert closed.start == local("America/New_York", 2027, 4, 21, 14)
    assert closed.end == local("America/New_York", 2027, 4, 25, 9)


def test_a_day_between_two_rest_days_is_open_only_until_its_afternoon() -> None:
    person = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)  # Sukkot 5789 is a Thursday; the Friday is chol hamoed

    assert not allowed(person, local("Asia/Jerusalem", 2028, 10, 6, 8, 59))
    assert allowed(person, local("Asia/Jerusalem", 2028, 10, 6, 9))
    assert not allowed(person, local("Asia/Jerusalem", 2028, 10, 6, 14))


@pytest.mark.parametrize("zone", ["America/Anchorage", "Europe/Oslo", "Atlantic/Reykjavik", "Europe/Stockholm"])
def test_it_is_shabbat_at_noon_on_a_shabbat_in_june_where_the_sun_does_not_set(zone: str) -> None:
    assert sacred(PersonQuiet(zone, Observance.SHABBAT), local(zone, 2026, 6, 20, 12)) is not None


@pytest.mark.parametrize("zone", ["America/Anchorage", "Europe/Oslo"])
def test_it_is_shabbat_at_noon_on_a_shabbat_in_december_where_the_sun_hardly_rises(zone: str) -> None:
    assert sacred(PersonQuiet(zone, Observance.SHABBAT), local(zone, 2026, 12, 19, 12)) is not None


@pytest.mark.parametrize(
    ("zone", "year", "month", "day"),
    [
        ("America/New_York", 2027, 3, 14),  # forward
        ("America/New_York", 2026, 11, 1),  # back
        ("Europe/London", 2027, 3, 28),
        ("Europe/London", 2026, 10, 25),
        ("Asia/Jerusalem", 2027, 3, 26),  # a Friday
        ("Asia/Jerusalem", 2026, 10, 25),
        ("Australia/Lord_Howe", 2026, 10, 4),
    ],
)
def test_the_morning_after_a_clock_change_still_begins_at_nine(zone: str, year: int, month: int, day: int) -> None:
    person = PersonQuiet(zone, Observance.NONE)

    for hours in range(1, 12):
        before = local(zone, year, month, day, 9) - timedelta(hours=hours)
        assert next_open(person, before) == local(zone, year, month, day, 9)
    assert previous_open(person, local(zone, year, month, day, 3, 30)).astimezone(ZoneInfo(zone)).time() == time(20)


def test_shabbat_comes_a_day_apart_on_the_two_sides_of_the_date_line() -> None:
    friday_evening_in_honolulu = local("Pacific/Honolulu", 2026, 10, 16, 19)

    assert sacred(PersonQuiet("Pacific/Honolulu", Observance.SHABBAT), friday_evening_in_honolulu) is not None
    sunday_morning_in_kiritimati = friday_evening_in_honolulu + timedelta(hours=24, minutes=1)
    assert sacred(PersonQuiet("Pacific/Kiritimati", Observance.SHABBAT), friday_evening_in_honolulu) is not None
    assert sacred(PersonQuiet("Pacific/Kiritimati", Observance.SHABBAT), sunday_morning_in_kiritimati) is None


def test_a_place_that_skipped_a_friday_kept_its_shabbat() -> None:
    person = PersonQuiet("Pacific/Apia", Observance.SHABBAT)

    assert sacred(person, local("Pacific/Apia", 2011, 12, 31, 0, 1)) is not None
    assert sacred(person, local("Pacific/Apia", 2011, 12, 29, 23, 59)) is None


def test_a_reminder_for_sunday_comes_on_friday_at_eleven() -> None:
    person = PersonQuiet("America/New_York", Observance.TWO_DAY)

    assert previous_open(person, local("America/New_York", 2026, 10, 17, 13)) == local("America/New_York", 2026, 10, 16, 11)


def test_a_reminder_that_a_slow_minute_would_push_past_shabbat_comes_forward_too() -> None:
    person = PersonQuiet("America/New_York", Observance.TWO_DAY)

    assert previous_open(person, local("America/New_York", 2026, 10, 16, 13, 45)) == local("America/New_York", 2026, 10, 16, 11)
    assert previous_open(person, local("America/New_York", 2026, 10, 16, 13, 44)) == local("America/New_York", 2026, 10, 16, 13, 44)


def test_a_day_before_is_the_day_before_by_the_members_own_clock_and_in_its_daytime() -> None:
    honolulu = "Pacific/Honolulu"

    assert day_before(local(honolulu, 2026, 10, 13, 8), honolulu) == local(honolulu, 2026, 10, 12, 9)
    assert day_before(local(honolulu, 2026, 10, 13, 13), honolulu) == local(honolulu, 2026, 10, 12, 13)
    assert day_before(local(honolulu, 2026, 10, 13, 23), honolulu) == local(honolulu, 2026, 10, 12, 20)
    assert day_before(local(honolulu, 2026, 10, 13, 0, 30), honolulu) == local(honolulu, 2026, 10, 12, 9)


def test_a_day_before_keeps_the_time_of_day_over_a_clock_change() -> None:
    assert day_before(local("Europe/London", 2027, 3, 28, 18), "Europe/London") == local("Europe/London", 2027, 3, 27, 18)


def test_automatic_posts_keep_to_the_middle_of_the_week_at_home() -> None:
    channel = ChannelQuiet("America/New_York", frozenset())
    thursday_evening = local("America/New_York", 2026, 10, 15, 20)

    closed = channel.shut(thursday_evening)
    assert closed is not None
    assert closed.why is Hush.WEEKEND
    assert next_open(channel, thursday_evening) == local("America/New_York", 2026, 10, 18, 12)
    assert allowed(ChannelQuiet("America/New_York", frozenset(), weekdays_only=False), local("America/New_York", 2026, 10, 17, 12))


def test_honolulu_and_jerusalem_together_still_leave_a_channel_time_to_speak() -> None:
    members = frozenset({PersonQuiet("Pacific/Honolulu", Observance.TWO_DAY), PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)})
    channel = ChannelQuiet("America/New_York", members)
    start = local("America/New_York", 2026, 11, 1, 0)

    hours = sum(allowed(channel, start + timedelta(hours=hour)) for hour in range(7 * 24))

    assert hours >= 40


def test_a_meeting_that_reaches_into_the_afternoon_of_an_eve_is_inside_sacred_time() -> None:
    person = PersonQuiet("Asia/Jerusalem", Observance.ONE_DAY)
    one_o_clock = local("Asia/Jerusalem", 2026, 10, 16, 13)

    assert sacred_between(person, one_o_clock, one_o_clock + timedelta(minutes=60)) is None
    assert sacred_between(person, one_o_clock, one_o_clock + timedelta(minutes=90)) is not None


def test_an_unknown_place_is_a_refusal_so_that_nothing_is_sent() -> None:
    with pytest.raises(Refusal) as refused:
        allowed(PersonQuiet("Mars/Olympus", Observance.NONE), datetime(2026, 10, 13, 12, tzinfo=UTC))

    assert refused.value.why is Why.UNKNOWN_ZONE


def test_a_moment_without_a_zone_is_never_guessed_at() -> None:
    with pytest.raises(TypeError):
        allowed(PersonQuiet("Europe/London", Observance.NONE), datetime(2026, 10, 13, 12))  # noqa: DTZ001 - the fault under test


def test_people_in_israel_are_offered_one_day_and_everyone_else_two() -> None:
    assert default_observance("Asia/Jerusalem") is Observance.ONE_DAY
    assert default_observance("Europe/London") is Observance.TWO_DAY


def test_planning_a_season_for_fifteen_people_asks_quickly() -> None:
    members = [PersonQuiet(PLACES[n % 5], list(Observance)[n % 4]) for n in range(15)]
    moments = [datetime(2026, 9, 1, tzinfo=UTC) + timedelta(hours=17 * n) for n in range(400)]

    def ask() -> float:
        began = process_time()
        for n, moment in enumerate(moments):
            quiet = ChannelQuiet("America/New_York", frozenset(members)) if n % 8 == 0 else members[n % 15]
            (next_open if n % 3 else previous_open)(quiet, moment)
        return process_time() - began

    ask()
    assert min(ask() for _ in range(20)) < 0.02  # about 1 ms here; ten times that is a fault, not a slow machine
