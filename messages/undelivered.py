"""What was not delivered, or perhaps not: the list for a person to act on, and what can be done about each line."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from domain.ids import ChannelId, CohortId
from domain.values import Value
from messages.outcomes import because
from messages.values import Button, Choice, Message, Option, Rows
from messages.words import Safe, clean, label, lines, moment, quoted, say

MOST_SHOWN = 6
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


def page(lost: Sequence[Lost]) -> Message:
    """Everything on a server that was not delivered, with the reason of each."""
    if not lost:
        return Message(say("undelivered-none"))
    return Message(lines(say("undelivered-title"), *listed(lost, MOST_SHOWN)), ways(lost, MOST_SHOWN, kinds=True))


def listed(lost: Sequence[Lost], most: int) -> list[Safe]:
    """A line for each of the first ones, and how many more there are."""
    shown = [_line(one, number) for number, one in enumerate(lost[:most], start=1)]
    return [*shown, say("undelivered-more", count=len(lost) - most)] if len(lost) > most else shown


def _line(lost: Lost, number: int) -> Safe:
    who = clean(lost.name, 40) if lost.name else Safe(f"<#{lost.channel}>") if lost.channel else say("the-channel")
    what = _what(lost)
    at = moment(lost.at, "f") if lost.at else say("no-date")
    said = say("lost-uncertain" if lost.uncertain else "lost-line", number=number, what=what, who=who, at=at, reason=because(lost.reason))
    return lines(said, quoted(lost.words, LONGEST_QUOTE) if lost.words else None)


def _what(lost: Lost) -> Safe:
    what = say(f"planned-{lost.message}", number=0)
    return say("lost-of", what=what, title=clean(lost.title, 40)) if lost.title else what


def ways(lost: Sequence[Lost], most: int, *, kinds: bool = False) -> Rows:
    """Under a list: what can be sent again, one or (`kinds`) all of a kind, and a button by number to take a line off."""
    numbered = list(enumerate(lost[:most], start=1))
    seen_to = [Button(say("button-dismiss", number=number), "dismiss", (one.cohort or 0, one.id)) for number, one in numbered]
    rows = tuple(tuple(seen_to[at : at + 5]) for at in range(0, len(seen_to), 5))
    options = [
        Option(label("option-again-one", number=number, what=say(f"planned-{one.message}", number=0)), f"one/{one.cohort or 0}/{one.id}")
        for number, one in numbered
        if one.useful
    ]
    if kinds:
        alike = Counter(one.message for one in lost if one.useful)
        options += [
            Option(label("option-again-all", count=count, what=say(f"planned-{message}", number=0)), f"all/{message}")
            for message, count in alike.most_common(20 - len(options))
            if count > 1
        ]
    return (Choice("undelivered-again", tuple(options), say("choose-again")), *rows) if options else rows


def again(count: int) -> Message:
    """So many are tried again."""
    return Message(say("tried-again", count=count))


def dismissed() -> Message:
    """A line is off the list."""
    return Message(say("dismissed"))
