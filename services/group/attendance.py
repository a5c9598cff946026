"""After a session: who was there, by staff or by oneself; and the notes of it, which members read in its thread."""

from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId, PersonId, SessionId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import Rsvp, Session, SessionState
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.gate import Wait
from messages.ground.values import Form, Message
from messages.group import attendance as words
from messages.group.attendance import LONGEST_NOTES, Came, Notes
from services.ground import permissions
from services.ground.text import required, without_link
from services.group.details import about_session, in_thread, known, numbered, past
from services.sending.deliveries import Composer, Placed
from services.sending.unit import Units
from storage.db import Db


class Attendance:
    """What is known of sessions that were held."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def page(self, actor: Actor, cohort: CohortId, number: int) -> Came:
        """Who was there and who was not, as far as anybody said, and whether there are notes."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SAY_WHO_CAME, cohort)
            return await self._came(db, found, self._begun(await numbered(db, cohort, number)))

    async def _came(self, db: Db, cohort: Cohort, session: Session) -> Came:
        said = await db.attendance.of(session.id)
        members = await db.cohorts.members(cohort.id)
        there, absent = (tuple(one.name for one in members if said.get(one.id) is was) for was in (True, False))
        unsaid = tuple(one.name for one in members if one.id not in said)
        return Came(cohort, session, there, absent, unsaid, await _notes(db, session))

    def _begun(self, session: Session) -> Session:
        if session.state is SessionState.CANCELLED:
            raise past(session, self._units.now())
        if session.starts_at > self._units.now():
            raise Refusal(Why.SESSION_AHEAD, number=session.number, at=session.starts_at)
        return session

    async def who_form(self, actor: Actor, session: SessionId) -> Form:
        """The form with everybody who has a place; only reads.

        Those are chosen who were said to have been there; before staff have said anything, also those who meant to come.
        """
        async with self._units.read() as db:
            found = await known(db, session)
            await permissions.require_cohort(db, actor, Action.SAY_WHO_CAME, found.cohort)
            said, members = await db.attendance.of(self._begun(found).id), await db.cohorts.members(found.cohort)
            if not members:
                raise Refusal(Why.STALE)
            there = {person for person, was in said.items() if was}
            if not await db.attendance.by_others(session):
                answers = await db.sessions.answers(session)
                there |= {person for person, (answer, _) in answers.items() if answer is Rsvp.YES}
            return words.who_form(found, members, frozenset(map(int, there)), self._units.now())

    async def record(self, actor: Actor, session: SessionId, there: frozenset[PersonId], opened: int) -> Came:
        """Of the members, these were there and the others were not, except who has said "I was there" since the form was opened.

        `opened` is in seconds (Unix time). Sent twice, it says what stands.
        """
        async with self._units.press(actor) as press:
            db, found = press.db, await known(press.db, session)
            cohort, program = await permissions.require_cohort(db, actor, Action.SAY_WHO_CAME, found.cohort)
            press.about(Action.SAY_WHO_CAME, program, cohort)
            there |= await db.attendance.own_since(session, opened)
            members = {one.id: one.id in there for one in await db.cohorts.members(cohort.id)}
            if members != await db.attendance.of(self._begun(found).id):
                await db.attendance.say(session, members, (await press.me()).id, press.now)
                press.says(what="came", number=found.number)
            return await self._came(db, cohort, found)

    async def was_there(self, actor: Actor, session: SessionId) -> tuple[Cohort, Session]:
        """A member says of themselves that they were there."""
        async with self._units.press(actor) as press:
            db, found = press.db, await known(press.db, session)
            cohort, program = await permissions.require_cohort(db, actor, Action.SAY_I_CAME, found.cohort)
            press.about(Action.SAY_I_CAME, program, cohort)
            person = await press.me()
            if not (await db.attendance.of(self._begun(found).id)).get(person.id):
                await db.attendance.say(session, {person.id: True}, person.id, press.now)
            return cohort, found

    async def notes_form(self, actor: Actor, session: SessionId) -> Form:
        """The form with the notes as they stand; only reads."""
        async with self._units.read() as db:
            found = await known(db, session)
            await permissions.require_cohort(db, actor, Action.SAY_WHO_CAME, found.cohort)
            return words.notes_form(self._begun(found), await db.attendance.notes(session))

    async def note(self, actor: Actor, session: SessionId, typed: str) -> tuple[Cohort, Session]:
        """Keep the notes; members read them in the session's thread, where those before are corrected."""
        async with self._units.press(actor) as press:
            db, found = press.db, await known(press.db, session)
            cohort, program = await permissions.require_cohort(db, actor, Action.SAY_WHO_CAME, found.cohort)
            press.about(Action.SAY_WHO_CAME, program, cohort)
            notes = required(typed, LONGEST_NOTES)
            without_link(cohort.link, notes)
            if notes != await db.attendance.notes(self._begun(found).id):
                await db.attendance.note(session, notes, press.now)
                press.says(what="notes", number=found.number)
            return cohort, found

    def composers(self) -> dict[Subject, Composer]:
        """What is said after a session by itself."""
        return {Subject.SESSION_AFTER: self._compose_after, Subject.SESSION_NOTES: self._compose_notes}

    async def _compose_after(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To somebody who leads the cohort, unless all is written down already."""
        if (about := await about_session(db, row)) is None:
            return Reason.UNWANTED
        cohort, session = about
        if session.state is SessionState.CANCELLED or session.ends_at > now:
            return Reason.UNWANTED
        done = session.noted_at is not None and await db.attendance.by_others(session.id)
        return Reason.UNWANTED if done or not await permissions.leads(db, row.person, cohort.id) else words.afterwards(cohort, session)

    async def _compose_notes(self, db: Db, row: Delivery, now: datetime) -> Message | Placed | Reason | Wait:
        """Into the session's thread; where there is none, or it is gone, into the home."""
        about = await about_session(db, row)
        if about is None or (notes := await db.attendance.notes(about[1].id)) is None:
            return Reason.UNWANTED
        cohort, session = about
        said = words.notes(session, notes)
        if row.target is not None:
            return said
        return await in_thread(db, row, cohort, session, said, now)


async def _notes(db: Db, session: Session) -> Notes:
    """What became of the notes as they stand: the row of the last correction tells, or of their post where there was none."""
    if session.noted_at is None:
        return Notes.NONE
    key = f"session/{session.id}/notes"
    last = key if session.renoted_at is None else f"{key}/{session.renoted_at:%Y%m%d%H%M%S%f}"
    rows = await db.deliveries.by_keys({key, last})
    if len(rows) < len({key, last}) or any(row.under_way for row in rows):
        return Notes.WAIT
    return Notes.POSTED if all(row.state in {DeliveryState.SENT, DeliveryState.UNCERTAIN} for row in rows) else Notes.LOST
