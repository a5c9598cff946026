"""Deliveries: planned, moved, dropped, and found again. Queries never commit; every change of state names the state it starts from."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, literal_column, or_, select, update

from domain.ground.ids import ChannelId, CohortId, DeliveryId, MessageId, PersonId, ProgramId, ServerId
from domain.sending.deliveries import ASKING, FOR_MEMBERS, Delivery, DeliveryState, Facts, Kind, Planned, Reason, Subject, delivery_id
from domain.sending.facts import OfEvent
from storage.link import Link
from storage.prepared import ONE
from storage.sending.delivery_rows import (
    PENDING,
    SENDING,
    UNREADABLE,
    WAITS_FOR_A_PLACE,
    Due,
    deliveries_of,
    delivery_of,
    due_of,
    kept,
    readable,
    stored,
)
from storage.tables import cohorts, deliveries, people, programs

_flying = deliveries.alias()
_IN_FLIGHT = (  # one at a time for each recipient
    select(_flying.c.id).where(_flying.c.state == literal_column("'sending'"), _flying.c.person_id == deliveries.c.person_id).exists()
)

# Built once: each beat asks these,
_FREE = PENDING, ~_IN_FLIGHT  # else what waits behind a dead process's row would ring without a pause until that lease ends
_NEXT_DUE = select(deliveries.c.due).where(*_FREE).order_by(deliveries.c.due).limit(ONE)
_NEXT_LEASE = select(deliveries.c.lease_until).where(SENDING).order_by(deliveries.c.lease_until).limit(ONE)
_ANY_DUE = select(ONE).select_from(deliveries).where(PENDING, deliveries.c.due <= bindparam("now")).limit(ONE)
_ANY_EXPIRED = select(ONE).select_from(deliveries).where(SENDING, deliveries.c.lease_until <= bindparam("now")).limit(ONE)
# and these run for nearly everything that somebody does about themselves.
_UNPAUSE = (
    update(deliveries)
    .where(PENDING, deliveries.c.person_id == bindparam("person"), deliveries.c.reason == literal_column("'paused'"))
    .values(due=bindparam("now", type_=deliveries.c.due.type), reason=None)
)
_LETTERS = (
    select(deliveries, cohorts.c.title, programs.c.server_id)
    .outerjoin(cohorts, cohorts.c.id == deliveries.c.cohort_id)
    .outerjoin(programs, programs.c.id == cohorts.c.program_id)
    .where(
        deliveries.c.person_id == bindparam("person"), deliveries.c.kind == Kind.DM.value,
        deliveries.c.state.in_([literal_column("'sent'"), literal_column("'dead'")]),
        deliveries.c.class_.in_([literal_column("'letter'"), literal_column("'notice'")]),
    )
    .order_by(deliveries.c.settled_at.desc())
    .limit(bindparam("limit"))
)  # fmt: skip


class DeliveryQueries:
    """Typed queries on `deliveries`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def plan(
        self,
        planned: Planned,
        installation: str,
        program: ProgramId,
        cohort: CohortId | None,
        scope: str,
        now: datetime,
    ) -> DeliveryId:
        """Write one row; a key that is there already stays as it is."""
        id_ = delivery_id(installation, planned.key)
        new = self._link.insert(deliveries).values(
            {
                "id": id_, "key": planned.key, "scope": scope, "kind": planned.kind.value, "message": planned.message,
                "class_": planned.class_.value, "direction": planned.direction.value, "state": DeliveryState.PENDING.value,
                "program_id": program, "cohort_id": cohort, "person_id": planned.person, "channel_id": planned.channel,
                "facts": stored(planned), "created_at": now, "ideal": planned.ideal, "due": planned.due,
                "last_useful": planned.last_useful, "attempts": 0, "epoch": 0,
            }
        )  # fmt: skip
        await self._link.run(new.on_conflict_do_nothing(index_elements=["key"]))
        return id_

    async def reconcile(self, planned: Sequence[Planned], installation: str, program: ProgramId, cohort: CohortId, now: datetime) -> None:
        """Make a cohort's undone rows what the plan says: new ones added, moved ones moved, unwanted ones cancelled, done ones kept.

        One that cannot be read stays as it is, also where the plan has its key.
        """
        rows = await self._link.rows(select(deliveries).where(deliveries.c.cohort_id == cohort, deliveries.c.scope == "season"))
        known = {row.key: row for row in deliveries_of(rows)}
        for wish in planned:
            row = known.pop(wish.key, None)
            if row is None:
                if wish.last_useful > now:
                    await self.plan(wish, installation, program, cohort, "season", now)
            elif _differs(row, wish):
                await self._move(row, wish, now)
        for row in known.values():
            if row.waits_for_a_place:
                await self._change(row.id, and_(*WAITS_FOR_A_PLACE), state=DeliveryState.CANCELLED.value, reason=Reason.UNWANTED.value)
            elif row.state is DeliveryState.PENDING and row.must_look(now):  # it may be there already, which has to be looked for
                first = row.first_attempt_at or row.due  # it is overdue no more, and has to be looked for all the same
                await self._change(row.id, PENDING, due=now, reason=Reason.UNWANTED.value, first_attempt_at=first)
            elif row.state is DeliveryState.PENDING:
                await self._change(row.id, PENDING, state=DeliveryState.CANCELLED.value, settled_at=now, reason=Reason.UNWANTED.value)
            elif row.state is DeliveryState.SENDING:  # if it does not arrive, it is not tried again
                await self._change(row.id, SENDING, due=now, reason=Reason.UNWANTED.value)

    async def _move(self, row: Delivery, wish: Planned, now: datetime) -> None:
        planned: dict[str, Any] = {
            "ideal": wish.ideal, "due": wish.due, "last_useful": wish.last_useful, "facts": stored(wish), "reason": None,
        }  # fmt: skip
        if row.state is DeliveryState.SENDING:  # this holds for the next attempt, should that one fail; where it may be now stays
            await self._change(row.id, SENDING, **planned)
            return
        changed = planned | {
            "state": DeliveryState.PENDING.value, "channel_id": wish.channel, "settled_at": None,
            "first_attempt_at": _first_attempt(row, now),
        }  # fmt: skip
        undone = deliveries.c.state.in_([DeliveryState.PENDING.value, DeliveryState.CANCELLED.value])
        await self._change(row.id, or_(undone, and_(*WAITS_FOR_A_PLACE)), **changed)

    async def _change(self, id_: DeliveryId, where: Any, **values: Any) -> bool:
        return await self._link.run(update(deliveries).where(deliveries.c.id == id_, where).values(**values)) > 0

    async def get(self, id_: DeliveryId) -> Delivery | None:
        """One delivery by its id, which is also its nonce and mark."""
        row = await self._link.row(select(deliveries).where(deliveries.c.id == id_))
        return None if row is None else delivery_of(row)

    async def by_key(self, key: str) -> Delivery | None:
        """One delivery by its natural key."""
        row = await self._link.row(select(deliveries).where(deliveries.c.key == key))
        return None if row is None else delivery_of(row)

    async def by_keys(self, keys: Collection[str]) -> list[Delivery]:
        """Those of them that are there, in the order of their keys."""
        rows = await self._link.rows(select(deliveries).where(deliveries.c.key.in_(sorted(keys))).order_by(deliveries.c.key))
        return deliveries_of(rows)

    async def events(self, cohort: CohortId) -> list[Delivery]:
        """What was planned of the native events of a cohort's sessions, for each session the earliest first."""
        theirs = deliveries.c.cohort_id == cohort, deliveries.c.message == Subject.SESSION_EVENT
        found = [row for row in deliveries_of(await self._link.rows(select(deliveries).where(*theirs))) if isinstance(row.facts, OfEvent)]
        return sorted(found, key=lambda row: row.facts_as(OfEvent).order)

    async def last_for_members(self, cohort: CohortId, channel: ChannelId) -> DeliveryId | None:
        """The last thing that was posted in that channel for a cohort's members alone."""
        sent = deliveries.c.cohort_id == cohort, deliveries.c.channel_id == channel, deliveries.c.state == DeliveryState.SENT.value
        posted = select(deliveries.c.id).where(*sent, deliveries.c.message.in_(sorted(FOR_MEMBERS)))
        return await self._link.value(posted.order_by(deliveries.c.settled_at.desc(), deliveries.c.id).limit(1))

    async def decided_at(self, cohort: CohortId, at: datetime) -> list[Delivery]:
        """The letters and offers of what was decided about a cohort's places at that very moment, in the order of their keys."""
        of_then = deliveries.c.cohort_id == cohort, deliveries.c.message.in_(["letter", "offer"]), deliveries.c.ideal == at
        rows = await self._link.rows(select(deliveries).where(*of_then).order_by(deliveries.c.key))
        return deliveries_of(rows)

    async def any_sent(self, begins: str, ends: str) -> bool:
        """True when one whose key begins and ends so has gone out, or may have."""
        gone = deliveries.c.state.in_([DeliveryState.SENT.value, DeliveryState.SENDING.value, DeliveryState.UNCERTAIN.value])
        found = select(literal(1)).where(deliveries.c.key.startswith(begins), deliveries.c.key.endswith(ends), gone).limit(1)
        return await self._link.value(found) is not None

    async def by_message(self, message: MessageId) -> Delivery | None:
        """The delivery that became that message."""
        row = await self._link.row(select(deliveries).where(deliveries.c.sent_message == message))
        return None if row is None else delivery_of(row)

    async def answer_waiting(self, program: ProgramId, person: PersonId) -> Delivery | None:
        """The answer to what that person wrote which nobody has tried to send yet."""
        theirs = deliveries.c.program_id == program, deliveries.c.person_id == person, deliveries.c.message == Subject.ANSWER
        untried = deliveries.c.settled_at.is_(None), PENDING, deliveries.c.first_attempt_at.is_(None)
        row = await self._link.row(select(deliveries).where(*theirs, *untried).order_by(deliveries.c.created_at.desc()).limit(1))
        return None if row is None else delivery_of(row)

    async def wrote_to(self, program: ProgramId, person: PersonId) -> bool:
        """True when a direct message of that program reached that person."""
        reached = deliveries.c.person_id == person, deliveries.c.program_id == program, deliveries.c.kind == Kind.DM.value
        found = (
            select(literal(1))
            .where(*reached, deliveries.c.settled_at.is_not(None), deliveries.c.state == DeliveryState.SENT.value)
            .limit(1)
        )
        return await self._link.value(found) is not None

    async def threads_opened(self, program: ProgramId, person: PersonId) -> int:
        """How many private threads were opened for that person in that program."""
        opened = deliveries.c.person_id == person, deliveries.c.program_id == program, deliveries.c.message == Subject.PRIVATE_THREAD
        found = select(func.count()).select_from(deliveries).where(*opened, deliveries.c.state == DeliveryState.SENT.value)
        return int(await self._link.value(found))

    async def due(self, now: datetime, limit: int) -> Due:
        """What may be claimed: due rows, earliest first, without those whose recipient has one in flight. Expired leases have returned."""
        wanted = (
            select(deliveries, people.c.dm_id)
            .outerjoin(people, people.c.id == deliveries.c.person_id)
            .where(PENDING, deliveries.c.due <= now, ~_IN_FLIGHT)
            .order_by(deliveries.c.due, deliveries.c.created_at, deliveries.c.id)
            .limit(limit)
        )
        try:
            return Due([due_of(row) for row in await self._link.rows(wanted)], {})
        except UNREADABLE:
            found = Due([], {})  # one of them cannot be read, which must stop no other
        for listed in await self._link.rows(wanted.with_only_columns(deliveries.c.id)):
            try:
                found.rows.extend(map(due_of, await self._link.rows(wanted.where(deliveries.c.id == listed.id))))
            except UNREADABLE as fault:
                found.unreadable[listed.id] = type(fault).__name__
        return found

    async def next_due(self) -> datetime | None:
        """When the next row that may be claimed is due, or the next lease ends, which may be that of a process that died."""
        moments = (await self._link.value(_NEXT_DUE, {}), await self._link.value(_NEXT_LEASE, {}))
        return min((moment for moment in moments if moment is not None), default=None)

    async def anything_due(self, now: datetime) -> bool:
        """True when there is a row to claim, or a lease that ended."""
        due = await self._link.value(_ANY_DUE, {"now": now})
        return due is not None or await self._link.value(_ANY_EXPIRED, {"now": now}) is not None

    async def postpone(self, row: Delivery, due: datetime, reason: str, now: datetime) -> None:
        """Not now. What was overdue stays so: it must still be looked for when its moment comes."""
        await self._change(row.id, PENDING, due=due, reason=reason, first_attempt_at=_first_attempt(row, now))

    async def put_off(self, row: Delivery, due: datetime, now: datetime) -> None:
        """Its place takes nothing before then; why it waits stays as it was. One that was planned for another time meanwhile keeps that."""
        as_found = and_(PENDING, deliveries.c.due == row.due)
        await self._change(row.id, as_found, due=due, first_attempt_at=_first_attempt(row, now))

    async def unpause(self, person: PersonId, now: datetime) -> int:
        """What waited for the end of a pause is due again; the gate decides the rest."""
        return await self._link.run(_UNPAUSE, {"person": person, "now": now})

    async def returned(self, person: PersonId, now: datetime) -> int:
        """What waited because that person was not on the server is due again; the gate decides the rest."""
        waiting = PENDING, deliveries.c.person_id == person, deliveries.c.reason == Reason.LEFT.value
        return await self._link.run(update(deliveries).where(*waiting).values(due=now, reason=None))

    async def back(self, program: ProgramId, now: datetime) -> int:
        """What waited for the bot's return to that program's server is due again; the gate decides the rest."""
        waiting = PENDING, deliveries.c.program_id == program, deliveries.c.reason == Reason.AWAY.value
        return await self._link.run(update(deliveries).where(*waiting).values(due=now, reason=None))

    async def days_changed(self, program: ProgramId, now: datetime) -> int:
        """What waited for a program's days or a season is due again; the gate decides the rest."""
        waiting = PENDING, deliveries.c.program_id == program, deliveries.c.reason == Reason.SEASON.value
        return await self._link.run(update(deliveries).where(*waiting).values(due=now, reason=None))

    async def due_again(self, cohort: CohortId, reason: Reason, now: datetime) -> int:
        """What waited for that reason is due; the gate decides the rest."""
        waiting = PENDING, deliveries.c.cohort_id == cohort, deliveries.c.reason == reason.value
        return await self._link.run(update(deliveries).where(*waiting).values(due=now, reason=None))

    async def count_waiting(self, cohort: CohortId, reason: Reason) -> int:
        """How many of a cohort's rows wait for that reason."""
        waiting = PENDING, deliveries.c.cohort_id == cohort, deliveries.c.reason == reason.value
        return int(await self._link.value(select(func.count()).select_from(deliveries).where(*waiting)))

    async def place(self, id_: DeliveryId, channel: ChannelId) -> None:
        """It goes there, and is looked for there."""
        await self._change(id_, PENDING, channel_id=channel)

    async def serve(self, id_: DeliveryId, wish: Planned) -> None:
        """What was not done yet goes where that says now, with its facts, and is of use for as long."""
        undone = or_(PENDING, and_(*WAITS_FOR_A_PLACE))
        await self._change(id_, undone, channel_id=wish.channel, facts=stored(wish), last_useful=wish.last_useful)

    async def remember(self, row: Delivery, facts: Facts) -> None:
        """What it says as it is composed now, for the next of its kind; once it has gone out, that stays."""
        await self._change(row.id, PENDING, facts=kept(row, facts))

    async def drop(self, id_: DeliveryId, now: datetime, reason: str, state: DeliveryState = DeliveryState.EXPIRED) -> None:
        """It has lost its use, or cannot be done; kept with its reason."""
        await self._change(id_, PENDING, state=state.value, settled_at=now, reason=reason)

    async def asked(self, person: PersonId, since: datetime) -> list[datetime]:
        """When that person was asked something since then, over all their cohorts; an attempt counts as asking."""
        settled = func.coalesce(deliveries.c.settled_at, deliveries.c.first_attempt_at)
        rows = await self._link.rows(
            select(settled.label("at")).where(
                deliveries.c.person_id == person,
                deliveries.c.class_.in_(sorted(c.value for c in ASKING)),
                deliveries.c.state.in_([DeliveryState.SENT.value, DeliveryState.SENDING.value, DeliveryState.UNCERTAIN.value]),
                or_(deliveries.c.settled_at >= since, deliveries.c.settled_at.is_(None)),
            )
        )
        return [row.at for row in rows if row.at is not None]

    async def of_cohort(self, cohort: CohortId, states: Collection[DeliveryState] = frozenset(DeliveryState)) -> list[Delivery]:
        """A cohort's deliveries in the order of their moments."""
        rows = await self._link.rows(
            select(deliveries)
            .where(deliveries.c.cohort_id == cohort, deliveries.c.state.in_(sorted(s.value for s in states)))
            .order_by(deliveries.c.due, deliveries.c.key)
        )
        return deliveries_of(rows)

    async def words_to(self, person: PersonId, cohort: CohortId, message: Subject) -> list[Delivery]:
        """What says that to that person about that cohort, in whatever state."""
        theirs = deliveries.c.person_id == person, deliveries.c.cohort_id == cohort, deliveries.c.message == message
        return deliveries_of(await self._link.rows(select(deliveries).where(*theirs).order_by(deliveries.c.key)))

    async def of_season(self, cohort: CohortId) -> list[Delivery]:
        """Those of them that come from the plan of its season, not from what a person did."""
        rows = await self._link.rows(select(deliveries).where(deliveries.c.cohort_id == cohort, deliveries.c.scope == "season"))
        return [delivery_of(row) for row in rows]

    async def of_program(self, program: ProgramId) -> list[Delivery]:
        """All deliveries of a program in the order of their moments."""
        rows = await self._link.rows(
            select(deliveries).where(deliveries.c.program_id == program).order_by(deliveries.c.due, deliveries.c.key)
        )
        return deliveries_of(rows)

    async def program_of(self, id_: DeliveryId) -> ProgramId | None:
        """The program of a delivery, even of one that cannot be read."""
        return await self._link.value(select(deliveries.c.program_id).where(deliveries.c.id == id_))

    async def letters_to(self, person: PersonId, limit: int) -> list[tuple[Delivery, str | None, ServerId | None]]:
        """The last letters to a person, so that nothing lives only where it can vanish; with the title and server of the cohort of each."""
        rows = await self._link.rows(_LETTERS, {"person": person, "limit": limit})
        return [(letter, row.title, row.server_id) for row, letter in readable(rows)]


def _first_attempt(row: Delivery, now: datetime) -> datetime | None:
    """When it was first tried, or may have been, before its due moment is changed to another."""
    return row.first_attempt_at or (row.due if row.must_look(now) else None)


def _differs(row: Delivery, wish: Planned) -> bool:
    """An undone row that is not where or when the plan wants it, also one that is under way or waits for its place.

    One that the gate moved later keeps the gate's time unless its ideal moved.
    """
    if row.state is DeliveryState.CANCELLED or (row.under_way and row.reason == Reason.UNWANTED):
        return True
    if not row.under_way:
        return False
    return (row.ideal, row.last_useful, row.facts, row.target, row.channel) != (
        wish.ideal, wish.last_useful, wish.facts, wish.target, wish.channel,
    ) or (row.state is DeliveryState.PENDING and row.attempts == 0 and row.reason is None and row.due != wish.due)  # fmt: skip
