"""The one word to the facilitator about pairs that have not said how their month goes, with words that are ready to send."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from messages.cohort.cohorts import Quiet, Today
from messages.ground.names import first_name
from messages.ground.values import CONTENT_LIMIT, Button, Message
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


def ready(view: Today) -> Message:
    """Words to copy for each pair that the page for today names: who said what is in none of them."""
    parts = [] if view.unasked else [*_ready(view.quiet, len(view.quiet))]
    parts += [_copied(say("to-send-time", names=_firsts(names))) for names in view.helped]
    parts += [_copied(say("to-send-differ", names=_firsts(names))) for _, names in view.loose.unsettled]
    parts += [_copied(say("to-send-over", names=_firsts(names))) for names in view.loose.silent.values()]
    today = ((Button(say("button-today"), "today", (view.cohort.id,)),),)
    if not parts:
        return Message(say("to-send-none", title=view.cohort.title), today)
    text = say("to-send-ready", title=view.cohort.title)
    for n, part in enumerate(parts):
        longer, left = lines(text, part), len(parts) - n - 1
        beyond = say("to-send-more", count=left + 1)
        if len(lines(longer, beyond) if left else longer) > CONTENT_LIMIT:
            return Message(lines(text, beyond), today)
        text = longer
    return Message(text, today)


def _copied(words: Safe) -> Safe:
    return Safe(f"> {words}")


def _firsts(names: Sequence[str]) -> Safe:
    return listed([clean(first_name(name), 40) for name in names])


def _ready(quiet: Sequence[Quiet], most: int = MOST_READY) -> Iterator[Safe]:
    """A text for each pair, or for who was not understood, to be copied as it is."""
    for pair in quiet[:most]:
        yield _copied(say("silence-words-wrote" if pair.wrote else "silence-words", names=_firsts(pair.wrote or pair.names)))
