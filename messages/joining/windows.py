"""The sign-up window: that it is open or will be, what closing it would mean, and that it is closed."""

from domain.cohort.cohorts import Cohort, CohortState, Missing
from domain.ground.values import Value
from messages.ground.places import Reach, numbered, when
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, lines, moment, say


class Closing(Value):
    """What closing a window would mean: the cohort's state after, and whom it would give a place, in the order of their applications."""

    cohort: Cohort
    after: CohortState
    applied: int
    begun: int  # who would lose what they have begun
    reach: Reach | None
    mark: int  # of those who are named


def opened(cohort: Cohort) -> Message:
    """The window is open, or will open by itself."""
    closes = moment(cohort.closes_at) if cohort.closes_at else say("no-date")
    if cohort.state is CohortState.DRAFT and cohort.opens_at is not None:
        return Message(say("window-will-open", title=cohort.title, opens=cohort.opens_at, closes=closes))
    close = Button(say("button-close-window"), "window-close", (cohort.id,))
    return Message(say("window-opened", title=cohort.title, closes=closes, places=cohort.capacity), ((close,),))


def closing(view: Closing) -> Message:
    """What it would mean; nothing happens before the button."""
    given = None
    if view.reach is not None:
        names = view.reach.names
        given = say(
            "window-closing-gives", count=len(names), names=numbered(names), when=when(len(names), view.reach.first, view.reach.last)
        )  # fmt: skip
    elif view.after is CohortState.FORMING:
        given = say("window-closing-full")
    else:
        given = say("window-closing-choose", applied=view.applied)
    begun = say("window-closing-begun", count=view.begun) if view.begun else None
    yes = Button(say("button-close-window-yes"), "window-close-yes", (view.cohort.id, view.mark), Tone.MAIN)
    return Message(lines(say("window-closing", title=view.cohort.title), given, begun, say("window-closing-then")), ((yes,),))


def closed(cohort: Cohort, applied: int) -> Message:
    """To a facilitator: the window has closed, and what comes next."""
    text = say("window-closed", title=cohort.title, applied=applied, state=cohort.state.value)
    return Message(text, ((Button(say("button-today"), "today", (cohort.id,)),),))


def not_opened(cohort: Cohort, gaps: tuple[Missing, ...]) -> Message:
    """To a facilitator: the window did not open at its hour, and what is missing."""
    missing = Safe(", ".join(say(f"missing-{gap.value}") for gap in gaps)) or say("nothing-missing")
    return Message(say("window-not-opened", title=cohort.title, missing=missing), ((Button(say("button-today"), "today", (cohort.id,)),),))
