"""Whose turn it is: first come, first in line, never beyond the places, and nobody who is to be passed over."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ground.ids import ApplicationId, CohortId, PersonId
from domain.ground.quiet import Besides, Observance, PersonQuiet, allowed, sacred
from domain.ground.times import LocalTime
from domain.joining.signups import Answers, Application, ApplicationState
from domain.joining.waitlist import OPEN_HOURS_A_DAY, after_open, next_in_line

S = ApplicationState
NOW = datetime(2026, 9, 1, tzinfo=UTC)


def those(first: int, many: int, state: ApplicationState) -> list[Application]:
    return [
        Application(ApplicationId(n), CohortId(1), PersonId(n + 100), state, Answers(), NOW, place=n) for n in range(first, first + many)
    ]


circles = st.tuples(st.integers(0, 6), st.integers(0, 6), st.sets(st.integers(100, 120)), st.integers(-2, 8), st.booleans())


@given(circles)
def test_no_more_places_are_given_than_are_free_and_nobody_who_is_passed_over_moves(
    circle: tuple[int, int, set[int], int, bool],
) -> None:
    came, waiting, over, free, offering = circle
    applied, line = those(10, came, S.APPLIED), those(0, waiting, S.WAITLISTED)
    moves = next_in_line(applied, line, {PersonId(one) for one in over}, free, offering=offering)
    assert sum(to is not S.WAITLISTED for to in moves.values()) <= max(free, 0)
    assert not [one for one in (*applied, *line) if one.person in over and one.id in moves]
    assert all(one.id in moves for one in applied if one.person not in over), "whoever comes has a place, or one in the line"
    assert offering or S.OFFERED not in moves.values()


@given(circles)
def test_nobody_gets_a_place_while_somebody_who_stands_before_them_gets_none(circle: tuple[int, int, set[int], int, bool]) -> None:
    came, waiting, over, free, offering = circle
    applied, line = those(10, came, S.APPLIED), those(0, waiting, S.WAITLISTED)
    moves = next_in_line(applied, line, {PersonId(one) for one in over}, free, offering=offering)
    in_turn = [moves.get(one.id, S.WAITLISTED) for one in (*line, *applied) if one.person not in over]
    placed = [to is not S.WAITLISTED for to in in_turn]
    assert placed == sorted(placed, reverse=True)


def test_whoever_comes_first_has_the_place_and_the_next_ones_stand_in_line() -> None:
    moves = next_in_line(those(1, 3, S.APPLIED), [], set(), 1, offering=False)
    assert list(moves.values()) == [S.ACCEPTED, S.WAITLISTED, S.WAITLISTED]


def test_a_free_place_is_offered_before_somebody_who_comes_now_gets_it() -> None:
    moves = next_in_line(those(9, 1, S.APPLIED), those(1, 1, S.WAITLISTED), set(), 1, offering=True)
    assert moves == {9: S.WAITLISTED, 1: S.OFFERED}


ZONES = ("America/New_York", "Asia/Jerusalem", "Europe/London", "Pacific/Honolulu", "Australia/Adelaide")
quiets = st.builds(PersonQuiet, st.sampled_from(ZONES), st.sampled_from(Observance))
instants = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(quiets, quiets, instants, st.integers(1, 7))
def test_the_time_of_an_offer_never_ends_at_night_or_in_the_persons_or_the_programs_sacred_time(
    person: PersonQuiet, program: PersonQuiet, arrived: datetime, days: int
) -> None:
    ends = after_open(Besides(person, frozenset({program})), arrived, timedelta(hours=OPEN_HOURS_A_DAY * days))

    assert allowed(person, ends)
    assert sacred(program, ends) is None
    assert ends >= after_open(person, arrived, timedelta(hours=OPEN_HOURS_A_DAY * days)), "nobody has less time for it"


def test_an_offer_to_somebody_who_keeps_nothing_does_not_end_on_the_programs_rosh_hashanah() -> None:
    alex = PersonQuiet("America/New_York", Observance.NONE)
    program = PersonQuiet("America/New_York", Observance.TWO_DAY)
    arrived = LocalTime(date(2026, 9, 8), time(14), "America/New_York").instant()

    alone = after_open(alex, arrived, timedelta(hours=48))
    ends = after_open(Besides(alex, frozenset({program})), arrived, timedelta(hours=48))

    assert sacred(program, alone) is not None
    assert ends >= LocalTime(date(2026, 9, 14), time(9), "America/New_York").instant()
