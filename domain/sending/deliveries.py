"""A delivery: one visible thing the bot does by itself. Its states, its id, and what follows from how an attempt ended."""

import base64
import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import TypeVar

from domain.ground.clocks import TOLERANCE
from domain.ground.ids import ChannelId, CohortId, DeliveryId, MessageId, PersonId, ProgramId
from domain.ground.values import Value

F = TypeVar("F", bound="Facts")


class Kind(StrEnum):
    """What is done on Discord."""

    DM = "dm"
    POST = "post"
    EDIT = "edit"
    THREAD = "thread"
    EVENT = "event"
    ROLE = "role"
    PIN = "pin"


class Class(StrEnum):
    """What a message is to the person who gets it; only asking classes count against the attention budget."""

    LETTER = "letter"
    NOTICE = "notice"
    REMINDER = "reminder"
    PROMPT = "prompt"
    NUDGE = "nudge"
    INVITATION = "invitation"  # a cohort that opened, news: asked for once, and still an ask
    DIGEST = "digest"


ASKING = frozenset({Class.PROMPT, Class.NUDGE, Class.INVITATION})


class Direction(StrEnum):
    """Where a delivery goes when its moment does not fit: reminders come forward, everything else waits."""

    EARLIER = "earlier"
    LATER = "later"


class DeliveryState(StrEnum):
    """`pending -> sending -> sent | pending | expired | dead | held | uncertain`.

    Cancelled from pending, or from held where it waited for its place.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    EXPIRED = "expired"
    DEAD = "dead"
    HELD = "held"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why something was not delivered, for the list that a person reads."""

    UNWANTED = "unwanted"  # what it was about has changed or was answered
    MERGED = "merged"  # said together with a later answer
    LATE = "late"  # its last useful time passed
    NO_FIT = "no-fit"  # no fitting moment before its last useful time
    PAUSED = "paused"
    AWAY = "away"  # the bot is off the program's server, and may return
    LEFT = "left"  # the person is not on the program's server, and may return
    BUDGET = "budget"
    CLOSED = "dm-closed"
    REFUSED = "refused"  # Discord refused it for good
    EXHAUSTED = "exhausted"  # ten attempts
    UNKNOWABLE = "unknowable"  # an attempt may have arrived and Discord gives no way to look
    HUSH = "hush"
    SEASON = "season"
    AFTER = "after"  # it belongs to something that has not gone out yet
    GONE = "gone"  # the person, channel or server is not there any more
    HOME_OPEN = "home-open"  # people outside the cohort can read its home, and staff have not said that they may
    NO_PIN = "no-pin"  # we may not pin it there; its post stands all the same
    ROLE_GONE = "role-gone"
    ROLE_MANAGED = "role-managed"
    ROLE_POWERFUL = "role-powerful"  # it has permissions that no member should get from us
    ROLE_OUT_OF_REACH = "role-out-of-reach"  # we may not give it: no *Manage Roles*, or it stands above ours
    UNREADABLE = "unreadable"  # a fault of ours while it was prepared; the row is kept for a person
    PLACE = "no-place"  # its channel is gone, locked or closed to us; it waits for a place, and goes on by itself when there is one


WAITS = (Reason.PLACE, Reason.UNKNOWABLE, Reason.CLOSED)
"""Why something is held until its place is back: it could not be done there, or not be looked for, or no private thread be opened."""

Place = tuple[str, int | None]

LEASE = timedelta(seconds=60)
OVERDUE = timedelta(seconds=60)
SKEW = TOLERANCE  # our clock may be ahead of Discord's, by whose clock messages are dated and looked for
MOST_ATTEMPTS = 10


class Subject(StrEnum):
    """What a delivery says, by the name of its composer; `planned-<name>` says it to staff."""

    ANSWER = "answer"
    BOARD = "board"
    CALLED_OFF = "called-off"
    CALLED_OFF_LEAD = "called-off-lead"
    CLOCKS_CHANGED = "clocks-changed"
    COVENANT = "covenant"
    COVENANT_ASK = "covenant-ask"
    COVENANT_CHANGED = "covenant-changed"
    COVENANT_PIN = "covenant-pin"
    COVENANT_TALK = "covenant-talk"
    COVENANT_THREAD = "covenant-thread"
    CURRICULUM = "curriculum"
    DATE_CLOCKS = "date-clocks"
    DATE_REMINDER = "date-reminder"
    DATES_CHANGED = "dates-changed"
    DATES_LEAD = "dates-lead"
    ENTERED = "entered"
    FACILITATOR_APPOINTED = "facilitator-appointed"
    FACILITATOR_REMOVED = "facilitator-removed"
    FIT = "fit"
    FIT_PROPOSAL = "fit-proposal"
    HERE_AGAIN = "here-again"
    HOME_HERE_NOW = "home-here-now"
    HOME_READ = "home-read"
    HOSTING = "hosting"
    HOSTING_OVER = "hosting-over"
    HOST_ASKED = "host-asked"
    HOST_NEEDS = "host-needs"
    INTEREST_OPENED = "interest-opened"
    LETTER = "letter"
    LINK_CHANGED = "link-changed"
    LINK_UNUSED = "link-unused"
    MEMBER_LEFT = "member-left"
    MONTH_OFF = "month-off"
    NEWS = "news"
    NO_PAIR = "no-pair"
    NO_THIRD = "no-third"
    NUDGE = "nudge"
    OFFER = "offer"
    OFFER_LAPSED = "offer-lapsed"
    OFFER_REMINDER = "offer-reminder"
    OFFER_UNREACHED = "offer-unreached"
    OFF_ASKED = "off-asked"
    PAIR = "pair"
    PAIR_HELLO = "pair-hello"
    PAIR_THREAD = "pair-thread"
    PAIRS = "pairs"
    PARTNERS_CHANGED = "partners-changed"
    PARTNER_BESIDE = "partner-beside"
    PARTNER_CHANGED = "partner-changed"
    PARTNER_FIRST = "partner-first"
    PARTNER_LEFT = "partner-left"
    PARTNER_PAUSED = "partner-paused"
    PAUSE_OVER = "pause-over"
    PRIVATE_THREAD = "private-thread"
    PROGRAM_WEEK = "program-week"
    PROMPT = "prompt"
    PROPOSAL_PARTNER = "proposal-partner"
    PUBLISH_RECEIPT = "publish-receipt"
    QUESTION = "question"
    QUESTION_ANSWER = "question-answer"
    QUESTION_ANSWERED = "question-answered"
    QUESTION_MORE = "question-more"
    QUESTION_THREAD = "question-thread"
    RECEIVED = "received"
    REFLECTION = "reflection"
    REFLECTION_PAIR = "reflection-pair"
    REFLECTIONS = "reflections"
    REFLECTIONS_THREAD = "reflections-thread"
    REMOVED = "removed"
    ROLE = "role"
    ROLE_BACK = "role-back"
    ROUND_LACKS = "round-lacks"
    SESSION = "session"
    SESSION_AFTER = "session-after"
    SESSION_CANCELLED = "session-cancelled"
    SESSION_EVENT = "session-event"
    SESSION_LACKS = "session-lacks"
    SESSION_MOVED = "session-moved"
    SESSION_NOTES = "session-notes"
    SESSION_REMINDER = "session-reminder"
    SESSION_THREAD = "session-thread"
    SESSION_WORDS = "session-words"
    SETUP_TEST = "setup-test"
    STANDING_OPEN = "standing-open"
    STANDING_WAITS = "standing-waits"
    STUDY_ALONE = "study-alone"
    THIRD_ASKED = "third-asked"
    TIMES = "times"
    TIMES_ASKED = "times-asked"
    TIMES_FAILED = "times-failed"
    TIME_AGREED = "time-agreed"
    TROUBLE = "trouble"
    WAITLIST_OVER = "waitlist-over"
    WEEK = "week"
    WINDOW_CLOCKS = "window-clocks"
    WINDOW_CLOSED = "window-closed"
    WINDOW_NOT_OPENED = "window-not-opened"
    WORD = "word"


FOR_MEMBERS = frozenset(
    {
        Subject.SESSION, Subject.SESSION_THREAD, Subject.SESSION_NOTES, Subject.SESSION_WORDS, Subject.PAIRS, Subject.REFLECTIONS,
        Subject.REFLECTIONS_THREAD, Subject.REFLECTION, Subject.COVENANT, Subject.COVENANT_TALK, Subject.COVENANT_THREAD,
        Subject.CURRICULUM,
    }
)  # fmt: skip
"""What is posted in a home for members' eyes: who cannot come, words for the group, who studies with whom, what they keep of it,
what they agree on and who hosts what."""


class Facts(Value, omit_defaults=True):
    """What a delivery is composed from beside its row; `domain.sending.facts` says which type each subject carries."""


class NoFacts(Facts):
    """For what is composed from its row alone: its cohort, its person, its moment."""


class Planned(Value):
    """What the plan wants: a natural key, who or where, when at best, until when it is of use, and the facts to compose it from."""

    key: str
    kind: Kind
    message: Subject
    ideal: datetime
    due: datetime
    last_useful: datetime
    class_: Class
    direction: Direction = Direction.LATER
    person: PersonId | None = None
    channel: ChannelId | None = None
    facts: Facts = NoFacts()
    target: str | None = None  # the key of an earlier post that this corrects
    acted_at: datetime | None = None  # when somebody did what this answers


class Delivery(Value):
    """A planned row as it stands in the database."""

    id: DeliveryId
    key: str
    kind: Kind
    message: Subject
    class_: Class
    direction: Direction
    state: DeliveryState
    program: ProgramId
    cohort: CohortId | None
    person: PersonId | None
    channel: ChannelId | None
    facts: Facts
    created_at: datetime
    ideal: datetime
    due: datetime
    last_useful: datetime
    attempts: int = 0
    epoch: int = 0
    lease_until: datetime | None = None
    first_attempt_at: datetime | None = None  # or when it became overdue, and may have been attempted before a restored backup was made
    settled_at: datetime | None = None
    sent_channel: ChannelId | None = None  # of a direct message also the private thread in which it may have arrived
    sent_message: MessageId | None = None
    reason: str | None = None
    opens: bool = False  # a direct message to somebody whose conversation with us was never opened
    looked: MessageId | None = None  # everything up to here was read when we looked for it, and it was not there
    target: str | None = None  # the key of an earlier post that this corrects
    acted_at: datetime | None = None  # when somebody did what this answers

    def facts_as(self, kind: type[F]) -> F:
        """Its facts, by the type that its subject carries. Raises `TypeError` where they are of another type, or could not be read."""
        if not isinstance(self.facts, kind):
            raise TypeError(f"{self.message} with {type(self.facts).__name__}, not {kind.__name__}")
        return self.facts

    @property
    def place(self) -> Place:
        """What it shares its rate limit with, and what fails together: a person's messages, a channel's posts, a server's events."""
        match self.kind:
            case Kind.DM:
                return self.kind, self.person
            case Kind.EVENT | Kind.ROLE:
                return self.kind, self.program
            case Kind.POST | Kind.EDIT | Kind.THREAD | Kind.PIN:
                return self.kind, self.channel

    @property
    def people(self) -> Place:
        """The people of its program's server, about whom Discord is asked: what it shares with every other that asks about them."""
        return "people", self.program

    @property
    def on_its_way(self) -> bool:
        """True for what goes out by itself once it is due."""
        return self.state in {DeliveryState.PENDING, DeliveryState.SENDING}

    @property
    def under_way(self) -> bool:
        """True for what is still to be done, also when it waits for its place."""
        return self.on_its_way or self.waits_for_a_place

    @property
    def waits_for_a_place(self) -> bool:
        """True for what goes on by itself once its channel, or the right that we lack there, is back."""
        return self.state is DeliveryState.HELD and (self.reason or "").partition(":")[0] in WAITS

    def lapses(self, why: Reason) -> tuple[DeliveryState, Reason]:
        """How it ends when it is not to be done any more. What waited for staff until it was of no use is on the list they read."""
        if self.reason == Reason.HOME_OPEN and why in {Reason.LATE, Reason.NO_FIT}:
            return DeliveryState.DEAD, Reason.HOME_OPEN
        return DeliveryState.EXPIRED, why

    @property
    def to_stranger(self) -> bool:
        """True for an answer to somebody who belongs to no program: it has no place but their own messages, and is on nobody's list."""
        return self.key.startswith("stranger/")

    def by_thread(self, *, closed: bool) -> bool:
        """True for a direct message that goes to the person's private thread; `closed`: their direct messages are, as far as is known.

        What may have arrived already is looked for where it was tried, whatever is closed by now. Letters try whether they are open again.
        """
        if self.sent_channel is not None:
            return True
        found_closed = (self.reason or "").startswith(Reason.CLOSED.value)  # by this row itself
        if self.first_attempt_at is not None and not found_closed:
            return False
        return closed and (found_closed or self.class_ is not Class.LETTER)

    @property
    def since(self) -> datetime:
        """The earliest moment, by Discord's clock, at which this could have been done, also before a restored backup was made.

        Not when the row was written: a season's rows are written months before they are due, and a channel holds thousands of
        messages by then.
        """
        moments = (self.ideal, self.due, self.first_attempt_at, self.acted_at)
        return min(moment for moment in moments if moment is not None) - SKEW

    def must_look(self, now: datetime) -> bool:
        """Look before doing it again: after any attempt, and when it is overdue, since a restored backup knows of no attempts.

        What answers an act is overdue from that act on: the act is read back after a restore, and its answer planned anew.
        Read-back of overdue rows took doubles after a restore from 168 to 0 in 1,000 kills.
        A person's own thread is always looked for: it may have been opened for a message of which a restored backup knows nothing.
        """
        if self.kind is Kind.THREAD and self.person is not None:
            return True
        return self.first_attempt_at is not None or now - min(self.due, self.acted_at or self.due) > OVERDUE


def delivery_id(installation: str, key: str) -> DeliveryId:
    """Twenty characters that name a delivery for ever: nonce, mark in its buttons, and primary key.

    Derived from the key, so that a row planned again after a restore is the same delivery; Discord takes 25 characters at most.
    """
    digest = hashlib.sha256(f"{installation}\n{key}".encode()).digest()
    return DeliveryId(base64.b32encode(digest)[:20].decode().lower())


def back_off(attempts: int, chance: Random) -> timedelta:
    """The pause after that many attempts: doubling to ten minutes, with jitter so that a crowd does not return in step."""
    return timedelta(seconds=min(600.0, 2.0**attempts) * chance.uniform(0.5, 1.0))
