"""Applications: what a person writes to join a cohort, kept as it is typed, decided on by people."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from domain.ground.ids import ApplicationId, CohortId, PersonId
from domain.ground.times import on_the_wall
from domain.ground.values import Value


class ApplicationState(StrEnum):
    """Where an application stands; `started` has its first form saved and its second one open."""

    STARTED = "started"
    APPLIED = "applied"
    OFFERED = "offered"  # a place is held until they answer
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    LAPSED = "lapsed"  # the offer and its reminder arrived, and were not answered in time
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"  # staff took them out of the cohort; they sign up for it again only if a manager enters them
    CANCELLED = "cancelled"  # its cohort was called off while a place was wished for, or held


class Decision(StrEnum):
    """What a draft proposes and a person publishes."""

    ACCEPT = "accepted"
    WAIT = "waitlisted"
    DECLINE = "declined"


class Ground(StrEnum):
    """Why somebody stands where they stand in a draft; each is a published criterion."""

    ROOM_FOR_ALL = "room-for-all"
    TURNED_AWAY_BEFORE = "turned-away-before"
    FITS_AIM = "fits-aim"
    ADDS_SETTING = "adds-setting"
    ADDS_ZONE = "adds-zone"
    LOT = "lot"
    BY_HAND = "by-hand"


DECIDED = frozenset(
    {
        ApplicationState.OFFERED,
        ApplicationState.ACCEPTED,
        ApplicationState.WAITLISTED,
        ApplicationState.DECLINED,
        ApplicationState.LAPSED,
    }
)  # of which their people are told
WANTING = frozenset({ApplicationState.APPLIED, ApplicationState.OFFERED, ApplicationState.WAITLISTED})  # a place is wished for, or held


class Answers(Value):
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
    own: tuple[tuple[str, str], ...] = ()  # the facilitator's own questions as they were asked, with the answers


def answered(questions: Sequence[str], given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each question as it was asked, with its answer; what was left empty is left out."""
    return tuple((question, answer.strip()[:500]) for question, answer in zip(questions, given, strict=False) if answer.strip())


def unanswered(questions: Sequence[str], answers: Answers) -> tuple[str, ...]:
    """What the facilitator asks beside the standard questions, and has no answer yet."""
    known = dict(answers.own)
    return tuple(question for question in questions if question not in known)


class Application(Value):
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
    place: int | None = None  # its order in the waiting list; who stands before it may leave
    grounds: tuple[Ground, ...] = ()
    offers: int = 0  # how many were made
    offers_before: int = 0  # of those, before it was handed in the last time
    because: str | None = None  # why a person moved them in the draft; for staff alone
    entered_by: PersonId | None = None  # whoever did it by hand; they may be gone
    fits_aim: bool = False  # as staff found; of the cohort's announced aim
    open_told_at: datetime | None = None  # since when they know that their standing is to be settled


def entered_only(application: Application) -> bool:
    """True for what was entered by hand and its person has not taken over: the first form asks them what nobody else can say."""
    return application.entered_by is not None and application.state is ApplicationState.STARTED and application.answers.readiness is None


SLOTS: dict[str, tuple[tuple[int, ...], tuple[int, int]]] = {
    # name: (weekdays, Monday = 0; local hours from, to) - usual free hours as people think of them
    "weekday-mornings": ((0, 1, 2, 3), (9, 12)),
    "weekday-afternoons": ((0, 1, 2, 3), (12, 17)),
    "weekday-evenings": ((0, 1, 2, 3), (19, 22)),
    "friday-mornings": ((4,), (9, 12)),
    "sundays": ((6,), (10, 17)),
}


def free_hours(slots: tuple[str, ...], zone_name: str, reference: datetime) -> frozenset[int]:
    """Hours of the week in UTC (0 = Monday 00:00) that those local slots are, with the zone's offset at `reference`."""
    offset = on_the_wall(reference, zone_name).utcoffset()
    assert offset is not None  # noqa: S101
    shift = round(offset.total_seconds() / 3600)
    return frozenset(
        (weekday * 24 + hour - shift) % 168
        for slot in slots
        if slot in SLOTS
        for weekday in SLOTS[slot][0]
        for hour in range(*SLOTS[slot][1])
    )
