"""What managers see of all their cohorts: the overview, the season in numbers, and the record of what staff did."""

from collections import Counter
from collections.abc import Callable

from domain.cohort.cohorts import ENDED, Cohort, CohortState
from domain.ground.people import Actor
from domain.ground.rights import Action
from domain.group.sessions import Round, SessionState, rounds
from domain.pair.agreeing import cell, counted, standing
from domain.pair.checkins import Cell
from messages.program.report import OVERVIEW_PAGE, RECORD_PAGE, Numbers, Overview, Record, RecordLine, RoundNumbers, Season
from services.ground import permissions
from services.sending.unit import Units
from storage.db import Db


class Reports:
    """Pages about a whole program; all of them only read."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def overview(self, actor: Actor, page: int = 0) -> Overview:
        """All cohorts, those that are still going on first, the latest of them first."""
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SEE_OVERVIEW)
            found = sorted(await db.cohorts.on(program.server), key=lambda cohort: (cohort.state in ENDED, -cohort.id))
            page = max(0, min(page, (len(found) - 1) // OVERVIEW_PAGE))
            shown = found[page * OVERVIEW_PAGE : (page + 1) * OVERVIEW_PAGE]
            return Overview(program, tuple([await self._numbers(db, cohort) for cohort in shown]), page, len(found))

    async def season(self, actor: Actor) -> Season:
        """Each cohort's season in numbers: how many, never who, and nothing that anybody wrote in confidence."""
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SEE_REPORT)
            found = [await self._numbers(db, cohort) for cohort in await db.cohorts.on(program.server)]
        return Season(program, tuple(found), self._units.now())

    async def _numbers(self, db: Db, cohort: Cohort) -> Numbers:
        now = self._units.now()
        sessions = await db.sessions.of(cohort.id)
        held = Counter(session.state for session in sessions)
        ahead = (session.starts_at for session in sessions if session.state is SessionState.PLANNED and session.ends_at > now)
        members = {person.id for person in await db.cohorts.members(cohort.id)}
        ever = await db.chevruta.ever(cohort.id)
        given = standing(await db.checkins.of(cohort.id)) if ever else {}

        def all_of(shows: Callable[..., Cell], r: Round) -> Counter[Cell]:
            theirs = (pair for pair in ever if r.asks(pair.since, pair.until) or (pair.id, r.number) in given)
            there = ((pair, len(members.intersection(pair.members))) for pair in theirs)
            return Counter(shows(given.get((pair.id, r.number)), r, now, present, pair.since, pair.until) for pair, present in there)

        in_rounds = tuple(
            RoundNumbers(r.number, r.opens_at <= now < r.closes_at, all_of(cell, r), all_of(counted, r))
            for r in rounds(sessions, called_off=cohort.state is CohortState.CANCELLED)
        )  # fmt: skip
        return Numbers(
            cohort, await db.signups.counts(cohort.id), len(members),
            held[SessionState.HELD], held[SessionState.PLANNED], held[SessionState.CANCELLED],
            sum(pair.until is None for pair in ever), in_rounds, next(ahead, None),
        )  # fmt: skip

    async def record(self, actor: Actor, page: int = 0) -> Record:
        """What staff did, latest first."""
        page = max(page, 0)
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SEE_AUDIT)
            acts = await db.audit.of(program.id, RECORD_PAGE + 1, page * RECORD_PAGE)
            concerned = {act.facts["who"] for act in acts if isinstance(act.facts.get("who"), int)}
            people = await db.people.all_of({act.by for act in acts if act.by is not None} | concerned)
            titles = {cohort.id: cohort.title for cohort in await db.cohorts.on(program.server)}
        names = {person: found.name for person, found in people.items()}
        lines = [
            RecordLine(
                act, None if act.by is None else names.get(act.by), None if act.cohort is None else titles.get(act.cohort),
                names.get(act.facts.get("who", 0)),
            )
            for act in acts[:RECORD_PAGE]
        ]  # fmt: skip
        return Record(tuple(lines), page, len(acts) > RECORD_PAGE)
