"""A file of who is in good standing: before it is taken in, and after."""

from collections.abc import Sequence

from domain.roster import Fault, TakenIn
from domain.values import Value
from messages.pages import turning
from messages.places import Advance, advance
from messages.standing import followed
from messages.values import Button, Message, Tone
from messages.words import Safe, clean, lines, say

FAULTS = 8  # lines not understood on one page
TURNS = 6  # and people whose turn it would be
_NUMBERS = 60  # line numbers that a receipt still lists


class Preview(Value):
    """What a file would change: people attested for the first time, differently, or as before; and what was not understood."""

    number: int
    new: int
    changed: int
    same: int
    strangers: int  # by a Discord id that this program has not met
    faults: tuple[Fault, ...]
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
    unread = say("import-unread", count=len(view.faults)) if view.faults else None
    shown = view.faults[view.page * FAULTS : (view.page + 1) * FAULTS]
    then = say("import-then") if changes else say("import-nothing")
    gives = advance(view.gives, view.page * TURNS, TURNS) if view.gives is not None else None
    told = say("standing-tells", count=view.told) if view.told else None
    mark, named = (view.gives.mark, len(view.gives.given)) if view.gives is not None else (0, 0)
    take_in = Button(say("button-take-in", count=changes), "standing-take-in", (view.number, mark), Tone.MAIN)
    apply = (take_in,) if changes else ()
    more = (view.page + 1) * FAULTS < len(view.faults) or (view.page + 1) * TURNS < named
    buttons = (*apply, *turning("standing-lines", (view.number,), view.page, more=more))
    return Message(lines(counts, strangers, gives, told, then, unread, *(_fault(fault) for fault in shown)), (buttons,) if buttons else ())


def _fault(fault: Fault) -> Safe:
    also = ", ".join(str(line) for line in fault.also)
    return say(f"unread-{fault.why.value}", line=str(fault.line), typed=clean(fault.typed, 40), also=also)


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
            followed(say("imported-turns", count=done.turns) if done.turns else None, done.told),
            say("standing-who-waits"),
        )
    )


def _left_out(faults: Sequence[Fault]) -> Safe | None:
    numbers = ", ".join(str(fault.line) for fault in faults[:_NUMBERS])
    return say("imported-without", numbers=numbers, more=max(0, len(faults) - _NUMBERS)) if faults else None
