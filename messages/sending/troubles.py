"""What the bot could not do by itself, for the staff of a program: what did not happen, and what they can do about it."""

from typing import Final

from domain.sending.timeline.turns import TurnKind
from domain.sending.troubles import DAMAGED, FailedTurn, HeldBack, JobState, Troubles
from messages.ground.values import Button, Message
from messages.ground.words import Safe, clean, lines, say

MOST = 5  # lines of each kind
OTHER: Final = "other"
TURNS: Final = (*(kind.value for kind in TurnKind), OTHER)
JOBS: Final = ("backup", "soundness", "forget", "presence", "standing", "weeks", OTHER)


def told(found: Troubles) -> Message:
    """One post about all that failed in an hour. It never says why: that is for the person who runs the bot."""
    shown = [
        *(_turn(turn) for turn in found.turns[:MOST]),
        *(_held(one) for one in found.held[:MOST]),
        *(_job(job) for job in found.jobs),
    ]
    left = sum(max(len(kind) - MOST, 0) for kind in (found.turns, found.held))
    more = say("trouble-more", count=left) if left else None
    text = lines(say("trouble-title"), *shown, more, say("trouble-held-next") if found.held else None, say("trouble-next"))
    return Message(text, ((Button(say("button-all-cohorts"), "overview", (0,)),),))


def _turn(turn: FailedTurn) -> Safe:
    kind = turn.kind if turn.kind in TURNS else OTHER
    title = clean(turn.title, 40) if turn.title else say("trouble-a-cohort")
    return say(f"trouble-turn-{kind}", title=title, number=turn.number)


def _held(one: HeldBack) -> Safe:
    return say("trouble-held", what=say(f"planned-{one.message}", number=0), count=one.count)


def _job(job: JobState) -> Safe:
    if job.fault == DAMAGED:
        return say("trouble-damaged")
    return say(f"trouble-job-{job.name if job.name in JOBS else OTHER}")
