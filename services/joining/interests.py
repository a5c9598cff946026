"""Word of a cohort that opens, and news of the program: opted into, out of, and sent to whoever asked for it."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, Program, accepts_applications
from domain.ground.ids import BulletinId, CohortId, ProgramId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import OVER_ONESELF, Action
from domain.joining.interests import LONGEST_NEWS, LONGEST_TITLE, Bulletin, as_compared, opening_key
from domain.sending.deliveries import Class, Delivery, Reason, Subject
from domain.sending.facts import OfBulletin
from messages.ground.values import Form, Message
from messages.joining import interests as words
from services.ground import permissions
from services.ground.text import required
from services.sending.deliveries import Composer
from services.sending.unit import Unit, Units
from storage.db import Db

NEWS_KEEPS = timedelta(days=14)
_UNDATED = timedelta(days=30)  # for a window without an end


async def tell_of_opening(unit: Unit, cohort: Cohort, program: Program) -> int:
    """Sign-up for that cohort has opened: whoever asked for its topic hears it once. In the unit that opens it.

    Whoever has left the server is passed over, and hears of the next one should they be back.
    """
    db = unit.db
    asked = await db.interests.interested(program.id, as_compared(cohort.topic))
    gone = await db.absences.among(program.id, {person.id for person in asked})
    people = [person for person in asked if person.id not in gone]
    keep = cohort.closes_at - unit.now if cohort.closes_at is not None else _UNDATED
    for person in people:
        key = opening_key(cohort.id, person.id)
        await unit.deliveries.direct(db, key, Subject.INTEREST_OPENED, person, program, cohort.id, Class.INVITATION, keep)
    return len(people)


class Interests:
    """What people asked to hear of."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def want(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, bool | None]:
        """Keep an interest in a cohort's topic: True when new, False when it stood, None when that cohort is open and there is no need."""
        async with self._units.act(actor, Action.FOLLOW, cohort) as act:
            found, now = act.cohort, act.now
            if accepts_applications(found, now):
                return found, None
            person = await act.me()
            return found, await act.db.interests.add(act.program.id, person.id, as_compared(found.topic), now)

    async def stop(self, actor: Actor, cohort: CohortId) -> Cohort:
        """Take an interest in a cohort's topic back; twice says what stands."""
        async with self._units.act(actor, Action.UNFOLLOW, cohort) as act:
            db, found = act.db, act.cohort
            person = await db.people.by_user(actor.user)
            if person is not None:
                await db.interests.forget(act.program.id, person.id, as_compared(found.topic))
            return found

    async def stop_all(self, actor: Actor, program: ProgramId) -> None:
        """Take every interest back."""
        async with self._units.press(actor) as press:
            db = press.db
            found = await self._program(db, actor, Action.UNFOLLOW, program)
            person = await db.people.by_user(actor.user)
            if person is not None:
                await db.interests.forget(found.id, person.id)

    async def news_in(self, actor: Actor, program: ProgramId) -> Program:
        """Read the news from now on; twice says what stands."""
        async with self._units.press(actor) as press:
            db = press.db
            found = await self._program(db, actor, Action.FOLLOW, program)
            person = await press.me()
            await db.interests.subscribe(found.id, person.id, press.now)
            return found

    async def news_out(self, actor: Actor, program: ProgramId) -> Program:
        """Read no more news; what is on its way to them does not go out."""
        async with self._units.press(actor) as press:
            db = press.db
            found = await self._program(db, actor, Action.UNFOLLOW, program)
            person = await db.people.by_user(actor.user)
            if person is not None:
                await db.interests.unsubscribe(found.id, person.id)
            return found

    async def _program(self, db: Db, actor: Actor, action: Action, id_: ProgramId) -> Program:
        """The program of the actor's server; in a direct message one that has written to them, or that they belong to."""
        if actor.server is not None:
            found = await permissions.require_program(db, actor, action)
        else:
            found = await self._known_to(db, actor, id_)
        if found is None or found.id != id_:
            raise Refusal(Why.ON_A_SERVER_ONLY)
        if action not in OVER_ONESELF:
            permissions.require_presence(actor, found, own=False)
        return found

    async def _known_to(self, db: Db, actor: Actor, id_: ProgramId) -> Program | None:
        person = await db.people.by_user(actor.user)
        own = None if person is None else await self._units.deliveries.program_of(db, person)
        if person is None or (own is not None and own.id == id_):
            return own
        known = await db.interests.reads(id_, person.id) or await db.deliveries.wrote_to(id_, person.id)
        return await db.programs.get(id_) if known else None

    async def news_form(self, actor: Actor) -> Form:
        """The form of a piece of news; only reads."""
        async with self._units.read() as db:
            await permissions.require_program(db, actor, Action.SEND_NEWS)
            return words.news_form()

    async def draft_news(self, actor: Actor, title: str, text: str) -> tuple[Bulletin, Program, int]:
        """Keep a piece of news and show it, with how many would get it; nothing goes out."""
        async with self._units.act_here(actor, Action.SEND_NEWS) as act:
            act.only_prepares()
            db, program, now = act.db, act.program, act.now
            by = await act.me()
            bulletin = await db.interests.draft(program.id, by.id, required(title, LONGEST_TITLE), required(text, LONGEST_NEWS), now)
            return bulletin, program, await db.interests.count_readers(program.id)

    async def send_news(self, actor: Actor, bulletin: BulletinId) -> tuple[Bulletin, int | None]:
        """Send it to everybody who reads the news now, once; gives how many, or None when it went out before."""
        async with self._units.act_here(actor, Action.SEND_NEWS) as act:
            db, program = act.db, act.program
            found = await db.interests.bulletin(bulletin)
            if found is None or found.program != program.id:
                raise Refusal(Why.STALE)
            if not await db.interests.send(bulletin, act.now):
                return found, None
            readers = await db.interests.readers(program.id)
            for reader in readers:
                key = f"news/{bulletin}/{reader.id}"
                facts = OfBulletin(bulletin)
                await act.deliveries.direct(db, key, Subject.NEWS, reader, program, None, Class.INVITATION, NEWS_KEEPS, facts=facts)
            act.says(count=len(readers))
            return found, len(readers)

    def composers(self) -> dict[Subject, Composer]:
        """What is said to whoever asked to hear of it."""
        return {Subject.INTEREST_OPENED: self._compose_opened, Subject.NEWS: self._compose_news}

    async def _compose_opened(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        person = None if row.person is None else await db.people.get(row.person)
        if cohort is None or person is None or not accepts_applications(cohort, now):
            return Reason.UNWANTED
        if as_compared(cohort.topic) not in await db.interests.topics(row.program, person.id):
            return Reason.UNWANTED  # taken back, or used up by signing up
        return words.opened(cohort, await db.programs.get(row.program), person.name)

    async def _compose_news(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        bulletin = await db.interests.bulletin(row.facts_as(OfBulletin).bulletin)
        if bulletin is None or row.person is None or not await db.interests.reads(row.program, row.person):
            return Reason.UNWANTED
        return words.news(bulletin, await db.programs.get(row.program))
