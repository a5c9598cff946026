"""Presence: who is on a program's server, as Discord says. It is asked before anything depends on it, and nightly.

Discord tells us of nobody who leaves, so members are asked about one by one, and what was learned is remembered for minutes.
An interaction on a server says by itself that its author is there, and with which roles. Nobody is written to or removed for being away.
"""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from domain.cohort.cohorts import LIVE, Program
from domain.ground.ids import CohortId, PersonId, ProgramId, RoleId, ServerId, UserId
from domain.ground.people import Actor, Person, Whereabouts
from domain.ground.rights import Action
from domain.joining.signups import WANTING, ApplicationState, Decision
from domain.sending.timeline.turns import TurnKind, returned
from services.ground import permissions
from services.ground.ports import Absent, Clock, Membership, Present
from services.sending import roles
from services.sending.turns import ByTime
from services.sending.unit import Unit, Units
from storage.store import Unavailable

AT_ONCE = 4  # requests under way at the same time
FRESH = timedelta(minutes=10)  # for how long somebody who was there is taken to be there still
GONE = timedelta(minutes=1)  # for how long somebody who was not there is not asked about again: they may be on their way back
STAFF_WAIT = 10.0  # seconds that staff wait for a draft; people who were not asked about by then stay as they were known
HURRY = 1.5  # seconds for a person who tapped a button: Discord gives three in all to open a form
CHUNK = 50  # people between two writes at night
SLOWLY = 1.0  # seconds between two questions at night
NIGHT = 5 * 3600.0  # seconds; the next night goes on, well before the job has taken too long
LOOKED_AT_LAST = "looked-at-last"  # the fact that says up to whom

Found = Membership | Absent
Key = tuple[ServerId, UserId]


class Ask(Protocol):
    """Asks Discord about one person on one server; `at_once` where somebody waits for the answer."""

    def __call__(self, server: ServerId, user: UserId, *, at_once: bool = False) -> Awaitable[Present]:
        """What Discord says."""
        ...


GoOn = Callable[[Unit, Program], Awaitable[object]]


class Recent:
    """What was learned in the last minutes. Older entries are dropped as new ones come, so it stays small."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._found: dict[Key, tuple[Found, datetime]] = {}  # the oldest first

    def get(self, who: Key) -> Found | None:
        """What was learned of them, while it is fresh."""
        found, at = self._found.get(who, (None, None))
        if found is None or at is None:
            return None
        return found if self._clock.now() - at < (FRESH if isinstance(found, Membership) else GONE) else None

    def put(self, who: Key, found: Found) -> None:
        """Remember what was learned just now."""
        now = self._clock.now()
        self._found.pop(who, None)
        self._found[who] = found, now
        while now - next(iter(self._found.values()))[1] >= FRESH:
            del self._found[next(iter(self._found))]


class Presence:
    """Asks Discord about single members, keeps who is gone, and has roles put right by what it hears."""

    def __init__(self, units: Units, clock: Clock, ask: Ask, go_on: GoOn) -> None:
        """`ask` asks Discord; `go_on`: whoever waited for somebody's return, in a program, has their turn."""
        self._units = units
        self._clock = clock
        self.ask = ask
        self._go_on = go_on
        self._recent = Recent(clock)
        self._few = asyncio.Semaphore(AT_ONCE)

    async def located(self, actor: Actor) -> Actor:
        """The actor with where they are, which a direct message does not say; an interaction on a server says it already."""
        return actor if actor.server is not None else replace(actor, seen=await self.whereabouts(actor.user))

    async def whereabouts(self, user: UserId) -> Whereabouts:
        """On which servers of their programs somebody is now. Takes a second and a half at most."""
        async with self._units.read() as db:
            person = await db.people.by_user(user)
            theirs = [] if person is None else await db.programs.of_person(person.id)
        if person is None:
            return Whereabouts()
        await self._look([(program, person) for program in theirs], HURRY, at_once=True)
        seen = {program.server: self._recent.get((program.server, user)) for program in theirs}
        there = frozenset(server for server, found in seen.items() if isinstance(found, Membership))
        left = frozenset(server for server, found in seen.items() if isinstance(found, Absent))
        return Whereabouts(there, left, frozenset(seen) - there - left)

    def is_news(self, server: ServerId, user: UserId, held: frozenset[RoleId]) -> bool:
        """True when an interaction says what was not known of its author in the last minutes; cheap, since each one asks."""
        return self._recent.get((server, user)) != Membership(held)

    async def heard(self, server: ServerId, user: UserId, held: frozenset[RoleId]) -> None:
        """Somebody has just done something on that server, with these roles: they are there, and their roles are compared."""
        await self.learned(server, user, Membership(held))

    def recalled(self, server: ServerId, user: UserId) -> Found | None:
        """What was learned of them in the last minutes."""
        return self._recent.get((server, user))

    async def learned(self, server: ServerId, user: UserId, found: Found) -> None:
        """Keep and remember what was learned of somebody just now."""
        async with self._units.read() as db:
            program, person = await db.programs.on(server), await db.people.by_user(user)
        if program is not None and person is not None:
            await self._keep(program, {person.id: found})
        self._recent.put((server, user), found)

    async def before(self, actor: Actor, action: Action, cohort: CohortId) -> None:
        """Ask about everybody whom a step of that cohort concerns, for an actor who may take it: applicants, members, facilitators."""
        async with self._units.read() as db:
            _, program = await permissions.require_cohort(db, actor, action, cohort)
            applied = await db.signups.in_cohort(cohort, frozenset({ApplicationState.APPLIED}))
            others = await db.cohorts.people(cohort)
        first = sorted(applied, key=lambda row: row[0].proposed is not Decision.ACCEPT)  # it matters most for those who would be in
        await self.check(program, [*(person for _, person in first), *others])

    async def check(self, program: Program, people: Iterable[Person]) -> None:
        """Ask about them, and keep what was learned; those of whom it was learned just now are not asked about again."""
        await self._look([(program, person) for person in {person.id: person for person in people}.values()], STAFF_WAIT)

    async def _look(self, whom: Collection[tuple[Program, Person]], patience: float, *, at_once: bool = False) -> None:
        found: dict[ProgramId, dict[PersonId, Found]] = defaultdict(dict)
        unknown = [
            (program, person)
            for program, person in whom
            if person.user is not None and program.removed_at is None and self._recent.get((program.server, person.user)) is None
        ]
        try:
            async with asyncio.timeout(patience), asyncio.TaskGroup() as together:
                for program, person in unknown:
                    together.create_task(self._learn(program.server, person, found[program.id], at_once=at_once))
        except TimeoutError:
            pass  # the others are asked about the next time
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None
        for program in {program.id: program for program, _ in unknown}.values():
            await self._keep(program, found[program.id])

    async def _learn(self, server: ServerId, person: Person, found: dict[PersonId, Found], *, at_once: bool = False) -> None:
        assert person.user is not None  # noqa: S101
        try:
            if at_once:
                answer = await self.ask(server, person.user, at_once=True)
            else:
                async with self._few:
                    answer = await self.ask(server, person.user)
        except Unavailable:
            return  # whether this process leads could not be looked up, and nobody was asked
        if isinstance(answer, Found):
            found[person.id] = answer
            self._recent.put((server, person.user), answer)

    async def _keep(self, program: Program, found: Mapping[PersonId, Found]) -> None:
        """Note who is gone; those who are back have their turn in the line again; roles are put right."""
        gone = frozenset(person for person, seen in found.items() if isinstance(seen, Absent))
        held = {person: seen.roles for person, seen in found.items() if isinstance(seen, Membership)}
        async with self._units.read() as db:
            known = await db.absences.among(program.id, found)
            wrong = [person for person in held if await roles.differences(db, program, person, held[person], self._units.now())]
        if known == gone and not wrong:
            return
        async with self._units.change() as unit:
            db = unit.db
            there = await db.people.all_of(gone)  # somebody who was erased meanwhile stays so
            await db.absences.note(program.id, there, unit.now)
            back = await db.absences.clear(program.id, found.keys() - gone)
            for person in sorted(back):
                await db.turns.plan(returned(person, unit.now))
            for person in wrong:  # first: the role of a place that is given now comes with that place
                await roles.put_right(db, unit.deliveries, program, person, held[person], unit.now)
            if back:
                await self._go_on(unit, program)

    def by_time(self) -> dict[TurnKind, ByTime]:
        """Somebody is back on a server."""
        return {TurnKind.RETURNED: self._welcome_back}

    async def _welcome_back(self, unit: Unit, person: int, key: str) -> None:
        """Somebody is on a server again: what waited for them goes on, and in a line they have their turn. Roles follow by comparison."""
        db = unit.db
        id_ = PersonId(person)
        if await db.people.get(id_) is None:
            return  # erased meanwhile
        await db.deliveries.returned(id_, unit.now)
        for application in await db.signups.by_person(id_):
            cohort = await db.cohorts.get(application.cohort)
            if cohort is not None and application.state in WANTING:
                await self._go_on(unit, await db.programs.get(cohort.program))

    async def nightly(self) -> None:
        """Members, applicants and facilitators of every live cohort, one after another, those first who were looked at longest ago.

        It goes on where the last time ended, by morning or by a stop; so each has their turn, however many there are.
        """
        programs, whom = await self._longest_ago_first()
        morning = self._clock.monotonic() + NIGHT
        for start in range(0, len(whom), CHUNK):
            if self._clock.monotonic() >= morning:
                break
            await self._one_by_one(whom[start : start + CHUNK])
        for program in programs:
            async with self._units.change() as unit:  # also for those who came back by an act of their own
                await self._go_on(unit, program)

    async def _longest_ago_first(self) -> tuple[list[Program], list[tuple[Program, Person]]]:
        async with self._units.read() as db:
            ids = {cohort.program for cohort in await db.cohorts.in_states(LIVE)}
            programs = [await db.programs.get(id_) for id_ in sorted(ids)]
            there = [program for program in programs if program.removed_at is None]
            whom = [(program, person) for program in there for person in await db.absences.concerned(program.id)]
            last = await db.fact(LOOKED_AT_LAST) or "0/0"
        next_ = bisect_right([(program.id, person.id) for program, person in whom], tuple(map(int, last.split("/"))))
        return programs, whom[next_:] + whom[:next_]

    async def _one_by_one(self, whom: Sequence[tuple[Program, Person]]) -> None:
        found: dict[ProgramId, dict[PersonId, Found]] = defaultdict(dict)
        for program, person in whom:
            await self._learn(program.server, person, found[program.id])
            await self._clock.sleep(SLOWLY)
        for program in {program.id: program for program, _ in whom}.values():
            await self._keep(program, found[program.id])
        program, person = whom[-1]
        async with self._units.change() as unit:
            await unit.db.set_fact(LOOKED_AT_LAST, f"{program.id}/{person.id}")
