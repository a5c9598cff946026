"""A cohort's season as a plan: from its state to every delivery and turn, each with a natural key. A pure function.

The facilitator's preview, the reconciliation of rows and the rehearsal's checks all read this one plan.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.cohort.cohorts import RUNNING, Cohort, State
from domain.ground.ids import ApplicationId, PairId, PersonId, SessionId
from domain.ground.people import Reminder
from domain.ground.quiet import ChannelQuiet, PersonQuiet, sacred
from domain.ground.values import Value
from domain.group.sessions import Round, Session, SessionState, rounds, season_end
from domain.joining.signups import ApplicationState
from domain.joining.waitlist import deadline, halfway, line_ends
from domain.sending.deliveries import Class, Direction, Kind, Planned
from domain.sending.gate import plan

ANNOUNCE_BEFORE = timedelta(days=14)
PROMPT_AFTER = timedelta(days=1)
NUDGE_AFTER = timedelta(days=9)  # "not before a week" after the prompt, which itself may wait out a Shabbat
WORD_BEFORE = timedelta(days=5)
REMIND_BEFORE = {Reminder.DAY: timedelta(days=1), Reminder.HOUR: timedelta(hours=1)}


class TurnKind(StrEnum):
    """Changes of state that time brings."""

    WINDOW_OPENS = "window-opens"
    WINDOW_CLOSES = "window-closes"
    OFFER_LAPSES = "offer-lapses"
    SESSION_ENDS = "session-ends"
    RETURNED = "returned"  # to a server that they had left


class Turn(Value):
    """A change of state that falls due; it never speaks, it plans deliveries."""

    key: str
    kind: TurnKind
    due: datetime
    subject: int


class Member(Value):
    """A member as the plan sees them."""

    person: PersonId
    quiet: PersonQuiet
    reminder: Reminder = Reminder.DAY


class Letter(Value):
    """Where an application stands since it was decided on, and who is to be told."""

    application: ApplicationId
    person: PersonId
    quiet: PersonQuiet
    state: ApplicationState
    at: datetime
    offers: int = 0
    asked: bool = False  # offered a place since they applied: their own answer, or the end of it, says what became of that


class PairPlan(Value):
    """A published chevruta."""

    id: PairId
    members: tuple[PersonId, ...]
    published_at: datetime


class Date(Value):
    """A date that a pair has set for its study."""

    pair: PairId
    round: int
    at: datetime


class Season(Value):
    """All that the plan is made from: the cohort as it stands."""

    cohort: Cohort
    members: tuple[Member, ...] = ()
    facilitators: tuple[Member, ...] = ()
    sessions: tuple[Session, ...] = ()
    pairs: tuple[PairPlan, ...] = ()
    letters: tuple[Letter, ...] = ()
    answered: frozenset[tuple[PairId, int]] = frozenset()
    declined: frozenset[tuple[int, PersonId]] = frozenset()  # (session, person) who said they cannot come
    words: tuple[tuple[SessionId, datetime], ...] = ()  # sessions with a word for the group, and when the last was given or taken back
    dates: tuple[Date, ...] = ()
    off: frozenset[tuple[PairId, int, PersonId]] = frozenset()  # who said themselves that they take this month off


def deliveries(season: Season) -> list[Planned]:
    """Every delivery of the season, whatever the time is now; those whose use has passed are left to the gate."""
    plan_ = _Plan(season)
    if season.cohort.state is State.CANCELLED:
        return list(plan_.taken_away())
    planned = list(plan_.letters())
    if season.cohort.state in RUNNING and season.cohort.started_at is None:
        planned += plan_.before_the_start()
    if season.cohort.state in RUNNING and season.cohort.started_at is not None:
        planned += plan_.pairs()
        for session in season.sessions:
            planned += plan_.session(session)
        for round_ in rounds(list(season.sessions)):
            planned += plan_.round(round_)
        planned += plan_.dates()
    return planned


def turns(season: Season) -> list[Turn]:
    """Every change of state that time will bring to this cohort."""
    cohort = season.cohort
    found = [
        Turn(
            f"application/{letter.application}/offer/{letter.offers}/lapses", TurnKind.OFFER_LAPSES,
            deadline(cohort, letter.quiet, letter.at), letter.application,
        )
        for letter in season.letters
        if letter.state is ApplicationState.OFFERED
    ]  # fmt: skip
    if cohort.state is State.DRAFT and cohort.opens_at is not None:
        found.append(
            Turn(f"cohort/{cohort.id}/window-opens/{cohort.opens_at:%Y%m%d%H%M}", TurnKind.WINDOW_OPENS, cohort.opens_at, cohort.id)
        )
    if cohort.state is State.OPEN and cohort.closes_at is not None:
        found.append(
            Turn(f"cohort/{cohort.id}/window-closes/{cohort.closes_at:%Y%m%d%H%M}", TurnKind.WINDOW_CLOSES, cohort.closes_at, cohort.id)
        )
    if cohort.state in {State.MEETING, State.CLOSING}:
        planned = [session for session in season.sessions if session.state is SessionState.PLANNED]
        last = season_end(season.sessions) if cohort.state is State.MEETING and not planned else None
        found += [
            Turn(f"session/{session.id}/ends", TurnKind.SESSION_ENDS, session.ends_at, session.id)
            for session in (planned if last is None else [last])
        ]
    return found


def returned(person: PersonId, at: datetime) -> Turn:
    """Somebody is back on a server: what they have there is given again, at once."""
    return Turn(f"person/{person}/returned/{at:%Y%m%d%H%M%S%f}", TurnKind.RETURNED, at, person)


def is_news(season: Season, session: Session, at: datetime) -> bool:
    """True when somebody has been told of the session by then: by the season's start, or, of the first, by a letter about a place."""
    if season.cohort.started_at is not None and season.cohort.started_at <= at:
        return True
    told = {ApplicationState.OFFERED, ApplicationState.ACCEPTED}
    return session.number == 1 and any(letter.state in told and letter.at <= at for letter in season.letters)


class _Plan:
    """The parts of a season's plan; kept together because all of them ask the same quiet times."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.cohort = season.cohort
        self.people = {member.person: member for member in season.members}
        self.channel = ChannelQuiet(self.cohort.zone, frozenset(member.quiet for member in season.members))

    def _dm(
        self, key: str, message: str, member: Member, ideal: datetime, until: datetime, class_: Class,
        direction: Direction = Direction.LATER, **facts: Any,
    ) -> Planned:  # fmt: skip
        due = plan(ideal, direction, member.quiet, class_, Kind.DM, member.quiet.zone)
        return Planned(key, Kind.DM, message, ideal, due, until, class_, direction, person=member.person, facts=facts)

    def _post(self, key: str, kind: Kind, message: str, ideal: datetime, until: datetime, **facts: Any) -> Planned:
        due = plan(ideal, Direction.LATER, self.channel, Class.NOTICE, kind, self.cohort.zone)
        return Planned(key, kind, message, ideal, due, until, Class.NOTICE, channel=self.cohort.home, facts=facts)

    def letters(self) -> Iterator[Planned]:
        """What each is told of their application: an offer and its one reminder, a place, with its role, or in the line, its end, a no."""
        for letter in self.season.letters:
            key = f"application/{letter.application}/{letter.state}/{letter.at:%Y%m%d%H%M%S}"  # of whoever left and returned, again
            offer = f"application/{letter.application}/offer/{letter.offers}"
            match letter.state:
                case ApplicationState.OFFERED:
                    yield self._letter(letter, offer, "offer", letter.at)
                    yield self._letter(letter, f"{offer}/reminder", "offer-reminder", halfway(self.cohort, letter.quiet, letter.at))
                case ApplicationState.ACCEPTED:
                    if not letter.asked:
                        yield self._letter(letter, key, "letter", letter.at)
                    yield from self._role(letter, f"{key}/role")
                case ApplicationState.LAPSED:
                    yield self._letter(letter, f"{offer}/lapsed", "offer-lapsed", letter.at)
                case _:
                    if not letter.asked:  # whoever returned to the line has their receipt
                        yield self._letter(letter, key, "letter", letter.at)
                    ends = line_ends(self.cohort, self.season.sessions)
                    if letter.state is ApplicationState.WAITLISTED and ends is not None and letter.at < ends:
                        yield self._letter(letter, f"{key}/over/{self.cohort.offers_until or 1}", "waitlist-over", ends)

    def _letter(self, letter: Letter, key: str, message: str, at: datetime) -> Planned:
        until = at + timedelta(days=45)
        return self._dm(
            key, message, Member(letter.person, letter.quiet), at, until, Class.LETTER,
            application=letter.application, state=letter.state.value,
        )  # fmt: skip

    def _role(self, letter: Letter, key: str) -> Iterator[Planned]:
        """The role that opens the cohort's home."""
        if self.cohort.role is not None:
            due = plan(letter.at, Direction.LATER, letter.quiet, Class.LETTER, Kind.DM, letter.quiet.zone)
            yield Planned(
                key, Kind.ROLE, "role", letter.at, due, letter.at + timedelta(days=45), Class.LETTER, person=letter.person,
                facts={"role": self.cohort.role},
            )  # fmt: skip

    def before_the_start(self) -> Iterator[Planned]:
        """Word to those who have a place that a session which their letter named has moved, or is off."""
        for session in self.season.sessions:
            if session.moved_at is not None and is_news(self.season, session, session.moved_at):
                off = session.state is SessionState.CANCELLED
                yield from self._told(session, "session-cancelled" if off else "session-moved")

    def taken_away(self) -> Iterator[Planned]:
        """All that is left of a season that was called off: what was posted of a session says so, and its native event goes."""
        for session in self.season.sessions if self.cohort.started_at is not None else ():
            if session.state is SessionState.CANCELLED and session.moved_at is not None:
                yield self._edit(session)
                yield self._event(session, self.cohort.started_at or session.moved_at, shown=False)

    def pairs(self) -> Iterator[Planned]:
        """Who studies with whom: one post in the home, and a word to each."""
        started = self.cohort.started_at
        for pair in self.season.pairs:
            at = pair.published_at if started is None else max(pair.published_at, started)
            for person in pair.members:
                if person in self.people:
                    key = f"pair/{pair.id}/member/{person}/told"
                    yield self._dm(key, "pair", self.people[person], at, at + timedelta(days=21), Class.NOTICE, pair=pair.id)
        if self.season.pairs:
            published = max(pair.published_at for pair in self.season.pairs)
            at = published if started is None else max(published, started)
            key = f"pairs/{self.cohort.id}/{published:%Y%m%d%H%M%S}/post"  # by when, since the first of them may leave
            yield self._post(key, Kind.POST, "pairs", at, at + timedelta(days=21))

    def session(self, session: Session) -> Iterator[Planned]:
        """Announcement, curriculum thread, native event without the link, reminders; or the word that it moved or is off."""
        started = self.cohort.started_at or session.starts_at
        changed = session.moved_at is not None and is_news(self.season, session, session.moved_at)
        if session.state is SessionState.CANCELLED:
            yield from (*self._notices(session, "session-cancelled"), self._event(session, started, shown=False)) if changed else ()
            return
        told = max(session.starts_at - ANNOUNCE_BEFORE, started)
        key = f"session/{session.id}"
        yield self._post(f"{key}/announce", Kind.POST, "session", told, session.starts_at, session=session.id)
        yield self._post(
            f"{key}/thread",
            Kind.THREAD,
            "session-thread",
            told + timedelta(minutes=5),
            session.ends_at,
            session=session.id,
        )
        shown = not any(sacred(member.quiet, session.starts_at) for member in self.season.members)
        if shown or changed:
            yield self._event(session, told, shown=shown)
        if session.revision and changed:
            yield from self._notices(session, "session-moved")
        yield from (self._words(session, at) for about, at in self.season.words if about == session.id)
        for member in self.season.members:
            before = REMIND_BEFORE.get(member.reminder)
            if before is not None and (session.id, member.person) not in self.season.declined:
                yield self._dm(
                    f"{key}/{session.revision}/member/{member.person}/reminder", "session-reminder", member,
                    session.starts_at - before, session.starts_at, Class.REMINDER, Direction.EARLIER, session=session.id,
                )  # fmt: skip

    def _words(self, session: Session, at: datetime) -> Planned:
        """The announcement once more, with what members wrote for the group."""
        key = f"session/{session.id}/words/{at:%Y%m%d%H%M%S%f}"
        return self._post(key, Kind.EDIT, "session", at, session.starts_at, session=session.id, target=f"session/{session.id}/announce")

    def _event(self, session: Session, told: datetime, *, shown: bool) -> Planned:
        """The native event as it is to be: there, at the time that holds, or not there; each change of the session is one correction."""
        at = max(told + timedelta(minutes=5), session.moved_at or told)
        if session.moved_at is not None and (session.moved_from or session.starts_at) - ANNOUNCE_BEFORE <= session.moved_at:
            at = session.moved_at  # the earlier one is there by then, and reminds people of the wrong time
        until = session.starts_at - timedelta(minutes=30) if shown else max(at + timedelta(days=2), session.starts_at)
        key = f"session/{session.id}/event/{session.revision}"
        return self._post(key, Kind.EVENT, "session-event", at, until, session=session.id, revision=session.revision, shown=shown)

    def _told(self, session: Session, message: str) -> Iterator[Planned]:
        at = session.moved_at or session.starts_at
        for member in self.season.members:
            key = f"session/{session.id}/member/{member.person}/{message}/{session.revision}"
            yield self._dm(key, message, member, at, max(at + timedelta(days=2), session.starts_at), Class.NOTICE, session=session.id)

    def _notices(self, session: Session, message: str) -> Iterator[Planned]:
        yield from self._told(session, message)
        yield self._edit(session)

    def _edit(self, session: Session) -> Planned:
        """The announcement, if there is one, as it is to be since the session changed."""
        at = session.moved_at or session.starts_at
        until = max(at + timedelta(days=2), session.starts_at)
        edit = f"session/{session.id}/edit/{session.revision}"
        return self._post(edit, Kind.EDIT, "session", at, until, session=session.id, target=f"session/{session.id}/announce")

    def round(self, round_: Round) -> Iterator[Planned]:
        """A prompt to each member of each pair, one softer note, and a word to the facilitator; an answer takes the rest back."""
        number = round_.number
        for pair in self.season.pairs:
            for person in pair.members:
                member = self.people.get(person)
                if member is None:
                    continue
                key = f"round/{self.cohort.id}/{number}/pair/{pair.id}/member/{person}"
                asked = max(round_.opens_at, pair.published_at) + PROMPT_AFTER
                yield self._dm(
                    f"{key}/prompt", "prompt", member, asked, round_.closes_at - timedelta(days=2), Class.PROMPT,
                    pair=pair.id, round=number,
                )  # fmt: skip
                if (pair.id, number) not in self.season.answered:
                    yield self._dm(
                        f"{key}/nudge", "nudge", member, asked + NUDGE_AFTER, round_.closes_at - timedelta(days=3), Class.NUDGE,
                        pair=pair.id, round=number,
                    )  # fmt: skip
        for facilitator in self.season.facilitators:
            key = f"round/{self.cohort.id}/{number}/facilitator/{facilitator.person}/word"
            ideal = max(round_.closes_at - WORD_BEFORE, round_.opens_at)
            yield self._dm(key, "word", facilitator, ideal, round_.closes_at, Class.DIGEST, round=number)

    def dates(self) -> Iterator[Planned]:
        """A reminder of the date that a pair set itself, to each but those who take this month off."""
        pairs = {pair.id: pair for pair in self.season.pairs}
        for date in self.season.dates:
            for person in pairs[date.pair].members if date.pair in pairs else ():
                if person in self.people and (date.pair, date.round, person) not in self.season.off:
                    key = f"round/{self.cohort.id}/{date.round}/pair/{date.pair}/date/{date.at:%Y%m%d%H%M}/member/{person}"
                    yield self._dm(
                        key, "date-reminder", self.people[person], date.at - timedelta(hours=3), date.at, Class.REMINDER,
                        Direction.EARLIER, pair=date.pair, round=date.round,
                    )  # fmt: skip
