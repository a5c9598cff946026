"""Discord for all that the bot does by itself: asked at one pace, and not at all while it is away."""

import asyncio

from msgspec import Struct, field

from domain.ground.ids import ChannelId, DeliveryId, MessageId, ServerId, UserId
from domain.sending.deliveries import Place
from services.ground.ports import Absent, Clock, Discord, OpenThread, Present, SureClock, Unauthorised, Unknown

PER_SECOND = 25  # half of what Discord allows a bot; the rest is for answering people
NEW_CONVERSATION = 2.0  # seconds between two first messages; opening many at once gets a bot quarantined
STOP_CONVERSATIONS = 300.0  # after Discord said "too fast" (40003)
TRIPS_AFTER = 3  # places in a row that gave no answer
PROBE_EVERY = 300.0
LONGEST_BAN = 3600.0  # seconds that we stay away because something between us and Discord asked for it
LONGEST_WAIT = 5.0  # seconds that a beat waits for its turn to send; whatever takes longer is asked about at a later one
INSTANT = 0.001  # seconds; a due moment is kept in whole microseconds, and may be reached a little before
NO_ANSWER = 30.0  # discord.py itself would wait for 300 seconds


class Pace(Struct):
    """When the next request may go out, in monotonic seconds: one bucket for all, one slot for new conversations."""

    clock: Clock
    _next: float = 0.0
    _next_new: float = 0.0

    def wait_for(self, *, new: bool) -> float:
        """Seconds until such a request may go out; zero when now."""
        now = self.clock.monotonic()
        return max(self._next - now, self._next_new - now if new else 0.0, 0.0)

    def took(self, requests: int, *, new: bool) -> None:
        """So many requests went out."""
        now = self.clock.monotonic()
        self._next = max(self._next, now) + requests / PER_SECOND
        if new:
            self._next_new = max(self._next_new, now) + NEW_CONVERSATION

    def stop_conversations(self) -> None:
        """Discord says that too many were opened."""
        self._next_new = max(self._next_new, self.clock.monotonic() + STOP_CONVERSATIONS)


class Breaker(Struct):
    """Tells an outage from one place that gives no answer.

    Three places in a row without an answer: Discord is away, and one request at a time probes it. One place alone waits by itself;
    once others were answered meanwhile, what it misses counts as attempts of its own rows.
    """

    clock: Clock
    _answers: int = 0
    _misses: dict[Place, tuple[int, int]] = field(default_factory=dict[Place, tuple[int, int]])  # in a row; answers by the last of them
    _silent: set[Place] = field(default_factory=set[Place])  # since the last answer
    _probes: int = 0
    _probe_at: float = 0.0
    _away_until: float = 0.0  # because we were told to; an answer to what was asked before does not end it

    def seconds_shut(self) -> float:
        """How long nothing should be tried; zero when one may."""
        left = max(self._probe_at, self._away_until) - self.clock.monotonic()
        return left if left > INSTANT else 0.0

    def stay_away(self, seconds: float) -> None:
        """Discord, or what stands before it, wants to be asked nothing for so long."""
        self._away_until = max(self._away_until, self.clock.monotonic() + min(seconds, LONGEST_BAN))

    @property
    def tripped(self) -> bool:
        """True while Discord answers nobody."""
        return len(self._silent) >= TRIPS_AFTER

    def answered(self, place: Place) -> None:
        """Discord's answer to something that was to be done, or looked for, closes it, whatever it says."""
        self._answers += 1
        self._silent.clear()
        self._probes, self._probe_at = 0, 0.0
        self._misses.pop(place, None)

    def told(self, place: Place) -> None:
        """Discord's answer to a question about that place. It does not close it: reading may work while nothing can be sent."""
        self._misses.pop(place, None)
        self._silent.discard(place)

    def missed(self, place: Place, seconds: float) -> tuple[int, bool]:
        """No answer, and a wish to stay away for `seconds`. Gives how many in a row, and whether others were answered meanwhile."""
        misses, heard = self._misses.get(place, (0, self._answers))
        self._misses[place] = misses + 1, self._answers
        self._silent.add(place)
        if self.tripped:
            self._probe_at = self.clock.monotonic() + min(PROBE_EVERY, 5.0 * 2**self._probes)
            self._probes += 1
        self.stay_away(seconds)
        return misses + 1, self._answers > heard


class PacedDiscord:
    """Discord during one login, with the pace and the breaker that the sender and whoever asks about people share."""

    def __init__(self, discord: Discord, clock: SureClock) -> None:
        self.discord = discord
        self.clock = clock
        self.pace = Pace(clock)
        self.breaker = Breaker(clock)
        self.stopping = False  # nothing new goes out
        self.unauthorised = False  # the token is not taken any more

    def refused(self) -> None:
        """Discord does not take the token any more: nothing goes out from now on."""
        self.stopping = self.unauthorised = True

    async def member(self, server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        """That account on that server, asked at the pace of all that goes out; `at_once` where a person waits for the answer."""
        wait = 0.0 if at_once else self.pace.wait_for(new=False)
        if self.stopping or self.breaker.tripped or self.breaker.seconds_shut() > 0 or wait > LONGEST_WAIT:
            return Unknown("not asked")
        self.pace.took(1, new=False)
        if wait > 0:
            await self.clock.sleep(wait)
        return await self.ask(server, user)

    async def gone(self, thread: ChannelId, of: DeliveryId, within: float = 2.0) -> bool:
        """True only where Discord itself says that this thread of ours is there no more; asked while a person waits."""
        if self.stopping or self.breaker.tripped or self.breaker.seconds_shut() > 0:
            return False
        self.pace.took(1, new=False)
        try:
            async with asyncio.timeout(within):
                return isinstance(await self.discord.find(OpenThread(of, thread, "", MessageId(thread)), self.clock.now()), Absent)
        except TimeoutError:
            return False
        except Unauthorised:
            self.refused()
            return False

    async def ask(self, server: ServerId, user: UserId, within: float = NO_ANSWER) -> Present:
        """That account on that server, asked now, also as the one request that finds out whether Discord is back."""
        try:
            async with asyncio.timeout(within):
                return await self.discord.member(server, user)
        except TimeoutError:
            return Unknown("no answer")
        except Unauthorised:
            self.refused()
            return Unknown("not let in")
