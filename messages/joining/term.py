"""A whole term in a line: how many sessions there are, on which weekday, and when the first and the last of them are."""

from domain.group.sessions import Term
from messages.ground.dates import weekly_words
from messages.ground.words import Safe, lines, moment, say


def term_line(term: Term) -> Safe | None:
    """What is still to come, on the reader's own clock, with the weekday at home; None while no dates stand, or after the last."""
    if not term.ahead:
        return None
    first, last = term.ahead[0], term.ahead[-1]
    days = {(one.when.date.weekday(), one.when.zone) for one in term.ahead}
    day = weekly_words(*(one.when for one in term.ahead)) if len(days) == 1 else ""
    return say(
        "term", begun=term.begun, count=len(term.ahead), first=moment(first.starts_at, "F"), last=moment(last.starts_at, "F"),
        weekly=bool(day), day=day,
    )  # fmt: skip


def term_dates(term: Term) -> Safe | None:
    """Every date that is still to come, where there is more than one."""
    if len(term.ahead) < 2:
        return None
    return lines(say("term-dates"), *each_date(term))


def each_date(term: Term) -> tuple[Safe, ...]:
    """The sessions that are still to come, a line each."""
    return tuple(say("term-date", number=one.number, at=moment(one.starts_at, "F")) for one in term.ahead)
