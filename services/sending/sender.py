"""The one sender: due rows through the gate to Discord, paced, looked for before they are repeated, and settled whatever happens."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct, field

from domain.ground.ids import DeliveryId
from domain.sending.deliveries import Delivery, Place
from services.ground.paced import INSTANT, LONGEST_WAIT, NO_ANSWER, PacedDiscord
from services.ground.ports import Absent, Away, Direct, Membership, Outcome, Sight, TooFast, Unauthorised, Unknown, Withheld
from services.sending.attempts import Attempts
from services.sending.settlement import Retry, Task
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)

BATCH = 200
SLICE = 1.0  # seconds of sending after which turns and replies have theirs
SERVER_AWAY = 15.0  # seconds until it is asked again whether a server is there
SAID_WITHIN = 10.0  # seconds for Discord to say whether somebody is on a server; with NO_ANSWER it is less than a lease
IN_DOUBT = 15.0  # seconds until it is asked again whether the clock is right


class Lanes(Struct):
    """How many requests may be under way at once, and what is."""

    most: int
    running: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    recipients: set[int] = field(default_factory=set[int])


class Sender:
    """Drains what is due, the earliest first; several requests at once at most, one for each recipient."""

    def __init__(self, attempts: Attempts, paced: PacedDiscord, lanes: int = 4) -> None:
        self._attempts = attempts
        self._paced = paced
        self._clock = paced.clock
        self._lanes = Lanes(lanes)
        self._shut: dict[Place, float] = {}  # places that take nothing before that moment of monotonic time

    async def drain(self) -> float | None:
        """Send what is due for about a second. Returns 0 when more is due, the seconds after which to come back because Discord is away
        or asked for patience, or because the clock may be wrong (`at_once` answers people all the same), or None when nothing is
        left. Raises `Unauthorised` once the token is not taken any more.
        """
        if self._paced.unauthorised:
            raise Unauthorised
        if self._paced.stopping:
            await self._finish()
            return None
        shut = self._paced.breaker.seconds_shut()
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
            self._paced.pace.took(_requests(task), new=_opens(task))
            await self._perform(task)

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
        while left and not self._paced.stopping and self._paced.breaker.seconds_shut() == 0 and self._clock.monotonic() < ends:
            row = self._next_of(left)
            if row is None:
                if not await self._someone_done():
                    break
                continue
            wait = self._paced.pace.wait_for(new=row.opens)
            if wait > LONGEST_WAIT:
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
        if len(self._lanes.running) >= (1 if self._paced.breaker.tripped else self._lanes.most):
            return None
        free = [row for row in left if row.person is None or row.person not in self._lanes.recipients]
        return min(free, key=lambda row: self._paced.pace.wait_for(new=row.opens), default=None)

    async def _start(self, row: Delivery) -> None:
        wait = self._paced.pace.wait_for(new=row.opens)
        if wait > 0:
            await self._clock.sleep(wait)
        if self._paced.stopping or not await self._clock.sure():
            return
        task = await self._take(row.id)
        if task is None:
            return
        self._paced.pace.took(_requests(task), new=_opens(task))
        if row.person is not None:
            self._lanes.recipients.add(row.person)
        running = asyncio.create_task(self._in_lane(task))
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

    async def _in_lane(self, task: Task) -> None:
        try:
            await self._perform(task)
        finally:
            if task.delivery.person is not None:
                self._lanes.recipients.discard(task.delivery.person)

    async def _perform(self, task: Task) -> None:
        outcome, retry = await self._outcome(task)
        await asyncio.shield(self._attempts.settle(task, outcome, retry))
        extra = {"delivery": task.delivery.id, "cohort": task.delivery.cohort, "outcome": type(outcome).__name__}
        log.info("delivery %s", task.delivery.key, extra=extra)

    async def _outcome(self, task: Task) -> tuple[Outcome | Sight, Retry]:
        """How it ended, and what becomes of the row. A fault of ours or of a library's says nothing of Discord: it may have arrived."""
        try:
            if (wait := await self._absence(task)) is not None:
                return Away(), wait
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
                self._paced.breaker.answered(place)
            if isinstance(outcome, TooFast) and outcome.conversations:
                self._paced.pace.stop_conversations()
            elif isinstance(outcome, TooFast) and outcome.everything:
                self._paced.breaker.stay_away(outcome.seconds)
            elif isinstance(outcome, TooFast):
                self._shut[place] = self._clock.monotonic() + outcome.seconds
            return Retry()
        misses, counts = self._paced.breaker.missed(place, outcome.seconds)
        after = self._attempts.pause(misses)
        self._shut[place] = self._clock.monotonic() + after.total_seconds()
        return Retry(after, counts)

    async def _absence(self, task: Task) -> Retry | None:
        """None when the person whom it is for is there, or need not be. Else nothing is done: the gate holds it back from somebody who is
        not there, and while Discord does not say, it is asked again later. Others, and other servers, go on meanwhile.
        """
        people = task.delivery.people
        if task.ask is None:
            return None
        shut = self._shut.get(people, 0.0) - self._clock.monotonic()
        if shut > INSTANT:
            return Retry(timedelta(seconds=shut))
        seen = await self._paced.ask(*task.ask, within=SAID_WITHIN)
        if isinstance(seen, Unknown | TooFast):
            self._learn(people, seen)
            return Retry(timedelta(seconds=max(self._shut.get(people, 0.0) - self._clock.monotonic(), 1.0)))
        self._paced.breaker.told(people)
        await self._attempts.learned(*task.ask, seen)
        return None if isinstance(seen, Membership) else Retry()

    async def _attempt(self, task: Task) -> Outcome | Sight:
        """Look, when it may be there already; do it, when it is not."""
        try:
            async with asyncio.timeout(NO_ANSWER):
                if task.look:
                    sight = await self._paced.discord.find(task.effect, task.delivery.looked or task.delivery.since)
                    if not isinstance(sight, Absent) or task.drop is not None:
                        return sight
                return await self._paced.discord.do(task.effect)
        except TimeoutError:
            return Unknown("no answer")
        except Unauthorised:
            self._paced.refused()
            raise


def _opens(task: Task) -> bool:
    """True when a conversation is opened by it."""
    return isinstance(task.effect, Direct) and task.effect.dm is None


def _requests(task: Task) -> int:
    """How many requests it takes: doing it, asking who is there, looking first, opening the conversation."""
    return 1 + (task.ask is not None) + task.look + _opens(task)
