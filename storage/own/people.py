"""People: rows by our id and by Discord's."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, delete, select, update

from domain.ground.habits import Hours
from domain.ground.ids import ChannelId, MessageId, PersonId, UserId
from domain.ground.people import Person, Reminder
from domain.ground.quiet import Observance
from domain.ground.times import LocalTime
from domain.ground.towns import Town
from storage.columns import kept_wall, wall_of
from storage.link import Link, set_columns
from storage.tables import people, threads

_AT_ONCE = 500  # bound parameters of one statement

# Built once: building a statement costs twice what running it does, and these run for nearly every act.
_BY_USER = select(people).where(people.c.user_id == bindparam("user"))
_BY_ID = select(people).where(people.c.id == bindparam("person"))
_WITH_DMS = (
    select(people.c.id, people.c.dm_id, people.c.dm_cursor, people.c.created_at).where(people.c.dm_id.is_not(None)).order_by(people.c.id)
)


def person_of(row: Row[Any]) -> Person:
    """The domain's value of one row of `people`."""
    return Person(
        id=row.id,
        user=row.user_id,
        name=row.name,
        zone=row.zone,
        observance=None if row.observance is None else Observance(row.observance),
        reminder=Reminder(row.reminder),
        reminder_at=row.reminder_at,
        paused_until=row.paused_until,
        dm=row.dm_id,
        dm_cursor=row.dm_cursor,
        dm_closed=bool(row.dm_closed),
        town=None if row.town is None else msgspec.convert(row.town, Town),
        hours=None if row.hours is None else Hours(row.hours),
    )


class PeopleQueries:
    """Typed queries on `people`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def by_user(self, user: UserId) -> Person | None:
        """Whoever that Discord account belongs to."""
        row = await self._link.row(_BY_USER, {"user": user})
        return None if row is None else person_of(row)

    async def get(self, person: PersonId) -> Person | None:
        """One person by our id."""
        row = await self._link.row(_BY_ID, {"person": person})
        return None if row is None else person_of(row)

    async def all_of(self, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Several people by our ids; whoever is gone is absent."""
        rows = await self._link.rows(select(people).where(people.c.id.in_(sorted(ids))).order_by(people.c.id))
        return {row.id: person_of(row) for row in rows}

    async def ensure(self, user: UserId, name: str, now: datetime) -> Person:
        """The person of that account, made at their first act; the name follows what Discord shows now."""
        known = await self.by_user(user)
        if known is not None and known.name == name:
            return known
        if known is not None:
            await self._link.run(update(people).where(people.c.id == known.id).values(name=name))
        else:
            new = self._link.insert(people).values(user_id=user, name=name, reminder=Reminder.DAY.value, dm_closed=0, created_at=now)
            await self._link.run(new.on_conflict_do_nothing(index_elements=["user_id"]))
        found = await self.by_user(user)
        assert found is not None, "the row was just written"  # noqa: S101
        return found

    async def by_users(self, users: Collection[UserId]) -> dict[UserId, PersonId]:
        """Whose accounts those are, as far as they are known."""
        found: dict[UserId, PersonId] = {}
        asked = sorted(users)
        for start in range(0, len(asked), _AT_ONCE):
            few = people.c.user_id.in_(asked[start : start + _AT_ONCE])
            found |= {row.user_id: row.id for row in await self._link.rows(select(people.c.id, people.c.user_id).where(few))}
        return found

    async def meet(self, named: Mapping[UserId, str], now: datetime) -> dict[UserId, PersonId]:
        """The people of those accounts; who is not known yet gets a row and that name, whoever is keeps theirs."""
        new = self._link.insert(people).on_conflict_do_nothing(index_elements=["user_id"])
        row = {"reminder": Reminder.DAY.value, "dm_closed": 0, "created_at": now}
        unknown = sorted(named.keys() - (await self.by_users(named)).keys())
        if unknown:
            await self._link.run(new, [{"user_id": user, "name": named[user], **row} for user in unknown])
        return await self.by_users(named)

    async def _set(self, person: PersonId, **columns: Any) -> None:
        await set_columns(self._link, people, person, columns)

    async def set_zone(self, person: PersonId, zone: str) -> None:
        """Where their own clock stands: an IANA zone."""
        await self._set(person, zone=zone)

    async def set_hours(self, person: PersonId, hours: Hours | None) -> None:
        """By which hours they wish to read times; None: as is usual where their clock is."""
        await self._set(person, hours=None if hours is None else hours.value)

    async def set_town(self, person: PersonId, town: Town | None) -> None:
        """Where they are, with the clock there; None: forget it, and keep the clock."""
        if town is None:
            await self._set(person, town=None)
        else:
            await self._set(person, zone=town.zone, town=msgspec.to_builtins(town))

    async def set_observance(self, person: PersonId, observance: Observance) -> None:
        """When the bot is quiet for them."""
        await self._set(person, observance=observance.value)

    async def set_reminder(self, person: PersonId, reminder: Reminder, now: datetime) -> None:
        """How long before a session they are reminded."""
        await self._set(person, reminder=reminder.value, reminder_at=now)

    async def pause(self, person: PersonId, until: LocalTime | None) -> None:
        """Everything automatic stops for them until then; None: it goes on."""
        await self._set(person, paused_until=None if until is None else until.instant(), paused_wall=kept_wall(until))

    async def pauses(self) -> list[tuple[PersonId, datetime, LocalTime]]:
        """Until when each person pauses who named a day, as an instant and on the clock by which they named it."""
        rows = await self._link.rows(
            select(people.c.id, people.c.paused_until, people.c.paused_wall).where(people.c.paused_until.is_not(None))
        )
        return [(row.id, row.paused_until, wall) for row in rows if (wall := wall_of(row.paused_wall)) is not None]

    async def set_dm(self, person: PersonId, dm: ChannelId) -> None:
        """The channel of their direct messages; whether these are open stays as it is known."""
        await self._set(person, dm_id=dm)

    async def open_dm(self, person: PersonId, dm: ChannelId) -> None:
        """They wrote to us in that channel, so their direct messages are open."""
        await self._set(person, dm_id=dm, dm_closed=0)

    async def close_dm(self, person: PersonId) -> None:
        """Their direct messages are closed to us, until `open_dm` or `reopen`."""
        await self._set(person, dm_closed=1)

    async def reopen(self, people_: Collection[PersonId]) -> None:
        """Try their direct messages again: what closed them may be over."""
        await self._link.run(update(people).where(people.c.id.in_(sorted(people_)), people.c.dm_closed == 1).values(dm_closed=0))

    async def with_dms(self) -> list[tuple[PersonId, ChannelId, MessageId | None, datetime]]:
        """Every open direct-message channel, with the place up to which it was read, and since when we know the person."""
        rows = await self._link.rows(_WITH_DMS, {})
        return [(row.id, row.dm_id, row.dm_cursor, row.created_at) for row in rows]

    async def read_up_to(self, dm: ChannelId, message: MessageId) -> None:
        """Everything in that conversation up to that message has been read; the place never moves back."""
        earlier = people.c.dm_cursor.is_(None) | (people.c.dm_cursor < message)
        await self._link.run(update(people).where(people.c.dm_id == dm, earlier).values(dm_cursor=message))

    async def thread(self, program: int, person: PersonId) -> ChannelId | None:
        """The private thread that stands in for closed direct messages."""
        return await self._link.value(select(threads.c.thread_id).where(threads.c.program_id == program, threads.c.person_id == person))

    async def set_thread(self, program: int, person: PersonId, thread: ChannelId) -> None:
        """Remember that thread."""
        new = self._link.insert(threads).values(program_id=program, person_id=person, thread_id=thread)
        await self._link.run(new.on_conflict_do_update(index_elements=["program_id", "person_id"], set_={"thread_id": thread}))

    async def forget_thread(self, program: int, person: PersonId, thread: ChannelId) -> None:
        """It is not there any more; another one that was opened meanwhile stays."""
        this = threads.c.program_id == program, threads.c.person_id == person, threads.c.thread_id == thread
        await self._link.run(delete(threads).where(*this))
