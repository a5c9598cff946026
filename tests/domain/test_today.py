"""What the page for today finds beside the open round, and what it leaves alone."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.cohort.today import LOOKED_BACK, LeftOpen, left_alone, left_open, silent, without_pair
from domain.ground.ids import CohortId, PairId, PersonId
from domain.group.sessions import Round
from domain.pair.agreeing import standing
from domain.pair.checkins import Answer, CheckIn
from domain.pair.chevruta import Pair
from tests.messages.world import World

START = datetime(2026, 10, 13, 18, 0, tzinfo=UTC)
ENDS = START + timedelta(days=27)
ROUNDS = [Round(1, START, ENDS), Round(2, ENDS + timedelta(hours=2), ENDS + timedelta(days=28))]
COHORT = World("W").cohort_in(CohortState.MEETING)


def pair(number: int, *members: int, since: datetime = START) -> Pair:
    return Pair(PairId(number), CohortId(1), number, tuple(map(PersonId, members)), (), since)


def people(*numbers: int) -> tuple[PersonId, ...]:
    return tuple(map(PersonId, numbers))


PAIRS = [pair(1, 1, 2), pair(2, 3, 4)]


def test_a_member_without_a_pair_is_found_once_there_are_pairs_and_not_while_they_are_away_from_the_server() -> None:
    members = people(1, 2, 3, 4, 5, 6)
    assert without_pair(COHORT, START, members, PAIRS, people(6)) == people(5)
    assert without_pair(COHORT, None, members, [], ()) == ()
    assert without_pair(replace(COHORT, state=CohortState.CANCELLED), START, members, PAIRS, ()) == ()


def test_the_last_of_a_pair_is_found_and_a_trio_of_which_two_are_left_is_not() -> None:
    pairs = [*PAIRS, pair(3, 5, 6, 7)]
    assert left_alone(COHORT, pairs, people(1, 3, 4, 5, 6)) == people(1)


def test_of_a_round_that_is_over_those_pairs_are_named_that_said_nothing_and_were_asked() -> None:
    given = standing([CheckIn(PairId(1), 1, Answer.NOT_THIS_MONTH, PersonId(1), START)])
    late, broken = pair(3, 5, 6, since=ENDS), pair(4, 7, 8)
    pairs, present = [*PAIRS, late, broken], set(people(1, 2, 3, 4, 5, 6, 7))
    for at in (ENDS, ENDS + LOOKED_BACK - timedelta(seconds=1)):
        found = silent(ROUNDS, (), pairs, present, given, at)
        assert found is not None
        assert (found.number, found.pairs) == (1, (PairId(2),))
    for at in (ENDS - timedelta(seconds=1), ENDS + LOOKED_BACK):
        assert silent(ROUNDS, (), pairs, present, given, at) is None
    assert silent(ROUNDS, (1,), pairs, present, given, ENDS) is None, "nobody was asked in a round of a busy season"


def test_answers_that_contradict_each_other_are_found_while_the_round_is_open_and_for_two_weeks_after_it() -> None:
    met = CheckIn(PairId(1), 1, Answer.MET, PersonId(1), START)
    off = CheckIn(PairId(1), 1, Answer.NOT_THIS_MONTH, PersonId(2), START + timedelta(days=1))
    given = standing([met, off])
    for at in (START, ENDS, ENDS + LOOKED_BACK - timedelta(seconds=1)):
        assert left_open(ROUNDS, PAIRS, given, at) == (LeftOpen(1, PairId(1)),)
    for at in (START - timedelta(seconds=1), ENDS + LOOKED_BACK):
        assert left_open(ROUNDS, PAIRS, given, at) == ()
    settled = standing([met, off, replace(off, answer=Answer.MET, at=START + timedelta(days=2))])
    assert left_open(ROUNDS, PAIRS, settled, START) == ()
