"""Calling a cohort off: seen first, done in one transaction, and told to everybody whom it concerns."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zlib import crc32

from msgspec.structs import replace

from domain.cohort import cohorts as rules
from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.group.sessions import Session, SessionState
from domain.joining.signups import WANTING, Application, ApplicationState
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Reason, Subject
from domain.sending.facts import OfCancelled, OfEvent, OfRole, OfTold
from messages.cohort import cancellations as words
from messages.cohort.cancellations import LONGEST_REASON, Ended, Ending
from messages.ground.values import Form, Message
from services.ground import permissions
from services.ground.text import required
from services.joining import windows
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db

KEEP = timedelta(days=190)  # longer than the longest pause: it is true for ever, and nobody is to hear it by chance
LETTERS = frozenset({"called-off", "called-off-lead"})
_VERDICTS = frozenset({"letter", "offer-lapsed"})
_TURNED = frozenset({ApplicationState.DECLINED, ApplicationState.LAPSED})


class _Concerned(Value):
    """Everybody whom it concerns, with where they stand; and the applications that end with it."""

    people: dict[PersonId, tuple[Person, ApplicationState]]
    ending: tuple[Application, ...]


class Cancellations:
    """The end of a cohort before its time."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form for a reason; only reads. Raises `Refusal(CALLED_OFF | WRONG_STATE)`."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.CANCEL_COHORT, cohort)
            await self._require_running(db, found)
            return words.form(found)

    async def _require_running(self, db: Db, cohort: Cohort) -> None:
        """It may still be called off."""
        if cohort.state is CohortState.CANCELLED:
            raise Refusal(Why.CALLED_OFF, title=cohort.title)
        rules.step(cohort, CohortState.CANCELLED, await windows.readiness(db, cohort))

    async def preview(self, actor: Actor, cohort: CohortId, because: str) -> Ending:
        """Keep the reason, and show what calling it off would mean; nothing else has changed yet, and nobody is told."""
        reason = required(because, LONGEST_REASON) if because.strip() else None
        async with self._units.act(actor, Action.CANCEL_COHORT, cohort) as act:
            act.only_prepares()
            await self._require_running(act.db, act.cohort)
            await act.db.cohorts.keep_reason(cohort, reason)
            found = replace(act.cohort, because=reason)
            return await self._ending(act.db, found, await self._concerned(act.db, found), act.now)

    async def cancel(self, actor: Actor, cohort: CohortId, mark: int) -> tuple[Cohort, int]:
        """Call it off, as the preview with that mark showed it; gives how many letters that makes. Pressed twice, it says what stands."""
        async with self._units.act(actor, Action.CANCEL_COHORT, cohort) as act:
            db, found = act.db, act.cohort
            if found.state is not CohortState.CANCELLED:
                await self._require_running(db, found)
                concerned = await self._concerned(db, found)
                ending = await self._ending(db, found, concerned, act.now)
                if ending.mark != mark:
                    raise Refusal(Why.STALE)
                await self._end(act, concerned)
                act.says(count=ending.told)
            return found, sum(row.message in LETTERS for row in await db.deliveries.of_cohort(cohort))

    async def _concerned(self, db: Db, cohort: Cohort) -> _Concerned:
        """Members, and all who wish for a place; also who was turned away and has not been told so: they hear this instead."""
        pending = await db.deliveries.of_cohort(cohort.id, frozenset({DeliveryState.PENDING}))
        untold = {row.person for row in pending if row.message in _VERDICTS}
        found = [
            (application, person)
            for application, person in await db.signups.in_cohort(cohort.id, WANTING | _TURNED)
            if application.state in WANTING or person.id in untold
        ]
        people = {
            person.id: (person, ApplicationState.APPLIED if application.state in _TURNED else application.state)
            for application, person in found
        }
        people |= {person.id: (person, ApplicationState.ACCEPTED) for person in await db.cohorts.members(cohort.id)}
        return _Concerned(people, tuple(application for application, _ in found))

    async def _ending(self, db: Db, cohort: Cohort, concerned: _Concerned, now: datetime) -> Ending:
        was = [state for _, state in concerned.people.values()]
        ahead = tuple(s for s in await db.sessions.of(cohort.id) if s.state is SessionState.PLANNED and s.starts_at > now)
        done = [row.facts_as(OfEvent) for row in await db.deliveries.events(cohort.id) if row.state is DeliveryState.SENT]
        events = sum(_has_event(done, session) for session in ahead)
        leaders = await db.cohorts.facilitators(cohort.id)
        shown = (
            cohort.state.value, cohort.because, sorted((person, state.value) for person, (_, state) in concerned.people.items()),
            [leader.id for leader in leaders], [(session.id, session.revision) for session in ahead],
        )  # fmt: skip
        of = ApplicationState
        return Ending(
            cohort, was.count(of.ACCEPTED), was.count(of.OFFERED), was.count(of.WAITLISTED), was.count(of.APPLIED), len(leaders),
            ahead, events, crc32(repr(shown).encode()),
        )  # fmt: skip

    async def _end(self, act: CohortAct, concerned: _Concerned) -> None:
        """The state of everything; what was planned for it follows when the act ends."""
        db, cohort, now = act.db, act.cohort, act.now
        await db.cohorts.cancel(cohort.id, now)
        for application in concerned.ending:
            await db.signups.decide(application.id, ApplicationState.CANCELLED, now)
        for session in await db.sessions.of(cohort.id):
            if session.state is SessionState.PLANNED and session.starts_at > now:
                await db.sessions.set_state(session.id, SessionState.CANCELLED, now)
            elif session.state is SessionState.PLANNED:
                await db.sessions.set_state(session.id, SessionState.HELD)  # they are together just now
        await self._tell(act, concerned)

    async def _tell(self, act: CohortAct, concerned: _Concerned) -> None:
        """A letter to each, and after it the role that opened the home goes back; who leads it keeps theirs, to look after the room."""
        db, cohort, program, now = act.db, act.cohort, act.program, act.now
        leaders = {leader.id: leader for leader in await db.cohorts.facilitators(cohort.id)}
        for person, was in concerned.people.values():
            key = f"cohort/{cohort.id}/called-off/{person.id}"
            await act.deliveries.direct(db, key, Subject.CALLED_OFF, person, program, cohort.id, Class.LETTER, KEEP, facts=OfCancelled(was))
            if cohort.role is not None and was is ApplicationState.ACCEPTED and person.id not in leaders:
                back = Planned(
                    f"{key}/role", Kind.ROLE, Subject.ROLE_BACK, now, now, now + KEEP + timedelta(days=2), Class.LETTER,
                    person=person.id, facts=OfRole(cohort.role, after=key),
                )  # fmt: skip
                await act.deliveries.plan(db, back, program, cohort.id)
        for leader in leaders.values():
            key = f"cohort/{cohort.id}/called-off/lead/{leader.id}"
            told = OfTold(len(concerned.people))
            await act.deliveries.direct(db, key, Subject.CALLED_OFF_LEAD, leader, program, cohort.id, Class.LETTER, KEEP, facts=told)

    def composers(self) -> dict[Subject, Composer]:
        """The letters."""
        return {Subject.CALLED_OFF: self._compose_letter, Subject.CALLED_OFF_LEAD: self._compose_lead}

    async def _compose_letter(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        person = None if row.person is None else await db.people.get(row.person)
        if cohort is None or person is None:
            return Reason.UNWANTED
        met = any(session.state is SessionState.HELD for session in await db.sessions.of(cohort.id))
        program = await db.programs.get(row.program)
        return words.letter(Ended(cohort, program, person.name, row.facts_as(OfCancelled).was, met))

    async def _compose_lead(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        person = None if row.person is None else await db.people.get(row.person)
        if cohort is None or person is None:
            return Reason.UNWANTED
        return words.lead_letter(cohort, await db.programs.get(row.program), person.name, row.facts_as(OfTold).told)


def _has_event(done: Sequence[OfEvent], session: Session) -> bool:
    """True when its native event is there, as far as we know."""
    last = next((one for one in reversed(done) if one.session == session.id), None)
    return last is not None and last.shown
