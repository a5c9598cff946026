"""Other zone data: wall clocks stay as they were agreed, and the instants of planned sessions are derived from them anew."""

import logging
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId
from domain.ground.refusal import Refusal
from domain.ground.times import zone_data
from domain.group.sessions import Session, SessionState
from domain.sending.deliveries import Class, Delivery, Reason, Subject
from domain.sending.timeline.meetings import is_announced, is_news
from domain.sending.timeline.season import Season
from messages.ground.values import Message
from messages.group import sessions as words
from messages.group.calendars import Entry, attached
from services.sending.deliveries import Composer, season_of
from services.sending.unit import Unit, Units
from storage.db import Db

log = logging.getLogger(__name__)
FOLLOWED = "zone-data"  # the fact that says which release every instant was last derived from


class ZoneData:
    """Follows the zone data, which comes with an update of the bot and so is looked at when it starts."""

    def __init__(self, units: Units, installation: str) -> None:
        self._units = units
        self._installation = installation

    async def follow(self) -> int:
        """Where this process has other zone data than the last one: derive instants anew, and plan word of it; gives how many moved.

        A cohort at a time, so that others have their turn. Killed between two it goes on at the next start, since what was derived is
        right then. One whose zone is not known any more stops no other.
        """
        release, moved, failed = zone_data(), 0, False
        async with self._units.read() as db:
            if await db.fact(FOLLOWED) == release:
                return 0
            cohorts = sorted({session.cohort for session in await db.sessions.planned()})
        for cohort in cohorts:
            try:
                moved += await self._cohort(cohort, release)
            except Refusal:
                failed = True
                log.exception("the instants of a cohort cannot be derived", extra={"cohort": cohort})
        if not failed:
            async with self._units.change() as unit:
                await unit.db.set_fact(FOLLOWED, release)
        log.info("all instants are derived from the zone data %s; that moved %s sessions, and none on its wall clock", release, moved)
        return moved

    async def _cohort(self, cohort: CohortId, release: str) -> int:
        async with self._units.change() as unit:
            found = await unit.db.cohorts.get(cohort)
            changed = [one for one in await unit.db.sessions.of(cohort) if _has_moved(one)]
            if found is None or not changed:
                return 0
            before = await season_of(unit.db, found, await unit.db.programs.get(found.program))
            for session in changed:
                await _derive(unit, before, session)
            await self._tell(unit, found, changed, release)
            unit.changed(found)
        return len(changed)

    async def _tell(self, unit: Unit, cohort: Cohort, changed: Sequence[Session], release: str) -> None:
        """Once for all its sessions: whoever leads the cohort, and its members where they knew of any."""
        program = await unit.db.programs.get(cohort.program)
        season = await season_of(unit.db, cohort, program)
        people = {person.id: person for person in await unit.db.cohorts.facilitators(cohort.id)}
        if any(is_news(season, session, unit.now) for session in changed):
            people |= {person.id: person for person in await unit.db.cohorts.members(cohort.id)}
        for person in people.values():
            key = f"cohort/{cohort.id}/clocks/{release}/{person.id}"
            await unit.deliveries.direct(unit.db, key, Subject.CLOCKS_CHANGED, person, program, cohort.id, Class.NOTICE)

    def composers(self) -> dict[Subject, Composer]:
        """Word of it."""
        return {Subject.CLOCKS_CHANGED: self._compose}

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None:
            return Reason.UNWANTED
        leaders = {person.id: person for person in await db.cohorts.facilitators(cohort.id)}
        person = next((one for one in [*leaders.values(), *await db.cohorts.members(cohort.id)] if one.id == row.person), None)
        planned = [one for one in await db.sessions.of(cohort.id) if one.state is SessionState.PLANNED]
        ahead = [one for one in planned if one.by_clocks and one.ends_at > now]
        if person is None or not ahead:
            return Reason.UNWANTED
        said = words.clocks_changed(cohort, person.name, ahead, leads=person.id in leaders)
        return replace(said, file=attached("sessions.ics", [Entry(cohort, one) for one in ahead], self._installation, now))


def _has_moved(session: Session) -> bool:
    return session.state is SessionState.PLANNED and session.when.instant() != session.starts_at


async def _derive(unit: Unit, before: Season, session: Session) -> None:
    """As a move of the instant alone. Whoever has not yet heard of an earlier move hears of both as one."""
    told = session.moved_from is None or await unit.db.deliveries.any_sent(f"session/{session.id}/", f"/session-moved/{session.revision}")
    from_ = session.starts_at if told else session.moved_from
    announced = session.announced or is_announced(before, session, unit.now)
    await unit.db.sessions.derive(session, unit.now, from_, by_clocks=told or session.by_clocks, announced=announced)
