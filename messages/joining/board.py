"""The board: what is open or coming on a server, with a way in for each."""

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import ChannelId
from domain.ground.values import Value
from domain.group.sessions import Term
from domain.joining.signups import ApplicationState
from messages.ground.pages import paging
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, label, lines, listed, moment, say
from messages.joining.signups import tell_me
from messages.joining.term import term_line

PAGE = 3  # each with its own button, and a row to turn the page


class BoardLine(Value):
    """One cohort on the board."""

    cohort: Cohort
    facilitators: tuple[str, ...]
    term: Term
    mine: ApplicationState | None = None  # of whoever reads it


class Board(Value):
    """One page of what is open or coming on a server, and how much there is in all."""

    program: Program
    lines: tuple[BoardLine, ...]
    page: int
    total: int
    topics: tuple[Cohort, ...] = ()  # where there is nothing to show: the latest cohort on each topic there was


def board(view: Board) -> Message:
    """Everything one may join or is about to begin, with a way in for each."""
    return _board(view, None)


def living_board(view: Board) -> Message:
    """The same in a channel, where it is kept up to date: its first page, and where to see the rest."""
    return _board(view, say("board-goes-on", count=view.total - len(view.lines)) if view.total > len(view.lines) else None)


def board_moved(channel: ChannelId) -> Message:
    """In place of a board that is kept in another channel now."""
    return Message(say("board-moved", channel=Safe(f"<#{channel}>")))


def _board(view: Board, beyond: Safe | None) -> Message:
    if not view.lines:
        tell = say("board-topics") if view.topics else None
        rows = tuple((tell_me(cohort),) for cohort in view.topics)
        return Message(lines(say("board-empty", contact=view.program.contact), tell), (*rows, (_ask_button(),)))
    parts = [say("board-title", program=view.program.name), beyond, *map(_board_line, view.lines)]
    rows = [(button,) for line in view.lines if (button := _way_in(line.cohort, line.mine)) is not None]
    return Message(lines(*parts), (*rows, (*paging("board", (), view.page, more=(view.page + 1) * PAGE < view.total), _ask_button())))


_KEPT_FROM_ITS_OWN = {ApplicationState.DECLINED, ApplicationState.LAPSED, ApplicationState.WITHDRAWN, ApplicationState.REMOVED}
_SHOWN_TO_ITS_OWN = frozenset(ApplicationState) - _KEPT_FROM_ITS_OWN


def _way_in(cohort: Cohort, mine: ApplicationState | None) -> Button | None:
    """What the reader can do there: answer what waits for them, change what they said, or sign up; None where there is nothing."""
    match mine:
        case ApplicationState.OFFERED:
            return Button(label("button-i-am-in-of", title=cohort.title), "offer-yes", (cohort.id,), Tone.GOOD)
        case ApplicationState.STARTED | ApplicationState.APPLIED if cohort.state is CohortState.OPEN:
            return Button(label("button-answers-of", title=cohort.title), "signup", (cohort.id,))
        case ApplicationState.ACCEPTED | ApplicationState.WAITLISTED | ApplicationState.APPLIED:
            return None
        case _ if cohort.state is CohortState.OPEN:
            return Button(label("button-sign-up", title=cohort.title), "signup", (cohort.id,), Tone.MAIN)
        case _:
            return tell_me(cohort)


def _ask_button() -> Button:
    return Button(say("button-ask"), "ask")


def _board_line(line: BoardLine) -> Safe:
    mine = say("board-mine", state=line.mine.value) if line.mine is not None and line.mine in _SHOWN_TO_ITS_OWN else None
    return lines(_line(line.cohort, line.facilitators, line.term), mine)


def _line(cohort: Cohort, facilitators: tuple[str, ...], term: Term) -> Safe:
    aim = say("cohort-aim", aim=clean(cohort.aim, 100)) if cohort.aim else None
    line_ = say(
        "board-line", title=cohort.title, topic=cohort.topic, facilitators=listed(facilitators) or say("nobody-yet"),
        places=cohort.capacity, state=cohort.state.value, closes=moment(cohort.closes_at) if cohort.closes_at else say("no-date"),
        policy=cohort.policy.value if cohort.policy else "draft", opens=moment(cohort.opens_at) if cohort.opens_at else say("no-date"),
        dates=term_line(term) or say("no-dates-ahead", begun=term.begun),
    )  # fmt: skip
    return lines(line_, aim)
