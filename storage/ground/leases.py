"""Leases: which process leads. Taken, renewed and given up, each within the transaction of the caller."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.ground.leases import Lease
from storage.link import Link
from storage.prepared import ONE
from storage.process_tables import leases

_NAMED = leases.c.name == bindparam("lease")
_GET = select(leases).where(_NAMED)
_HOLDS = select(ONE).select_from(leases).where(_NAMED, leases.c.number == bindparam("holds"))  # asked before every write


class LeaseQueries:
    """Typed queries on `leases`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def get(self, name: str) -> Lease | None:
        """One lease as it stands; None while nobody has ever held it."""
        row = await self._link.row(_GET, {"lease": name})
        if row is None:
            return None
        return Lease(row.name, row.holder, row.number, row.beats, bool(row.held), row.renewed_at, row.offline_since)

    async def holds(self, name: str, number: int) -> bool:
        """True while that is the lease's number: nobody else has taken it since."""
        return await self._link.row(_HOLDS, {"lease": name, "holds": number}) is not None

    async def take(self, name: str, holder: str, number: int, now: datetime) -> None:
        """Make it that holder's, under that number."""
        values = {"holder": holder, "number": number, "beats": 0, "held": 1, "renewed_at": now, "offline_since": None}
        new = self._link.insert(leases).values(name=name, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["name"], set_=values))

    async def renew(self, name: str, number: int, now: datetime, offline_since: datetime | None) -> bool:
        """Count it up; False when another process has taken it."""
        mine = leases.c.name == name, leases.c.number == number
        values = {"beats": leases.c.beats + 1, "renewed_at": now, "offline_since": offline_since}
        return await self._link.run(update(leases).where(*mine).values(values)) > 0

    async def give_up(self, name: str, number: int) -> None:
        """Leave it to whoever waits; nothing happens when another process has taken it."""
        await self._link.run(update(leases).where(leases.c.name == name, leases.c.number == number).values(held=0))
