"""A file of who is in good standing: before it is taken in, and after."""

from collections.abc import Sequence

from domain.ground.ids import UserId
from domain.ground.spreadsheets import Fault, spanned
from domain.ground.values import Value
from domain.joining.roster import TakenIn, Unread
from domain.joining.standing import Standing
from messages.ground.pages import paging
from messages.ground.places import Advance, advance
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, lines, say
from messages.joining.standing import attested_as, followed, who

PAGE = 7  # lines of the file on one page
MOST_GIVEN = 6  # and people who would get a place, an offer or a place in a line
_NUMBERS = 60  # line numbers that a receipt still lists


class Change(Value):
    """What one line would change of whose standing; `was` is None where nothing was attested."""

    line: int
    name: str
    user: UserId | None
    was: Standing | None
    to: Standing


class Preview(Value):
    """What a file would change: people attested for the first time, differently, or as before; and what was not understood."""

    number: int
    new: int
    changed: int
    same: int
    strangers: int  # by a Discord id that this program has not met
    faults: tuple[Fault[Unread], ...]
    changes: tuple[Change, ...]
    zone: str
    page: int = 0
    gives: Advance | None = None  # whom it would give a place, an offer of one or a place in a line
    told: int = 0  # how many applicants would read in the morning how to settle theirs


class Imported(Value):
    """What a file changed; `again`: by an earlier press."""

    done: TakenIn
    again: bool = False


def preview(view: Preview) -> Message:
    """What would change, and each line that was not understood with what to do about it; nothing is changed yet."""
    changes = view.new + view.changed
    counts = say("import-preview", new=view.new, changed=view.changed, same=view.same)
    strangers = say("import-strangers", count=view.strangers) if view.strangers else None
    unread = say("import-unread", count=sum(spanned(one.line, one.last)[1] for one in view.faults)) if view.faults else None
    listed = (*view.faults, *view.changes)  # what somebody has to mend comes first
    shown = [
        _fault(one) if isinstance(one, Fault) else _change(one, view.zone) for one in listed[view.page * PAGE : (view.page + 1) * PAGE]
    ]
    then = say("import-then") if changes else say("import-nothing")
    gives = advance(view.gives, view.page * MOST_GIVEN, MOST_GIVEN) if view.gives is not None else None
    told = say("standing-tells", count=view.told) if view.told else None
    mark, named = (view.gives.mark, len(view.gives.given)) if view.gives is not None else (0, 0)
    take_in = Button(say("button-take-in", count=changes), "standing-take-in", (view.number, mark), Tone.MAIN)
    apply = (take_in,) if changes else ()
    more = (view.page + 1) * PAGE < len(listed) or (view.page + 1) * MOST_GIVEN < named
    buttons = (*apply, *paging("standing-lines", (view.number,), view.page, more=more))
    return Message(lines(counts, strangers, gives, told, then, unread, *shown), (buttons,) if buttons else ())


def _fault(fault: Fault[Unread]) -> Safe:
    also = ", ".join(str(line) for line in fault.also)
    at, many = spanned(fault.line, fault.last)
    return say(f"unread-{fault.why.value}", line=at, count=many, typed=clean(fault.typed, 40), also=also)


def _change(change: Change, zone: str) -> Safe:
    was, to = attested_as(change.was, zone), attested_as(change.to, zone)
    return say("import-change", line=str(change.line), name=who(change.name, change.user), was=was, to=to)


def importing(done: int, count: int) -> Message:
    """While it goes on."""
    return Message(say("importing", done=done, all=count))


def imported(view: Imported) -> Message:
    """It is done, or was before, with the lines that were left out, since the file itself is not kept."""
    done = view.done
    return Message(
        lines(
            say("imported-before" if view.again else "imported", changed=done.changed, same=done.same),
            say("imported-kept", count=done.kept) if done.kept else None,
            _left_out(done.faults),
            followed(say("imported-given", count=done.given) if done.given else None, done.told),
            say("standing-who-waits"),
        )
    )


def _left_out(faults: Sequence[Fault[Unread]]) -> Safe | None:
    numbers = ", ".join(spanned(fault.line, fault.last)[0] for fault in faults[:_NUMBERS])
    return say("imported-without", numbers=numbers, more=max(0, len(faults) - _NUMBERS)) if faults else None
