"""Whether a pair fits: the private question, its receipts, and the word about other pairs."""

from collections.abc import Sequence

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PairId
from messages.ground.names import first_name
from messages.ground.values import Button, Message
from messages.ground.words import lines, listed, say
from messages.joining.signups import pause_button


def question(cohort: Cohort, pair: PairId, name: str, partners: Sequence[str]) -> Message:
    """To each of a pair, once: who sees the answer stands before the buttons."""
    text = lines(say("fit-question", name=first_name(name), title=cohort.title, partners=listed(list(partners))), say("fit-who-sees"))
    return Message(text, ((_good(pair), _another(pair)), (pause_button(),)))


def _good(pair: PairId) -> Button:
    return Button(say("button-fit-good"), "fit-good", (pair,))


def _another(pair: PairId) -> Button:
    return Button(say("button-fit-another"), "fit-another", (pair,))


def again(pair: PairId) -> Message:
    """To words under the question: nothing is guessed from them."""
    return Message(say("apart-in-words"), ((_good(pair), _another(pair)), (pause_button(),)))


def good(pair: PairId, partners: Sequence[str]) -> Message:
    """It fits."""
    return Message(say("fit-good", partners=listed(list(partners))), ((_another(pair),),))


def another(pair: PairId, partners: Sequence[str]) -> Message:
    """They would rather have another partner."""
    return Message(say("fit-another", partners=listed(list(partners))), ((_good(pair),),))


def proposal(cohort: Cohort, pairing: int) -> Message:
    """To a facilitator: other pairs can be looked at. It says nothing that their own page does not."""
    return Message(say("fit-proposal", title=cohort.title), ((propose_button(cohort, pairing),),))


def propose_button(cohort: Cohort, pairing: int) -> Button:
    """Shows other pairs, whoever thought of it."""
    return Button(say("button-propose-pairs"), "pairs-propose", (cohort.id, pairing))
