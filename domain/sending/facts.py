"""The facts that deliveries are composed from: a type for each kind, and which of them each subject carries.

The fields are the keys under which they are stored, so renaming one needs a migration.
A field with a default is one that not every row has: left at its default it is not stored, unless its type says otherwise.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from domain.ground.ids import (
    AnswerId,
    ApplicationId,
    BulletinId,
    ChannelId,
    DeliveryId,
    MessageId,
    PairId,
    PersonId,
    ProposalId,
    QuestionId,
    ReflectionId,
    RoleId,
    SessionId,
)
from domain.ground.times import LocalTime
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Facts, NoFacts, Subject


class Unreadable(Facts):
    """Stands in a row for stored facts that do not fit its subject. Such a row is listed as any other, and never composed."""


class Said(Facts):
    """An answer to what somebody wrote: a message as plain data, and what a reply to it is about."""

    said: dict[str, Any]
    session: SessionId | None = None
    application: ApplicationId | None = None


class OfWords(Facts):
    """What somebody wrote to the group about a session."""

    session: SessionId
    who: PersonId


class OfApplication(Facts):
    """Something about an application, in whatever state it is."""

    application: ApplicationId


class OfDecision(OfApplication):
    """Something about an application that is of use only in that state."""

    state: ApplicationState


class OfPerson(Facts):
    """Something about another person than the one who reads it."""

    who: PersonId


class OfLeaver(OfPerson, omit_defaults=False):
    """Somebody has left a cohort; `by`: who of the staff took them out, None when they left by themselves."""

    by: PersonId | None = None  # always stored, but rows of earlier versions lack it


class OfPlaced(OfPerson):
    """To a facilitator: somebody has other partners, or none; `came`: they took their place after the start."""

    came: bool = False


class OfAsk(Facts):
    """A question to a pair whether somebody may join it, by its number."""

    ask: int


class OfPair(Facts):
    """Something about a chevruta."""

    pair: PairId


class OfRound(OfPair):
    """A chevruta's round, by its number."""

    round: int


class OfMonthOff(OfRound):
    """A round that one of the pair takes off."""

    who: PersonId


class OfReflection(Facts):
    """What somebody keeps of their study, by its number: its words are read when it goes out, and are in no row."""

    reflection: ReflectionId


class OfCheckIn(OfRound):
    """An answer that one of the pair gave, by its number; `before`: the date that its reader counted on until then."""

    checkin: int
    before: datetime | None = None


class OfTime(OfRound):
    """A time on which a pair has agreed."""

    at: datetime


class OfAsking(OfRound):
    """Something that one of the pair asks the others."""

    who: PersonId


class OfCohortRound(Facts):
    """A round of a whole cohort, by its number."""

    round: int


class OfSession(Facts):
    """Something about a session."""

    session: SessionId


class OfHosting(OfSession):
    """That somebody hosts a session, since then."""

    since: datetime


class OfNeeds(OfSession):
    """What somebody who hosts a session needs, as they said it then: its words are read when it goes out, and are in no row."""

    who: PersonId
    at: datetime


class OfProposal(Facts):
    """A topic that somebody proposes."""

    proposal: ProposalId


class OfMoved(OfSession):
    """A session that has moved; `before`: when it was to be until then."""

    before: datetime | None = None  # always stored, but rows of earlier versions lack it


class OfChange(Facts):
    """To whoever leads a cohort: which of its dates somebody else took away and added, and how many people are told."""

    by: tuple[PersonId, ...]
    gone: tuple[LocalTime, ...]
    come: tuple[LocalTime, ...]
    told: int

    def then(self, later: "OfChange") -> "OfChange":
        """That change and a later one as one; a date that goes and comes back has not changed."""
        gone = {*self.gone} - {*later.come} | {*later.gone} - {*self.come}
        come = {*self.come} - {*later.gone} | {*later.come} - {*self.gone}
        by = tuple(dict.fromkeys((*self.by, *later.by)))
        return OfChange(by, _in_order(gone), _in_order(come), max(self.told, later.told))


def _in_order(times: Iterable[LocalTime]) -> tuple[LocalTime, ...]:
    return tuple(sorted(times, key=lambda when: when.instant()))


class OfDates(Facts):
    """Dates that others take the place of; `knew`: the sessions as the reader knows them, each with its start in seconds since 1970.

    Rows of earlier versions lack it.
    """

    knew: tuple[tuple[SessionId, int], ...] = ()


class OfClocks(Facts):
    """Sessions that begin at another instant by other zone data: each with its revision since, and its start until then, as in `OfDates`.

    Rows of earlier versions lack it.
    """

    was: tuple[tuple[SessionId, int, int], ...] = ()


class OfEvent(OfSession):
    """A session's native event as of that revision of the session; `shown`: it is to be there.

    `turn`: how often that became another within the revision, as people's sacred times did.
    """

    revision: int
    shown: bool
    turn: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Which of a session's events this is, the earliest first."""
        return self.revision, self.turn


class OfQuestion(Facts):
    """Something about a question to the staff."""

    question: QuestionId


class OfAnswer(OfQuestion):
    """An answer that staff gave to a question."""

    answer: AnswerId


class OfMore(OfQuestion):
    """What its author added to a question, by the message in which they wrote it; `start`: from which character on."""

    reply: MessageId
    start: int = 0


class OfThread(OfQuestion):
    """A question's thread; `on`: the key of the post it is opened on, None for the question's first post."""

    on: str | None = None


class OfRole(Facts):
    """A role to give or to take back; `after`: the key of the letter that goes out before it."""

    role: RoleId
    after: str | None = None


class OfBoard(Facts):
    """The board's post, by which one of the program it is."""

    number: int


class OfBulletin(Facts):
    """A piece of news."""

    bulletin: BulletinId


class OfCancelled(Facts):
    """To somebody concerned by a cohort that was called off: where their application stood."""

    was: ApplicationState


class OfTold(Facts):
    """To whoever led a cohort that was called off: how many people hear of it."""

    told: int


class OfReaders(Facts):
    """A home that others can read, and the last thing for members that was posted there, None before the first."""

    channel: ChannelId
    last: DeliveryId | None


class OfOwnThread(Facts):
    """Somebody's private thread; `mark`: what tells it from others by name, None for the delivery's own."""

    mark: str | None = None


class OfReceipt(Facts):
    """To somebody who is told how letters went; `leads`: as a facilitator of the cohort."""

    leads: bool


class OfWeek(Facts):
    """A digest: what it said, by keys that name nobody, so that the next one knows what is new. Nothing before it is composed."""

    said: tuple[str, ...] = ()


class OfWindow(Facts):
    """A window that opened or closed at its hour: how many had applied."""

    applied: int


_WITHOUT = (  # these say all by what they are
    Subject.COVENANT, Subject.COVENANT_ASK, Subject.COVENANT_CHANGED, Subject.COVENANT_PIN, Subject.COVENANT_TALK,
    Subject.COVENANT_THREAD, Subject.CURRICULUM, Subject.FACILITATOR_APPOINTED, Subject.FACILITATOR_REMOVED, Subject.HERE_AGAIN,
    Subject.HOME_HERE_NOW, Subject.INTEREST_OPENED, Subject.NO_PAIR, Subject.NO_THIRD, Subject.PAIRS, Subject.PAUSE_OVER,
    Subject.REMOVED, Subject.SETUP_TEST, Subject.STANDING_WAITS, Subject.TROUBLE, Subject.WINDOW_CLOCKS,
)  # fmt: skip
CARRIES: Mapping[Subject, type[Facts]] = MappingProxyType(
    {
        **dict.fromkeys(_WITHOUT, NoFacts),
        Subject.ANSWER: Said,
        Subject.BOARD: OfBoard,
        Subject.CALLED_OFF: OfCancelled,
        Subject.CALLED_OFF_LEAD: OfTold,
        Subject.CLOCKS_CHANGED: OfClocks,
        Subject.DATE_CLOCKS: OfRound,
        Subject.DATE_REMINDER: OfRound,
        Subject.DATES_CHANGED: OfDates,
        Subject.DATES_LEAD: OfChange,
        Subject.ENTERED: OfApplication,
        Subject.FIT: OfPair,
        Subject.FIT_PROPOSAL: OfCohortRound,
        Subject.HOME_READ: OfReaders,
        Subject.HOSTING: OfHosting,
        Subject.HOSTING_OVER: OfHosting,
        Subject.HOST_ASKED: OfHosting,
        Subject.HOST_NEEDS: OfNeeds,
        Subject.LETTER: OfDecision,
        Subject.LINK_CHANGED: OfSession,
        Subject.LINK_UNUSED: OfSession,
        Subject.MEMBER_LEFT: OfLeaver,
        Subject.MONTH_OFF: OfMonthOff,
        Subject.NEWS: OfBulletin,
        Subject.NUDGE: OfRound,
        Subject.OFFER: OfDecision,
        Subject.OFFER_LAPSED: OfDecision,
        Subject.OFFER_REMINDER: OfDecision,
        Subject.OFFER_UNREACHED: OfApplication,
        Subject.OFF_ASKED: OfCheckIn,
        Subject.PAIR: OfPair,
        Subject.PAIR_HELLO: OfPair,
        Subject.PAIR_THREAD: OfPair,
        Subject.PARTNERS_CHANGED: OfPlaced,
        Subject.PARTNER_BESIDE: OfPerson,
        Subject.PARTNER_CHANGED: OfCheckIn,
        Subject.PARTNER_FIRST: OfCheckIn,
        Subject.PARTNER_LEFT: OfPerson,
        Subject.PARTNER_PAUSED: OfPerson,
        Subject.PRIVATE_THREAD: OfOwnThread,
        Subject.PROGRAM_WEEK: OfWeek,
        Subject.PROMPT: OfRound,
        Subject.PROPOSAL_PARTNER: OfProposal,
        Subject.PUBLISH_RECEIPT: OfReceipt,
        Subject.QUESTION: OfQuestion,
        Subject.QUESTION_ANSWER: OfAnswer,
        Subject.QUESTION_ANSWERED: OfQuestion,
        Subject.QUESTION_MORE: OfMore,
        Subject.QUESTION_THREAD: OfThread,
        Subject.RECEIVED: OfApplication,
        Subject.REFLECTION: OfReflection,
        Subject.REFLECTION_PAIR: OfReflection,
        Subject.REFLECTIONS: OfCohortRound,
        Subject.REFLECTIONS_THREAD: OfCohortRound,
        Subject.ROLE: OfRole,
        Subject.ROLE_BACK: OfRole,
        Subject.ROUND_LACKS: OfCohortRound,
        Subject.SESSION: OfSession,
        Subject.SESSION_AFTER: OfSession,
        Subject.SESSION_CANCELLED: OfSession,
        Subject.SESSION_EVENT: OfEvent,
        Subject.SESSION_LACKS: OfSession,
        Subject.SESSION_MOVED: OfMoved,
        Subject.SESSION_NOTES: OfSession,
        Subject.SESSION_REMINDER: OfSession,
        Subject.SESSION_THREAD: OfSession,
        Subject.SESSION_WORDS: OfWords,
        Subject.STANDING_OPEN: OfApplication,
        Subject.STUDY_ALONE: OfCohortRound,
        Subject.THIRD_ASKED: OfAsk,
        Subject.TIMES: OfRound,
        Subject.TIMES_ASKED: OfAsking,
        Subject.TIMES_FAILED: OfRound,
        Subject.TIME_AGREED: OfTime,
        Subject.WAITLIST_OVER: OfDecision,
        Subject.WEEK: OfWeek,
        Subject.WINDOW_CLOSED: OfWindow,
        Subject.WINDOW_NOT_OPENED: OfWindow,
        Subject.WORD: OfCohortRound,
    }
)
"""What each subject is composed from."""
