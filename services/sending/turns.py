"""Turns: what time changes by itself. Each is one method and one transaction, and never speaks: it plans deliveries."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from random import Random

from domain.sending.deliveries import MOST_ATTEMPTS, back_off
from domain.sending.timeline.turns import TurnKind
from services.ground.ports import SureClock
from services.sending import troubles
from services.sending.unit import Unit, Units
from storage.sending.turns import TurnRow
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)
ByTime = Callable[[Unit, int, str], Awaitable[None]]
"""What a turn of one kind does: in this unit, to the row of that number, under that key."""


class Turns:
    """Does the changes of state that fell due, earliest first."""

    def __init__(self, units: Units, clock: SureClock, by_time: Mapping[TurnKind, ByTime]) -> None:
        self._units = units
        self._clock = clock
        self._by_time = by_time
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
            await self._by_time[TurnKind(turn.kind)](unit, turn.subject, turn.key)
