"""Weeks in which less is asked of a cohort: the form of its facilitator, its receipt, and what the timeline says of its days."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.cohort.busy import MOST_WEEKS
from domain.cohort.cohorts import Cohort
from domain.ground.days import Finding
from domain.ground.values import Value
from domain.program.dates import CommunityDate
from messages.ground.dates import civil_words
from messages.ground.days import day_words
from messages.ground.values import Ask, Field, Form, Message
from messages.ground.words import Safe, clean, lines, listed, moment, say
from messages.program.dates import days

MOST_NAMED = 2  # days on which a session falls


class Busy(Value):
    """What was named: spans from a Sunday to a Shabbat, and the rounds that are left out by all that is busy."""

    cohort: Cohort
    weeks: tuple[tuple[date, date], ...]
    unasked: tuple[int, ...]


class Falls(Value):
    """What a session falls on, and how many members it would reach inside their sacred time."""

    at: datetime
    number: int
    days: tuple[Finding, ...]
    inside: int


class LeftOut(Value):
    """A round whose text is left out, since it would come in a busy week."""

    at: datetime
    number: int


class Held(Value):
    """A date of the program's own that begins then, for which something of the season waits."""

    at: datetime
    date: CommunityDate


def form(cohort: Cohort, weeks: Sequence[tuple[date, date]]) -> Form:
    """The weeks to come that stand, one span on a line."""
    standing = "\n".join(f"{first} to {last}" for first, last in weeks)
    return Form(
        say("form-busy-title"), "cohort-busy",
        (Field("weeks", say("field-weeks"), Ask.PARAGRAPH, say("field-weeks.hint"), value=standing, required=False, most=30 * MOST_WEEKS),),
        (cohort.id,),
    )  # fmt: skip


def saved(view: Busy) -> Message:
    """What stands, and what it means for nudges and prompts."""
    weeks = ([civil_words(day, weekday=True, brief=True) for day in span] for span in view.weeks)
    named = [Safe(f"· {first} – {last}") for first, last in weeks]
    title = say("busy-saved" if named else "busy-none", title=view.cohort.title)
    rounds = listed([str(number) for number in view.unasked])
    return Message(lines(title, *named, say("busy-means"), say("busy-unasked", count=len(view.unasked), rounds=rounds)))


def of_the_day(line: Falls | LeftOut | Held) -> Safe:
    """One line of the timeline."""
    if isinstance(line, Held):
        return say("timeline-held", days=days(line.date), name=clean(line.date.name, 80), level=Safe(line.date.level.name.lower()))
    if isinstance(line, LeftOut):
        return say("timeline-left-out", at=moment(line.at, "f"), number=line.number)
    if not line.days:
        return say("timeline-inside", at=moment(line.at, "f"), number=line.number, inside=line.inside)
    more = len(line.days) - MOST_NAMED
    named = [*(day_words(one, 40) for one in line.days[:MOST_NAMED]), *([say("days-more", count=more)] if more > 0 else [])]
    falls = Safe(", ".join(named))
    return say("timeline-falls", at=moment(line.at, "f"), number=line.number, days=falls, inside=line.inside)
