"""What was not delivered, or perhaps not: the list for a person to act on, and what can be done about each line."""

from datetime import datetime

from domain.ground.ids import ChannelId, CohortId
from domain.ground.values import Value
from messages.ground.outcomes import because
from messages.ground.pages import paging
from messages.ground.values import Button, Choice, Message, Option, Rows
from messages.ground.words import Safe, clean, label, lines, moment, quoted, say

MOST_SHOWN = 5  # on a page
MOST_KINDS = 8  # each with two ways to settle all of it
LONGEST_QUOTE = 200


class Lost(Value):
    """Something that was not delivered, or perhaps not."""

    id: str
    message: str
    name: str | None
    at: datetime | None
    uncertain: bool
    reason: str
    cohort: CohortId | None = None
    title: str | None = None  # the cohort's, where several are listed
    channel: ChannelId | None = None
    useful: bool = True  # it could still be sent
    words: str | None = None  # what somebody wrote, which the reader may read


class Kind(Value):
    """How many of the same kind there are, by the name of their message, and how many of them could still be sent."""

    message: str
    many: int
    useful: int


class Losses(Value):
    """A page of what was not delivered, and all of it by kind, the most first."""

    lines: tuple[Lost, ...] = ()
    kinds: tuple[Kind, ...] = ()
    page: int = 0

    @property
    def beyond(self) -> int:
        """How many come after this page."""
        return sum(kind.many for kind in self.kinds) - self.page * MOST_SHOWN - len(self.lines)


def page(view: Losses, done: Safe | None = None) -> Message:
    """Everything on a server that was not delivered, with the reason of each. `done`: what was just done about it."""
    if not view.lines:
        return Message(lines(done, say("undelivered-none")))
    pages = paging("undelivered", (), view.page, more=view.beyond > 0)
    rows = ways(view, of_program=True)
    return Message(lines(done, say("undelivered-title"), *listed(view)), (*rows, pages) if pages else rows)


def listed(view: Losses) -> list[Safe]:
    """A line for each, and how many more there are."""
    shown = [_line(one, number) for number, one in _numbered(view)]
    return [*shown, say("undelivered-more", count=view.beyond)] if view.beyond > 0 else shown


def _numbered(view: Losses) -> list[tuple[int, Lost]]:
    return list(enumerate(view.lines, start=view.page * MOST_SHOWN + 1))


def _line(lost: Lost, number: int) -> Safe:
    who = clean(lost.name, 40) if lost.name else Safe(f"<#{lost.channel}>") if lost.channel else say("the-channel")
    what = _what(lost)
    at = moment(lost.at, "f") if lost.at else say("no-date")
    said = say("lost-uncertain" if lost.uncertain else "lost-line", number=number, what=what, who=who, at=at, reason=because(lost.reason))
    return lines(said, quoted(lost.words, LONGEST_QUOTE) if lost.words else None)


def _what(lost: Lost) -> Safe:
    what = say(f"planned-{lost.message}", number=0)
    return say("lost-of", what=what, title=clean(lost.title, 40)) if lost.title else what


def ways(view: Losses, *, of_program: bool = False) -> Rows:
    """Under a list: what can be sent again, and a button by number to take a line off; of a whole program also all of a kind."""
    where = (view.page,) if of_program else ()  # the list to come back to
    numbered = _numbered(view)
    seen_to = tuple(Button(say("button-dismiss", number=number), "dismiss", (one.cohort or 0, one.id, *where)) for number, one in numbered)
    options = [
        Option(label("option-again-one", number=number, what=say(f"planned-{one.message}", number=0)), f"one/{one.cohort or 0}/{one.id}")
        for number, one in numbered
        if one.useful
    ]
    for kind in view.kinds[:MOST_KINDS] if of_program else ():
        what = say(f"planned-{kind.message}", number=0)
        if kind.useful > 1:
            options.append(Option(label("option-again-all", count=kind.useful, what=what), f"all/{kind.message}"))
        if kind.many > 1:
            options.append(Option(label("option-dismiss-all", count=kind.many, what=what), f"seen/{kind.message}"))
    choice = (Choice("undelivered-again", tuple(options), say("choose-again"), where),) if options else ()
    return (*choice, seen_to) if seen_to else choice


def again(count: int) -> Safe:
    """So many are tried again."""
    return say("tried-again", count=count)


def dismissed(count: int = 1) -> Safe:
    """So many lines are off the list."""
    return say("dismissed", count=count)
