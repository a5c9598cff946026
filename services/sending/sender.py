"""The one sender: due rows through the gate to Discord, paced, looked for before they are repeated, and settled whatever happens."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct, field

from domain.ground.ids import DeliveryId, ServerId, UserId
from domain.sending.deliveries import Delivery, Place
from services.ground.ports import (
    Absent,
    Away,
    Clock,
    Direct,
    Discord,
    Outcome,
    Present,
    Sight,
    SureClock,
    TooFast,
    Unauthorised,
    Unknown,
    Withheld,
)
from services.sending.attempts import Attempts
from services.sending.settlement import Retry, Task
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)

BATCH = 200
PER_SECOND = 25  # half of what Discord allows a bot; the rest is for answering people
NEW_CONVERSATION = 2.0  # seconds between two first messages; opening many at once gets a bot quarantined
STOP_CONVERSATIONS = 300.0  # after Discord said "too fast" (40003)
TRIPS_AFTER = 3  # places in a row that gave no answer
PROBE_EVERY = 300.0
LONGEST_BAN = 3600.0  # seconds that we stay away because something between us and Discord asked for it
SLICE = 1.0  # seconds of sending after which turns and replies have theirs
PATIENCE = 5.0  # seconds that a beat waits for its turn to send; whatever takes longer is asked about at a later one
INSTANT = 0.001  # seconds; a due moment is kept in whole microseconds, and may be reached a little before
SERVER_AWAY = 15.0  # seconds until it is asked again whether a server is there
IN_DOUBT = 15.0  # seconds until it is asked again whether the clock is right
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


class Lanes(Struct):
    """How many requests may be under way at once, and what is."""

    most: int
    running: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    recipients: set[int] = field(default_factory=set[int])


class Sender:
    """Drains what is due, the earliest first; several requests at once at most, one for each recipient."""

    def __init__(self, attempts: Attempts, discord: Discord, clock: SureClock, lanes: int = 4) -> None:
        self._attempts = attempts
        self._discord = discord
        self._clock = clock
        self._lanes = Lanes(lanes)
        self._pace = Pace(clock)
        self._breaker = Breaker(clock)
        self._shut: dict[Place, float] = {}  # places that take nothing before that moment of monotonic time
        self.stopping = False
        self._unauthorised = False

    async def drain(self) -> float | None:
        """Send what is due for about a second. Returns 0 when more is due, the seconds after which to come back because Discord is away
        or asked for patience, or because the clock may be wrong (`at_once` answers people all the same), or None when nothing is
        left. Raises `Unauthorised` once the token is not taken any more.
        """
        if self._unauthorised:
            raise Unauthorised
        if self.stopping:
            await self._finish()
            return None
        shut = self._breaker.seconds_shut()
        if shut > 0:
            await self._finish()
            return shut
        if not await self._clock.sure():
            await self._finish()
            return IN_DOUBT
        rows = await self._attempts.due(BATCH)
        if not rows and not self._lanes.running:
            return None
        return await self._run(await self._open(rows))

    async def at_once(self, id_: DeliveryId) -> None:
        """The answer to what somebody just did: past the queue, through the same gate."""
        task = await self._take(id_)
        if task is not None:
            self._pace.took(_requests(task), new=_opens(task))
            await self._perform(task)

    async def member(self, server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        """That account on that server, asked at the pace of all that goes out; `at_once` where a person waits for the answer.

        Its answer does not close the breaker: reading may work while nothing can be sent.
        """
        wait = 0.0 if at_once else self._pace.wait_for(new=False)
        if self.stopping or self._breaker.tripped or self._breaker.seconds_shut() > 0 or wait > PATIENCE:
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

    async def _open(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Those whose place takes something now; the others wait until it does."""
        now = self._clock.monotonic()
        self._shut = {place: until for place, until in self._shut.items() if until - now > INSTANT}
        for place in {row.place for row in rows} & self._shut.keys():
            until = self._clock.now() + timedelta(seconds=self._shut[place] - now)
            await self._attempts.put_off([row for row in rows if row.place == place], until)
        return [row for row in rows if row.place not in self._shut]

    async def _run(self, left: list[Delivery]) -> float:
        """A slice: known conversations go on while a new one waits for its slot; one row in flight for each recipient.

        Returns the seconds to wait where nothing that is left may go out for longer than a beat should last.
        """
        ends = self._clock.monotonic() + SLICE
        while left and not self.stopping and self._breaker.seconds_shut() == 0 and self._clock.monotonic() < ends:
            row = self._next_of(left)
            if row is None:
                if not await self._someone_done():
                    break
                continue
            wait = self._pace.wait_for(new=row.opens)
            if wait > PATIENCE:
                await self._finish()
                return wait
            left.remove(row)
            if row.place not in self._shut:
                await self._start(row)
        if not left:
            await self._someone_done()
        return 0.0

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
        if self.stopping or not await self._clock.sure():
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
            await self._finish()

    async def _take(self, id_: DeliveryId) -> Task | None:
        """The gate, asked after every wait; a fault of ours in one row stops no other."""
        try:
            return await self._attempts.take(id_)
        except (*NO_MORE_WRITES, Unavailable):
            raise  # the row is as it was, and the next beat finds it
        except Exception as fault:
            log.exception("delivery could not be prepared", extra={"delivery": id_})
            await self._attempts.fail(id_, type(fault).__name__)
            return None

    async def _someone_done(self) -> bool:
        """Wait until a request has ended, or for a second; False when none has."""
        if not self._lanes.running:
            return True
        done, self._lanes.running = await asyncio.wait(self._lanes.running, timeout=SLICE, return_when=asyncio.FIRST_COMPLETED)
        for finished in done:
            finished.result()
        return bool(done)

    async def _finish(self) -> None:
        """Wait until every request under way has ended."""
        while self._lanes.running:
            await self._someone_done()

    async def _perform(self, task: Task) -> None:
        try:
            outcome, retry = await self._outcome(task)
            await asyncio.shield(self._attempts.settle(task, outcome, retry))
            extra = {"delivery": task.delivery.id, "cohort": task.delivery.cohort, "outcome": type(outcome).__name__}
            log.info("delivery %s", task.delivery.key, extra=extra)
        finally:
            if task.delivery.person is not None:
                self._lanes.recipients.discard(task.delivery.person)

    async def _outcome(self, task: Task) -> tuple[Outcome | Sight, Retry]:
        """How it ended, and what becomes of the row. A fault of ours or of a library's says nothing of Discord: it may have arrived."""
        try:
            outcome = await self._attempt(task)
            return outcome, self._learn(task.delivery.place, outcome)
        except (*NO_MORE_WRITES, Unavailable, Unauthorised):
            raise
        except Exception as fault:
            log.exception("delivery failed", extra={"delivery": task.delivery.id})
            return Unknown(type(fault).__name__), Retry(self._attempts.pause(task.delivery.attempts + 1), counts=True)

    def _learn(self, place: Place, outcome: Outcome | Sight) -> Retry:
        """What an outcome says of its place and of Discord, and what becomes of a row that was not done."""
        if isinstance(outcome, Away):
            self._shut[place] = self._clock.monotonic() + SERVER_AWAY
            return Retry(timedelta(seconds=SERVER_AWAY))
        if not isinstance(outcome, Unknown):
            if not isinstance(outcome, Withheld) and not (isinstance(outcome, TooFast) and not outcome.asked):
                self._breaker.answered(place)
            if isinstance(outcome, TooFast) and outcome.conversations:
                self._pace.stop_conversations()
            elif isinstance(outcome, TooFast) and outcome.everything:
                self._breaker.stay_away(outcome.seconds)
            elif isinstance(outcome, TooFast):
                self._shut[place] = self._clock.monotonic() + outcome.seconds
            return Retry()
        misses, counts = self._breaker.missed(place, outcome.seconds)
        after = self._attempts.pause(misses)
        self._shut[place] = self._clock.monotonic() + after.total_seconds()
        return Retry(after, counts)

    async def _attempt(self, task: Task) -> Outcome | Sight:
        """Look, when it may be there already; do it, when it is not."""
        try:
            async with asyncio.timeout(NO_ANSWER):
                if task.look:
                    sight = await self._discord.find(task.effect, task.delivery.looked or task.delivery.since)
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
