"""An answer to a check-in is one row of one table, and nothing is forgotten about it: button, place, colour, words, understanding."""

from datetime import UTC, date, datetime, timedelta

from cogs.shared.drawing import GROUNDS
from domain.group.sessions import Round
from domain.pair.agreeing import Standing, cell
from domain.pair.checkins import Answer, Cell, CheckIn
from domain.pair.understanding import understand
from messages.ground.words import has, say
from messages.pair.checkins import ANSWERS, answered, change
from tests.for_each import for_each
from tests.messages.world import World

NOW = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
SPAN = Round(1, NOW, NOW + timedelta(days=28))
UNSAID = {Answer.NOT_THIS_MONTH}  # to a partner, who hears it only when they are to
ROUND = World("W").round


def test_every_answer_is_in_the_table_in_one_order_everywhere() -> None:
    assert list(ANSWERS) == list(Answer), "of the buttons"
    assert [shown.value for shown in Cell][: len(Answer)] == list(Answer), "of the legend and the columns of the report"
    assert len({row.act for row in ANSWERS.values()}) == len({row.colour for row in ANSWERS.values()}) == len(Answer)


@for_each(Answer)
def test_an_answer_has_its_button(answer: Answer) -> None:
    taps = change(ROUND).rows[0]
    assert isinstance(taps, tuple)
    assert [tap.act for tap in taps].index(ANSWERS[answer].act) == list(Answer).index(answer)
    assert has(f"button-answer-{answer.value}")


@for_each(Answer)
def test_an_answer_has_its_square_and_its_colour(answer: Answer) -> None:
    given = CheckIn(ROUND.pair, 1, answer, World("W").person.id, NOW)
    shown = cell(Standing(given, (given,)), SPAN, NOW, 2)
    assert shown.value == answer.value
    assert has(f"cell-{shown.value}")
    assert GROUNDS[shown] == ANSWERS[answer].colour


@for_each(Answer)
def test_an_answer_is_answered_in_words_of_its_own(answer: Answer) -> None:
    others = [answered(ROUND, other).text for other in Answer if other is not answer]
    assert answered(ROUND, answer).text not in others
    assert has(f"partner-said-{answer.value}") is (answer not in UNSAID)


@for_each(Answer)
def test_whoever_writes_back_what_a_button_says_is_understood(answer: Answer) -> None:
    assert understand(say(f"button-answer-{answer.value}"), date(2026, 11, 17), "UTC").answers == (answer,)
