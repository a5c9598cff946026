"""What people keep of their study; each query gives only what its reader may have."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from domain.ground.ids import CohortId, PairId, PersonId, ReflectionId, ServerId
from domain.pair.reflections import Reflection, Tier
from storage.link import Link
from storage.study_tables import reflections
from storage.tables import cohorts, pairings, pairs, programs

_SAYS = or_(reflections.c.keep.is_not(None), reflections.c.open.is_not(None))  # it was not taken back


def _reflection_of(row: Row[Any]) -> Reflection:
    return Reflection(row.id, row.pair_id, row.round, row.person_id, Tier(row.tier), row.keep, row.open, row.at)


class ReflectionQueries:
    """Typed queries on `reflections`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def add(
        self, press: int | None, pair: PairId, round_: int, by: PersonId, tier: Tier, keep: str | None, open_: str | None, now: datetime
    ) -> ReflectionId:  # fmt: skip
        """Keep one; gives its number, which is never given again.

        It is Discord's number of the press it came with: a row's own would be another one's after an old backup was put back.
        """
        said = {"tier": tier.value, "keep": keep, "open": open_, "at": now} | ({} if press is None else {"id": press})
        new = self._link.insert(reflections).values(pair_id=pair, round=round_, person_id=by, **said)
        return ReflectionId(int(await self._link.value(new.returning(reflections.c.id))))

    async def get(self, reflection: ReflectionId) -> Reflection | None:
        """One of them, unless it was taken back."""
        row = await self._link.row(select(reflections).where(reflections.c.id == reflection, _SAYS))
        return None if row is None else _reflection_of(row)

    async def take_back(self, reflection: ReflectionId) -> None:
        """Its words are deleted; that there was one counts on, so that others are not sent one after another."""
        await self._link.run(update(reflections).where(reflections.c.id == reflection).values(keep=None, open=None))

    async def count(self, pair: PairId, round_: int, by: PersonId, tier: Tier) -> int:
        """How many of that tier somebody wrote in a round, with those that they took back."""
        theirs = reflections.c.pair_id == pair, reflections.c.round == round_, reflections.c.person_id == by
        counted = select(func.count()).select_from(reflections).where(*theirs, reflections.c.tier == tier.value)
        return int(await self._link.value(counted))

    async def written_by(self, person: PersonId) -> list[tuple[Reflection, str, ServerId]]:
        """All that somebody wrote and did not take back, the latest first, each with its cohort's title and server."""
        rows = await self._link.rows(
            select(reflections, cohorts.c.title, programs.c.server_id)
            .join(pairs, pairs.c.id == reflections.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .join(cohorts, cohorts.c.id == pairings.c.cohort_id)
            .join(programs, programs.c.id == cohorts.c.program_id)
            .where(reflections.c.person_id == person, _SAYS)
            .order_by(reflections.c.id.desc())
        )
        return [(_reflection_of(row), row.title, row.server_id) for row in rows]

    async def for_cohort(self, cohort: CohortId, round_: int) -> list[Reflection]:
        """What the people of a cohort wrote for all of it in a round, and did not take back."""
        rows = await self._link.rows(
            select(reflections)
            .join(pairs, pairs.c.id == reflections.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, reflections.c.round == round_, reflections.c.tier == Tier.COHORT.value, _SAYS)
            .order_by(reflections.c.id)
        )
        return [_reflection_of(row) for row in rows]

    async def for_facilitators(self, cohort: CohortId) -> list[Reflection]:
        """What the people of a cohort wrote for those who lead it, the latest first."""
        rows = await self._link.rows(
            select(reflections)
            .join(pairs, pairs.c.id == reflections.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, reflections.c.tier == Tier.FACILITATOR.value, _SAYS)
            .order_by(reflections.c.id.desc())
        )
        return [_reflection_of(row) for row in rows]
