"""The word to staff about the letters of one publication: how many arrived, and whose did not."""

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from messages.ground.outcomes import because
from messages.ground.values import Button, Message
from messages.ground.words import Safe, clean, lines, say

MOST_NAMED = 10


class Receipt(Value):
    """How the letters of one publication ended; `lost` names those that did not arrive, or perhaps did, and why."""

    cohort: Cohort
    total: int
    arrived: int
    threads: int  # of those that arrived, in a private thread
    unneeded: int  # their readers had answered, left or been offered a place before
    waiting: int
    lost: tuple[tuple[str, str, bool], ...]  # name, the reason as it is kept, and whether it is uncertain


def receipt(view: Receipt) -> Message:
    """To staff: how many letters of a publication have arrived, and whose have not."""
    name = "publish-receipt-all" if view.arrived == view.total else "publish-receipt"
    first = say(name, title=view.cohort.title, total=view.total, arrived=view.arrived, threads=view.threads)
    unneeded = say("publish-receipt-unneeded", count=view.unneeded) if view.unneeded else None
    waiting = say("publish-receipt-waiting", count=view.waiting) if view.waiting else None
    more = say("publish-receipt-more", count=len(view.lost) - MOST_NAMED) if len(view.lost) > MOST_NAMED else None
    then = say("publish-receipt-then") if view.lost else None
    text = lines(first, unneeded, waiting, *(_lost_line(*one) for one in view.lost[:MOST_NAMED]), more, then)
    return Message(text, ((Button(say("button-today"), "today", (view.cohort.id,)),),))


def _lost_line(name: str, reason: str, uncertain: bool) -> Safe:
    return say("publish-receipt-perhaps" if uncertain else "publish-receipt-lost", name=clean(name, 40), reason=because(reason))
