"""Sessions of the whole group, what members answer to them, and the rounds that lie between."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ground.ids import CohortId, PersonId, SessionId
from domain.ground.times import LocalTime
from domain.ground.values import Value

FAR = timedelta(days=92)  # from its old time: asked about
UNUSED = timedelta(days=330)  # of the year after which some services close a link
FARTHEST = timedelta(days=731)  # from now: a slip of the finger in the year


class SessionState(StrEnum):
    """A session is planned until it was held, or was called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Rsvp(StrEnum):
    """A member's word on one session."""

    YES = "yes"
    NO = "no"


class Material(Value):
    """Something to read or look at: its name and its address, both as typed."""

    name: str
    address: str


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
    together: bool = False  # called off with others: people are told of all of them in one message
    by_clocks: bool = False  # its last change was the zone's: the instant is another, and the wall clock as it was agreed
    teacher: str | None = None  # from outside; how to reach them is for staff, and not here
    host: str | None = None
    materials: tuple[Material, ...] = ()
    edited_at: datetime | None = None  # when what members read of it last changed
    noted_at: datetime | None = None  # when its notes were first written
    renoted_at: datetime | None = None  # and last, since then
    announced: bool = False  # its announcement was due before it last moved
    because: str | None = None  # why it last changed, for members, as typed
    because_next: str | None = None  # and why it would, by a preview that nobody has confirmed

    @property
    def entered(self) -> str | None:
        """By what people know it: its topic, or something else that was entered for it; None where nothing was."""
        return next((said for said in (self.topic, self.teacher, self.host, *(one.name for one in self.materials)) if said), None)

    @property
    def ends_at(self) -> datetime:
        """The instant at which the group parts."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Term(Value):
    """What is still to come of a group's sessions, the earliest first; `begun`: at least one was held."""

    ahead: tuple[Session, ...] = ()
    begun: bool = False


def term(sessions: Sequence[Session]) -> Term:
    """The term as it stands."""
    ahead = sorted((one for one in sessions if one.state is SessionState.PLANNED), key=lambda one: one.starts_at)
    return Term(tuple(ahead), any(one.state is SessionState.HELD for one in sessions))


def paired(stand: Sequence[Session], times: Sequence[LocalTime]) -> dict[LocalTime, Session]:
    """Which session that stands each of other dates is for: that of the same date, and of the rest by their place in the series.

    A date that is left out is for a new one, and a session that is left out has no date any more.
    """
    same = {one.when: one for one in stand if one.when in times}
    new, rest = [when for when in times if when not in same], [one for one in stand if one.when not in same]
    return same | dict(zip(new, rest, strict=False))


class Busy(Value):
    """Somebody is at a session of another cohort then."""

    title: str
    person: PersonId
    starts_at: datetime
    ends_at: datetime


class Oddity(StrEnum):
    """What may be a slip in the new time of a session, and may be meant: it is shown before it is done."""

    BEFORE = "before"  # a session with a lower number
    AFTER = "after"  # a session with a higher number
    SAME_DAY = "same-day"  # as another session
    FAR = "far"  # from when it was to be


class Gap(StrEnum):
    """What a session does not have yet."""

    TOPIC = "topic"
    HOST = "host"
    LINK = "link"


def gaps(session: Session, link: str | None) -> tuple[Gap, ...]:
    """What the session does not have yet; `link`: its cohort's."""
    has = {Gap.TOPIC: session.topic, Gap.HOST: session.host, Gap.LINK: link}
    return tuple(gap for gap, given in has.items() if not given)


def link_unused_since(session: Session, others: Sequence[Session], linked_at: datetime) -> datetime | None:
    """When the link was last used or entered before that session, where it will be unused for most of a year by then."""
    held = [one.ends_at for one in others if one.state is not SessionState.CANCELLED and one.starts_at < session.starts_at]
    since = max([linked_at, *held])
    return since if session.starts_at - since > UNUSED else None


class Odd(Value):
    """One such thing; `other`: the session it is about, or for `FAR` the moved one as it stands."""

    what: Oddity
    other: Session


def odd(session: Session, when: LocalTime, others: Sequence[Session]) -> tuple[Odd, ...]:
    """What may be a slip in moving that session there, between the cohort's others that are not called off.

    Of all it would come before or after, it names the one farthest away by number.
    """
    at = when.instant()
    rest = [other for other in others if other.id != session.id and other.state is not SessionState.CANCELLED]
    passed = [other for other in rest if other.number < session.number and other.starts_at > at]
    behind = [other for other in rest if other.number > session.number and other.starts_at < at]
    same = [other for other in rest if other.when.date == when.date]
    found = [Odd(Oddity.BEFORE, one) for one in passed[:1]] + [Odd(Oddity.AFTER, one) for one in behind[-1:]]
    found += [Odd(Oddity.SAME_DAY, one) for one in same[:1]]
    return tuple(found + ([Odd(Oddity.FAR, session)] if abs(at - session.starts_at) > FAR else []))


def at_that_time(session: Session, when: LocalTime, others: Sequence[Session]) -> Session | None:
    """Another session that is going on at some moment of this one, were it then."""
    starts = when.instant()
    ends = starts + timedelta(minutes=session.minutes)
    going_on = (one for one in others if one.id != session.id and one.state is not SessionState.CANCELLED)
    return next((one for one in going_on if one.starts_at < ends and starts < one.ends_at), None)


class Drafted(Value):
    """A date of a draft; `session`: the one that stood then as it was drafted, which the draft leaves as it is."""

    when: LocalTime
    session: SessionId | None = None


def drafted_now(draft: Sequence[Drafted], stand: Sequence[Session]) -> tuple[LocalTime, ...]:
    """The dates of a draft since some that stand have changed: one that was drafted as it stood has moved, or is gone, with its session."""
    known = {one.id: one.when for one in stand}
    found = {one.when if one.session is None else known.get(one.session) for one in draft}
    return tuple(sorted((when for when in found if when is not None), key=lambda when: when.instant()))


PROMPT_AFTER = timedelta(days=1)  # a round opens


class Round(Value):
    """The time between two sessions, in which each chevruta studies once: from the end of one to the start of the next."""

    number: int
    opens_at: datetime
    closes_at: datetime

    @property
    def asks_at(self) -> datetime:
        """When its text is due; it may have to wait until the reader's quiet time is over."""
        return self.opens_at + PROMPT_AFTER

    def asks(self, since: datetime | None, until: datetime | None) -> bool:
        """True for those who study together from the one moment until the other (None: from the beginning, and until now).

        They finish a round together if they were together when its text was due; whoever is paired anew begins with the next one.
        """
        return (since is None or since <= self.asks_at) and (until is None or until > self.asks_at)


class Prompt(Value):
    """What a facilitator gave the pairs to study in a round; as typed, hostile until escaped."""

    round: int
    reference: str | None
    question: str  # empty where `format` was chosen
    format: int | None = None  # a way to study from our own list, by its number


def rounds(sessions: Sequence[Session], *, called_off: bool = False) -> list[Round]:
    """N sessions leave N-1 rounds; a cancelled session joins its neighbours' rounds into one.

    A round that was under way when the last session was called off still ends at that session's time; `called_off`: not where the
    cohort was called off with it.
    A round keeps the number of the session it follows, so that answers stay where they were given when a session moves.
    """
    met = _met(sessions)
    found = [Round(before.number, before.ends_at, after.starts_at) for before, after in itertools.pairwise(met)]
    ends = None if called_off else season_end(sessions)
    if met and ends is not None and ends.moved_at is not None and ends.moved_at >= met[-1].ends_at:
        found.append(Round(met[-1].number, met[-1].ends_at, ends.starts_at))
    return found


def season_end(sessions: Sequence[Session]) -> Session | None:
    """The called-off session by whose time the season ends: of those that no other follows, the next one when the last was called off."""
    met = _met(sessions)
    off = [s for s in sessions if s.state is SessionState.CANCELLED and (not met or s.starts_at > met[-1].starts_at)]
    return max(sorted(off, key=lambda s: s.starts_at), key=lambda s: s.moved_at or s.starts_at, default=None)


def _met(sessions: Sequence[Session]) -> list[Session]:
    return sorted((s for s in sessions if s.state is not SessionState.CANCELLED), key=lambda s: s.starts_at)
