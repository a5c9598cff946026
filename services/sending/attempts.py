"""Attempts: what is due is asked about at the gate, composed from the state of now, claimed, and settled however it ends."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState, Program, may_read
from domain.ground.ids import ChannelId, DeliveryId, MessageId, ServerId, UserId
from domain.ground.people import Person
from domain.ground.quiet import Besides, ChannelQuiet, Quiet
from domain.sending import gate
from domain.sending.deliveries import FOR_MEMBERS, Class, Delivery, DeliveryState, Kind, Planned, Reason, Subject, back_off
from domain.sending.facts import OfEvent, OfOwnThread, OfReaders, OfRole
from messages.ground.values import Message
from messages.ground.words import speak
from services.ground.ports import (
    Absent,
    Clock,
    Direct,
    Edit,
    Effect,
    Grant,
    Membership,
    OpenThread,
    Outcome,
    Pin,
    Post,
    Rename,
    Schedule,
    Sight,
    Unschedule,
    Withheld,
)
from services.sending import settlement, troubles
from services.sending.deliveries import ANSWER_WITHIN, Composer, Gone, Meeting, Opening, Pinned, Placed
from services.sending.settlement import ANOTHER_THREAD, NEVER_COUNTS, Retry, Task
from services.sending.unit import Units
from storage.db import Db
from storage.store import Store

OPENING = f"{Reason.CLOSED.value}: opening"  # it has waited for a private thread to be opened
_FAILED = frozenset({DeliveryState.DEAD, DeliveryState.EXPIRED, DeliveryState.UNCERTAIN})


class Presence(Protocol):
    """Knows who is on which server."""

    def recalled(self, server: ServerId, user: UserId) -> Membership | Absent | None:
        """What was learned of them in the last minutes."""
        ...

    async def learned(self, server: ServerId, user: UserId, found: Membership | Absent) -> None:
        """Keep and remember what was learned of somebody just now."""
        ...


class Attempts:
    """Hands the sender one task after another, and writes down how each ended."""

    def __init__(
        self, store: Store, clock: Clock, units: Units, composers: Mapping[Subject, Composer], chance: Random, presence: Presence
    ) -> None:
        self._store = store
        self._clock = clock
        self._units = units
        self._composers = composers
        self._chance = chance
        self._presence = presence

    async def due(self, limit: int) -> list[Delivery]:
        """What is due now; rows of a process that died come back first, and what cannot be read is kept for a person."""
        now = self._clock.now()
        async with self._store.read() as db:
            if not await db.deliveries.anything_due(now):
                return []
        async with self._store.begin() as db:
            await db.attempts.return_expired(now)
            found = await db.deliveries.due(now, limit)
        for id_, fault in found.unreadable.items():
            await self.fail(id_, fault)
        return found.rows

    async def take(self, id_: DeliveryId) -> Task | None:
        """Ask the gate, compose, and claim, in one transaction; None when the delivery waits, is dropped, or is not ours to take."""
        now = self._clock.now()
        async with self._store.begin() as db:
            delivery = await db.deliveries.get(id_)
            if delivery is None or delivery.state is not DeliveryState.PENDING or delivery.due > now:
                return None
            program = await db.programs.get(delivery.program)
            person = None if delivery.person is None else await db.people.get(delivery.person)
            speak(program, person if delivery.kind is Kind.DM else None)
            if delivery.reason == Reason.UNWANTED:
                return await self._drop(db, delivery, Reason.UNWANTED, program, person, now)
            match gate.ask(await self._question(db, delivery, program, person, now), now):
                case gate.Wait(until, why):
                    await db.deliveries.postpone(delivery, until, why.value, now)
                    return None
                case gate.Drop(why):
                    return await self._drop(db, delivery, why, program, person, now)
                case gate.Go():
                    return await self._prepare(db, delivery, program, person, now)

    async def _question(self, db: Db, row: Delivery, program: Program, person: Person | None, now: datetime) -> gate.Question:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        zone = cohort.zone if cohort is not None else program.zone
        quiet: Quiet
        if row.kind in {Kind.DM, Kind.ROLE} and person is not None:
            quiet = person.quiet(program.zone, program.observance)
            zone = quiet.zone
        elif row.message == Subject.PAIR_HELLO and person is not None and cohort is not None:
            theirs = frozenset(one.quiet(program.zone, program.observance) for one in await db.cohorts.members(cohort.id))
            quiet = Besides(person.quiet(program.zone, program.observance), theirs)
        elif row.message == Subject.BOARD and row.kind is Kind.EDIT:
            quiet = program.sacred_time()
        else:
            members = [] if cohort is None else await db.cohorts.members(cohort.id)
            theirs = frozenset(member.quiet(program.zone, program.observance) for member in members)
            quiet = ChannelQuiet(zone, theirs) if theirs else program.home_quiet(zone)
        left = person is not None and bool(await db.absences.among(program.id, {person.id}))
        asked = () if person is None else await db.deliveries.asked(person.id, now - gate.BUDGET_WINDOW)
        return gate.Question(
            row.kind, row.class_, row.last_useful, quiet, zone, program.held_in(row.channel),
            paused_until=None if person is None else person.paused_until,
            away=program.removed_at is not None, left=left, asked=asked,
            answers=row.acted_at is not None and now - row.acted_at <= ANSWER_WITHIN,
        )  # fmt: skip

    async def _prepare(self, db: Db, row: Delivery, program: Program, person: Person | None, now: datetime) -> Task | None:
        composed = await self._composers[row.message](db, row, now)
        if isinstance(composed, Reason):
            return await self._drop(db, row, composed, program, person, now)
        if isinstance(composed, gate.Wait):
            await db.deliveries.postpone(row, composed.until, composed.why.value, now)
            return None
        elsewhere = False
        if isinstance(composed, Placed):
            await db.deliveries.place(row.id, composed.channel)
            row, composed, elsewhere = replace(row, channel=composed.channel), composed.message, composed.elsewhere
        effect = await self._effect(db, row, composed, program, person)
        if isinstance(effect, Reason):
            await db.deliveries.drop(row.id, now, effect.value, DeliveryState.DEAD if effect is Reason.GONE else DeliveryState.EXPIRED)
            return None
        if effect is None or not await db.attempts.claim(row.id, now, _thread_of(row, effect)):
            return None
        return Task(row, effect, row.must_look(now), elsewhere=elsewhere, ask=self._to_ask(row, program, person))

    def _to_ask(self, row: Delivery, program: Program, person: Person | None) -> tuple[ServerId, UserId] | None:
        """Whom to ask about before it goes to them. Discord itself gives no role to somebody who is not there."""
        if row.kind is not Kind.DM or not gate.only_there(row.kind, row.class_) or person is None or person.user is None:
            return None
        whom = program.server, person.user
        return whom if self._presence.recalled(*whom) is None else None

    async def learned(self, server: ServerId, user: UserId, found: Membership | Absent) -> None:
        """Keep what Discord says of the person whom something is for."""
        await self._presence.learned(server, user, found)

    async def _drop(self, db: Db, row: Delivery, why: Reason, program: Program, person: Person | None, now: datetime) -> Task | None:
        """It is not to be done any more. After an attempt it may be there already, and is looked for before the row says that it is not."""
        sought = await self._sought(db, row, program, person, now) if row.must_look(now) else None
        if sought is None:
            state, reason = row.lapses(why)
            await db.deliveries.drop(row.id, now, reason.value, state)
        elif await db.attempts.claim(row.id, now, _thread_of(row, sought)):
            return Task(row, sought, look=True, drop=why)
        return None

    async def _sought(self, db: Db, row: Delivery, program: Program, person: Person | None, now: datetime) -> Effect | None:
        """What to look for: a message by its mark, whatever it says; a thread or an event as it would be made now."""
        match row.kind:
            case Kind.DM if person is not None and person.user is not None:
                thread = await db.people.thread(program.id, person.id) if row.by_thread(closed=person.dm_closed) else None
                return Direct(row.id, person.user, person.dm, Message("")) if thread is None else Post(row.id, thread, Message(""))
            case Kind.POST if row.channel is not None:
                return Post(row.id, row.channel, Message(""))
            case Kind.THREAD | Kind.EVENT:
                composed = await self._composers[row.message](db, row, now)
                effect = await self._effect(db, row, composed, program, person) if isinstance(composed, Opening | Meeting) else None
                return None if isinstance(effect, Reason) else effect
            case _:
                return None

    async def _effect(
        self, db: Db, row: Delivery, composed: Message | Opening | Meeting | Gone | Pinned, program: Program, person: Person | None
    ) -> Effect | Reason | None:
        """The composed thing at its place; None when something else must be done first."""
        inside = await self._inside(db, row, program)
        if row.target is not None:
            return await self._correction(db, row, row.target, composed, inside)
        match row.kind, composed:
            case Kind.DM, Message():
                return Reason.GONE if person is None or person.user is None else await self._direct(db, row, composed, program, person)
            case Kind.POST, Message() if row.channel is not None:
                admit = person.user if row.message == Subject.PAIR_HELLO and person is not None else None
                return Post(row.id, row.channel, composed, admit, inside)
            case Kind.THREAD, Opening(name, on, channel) if (place := channel or row.channel) is not None:
                return OpenThread(row.id, place, name, on, await self._places(db, row, program), inside)
            case Kind.EVENT, Meeting() | Gone():
                return await self._event(db, row, composed, program)
            case Kind.ROLE, Message() if person is not None and person.user is not None:
                return Grant(row.id, program.server, person.user, row.facts_as(OfRole).role, take=row.message == Subject.ROLE_BACK)
            case _:
                return Reason.GONE

    async def _inside(self, db: Db, row: Delivery, program: Program) -> frozenset[int] | None:
        """The roles and accounts that may read it, where it is meant for members; None where anybody may."""
        cohort = await db.cohorts.get(row.cohort) if row.cohort is not None and row.message in FOR_MEMBERS else None
        if cohort is None:
            return None
        target = None if row.target is None else await db.deliveries.by_key(row.target)
        channel = cohort.home if target is None or target.sent_channel is None else target.sent_channel
        above = await db.deliveries.by_message(MessageId(channel))  # a session's thread has the id of the post it hangs on
        channel = channel if above is None or above.sent_channel is None else above.sent_channel
        return may_read(cohort, program, await db.cohorts.people(cohort.id), channel)

    async def _places(self, db: Db, row: Delivery, program: Program) -> tuple[ChannelId, ...]:
        """Where a person's own thread may be already: they were an applicant before they were a member, and wrote elsewhere."""
        if row.person is None:
            return ()
        cohorts = [await db.cohorts.get(application.cohort) for application in await db.signups.by_person(row.person)]
        homes = {cohort.home for cohort in cohorts if cohort is not None and cohort.program == program.id}
        return tuple(sorted({program.signup_channel, *homes} - {row.channel}))

    async def _correction(
        self, db: Db, row: Delivery, key: str, composed: Message | Opening | Meeting | Gone | Pinned, inside: frozenset[int] | None
    ) -> Effect | Reason | None:
        """A change to the message or thread that the delivery of that key became; None while that is still on its way: this waits."""
        target = await db.deliveries.by_key(key)
        if target is not None and target.on_its_way:
            await self._after(db, row, target)
            return None
        match composed:
            case Opening(name) if target is not None and target.sent_channel is not None:
                return Rename(row.id, target.sent_channel, name, inside)
            case _ if target is None or target.sent_message is None:
                return Reason.UNWANTED
            case Pinned() if target.sent_channel is not None:
                return Pin(row.id, target.sent_channel, target.sent_message)
            case Message() if target.sent_channel is not None:
                return Edit(row.id, target.id, target.sent_channel, target.sent_message, composed, inside)
            case _:
                return Reason.GONE

    async def _event(self, db: Db, row: Delivery, composed: Meeting | Gone, program: Program) -> Effect | Reason | None:
        """The native event as it is to be: made, corrected, or taken away, by what the session's earlier ones left there."""
        event = row.facts_as(OfEvent)
        planned = [] if row.cohort is None else await db.deliveries.events(row.cohort)
        earlier = [one for one in planned if (of := one.facts_as(OfEvent)).session == event.session and of.order < event.order]
        waits = [one for one in earlier if one.on_its_way]
        if waits:
            await self._after(db, row, waits[-1])
            return None
        done = [one for one in earlier if one.state is DeliveryState.SENT]
        there = done[-1].sent_message if done else None
        if isinstance(composed, Meeting):
            return Schedule(
                row.id, program.server, composed.name, composed.description, composed.start, composed.end, composed.place,
                composed.before, there,
            )  # fmt: skip
        return Reason.UNWANTED if there is None else Unschedule(row.id, program.server, there)

    async def _after(self, db: Db, row: Delivery, other: Delivery) -> None:
        """It waits behind another that is still on its way."""
        now = self._clock.now()
        await db.deliveries.postpone(row, max(other.due, now) + timedelta(seconds=5), Reason.AFTER.value, now)

    async def _direct(self, db: Db, row: Delivery, message: Message, program: Program, person: Person) -> Effect | None:
        """To their direct messages, or, where these are closed, to a private thread that is opened first."""
        assert person.user is not None  # noqa: S101
        if row.to_stranger or not row.by_thread(closed=person.dm_closed):
            return Direct(row.id, person.user, person.dm, message)
        thread = await db.people.thread(program.id, person.id)
        if thread is not None:
            return Post(row.id, thread, message, admit=person.user)
        now = self._clock.now()
        gone = await db.deliveries.threads_opened(program.id, person.id)
        key = f"thread/{program.id}/{person.id}" + (f"/{gone}" if gone else "")
        earlier = await db.deliveries.by_key(key)
        if earlier is not None and earlier.state in _FAILED:  # then, not for ever: rights and places change
            key = f"{key}/{row.id}"
        opening = Planned(
            key, Kind.THREAD, Subject.PRIVATE_THREAD, now, now, row.last_useful, Class.LETTER,
            person=person.id, channel=await self._fallback_channel(db, row, program),
            facts=OfOwnThread(None if earlier is None else earlier.id[:4]), acted_at=None if row.acted_at is None else now,
        )  # fmt: skip
        stands = await self._opening(db, opening, row, program, now)
        if stands.state in _FAILED | {DeliveryState.HELD}:
            await db.deliveries.drop(
                row.id, now, Reason.CLOSED.value, DeliveryState.HELD if stands.waits_for_a_place else DeliveryState.DEAD
            )
        else:
            reason = ANOTHER_THREAD if row.reason == ANOTHER_THREAD else OPENING
            await db.deliveries.postpone(row, max(stands.due, now) + timedelta(seconds=1), reason, now)
        return None

    async def _opening(self, db: Db, wish: Planned, row: Delivery, program: Program, now: datetime) -> Delivery:
        """The opening of a private thread as it stands: where today's would be, of use for as long, and tried once for each letter."""
        id_ = await self._units.deliveries.plan(db, wish, program, row.cohort)
        stands = await db.deliveries.get(id_)
        assert stands is not None, "it was planned now, or before"  # noqa: S101
        wish = replace(wish, last_useful=max(stands.last_useful, wish.last_useful), acted_at=wish.acted_at or stands.acted_at)
        as_it_is = stands.channel, stands.facts, stands.last_useful, stands.acted_at
        if as_it_is != (wish.channel, wish.facts, wish.last_useful, wish.acted_at):
            await db.deliveries.serve(id_, wish)
        if stands.waits_for_a_place and (stands.channel != wish.channel or row.reason not in {OPENING, ANOTHER_THREAD}):
            await db.lost.again(id_, now)
        return await db.deliveries.get(id_) or stands

    async def _fallback_channel(self, db: Db, row: Delivery, program: Program) -> ChannelId:
        """The cohort's home for its members, unless it was called off; else the channel where one signs up."""
        if row.cohort is not None and row.person is not None:
            cohort = await db.cohorts.get(row.cohort)
            inside = cohort is not None and any(member.id == row.person for member in await db.cohorts.members(cohort.id))
            if cohort is not None and inside and cohort.state is not CohortState.CANCELLED:
                return cohort.home
        return program.signup_channel

    def pause(self, misses: int) -> timedelta:
        """How long to wait after that many requests in a row without an answer."""
        return back_off(misses, self._chance)

    async def put_off(self, rows: Sequence[Delivery], due: datetime) -> None:
        """Their place takes nothing before then."""
        async with self._store.begin() as db:
            for row in rows:
                await db.deliveries.put_off(row, due, self._clock.now())

    async def settle(self, task: Task, outcome: Outcome | Sight, retry: Retry = NEVER_COUNTS) -> None:
        """Write how it ended, and have facilitators hear of what waits for them."""
        async with self._store.begin() as db:
            await settlement.settle(db, task, outcome, retry, self._clock.now())
            if isinstance(outcome, Withheld) and outcome.why is Reason.HOME_OPEN:
                await self._tell_of_open_home(db, task.delivery)

    async def _tell_of_open_home(self, db: Db, row: Delivery) -> None:
        """Once for all that waits in that home, and once more when something went out there and it was opened again."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None or row.channel is None:
            return
        program, last = await db.programs.get(row.program), await db.deliveries.last_for_members(cohort.id, row.channel)
        for leader in await db.cohorts.facilitators(cohort.id):
            key = f"cohort/{cohort.id}/home/{row.channel}/open-after/{last}/{leader.id}"
            await self._units.deliveries.direct(
                db, key, Subject.HOME_READ, leader, program, cohort.id, Class.NOTICE, facts=OfReaders(row.channel, last)
            )

    async def fail(self, id_: DeliveryId, detail: str) -> None:
        """A fault of ours while a row was prepared: it is kept for a person, and stops no other row."""
        now, why = self._clock.now(), f"{Reason.UNREADABLE.value}: {detail}"[:200]
        await troubles.keep_and_tell(
            self._units,
            lambda unit: unit.db.deliveries.drop(id_, now, why, DeliveryState.HELD),
            lambda unit: troubles.tell_of_held(unit, id_),
        )


def _thread_of(row: Delivery, effect: Effect) -> ChannelId | None:
    """The private thread to which a direct message goes instead."""
    return effect.channel if row.kind is Kind.DM and isinstance(effect, Post) else None
