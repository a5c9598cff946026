"""The one gate: asked at the moment of doing, and before each retry, whether a delivery may reach Discord now."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from domain.ground.days import MOURNING, SOLEMN, Level
from domain.ground.evenings import calendar_of, in_force
from domain.ground.own_days import OwnDays
from domain.ground.quiet import FEASTS, SECOND_DAYS, Quiet, next_open, previous_open
from domain.ground.times import on_the_wall
from domain.ground.values import Value
from domain.sending.deliveries import ASKING, Class, Direction, Kind, Reason

BUDGET = 2
BUDGET_WINDOW = timedelta(days=7)

# A busy season is at most 40 days, and each break of the program's own one step, so this ends long before; only breaks of every working
# day of more than a year come to it, and those outlast the use of anything.
_MOST_STEPS = 64
_FAST = frozenset({"tisha-bav"})
_SILENT: Mapping[Class, frozenset[str]] = MappingProxyType(
    {
        Class.NUDGE: SOLEMN | {"clergy-season", *FEASTS.values(), *SECOND_DAYS.values()},
        Class.PROMPT: _FAST,
        Class.INVITATION: _FAST,
        Class.DIGEST: _FAST,
    }
)


class Go(Value):
    """Allowed, now and only now."""


class Wait(Value):
    """Not now: ask again then."""

    until: datetime
    why: Reason


class Drop(Value):
    """It has lost its use; the reason is kept for the list that a person reads."""

    why: Reason


Verdict = Go | Wait | Drop


class Question(Value):
    """What the gate is asked about: the delivery's nature, and the person or place as they are at this moment."""

    kind: Kind
    class_: Class
    last_useful: datetime
    quiet: Quiet
    zone: str
    own: OwnDays  # the days on which its program holds back
    wanted: bool = True
    paused_until: datetime | None = None
    away: bool = False  # the bot was taken off the program's server
    left: bool = False  # the person is not on it, as far as was noticed
    asked: Sequence[datetime] = ()  # when this person was last asked something, over all their cohorts
    answers: bool = False  # the answer to what this person did minutes ago: always allowed, never "it is Shabbat"


def ask(question: Question, now: datetime) -> Verdict:
    """Still wanted? Still useful? Allowed now for this person: pause, sacred time and night, season, attention budget."""
    if not question.wanted:
        return Drop(Reason.UNWANTED)
    hold = _hold(question)
    if now > question.last_useful:
        return Drop(hold or Reason.LATE)
    if hold is Reason.AWAY or hold is Reason.LEFT:
        return Wait(question.last_useful, hold) if now < question.last_useful else Drop(hold)
    if question.answers:
        return Go()
    until, why = _fitting(question, now)
    if until <= now:
        return Go()
    if until <= question.last_useful:
        return Wait(until, why)
    if hold is not None and now < question.last_useful:
        return Wait(question.last_useful, hold)
    return Drop(_lost(why))


def only_there(kind: Kind, class_: Class) -> bool:
    """True for what goes only to somebody who is on the server; a letter about their own application reaches them elsewhere too."""
    return kind is Kind.ROLE or class_ is not Class.LETTER


def _hold(question: Question) -> Reason | None:
    """What keeps it back until after its use, and may end before: it waits for that, and is dropped only when its use is over."""
    if question.away:
        return Reason.AWAY
    if question.left and only_there(question.kind, question.class_):
        return Reason.LEFT
    paused = question.kind is Kind.DM and question.paused_until is not None and question.paused_until > question.last_useful
    return Reason.PAUSED if paused else None


def _lost(why: Reason) -> Reason:
    return Reason.NO_FIT if why in {Reason.HUSH, Reason.SEASON} else why


def _fitting(question: Question, now: datetime) -> tuple[datetime, Reason]:
    """The first moment that suits every rule at once, and what it is put down to: the season before a budget, that before a pause."""
    at, why = now, Reason.HUSH
    if question.kind is Kind.DM and question.paused_until is not None and question.paused_until > at:
        at, why = question.paused_until, Reason.PAUSED
    if question.class_ in ASKING:
        free = budget_frees(question.asked, at)
        if free > at:
            at, why = free, Reason.BUDGET
    for _ in range(_MOST_STEPS):
        at = next_open(question.quiet, at)
        if not held(question.class_, question.kind, at, question.quiet, question.own):
            return at, why
        at, why = _next_try(question.class_, question.kind, at, question.zone, question.own), Reason.SEASON
    return at, why  # it is asked about again then, if it is of use for as long


def held(class_: Class, kind: Kind, at: datetime, quiet: Quiet, own: OwnDays) -> bool:
    """Moments at which this class keeps silent though one may speak: by the dates of the program's own, for everybody alike, and by the
    calendar of each person whom it reaches, evenings included.

    Nudges at feasts (also those that the person's setting does not keep) and in busy and solemn seasons; whatever asks or reports on
    Tisha B'Av; posts on days of mourning. Letters, notices and the reminders that people chose still come.
    """
    if _own_over(class_, kind, at, own) is not None:
        return True
    silent = _SILENT.get(class_, frozenset[str]())
    if kind is not Kind.DM and class_ is not Class.LETTER:
        silent |= MOURNING
    return bool(silent) and any(silent & in_force(at, calendar) for calendar in {calendar_of(one) for one in quiet.people})


def waits_from(class_: Class, kind: Kind) -> Level | None:
    """The least class of a program's own date on which this waits; None for what comes on any of them.

    A block date may be a break of months. So what corrects a post, and an event on the server, does not wait for it: it would show a
    session at a time that does not hold any more.
    """
    if class_ is Class.NUDGE:
        return Level.STRONG
    posted = kind in {Kind.POST, Kind.THREAD} and class_ is not Class.LETTER
    return Level.BLOCK if posted or class_ in _SILENT else None


def _own_over(class_: Class, kind: Kind, at: datetime, own: OwnDays) -> datetime | None:
    level = waits_from(class_, kind)
    return None if level is None else own.over(at, level)


def _next_try(class_: Class, kind: Kind, at: datetime, zone: str, own: OwnDays) -> datetime:
    """When to look again after a moment that is held: a break of the program's own is passed over in one step."""
    return _own_over(class_, kind, at, own) or _next_morning(at, zone)


def _next_morning(at: datetime, zone: str) -> datetime:
    local = on_the_wall(at, zone)
    return (local.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)).astimezone(at.tzinfo)


def budget_frees(asked: Sequence[datetime], at: datetime) -> datetime:
    """When one more asking message fits: at most two in any seven days."""
    recent = sorted(moment for moment in asked if at - moment < BUDGET_WINDOW)
    return recent[-BUDGET] + BUDGET_WINDOW if len(recent) >= BUDGET else at


@lru_cache(maxsize=8192)  # a season is planned again at each change of its cohort, and nearly all of it stays where it was
def plan(ideal: datetime, direction: Direction, quiet: Quiet, class_: Class, kind: Kind, zone: str, own: OwnDays) -> datetime:
    """Where a delivery is planned: its ideal moment, or the nearest fitting one in its direction. It plans and never authorises."""
    if direction is Direction.EARLIER:
        return previous_open(quiet, ideal)
    at = next_open(quiet, ideal)
    for _ in range(_MOST_STEPS):
        if not held(class_, kind, at, quiet, own):
            break
        at = next_open(quiet, _next_try(class_, kind, at, zone, own))
    return at
