"""What a program's own dates do to messages: a block holds what asks, reports or is posted, a strong one the nudges, others nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ground.days import Level
from domain.ground.own_days import NO_DAYS, OwnDays, own_days
from domain.ground.quiet import ChannelQuiet, Observance, PersonQuiet, next_open
from domain.ground.times import LocalTime, on_the_wall
from domain.program.dates import MOST_DAYS
from domain.sending import timeline
from domain.sending.deliveries import Class, Direction, Kind, Planned, Reason
from domain.sending.gate import Drop, Go, Question, Wait, ask, held, plan, waits_from
from domain.sending.timeline.season import Season
from tests.domain.test_timeline import SEASON

NY, JERUSALEM, LONDON = "America/New_York", "Asia/Jerusalem", "Europe/London"
DANA = PersonQuiet(NY, Observance.NONE)
HOME = ChannelQuiet(NY, frozenset({DANA}))
DAY = timedelta(days=1)
MONDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 18)  # an ordinary week
ASKS = {Class.NUDGE, Class.PROMPT, Class.INVITATION, Class.DIGEST}
POSTED = {Kind.POST, Kind.THREAD}

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
spans = st.lists(st.tuples(days, st.integers(0, MOST_DAYS - 1), st.sampled_from(Level)), max_size=6)
people = st.builds(PersonQuiet, st.sampled_from((NY, JERUSALEM, "Pacific/Honolulu", LONDON)), st.sampled_from(Observance))


@st.composite
def programs(draw: Callable[..., list[tuple[date, int, Level]]]) -> tuple[OwnDays, list[tuple[date, date, Level]]]:
    """The days of some dates, and the dates."""
    dates = [(first, first + more * DAY, level) for first, more, level in draw(spans)]
    return own_days(NY, dates), dates


def of(level: Level, first: date = MONDAY, last: date = WEDNESDAY, zone: str = NY) -> OwnDays:
    return own_days(zone, [(first, last, level)])


def at(day: date, hour: int, zone: str = NY) -> datetime:
    return LocalTime(day, time(hour), zone).instant()


def question(class_: Class, own: OwnDays, last_useful: datetime, kind: Kind = Kind.DM) -> Question:
    return Question(kind, class_, last_useful, DANA if kind is Kind.DM else HOME, NY, own)


@pytest.mark.parametrize("class_", sorted(Class))
@pytest.mark.parametrize("kind", sorted(Kind))
def test_on_a_block_date_nothing_is_asked_reported_or_posted_and_what_people_rely_on_comes(class_: Class, kind: Kind) -> None:
    waits = class_ in ASKS or (kind in POSTED and class_ is not Class.LETTER)
    assert held(class_, kind, at(MONDAY, 12), HOME, of(Level.BLOCK)) is waits


@pytest.mark.parametrize("class_", sorted(Class))
@pytest.mark.parametrize("kind", sorted(Kind))
def test_on_a_strong_date_only_nudges_wait_and_on_a_light_one_or_a_note_nothing_does(class_: Class, kind: Kind) -> None:
    assert held(class_, kind, at(MONDAY, 12), HOME, of(Level.STRONG)) is (class_ is Class.NUDGE)
    for level in (Level.LIGHT, Level.NOTE):
        assert of(level) == replace(NO_DAYS, zone=NY)
        assert not held(class_, kind, at(MONDAY, 12), HOME, of(level))


def test_a_date_lasts_from_midnight_to_midnight_at_home_for_everybody_wherever_they_are() -> None:
    own, judith = of(Level.BLOCK), PersonQuiet(JERUSALEM, Observance.NONE)
    start, end = at(MONDAY, 0), at(WEDNESDAY + DAY, 0)
    for who in (DANA, judith):
        assert held(Class.PROMPT, Kind.DM, start, who, own)
        assert held(Class.PROMPT, Kind.DM, end - timedelta(seconds=1), who, own)
        assert not held(Class.PROMPT, Kind.DM, start - timedelta(seconds=1), who, own)
        assert not held(Class.PROMPT, Kind.DM, end, who, own)
    planned = plan(start, Direction.LATER, judith, Class.PROMPT, Kind.DM, JERUSALEM, own)
    assert on_the_wall(planned, JERUSALEM) == on_the_wall(at(date(2026, 11, 19), 9, JERUSALEM), JERUSALEM)


def test_a_nudge_waits_until_the_morning_after_a_strong_date() -> None:
    assert ask(question(Class.NUDGE, of(Level.STRONG), at(date(2026, 12, 1), 12)), at(MONDAY, 12)) == Wait(
        at(date(2026, 11, 19), 9), Reason.SEASON
    )


def test_dates_that_follow_each_other_are_one_break() -> None:
    thursday, sunday = WEDNESDAY + DAY, WEDNESDAY + 4 * DAY
    own = own_days(NY, [(thursday, sunday, Level.BLOCK), (MONDAY, WEDNESDAY, Level.STRONG), (MONDAY, MONDAY, Level.NOTE)])
    assert own == OwnDays(NY, ((MONDAY, sunday),), ((thursday, sunday),))
    assert own.over(at(MONDAY, 12), Level.STRONG) == at(sunday + DAY, 0)
    assert own.over(at(MONDAY, 12), Level.BLOCK) is None


def test_the_last_date_that_a_file_can_name_has_an_end() -> None:
    december = of(Level.BLOCK, date(9999, 12, 1), date.max)
    assert december.over(at(date(9999, 12, 24), 12), Level.BLOCK) == at(date.max, 0)


def test_what_loses_its_use_in_a_break_of_four_months_is_dropped_and_says_so() -> None:
    summer = of(Level.BLOCK, MONDAY, MONDAY + (MOST_DAYS - 1) * DAY)
    back = at(MONDAY + MOST_DAYS * DAY, 9)
    assert ask(question(Class.PROMPT, summer, at(MONDAY + 30 * DAY, 12)), at(MONDAY, 12)) == Drop(Reason.NO_FIT)
    assert ask(question(Class.PROMPT, summer, back + DAY), at(MONDAY, 12)) == Wait(back, Reason.SEASON)
    assert ask(question(Class.LETTER, summer, back + DAY), at(MONDAY, 12)) == Go()
    assert plan(at(MONDAY, 12), Direction.LATER, DANA, Class.PROMPT, Kind.DM, NY, summer) == back


def test_breaks_without_a_free_weekday_for_years_are_gone_through_and_what_asks_then_is_dropped() -> None:
    keeps = PersonQuiet(NY, Observance.SHABBAT)
    weeks = own_days(NY, [(date(2027, 1, 3) + n * 7 * DAY, date(2027, 1, 8) + n * 7 * DAY, Level.BLOCK) for n in range(300)])
    year = question(Class.DIGEST, weeks, at(date(2027, 12, 31), 12))
    assert ask(replace(year, quiet=keeps), at(date(2027, 1, 4), 12)) == Drop(Reason.NO_FIT)
    later = plan(at(date(2027, 1, 4), 12), Direction.LATER, keeps, Class.DIGEST, Kind.DM, NY, weeks)
    assert ask(replace(year, quiet=keeps, last_useful=at(date(2040, 1, 1), 12)), later) != Go(), "a plan never authorises"


@given(programs(), people, st.sampled_from(Class), st.sampled_from(Kind), instants, st.integers(0, 400))
def test_nothing_that_waits_passes_on_a_date_by_the_home_clock_and_letters_always_do(
    program: tuple[OwnDays, list[tuple[date, date, Level]]], quiet: PersonQuiet, class_: Class, kind: Kind, now: datetime, days: int
) -> None:
    own, dates = program
    asked = Question(kind, class_, now + days * DAY, quiet, quiet.zone, own)
    verdict, least = ask(asked, now), waits_from(class_, kind)
    today = on_the_wall(now, NY).date()
    inside = least is not None and any(first <= today <= last and level >= least for first, last, level in dates)
    match verdict:
        case Go():
            assert not inside
        case Wait(until):
            assert now < until <= asked.last_useful
            assert ask(asked, until) == Go()
        case Drop(why):
            assert why in {Reason.NO_FIT, Reason.LATE}
    if class_ is Class.LETTER:
        assert verdict == ask(replace(asked, own=NO_DAYS), now), "no date holds a letter"


@given(programs(), people, st.sampled_from(Class), st.sampled_from(Kind), instants)
def test_the_plan_foresees_what_the_gate_will_say(
    program: tuple[OwnDays, list[tuple[date, date, Level]]], quiet: PersonQuiet, class_: Class, kind: Kind, ideal: datetime
) -> None:
    own, _ = program
    planned = plan(ideal, Direction.LATER, quiet, class_, kind, quiet.zone, own)
    assert ask(Question(kind, class_, planned + DAY, quiet, quiet.zone, own), planned) == Go()
    if planned > next_open(quiet, ideal):
        assert held(class_, kind, next_open(quiet, ideal), quiet, own), "it is moved for a reason"


# --- A season ---


def told(season: Season, *messages: str) -> list[Planned]:
    return [wish for wish in timeline.deliveries(season) if wish.message in messages]


def test_a_season_is_planned_around_the_programs_dates_and_is_as_it_was_without_them() -> None:
    blocked = replace(SEASON, own=of(Level.BLOCK, date(2026, 11, 9), date(2026, 11, 24)))
    now, before = ({wish.key: wish for wish in timeline.deliveries(one)} for one in (blocked, SEASON))
    assert now.keys() == before.keys()
    moved = {key for key in now if now[key].due != before[key].due}
    assert {now[key].message for key in moved} >= {"prompt", "nudge", "session-after"}
    for key, wish in now.items():
        least = waits_from(wish.class_, wish.kind)
        assert least is None or blocked.own.over(wish.due, least) is None, key
        assert least is not None or key not in moved, key
    assert timeline.deliveries(replace(blocked, own=NO_DAYS)) == timeline.deliveries(SEASON)


def test_after_a_break_nobody_is_nudged_within_a_week_of_the_prompt() -> None:
    season = replace(SEASON, own=of(Level.BLOCK, date(2026, 11, 10), date(2026, 11, 24)))
    prompts = {wish.key.removesuffix("prompt"): wish for wish in told(season, "prompt")}
    for nudge in told(season, "nudge"):
        assert nudge.due >= prompts[nudge.key.removesuffix("nudge")].due + timedelta(days=7)
