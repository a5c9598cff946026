"""What is said when nothing was done: a refusal, a fault of ours, or that it takes too long; and what was typed, given back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import cast

from domain.ground.refusal import TO_CORRECT, Refusal
from messages.ground.dates import civil_words
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, has, lines, plain, quoted, say

Again = tuple[str, tuple[str | int, ...]]  # the act of the button that opens a form, and its arguments
_ON_BUTTONS = ("choices", "beside")


def refusal(no: Refusal, again: Again | None = None, choose: Again | None = None) -> Message:
    """A "no" as a sentence that says what to change; to a form, with the button that opens it again where that is of use.

    `choose`: the act that takes one of several places which may be meant, each of which has a button, with what was said `beside` it.
    """
    choices, beside = (cast("tuple[str, ...]", no.facts.get(fact, ())) for fact in _ON_BUTTONS)
    places = tuple(Button(one, choose[0], (*choose[1], *beside, one), Tone.MAIN) for one in choices) if choose else ()
    form = (Button(say("button-form-again"), *again, Tone.PLAIN if places else Tone.MAIN),) if again and no.why in TO_CORRECT else ()
    return Message(say(_name_of(no), **_facts_of(no, say)), tuple(row for row in (places, form) if row))


def refusal_line(no: Refusal) -> str:
    """The same for the command line, where no mark-up is read."""
    return plain(_name_of(no), **_facts_of(no, plain))


def _name_of(no: Refusal) -> str:
    return name if has(name := f"refused-{no.why.value}") else "refused-unknown-button"


def _facts_of(no: Refusal, said: Callable[[str], str]) -> dict[str, object]:
    """A tuple of names, such as of what is missing, becomes a row of phrases, and a day is in words. Choices are buttons."""
    return {fact: _fact(fact, value, said) for fact, value in no.facts.items() if fact not in _ON_BUTTONS}


def _fact(fact: str, value: object, said: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return Safe(", ".join(_phrase(fact, part, said) for part in cast("tuple[str, ...]", value)))
    return civil_words(value) if isinstance(value, date) and not isinstance(value, datetime) else value


def _phrase(fact: str, part: str, said: Callable[[str], str]) -> str:
    return said(f"power-{part}") if fact == "powers" else said(f"missing-{part}")


def fault(mark: str) -> Message:
    """A fault of ours: said plainly, with a mark that an operator finds in the log; what was typed is given back where it can be."""
    return Message(say("fault", mark=mark))


def slow(*, form: bool) -> Message:
    """It takes longer than anybody should wait. What opens a form only reads; of anything else it is not known yet whether it is done."""
    return Message(say("slow-form" if form else "slow"))


def give_back(typed: Sequence[tuple[str, str]]) -> Safe:
    """What was typed into a form that could not be taken, so that nothing is lost; all of it fits into one message."""
    given = [(_asked(field), text) for field, text in typed if text.strip()]
    room = 1400 // max(len(given), 1)
    return lines(say("give-back"), *(Safe(f"**{asked}**\n{quoted(text, room)}") for asked, text in given))


def _asked(field: str) -> Safe:
    """A field's own question, where it is one of ours."""
    return say(f"field-{field}") if has(f"field-{field}") else clean(field, 45)
