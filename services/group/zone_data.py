"""Other zone data: wall clocks stay as they were agreed, and the instants of planned sessions are derived from them anew."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, CohortState
from domain.ground.ids import CohortId, PairId
from domain.ground.refusal import Refusal
from domain.ground.times import LocalTime, zone_data
from domain.group.sessions import Session, SessionState
from domain.joining.signups import ApplicationState
from domain.pair.agreeing import standing
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfClocks, OfRound
from domain.sending.timeline.meetings import is_announced
from domain.sending.timeline.season import Season
from messages.ground.values import Message
from messages.group import clocks as clock_words
from messages.group import sessions as words
from messages.group.calendars import Entry, attached
from services.group.new_dates import told_of_last
from services.group.planning import Knowing, who_knows
from services.sending.deliveries import Composer, season_of
from services.sending.unit import Unit, Units
from storage.db import Db

log = logging.getLogger(__name__)
FOLLOWED = "zone-data"  # the fact that says which release every instant was last derived from

_HEARD_OF_IT = frozenset({ApplicationState.STARTED, ApplicationState.APPLIED})


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
            cohorts = await db.cohorts.in_states(frozenset(CohortState) - {CohortState.CANCELLED})
        for cohort in cohorts:
            try:
                moved += await self._cohort(cohort.id, release)
            except Refusal:
                failed = True
                log.exception("the instants of a cohort cannot be derived", extra={"cohort": cohort.id})
        async with self._units.change() as unit:
            moved += await _quietly(unit)
            if not failed:
                await unit.db.set_fact(FOLLOWED, release)
        log.info("all instants are derived from the zone data %s; that moved %s of them, and none on its wall clock", release, moved)
        return moved

    async def _cohort(self, cohort: CohortId, release: str) -> int:
        """All that a cohort planned; what follows from it, and from the clocks of its people, is planned anew."""
        async with self._units.change() as unit:
            found = await unit.db.cohorts.get(cohort)
            if found is None:
                return 0
            before = await season_of(unit.db, found, await unit.db.programs.get(found.program))
            changed = [one for one in await unit.db.sessions.of(cohort) if _has_moved(one)]
            for session in changed:
                await _derive(unit, before, session)
            if changed:
                await self._tell(unit, found, release, changed)
            others = await _window(unit, found, release) + await _dates(unit, found, release)
            if found.state not in ENDED:
                unit.changed(found)
        return len(changed) + others

    async def _tell(self, unit: Unit, cohort: Cohort, release: str, changed: Sequence[Session]) -> None:
        """Once for all its sessions: whoever leads the cohort, and everybody who knows its dates; with when those began that changed."""
        since = {one.id: one.revision for one in await unit.db.sessions.of(cohort.id) if one.by_clocks}
        was = OfClocks(tuple((one.id, since[one.id], int(one.starts_at.timestamp())) for one in changed if one.id in since))
        program = await unit.db.programs.get(cohort.program)
        people = {person.id: person for person in await unit.db.cohorts.facilitators(cohort.id)}
        people |= {id_: person for id_, (person, _) in (await _knowing(unit.db, cohort, unit.now)).items()}
        for person in people.values():
            key = f"cohort/{cohort.id}/clocks/{release}/{person.id}"
            await unit.deliveries.direct(unit.db, key, Subject.CLOCKS_CHANGED, person, program, cohort.id, Class.NOTICE, facts=was)

    def composers(self) -> dict[Subject, Composer]:
        """Word of it."""
        return {
            Subject.CLOCKS_CHANGED: self._compose,
            Subject.WINDOW_CLOCKS: _compose_window,
            Subject.DATE_CLOCKS: _compose_date,
        }

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        if cohort is None:
            return Reason.UNWANTED
        leaders, knowing = await db.cohorts.facilitators(cohort.id), await _knowing(db, cohort, now)
        person = next((one for one in [*leaders, *(one for one, _ in knowing.values())] if one.id == row.person), None)
        planned = [one for one in await db.sessions.of(cohort.id) if one.state is SessionState.PLANNED]
        ahead = [one for one in planned if one.by_clocks and one.ends_at > now]
        if person is None or not ahead:
            return Reason.UNWANTED
        leads = any(one.id == person.id for one in leaders)
        _, state = knowing.get(person.id, (person, None))
        if not leads and state is not ApplicationState.ACCEPTED:
            return words.clocks_changed(cohort, person.name, ahead, leads=False, has_place=False)
        said = words.clocks_changed(cohort, person.name, ahead, leads=leads)
        return replace(said, file=attached("sessions.ics", [Entry(cohort, one) for one in ahead], self._installation, now))


async def _knowing(db: Db, cohort: Cohort, now: datetime) -> Knowing:
    sessions = await db.sessions.of(cohort.id)
    return await who_knows(db, cohort, sessions, sessions, now)


def _has_moved(session: Session) -> bool:
    return session.state is SessionState.PLANNED and session.when.instant() != session.starts_at


async def _derive(unit: Unit, before: Season, session: Session) -> None:
    """As a move of the instant alone. Whoever has not yet heard of an earlier move hears of both as one."""
    told = await told_of_last(unit.db, session)
    from_ = session.starts_at if told else session.moved_from
    announced = session.announced or is_announced(before, session, unit.now)
    await unit.db.sessions.derive(session, unit.now, from_, by_clocks=told, announced=announced)


# --- Sign-up windows ---


async def _window(unit: Unit, cohort: Cohort, release: str) -> int:
    """The ends of a window that are still ahead. Who leads the cohort, who has applied, and who was told that it is open hear of them."""
    ahead = {end: when.instant() for end, when in _ends_ahead(cohort)}
    opens_at, closes_at = ahead.get("opens", cohort.opens_at), ahead.get("closes", cohort.closes_at)
    if (opens_at, closes_at) == (cohort.opens_at, cohort.closes_at):
        return 0
    await unit.db.cohorts.set_window(cohort.id, cohort.window, opens_at=opens_at, closes_at=closes_at)
    people = {person.id: person for person in await unit.db.cohorts.facilitators(cohort.id)}
    if cohort.state is CohortState.OPEN:
        people |= {person.id: person for _, person in await unit.db.signups.in_cohort(cohort.id, _HEARD_OF_IT)}
        sent = await unit.db.deliveries.of_cohort(cohort.id, frozenset({DeliveryState.SENT}))
        people |= await unit.db.people.all_of({one.person for one in sent if one.message == Subject.INTEREST_OPENED and one.person})
    program = await unit.db.programs.get(cohort.program)
    for person in people.values():
        key = f"cohort/{cohort.id}/window-clocks/{release}/{person.id}"
        await unit.deliveries.direct(unit.db, key, Subject.WINDOW_CLOCKS, person, program, cohort.id, Class.NOTICE)
    return (opens_at != cohort.opens_at) + (closes_at != cohort.closes_at)


def _ends_ahead(cohort: Cohort) -> Iterator[tuple[str, LocalTime]]:
    if cohort.state is CohortState.DRAFT and cohort.window.opens is not None:
        yield "opens", cohort.window.opens
    if cohort.state in {CohortState.DRAFT, CohortState.OPEN} and cohort.window.closes is not None:
        yield "closes", cohort.window.closes


async def _compose_window(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
    person = None if row.person is None else await db.people.get(row.person)
    ahead = [] if cohort is None else [(end, when) for end, when in _ends_ahead(cohort) if when.instant() > now]
    return Reason.UNWANTED if cohort is None or person is None or not ahead else clock_words.window(cohort, person.name, ahead)


# --- Dates that pairs set ---


async def _dates(unit: Unit, cohort: Cohort, release: str) -> int:
    """The dates ahead that stand. Those who study together hear of theirs, on whichever clock it was set."""
    db, moved = unit.db, set[tuple[PairId, int]]()
    pairs = {pair.id: pair for pair in await db.chevruta.ever(cohort.id)}
    members = {person.id: person for person in await db.cohorts.members(cohort.id)}
    program = await db.programs.get(cohort.program)
    given = await db.checkins.of(cohort.id)
    stands = standing(given)
    for one in given:
        if one.date is None or one.wall is None or one.wall.instant() == one.date:
            continue
        await db.checkins.derive(one, one.wall.instant())
        told = stands[one.pair, one.round].reminded([id_ for id_ in pairs[one.pair].members if id_ in members])
        ours = {id_ for id_, date in told.items() if date == one.date}
        moved |= {(one.pair, one.round)} if ours else set()
        for person in (members[id_] for id_ in ours if one.wall.instant() > unit.now):
            key = f"round/{cohort.id}/{one.round}/pair/{one.pair}/date-clocks/{release}/{person.id}"
            facts = OfRound(one.pair, one.round)
            await unit.deliveries.direct(db, key, Subject.DATE_CLOCKS, person, program, cohort.id, Class.NOTICE, facts=facts)
    return len(moved)


async def _compose_date(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    about = row.facts_as(OfRound)
    pair, stands = await db.chevruta.get(about.pair), await db.checkins.standing(about.pair, about.round)
    mine = (
        set[datetime]()
        if pair is None or stands is None
        else {at for who, at in stands.reminded(pair.members).items() if who == row.person}
    )
    set_ = [] if stands is None else [one.wall for one in (stands.agreed, *stands.open) if one.date is not None and one.date in mine]
    wall = next((wall for wall in set_ if wall is not None and wall.instant() > now), None)
    if pair is None or wall is None:
        return Reason.UNWANTED
    members = {person.id: person.name for person in await db.cohorts.members(pair.cohort)}
    partners = [members[id_] for id_ in pair.members if id_ in members and id_ != row.person]
    if row.person is None or row.person not in members or not partners:
        return Reason.UNWANTED
    return clock_words.date(members[row.person], partners, wall)


# --- What nobody was told by the hour ---


async def _quietly(unit: Unit) -> int:
    """When pauses and standings end: people were told the day, which stays."""
    db = unit.db
    pauses = [(person, wall) for person, at, wall in await db.people.pauses() if wall.instant() != at]
    for person, wall in pauses:
        await db.people.pause(person, until=wall)
    ends = [(program, person, wall) for program, person, at, wall in await db.standing.ends() if wall.instant() != at]
    for program, person, wall in ends:
        await db.standing.derive(program, person, wall.instant())
    return len(pauses) + len(ends)
