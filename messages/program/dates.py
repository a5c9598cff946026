"""A program's calendar: its own dates, the file they are taken from, and whose civic days it has."""

from collections.abc import Sequence
from datetime import date

from domain.cohort.cohorts import Program
from domain.ground.civic import Civic
from domain.ground.days import Level
from domain.ground.spreadsheets import Fault, spanned
from domain.ground.values import Value
from domain.program.date_files import DatesTaken, Misread
from domain.program.dates import CommunityDate, Differences
from messages.ground.dates import civil_words
from messages.ground.pages import paging
from messages.ground.values import Button, Choice, Message, Option, Tone
from messages.ground.words import Safe, clean, label, lines, listed, plain, say

PAGE = 8  # dates on one page
HOME = "home"  # in the choice of civic days: those of the country of the home
_NUMBERS = 60  # line numbers that a receipt still lists


class Calendar(Value):
    """A program's dates by their numbers, whose civic days it chose (None: those of its home), and whose its home has."""

    program: Program
    civic: frozenset[Civic] | None
    here: frozenset[Civic]
    dates: tuple[tuple[int, CommunityDate], ...]
    page: int = 0


class Preview(Value):
    """What a file would change of a program's dates, and what of it was not understood; `mark` is that of the dates now."""

    number: int
    found: Differences
    slips: tuple[Fault[Misread], ...]
    mark: int
    page: int = 0


class Kept(Value):
    """What a file changed; `again`: by an earlier press."""

    done: DatesTaken
    again: bool = False


def calendar(view: Calendar) -> Message:
    """Whose civic days, and the program's own dates by pages, with what can be changed of them."""
    page = min(view.page, max(0, len(view.dates) - 1) // PAGE)
    shown = view.dates[page * PAGE : (page + 1) * PAGE]
    sets = view.here if view.civic is None else view.civic
    named = listed([say(f"civic-{one.value}") for one in Civic if one in sets]) or say("civic-none")
    civic = say("dates-civic", sets=named, home=view.civic is None)
    own = say("dates-own", count=len(view.dates)) if view.dates else say("dates-none")
    text = lines(say("dates-title", program=view.program.name), civic, own, *(say("dates-line", **_facts(one)) for _, one in shown))
    pages = paging("dates", (), page, more=(page + 1) * PAGE < len(view.dates))
    away = (Choice("dates-remove", tuple(_option(*one) for one in shown), plain("dates-remove"), (page,), 1, len(shown)),) if shown else ()
    return Message(text, (_civic(view, page), *away, *((pages,) if pages else ())))


def _civic(view: Calendar, page: int) -> Choice:
    chosen = view.civic or frozenset[Civic]()
    home = Option(label("civic-home"), HOME, chosen=view.civic is None)
    rest = (Option(label(f"civic-{one.value}"), one.value, chosen=one in chosen) for one in Civic)
    return Choice("dates-civic", (home, *rest), plain("civic-choose"), (page,), 0, len(Civic) + 1)


def _option(number: int, one: CommunityDate) -> Option:
    return Option(label("dates-option", days=days(one), name=one.name), str(number))


def days(one: CommunityDate) -> Safe:
    """Its day, or its first and last."""
    return _day(one.first) if one.first == one.last else say("dates-span", first=_day(one.first), last=_day(one.last))


def _day(day: date) -> Safe:
    return civil_words(day, brief=True)


def _facts(one: CommunityDate) -> dict[str, Safe]:
    return {"days": days(one), "name": clean(one.name, 80), "level": _level(one)}


def _level(one: CommunityDate) -> Safe:
    return say(f"date-class-{one.level.name.lower()}")


def preview(view: Preview) -> Message:
    """What would change, and each line that was not understood with what to do about it; nothing is changed yet."""
    found = view.found
    counts = say("date-file", added=len(found.added), changed=len(found.changed), removed=len(found.removed), same=found.same)
    unread = say("date-file-left-out", count=sum(spanned(one.line, one.last)[1] for one in view.slips)) if view.slips else None
    goes = say("date-file-removes", count=len(found.removed)) if found.removed else None
    then = say("date-file-then") if found.count else say("date-file-nothing")
    does = [say(f"date-does-{level.name.lower()}") for level in _classes(found)]
    listed_ = _listed(view)  # what somebody has to mend comes first
    shown = listed_[view.page * PAGE : (view.page + 1) * PAGE]
    keep = (Button(say("button-keep-dates"), "dates-keep", (view.number, view.mark), Tone.MAIN),) if found.count else ()
    buttons = (*keep, *paging("dates-lines", (view.number,), view.page, more=(view.page + 1) * PAGE < len(listed_)))
    return Message(lines(counts, goes, *does, then, unread, *shown), (buttons,) if buttons else ())


def _classes(found: Differences) -> list[Level]:
    """The classes of what would be kept anew."""
    return sorted({one.level for one in (*found.added, *(to for _, to in found.changed))})


def _listed(view: Preview) -> tuple[Safe, ...]:
    return (
        *(_slip(one) for one in view.slips),
        *(say("date-added", **_facts(one)) for one in view.found.added),
        *(say("date-changed", **_facts(to), was=_was(was, to)) for was, to in view.found.changed),
        *(say("date-removed", **_facts(one)) for one in view.found.removed),
    )


def _was(was: CommunityDate, to: CommunityDate) -> Safe:
    """What another file changes of a date: its days, its class, or how it is written."""
    parts = [days(was)] if was.last != to.last else []
    parts += [_level(was)] if was.level != to.level else []
    return listed(tuple(parts)) or clean(was.name, 80)


def _slip(slip: Fault[Misread]) -> Safe:
    at, many = spanned(slip.line, slip.last)
    return say(f"misread-{slip.why.value}", line=at, count=many, typed=clean(slip.typed, 40))


def kept(view: Kept) -> Message:
    """It is done, or was before, with the lines that were left out, since the file itself is not kept."""
    done = view.done
    facts = {"added": done.added, "changed": done.changed, "removed": done.removed}
    return Message(lines(say("dates-kept-before" if view.again else "dates-kept", **facts), _left_out(done.slips), say("dates-then")))


def _left_out(slips: Sequence[Fault[Misread]]) -> Safe | None:
    numbers = ", ".join(spanned(slip.line, slip.last)[0] for slip in slips[:_NUMBERS])
    return say("dates-kept-without", numbers=numbers, more=max(0, len(slips) - _NUMBERS)) if slips else None
