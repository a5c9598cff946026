"""Standing: what was attested, who waits for it, and a file of it before and after it is taken in."""

from collections.abc import Sequence

from domain.cohorts import Cohort, Program
from domain.people import Person
from domain.roster import Fault, TakenIn
from domain.standing import Standing, last_day
from domain.values import Value
from messages.pages import turning
from messages.places import Advance, advance
from messages.values import Button, Message, Tone
from messages.words import Safe, clean, lines, link_to, say

PAGE = 15  # people on one page; a line of each fits into one message
FAULTS = 8  # lines not understood on one page
TURNS = 6  # and people whose turn it would be
_NUMBERS = 60  # line numbers that a receipt still lists


class Renewals(Value):
    """Who waits for standing, for which cohort, and whose standing ends soon or has ended. `used`: anybody's was ever attested."""

    program: Program
    waiting: tuple[tuple[Person, str], ...]
    ending: tuple[tuple[Person, Standing], ...]
    used: bool
    page: int = 0


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


def attested(program: Program, person: Person, standing: Standing, gave: Advance | None = None, told: int = 0) -> Message:
    """It is noted, who had their turn by it, and how many hear how to settle theirs; otherwise nobody is told."""
    then = _followed(None if gave is None else advance(gave), told)
    if standing.good:
        noted = say("standing-good", name=_who(person), until=_until(program, standing))
        return Message(lines(noted, then, say("standing-who-waits")))
    return Message(lines(say("standing-not-good", name=_who(person)), then, say("standing-not-good-then")))


def _followed(gave: Safe | None, told: int) -> Safe:
    """What an act about standing sends."""
    morning = say("standing-tells", count=told) if told else None
    return lines(gave, morning) if gave or morning else say("standing-sends-nothing")


def _who(person: Person) -> Safe:
    """By name; somebody of whom only the account is known as Discord shows them."""
    return Safe(f"<@{person.user}>") if person.name == str(person.user) else clean(person.name, 40)


def _until(program: Program, standing: Standing) -> Safe:
    last = last_day(standing, program.zone)
    return say("standing-no-end") if last is None else say("standing-until", day=last.isoformat())


def renewals(view: Renewals) -> Message:
    """Those who wait first, then those whose standing ends: a line each, by pages."""
    if not view.used:
        return Message(say("renewals-unused"))
    if not (view.waiting or view.ending):
        return Message(say("renewals-none"))
    people = [say("renewals-waiting", name=_who(person), title=clean(title, 40)) for person, title in view.waiting]
    people += [say("renewals-ending", name=_who(person), until=_until(view.program, standing)) for person, standing in view.ending]
    title = say("renewals-title", waiting=len(view.waiting), ending=len(view.ending))
    shown = people[view.page * PAGE : (view.page + 1) * PAGE]
    pages = turning("standing-list", (), view.page, more=(view.page + 1) * PAGE < len(people))
    return Message(lines(title, *shown, say("renewals-next")), (pages,) if pages else ())


def waits(people: int) -> Message:
    """To staff, in the morning after somebody new began to wait; the list is for managers alone."""
    return Message(say("standing-waits", people=people), ((Button(say("button-renewals"), "standing-list", (0,)),),))


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
            _followed(say("imported-turns", count=done.turns) if done.turns else None, done.told),
            say("standing-who-waits"),
        )
    )


def _left_out(faults: Sequence[Fault]) -> Safe | None:
    numbers = ", ".join(str(fault.line) for fault in faults[:_NUMBERS])
    return say("imported-without", numbers=numbers, more=max(0, len(faults) - _NUMBERS)) if faults else None


def open_(program: Program, person: Person, cohort: Cohort) -> Message:
    """To an applicant whose standing is open, and who does not know it yet."""
    withdraw = Button(say("button-withdraw"), "withdraw", (cohort.id,), Tone.CARE)
    text = lines(say("letter-hello", name=person.name), say("standing-open", title=cohort.title), to_settle(program))
    return Message(text, ((withdraw, Button(say("button-hard-week"), "hard-week")),))


def to_settle(program: Program) -> Safe:
    """To somebody whose standing is not good, in the same words whatever the cause: it waits, and this is how to settle it."""
    dues = say("standing-dues", link=link_to(program.dues)) if program.dues else None
    return lines(say("standing-to-settle", contact=program.contact), dues)
