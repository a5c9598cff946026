"""The clock that everything else is given: the machine's, for as long as it agrees with Discord's.

A machine's clock may be a year ahead for a minute. What people do in that minute is still dated rightly, since `now` then goes
by Discord's last answer and the monotonic seconds since. What the bot does by itself stands still (`sure`) until the clocks agree:
nothing is sent, expired, held, closed or deleted on the word of a clock that is in doubt.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.ground import clocks
from services.ground.ports import Clock

log = logging.getLogger(__name__)
ASK_AGAIN = 10.0  # monotonic seconds between two questions


class Timekeeper:
    """A `SureClock` over the machine's clock; the bot tells it of each answer's `Date`."""

    def __init__(self, machine: Clock, ask: Callable[[], Awaitable[None]]) -> None:
        """`ask` makes Discord answer something, whose time is then heard."""
        self._machine = machine
        self._ask = ask
        self._seen: clocks.Sighting | None = None
        self._asked_at: float | None = None
        self._reported = False

    def now(self) -> datetime:
        """The present instant, aware, in UTC: right to within two minutes once Discord has told the time."""
        return clocks.best(self._seen, self._machine.now(), self._machine.monotonic())

    def monotonic(self) -> float:
        """Seconds that never step back, for pacing."""
        return self._machine.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let that much time pass."""
        await self._machine.sleep(seconds)

    def heard(self, shown: datetime) -> None:
        """Discord's answer, which arrives now, was sent at that time."""
        self._seen = clocks.Sighting(shown, self._machine.monotonic())

    async def sure(self) -> bool:
        """Whether the clocks agree. Where they do not, Discord is asked for the time first: an idle bot hears none by itself."""
        if not self._agrees():
            await self._ask_discord()
        agrees = self._agrees()
        if agrees is self._reported:  # an episode begins or ends, and is told once
            self._reported = not agrees
            self._report()
        return agrees

    def _agrees(self) -> bool:
        return clocks.agrees(self._seen, self._machine.now(), self._machine.monotonic())

    async def _ask_discord(self) -> None:
        now = self._machine.monotonic()
        if self._asked_at is None or now - self._asked_at >= ASK_AGAIN:
            self._asked_at = now
            await self._ask()

    def _report(self) -> None:
        if not self._reported:
            log.info("this machine's clock agrees with Discord's again: what waited goes on")
        elif self._seen is None:
            log.error("Discord has not told the time yet: nothing is done by itself until it does")
        else:
            off = clocks.off_by(self._seen, self._machine.now(), self._machine.monotonic())
            log.error(
                "this machine's clock does not agree with Discord's: nothing is done by itself until it does; set it (NTP)",
                extra={"seconds_ahead": round(off.total_seconds())},
            )
