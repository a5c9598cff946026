"""Decisions made elsewhere: the applications as a file, and a file of decisions before and after it is taken in."""

import csv
from collections.abc import Sequence
from io import StringIO

from domain.cohort.cohorts import Cohort
from domain.ground.spreadsheets import Fault, spanned
from domain.ground.values import Value
from domain.joining.decisions import Unclear
from domain.joining.signups import Decision
from messages.ground.pages import paging
from messages.ground.values import Button, File, Message, Tone
from messages.ground.words import Safe, clean, lines, plain, say
from messages.joining.selection import DraftLine
from messages.joining.signups import SETTINGS
from messages.program.report import harmless

PAGE = 10  # lines of a file on one page
LISTED = ("application", "name", "setting", "congregation", "zone", "why", "bring", "standing", "fits", "decision")
_NUMBERS = 60  # line numbers that a receipt still lists


class Listing(Value):
    """A cohort's applications, each with its time zone, in the order of the draft."""

    cohort: Cohort
    lines: tuple[tuple[DraftLine, str], ...]


class Move(Value):
    """What a line of a file would change; `was` is None for who has no proposal yet."""

    line: int
    name: str
    was: Decision | None
    decision: Decision


class Preview(Value):
    """What a file would change: those it moves, how many stay where they are, and how many would then be in, for how many places."""

    cohort: Cohort
    number: int
    moves: tuple[Move, ...]
    same: int
    accepted: int
    places: int
    lapses: tuple[Fault[Unclear], ...]
    page: int = 0
    mark: int = 0  # of how those in it stand now


class Taken(Value):
    """What a file changed; `again`: by an earlier press."""

    cohort: Cohort
    moved: int
    same: int
    lapses: tuple[Fault[Unclear], ...]
    again: bool = False


def listing(view: Listing) -> Message:
    """The applications as a file: what they wrote for those who decide, and no private wish."""
    if not view.lines:
        return Message(say("draft-empty", title=view.cohort.title))
    text = say("decisions-file", title=view.cohort.title, count=len(view.lines))
    return Message(text, file=File(f"applications-{view.cohort.id}.csv", _csv(view.cohort, view.lines)))


def _csv(cohort: Cohort, rows: Sequence[tuple[DraftLine, str]]) -> bytes:
    """UTF-8 with its mark, by which spreadsheets know it; one line for each, so that its numbers are those that a preview names.

    The cohort's own questions come last, so that none of them is taken for a column of ours.
    """
    into = StringIO()
    writer = csv.writer(into)
    columns = [name for name in LISTED if cohort.aim or name != "fits"]
    writer.writerow([*(plain(f"listed-{name}") for name in columns), *(_cell(question) for question in cohort.questions)])
    # A few words for hundreds of lines.
    settings = {name: plain(f"setting-{name}") for name in SETTINGS}
    decided = {decision: plain(f"decision-{decision.value}") for decision in Decision}
    yes = {True: plain("listed-yes"), False: plain("listed-no")}
    for line, zone in rows:
        application, answers = line.application, line.application.answers
        cells = (
            str(application.id), line.name, settings.get(answers.setting, ""), answers.congregation, zone, answers.why, answers.bring,
            yes[line.in_good_standing], *((yes[application.fits_aim],) if cohort.aim else ()),
            decided[application.proposed] if application.proposed else "",
            *(dict(answers.own).get(question, "") for question in cohort.questions),
        )  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    return into.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return harmless(" ".join(text.split()))


def preview(view: Preview) -> Message:
    """Line by line what would change and what was not understood; nothing is changed yet."""
    found = sorted((*view.lapses, *view.moves), key=lambda one: one.line)
    taken = len(view.moves) + view.same
    counts = say(
        "decisions-preview",
        title=view.cohort.title,
        moves=len(view.moves),
        same=view.same,
        unread=sum(spanned(one.line, one.last)[1] for one in view.lapses),
    )
    after = say("decisions-after", accepted=view.accepted, places=view.places)
    then = say("decisions-then") if taken else say("decisions-nothing")
    apply = (Button(say("button-decide", count=taken), "decide", (view.cohort.id, view.number, view.mark), Tone.MAIN),) if taken else ()
    more = (view.page + 1) * PAGE < len(found)
    buttons = (*apply, *paging("decide-lines", (view.cohort.id, view.number), view.page, more=more))
    shown = [_lapse(one) if isinstance(one, Fault) else _move(one) for one in found[view.page * PAGE : (view.page + 1) * PAGE]]
    return Message(lines(counts, after, then, *shown), (buttons,) if buttons else ())


def _lapse(lapse: Fault[Unclear]) -> Safe:
    also = ", ".join(str(line) for line in lapse.also)
    at, many = spanned(lapse.line, lapse.last)
    return say(f"unclear-{lapse.why.value}", line=at, count=many, typed=clean(lapse.typed, 40), also=also)


def _move(move: Move) -> Safe:
    decision = say(f"decision-{move.decision.value}")
    was = say(f"decision-{move.was.value}") if move.was else say("decisions-was-nothing")
    return say("decisions-move", line=str(move.line), name=clean(move.name, 40), decision=decision, was=was)


def taken(view: Taken) -> Message:
    """It is done, or was before, with the lines that were left out, since the file itself is not kept."""
    back = Button(say("button-open-draft"), "draft", (view.cohort.id, 0))
    done = say("decisions-taken-before" if view.again else "decisions-taken", title=view.cohort.title, moved=view.moved, same=view.same)
    return Message(lines(done, _left_out(view.lapses), say("decisions-next")), ((back,),))


def _left_out(lapses: Sequence[Fault[Unclear]]) -> Safe | None:
    numbers = ", ".join(spanned(lapse.line, lapse.last)[0] for lapse in lapses[:_NUMBERS])
    return say("decisions-without", numbers=numbers, more=max(0, len(lapses) - _NUMBERS)) if lapses else None
