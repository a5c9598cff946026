"""Ways to study, proposed for a round that has no text yet."""

from collections.abc import Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from domain.pair.formats import numbered
from messages.ground.values import Button, Message
from messages.ground.words import Safe, lines, moment, say
from messages.pair import formats


class Chosen(Value):
    """A way that was chosen for a round. `sent`: its texts have begun to go out; `kept`: a text by staff was there, and stays."""

    cohort: Cohort
    round: int
    way: int
    sent: bool = False
    kept: bool = False


def lacks(cohort: Cohort, number: int, opens_at: datetime, ways: Sequence[int], *, paired: bool) -> Message:
    """To who leads: a round opens in a week and has no text; one tap gives it one of these, and nothing has to be done.

    `paired`: there is a pair; otherwise each studies alone.
    """
    described = [formats.described(numbered(way)) for way in ways]
    begin, end = say("round-lacks", title=cohort.title, number=number, at=moment(opens_at, "D")), say("round-lacks-else", paired=paired)
    text = lines(begin, *described, end)
    return Message(
        text, (tuple(Button(formats.title(numbered(way)), "way", (cohort.id, number, way)) for way in ways), (_write(cohort, number),))
    )


def chosen(view: Chosen) -> Message:
    """The receipt: how the round's pairs study, or that it has a text already."""
    what = Safe("kept" if view.kept else "sent" if view.sent else "chosen")
    text = say("way-chosen", what=what, way=formats.title(numbered(view.way)), title=view.cohort.title, number=view.round)
    return Message(text, ((_write(view.cohort, view.round),),))


def _write(cohort: Cohort, number: int) -> Button:
    return Button(say("button-write-own"), "prompt-write", (cohort.id, number))
