"""Who was at a session, and the notes that are kept of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, case, func, null, select, update

from domain.ground.ids import PersonId, SessionId
from storage.link import Link
from storage.tables import attendance, sessions


class AttendanceQueries:
    """Typed queries on `attendance`, and on the notes in `sessions`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, session: SessionId) -> dict[PersonId, bool]:
        """Of whom it was said whether they were there: the latest word stands."""
        rows = await self._link.rows(select(attendance).where(attendance.c.session_id == session).order_by(attendance.c.person_id))
        return {row.person_id: bool(row.there) for row in rows}

    async def own_since(self, session: SessionId, seconds: int) -> frozenset[PersonId]:
        """Those who have said themselves that they were there, since that second (Unix time)."""
        own = (attendance.c.by_id == attendance.c.person_id, attendance.c.there == 1)
        rows = await self._link.rows(select(attendance).where(attendance.c.session_id == session, *own))
        return frozenset(row.person_id for row in rows if row.at.timestamp() >= seconds)

    async def by_others(self, session: SessionId) -> bool:
        """True when staff have said who was there, of anybody but themselves."""
        others = (attendance.c.by_id.is_(None)) | (attendance.c.by_id != attendance.c.person_id)
        return await self._link.row(select(attendance.c.there).where(attendance.c.session_id == session, others).limit(1)) is not None

    async def say(self, session: SessionId, there: Mapping[PersonId, bool], by: PersonId, now: datetime) -> None:
        """Somebody's word on who was there."""
        for person, was in there.items():
            new = self._link.insert(attendance).values(session_id=session, person_id=person, there=int(was), by_id=by, at=now)
            latest = {"there": new.excluded.there, "by_id": new.excluded.by_id, "at": new.excluded.at}
            await self._link.run(new.on_conflict_do_update(index_elements=["session_id", "person_id"], set_=latest))

    async def notes(self, session: SessionId) -> str | None:
        """What is kept of it."""
        row = await self._link.row(select(sessions.c.notes).where(sessions.c.id == session))
        return None if row is None else row.notes

    async def note(self, session: SessionId, notes: str, now: datetime) -> None:
        """Keep these notes of it, in place of those before."""
        again = case((sessions.c.noted_at.is_(None), null()), else_=bindparam("now", now, sessions.c.renoted_at.type))
        kept = {"notes": notes, "noted_at": func.coalesce(sessions.c.noted_at, bindparam("now", now, sessions.c.noted_at.type))}
        await self._link.run(update(sessions).where(sessions.c.id == session).values(**kept, renoted_at=again))
