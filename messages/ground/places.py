"""Places that an act of staff gives: to whom, in which order, and when they hear."""

from datetime import datetime

from domain.ground.values import Value
from domain.joining.signups import ApplicationState
from messages.ground.words import Safe, clean, lines, moment, say

MOST_NAMED = 10


class Reach(Value):
    """Whom letters about a place would reach, in their order, and from when to when they go out."""

    names: tuple[str, ...]
    first: datetime
    last: datetime


class Advance(Value):
    """Whose turn it is, in which cohort and for what; the letters about it go out between the two moments. There is at least one."""

    given: tuple[tuple[str, str, ApplicationState], ...]  # name, title, and what becomes of their application
    first: datetime
    last: datetime
    mark: int  # of all of it


def advance(view: Advance, start: int = 0, most: int | None = None) -> Safe:
    """How many have their turn and when they hear, with a line for each of that part of them; or the first ones, and how many more."""
    counts = say("given-places", count=len(view.given), when=when(len(view.given), view.first, view.last))
    shown = view.given[start : start + (most or MOST_NAMED)]
    named = [say(f"given-{to.value}", name=clean(name, 40), title=clean(title, 40)) for name, title, to in shown]
    more = say("given-more", count=len(view.given) - len(shown)) if most is None and len(view.given) > len(shown) else None
    return lines(counts, *named, more)


def when(letters: int, first: datetime, last: datetime) -> Safe:
    """When so many letters go out. Whose quiet time is when stays theirs."""
    together = Safe("yes" if first == last else "no")
    return say("letters-go-out", count=letters, together=together, first=moment(first, "f"), last=moment(last, "f"))


def numbered(names: tuple[str, ...]) -> Safe:
    """A line for each, in their order."""
    return Safe("\n".join(f"{number}. {clean(name, 40)}" for number, name in enumerate(names, start=1)))
