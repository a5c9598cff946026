"""Check-ins: every answer is kept, the latest of a pair's round stands. They are read in the order in which they were given."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.ground.ids import CohortId, MessageId, PairId, PersonId
from domain.ground.times import LocalTime
from domain.pair.checkins import Answer, CheckIn
from storage.columns import kept_wall, wall_of
from storage.link import Link
from storage.tables import checkins, pairings, pairs

_OF_PAIRS = select(checkins).where(checkins.c.pair_id.in_(bindparam("pairs", expanding=True))).order_by(checkins.c.at, checkins.c.id)


def _checkin_of(row: Row[Any]) -> CheckIn:
    return CheckIn(row.pair_id, row.round, Answer(row.answer), row.by_id, row.at, row.date, wall_of(row.date_wall))


class CheckInQueries:
    """Typed queries on `checkins`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def add(
        self, pair: PairId, round_: int, answer: Answer, by: PersonId, at: datetime,
        date: datetime | None = None, wall: LocalTime | None = None, reply: MessageId | None = None,
    ) -> None:  # fmt: skip
        """Keep an answer that was given then; nothing that was said before is lost by it."""
        said = {"answer": answer.value, "by_id": by, "date": date, "date_wall": kept_wall(wall), "reply": reply, "at": at}
        await self._link.run(self._link.insert(checkins).values(pair_id=pair, round=round_, **said))

    async def derive(self, one: CheckIn, date: datetime) -> None:
        """The instant that its wall clock means now."""
        same = checkins.c.pair_id == one.pair, checkins.c.round == one.round, checkins.c.date == one.date
        await self._link.run(update(checkins).where(*same, checkins.c.by_id == one.by, checkins.c.at == one.at).values(date=date))

    async def standing(self, pair: PairId, round_: int) -> CheckIn | None:
        """The answer that stands for a pair's round."""
        row = await self._link.row(
            select(checkins)
            .where(checkins.c.pair_id == pair, checkins.c.round == round_)
            .order_by(checkins.c.at.desc(), checkins.c.id.desc())
            .limit(1)
        )
        return None if row is None else _checkin_of(row)

    async def standing_of_each(self, asked: Collection[tuple[PairId, int]]) -> dict[tuple[PairId, int], CheckIn]:
        """The answers that stand for rounds of several pairs; where there is none, the round is absent."""
        rows = await self._link.rows(_OF_PAIRS, {"pairs": sorted({pair for pair, _ in asked})}) if asked else ()
        latest = {(row.pair_id, row.round): row for row in rows}
        return {one: _checkin_of(latest[one]) for one in asked if one in latest}

    async def of(self, cohort: CohortId) -> list[CheckIn]:
        """Every answer that was given in a cohort, in the order in which they were given."""
        rows = await self._link.rows(
            select(checkins)
            .join(pairs, pairs.c.id == checkins.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, pairings.c.state == "published")
            .order_by(checkins.c.at, checkins.c.id)
        )
        return [_checkin_of(row) for row in rows]
