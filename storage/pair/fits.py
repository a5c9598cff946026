"""Whether a chevruta fits, as each of it says in private."""

from datetime import datetime

from sqlalchemy import select

from domain.ground.ids import CohortId, PairId, PersonId
from storage.link import Link
from storage.partner_tables import fits
from storage.tables import pairings, pairs


class FitQueries:
    """Typed queries on `fits`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def say(self, pair: PairId, person: PersonId, now: datetime, *, good: bool) -> None:
        """Keep what one of a pair says; the latest word stands."""
        kept = {"good": int(good), "at": now}
        new = self._link.insert(fits).values(pair_id=pair, person_id=person, **kept)
        await self._link.run(new.on_conflict_do_update(index_elements=["pair_id", "person_id"], set_=kept))

    async def said(self, pair: PairId, person: PersonId) -> bool | None:
        """What that person said of their own pair; None when they said nothing."""
        row = await self._link.row(select(fits.c.good).where(fits.c.pair_id == pair, fits.c.person_id == person))
        return None if row is None else bool(row.good)

    async def wished(self, cohort: CohortId) -> dict[PairId, datetime]:
        """The pairs that stand of which somebody would rather have another partner, and since when; never who."""
        rows = await self._link.rows(
            select(fits.c.pair_id, fits.c.at)
            .join(pairs, pairs.c.id == fits.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, pairings.c.state == "published", pairs.c.ended_at.is_(None), fits.c.good == 0)
            .order_by(fits.c.at.desc())
        )
        return {row.pair_id: row.at for row in rows}
