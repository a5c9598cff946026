"""Check-ins: every answer is kept, and what stands for a pair's round is read from all of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.ground.ids import CohortId, MessageId, PairId
from domain.pair.agreeing import Standing, standing
from domain.pair.checkins import Answer, CheckIn, Manner
from storage.columns import kept_wall, wall_of
from storage.link import Link
from storage.tables import checkins, pairings, pairs

_OF_PAIRS = select(checkins).where(checkins.c.pair_id.in_(bindparam("pairs", expanding=True)))
_OF_ROUND = select(checkins).where(checkins.c.pair_id == bindparam("pair"), checkins.c.round == bindparam("round"))


def _checkin_of(row: Row[Any]) -> CheckIn:
    return CheckIn(
        row.pair_id, row.round, Answer(row.answer), row.by_id, row.at, row.date, wall_of(row.date_wall), Manner(row.manner), row.told_at,
        row.reply or row.press or 0, row.id,
    )  # fmt: skip


class CheckInQueries:
    """Typed queries on `checkins`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def add(self, given: CheckIn, *, reply: MessageId | None = None, press: int | None = None) -> CheckIn:
        """Keep an answer, with the message or the interaction it came by; nothing that was said before is lost by it."""
        new = self._link.insert(checkins).values(
            pair_id=given.pair, round=given.round, answer=given.answer.value, by_id=given.by, date=given.date,
            date_wall=kept_wall(given.wall), reply=reply, press=press, at=given.at, manner=given.manner.value, told_at=given.told_at,
        )  # fmt: skip
        row = await self._link.row(new.returning(*checkins.c))
        assert row is not None  # noqa: S101
        return _checkin_of(row)

    async def tell(self, one: CheckIn, now: datetime) -> None:
        """From now on the partners may know of it."""
        await self._link.run(update(checkins).where(checkins.c.id == one.id).values(told_at=now))

    async def derive(self, one: CheckIn, date: datetime) -> None:
        """The instant that its wall clock means now."""
        await self._link.run(update(checkins).where(checkins.c.id == one.id).values(date=date))

    async def of_round(self, pair: PairId, round_: int) -> list[CheckIn]:
        """All that was answered about a pair's round, in the order in which it was given."""
        found = [_checkin_of(row) for row in await self._link.rows(_OF_ROUND, {"pair": pair, "round": round_})]
        return sorted(found, key=lambda one: one.given)

    async def standing(self, pair: PairId, round_: int) -> Standing | None:
        """What stands for a pair's round."""
        return standing(await self.of_round(pair, round_)).get((pair, round_))

    async def standing_of_each(self, asked: Collection[tuple[PairId, int]]) -> dict[tuple[PairId, int], Standing]:
        """What stands for rounds of several pairs; where nobody has answered, the round is absent."""
        rows = await self._link.rows(_OF_PAIRS, {"pairs": sorted({pair for pair, _ in asked})}) if asked else ()
        found = standing(_checkin_of(row) for row in rows)
        return {one: found[one] for one in asked if one in found}

    async def of(self, cohort: CohortId) -> list[CheckIn]:
        """Every answer that was given in a cohort, in the order in which it was given."""
        rows = await self._link.rows(
            select(checkins)
            .join(pairs, pairs.c.id == checkins.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, pairings.c.state == "published")
        )
        return sorted(map(_checkin_of, rows), key=lambda one: one.given)
