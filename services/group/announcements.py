"""What is said about sessions by itself: announcements with their threads and events, reminders, and word that one moved or is off."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort
from domain.ground.people import Person, Reminder
from domain.group.sessions import Rsvp, Session, SessionState, rounds
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfEvent, OfSession, OfWords
from domain.sending.gate import Wait
from messages.ground.values import Message
from messages.group import sessions as words
from messages.group.calendars import of_session
from messages.group.series import with_round
from messages.group.sessions import After
from services.group.covenant.covenant_posts import post_link
from services.group.details import about_session, in_thread
from services.group.new_dates import known_by, read_since
from services.group.planning import meeting_then
from services.pair.partners import own_round, partner_line
from services.sending.deliveries import Composer, Gone, Meeting, Opening, Placed, coming
from storage.db import Db


class Announcements:
    """Composes it from the state of the moment at which it goes out."""

    def __init__(self, installation: str) -> None:
        """`installation` makes the ids in calendar files this database's own."""
        self._installation = installation

    def composers(self) -> dict[Subject, Composer]:
        """What is said about sessions by itself."""
        return {
            Subject.SESSION: self._compose_post,
            Subject.SESSION_THREAD: self._compose_thread,
            Subject.SESSION_WORDS: self._compose_words,
            Subject.SESSION_EVENT: self._compose_event,
            Subject.SESSION_REMINDER: self._compose_with_file,
            Subject.LINK_CHANGED: self._compose_dm,
            Subject.SESSION_MOVED: self._compose_with_file,
            Subject.SESSION_CANCELLED: self._compose_with_file,
        }

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await about_session(db, row)
        if found is None:
            return Reason.UNWANTED
        cohort, session = found
        off = _after(session, await db.sessions.of(cohort.id)) if session.state is SessionState.CANCELLED else None
        return words.announcement(cohort, session, await coming(db, session.id), off, over=session.ends_at <= now)

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason | Wait:
        """The thread on the announcement, or with a target its name as it is to be now."""
        found = await about_session(db, row)
        if row.target is not None and found is not None:
            return Opening(_thread_name(found[1]), None)
        announced = await db.deliveries.by_key(f"session/{row.facts_as(OfSession).session}/announce")
        if announced is not None and announced.under_way:
            return Wait(now + timedelta(minutes=5), Reason.AFTER)
        if found is None or announced is None or announced.sent_message is None:
            return Reason.UNWANTED
        return Opening(_thread_name(found[1]), announced.sent_message, announced.sent_channel)

    async def _compose_words(self, db: Db, row: Delivery, now: datetime) -> Message | Placed | Reason | Wait:
        """What one member wrote to the group, in the session's thread; or that they have taken it back."""
        facts = row.facts_as(OfWords)
        session, person = await db.sessions.get(facts.session), (await db.people.all_of([facts.who])).get(facts.who)
        cohort = None if session is None else await db.cohorts.get(session.cohort)
        if session is None or cohort is None or person is None:
            return Reason.UNWANTED
        answer, said = (await db.sessions.answers(session.id)).get(person.id, (None, None))
        if row.target is not None:
            return words.words_of(person.name, said if answer is Rsvp.NO else None)
        return await in_thread(db, row, cohort, session, words.words_of(person.name, said), now) if said else Reason.UNWANTED

    async def _compose_event(self, db: Db, row: Delivery, now: datetime) -> Meeting | Gone | Reason:
        found = await about_session(db, row)
        if found is None:
            return Reason.UNWANTED
        cohort, session = found
        event, stands = row.facts_as(OfEvent), session.state is SessionState.PLANNED and session.starts_at > now
        earlier = event.revision < session.revision  # only looked for, since it may be there
        if not earlier and (not event.shown or session.state is SessionState.CANCELLED):
            return Gone()
        if not earlier and not stands:
            return Reason.UNWANTED
        name, description, place = words.event_texts(cohort, session)
        return Meeting(name, description, session.starts_at, session.ends_at, place, session.moved_from)

    async def _compose_with_file(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """The words, and the session as it stands for one's own calendar."""
        found = await about_session(db, row)
        said = Reason.UNWANTED if found is None else await self._compose_to_member(db, row, *found, now)
        return replace(said, file=of_session(*found, self._installation, now)) if isinstance(said, Message) and found is not None else said

    async def _compose_dm(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await about_session(db, row)
        return Reason.UNWANTED if found is None else await self._compose_to_member(db, row, *found, now)

    async def _compose_to_member(self, db: Db, row: Delivery, cohort: Cohort, session: Session, now: datetime) -> Message | Reason:
        """What a member reads of it; nothing where they are none any more."""
        person = next((member for member in await db.cohorts.members(cohort.id) if member.id == row.person), None)
        if person is None:
            return Reason.UNWANTED
        if row.message in {Subject.SESSION_CANCELLED, Subject.SESSION_MOVED}:
            return await self._compose_change(db, row, cohort, session, person, now)
        if session.state is not SessionState.PLANNED:
            return Reason.UNWANTED
        address = None if row.by_thread(closed=person.dm_closed) else cohort.link  # moderators can read a private thread
        if row.message == Subject.LINK_CHANGED:
            return words.link_changed(cohort, session, person.name, address) if session.ends_at > now else Reason.UNWANTED
        if await _reminded_since(db, row):
            return Reason.UNWANTED
        said, _ = (await db.sessions.answers(session.id)).get(person.id, (None, None))
        partner = await partner_line(db, cohort, person, now)
        covenant = await post_link(db, cohort) if session.number == 1 else None
        return words.reminder(cohort, session, person.name, partner, coming=said is Rsvp.YES, address=address, covenant=covenant)

    async def _compose_change(
        self, db: Db, row: Delivery, cohort: Cohort, session: Session, person: Person, now: datetime
    ) -> Message | Reason:  # fmt: skip
        """Word that it is off, or then and not when this person last heard; and when the round that they study in ends since."""
        if await _came_later(db, cohort, session, person) or await read_since(db, row, session.moved_at):
            return Reason.UNWANTED
        if row.message == Subject.SESSION_CANCELLED:
            said, was = words.cancelled(cohort, session, person.name), replace(session, state=SessionState.PLANNED)
        else:
            known = await known_by(db, row, session)
            if session.state is SessionState.CANCELLED or known == session.starts_at:
                return Reason.UNWANTED
            if session.starts_at <= now:
                return words.moved_late(cohort, session, person.name, known, over=session.ends_at <= now)
            beside = sorted({one.title for _, one in await meeting_then(db, cohort, [person], [session.starts_at])})
            said, was = words.moved(cohort, session, person.name, known, beside), replace(session, starts_at=known or session.starts_at)
        own = await own_round(db, cohort, person, now)
        sessions = [was if one.id == session.id else one for one in await db.sessions.of(cohort.id)]
        same = own is None or own[0] in rounds(sessions)
        return said if same or own is None else with_round(said, own[1], own[0].closes_at)


async def _reminded_since(db: Db, row: Delivery) -> bool:
    """True for an hour's reminder where the day's came as late; a database of before kept either under the key of the day's."""
    before, _, kind = row.key.rpartition("/")
    other = await db.deliveries.by_key(before) if kind == Reminder.HOUR else None
    sent = other is not None and other.state in {DeliveryState.SENT, DeliveryState.UNCERTAIN}
    return sent and other is not None and other.settled_at is not None and other.settled_at >= row.due


async def _came_later(db: Db, cohort: Cohort, session: Session, person: Person) -> bool:
    """True for who joined after that change and was told what holds; the first session was named to whoever had applied by then."""
    application = await db.signups.of(cohort.id, person.id)
    if application is None or session.moved_at is None:
        return False
    since = application.applied_at if session.number == 1 else application.decided_at
    return since is not None and since > session.moved_at


def _thread_name(session: Session) -> str:
    return words.thread_name(session)[:100]


def _after(session: Session, sessions: list[Session]) -> After:
    """What pairs have to look forward to, since that session is off."""
    if any(s.state is SessionState.PLANNED and s.starts_at > session.starts_at for s in sessions):
        return After.SESSION
    return After.ROUND if any(r.closes_at == session.starts_at for r in rounds(sessions)) else After.NOTHING
