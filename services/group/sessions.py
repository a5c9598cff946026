"""Sessions: moved and called off; the link for members only; and who comes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import CohortId, SessionId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime
from domain.group.sessions import FARTHEST, Rsvp, Session, SessionState, at_that_time, odd
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Class, DeliveryState, Subject
from domain.sending.facts import OfSession
from domain.sending.timeline.meetings import KEEP_WORD, is_announced
from domain.sending.timeline.turns import TurnKind
from messages.ground.values import Form
from messages.group import sessions as words
from messages.group.series import Told
from messages.group.sessions import Change, reason_mark
from services.ground import permissions
from services.ground.text import clock, day, link, required, without_link
from services.group.changes import tell_leaders
from services.group.details import known, numbered, past, to_come
from services.group.links import check_unwritten
from services.group.new_dates import changed_once, tell_of_dates, told_of_last
from services.group.planning import Knowing, check_after_sign_up, moved_there, who_hears
from services.sending.deliveries import season_of
from services.sending.turns import ByTime
from services.sending.unit import CohortAct, Unit, Units
from storage.db import Db

LINK_BEFORE = timedelta(minutes=15)


class Sessions:
    """A cohort's meetings."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def preview_move(self, actor: Actor, cohort: CohortId, number: int, date_: str, time_: str, because: str = "") -> Change:
        """Keep the reason, and show what another time for one session would mean; nothing else has changed yet, and nobody is told."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program = act.db, act.cohort, act.program
            session = await self._reasoned(act, number, because)
            sessions = await db.sessions.of(cohort)
            when = self._another(found, session, _wished(found, date_, time_), sessions)
            clash, people, beside = await moved_there(db, found, program, session, when, self._units.now())
            _, told = await who_hears(db, found, program, session, when, sessions, self._units.now())
            skipped = clock(time_) if clock(time_) != when.time else None
            return Change(found, session, when, clash, people, told, odd(session, when, sessions), skipped, beside)

    async def _reasoned(self, act: CohortAct, number: int, because: str) -> Session:
        """The session, which may still change, with the reason that is kept for it. Raises `Refusal(HOLDS_LINK | TOO_LONG)`."""
        act.only_prepares()
        session = await numbered(act.db, act.cohort.id, number)
        self._check_ahead(session)
        reason = required(because, words.LONGEST_REASON) if because.strip() else None
        without_link(act.cohort.link, reason)
        if reason != session.because_next:
            await act.db.sessions.keep_reason(session.id, reason)
        return replace(session, because_next=reason)

    def _another(self, cohort: Cohort, session: Session, when: LocalTime, sessions: Sequence[Session]) -> LocalTime:
        """That time, if a session can be then. Raises `Refusal(IN_THE_PAST | TOO_FAR_AHEAD | BEGINS_BEFORE | SAME_TIME | TIME_TAKEN)`."""
        at, now = when.instant(), self._units.now()
        if at <= now:
            raise Refusal(Why.IN_THE_PAST, at=at)
        if at > now + FARTHEST:
            raise Refusal(Why.TOO_FAR_AHEAD, at=at)
        check_after_sign_up(cohort, [when])
        if at == session.starts_at:
            raise Refusal(Why.SAME_TIME, number=session.number, at=at)
        if (other := at_that_time(session, when, sessions)) is not None:
            raise Refusal(Why.TIME_TAKEN, number=other.number, at=other.starts_at)
        return when

    async def move(
        self, actor: Actor, cohort: CohortId, number: int, revision: int, date_: str, time_: str, mark: int = 0
    ) -> tuple[Session, Told]:  # fmt: skip
        """Another time for one session; everything derived follows, and those who were told are told. Pressed twice, it says what stands.

        `revision` is that of the session which the preview showed, and `mark` its reason's; what has changed since is shown again first.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program, now = act.db, act.cohort, act.program, act.now
            session, sessions = await numbered(db, cohort, number), await db.sessions.of(cohort)
            wished = _wished(found, date_, time_)
            done = session.revision == revision + 1 and session.when == wished
            knowing, told = await who_hears(db, found, program, session, wished, sessions, now)
            if not done:
                self._check_previewed(act, session, revision, mark)
                when = self._another(found, session, wished, sessions)
                announced = is_announced(await season_of(db, found, program), session, now)
                await db.sessions.move(session.id, when, now, await _known_as(db, found, session), announced=announced)
                act.says(what="moved", number=number)
                await tell_leaders(act, [session.when], [wished], told.all)
                await _tell_of_dates(act, session, sessions, knowing, when)
            return await numbered(db, cohort, number), told

    async def preview_cancel(self, actor: Actor, cohort: CohortId, number: int, because: str = "") -> Change:
        """Keep the reason, and show what calling one session off would mean; nothing else has changed yet, and nobody is told."""
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program = act.db, act.cohort, act.program
            session = await self._reasoned(act, number, because)
            _, told = await who_hears(db, found, program, session, None, await db.sessions.of(cohort), self._units.now())
            return Change(found, session, None, None, 0, told)

    async def cancel(self, actor: Actor, cohort: CohortId, number: int, revision: int, mark: int = 0) -> tuple[Session, Told]:
        """Call one session off; the round before it joins the next, or ends at its time where none follows.

        Pressed twice, it says what stands; `revision` and `mark` are those of the preview.
        """
        async with self._units.act(actor, Action.PLAN_SESSIONS, cohort) as act:
            db, found, program, now = act.db, act.cohort, act.program, act.now
            session, sessions = await numbered(db, cohort, number), await db.sessions.of(cohort)
            done = session.state is SessionState.CANCELLED and session.revision == revision + 1
            knowing, told = await who_hears(db, found, program, session, None, sessions, now)
            if not done:
                self._check_previewed(act, session, revision, mark)
                await db.sessions.set_state(session.id, SessionState.CANCELLED, now, reason=True)
                act.says(what="cancelled", number=number)
                await tell_leaders(act, [session.when], [], told.all)
                await _tell_of_dates(act, session, sessions, knowing, session.when)
            return await numbered(db, cohort, number), told

    def _check_ahead(self, session: Session) -> None:
        """It may still change."""
        if session.state is not SessionState.PLANNED or session.starts_at <= self._units.now():
            raise past(session, self._units.now())

    def _check_previewed(self, act: CohortAct, session: Session, revision: int, mark: int) -> None:
        """It may still change, and is with its reason what the preview showed; the link may have become another since."""
        self._check_ahead(session)
        if session.revision != revision or reason_mark(session) != mark:
            raise Refusal(Why.STALE)
        without_link(act.cohort.link, session.because_next)

    async def link_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form for the link; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SET_LINK, cohort)
            return words.link_form(found)

    async def set_link(self, actor: Actor, cohort: CohortId, typed: str) -> tuple[Cohort, int]:
        """Keep the meeting link for the whole series; the record says that, and never which link.

        Who has another one in a reminder of a session that is not over hears of it; gives how many these are.
        Raises `Refusal(LINK_STANDS)` where others can read it already.
        """
        async with self._units.act(actor, Action.SET_LINK, cohort) as act:
            address = link(typed)
            await check_unwritten(act.db, act.cohort, await act.db.sessions.of(cohort), address)
            await act.db.cohorts.set_link(cohort, address, act.now)
            return act.cohort, await self._tell_link(act) if address != act.cohort.link else 0

    async def _tell_link(self, act: CohortAct) -> int:
        ahead = {
            one.id: one for one in await act.db.sessions.of(act.cohort.id) if one.state is SessionState.PLANNED and one.ends_at > act.now
        }
        reminded = {
            (row.facts_as(OfSession).session, row.person)
            for row in await act.db.deliveries.of_cohort(act.cohort.id, frozenset({DeliveryState.SENT, DeliveryState.UNCERTAIN}))
            if row.message == Subject.SESSION_REMINDER and row.facts_as(OfSession).session in ahead
        }
        people = {one.id: one for one in await act.db.cohorts.members(act.cohort.id)}
        told = sorted((session, person) for session, person in reminded if person is not None and person in people)
        for session, person in told:
            key, keep = f"session/{session}/link/{act.now:%Y%m%d%H%M%S%f}/{person}", ahead[session].ends_at - act.now
            await act.deliveries.direct(
                act.db, key, Subject.LINK_CHANGED, people[person], act.program, act.cohort.id, Class.NOTICE, keep, facts=OfSession(session)
            )
        return len(told)

    async def see_link(self, actor: Actor, session: SessionId) -> tuple[Session, str, Session | None]:
        """The link, to members and staff only, re-checked at each press; and the session that it is for.

        That is the session asked about, or once it is called off or over the next one to come, None where there is none.
        """
        now = self._units.now()
        async with self._units.read() as db:
            found, cohort, _ = await self._session(db, actor, session, Action.SEE_LINK)
            if cohort.link is None:
                raise Refusal(Why.LINK_MISSING)
            left = await to_come(db, cohort.id, now)
            return found, cohort.link, next((one for one in left if one.id == session), next(iter(left), None))

    async def _session(self, db: Db, actor: Actor, session: SessionId, action: Action) -> tuple[Session, Cohort, Program]:
        found = await known(db, session)
        return found, *await permissions.require_cohort(db, actor, action, found.cohort)

    async def cannot_form(self, actor: Actor, session: SessionId) -> Form:
        """The form for a word to the group, while one can answer; only reads."""
        async with self._units.read() as db:
            found, cohort, _ = await self._session(db, actor, session, Action.ANSWER_RSVP)
            await _check_answers(db, found, self._units.now())
            return words.cannot_form(found, others=await self._others_read(db, found, cohort))

    async def _others_read(self, db: Db, session: Session, cohort: Cohort) -> bool:
        """True where others than the cohort's people may read a session's post, as staff have said; elsewhere it would wait."""
        announced = await db.deliveries.by_key(f"session/{session.id}/announce")
        there = cohort.home if announced is None or announced.sent_channel is None else announced.sent_channel
        return any(channel == there for channel, _ in cohort.admitted)

    async def answer(self, actor: Actor, session: SessionId, answer: Rsvp, typed: str | None = None) -> tuple[Session, bool, str | None]:
        """A member's word on a session, the latest of which stands; and whether others than the group may read it there.

        Also the link, for whoever says that they come when it is about to begin or has begun. Raises `Refusal(HOLDS_LINK)`.
        """
        async with self._units.press(actor) as press:
            db, now = press.db, press.now
            found, cohort, program = await self._session(db, actor, session, Action.ANSWER_RSVP)
            press.about(Action.ANSWER_RSVP, program, cohort)
            await _check_answers(db, found, now)
            without_link(cohort.link, typed)
            person = await press.me()
            had_words = (await db.sessions.answers(session)).get(person.id, (answer, None))[1] is not None
            given = (typed or "").strip()[:300] or ("" if had_words else None)  # taken back is not the same as never given
            await db.sessions.answer(session, person.id, answer, given, now)
            begins = answer is Rsvp.YES and now >= found.starts_at - LINK_BEFORE
            return found, await self._others_read(db, found, cohort), cohort.link if begins else None

    def by_time(self) -> dict[TurnKind, ByTime]:
        """A session comes to its end."""
        return {TurnKind.SESSION_ENDS: self._ends}

    async def _ends(self, unit: Unit, session: int, key: str) -> None:
        """It was held, unless it was called off; when none is left to come, the season closes."""
        found = await unit.db.sessions.get(SessionId(session))
        if found is None or found.state is SessionState.HELD:
            return
        if found.state is SessionState.PLANNED:
            await unit.db.sessions.set_state(found.id, SessionState.HELD)
        ahead = [s for s in await unit.db.sessions.of(found.cohort) if s.state is SessionState.PLANNED]
        if not ahead:
            await unit.db.cohorts.step(found.cohort, CohortState.CLOSING)
        cohort = await unit.db.cohorts.get(found.cohort)
        assert cohort is not None, "its session is there"  # noqa: S101
        unit.changed(cohort)


async def _check_answers(db: Db, session: Session, now: datetime) -> None:
    """Members can still answer it. Raises `Refusal(SESSION_PAST)` with the next one to come, if there is one."""
    if session.state is not SessionState.PLANNED or session.ends_at < now:
        raise past(session, now, next(iter(await to_come(db, session.cohort, now)), None))


def _wished(cohort: Cohort, date_: str, time_: str) -> LocalTime:
    """What somebody typed, on the home clock; a time that it leaves out is the one that it shows instead."""
    return LocalTime(day(date_), clock(time_), cohort.zone).as_shown()


async def _known_as(db: Db, cohort: Cohort, session: Session) -> datetime | None:
    """The time that its members know it by; None before the start, where each is told what is new in the dates they know."""
    if cohort.started_at is None:
        return None
    return session.starts_at if await told_of_last(db, session) else session.moved_from


async def _tell_of_dates(act: CohortAct, session: Session, before: Sequence[Session], knowing: Knowing, when: LocalTime) -> None:
    """Word of all dates to each who knows them, but to no member of a group that meets: their word of the one session is in its plan."""
    met = act.cohort.started_at is not None
    told = {id_: one for id_, one in knowing.items() if not (met and one[1] is ApplicationState.ACCEPTED)}
    last = max([when.instant(), *(one.starts_at for one in before)]) + KEEP_WORD
    await tell_of_dates(act, before, told, changed_once(session), last)
