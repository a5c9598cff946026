"""Turns: what time changes by itself. Each is one method and one transaction, and never speaks: it plans deliveries."""

import logging
from random import Random

from domain.cohorts import Cohort, State
from domain.deliveries import MOST_ATTEMPTS, Class, back_off
from domain.ids import ApplicationId, CohortId, PersonId, SessionId
from domain.refusal import Refusal
from domain.sessions import SessionState
from domain.timeline import TurnKind
from services import troubles, windows
from services.ports import SureClock
from services.presence import welcome_back
from services.unit import Unit, Units
from services.waitlist import Waitlist
from storage.store import NO_MORE_WRITES, Unavailable
from storage.turns import TurnRow

log = logging.getLogger(__name__)


class Turns:
    """Does the changes of state that fell due, earliest first."""

    def __init__(self, units: Units, clock: SureClock, waitlist: Waitlist) -> None:
        self._units = units
        self._clock = clock
        self._waitlist = waitlist
        self._revived = False

    async def run_due(self) -> int:
        """Every turn that is due now, while the clock is sure. One that fails is tried again, at last kept, and stops no other.

        What failed for good is tried once more after each start: a new version, or a repaired machine, may mend it.
        """
        if not self._revived and await self._clock.sure():
            async with self._units.change() as unit:
                await unit.db.turns.revive(unit.now)
            self._revived = True
        done = 0
        while await self._clock.sure() and (turn := await self._due()) is not None:
            try:
                await self._do(turn)
            except (*NO_MORE_WRITES, Unavailable):
                raise  # nothing was changed, and the next beat tries again
            except Exception as fault:
                log.exception("turn failed", extra={"turn": turn.key, "attempt": turn.attempts + 1})
                await self._set_aside(turn, type(fault).__name__)
            done += 1
        return done

    async def _due(self) -> TurnRow | None:
        async with self._units.read() as db:
            return await db.turns.due(self._clock.now())

    async def _set_aside(self, turn: TurnRow, reason: str) -> None:
        """Let the turns behind it go first: it is due again later, or kept for a person once its attempts are used up."""
        if turn.attempts + 1 < MOST_ATTEMPTS:
            pause = back_off(turn.attempts + 1, Random(turn.key))  # noqa: S311 - jitter that differs from turn to turn
            async with self._units.change() as unit:
                await unit.db.turns.retry(turn, unit.now + pause, reason, unit.now)
            return

        async def tell(unit: Unit) -> None:
            for one in await unit.db.turns.failed(unit.now):  # what failed before was told then
                if one.key == turn.key and one.program is not None:
                    await troubles.tell(unit, await unit.db.programs.get(one.program))

        await troubles.keep_and_tell(self._units, lambda unit: unit.db.turns.fail(turn, reason, unit.now), tell)

    async def _do(self, turn: TurnRow) -> None:
        async with self._units.change() as unit:
            if not await unit.db.turns.take(turn, unit.now):
                return  # what somebody did meanwhile stands
            match TurnKind(turn.kind):
                case TurnKind.WINDOW_OPENS:
                    await self._open_window(unit, CohortId(turn.subject))
                case TurnKind.WINDOW_CLOSES:
                    await self._close_window(unit, CohortId(turn.subject))
                case TurnKind.OFFER_LAPSES:
                    await self._waitlist.end_offer(unit, ApplicationId(turn.subject), turn.key)
                case TurnKind.SESSION_ENDS:
                    await self._end_session(unit, SessionId(turn.subject))
                case TurnKind.RETURNED:
                    await welcome_back(unit, PersonId(turn.subject))

    async def _close_window(self, unit: Unit, cohort: CohortId) -> None:
        found = await unit.db.cohorts.get(cohort)
        if found is not None and found.state is State.OPEN:
            applied = len(await unit.db.signups.in_cohort(cohort, windows.IN_HAND))
            await windows.close(unit, found, await unit.db.programs.get(found.program))
            await self._tell_leads(unit, found, f"closed/{found.closes_at:%Y%m%d}", "window-closed", applied=applied)
            unit.changed(found)

    async def _open_window(self, unit: Unit, cohort: CohortId) -> None:
        """Open it at its hour; what is missing by then becomes a word to its facilitators, and the cohort stays a draft."""
        found = await unit.db.cohorts.get(cohort)
        if found is None or found.state is not State.DRAFT:
            return
        try:
            await windows.open_(unit, found)
        except Refusal:
            await unit.db.cohorts.change(cohort, opens_at=None)
            await self._tell_leads(unit, found, f"not-opened/{found.opens_at:%Y%m%d}", "window-not-opened")
        unit.changed(found)

    async def _tell_leads(self, unit: Unit, cohort: Cohort, what: str, message: str, applied: int = 0) -> None:
        program = await unit.db.programs.get(cohort.program)
        for leader in await unit.db.cohorts.facilitators(cohort.id):
            key = f"cohort/{cohort.id}/{what}/{leader.id}"
            await unit.deliveries.direct(unit.db, key, message, leader, program, cohort.id, Class.NOTICE, applied=applied)

    async def _end_session(self, unit: Unit, session: SessionId) -> None:
        """It was held, unless it was called off; when none is left to come, the season closes."""
        found = await unit.db.sessions.get(session)
        if found is None or found.state is SessionState.HELD:
            return
        if found.state is SessionState.PLANNED:
            await unit.db.sessions.set_state(session, SessionState.HELD)
        ahead = [s for s in await unit.db.sessions.of(found.cohort) if s.state is SessionState.PLANNED]
        if not ahead:
            await unit.db.cohorts.change(found.cohort, state=State.CLOSING.value)
        cohort = await unit.db.cohorts.get(found.cohort)
        assert cohort is not None, "its session is there"  # noqa: S101
        unit.changed(cohort)
