"""Times that were proposed to a pair, and what each of them said to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.ground.ids import OfferId, PairId, PersonId
from domain.pair.times import Offer
from storage.link import Link
from storage.study_tables import time_answers, time_offers

_OF_ROUND = (
    select(time_offers)
    .where(time_offers.c.pair_id == bindparam("pair"), time_offers.c.round == bindparam("round"))
    .order_by(time_offers.c.starts_at, time_offers.c.id)
)
_ANSWERS = (
    select(time_answers)
    .join(time_offers, time_offers.c.id == time_answers.c.offer_id)
    .where(time_offers.c.pair_id == bindparam("pair"), time_offers.c.round == bindparam("round"))
)


class TimeQueries:
    """Typed queries on `time_offers` and `time_answers`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def propose(self, pair: PairId, round_: int, attempt: int, asked: PersonId, times: Sequence[datetime], now: datetime) -> None:
        """Keep the times of one proposal; `asked`: who wanted them."""
        for at in times:
            await self._link.run(
                self._link.insert(time_offers).values(
                    pair_id=pair, round=round_, attempt=attempt, asked_id=asked, starts_at=at, made_at=now
                )
            )

    async def of_round(self, pair: PairId, round_: int) -> list[Offer]:
        """All that was proposed for a pair's round, the earliest time first."""
        values = {"pair": pair, "round": round_}
        said = await self._link.rows(_ANSWERS, values)
        return [
            Offer(
                row.id, row.pair_id, row.round, row.attempt, row.asked_id, row.starts_at, row.ended_at,
                frozenset(one.person_id for one in said if one.offer_id == row.id and one.can),
                frozenset(one.person_id for one in said if one.offer_id == row.id and not one.can),
            )
            for row in await self._link.rows(_OF_ROUND, values)
        ]  # fmt: skip

    async def round_of(self, offer: OfferId) -> tuple[PairId, int] | None:
        """Which pair's round it was proposed for."""
        row = await self._link.row(select(time_offers.c.pair_id, time_offers.c.round).where(time_offers.c.id == offer))
        return None if row is None else (row.pair_id, row.round)

    async def say(self, offer: OfferId, person: PersonId, now: datetime, *, can: bool) -> None:
        """What that person says to it; the latest word stands."""
        new = self._link.insert(time_answers).values(offer_id=offer, person_id=person, can=int(can), at=now)
        await self._link.run(new.on_conflict_do_update(index_elements=["offer_id", "person_id"], set_={"can": int(can), "at": now}))

    async def end(self, pair: PairId, round_: int, now: datetime) -> None:
        """Nobody is asked about what was proposed so far any more."""
        its = time_offers.c.pair_id == pair, time_offers.c.round == round_, time_offers.c.ended_at.is_(None)
        await self._link.run(update(time_offers).where(*its).values(ended_at=now))
