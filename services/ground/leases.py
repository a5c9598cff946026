"""The lease of this process: waits for it, renews it, gives it up; everything it writes is fenced by the lease's number."""

from datetime import datetime

from domain.ground.ids import ServerId, UserId
from domain.ground.leases import SURE_FOR, Lease, LeaseLost, Watch, watch
from services.ground.ports import Clock, Discord, Effect, LookFrom, Outcome, Present, Sight
from storage.store import Store, Unavailable

LEADER = "leader"  # who is connected to Discord and does what is due


class Leadership:
    """One process's side of a lease. Every moment in it is in seconds of the monotonic clock."""

    def __init__(self, store: Store, clock: Clock, holder: str, name: str = LEADER) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._name = name
        self._watch: Watch | None = None
        self._number = 0
        self._sure_until = float("-inf")

    @property
    def other(self) -> str:
        """Which process was last seen to hold it, by host and process id."""
        return "" if self._watch is None else self._watch.lease.holder

    @property
    def is_sure(self) -> bool:
        """True while no other process can have taken it: the last renewal is younger than that."""
        return self._clock.monotonic() < self._sure_until

    async def take(self) -> bool:
        """Take it if it is free, was given up, or was not renewed for as long as we watched; False while another process holds it.

        Raises `Unavailable`; the watch then begins anew, since whoever holds it may have been unable to renew it too.
        """
        began = self._clock.monotonic()
        try:
            async with self._store.read() as db:
                seen = await db.leases.get(self._name)
            if seen is not None:
                self._watch = watch(self._watch, seen, began)
                if not self._watch.is_over(began):
                    return False
            return await self._take_over(seen, began)
        except Unavailable:
            self._watch = None
            raise

    async def _take_over(self, seen: Lease | None, began: float) -> bool:
        async with self._store.begin(fenced=False) as db:
            if await db.leases.get(self._name) != seen:
                return False  # its holder woke up, or another standby was faster
            number = 1 if seen is None else seen.number + 1
            await db.leases.take(self._name, self._holder, number, self._clock.now())
        self._number, self._store.fence = number, (self._name, number)
        self._watch, self._sure_until = None, began + SURE_FOR
        return True

    async def renew(self, offline_since: datetime | None = None) -> None:
        """Renew it, and say since when this process has not been connected. Raises `LeaseLost` or `Unavailable`."""
        began = self._clock.monotonic()
        async with self._store.begin() as db:
            if not await db.leases.renew(self._name, self._number, self._clock.now(), offline_since):
                raise LeaseLost
        self._sure_until = began + SURE_FOR

    async def require(self) -> None:
        """Return while this process leads, having asked the database where it cannot be sure. Raises `LeaseLost` or `Unavailable`."""
        if not self.is_sure:
            await self.renew()

    async def give_up(self) -> None:
        """Let the next process have it at once. Raises `Unavailable`."""
        self._sure_until = float("-inf")
        async with self._store.begin(fenced=False) as db:
            await db.leases.give_up(self._name, self._number)


class LeasedDiscord:
    """Discord, of which each request is made only while this process leads: one that was frozen meanwhile raises `LeaseLost` instead."""

    def __init__(self, discord: Discord, lease: Leadership) -> None:
        self._discord = discord
        self._lease = lease

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """Look, while this process leads."""
        await self._lease.require()
        return await self._discord.find(effect, since)

    async def do(self, effect: Effect) -> Outcome:
        """Do it, while this process leads."""
        await self._lease.require()
        return await self._discord.do(effect)

    async def member(self, server: ServerId, user: UserId) -> Present:
        """Ask, while this process leads."""
        await self._lease.require()
        return await self._discord.member(server, user)
