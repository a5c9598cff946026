"""Days and times as their reader writes them: what is shown can be typed back, and no clock is taken for another."""

from collections.abc import Callable
from contextvars import copy_context
from datetime import UTC, date, datetime, time
from typing import Final, TypeVar

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.cohort.cohorts import Program
from domain.ground import spoken
from domain.ground.habits import Hours
from domain.ground.people import Person
from domain.ground.sun import Spot
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.towns import Town
from domain.group.series import Clash
from messages.ground.dates import civil_words, clock_words, date_words, short, time_words, weekly_words
from messages.ground.words import aside, speak, voice
from messages.group import clocks, series, sessions
from messages.group.series import Told
from services.ground import text
from services.group.series import _typed as typed_date  # pyright: ignore[reportPrivateUsage]
from tests.for_each import for_each
from tests.messages.everything import World

T = TypeVar("T")
WORLD: Final = World("W")
NEW_YORK, LONDON = "America/New_York", "Europe/London"
HOME: Final = replace(WORLD.program, zone=NEW_YORK, town=None)
ZONES: Final = (NEW_YORK, LONDON, "America/Detroit", "America/Panama", "Asia/Jerusalem", "Asia/Kolkata", "Pacific/Honolulu", "Etc/GMT+5")
MINUTES: Final = tuple(time(minute // 60, minute % 60) for minute in range(24 * 60))
TUESDAY: Final = LocalTime(date(2027, 1, 12), time(13), NEW_YORK)
DAYS: Final = st.dates(date(2024, 1, 1), date(2060, 12, 31))


def somebody(zone: str | None, hours: Hours | None = None) -> Person:
    return replace(WORLD.person, zone=zone, hours=hours, town=None)


AMERICAN, BRITISH = somebody(NEW_YORK), somebody(LONDON)


def read_by(reader: Person | None, say: Callable[[], T]) -> T:
    """What is said to that person, or without one to everybody in the home of a program in New York."""

    def said() -> T:
        speak(HOME, reader)
        return say()

    return copy_context().run(said)


def test_the_weekday_of_a_term_names_the_clock_only_to_those_who_live_by_another() -> None:
    said = [read_by(reader, lambda: weekly_words(TUESDAY)) for reader in (AMERICAN, somebody("America/Detroit"), BRITISH, None)]
    assert said == ["Tuesdays", "Tuesdays", "Tuesdays (New York time)", "Tuesdays (New York time)"]


@for_each((AMERICAN, BRITISH, somebody(NEW_YORK, Hours.TWENTY_FOUR), somebody(LONDON, Hours.TWELVE)))
def test_every_minute_of_a_day_is_read_back_as_itself_by_whoever_types_it(reader: Person) -> None:
    now = datetime(2027, 1, 11, 12, tzinfo=UTC)
    for minute in MINUTES:
        shown = read_by(reader, lambda: time_words(minute))  # noqa: B023
        assert text.clock(shown) == minute, shown
        assert spoken.when(f"tomorrow at {shown}", now, NEW_YORK) == LocalTime(date(2027, 1, 12), minute, NEW_YORK), shown


def test_midnight_and_noon_are_twelve_with_am_and_pm() -> None:
    by_twelve = [read_by(AMERICAN, lambda: time_words(at)) for at in (time(0), time(0, 5), time(12), time(12, 59), time(13), time(23, 59))]  # noqa: B023
    assert by_twelve == ["12:00 am", "12:05 am", "12:00 pm", "12:59 pm", "1:00 pm", "11:59 pm"]
    assert [read_by(BRITISH, lambda: time_words(at)) for at in (time(0), time(12), time(13))] == ["00:00", "12:00", "13:00"]  # noqa: B023


@given(DAYS, st.sampled_from((AMERICAN, BRITISH)), st.booleans(), st.booleans())
def test_every_date_is_read_back_as_itself_in_either_order(day: date, reader: Person, weekday: bool, brief: bool) -> None:
    shown = read_by(reader, lambda: civil_words(day, weekday=weekday, brief=brief))
    assert text.day(shown) == day


def test_the_month_comes_first_in_north_america_and_the_day_elsewhere() -> None:
    def said() -> list[str]:
        return [
            civil_words(TUESDAY.date),
            civil_words(TUESDAY.date, weekday=True),
            civil_words(TUESDAY.date, year=False),
            short(TUESDAY.date),
        ]

    assert read_by(AMERICAN, said) == ["January 12, 2027", "Tuesday, January 12, 2027", "January 12", "Tue, Jan 12"]
    assert read_by(BRITISH, said) == ["12 January 2027", "Tuesday 12 January 2027", "12 January", "Tue 12 Jan"]


def test_the_hours_of_night_and_of_other_clocks_are_written_as_their_reader_writes_hours() -> None:
    asleep = Clash(LocalTime(TUESDAY.date, time(3), NEW_YORK), night=True)
    change = sessions.Change(WORLD.cohort, WORLD.session, asleep.when, asleep, 4, Told())

    def said() -> str:
        return clocks.date("Dana", ["Noa"], TUESDAY).text + sessions.change_question(change).text

    american, british = read_by(AMERICAN, said), read_by(BRITISH, said)
    assert all(part in american for part in ("at 1:00 pm there", "(8:30 pm to 9:00 am)", "such as 3:00 pm"))
    assert all(part in british for part in ("at 13:00 there", "(20:30 to 09:00)", "such as 15:00"))
    assert not any(half in british for half in (" am", " pm"))


def test_only_somebody_on_another_clock_reads_whose_clock_it_is() -> None:
    def said() -> str:
        return clock_words(TUESDAY)

    assert read_by(AMERICAN, said) == read_by(somebody("America/Detroit"), said) == "1:00 pm"
    assert read_by(BRITISH, said) == "13:00 New York time"
    assert read_by(somebody("America/Los_Angeles"), said) == "1:00 pm New York time"
    assert read_by(None, said) == "1:00 pm New York time", "in a home it is read on many clocks"


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.lists(st.tuples(DAYS, st.sampled_from(MINUTES)), min_size=1))
def test_a_time_without_a_place_is_what_the_readers_own_clock_shows(own: str, home: str, walls: list[tuple[date, time]]) -> None:
    times = [LocalTime(day, at, home) for day, at in walls]
    if not read_by(somebody(own), lambda: clock_words(*times)).endswith(" time"):
        assert all(on_the_wall(when.instant(), own).time() == when.as_shown().time for when in times)


def test_a_reminder_names_the_clock_at_home_to_those_alone_who_live_by_another() -> None:
    session = replace(WORLD.session, when=TUESDAY, starts_at=TUESDAY.instant())

    def said() -> str:
        return sessions.reminder(WORLD.cohort, session, "Dana", None).text.split("\n")[0]

    assert read_by(AMERICAN, said).endswith(f"is on <t:{int(TUESDAY.instant().timestamp())}:F>.")
    assert read_by(BRITISH, said).endswith(":F> (13:00 New York time).")


@given(st.lists(st.builds(LocalTime, DAYS, st.sampled_from(MINUTES), st.just(NEW_YORK)), min_size=1, max_size=24), st.booleans())
def test_the_form_of_dates_shows_what_it_takes(times: list[LocalTime], american: bool) -> None:
    form = read_by(AMERICAN if american else BRITISH, lambda: series.dates_form(WORLD.cohort, times))
    listed, usual = (field.value for field in form.fields)
    assert len(listed) <= form.fields[0].most
    assert [typed_date(line, text.clock(usual), NEW_YORK) for line in listed.splitlines()] == times


def test_the_hebrew_date_is_that_of_the_city_of_the_home() -> None:
    """In Detroit, by the clock of New York, the sun sets half an hour later than in New York."""
    at = LocalTime(date(2026, 10, 13), time(18, 30), NEW_YORK)
    in_detroit = replace(HOME, town=Town("Detroit", Spot(42.33, -83.05), NEW_YORK))
    elsewhere = replace(HOME, town=Town("London", Spot(51.5, -0.1), LONDON))

    def said(program: Program) -> str:
        with aside():
            speak(program)
            return date_words(at)

    assert said(in_detroit) == "Tuesday, October 13, 2026 · 2 Cheshvan 5787"
    assert said(HOME) == said(elsewhere) == "Tuesday, October 13, 2026 · evening of 3 Cheshvan 5787"


def test_what_is_said_aside_changes_nothing_of_how_the_task_speaks() -> None:
    before = voice()
    with aside():
        speak(HOME, BRITISH)
        assert time_words(time(13)) == "13:00"
        assert voice() != before
    assert voice() == before
