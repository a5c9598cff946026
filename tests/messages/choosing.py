"""What is said while a person decides who is in, made from the longest facts that it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.ground.ids import ApplicationId
from domain.ground.spreadsheets import Fault
from domain.joining.decisions import Unclear
from domain.joining.selection import Drawn, Weights
from domain.joining.signups import ApplicationState, Decision, Ground
from messages.ground.values import Form, Message
from messages.joining import decisions, selection
from tests.messages.world import NOW, World

HEAVY: Final = Weights(10, 10, 10, 10)
DRAWN: Final = Drawn(2**53 - 1, HEAVY, 24, (), ())


def draft(w: World) -> selection.Draft:
    """People who were moved, and why."""
    moved = replace(w.application_in(ApplicationState.APPLIED), proposed=Decision.DECLINE, grounds=(Ground.BY_HAND,))
    applications = [replace(moved, id=ApplicationId(9_999_000 + n), because=w.letter * 200) for n in range(40)]
    lines = tuple(selection.DraftLine(one, w.name, in_good_standing=False) for one in applications)
    return selection.Draft(w.cohort, lines, 0, 1, 2**53 - 1, HEAVY, 9_999_999, comparable=True)


def drawn(w: World) -> selection.Draft:
    """As it is drawn, with all the grounds there are."""
    lines = tuple(
        selection.DraftLine(w.application_in(ApplicationState.APPLIED, n), w.name, in_good_standing=False) for n in range(selection.PAGE)
    )
    return selection.Draft(w.cohort, lines, 0, 0, 2**53 - 1, HEAVY, 9_999_999, comparable=True)


def compared(w: World, *, nobody: bool = False) -> selection.Comparison:
    """The last two drafts, by which many are in or nobody is."""
    names = () if nobody else w.names * 20
    return selection.Comparison(w.cohort, (DRAWN, DRAWN), (NOW, NOW), names, names, names)


def decided(w: World, moves: int) -> decisions.Preview:
    """A file that moves so many, with a line of each kind that is not understood."""
    lapses = tuple(Fault(9_900 + n, why, w.letter * 80, (9_999,) * 5, 9_999) for n, why in enumerate((*Unclear, *Unclear)))
    moved = tuple(decisions.Move(n, w.name, Decision.DECLINE, Decision.WAIT) for n in range(moves))
    return decisions.Preview(w.cohort, 9_999_999, moved, moves, 500, 24, lapses, 1)


CHOOSING: Final[dict[str, Callable[[World], Message | Form]]] = {
    "selection.draft of people who were moved": lambda w: selection.draft(draft(w)),
    "selection.draft of people with every ground": lambda w: selection.draft(drawn(w)),
    "selection.because_form": lambda w: selection.because_form(draft(w), draft(w).shown, 2**48 - 1),
    "selection.draft of a cohort without an aim": lambda w: selection.draft(replace(drawn(w), cohort=replace(w.cohort, aim=None))),
    "selection.weights_form of a cohort without an aim": lambda w: selection.weights_form(replace(w.cohort, aim=None), HEAVY),
    "selection.weights_form": lambda w: selection.weights_form(w.cohort, HEAVY),
    "selection.compared": lambda w: selection.compared(compared(w)),
    "selection.compared and nobody is in": lambda w: selection.compared(compared(w, nobody=True)),
    "decisions.listing": lambda w: decisions.listing(decisions.Listing(w.cohort, tuple((line, w.program.zone) for line in draft(w).lines))),
    "decisions.listing of nobody": lambda w: decisions.listing(decisions.Listing(w.cohort, ())),
    "decisions.preview": lambda w: decisions.preview(decided(w, 500)),
    "decisions.preview of lines that are not understood": lambda w: decisions.preview(decided(w, 0)),
    "decisions.taken": lambda w: decisions.taken(decisions.Taken(w.cohort, 999, 999, decided(w, 0).lapses * 20)),
    "decisions.taken before": lambda w: decisions.taken(decisions.Taken(w.cohort, 999, 999, decided(w, 0).lapses * 20, again=True)),
}
