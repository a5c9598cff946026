"""A cohort's life: its states, the guard of each step, and what is missing, in facts that become words."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum

from domain.ground.habits import Reader, habit
from domain.ground.ids import ChannelId, CohortId, ProgramId, RoleId, ServerId
from domain.ground.own_days import NO_DAYS, OwnDays
from domain.ground.people import Person
from domain.ground.quiet import ChannelQuiet, Observance, PersonQuiet, SacredTime, default_observance
from domain.ground.refusal import Refusal, Why
from domain.ground.sun import Spot
from domain.ground.times import LocalTime
from domain.ground.towns import Town
from domain.ground.values import Value


class CohortState(StrEnum):
    """`draft -> open -> selecting -> forming -> meeting -> closing -> complete`; cancelled from anywhere before complete."""

    DRAFT = "draft"
    OPEN = "open"
    SELECTING = "selecting"
    FORMING = "forming"
    MEETING = "meeting"
    CLOSING = "closing"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


NEXT: dict[CohortState, frozenset[CohortState]] = {
    CohortState.DRAFT: frozenset({CohortState.OPEN, CohortState.CANCELLED}),
    CohortState.OPEN: frozenset({CohortState.SELECTING, CohortState.CANCELLED}),
    CohortState.SELECTING: frozenset({CohortState.OPEN, CohortState.FORMING, CohortState.CANCELLED}),
    CohortState.FORMING: frozenset({CohortState.MEETING, CohortState.CANCELLED}),
    CohortState.MEETING: frozenset({CohortState.CLOSING, CohortState.CANCELLED}),
    CohortState.CLOSING: frozenset({CohortState.COMPLETE, CohortState.CANCELLED}),
    CohortState.COMPLETE: frozenset(),
    CohortState.CANCELLED: frozenset(),
}

RUNNING = frozenset({CohortState.FORMING, CohortState.MEETING, CohortState.CLOSING})
MOST_QUESTIONS = 3  # of a facilitator's own, beside the standard ones
ENDED = frozenset({CohortState.COMPLETE, CohortState.CANCELLED})
LIVE = frozenset(CohortState) - ENDED - {CohortState.DRAFT}  # somebody may belong to it, or wish to
ON_THE_BOARD = frozenset({CohortState.OPEN, CohortState.SELECTING, CohortState.FORMING, CohortState.MEETING})  # what everyone may know of
SHOWN_ONCE = ON_THE_BOARD | {CohortState.CLOSING, CohortState.COMPLETE}  # on the board now or before; a draft only with its opening


def beside(cohort: "Cohort", others: Iterable["Cohort"]) -> tuple[str, ...]:
    """The titles of those whose home is the same channel: new members read there what was written before."""
    return tuple(other.title for other in others if other.id != cohort.id and other.home == cohort.home)


def may_read(cohort: "Cohort", program: "Program", people: Iterable[Person], home: ChannelId) -> frozenset[int]:
    """The roles and accounts that may read what is meant for members in that home.

    They are the cohort's role, the managers', its people (members and those who lead it), and those whom staff admitted.
    """
    inside = {int(program.manager_role)} | ({int(cohort.role)} if cohort.role is not None else set[int]())
    inside |= {int(person.user) for person in people if person.user is not None}
    return frozenset(inside | {one for channel, one in cohort.admitted if channel == home})


def still_admitted(cohort: "Cohort", home: ChannelId, readers: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Whom staff admitted, without those who cannot read that home any more: let in anew, they are asked about anew."""
    return tuple((channel, one) for channel, one in cohort.admitted if channel != home or one in readers)


def met_in(others: Iterable["Cohort"], home: ChannelId | None, role: RoleId | None) -> "Cohort | None":
    """The first group that has met, or will not meet any more, in that channel or by that role: its people could read the next one."""
    met = (one for one in others if one.started_at is not None or one.state in ENDED)
    return next((one for one in met if one.home == home or (role is not None and one.role == role)), None)


def was_shown(cohort: "Cohort") -> bool:
    """True when everyone may know of it: it is on the board, announced there, or was until it was over or called off."""
    return cohort.state in SHOWN_ONCE or cohort.opens_at is not None


class Policy(StrEnum):
    """How places are given where a person does not decide on each: said openly on the board, and chosen by a person all the same."""

    FIRST_COME = "first-come"
    ACCEPT_ALL = "accept-all"  # at the window's close, when there are places for all


class Missing(StrEnum):
    """What a step still waits for; each has a phrase in `messages/en/refusals.ftl`."""

    FACILITATOR = "facilitator"
    DATES = "dates"
    LINK = "link"
    PAIRS = "pairs"
    MEMBERS = "members"


class Vocabulary(StrEnum):
    """Whose words are used for what a program does: each is a set of Fluent terms."""

    JEWISH = "jewish"
    PLAIN = "plain"  # a study pair rather than a chevruta


class Program(Value):
    """One organisation's work on one Discord server."""

    id: ProgramId
    server: ServerId
    name: str
    zone: str
    manager_role: RoleId
    staff_channel: ChannelId
    signup_channel: ChannelId
    contact: str
    donation: str | None = None
    dues: str | None = None  # where one pays one's dues
    observance: Observance | None = None  # of whoever said nothing; None: as is usual where they live
    vocabulary: Vocabulary = Vocabulary.JEWISH
    removed_at: datetime | None = None  # when the bot was taken off the server
    town: Town | None = None  # where its home is; None: the city that its clock is named for stands in
    own_days: OwnDays = NO_DAYS  # of its own dates, on which messages wait

    def held_in(self, channel: ChannelId | None) -> OwnDays:
        """The same for a post in that channel: where only staff read, what people ask and what went wrong waits for no break of months."""
        return NO_DAYS if channel == self.staff_channel else self.own_days

    def spot(self, zone: str | None = None) -> Spot | None:
        """Where a home on that clock is, as far as somebody has said."""
        return self.town.spot if self.town is not None and self.town.zone == (zone or self.zone) else None

    @property
    def readers(self) -> Reader:
        """How times and dates are written to everybody: by the habit of the home, and with the name of the clock."""
        return Reader(habit(None, self.zone))

    def quiet(self, zone: str | None = None) -> PersonQuiet:
        """The sacred time that the program itself keeps, on that clock (its own)."""
        clock = zone or self.zone
        return PersonQuiet(clock, self.observance or default_observance(clock), self.spot(clock))

    def home_quiet(self, zone: str | None = None) -> ChannelQuiet:
        """The quiet of a channel on that clock that belongs to no cohort, or to one that nobody is in."""
        return ChannelQuiet(zone or self.zone, frozenset({self.quiet(zone)}))

    def sacred_time(self) -> SacredTime:
        """When nothing at all is done in a channel that belongs to no cohort."""
        return SacredTime(frozenset({self.quiet()}))


class Window(Value):
    """When sign-up opens and closes, as it was set beforehand on the home's clock; None for an end that was not."""

    opens: LocalTime | None = None
    closes: LocalTime | None = None


class Cohort(Value):
    """A community of practice on one topic; its home is a channel, its clock the home zone."""

    id: CohortId
    program: ProgramId
    server: ServerId
    title: str
    topic: str
    capacity: int
    state: CohortState
    zone: str
    home: ChannelId
    role: RoleId | None
    link: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    frozen_at: datetime | None
    started_at: datetime | None
    policy: Policy | None = None  # None: a person decides
    offer_days: int | None = None
    questions: tuple[str, ...] = ()  # the facilitator's own, beside the standard ones; as typed
    offers_until: int | None = None  # the number of the session before which a free place is still offered by itself
    aim: str | None = None  # announced before sign-up
    cancelled_at: datetime | None = None
    admitted: tuple[tuple[int, int], ...] = ()  # (channel, role or account): staff said, knowing, that these others may read there
    because: str | None = None  # why it is called off, as its people are told; kept from the preview on
    linked_at: datetime | None = None  # since when its link is kept; links of earlier versions do not say
    busy: tuple[date, ...] = ()  # the Sundays of the weeks that its facilitator named busy
    window: Window = Window()


class Readiness(Value):
    """What a guard looks at: counts, not rows."""

    facilitators: int
    sessions: int
    members: int
    paired: bool


def missing(cohort: Cohort, target: CohortState, ready: Readiness) -> tuple[Missing, ...]:
    """Everything that still stands between a cohort and that state, so that a person can settle all of it at once."""
    gaps: list[Missing] = []
    if ready.facilitators == 0:
        gaps.append(Missing.FACILITATOR)
    if target in {CohortState.OPEN, CohortState.MEETING} and (cohort.frozen_at is None or ready.sessions == 0):
        gaps.append(Missing.DATES)
    if target is CohortState.MEETING:
        gaps += [
            gap
            for gap, is_missing in (
                (Missing.LINK, cohort.link is None),
                (Missing.MEMBERS, ready.members < 2),
                (Missing.PAIRS, not ready.paired),
            )
            if is_missing
        ]
    return tuple(gaps)


def step(cohort: Cohort, target: CohortState, ready: Readiness) -> CohortState:
    """The state after the step. Raises `Refusal` when the order of a cohort's life, or something missing, forbids it."""
    if target not in NEXT[cohort.state]:
        raise Refusal(Why.WRONG_STATE, state=cohort.state, target=target)
    gaps = missing(cohort, target, ready)
    if gaps and target not in {CohortState.CANCELLED, CohortState.CLOSING, CohortState.COMPLETE, CohortState.SELECTING}:
        raise Refusal(Why.NOT_READY, target=target, missing=gaps)
    return target


def accepts_applications(cohort: Cohort, now: datetime) -> bool:
    """True while the window is open: the state says so, and the clock agrees."""
    return cohort.state is CohortState.OPEN and (cohort.closes_at is None or now < cohort.closes_at)
