"""What a program's days are read from: the schedule that it and its members keep, civic days, and dates of its own."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.civic import Civic
from domain.ground.days import Finding, Level
from domain.ground.quiet import Observance, PersonQuiet
from domain.ground.times import LocalTime
from domain.group.series import clashes, weigh
from domain.program.dates import MOST_DAYS, Almanac, CommunityDate

NOW = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
NEW_YORK = "America/New_York"
SECOND_DAY = LocalTime(date(2027, 4, 23), time(11), NEW_YORK)  # 16 Nisan, a Friday: Pesach II, or Chol HaMoed
ONE, TWO = PersonQuiet(NEW_YORK, Observance.ONE_DAY), PersonQuiet(NEW_YORK, Observance.TWO_DAY)


def found(when: LocalTime, members: list[PersonQuiet], almanac: Almanac = Almanac()) -> dict[str, Level]:  # noqa: B008 - a value
    return {finding.name: finding.level for finding in weigh(when, members, 60, almanac)[0]}


def test_a_program_in_new_york_that_keeps_one_day_has_no_second_day() -> None:
    days = found(SECOND_DAY, [ONE], Almanac(Observance.ONE_DAY))

    assert "pesach-2" not in days
    assert days["chol-hamoed-pesach"] is Level.STRONG


def test_a_program_in_jerusalem_that_keeps_two_days_has_the_second() -> None:
    when = LocalTime(SECOND_DAY.date, time(11), "Asia/Jerusalem")

    assert found(when, [], Almanac(Observance.TWO_DAY))["pesach-2"] is Level.BLOCK
    assert "pesach-2" not in found(when, [])


def test_a_program_that_named_no_schedule_has_that_of_its_members() -> None:
    assert "pesach-2" not in found(SECOND_DAY, [ONE, ONE])
    assert found(SECOND_DAY, [])["pesach-2"] is Level.BLOCK


def test_a_second_day_that_only_some_members_keep_is_strong_and_blocks_nobody_else() -> None:
    days = found(SECOND_DAY, [ONE, TWO], Almanac(Observance.ONE_DAY))

    assert days["pesach-2"] is Level.STRONG
    assert weigh(SECOND_DAY, [ONE, TWO], 60, Almanac(Observance.ONE_DAY))[1] == 1, "who keeps it is inside it"


def test_a_day_that_both_schedules_have_is_said_once() -> None:
    findings, _ = weigh(LocalTime(date(2027, 5, 11), time(13), NEW_YORK), [ONE, TWO], 60)

    assert [finding.name for finding in findings] == ["yom-hazikaron"]


def test_a_program_chooses_whose_civic_days_it_has() -> None:
    thanksgiving = LocalTime(date(2026, 11, 26), time(11), "Europe/London")

    assert "thanksgiving" in found(thanksgiving, [], Almanac(civic=frozenset({Civic.US, Civic.BRITAIN})))
    assert found(thanksgiving, [], Almanac(civic=frozenset())) == found(thanksgiving, []) == {}


def test_a_proposal_is_as_light_as_the_schedule_says() -> None:
    second_day_of_shavuot = LocalTime(date(2028, 6, 1), time(11), NEW_YORK)

    (clash,) = clashes([second_day_of_shavuot], [TWO], 60, NOW)
    assert clash is not None
    assert clash.level is Level.BLOCK
    assert clashes([second_day_of_shavuot], [ONE], 60, NOW, Almanac(Observance.ONE_DAY)) == (None,)


def test_a_date_of_the_programs_own_counts_as_its_class_says_on_each_of_its_days() -> None:
    convention = CommunityDate(date(2026, 11, 9), date(2026, 11, 11), "Convention", Level.BLOCK)
    almanac = Almanac(own=(convention,))

    for day, expected in ((8, False), (9, True), (11, True), (12, False)):
        findings, _ = weigh(LocalTime(date(2026, 11, day), time(13), NEW_YORK), [], 60, almanac)
        assert (Finding(Level.BLOCK, "own", "Convention") in findings) is expected, day


def test_of_days_that_count_alike_the_programs_own_is_said_first() -> None:
    retreat = CommunityDate(date(2026, 9, 7), date(2026, 9, 7), "Retreat", Level.LIGHT)
    findings, _ = weigh(LocalTime(date(2026, 9, 7), time(11), NEW_YORK), [], 60, Almanac(own=(retreat,)))

    assert [one.words or one.name for one in findings] == ["Retreat", "clergy-season", "labor-day"]


def test_no_proposal_falls_on_a_date_of_the_programs_own() -> None:
    week_after = CommunityDate(date(2026, 11, 15), date(2026, 11, 21), "Retreat", Level.STRONG)
    convention = CommunityDate(date(2026, 11, 10), date(2026, 11, 10), "Convention", Level.BLOCK)

    (clash,) = clashes([LocalTime(date(2026, 11, 10), time(13), NEW_YORK)], [], 60, NOW, Almanac(own=(convention, week_after)))
    assert clash is not None
    assert clash.level is Level.BLOCK
    assert all(not week_after.first <= other.when.date <= week_after.last for other in clash.alternatives)
    assert clash.alternatives


def test_a_note_of_the_programs_own_speaks_against_nothing() -> None:
    note = CommunityDate(date(2026, 11, 10), date(2026, 11, 10), "Board meets", Level.NOTE)

    assert clashes([LocalTime(date(2026, 11, 10), time(13), NEW_YORK)], [], 60, NOW, Almanac(own=(note,))) == (None,)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, MOST_DAYS - 1)), max_size=40), st.integers(0, 520))
def test_every_date_that_has_begun_and_is_not_over_is_found(given_: list[tuple[int, int]], offset: int) -> None:
    start, day = date(2026, 9, 1), date(2026, 9, 1) + timedelta(days=offset)
    own = [CommunityDate(start + timedelta(n), start + timedelta(n + more), f"{i}", Level.NOTE) for i, (n, more) in enumerate(given_)]
    findings, _ = weigh(LocalTime(day, time(13), NEW_YORK), [], 60, Almanac(own=tuple(sorted(own, key=lambda one: one.key))))

    assert {one.words for one in findings if one.name == "own"} == {one.name for one in own if one.first <= day <= one.last}
