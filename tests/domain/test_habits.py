"""How people write the hour and the date, and whether a clock is the reader's own."""

from datetime import date, time

from domain.ground.countries import country_of
from domain.ground.habits import Habit, Hours, Reader, habit
from domain.ground.times import LocalTime
from tests.for_each import for_each

NEW_YORK, LONDON, JERUSALEM = "America/New_York", "Europe/London", "Asia/Jerusalem"
AMERICAN, ELSEWHERE = Habit(Hours.TWELVE, month_first=True), Habit(Hours.TWENTY_FOUR, month_first=False)


def at_one(day: date, zone: str = NEW_YORK) -> LocalTime:
    return LocalTime(day, time(13), zone)


@for_each(("America/Chicago", "America/Toronto", "America/Montreal", "US/Eastern", "Pacific/Honolulu", "America/Puerto_Rico"))
def test_people_in_north_america_read_am_and_pm_and_the_month_before_the_day(zone: str) -> None:
    assert habit(None, zone) == AMERICAN


@for_each((LONDON, JERUSALEM, "America/Mexico_City", "Australia/Sydney", "Asia/Tel_Aviv", "Etc/GMT+5", "UTC"))
def test_people_elsewhere_read_twenty_four_hours_and_the_day_before_the_month(zone: str) -> None:
    assert habit(None, zone) == ELSEWHERE


def test_somebody_whose_clock_is_in_no_country_reads_as_the_home_does() -> None:
    assert country_of("Etc/GMT+2") is None
    assert habit(None, "Etc/GMT+2", NEW_YORK) == AMERICAN
    assert habit(None, LONDON, NEW_YORK) == ELSEWHERE


def test_the_hours_that_somebody_chose_hold_wherever_their_clock_is() -> None:
    assert habit(Hours.TWELVE, LONDON) == Habit(Hours.TWELVE, month_first=False)
    assert habit(Hours.TWENTY_FOUR, NEW_YORK) == Habit(Hours.TWENTY_FOUR, month_first=True)


def test_a_neighbour_by_another_name_of_the_same_clock_shares_it() -> None:
    assert Reader(AMERICAN, "America/Detroit").shares_clock(at_one(date(2026, 10, 13)))
    assert not Reader(ELSEWHERE, LONDON).shares_clock(at_one(date(2026, 10, 13)))
    assert not Reader(AMERICAN, None).shares_clock(at_one(date(2026, 10, 13))), "many read it, wherever they are"


def test_a_clock_that_is_the_same_in_winter_alone_is_another_for_a_whole_term() -> None:
    panama, winter, summer = Reader(clock="America/Panama"), at_one(date(2026, 12, 8)), at_one(date(2027, 4, 13))
    assert panama.shares_clock(winter)
    assert not panama.shares_clock(winter, summer)
