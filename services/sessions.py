"""Sessions: a series drafted, frozen, moved; announced and reminded; the link for members only."""

from datetime import date, datetime, timedelta

from domain import series as calendar
from domain.cohorts import Cohort, Program, State
from domain.deliveries import Delivery, Reason
from domain.gate import Wait
from domain.ids import CohortId, SessionId
from domain.people import Actor, Person
from domain.refusal import Refusal, Why
from domain.rights import Action
from domain.series import Recurrence
from domain.sessions import Rsvp, Session, SessionState, rounds
from domain.timeline import is_news
from domain.times import LocalTime, zone
from domain.values import Value
from messages import sessions as words
from messages.sessions import After, Change, Coming, Series
from messages.values import Form, Message
from services import audit, board, permissions
from services.deliveries import Composer, Deliveries, Gone, Meeting, Opening, season_of
from services.partners import partner_line
from services.ports import Clock
from services.text import clock, day, link, required, whole
from storage.db import Db
from storage.store import Store

MINUTES = 90


class Rule(Value):
    """The rule of a series as a facilitator says it: second Tuesday, 13:00, six times from October."""

    nth: int
    weekday: int
    at: str
    count: int
    first_month: str


class Sessions:
    """A cohort's meetings."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries

    async def draft_series(self, actor: Actor, cohort: CohortId, rule: Rule) -> Series:
        """Draft the dates and show what stands against each; nothing is told to anybody."""
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            await permissions.once(db, actor, now)
            if found.started_at is not None:
                raise Refusal(Why.FROZEN, title=found.title)
            recurrence = Recurrence(
                whole(rule.nth, -1, 4), whole(rule.weekday, 0, 6), clock(rule.at), found.zone, day(f"{rule.first_month.strip()}-01"),
                whole(rule.count, 2, 24),
            )  # fmt: skip
            times = calendar.sessions(recurrence)
            await db.cohorts.change(cohort, recurrence=[_plain(when) for when in times], frozen_at=None)
            await audit.note(db, actor, Action.PLAN_SESSIONS, program, found, now, what="drafted", count=len(times))
            return await self._series(db, found, program, times, frozen=False)

    async def _series(self, db: Db, cohort: Cohort, program: Program, times: tuple[LocalTime, ...], *, frozen: bool) -> Series:
        people = await db.cohorts.members(cohort.id) or [p for _, p in await db.signups.in_cohort(cohort.id)]
        quiet = [person.quiet(program.zone, program.observance) for person in people]
        clashes = calendar.clashes(times, quiet, MINUTES)
        return Series(cohort, times, clashes, frozenset(calendar.clock_changes(times)), len(people), frozen)

    async def swap_date(self, actor: Actor, cohort: CohortId, position: int, other: date) -> Series:
        """Take one of the proposed dates instead."""
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            await permissions.once(db, actor, now)
            times = await self._drafted(db, found)
            if not 0 <= position < len(times):
                raise Refusal(Why.STALE)
            changed = LocalTime(other, times[position].time, times[position].zone)
            moved = tuple(sorted((*times[:position], changed, *times[position + 1 :]), key=lambda when: when.date))
            await db.cohorts.change(cohort, recurrence=[_plain(when) for when in moved])
            await audit.note(db, actor, Action.PLAN_SESSIONS, program, found, now, what="swapped", number=position + 1)
            return await self._series(db, found, program, moved, frozen=False)

    async def _drafted(self, db: Db, cohort: Cohort) -> tuple[LocalTime, ...]:
        if cohort.frozen_at is not None:
            raise Refusal(Why.FROZEN, title=cohort.title)
        drafted = await db.cohorts.recurrence(cohort.id)
        if not drafted:
            raise Refusal(Why.NO_DRAFT)
        return tuple(_when(plain) for plain in drafted)

    async def freeze(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, int]:
        """The dates stand; from now on one session at a time may be moved."""
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            if found.frozen_at is not None:
                return found, len(await db.sessions.of(cohort))
            await permissions.once(db, actor, now)
            times = await self._drafted(db, found)
            await db.sessions.freeze(cohort, times, MINUTES)
            await db.cohorts.change(cohort, frozen_at=now)
            await audit.note(db, actor, Action.PLAN_SESSIONS, program, found, now, what="frozen", count=len(times))
            await self._deliveries.reconcile(db, cohort)
            return found, len(times)

    async def preview_move(self, actor: Actor, cohort: CohortId, number: int, date_: str, time_: str) -> Change:
        """What another time for one session would mean; nothing has changed yet."""
        async with self._store.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            session = await self._session_numbered(db, cohort, number)
            self._check_ahead(session)
            when = self._another(found, session, date_, time_)
            others = [s.when for s in await db.sessions.of(cohort) if s.state is not SessionState.CANCELLED]  # its own is not free either
            view = await self._series(db, found, program, (when, *others), frozen=True)
            return Change(found, session, when, view.clashes[0], view.members, await self._told(db, found, program, session))

    async def _told(self, db: Db, cohort: Cohort, program: Program, session: Session) -> int:
        """How many would hear of a change that is made now."""
        season = await season_of(db, cohort, program)
        return len(season.members) if is_news(season, session, self._clock.now()) else 0

    def _another(self, cohort: Cohort, session: Session, date_: str, time_: str) -> LocalTime:
        when = LocalTime(day(date_), clock(time_), cohort.zone)
        if when.instant() <= self._clock.now():
            raise Refusal(Why.IN_THE_PAST, at=when.instant())
        if when == session.when:
            raise Refusal(Why.SAME_TIME, number=session.number, at=session.starts_at)
        return when

    async def move(self, actor: Actor, cohort: CohortId, number: int, revision: int, date_: str, time_: str) -> tuple[Session, int]:
        """Another time for one session; everything derived follows, and those who were told are told. Pressed twice, it says what stands.

        `revision` is that of the session which the preview showed; what has changed since is shown again first.
        """
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            session = await self._session_numbered(db, cohort, number)
            done = session.revision == revision + 1 and session.when == LocalTime(day(date_), clock(time_), found.zone)
            if not done:
                self._check_ahead(session, revision)
                when = self._another(found, session, date_, time_)
                await permissions.once(db, actor, now)
                news = await db.deliveries.any_sent(f"session/{session.id}/", f"/session-moved/{session.revision}")
                await db.sessions.move(
                    session.id, when, now, from_=session.starts_at if news or not session.revision else session.moved_from
                )
                await audit.note(db, actor, Action.PLAN_SESSIONS, program, found, now, what="moved", number=number)
                await self._deliveries.reconcile(db, cohort)
                await board.changed(db, self._deliveries, program, now)
            return await self._session_numbered(db, cohort, number), await self._told(db, found, program, session)

    async def preview_cancel(self, actor: Actor, cohort: CohortId, number: int) -> Change:
        """What calling one session off would mean; nothing has changed yet."""
        async with self._store.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            session = await self._session_numbered(db, cohort, number)
            self._check_ahead(session)
            return Change(found, session, None, None, 0, await self._told(db, found, program, session))

    async def cancel(self, actor: Actor, cohort: CohortId, number: int, revision: int) -> tuple[Session, int]:
        """Call one session off; the round before it joins the next, or ends at its time where none follows.

        Pressed twice, it says what stands; `revision` is that of the preview.
        """
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.PLAN_SESSIONS, cohort)
            session = await self._session_numbered(db, cohort, number)
            if not (session.state is SessionState.CANCELLED and session.revision == revision + 1):
                self._check_ahead(session, revision)
                await permissions.once(db, actor, now)
                await db.sessions.set_state(session.id, SessionState.CANCELLED, now)
                await audit.note(db, actor, Action.PLAN_SESSIONS, program, found, now, what="cancelled", number=number)
                await self._deliveries.reconcile(db, cohort)
                await board.changed(db, self._deliveries, program, now)
            return await self._session_numbered(db, cohort, number), await self._told(db, found, program, session)

    async def _session_numbered(self, db: Db, cohort: CohortId, number: int) -> Session:
        session = next((s for s in await db.sessions.of(cohort) if s.number == number), None)
        if session is None:
            raise Refusal(Why.NO_SUCH_SESSION, number=number)
        return session

    def _check_ahead(self, session: Session, revision: int | None = None) -> None:
        """It may still change, and is what its preview showed."""
        if session.state is not SessionState.PLANNED or session.starts_at <= self._clock.now():
            raise Refusal(Why.SESSION_PAST, number=session.number)
        if revision is not None and session.revision != revision:
            raise Refusal(Why.STALE)

    async def link_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form for the link; only reads."""
        async with self._store.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SET_LINK, cohort)
            return words.link_form(found)

    async def set_link(self, actor: Actor, cohort: CohortId, typed: str) -> Cohort:
        """Keep the meeting link for the whole series; the record says that, and never which link."""
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.SET_LINK, cohort)
            await permissions.once(db, actor, now)
            await db.cohorts.change(cohort, link=link(typed))
            await audit.note(db, actor, Action.SET_LINK, program, found, now)
            return found

    async def see_link(self, actor: Actor, session: SessionId) -> tuple[Session, str]:
        """The link, to members and staff only, re-checked at each press."""
        async with self._store.read() as db:
            found, cohort = await self._session(db, actor, session, Action.SEE_LINK)
            if cohort.link is None:
                raise Refusal(Why.LINK_MISSING)
            return found, cohort.link

    async def _session(self, db: Db, actor: Actor, session: SessionId, action: Action) -> tuple[Session, Cohort]:
        found = await db.sessions.get(session)
        if found is None:
            raise Refusal(Why.STALE)
        cohort, _ = await permissions.require_cohort(db, actor, action, found.cohort)
        return found, cohort

    async def cannot_form(self, actor: Actor, session: SessionId) -> Form:
        """The form for a word to the group; only reads."""
        async with self._store.read() as db:
            found, cohort = await self._session(db, actor, session, Action.ANSWER_RSVP)
            return words.cannot_form(found, others=await self._others_read(db, found, cohort))

    async def _others_read(self, db: Db, session: Session, cohort: Cohort) -> bool:
        """True where others than the cohort's people may read a session's post, as staff have said; elsewhere it would wait."""
        announced = await db.deliveries.by_key(f"session/{session.id}/announce")
        there = cohort.home if announced is None or announced.sent_channel is None else announced.sent_channel
        return any(channel == there for channel, _ in cohort.admitted)

    async def answer(self, actor: Actor, session: SessionId, answer: Rsvp, typed: str | None = None) -> tuple[Session, bool]:
        """A member's word on a session, the latest of which stands; and whether others than the group may read it there."""
        now = self._clock.now()
        async with self._store.begin() as db:
            found, cohort = await self._session(db, actor, session, Action.ANSWER_RSVP)
            await permissions.once(db, actor, now)
            if found.state is not SessionState.PLANNED or found.ends_at < now:
                raise Refusal(Why.SESSION_PAST, number=found.number)
            person = await permissions.whoever(db, actor, now)
            had_words = (await db.sessions.answers(session)).get(person.id, (answer, None))[1] is not None
            given = (typed or "").strip()[:300] or ("" if had_words else None)  # taken back is not the same as never given
            await db.sessions.answer(session, person.id, answer, given, now)
            await self._deliveries.reconcile(db, found.cohort)
            return found, await self._others_read(db, found, cohort)

    async def prompt_form(self, actor: Actor, cohort: CohortId, round_: int, question: str = "") -> Form:
        """The form for a round's prompt, with what stands, or with the message it was picked from; only reads."""
        async with self._store.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SET_PROMPT, cohort)
            await self._round(db, cohort, round_)
            prompt = await db.sessions.prompt(cohort, round_)
            reference = prompt.reference or "" if prompt else ""
            return words.prompt_form(found, round_, reference, question[:800] or (prompt.question if prompt else ""))

    async def next_prompt_form(self, actor: Actor, question: str) -> Form:
        """The form for the coming round of the one cohort that the actor leads here, from a message they picked."""
        now = self._clock.now()
        async with self._store.read() as db:
            program = await permissions.require_program(db, actor, Action.SEE_BOARD)
            person = await db.people.by_user(actor.user)
            led = [] if person is None else await db.cohorts.led_by(person.id)
            mine = [c for c in led if c.program == program.id and c.state in {State.FORMING, State.MEETING}]
            if not mine:
                raise Refusal(Why.NOT_ALLOWED, action=Action.SET_PROMPT)
            ahead = [r for r in rounds(await db.sessions.of(mine[-1].id)) if r.closes_at > now]
            if not ahead:
                raise Refusal(Why.NO_SUCH_ROUND, number=0)
            coming = [r.number for r in ahead if r.opens_at > now] or [ahead[0].number]
            bare = [n for n in coming if await db.sessions.prompt(mine[-1].id, n) is None]
            number = (bare or coming)[0]
            return words.prompt_form(mine[-1], number, "", question[:800])

    async def set_prompt(self, actor: Actor, cohort: CohortId, round_: int, reference: str, question: str) -> Cohort:
        """Give a round its prompt; those not yet sent carry it."""
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.SET_PROMPT, cohort)
            await self._round(db, cohort, round_)
            await permissions.once(db, actor, now)
            author = await permissions.whoever(db, actor, now)
            await db.sessions.set_prompt(cohort, round_, reference.strip()[:100] or None, required(question, 800), author.id, now)
            await audit.note(db, actor, Action.SET_PROMPT, program, found, now, number=round_)
            return found

    async def _round(self, db: Db, cohort: CohortId, round_: int) -> None:
        if not any(r.number == round_ for r in rounds(await db.sessions.of(cohort))):
            raise Refusal(Why.NO_SUCH_ROUND, number=round_)

    def composers(self) -> dict[str, Composer]:
        """What is said about sessions by itself."""
        return {
            "session": self._compose_post,
            "session-thread": self._compose_thread,
            "session-event": self._compose_event,
            "session-reminder": self._compose_dm,
            "session-moved": self._compose_dm,
            "session-cancelled": self._compose_dm,
        }

    async def _of(self, db: Db, row: Delivery) -> tuple[Cohort, Session] | None:
        session = await db.sessions.get(SessionId(row.facts["session"]))
        cohort = None if session is None else await db.cohorts.get(session.cohort)
        return None if session is None or cohort is None else (cohort, session)

    async def _coming(self, db: Db, session: Session) -> Coming:
        answers = await db.sessions.answers(session.id)
        people = await db.people.all_of(answers.keys())
        yes = tuple(people[p].name for p, (answer, _) in answers.items() if answer is Rsvp.YES)
        no = tuple((people[p].name, said) for p, (answer, said) in answers.items() if answer is Rsvp.NO)
        return Coming(yes, no)

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await self._of(db, row)
        if found is None:
            return Reason.UNWANTED
        cohort, session = found
        off = _after(session, await db.sessions.of(cohort.id)) if session.state is SessionState.CANCELLED else None
        return words.announcement(cohort, session, await self._coming(db, session), off)

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason | Wait:
        found = await self._of(db, row)
        announced = await db.deliveries.by_key(f"session/{row.facts['session']}/announce")
        if announced is not None and announced.under_way:
            return Wait(now + timedelta(minutes=5), Reason.AFTER)
        if found is None or announced is None or announced.sent_message is None:
            return Reason.UNWANTED
        return Opening(words.thread_name(found[1])[:100], announced.sent_message, announced.sent_channel)

    async def _compose_event(self, db: Db, row: Delivery, now: datetime) -> Meeting | Gone | Reason:
        found = await self._of(db, row)
        if found is None:
            return Reason.UNWANTED
        cohort, session = found
        stands = session.state is SessionState.PLANNED and session.starts_at > now
        earlier = row.facts["revision"] < session.revision  # only looked for, since it may be there
        if not earlier and (not row.facts["shown"] or session.state is SessionState.CANCELLED):
            return Gone()
        if not earlier and not stands:
            return Reason.UNWANTED
        name, description, place = words.event_texts(cohort, session)
        return Meeting(name, description, session.starts_at, session.ends_at, place, session.moved_from)

    async def _compose_dm(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await self._of(db, row)
        person = None if row.person is None else await db.people.get(row.person)
        if found is None or person is None or not await self._still_in(db, found[0], person):
            return Reason.UNWANTED
        cohort, session = found
        if row.message == "session-cancelled":
            return words.cancelled(cohort, session, person.name)
        if session.state is not SessionState.PLANNED:
            return Reason.UNWANTED
        if row.message == "session-moved":
            return words.moved(cohort, session, person.name)
        said, _ = (await db.sessions.answers(session.id)).get(person.id, (None, None))
        return words.reminder(cohort, session, person.name, await partner_line(db, cohort, person, now), coming=said is Rsvp.YES)

    async def _still_in(self, db: Db, cohort: Cohort, person: Person) -> bool:
        return any(member.id == person.id for member in await db.cohorts.members(cohort.id))


def _after(session: Session, sessions: list[Session]) -> After:
    """What pairs have to look forward to, since that session is off."""
    if any(s.state is SessionState.PLANNED and s.starts_at > session.starts_at for s in sessions):
        return After.SESSION
    return After.ROUND if any(r.closes_at == session.starts_at for r in rounds(sessions)) else After.NOTHING


def _plain(when: LocalTime) -> list[str]:
    return [when.date.isoformat(), when.time.isoformat("minutes"), when.zone]


def _when(plain: list[str]) -> LocalTime:
    zone(plain[2])
    return LocalTime(day(plain[0]), clock(plain[1]), plain[2])
