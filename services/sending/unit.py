"""One act, one consequence: what a service does for a person, or by itself, runs in one unit, and what follows is never left out.

A unit is a write transaction. It takes the press that began it once, and on leaving after a change it writes down what staff did,
makes the planned deliveries of each changed cohort what its season is now, refreshes the board, and wakes the scheduler after the
commit. A unit that changed nothing has no consequences.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import TypeVar

from domain.cohort.cohorts import Cohort, Program
from domain.ground.audit import Noted
from domain.ground.ids import CohortId, ProgramId
from domain.ground.people import Actor, Person
from domain.ground.refusal import AlreadyHandled
from domain.ground.rights import WRITTEN_DOWN, Action
from messages.ground.words import aside
from services.ground import permissions
from services.ground.ports import Clock
from services.sending.deliveries import Deliveries
from storage.db import Db
from storage.store import Store

U = TypeVar("U", bound="Unit")
Refresh = Callable[[Db, Deliveries, Program, datetime], Awaitable[None]]
Settle = Callable[["Unit", Cohort], Awaitable[None]]


class Unit:
    """One transaction and the moment at which it began; what it is about is said while it runs."""

    def __init__(self, db: Db, now: datetime, deliveries: Deliveries) -> None:
        self.db = db
        self.now = now
        self.deliveries = deliveries
        self.wakes = True  # something may be due by it
        self.cohorts: dict[CohortId, None] = {}
        self.programs: dict[ProgramId, None] = {}

    def changed(self, cohort: Cohort) -> None:
        """What is planned for that cohort, and the board of its program, follow this unit."""
        self.cohorts[cohort.id] = None
        self.programs[cohort.program] = None

    def changed_program(self, program: Program) -> None:
        """Its board follows this unit."""
        self.programs[program.id] = None


class Press(Unit):
    """A unit that a person's press began."""

    def __init__(self, db: Db, now: datetime, deliveries: Deliveries, actor: Actor) -> None:
        super().__init__(db, now, deliveries)
        self.actor = actor
        self.action: Action | None = None
        self.facts: dict[str, str | int | None] = {}
        self.of: tuple[Program, Cohort | None] | None = None

    def about(self, action: Action, program: Program, cohort: Cohort | None = None) -> None:
        """What was done, with what, once the right to it was checked: it is written down, and what is planned follows it."""
        self.notes(action, program, cohort)
        if cohort is None:
            self.changed_program(program)
        else:
            self.changed(cohort)

    def notes(self, action: Action, program: Program, cohort: Cohort | None = None) -> None:
        """What was done, where only deliveries themselves changed: it is written down, and planning anew would undo it."""
        self.action, self.of = action, (program, cohort)

    def says(self, **facts: str | int | None) -> None:
        """What is written down of it: numbers, dates and names of settings, never words that somebody wrote in confidence."""
        self.facts |= facts

    def only_prepares(self) -> None:
        """It keeps something for its own person to look at: nothing was done yet that would be written down."""
        self.action = None

    async def me(self) -> Person:
        """The actor's own row, made at their first act."""
        person, _ = await self.me_here()
        return person

    async def me_here(self) -> tuple[Person, Program | None]:
        """The same, and the program of the server they act on."""
        return await permissions.whoever(self.db, self.actor, self.now)


class ProgramAct(Press):
    """A press about a program, which the actor may do."""

    def __init__(self, press: Press, action: Action, program: Program) -> None:
        super().__init__(press.db, press.now, press.deliveries, press.actor)
        self.program = program
        self.about(action, program)


class CohortAct(Press):
    """A press about a cohort, which the actor may do."""

    def __init__(self, press: Press, action: Action, cohort: Cohort, program: Program) -> None:
        super().__init__(press.db, press.now, press.deliveries, press.actor)
        self.cohort = cohort
        self.program = program
        self.about(action, program, cohort)


class Units:
    """Begins units. Services hold one of these instead of a store, a clock and the deliveries."""

    def __init__(
        self, store: Store, clock: Clock, deliveries: Deliveries, refresh: Refresh, settle: Settle, bell: asyncio.Event
    ) -> None:  # fmt: skip
        """`refresh` makes a program's board what there is to show; `settle` gives who has lost a partner, or came late, what follows.

        `bell` is rung when something may be due earlier than was known.
        """
        self.deliveries = deliveries
        self._store = store
        self._clock = clock
        self._refresh = refresh
        self._settle = settle
        self.bell = bell

    def now(self) -> datetime:
        """The present, UTC."""
        return self._clock.now()

    def read(self) -> AbstractAsyncContextManager[Db]:
        """One consistent read."""
        return self._store.read()

    def change(self) -> AbstractAsyncContextManager[Unit]:
        """A unit that no person began: a turn, a reply, what the house does at night."""

        async def begin(db: Db, now: datetime) -> Unit:
            return Unit(db, now, self.deliveries)

        return self._unit(begin)

    def press(self, actor: Actor) -> AbstractAsyncContextManager[Press]:
        """A unit of a person whose right its block checks itself, and says what it is about."""
        return self._unit(lambda db, now: self._pressed(db, now, actor))

    def act_here(self, actor: Actor, action: Action) -> AbstractAsyncContextManager[ProgramAct]:
        """A unit about the program of the actor's server. Raises what `permissions.require_program` raises."""

        async def begin(db: Db, now: datetime) -> ProgramAct:
            program = await permissions.require_program(db, actor, action)
            return ProgramAct(await self._pressed(db, now, actor), action, program)

        return self._unit(begin)

    def act(self, actor: Actor, action: Action, cohort: CohortId) -> AbstractAsyncContextManager[CohortAct]:
        """A unit about that cohort. Raises what `permissions.require_cohort` raises."""

        async def begin(db: Db, now: datetime) -> CohortAct:
            found, program = await permissions.require_cohort(db, actor, action, cohort)
            return CohortAct(await self._pressed(db, now, actor), action, found, program)

        return self._unit(begin)

    async def _pressed(self, db: Db, now: datetime, actor: Actor) -> Press:
        """Raises `AlreadyHandled` for a press that another process got too and was first to take, or that we took before a reconnect.

        Taking it and what it changes are one transaction, so that whoever took it answers it, and nobody else has anything to say.
        """
        if actor.interaction is not None and not await db.first_time(actor.interaction, now):
            raise AlreadyHandled
        return Press(db, now, self.deliveries, actor)

    @asynccontextmanager
    async def _unit(self, begin: Callable[[Db, datetime], Awaitable[U]]) -> AsyncGenerator[U]:
        now = self._clock.now()
        async with self._store.begin() as db:
            unit = await begin(db, now)
            before = db.link.writes
            yield unit
            changed = db.link.writes > before
            if changed:
                await self._follow(unit)
        if changed and unit.wakes:
            self.bell.set()

    async def _follow(self, unit: Unit) -> None:
        """What every change brings with it."""
        if isinstance(unit, Press):
            await _write_down(unit)
        for cohort in unit.cohorts:
            season = await self.deliveries.reconcile(unit.db, cohort)
            if season.unsettled:
                await self._settle(unit, season.cohort)
                await self.deliveries.reconcile(unit.db, cohort)
        with aside():  # a board is in the words of its own program
            for program in unit.programs:
                await self._refresh(unit.db, self.deliveries, await unit.db.programs.get(program), unit.now)


async def _write_down(press: Press) -> None:
    if press.action is None or press.action not in WRITTEN_DOWN or press.of is None:
        return
    program, cohort = press.of
    by = await press.me()
    await press.db.audit.add(
        Noted(program.id, None if cohort is None else cohort.id, by.id, press.action.value, dict(press.facts), press.now)
    )
