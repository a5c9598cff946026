"""The grid of pairs by rounds: every pair in its own line, every round in its own column, and nobody counted who has left."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from domain.ground.ids import CohortId, PairId, PersonId
from domain.group.sessions import Round
from domain.pair.agreeing import standing
from domain.pair.checkins import Answer, Cell, CheckIn
from domain.pair.chevruta import Pair
from domain.pair.progress import Grid, grid, with_a_line

START = datetime(2026, 10, 13, 18, 0, tzinfo=UTC)
MONTH = timedelta(days=28)
ROUNDS = [Round(number, START + (number - 1) * MONTH, START + number * MONTH - timedelta(hours=2)) for number in (1, 2, 3)]


def pair(number: int, *members: int) -> Pair:
    return Pair(PairId(number), CohortId(1), number, tuple(map(PersonId, members)), (), START)


def said(number: int, round_: int, answer: Answer, by: int = 1) -> CheckIn:
    return CheckIn(PairId(number), round_, answer, PersonId(by), START)


def at(now: datetime, *given: CheckIn, present: frozenset[int] = frozenset({1, 2, 3, 4, 5})) -> Grid:
    return grid([pair(7, 1, 2), pair(3, 3, 4, 5)], ROUNDS, standing(given), {PersonId(one) for one in present}, now)


def test_each_pair_has_a_line_in_the_order_of_the_pairs_and_a_cell_for_each_round() -> None:
    found = at(START + MONTH, said(7, 1, Answer.MET), said(3, 1, Answer.HELP), said(3, 2, Answer.DATE))
    assert [line.people for line in found.lines] == [(1, 2), (3, 4, 5)]
    assert [line.cells for line in found.lines] == [(Cell.MET, Cell.QUIET, Cell.AHEAD), (Cell.HELP, Cell.DATE, Cell.AHEAD)]
    assert found.rounds == (1, 2, 3)


def test_the_latest_word_of_either_partner_stands() -> None:
    found = at(START + MONTH, said(7, 1, Answer.NOT_THIS_MONTH), said(7, 1, Answer.MET, by=2))
    assert found.lines[0].cells[0] is Cell.MET


def test_whoever_is_left_alone_was_asked_nothing_and_what_the_pair_said_before_stays() -> None:
    found = at(START + MONTH, said(7, 1, Answer.MET), present=frozenset({2, 3, 4, 5}))
    assert found.lines[0].people == (PersonId(2),)
    assert found.lines[0].cells == (Cell.MET, Cell.ALONE, Cell.ALONE)


def test_a_pair_that_left_whole_keeps_its_line_so_that_no_other_changes_its_number() -> None:
    found = at(START + MONTH, present=frozenset({3, 4, 5}))
    assert [line.people for line in found.lines] == [(), (3, 4, 5)]


def test_who_is_paired_anew_has_a_line_for_each_pair_and_each_shows_its_own_rounds() -> None:
    changed = START + MONTH + timedelta(days=9)  # in the second round
    before, after = replace(pair(7, 1, 2), until=changed), replace(pair(9, 1, 2, 3), since=changed)
    given, now = standing([said(7, 1, Answer.MET)]), changed + timedelta(days=1)
    found = grid(with_a_line([before, after], ROUNDS, now), ROUNDS, given, {PersonId(one) for one in (1, 2, 3)}, now)
    assert [line.cells for line in found.lines] == [
        (Cell.MET, Cell.QUIET, Cell.OTHERS), (Cell.OTHERS, Cell.OTHERS, Cell.AHEAD),
    ]  # fmt: skip
    assert with_a_line([replace(before, until=START), after], ROUNDS, now) == [after], "one that never had a round has no line"


def test_no_round_is_open_before_the_first_and_between_two() -> None:
    before, during, between = at(START - MONTH), at(START), at(START + MONTH - timedelta(hours=1))
    assert [(one.begun, one.open) for one in (before, during, between)] == [(0, None), (1, 1), (1, None)]
    assert set(before.lines[0].cells) == {Cell.AHEAD}
