"""What stays failed: turns that used up their attempts, deliveries kept by a fault of ours, jobs of the house that do not succeed."""

from datetime import datetime, timedelta

from domain.ground.ids import ProgramId
from domain.ground.values import Value
from domain.sending.deliveries import Subject

TELL_AFTER = 3  # tries of a job, an hour apart: a disk that is full for an hour is nobody's business
DAMAGED = "database-damaged"  # as the fault of a job: told at once
HOUR = timedelta(hours=1)
AT = 17  # minutes past the hour at which jobs are due


class FailedTurn(Value):
    """A turn that failed for good. `fault` is the type of its last error. Program, title and number where they are known."""

    key: str
    kind: str
    fault: str
    at: datetime
    program: ProgramId | None = None
    title: str | None = None
    number: int = 0  # of the session


class HeldBack(Value):
    """Deliveries of one kind that a fault of ours keeps back since then."""

    message: Subject
    fault: str
    count: int
    since: datetime


class JobState(Value):
    """How a job of the house stands: when it last succeeded, and since when and how often it has failed after that."""

    name: str
    done_at: datetime | None = None
    failed_since: datetime | None = None
    tries: int = 0
    fault: str | None = None
    told_at: datetime | None = None


class Troubles(Value):
    """All that a person should look at."""

    turns: tuple[FailedTurn, ...] = ()
    held: tuple[HeldBack, ...] = ()
    jobs: tuple[JobState, ...] = ()


def last_time(hour: int, now: datetime) -> datetime:
    """The latest moment, up to now, at which a job of that hour (UTC) was due."""
    today = now.replace(hour=hour, minute=AT, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def is_due(hour: int, state: JobState | None, begun: datetime, now: datetime) -> bool:
    """Whether a daily job is to be done: not since its hour, or it failed; the first night comes after `begun`, the start of the process.

    A success in the future is one that a wrong clock noted.
    """
    if state is not None and state.failed_since is not None:
        return True
    done = state.done_at if state is not None and state.done_at is not None else begun
    return done < last_time(hour, now) or done > now


def is_told(state: JobState) -> bool:
    """Whether it is time that people hear of a failing job, which they do once."""
    return state.told_at is None and (state.tries >= TELL_AFTER or state.fault == DAMAGED)


def hour_ends(now: datetime) -> datetime:
    """When the hour is over: all that fails in it is told in one post."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR
