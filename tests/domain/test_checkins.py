"""The grid of months: silence is "quiet", and whoever is left alone is not called so."""

from datetime import UTC, datetime, timedelta

from domain.ground.ids import PairId, PersonId
from domain.group.sessions import Round
from domain.pair.agreeing import Standing, cell
from domain.pair.checkins import Answer, Cell, CheckIn

NOW = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
ROUND = Round(1, NOW, NOW + timedelta(days=28))
AHEAD = Round(2, NOW + timedelta(days=1), NOW + timedelta(days=28))
SAID = CheckIn(PairId(1), 1, Answer.MET, PersonId(1), NOW)
MET = Standing(SAID, (SAID,))


def test_a_pair_that_has_said_nothing_is_quiet_and_before_its_round_nothing_at_all() -> None:
    assert cell(None, ROUND, NOW, 2) is Cell.QUIET
    assert cell(None, AHEAD, NOW, 2) is Cell.AHEAD


def test_whoever_is_left_alone_was_asked_nothing_and_is_not_called_quiet() -> None:
    assert cell(None, ROUND, NOW, 1) is Cell.ALONE


def test_what_was_said_stands_after_a_partner_has_left() -> None:
    assert cell(MET, ROUND, NOW, 1) is Cell.MET
