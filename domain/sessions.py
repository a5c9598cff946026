"""Sessions of the whole group, what members answer to them, and the rounds that lie between."""

import itertools
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import CohortId, SessionId
from domain.times import LocalTime
from domain.values import Value


class SessionState(StrEnum):
    """A session is planned until it was held, or was called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Rsvp(StrEnum):
    """A member's word on one session."""

    YES = "yes"
    NO = "no"


class Session(Value):
    """One meeting: the local time is what was agreed, the instant is derived from it."""

    id: SessionId
    cohort: CohortId
    number: int
    when: LocalTime
    starts_at: datetime
    minutes: int
    state: SessionState
    revision: int
    moved_at: datetime | None = None
    moved_from: datetime | None = None  # when it was to be, by what people were last told
    topic: str | None = None

    @property
    def ends_at(self) -> datetime:
        """The instant at which the group parts."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Round(Value):
    """The time between two sessions, in which each chevruta studies once: from the end of one to the start of the next."""

    number: int
    opens_at: datetime
    closes_at: datetime


class Prompt(Value):
    """What a facilitator gave the pairs to study in a round; as typed, hostile until escaped."""

    round: int
    reference: str | None
    question: str


def rounds(sessions: list[Session]) -> list[Round]:
    """N sessions leave N-1 rounds; a cancelled session joins its neighbours' rounds into one.

    A round keeps the number of the session it follows, so that answers stay where they were given when a session moves.
    """
    met = sorted((s for s in sessions if s.state is not SessionState.CANCELLED), key=lambda s: s.starts_at)
    return [Round(before.number, before.ends_at, after.starts_at) for before, after in itertools.pairwise(met)]
