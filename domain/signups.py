"""Applications: what a person writes to join a cohort, kept as it is typed, decided on by people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import ApplicationId, CohortId, PersonId


class ApplicationState(StrEnum):
    """Where an application stands; `started` has its first form saved and its second one open."""

    STARTED = "started"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a draft proposes and a person publishes."""

    ACCEPT = "accepted"
    WAIT = "waitlisted"
    DECLINE = "declined"


class Ground(StrEnum):
    """Why somebody stands where they stand in a draft; each is a published criterion."""

    ROOM_FOR_ALL = "room-for-all"
    TURNED_AWAY_BEFORE = "turned-away-before"
    ADDS_SETTING = "adds-setting"
    ADDS_ZONE = "adds-zone"
    LOT = "lot"
    BY_HAND = "by-hand"


IN_LINE = frozenset({ApplicationState.STARTED, ApplicationState.APPLIED})


@dataclass(frozen=True, slots=True)
class Answers:
    """What the forms ask. Wishes are used for pairing and shown to nobody; all of it is as typed, hostile until escaped."""

    why: str = ""
    bring: str = ""
    setting: str = ""
    congregation: str = ""
    hours: tuple[str, ...] = ()
    readiness: int | None = None
    wanted: tuple[int, ...] = ()  # Discord user ids as picked
    never: tuple[int, ...] = ()
    committed: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """One person's wish to join one cohort."""

    id: ApplicationId
    cohort: CohortId
    person: PersonId
    state: ApplicationState
    answers: Answers
    created_at: datetime
    applied_at: datetime | None = None
    proposed: Decision | None = None
    decided_at: datetime | None = None
    place: int | None = None  # in the waiting list, from 1
    grounds: tuple[Ground, ...] = ()
