"""The one word to the facilitator about pairs that have not said how their month goes, with words that are ready to send."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from messages.cohort.cohorts import Quiet
from messages.ground.names import first_name
from messages.ground.values import Button, Message
from messages.ground.words import Safe, clean, lines, listed, moment, say

MOST_READY = 4  # pairs for whom words are given; each pair is named


def word(cohort: Cohort, number: int, quiet: Sequence[Quiet], until: datetime) -> Message:
    """Who is quiet and who was not understood, how to write to them if one likes, and that nothing more comes about this round."""
    silent = [pair for pair in quiet if not pair.wrote]
    text = lines(
        say("silence-title", title=cohort.title, number=number),
        say("silence-pairs", count=len(silent)) if silent else None,
        *(say("today-quiet-line", names=listed(pair.names)) for pair in silent),
        *(say("silence-wrote", names=listed(pair.names), wrote=listed(pair.wrote)) for pair in quiet if pair.wrote),
        say("silence-until", until=moment(until, "D")),
        say("silence-ready"),
        *_ready(quiet),
    )
    return Message(text, ((Button(say("button-today"), "today", (cohort.id,)),),))


def _ready(quiet: Sequence[Quiet]) -> Iterator[Safe]:
    """A text for each pair, or for who was not understood, to be copied as it is."""
    for pair in quiet[:MOST_READY]:
        to = listed([clean(first_name(name), 40) for name in pair.wrote or pair.names])
        yield Safe("> " + say("silence-words-wrote" if pair.wrote else "silence-words", names=to))
