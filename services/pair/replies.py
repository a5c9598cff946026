"""What people write to the bot: stored once by message id, then understood, then answered through the gate.

Storing and understanding are two units: whatever goes wrong while a sentence is understood, the sentence is kept.
A direct message does not say whether its author is still on the server of their program. That is looked up first; while Discord
does not answer, what they wrote waits, and somebody who has left is answered as a stranger.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import ApplicationId, ChannelId, DeliveryId, MessageId, PersonId, SessionId, UserId
from domain.ground.people import Person, Whereabouts
from domain.ground.times import on_the_wall
from domain.ground.values import Value
from domain.pair import understanding
from domain.pair.checkins import Answer
from domain.pair.chevruta import Pair
from domain.pair.understanding import OF_GRIEF, Guess, Kind, Sense, Understood
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import CARRIES, OfApplication, OfOwnThread, OfPair, OfRound, OfSession, Said
from messages.ground.values import Message
from messages.ground.words import speak
from messages.group import sessions as session_words
from messages.joining import waitlist as offer_words
from messages.own import pauses
from messages.own import people as own
from messages.pair import apart as apart_words
from messages.pair import checkins as words
from messages.pair import needs as need_words
from messages.pair.agreeing import taken
from messages.pair.checkins import OwnRound
from services.joining.questions import Questions
from services.joining.waitlist import open_offers
from services.pair.ahead import next_sessions
from services.pair.apart import placed
from services.pair.checkins import CheckIns
from services.pair.parting.in_words import in_words
from services.pair.study.months import is_latest
from services.pair.study.needs import Asker
from services.pair.study.silence import NEED, PAUSE
from services.program.presence import Presence
from services.sending.deliveries import Composer, Opening
from services.sending.troubles import keep_and_tell
from services.sending.unit import Unit, Units
from storage.db import Db
from storage.pair.replies import Reply
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)
MOST = 4000
A_DAY = timedelta(days=1)
MOST_MESSAGES, MOST_SIGNS = 200, 100_000  # kept of one person in a day: far more than anybody says, and little enough to keep


class _On(Value):
    """What an answer goes on about."""

    session: SessionId | None = None
    application: ApplicationId | None = None


_NOTHING = _On()


class Replies:
    """The inbox."""

    def __init__(self, units: Units, checkins: CheckIns, questions: Questions, presence: Presence) -> None:
        self._units = units
        self._checkins = checkins
        self._questions = questions
        self._presence = presence

    async def receive(
        self, user: UserId, name: str, message: MessageId, channel: ChannelId, text: str, at: datetime, answers: MessageId | None
    ) -> DeliveryId | None:
        """Store a direct message once and act on it; gives the delivery of our answer, which is due at once."""
        reply = await self.keep(user, name, message, channel, text, at, answers)
        if not isinstance(reply, Reply):
            return reply
        where = await self._presence.whereabouts(user)
        if where.unsure:
            return None  # a later beat asks again
        async with self._units.read() as db:
            waiting = [one for one in await db.replies.unhandled() if one.person == reply.person and one.message < reply.message]
        for earlier in waiting:  # in the order in which they were written: the last one stands
            await self._understand(earlier, where)
        return await self._understand(reply, where)

    async def keep(
        self, user: UserId, name: str, message: MessageId, channel: ChannelId, text: str, at: datetime, answers: MessageId | None
    ) -> Reply | DeliveryId | None:
        """Store a direct message once; `run_waiting` acts on it.

        Beyond what is kept of one person in a day, it is not stored, and they are told so once that day: then gives that delivery.
        """
        async with self._units.change() as unit:
            db = unit.db
            person = await db.people.ensure(user, name, unit.now)
            if person.dm != channel or person.dm_closed:
                await db.people.open_dm(person.id, channel)
            reply = Reply(message, person.id, channel, answers, text[:MOST], at)
            if await self._is_too_much(db, reply):
                return await self._say_too_much(unit, person, reply)
            await db.replies.keep(reply)
            unit.wakes = False
        return reply

    async def _is_too_much(self, db: Db, reply: Reply) -> bool:
        if await db.replies.get(reply.message) is not None:
            return False
        messages, signs = await db.replies.kept_since(reply.person, reply.at - A_DAY)
        return messages >= MOST_MESSAGES or signs + len(reply.words) > MOST_SIGNS

    async def _say_too_much(self, unit: Unit, person: Person, reply: Reply) -> DeliveryId | None:
        known = await unit.deliveries.program_of(unit.db, person)
        program = known or await unit.db.programs.eldest()
        if program is None:
            return None
        speak(program, person)
        whose = "stranger" if known is None else "reply"
        said = words.too_much(MOST_MESSAGES, MOST_SIGNS, program.contact)
        return await self._answer(unit, person, reply, said, program, f"{whose}/{person.id}/too-much/{reply.at:%Y%m%d}")

    async def run_waiting(self) -> int:
        """Act on what was stored and not acted upon: the process died in between, or Discord did not say where its author is."""
        async with self._units.read() as db:
            waiting = await db.replies.unhandled()
            people = await db.people.all_of({reply.person for reply in waiting})
        users = {id_: person.user for id_, person in people.items() if person.user is not None}
        seen_now = await asyncio.gather(*(self._presence.whereabouts(user) for user in users.values()))  # together: a beat waits for it
        where = dict(zip(users, seen_now, strict=True))
        known = [(reply, where.get(reply.person, Whereabouts())) for reply in waiting]
        for reply, seen in known:
            if not seen.unsure:
                await self._understand(reply, seen)
        return len(waiting)

    async def _understand(self, reply: Reply, where: Whereabouts) -> DeliveryId | None:
        try:
            async with self._units.change() as unit:
                db = unit.db
                if await db.replies.is_handled(reply.message):
                    return None
                person = await db.people.get(reply.person)
                assert person is not None  # noqa: S101
                about = await self._replied_to(db, person, reply)
                known = await self._program(db, person, about, where)
                about = None if known is None else about
                program = known or await db.programs.eldest()
                if program is not None:
                    speak(program, person)
                meaning, answer = await self._meaning(unit, person, reply, about, known, where)
                await db.replies.handle(reply.message, meaning, unit.now)
                if program is None:
                    return None  # there is no program yet, and nobody in whose name to answer
                whose = "stranger" if known is None else "reply"
                return await self._answer(unit, person, reply, answer, program, f"{whose}/{reply.message}/answer", _on(about, meaning))
        except (*NO_MORE_WRITES, Unavailable):
            raise  # it waits as it was, and the next beat tries again
        except Exception:
            log.exception("a reply could not be understood", extra={"reply": reply.message})
            await keep_and_tell(
                self._units,
                lambda unit: unit.db.replies.handle(reply.message, "unreadable", unit.now),
                lambda unit: self._apologise(unit, reply, where),
            )
            return None

    async def _apologise(self, unit: Unit, reply: Reply, where: Whereabouts) -> None:
        """A fault of ours keeps their words from being understood, and they read so."""
        person = await unit.db.people.get(reply.person)
        program = None if person is None else await unit.deliveries.program_of(unit.db, person, where.there)
        if person is not None and program is not None:
            speak(program, person)
            await self._answer(unit, person, reply, words.unreadable(program.contact), program, f"reply/{reply.message}/answer")

    async def _replied_to(self, db: Db, person: Person, reply: Reply) -> Delivery | None:
        """Our own message to them that they reply to; what we said to a stranger was said in no program's name."""
        about = None if reply.answers is None else await db.deliveries.by_message(reply.answers)
        if about is None or about.person != person.id or about.key.startswith("stranger/"):
            return None
        about.facts_as(CARRIES[about.message])  # where it cannot be read, that is a fault of ours, and nothing is decided
        return about

    async def _program(self, db: Db, person: Person, about: Delivery | None, where: Whereabouts) -> Program | None:
        """In whose name they are answered: of what they reply to, else of where they belong; None where they are on its server no more."""
        if about is None:
            return await self._units.deliveries.program_of(db, person, where.there)
        program = await db.programs.get(about.program)
        return program if program.server in where.there else None

    async def _meaning(
        self, unit: Unit, person: Person, reply: Reply, about: Delivery | None, program: Program | None, where: Whereabouts
    ) -> tuple[str, Message]:
        """What was said, and what is said back. A reply to an answer of the staff goes to the staff, whatever it says."""
        db = unit.db
        if about is not None and about.message == Subject.QUESTION_ANSWER:
            return await self._questions.take_words(unit, person, about, reply)
        zone = person.zone or await self._home(db, person)
        partners = tuple(name for _, names in await db.chevruta.of_person(person.id) for name in names)
        said = understanding.understand(reply.words, on_the_wall(reply.at, zone), zone, partners)
        if not said.answers and program is not None and (given := await self._needed(db, person, reply, said, about, program, where)):
            return given
        if said.leads_to_a_pause:
            return PAUSE, await self._pause(db, person, zone, said.kind)
        if (session := _session(about)) is not None:
            return await self._of_session(db, person, session) or _nothing_open(program)
        if (again := await in_words(db, about, None if said.answers else person.id, where.there, unit.now)) is not None:
            return again
        open_ = await self._open(db, person, about, where, reply.at)
        if not open_ or _application(about) is not None:
            return await self._of_offer(db, person, about, where) or _nothing_open(program)
        if not said.answers or len(open_) > 1:
            return "asked-back", await self._asked_back(unit, open_, said, reply, program)
        if not open_[0][0].partners and said.answers[0] is not Answer.MET:
            return NEED, apart_words.without_partner(await placed(db, open_[0][2], person.id, unit.now))
        return said.answers[0].value, await self._record(unit, open_[0], person, said, reply)

    async def _asked_back(
        self, unit: Unit, open_: list[tuple[OwnRound, Pair, Cohort]], said: Understood, reply: Reply, program: Program | None
    ) -> Message:
        assert program is not None, "rounds are open on servers that they are on"  # noqa: S101
        return words.asked_back([o[0] for o in open_], reply.words, program.contact, await _likely(unit.db, open_, said, unit.now))

    async def _record(self, unit: Unit, open_: tuple[OwnRound, Pair, Cohort], person: Person, said: Understood, reply: Reply) -> Message:
        """Take what was said beyond doubt; "we met" may name the next time as well, and a hard week beside it is heard too."""
        became = await self._checkins.take_words(unit, open_, person, said.answers[0], said.at, reply)
        heard = taken(became)
        next_times = [guess.at for guess in said.shown if guess.at is not None and guess.at.instant() > unit.now]
        if next_times and became.clash is None and became.later is None:
            heard = words.merged(heard, words.next_times(open_[0], next_times))
        if not said.pause:
            return heard
        zone = person.zone or await self._home(unit.db, person)
        until = await self._pause(unit.db, person, zone, said.kind)
        return words.merged(until, heard) if said.kind in OF_GRIEF else words.merged(heard, until)

    async def _pause(self, db: Db, person: Person, zone: str, kind: Kind) -> Message:
        """Until when everything may be quiet, their next session named among the choices; grief and illness are heard before that."""
        ahead = await next_sessions(db, person.id, self._units.now())
        next_one = on_the_wall(ahead[0][1].starts_at, zone).date() if ahead else None
        return pauses.until_when(person.name, next_one, grief=kind in OF_GRIEF)

    async def _needed(
        self, db: Db, person: Person, reply: Reply, said: Understood, about: Delivery | None, program: Program, where: Whereabouts
    ) -> tuple[str, Message] | None:
        """What somebody needs whose words are no answer; beside it, what they may also say about the one round that is open."""
        if said.kind in OF_GRIEF and said.leads_to_a_pause:
            return None
        cohort = None if about is None or about.cohort is None else await db.cohorts.get(about.cohort)
        asker = await Asker.of(db, person, program, where.there, cohort, self._units.now())
        of_offer = said.kind is Kind.LEAVING and (_application(about) is not None or not asker.has_place)
        if of_offer and (offered := await self._of_offer(db, person, about, where)) is not None:
            return offered
        given = await asker.needs(said.kind, reply, await self._pause(db, person, person.zone or program.zone, said.kind))
        open_ = [] if given is None or not said.guesses else await self._open(db, person, about, where, reply.at)
        if given is None or len(open_) != 1:
            return given
        return NEED, need_words.with_guesses(given[1], open_[0][0], await _likely(db, open_, said, self._units.now()))

    async def _of_session(self, db: Db, person: Person, id_: SessionId) -> tuple[str, Message] | None:
        """Words about a session of a group that they are in: they say nothing about a round, and a tap says whether one comes."""
        session = await db.sessions.get(id_)
        cohort = None if session is None else await db.cohorts.get(session.cohort)
        if session is None or cohort is None or all(member.id != person.id for member in await db.cohorts.members(cohort.id)):
            return None
        return "session", session_words.in_words(cohort, session, self._units.now())

    async def _of_offer(self, db: Db, person: Person, about: Delivery | None, where: Whereabouts) -> tuple[str, Message] | None:
        """Words while a place is offered: of the offer that they reply to, else of each that waits for their word."""
        offers = [one for one in await open_offers(db, person.id, self._units.now()) if one[0].cohort.server in where.there]
        meant = [offer for offer in offers if offer[0].application.id == _application(about)] or offers
        return ("offer", offer_words.in_words(meant)) if meant else None

    async def _open(
        self, db: Db, person: Person, about: Delivery | None, where: Whereabouts, at: datetime
    ) -> list[tuple[OwnRound, Pair, Cohort]]:
        """The rounds that their words may be about; what they reply to says which."""
        open_ = [one for one in await self._checkins.open_rounds(db, person, at) if one[2].server in where.there]
        match None if about is None else about.facts:
            case OfRound(pair=pair, round=number):
                return await self._checkins.round_of(db, person, pair, number) or open_
            case OfPair(pair=pair):
                return [one for one in open_ if one[1].id == pair] or open_
            case _:
                return open_

    async def _home(self, db: Db, person: Person) -> str:
        program = await self._units.deliveries.program_of(db, person)
        return program.zone if program is not None else "UTC"

    async def _answer(
        self, unit: Unit, person: Person, reply: Reply, answer: Message, program: Program, key: str, on: _On = _NOTHING
    ) -> DeliveryId | None:
        """Our answer is a delivery too: due at once if they wrote within a quarter of an hour, else at a fitting moment.

        An answer to earlier words that has not been tried yet becomes part of it, so that a burst is answered in few messages.
        `on`: what it goes on about, which a reply to it is about as well.
        """
        db = unit.db
        if await db.deliveries.by_key(key) is not None:
            return None
        waiting = await db.deliveries.answer_waiting(program.id, person.id)
        if waiting is not None and waiting.to_stranger == key.startswith("stranger/"):
            answer = words.merged(msgspec.convert(waiting.facts_as(Said).said, Message), answer)
            await db.deliveries.drop(waiting.id, unit.now, Reason.MERGED.value, DeliveryState.CANCELLED)
        said = Said(msgspec.to_builtins(answer, enc_hook=str), on.session, on.application)
        return await unit.deliveries.direct(db, key, Subject.ANSWER, person, program, None, acted_at=reply.at, facts=said)

    async def cursors(self) -> list[tuple[PersonId, ChannelId, MessageId | None, datetime]]:
        """Every open conversation, up to where it was read back, and since when we know the person."""
        async with self._units.read() as db:
            return await db.people.with_dms()

    async def read_up_to(self, dm: ChannelId, message: MessageId) -> None:
        """Move a conversation's cursor, which only contiguous read-back does: a live message may have overtaken another."""
        async with self._units.change() as unit:
            await unit.db.people.read_up_to(dm, message)
            unit.wakes = False

    def composers(self) -> dict[Subject, Composer]:
        """Our answers to what people wrote."""
        return {Subject.ANSWER: self._compose, Subject.PRIVATE_THREAD: self._compose_thread}

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        return msgspec.convert(row.facts_as(Said).said, Message)

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason:
        """The private thread that stands in for closed direct messages, by a name that no other has and a second try keeps."""
        person = None if row.person is None else await db.people.get(row.person)
        return Reason.GONE if person is None else Opening(own.thread_name(person.name, row.facts_as(OfOwnThread).mark or row.id[:4]), None)


async def _likely(db: Db, open_: Sequence[tuple[OwnRound, Pair, Cohort]], said: Understood, now: datetime) -> tuple[Guess, ...]:
    """What may be meant, best first; its times only where the rounds still take one by a tap, and while they are to come."""
    likely = (*(Guess(sense, said.at if sense is Sense.DATE else None) for sense in said.recorded), *said.shown)
    takes = all([await is_latest(db, cohort, round_.number, now) for round_, _, cohort in open_])
    return tuple(one if takes and one.at is not None and one.at.instant() > now else replace(one, at=None) for one in likely)


def _session(about: Delivery | None) -> SessionId | None:
    return about.facts.session if about is not None and isinstance(about.facts, OfSession | Said) else None


def _application(about: Delivery | None) -> ApplicationId | None:
    return about.facts.application if about is not None and isinstance(about.facts, OfApplication | Said) else None


def _on(about: Delivery | None, meaning: str) -> _On:
    return _On(_session(about) if meaning == "session" else None, _application(about) if meaning == "offer" else None)


def _nothing_open(program: Program | None) -> tuple[str, Message]:
    return "nothing-open", words.nothing_open(program.contact) if program is not None else words.stranger()
