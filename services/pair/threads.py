"""A private thread for a pair, opened once, in the cohort's home, when one of them asks for it."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import RUNNING, Cohort
from domain.ground.ids import ChannelId, PairId
from domain.ground.people import Actor, Person
from domain.ground.quiet import Besides
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.pair.chevruta import Pair
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Planned, Reason, Subject
from domain.sending.facts import OfPair
from domain.sending.gate import Wait, plan
from messages.pair import meeting as words
from messages.pair.meeting import PairThread, Partner
from services.ground import permissions
from services.ground.paced import PacedDiscord
from services.sending.deliveries import Composer, Opening, Placed
from services.sending.unit import Press, Units
from storage.db import Db

KEEP = timedelta(days=14)
_FAILED = frozenset({DeliveryState.DEAD, DeliveryState.EXPIRED, DeliveryState.UNCERTAIN, DeliveryState.HELD})


class PairThreads:
    """The threads of pairs."""

    def __init__(self, units: Units, discord: PacedDiscord) -> None:
        self._units = units
        self._discord = discord

    async def open(self, actor: Actor, pair: PairId) -> PairThread:
        """Open the pair's thread, or say where it is; each of them is let in at a moment that is open for them.

        Where somebody has deleted it, another is opened. Raises `Refusal(NOT_YOURS)` for somebody else's pair, and `Refusal(STALE)` for
        one that is no pair (any more, or yet).
        """
        deleted = await self._deleted(actor, pair)
        async with self._units.press(actor) as press:
            db = press.db
            found, person = await db.chevruta.get(pair), await db.people.by_user(actor.user)
            if found is None or person is None or person.id not in found.members:
                raise Refusal(Why.NOT_YOURS)
            cohort, _ = await permissions.require_cohort(db, actor, Action.MEET_PARTNER, found.cohort)
            people = await _studying(db, found)
            if cohort.started_at is None or person.id not in {one.id for one in people}:
                raise Refusal(Why.STALE)
            last = await _last(db, pair)
            instead = deleted is not None and last is not None and last.sent_channel == deleted
            key = _key(pair, deleted) if instead else _key(pair) if last is None else last.key
            await self._plan(press, cohort, found, person, people, key)
            row = await db.deliveries.by_key(key)
            assert row is not None, "it was planned now, or before"  # noqa: S101
            thread = row.sent_channel if row.state is DeliveryState.SENT else None
            partners = tuple(one.name for one in people if one.id != person.id)
            return PairThread(cohort, partners, thread, failed=row.state in _FAILED)

    async def _deleted(self, actor: Actor, pair: PairId) -> ChannelId | None:
        """The thread that was opened last for a pair of theirs, if it is there no more."""
        async with self._units.read() as db:
            found, person = await db.chevruta.get(pair), await db.people.by_user(actor.user)
            theirs = found is not None and person is not None and person.id in found.members
            row = await _last(db, pair) if theirs else None
        if row is None or row.sent_channel is None or row.state is not DeliveryState.SENT:
            return None
        return row.sent_channel if await self._discord.gone(row.sent_channel, row.id) else None

    async def _plan(self, press: Press, cohort: Cohort, pair: Pair, by: Person, people: list[Person], key: str) -> None:
        """The thread, and the word with which each is let in: to whoever pressed at once, to the others when it is open for them."""
        db, now = press.db, press.now
        program = await db.programs.get(cohort.program)
        quiets = {one.id: one.quiet(program.zone, program.observance) for one in people}
        opening = Planned(
            key, Kind.THREAD, Subject.PAIR_THREAD, now, now, now + KEEP, Class.NOTICE, person=by.id, channel=cohort.home,
            facts=OfPair(pair.id), acted_at=now,
        )  # fmt: skip
        await press.deliveries.plan(db, opening, program, cohort.id)
        for one in people:
            quiet = Besides(quiets[one.id], frozenset(quiets.values()))
            at = now if one.id == by.id else plan(now, Direction.LATER, quiet, Class.NOTICE, Kind.POST, quiet.own.zone, program.own_days)
            hello = Planned(
                f"{key}/hello/{one.id}", Kind.POST, Subject.PAIR_HELLO, now, at, now + KEEP, Class.NOTICE, person=one.id,
                channel=cohort.home, facts=OfPair(pair.id), acted_at=now if one.id == by.id else None,
            )  # fmt: skip
            await press.deliveries.plan(db, hello, program, cohort.id)

    def composers(self) -> dict[Subject, Composer]:
        """The thread, and the word to each in it."""
        return {Subject.PAIR_THREAD: self._compose_thread, Subject.PAIR_HELLO: self._compose_hello}

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason:
        pair = await db.chevruta.get(row.facts_as(OfPair).pair)
        if pair is None or not await _studying(db, pair):
            return Reason.UNWANTED
        return Opening(words.thread_name(pair.position, row.id[:4]), None)

    async def _compose_hello(self, db: Db, row: Delivery, now: datetime) -> Placed | Reason | Wait:
        """In the thread, once it is there; of one that was deleted, and has another in its place, nothing is said any more."""
        pair = await db.chevruta.get(row.facts_as(OfPair).pair)
        people = [] if pair is None else await _studying(db, pair)
        person = next((one for one in people if one.id == row.person), None)
        opened = None if pair is None else await _last(db, pair.id)
        if person is None or opened is None or person.user is None or row.key != f"{opened.key}/hello/{person.id}":
            return Reason.UNWANTED
        if opened.under_way:
            return Wait(max(opened.due, now) + timedelta(seconds=600 if opened.waits_for_a_place else 2), Reason.AFTER)
        if opened.sent_channel is None:
            return Reason.UNWANTED
        others = [Partner(one.name, one.user) for one in people if one.id != person.id]
        return Placed(opened.sent_channel, words.hello(Partner(person.name, person.user), others), elsewhere=False)


async def _studying(db: Db, pair: Pair) -> list[Person]:
    """The people of a published pair who are there still, in a cohort that goes on; nobody where fewer than two are left."""
    cohort = await db.cohorts.get(pair.cohort)
    if cohort is None or cohort.state not in RUNNING or pair.id not in {one.id for one in await db.chevruta.published(cohort.id)}:
        return []
    members = [one for one in await db.cohorts.members(cohort.id) if one.id in pair.members]
    gone = await db.absences.among(cohort.program, {one.id for one in members})
    there = [one for one in members if one.id not in gone]
    return there if len(there) > 1 else []


async def _last(db: Db, pair: PairId) -> Delivery | None:
    """The opening of the pair's thread, or of the one in place of that."""
    row = await db.deliveries.by_key(_key(pair))
    while row is not None and row.sent_channel is not None:
        after = await db.deliveries.by_key(_key(pair, row.sent_channel))
        if after is None:
            break
        row = after
    return row


def _key(pair: PairId, instead_of: ChannelId | None = None) -> str:
    return f"pair/{pair}/thread" if instead_of is None else f"pair/{pair}/thread/{instead_of}"
