"""The one sender: due rows through the gate to Discord, paced, looked for before they are repeated, and settled whatever happens."""

import asyncio
import logging
from collections.abc import Sequence

from msgspec import Struct, field

from domain.deliveries import Delivery
from domain.ids import DeliveryId, ServerId, UserId
from services.attempts import Attempts, Task
from services.ports import Absent, Clock, Direct, Discord, Outcome, Present, Sight, TooFast, Unauthorised, Unknown
from storage.store import Unavailable

log = logging.getLogger(__name__)

BATCH = 200
PER_SECOND = 25  # half of what Discord allows a bot; the rest is for answering people
NEW_CONVERSATION = 2.0  # seconds between two first messages; opening many at once gets a bot quarantined
STOP_CONVERSATIONS = 300.0  # after Discord said "too fast" (40003)
TRIPS_AFTER = 3  # unknown outcomes in a row
PROBE_EVERY = 300.0
PATIENCE = 5.0  # seconds that a beat waits for its turn to send; whatever takes longer is asked about at a later one
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

    def hold(self, seconds: float, *, conversations: bool) -> None:
        """Discord asked for a pause."""
        until = self.clock.monotonic() + (STOP_CONVERSATIONS if conversations else seconds)
        if conversations:
            self._next_new = max(self._next_new, until)
        else:
            self._next = max(self._next, until)


class Breaker(Struct):
    """Three attempts in a row without an answer: Discord is away. Then one probe at a time, so that an outage burns no row's attempts."""

    clock: Clock
    _unknowns: int = 0
    _probe_at: float = 0.0

    def seconds_shut(self) -> float:
        """How long nothing should be tried; zero when one may."""
        if not self.tripped:
            return 0.0
        return max(self._probe_at - self.clock.monotonic(), 0.0)

    @property
    def tripped(self) -> bool:
        """True while Discord answers nobody."""
        return self._unknowns >= TRIPS_AFTER

    def learn(self, outcome: Outcome | Sight) -> None:
        """An answer of any kind closes it."""
        if isinstance(outcome, Unknown):
            self._unknowns += 1
            probe = min(PROBE_EVERY, 5.0 * 2 ** (self._unknowns - TRIPS_AFTER)) if self._unknowns >= TRIPS_AFTER else 0.0
            self._probe_at = self.clock.monotonic() + probe
        else:
            self._unknowns = 0


class Lanes(Struct):
    """How many requests may be under way at once, and what is."""

    most: int
    running: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    recipients: set[int] = field(default_factory=set[int])


class Sender:
    """Drains what is due, the earliest first; several requests at once at most, one for each recipient."""

    def __init__(self, attempts: Attempts, discord: Discord, clock: Clock, lanes: int = 4) -> None:
        self._attempts = attempts
        self._discord = discord
        self._clock = clock
        self._lanes = Lanes(lanes)
        self._pace = Pace(clock)
        self._breaker = Breaker(clock)
        self.stopping = False
        self._unauthorised = False

    async def drain(self) -> float | None:
        """Do all that is due. Returns the seconds after which to come back because Discord is away or asked for patience, or None when
        nothing is left. Raises `Unauthorised` once the token is not taken any more.
        """
        if self._unauthorised:
            raise Unauthorised
        while not self.stopping:
            shut = self._breaker.seconds_shut()
            if shut > 0:
                return shut
            rows = await self._attempts.due(BATCH)
            if not rows:
                break
            wait = await self._run(rows)
            if wait is not None:
                return wait
        return None

    async def at_once(self, id_: DeliveryId) -> None:
        """The answer to what somebody just did: past the queue, through the same gate."""
        task = await self._take(id_)
        if task is not None:
            self._pace.took(_requests(task), new=_opens(task))
            await self._perform(task)

    async def member(self, server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        """That account on that server, asked at the pace of all that goes out; `at_once` where a person waits for the answer."""
        wait = 0.0 if at_once else self._pace.wait_for(new=False)
        if self.stopping or self._breaker.tripped or wait > PATIENCE:
            return Unknown("not asked")
        self._pace.took(1, new=False)
        if wait > 0:
            await self._clock.sleep(wait)
        try:
            async with asyncio.timeout(NO_ANSWER):
                return await self._discord.member(server, user)
        except TimeoutError:
            return Unknown("no answer")
        except Unauthorised:
            self.stopping = self._unauthorised = True
            return Unknown("not let in")

    async def _run(self, rows: Sequence[Delivery]) -> float | None:
        """A batch: known conversations go on while a new one waits for its slot; one row in flight for each recipient.

        Returns the seconds to wait where nothing that is left may go out for longer than a beat should last.
        """
        left, wait = list(rows), 0.0
        while left and not self.stopping and self._breaker.seconds_shut() == 0:
            row = self._next_of(left)
            if row is None:
                await self._someone_done()
                continue
            wait = self._pace.wait_for(new=row.opens)
            if wait > PATIENCE:
                break
            left.remove(row)
            await self._start(row)
        while self._lanes.running:
            await self._someone_done()
        return wait if wait > PATIENCE else None

    def _next_of(self, left: list[Delivery]) -> Delivery | None:
        """The earliest row that may go out now; else the one that may soonest, unless its recipient or all lanes are busy."""
        if len(self._lanes.running) >= (1 if self._breaker.tripped else self._lanes.most):
            return None
        free = [row for row in left if row.person is None or row.person not in self._lanes.recipients]
        return min(free, key=lambda row: self._pace.wait_for(new=row.opens), default=None)

    async def _start(self, row: Delivery) -> None:
        wait = self._pace.wait_for(new=row.opens)
        if wait > 0:
            await self._clock.sleep(wait)
        if self.stopping:
            return
        task = await self._take(row.id)
        if task is None:
            return
        self._pace.took(_requests(task), new=_opens(task))
        if row.person is not None:
            self._lanes.recipients.add(row.person)
        running = asyncio.create_task(self._perform(task))
        self._lanes.running.add(running)
        if self._lanes.most == 1:
            await self._someone_done()

    async def _take(self, id_: DeliveryId) -> Task | None:
        """The gate, asked after every wait; a fault of ours in one row stops no other."""
        try:
            return await self._attempts.take(id_)
        except Unavailable:
            raise  # the row is as it was, and the next beat finds it
        except Exception as fault:
            log.exception("delivery could not be prepared", extra={"delivery": id_})
            await self._attempts.fail(id_, type(fault).__name__)
            return None

    async def _someone_done(self) -> None:
        done, self._lanes.running = await asyncio.wait(self._lanes.running, return_when=asyncio.FIRST_COMPLETED)
        for finished in done:
            finished.result()

    async def _perform(self, task: Task) -> None:
        try:
            outcome = await self._attempt(task)
            self._breaker.learn(outcome)
            if isinstance(outcome, TooFast):
                self._pace.hold(outcome.seconds, conversations=outcome.conversations)
            await asyncio.shield(self._attempts.settle(task, outcome, away=self._breaker.tripped))
            extra = {"delivery": task.delivery.id, "cohort": task.delivery.cohort, "outcome": type(outcome).__name__}
            log.info("delivery %s", task.delivery.key, extra=extra)
        finally:
            if task.delivery.person is not None:
                self._lanes.recipients.discard(task.delivery.person)

    async def _attempt(self, task: Task) -> Outcome | Sight:
        """Look, when it may be there already; do it, when it is not."""
        try:
            async with asyncio.timeout(NO_ANSWER):
                if task.look:
                    sight = await self._discord.find(task.effect, task.delivery.since)
                    if not isinstance(sight, Absent) or task.drop is not None:
                        return sight
                return await self._discord.do(task.effect)
        except TimeoutError:
            return Unknown("no answer")
        except Unauthorised:
            self.stopping = self._unauthorised = True
            raise


def _opens(task: Task) -> bool:
    """True when a conversation is opened by it."""
    return isinstance(task.effect, Direct) and task.effect.dm is None


def _requests(task: Task) -> int:
    """How many requests it takes: doing it, looking first, opening the conversation."""
    return 1 + task.look + _opens(task)
