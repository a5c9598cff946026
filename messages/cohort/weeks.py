"""The weekly digests: to each facilitator what may want a look in their cohorts, and to the staff of a program how many of what."""

from collections.abc import Callable, Sequence
from itertools import groupby, product

from domain.cohort.cohorts import Cohort, Program
from domain.cohort.weeks import Matter, NewAndStill, Point
from domain.ground.values import Value
from messages.ground.names import first_name
from messages.ground.values import CONTENT_LIMIT, Button, Message
from messages.ground.words import Safe, clean, label, lines, listed, say

MOST_COHORTS = 5  # a row of buttons
MATTERS = 3 * len(Matter)  # lines of one cohort: a matter may be about two rounds, and be new in one of them
NAMES = (6, 3, 1)  # of people or pairs in one line: as many as there is room for


class Of(Value):
    """What a digest says of one cohort."""

    cohort: Cohort
    told: NewAndStill


def week(name: str, cohorts: Sequence[Of]) -> Message:
    """To a facilitator: each cohort with what is new, and what still stands from the last time; its page is one tap away."""
    shapes = [(shown, most, MATTERS) for shown, most in product(range(min(len(cohorts), MOST_COHORTS), 0, -1), NAMES)]
    texts = (_week(name, cohorts, *shape) for shape in (*shapes, *((1, 1, matters) for matters in range(MATTERS, 0, -1))))
    text = next(one for one in texts if len(one) <= CONTENT_LIMIT)
    pages = tuple(Button(label("button-today-of", title=of.cohort.title), "today", (of.cohort.id,)) for of in cohorts[:MOST_COHORTS])
    return Message(text, (pages,))


def _week(name: str, cohorts: Sequence[Of], shown: int, most: int, matters: int) -> Safe:
    more = len(cohorts) - shown
    each = [_cohort(of, lambda points: _named(points, most), matters) for of in cohorts[:shown]]
    return lines(say("week-hello", name=first_name(name)), *each, say("week-more", count=more) if more else None)


def _cohort(of: Of, line: Callable[[list[Point]], Safe], matters: int) -> Safe:
    """`matters`: how many lines there is room for, of what is new first."""
    new, still = _grouped(of.told.new, line), _grouped(of.told.still, line)
    left = max(len(new) + len(still) - matters, 0)
    still = still[: max(matters - len(new), 0)]
    return lines(
        say("week-cohort", title=of.cohort.title), *new[:matters], say("week-still") if still else None, *still,
        say("week-beyond", count=left) if left else None,
    )  # fmt: skip


def _grouped(points: Sequence[Point], line: Callable[[list[Point]], Safe]) -> list[Safe]:
    """A line for each matter, in the order of the matters; what is about different rounds apart."""
    order = sorted(points, key=lambda one: (list(Matter).index(one.matter), one.number))
    return [line(list(group)) for _, group in groupby(order, key=lambda one: (one.matter, one.number))]


def _named(points: list[Point], most: int) -> Safe:
    first = points[0]
    who = Safe("; ".join(listed(one.names) for one in points[:most] if one.names))
    lacks = listed([say(f"gap-{gap.value}") for gap in first.gaps])
    facts = {"who": who, "count": len(points), "more": len(points) - most if len(points) > most and who else 0}
    return say(f"week-{first.matter.value}", number=first.number, at=first.at or say("no-date"), lacks=lacks, **facts)


def program_week(program: Program, cohorts: Sequence[Of]) -> Message:
    """To the staff of a program: how many of what in which cohort, and no names, since other facilitators read there too."""
    most = min(len(cohorts), 2 * MOST_COHORTS)
    texts = (_program_week(program, cohorts, shown) for shown in range(most, 0, -1))
    text = next((one for one in texts if len(one) <= CONTENT_LIMIT), _program_week(program, cohorts, 1))
    return Message(text, ((Button(say("button-all-cohorts"), "overview", (0,)),),))


def _program_week(program: Program, cohorts: Sequence[Of], shown: int) -> Safe:
    more = len(cohorts) - shown
    each = [_counts(of) for of in cohorts[:shown]]
    return lines(say("program-week", program=program.name), *each, say("week-more", count=more) if more else None, say("program-week-next"))


def _counts(of: Of) -> Safe:
    new, still = _counted(of.told.new), _counted(of.told.still)
    title = clean(of.cohort.title, 40)
    if not new:
        return say("program-week-still", title=title, still=still)
    return say("program-week-both", title=title, new=new, still=still) if still else say("program-week-new", title=title, new=new)


def _counted(points: Sequence[Point]) -> Safe:
    return Safe("; ".join(_grouped(points, lambda group: say(f"count-{group[0].matter.value}", count=len(group)))))
