"""Offers of a place and the line behind them: whose turn it is, until when one may answer, and when nothing is offered any more."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from domain.cohort.cohorts import Cohort, CohortState, Policy
from domain.ground.ids import ApplicationId, PersonId
from domain.ground.quiet import Quiet, next_open
from domain.group.sessions import Session, SessionState
from domain.joining.signups import Application, ApplicationState

OPEN_HOURS_A_DAY = 12  # what a day of an offer is: people sleep, and keep Shabbat
OFFER_DAYS = 4
SINCE_REMINDER = timedelta(hours=12)
NOTICE = timedelta(days=1)  # a place that is offered later than this before its session is of no use
OFFERING = frozenset({CohortState.FORMING, CohortState.MEETING})
ANSWERABLE = OFFERING | {CohortState.OPEN, CohortState.SELECTING}
_STEP = timedelta(hours=1)


class Freed(StrEnum):
    """What becomes of a place that somebody has left."""

    LATER = "later"  # it is given when places are decided on
    OFFERED = "offered"
    FREE = "free"  # nobody in line can be offered it now
    ENDED = "ended"  # nothing is offered any more


@lru_cache(maxsize=4096)  # a season is planned again at each change of its cohort
def after_open(quiet: Quiet, start: datetime, amount: timedelta) -> datetime:
    """When that much of the person's open time has passed since `start`: an open moment, never early, late by an hour at most."""
    at, left = next_open(quiet, start), amount
    while left > timedelta(0):
        at += _STEP
        opened = next_open(quiet, at)
        if opened == at:
            left -= _STEP
        at = opened
    return at


def deadline(cohort: Cohort, quiet: Quiet, arrived: datetime) -> datetime:
    """Until when an offer that arrived then may be answered: the cohort's days, of twelve open hours each.

    `quiet` is the person's own, with the program's sacred time besides (`Besides`): no offer ends in either.
    """
    return after_open(quiet, arrived, timedelta(hours=OPEN_HOURS_A_DAY * (cohort.offer_days or OFFER_DAYS)))


def halfway(cohort: Cohort, quiet: Quiet, arrived: datetime) -> datetime:
    """When the one reminder of an offer is due."""
    return after_open(quiet, arrived, timedelta(hours=OPEN_HOURS_A_DAY * (cohort.offer_days or OFFER_DAYS) / 2))


def offers_end(cohort: Cohort, sessions: Sequence[Session]) -> datetime | None:
    """After that moment the line offers nothing by itself: a day before the session that the cohort named, the first if it named none."""
    named = cohort.offers_until or 1
    starts = [s.starts_at for s in sessions if s.number >= named and s.state is not SessionState.CANCELLED]
    return min(starts) - NOTICE if starts else None


def line_ends(cohort: Cohort, sessions: Sequence[Session]) -> datetime | None:
    """When the line offers nothing any more: at `offers_end`, or when the last session by which it could was called off."""
    ends = offers_end(cohort, sessions)
    off = [s.moved_at for s in sessions if s.number >= (cohort.offers_until or 1) and s.moved_at is not None]
    return ends or max(off, default=None)


def line_is_over(cohort: Cohort, sessions: Sequence[Session], now: datetime) -> bool:
    """True since that moment: those who waited have been told so, and nobody waits any more."""
    ends = line_ends(cohort, sessions)
    return ends is not None and ends <= now


def meet_at_once(ours: Sequence[Session], theirs: Sequence[Session]) -> bool:
    """True when a session of the one is on while one of the other is, so that nobody can come to all of both."""
    planned = [[s for s in sessions if s.state is SessionState.PLANNED] for sessions in (ours, theirs)]
    return any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for one in planned[0] for other in planned[1])


def comes_too_late(cohort: Cohort, sessions: Sequence[Session], made: datetime, now: datetime) -> bool:
    """True for an offer made before the session that the cohort named, whose letter would arrive when that has begun."""
    ends = offers_end(cohort, sessions)
    return ends is not None and made < ends + NOTICE <= now


def may_offer(cohort: Cohort, sessions: Sequence[Session], now: datetime) -> bool:
    """True while a free place goes to the next in line by itself."""
    ends = offers_end(cohort, sessions)
    moves = cohort.state in OFFERING or (cohort.state in ANSWERABLE and cohort.policy is Policy.FIRST_COME)
    return moves and ends is not None and now < ends


def freed(cohort: Cohort, sessions: Sequence[Session], free: int, now: datetime) -> Freed:
    """What becomes of a place that was left, once it was offered where it could be; `free`: how many places nobody has or is offered."""
    if may_offer(cohort, sessions, now):
        return Freed.FREE if free > 0 else Freed.OFFERED
    return Freed.LATER if cohort.state in ANSWERABLE - OFFERING else Freed.ENDED


def next_in_line(
    applied: Sequence[Application], line: Sequence[Application], over: Collection[PersonId], free: int, *, offering: bool
) -> dict[ApplicationId, ApplicationState]:
    """Whose turn it is, and what becomes of their applications, with so many places free.

    `applied` are those who wait for a place that goes to whoever comes first, in that order: a place while there is one and nobody
    stands before them, else the end of the line. While it is `offering`, places that are left go to the first in line. Whoever is to
    be passed over keeps their application, or their place in the line, as it is.
    """
    moves = dict[ApplicationId, ApplicationState]()
    standing = list(line)
    for one in applied:
        if one.person in over:
            continue
        if standing or free <= 0:
            standing.append(one)
            moves[one.id] = ApplicationState.WAITLISTED
        else:
            free -= 1
            moves[one.id] = ApplicationState.ACCEPTED
    if offering:
        next_ = [one for one in standing if one.person not in over][: max(free, 0)]
        moves |= {one.id: ApplicationState.OFFERED for one in next_}
    return moves
