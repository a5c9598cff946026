"""Presence: who has left a program's server is noticed before places are given, and nightly. Nobody is written to or removed for it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime, timedelta

from domain.cohorts import LIVE, Program
from domain.deliveries import Class, Kind, Planned
from domain.ids import CohortId, PersonId, ServerId, UserId
from domain.people import Actor, Person
from domain.rights import Action
from domain.signups import WANTING, ApplicationState, Decision
from domain.timeline import returned
from services import permissions, windows
from services.deliveries import Deliveries
from services.ports import Clock
from storage.db import Db
from storage.store import Store

AT_ONCE = 4  # requests under way at the same time
FRESH = timedelta(minutes=10)  # what Discord said is taken for true so long
PATIENCE = 10.0  # seconds that somebody who waits for a draft waits for it; whoever was not asked about stays as they were known
CHUNK = 50  # people between two writes at night
KEEP = timedelta(days=30)  # how long a role that cannot be given is tried for
SLOWLY = 1.0  # seconds between two questions at night

Ask = Callable[[ServerId, UserId], Awaitable[bool | None]]


class Presence:
    """Asks Discord about single members, since it tells of no one who leaves, and keeps who is gone."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._asked: dict[tuple[ServerId, UserId], datetime] = {}
        self._few = asyncio.Semaphore(AT_ONCE)
        self.ask: Ask = _cannot_say  # tied to Discord once there is one

    async def before_choosing(self, actor: Actor, cohort: CohortId) -> None:
        """Whoever applied to that cohort and waits for a decision is asked about, for somebody who may decide."""
        async with self._store.read() as db:
            _, program = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            applied = await db.signups.in_cohort(cohort, frozenset({ApplicationState.APPLIED}))
        first = sorted(applied, key=lambda row: row[0].proposed is not Decision.ACCEPT)  # of them it matters most
        await self.check(program, [person for _, person in first])

    async def check(self, program: Program, people: Iterable[Person]) -> None:
        """Ask about them, a few at once, and keep what was learned; those of whom it was learned just now are not asked about again."""
        now = self._clock.now()
        self._asked = {who: at for who, at in self._asked.items() if now - at < FRESH}
        unknown = [person for person in people if person.user is not None and (program.server, person.user) not in self._asked]
        found: dict[PersonId, bool] = {}
        if not unknown or program.removed_at is not None:
            return
        try:
            async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as together:
                for person in unknown:
                    together.create_task(self._learn(program.server, person, found))
        except TimeoutError:
            pass  # the rest is asked about the next time
        await self._keep(program, found)

    async def _learn(self, server: ServerId, person: Person, found: dict[PersonId, bool]) -> None:
        assert person.user is not None  # noqa: S101
        async with self._few:
            there = await self.ask(server, person.user)
        if there is not None:
            found[person.id] = there
            self._asked[server, person.user] = self._clock.now()

    async def _keep(self, program: Program, found: dict[PersonId, bool]) -> None:
        """Whoever is back has their turn in the line again."""
        gone = frozenset(person for person, there in found.items() if not there)
        async with self._store.read() as db:
            known = await db.absences.among(program.id, found)
        if known == gone:
            return
        now = self._clock.now()
        async with self._store.begin() as db:
            there = await db.people.all_of(gone)  # whoever was erased meanwhile stays so
            await db.absences.note(program.id, there, now)
            back = await db.absences.clear(program.id, found.keys() - gone)
            for person in sorted(back):
                await db.turns.plan(returned(person, now))
            if back:
                await windows.go_on(db, self._deliveries, program, now)

    async def nightly(self) -> None:
        """Members, applicants and facilitators of every live cohort, one after another."""
        async with self._store.read() as db:
            ids = {cohort.program for cohort in await db.cohorts.in_states(LIVE)}
            programs = [await db.programs.get(id_) for id_ in sorted(ids)]
            people = {program.id: await db.absences.concerned(program.id) for program in programs if program.removed_at is None}
        for program in programs:
            concerned = people.get(program.id, [])
            for start in range(0, len(concerned), CHUNK):
                await self._one_by_one(program, concerned[start : start + CHUNK])
            async with self._store.begin() as db:  # also for those who came back by an act of their own
                await windows.go_on(db, self._deliveries, program, self._clock.now())

    async def _one_by_one(self, program: Program, people: Collection[Person]) -> None:
        found: dict[PersonId, bool] = {}
        for person in people:
            await self._learn(program.server, person, found)
            await self._clock.sleep(SLOWLY)
        await self._keep(program, found)


async def welcome_back(db: Db, deliveries: Deliveries, id_: PersonId, now: datetime) -> None:
    """Discord forgets the roles of whoever leaves: those of their cohorts are given again, and in a line they have their turn."""
    person = await db.people.get(id_)
    if person is None:
        return  # erased meanwhile
    for cohort in {one.id: one for one in (*await db.cohorts.joined_by(id_), *await db.cohorts.led_by(id_))}.values():
        program = await db.programs.get(cohort.program)
        if cohort.role is not None and not await db.absences.among(program.id, {id_}):
            role = Planned(
                f"cohort/{cohort.id}/returned/{id_}/{now:%Y%m%d%H%M%S}/role", Kind.ROLE, "role", now, now, now + KEEP, Class.LETTER,
                person=id_, facts={"role": cohort.role},
            )  # fmt: skip
            await deliveries.plan(db, role, program, cohort.id)
    for application in await db.signups.by_person(id_):
        cohort = await db.cohorts.get(application.cohort)
        if cohort is not None and application.state in WANTING:
            await windows.go_on(db, deliveries, await db.programs.get(cohort.program), now)


async def _cannot_say(server: ServerId, user: UserId) -> bool | None:
    """Nobody is there to be asked yet."""
    return None
