"""Texts that single pairs study in a round, in place of the cohort's."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from domain.ground.ids import CohortId, PairId, PersonId
from domain.group.sessions import Prompt
from storage.link import Link
from storage.study_tables import pair_prompts
from storage.tables import pairings, pairs


class TextQueries:
    """Typed queries on `pair_prompts`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def give(self, pair: PairId, round_: int, reference: str | None, question: str, by: PersonId, now: datetime) -> None:
        """Give a pair its own text for a round, or another one."""
        values = {"reference": reference, "question": question, "by_id": by, "at": now}
        new = self._link.insert(pair_prompts).values(pair_id=pair, round=round_, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["pair_id", "round"], set_=values))

    async def own(self, pair: PairId, round_: int) -> Prompt | None:
        """The text that a pair has for itself in a round."""
        row = await self._link.row(select(pair_prompts).where(pair_prompts.c.pair_id == pair, pair_prompts.c.round == round_))
        return None if row is None else Prompt(row.round, row.reference, row.question)

    async def of(self, cohort: CohortId) -> list[Prompt]:
        """The texts that pairs of a cohort which stand have for themselves, by rounds."""
        theirs = (
            select(pair_prompts)
            .join(pairs, pairs.c.id == pair_prompts.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, pairings.c.state == "published", pairs.c.ended_at.is_(None))
        )
        rows = await self._link.rows(theirs.order_by(pair_prompts.c.round, pair_prompts.c.pair_id))
        return [Prompt(row.round, row.reference, row.question) for row in rows]

    async def have_own(self, pairs: Collection[PairId], round_: int) -> frozenset[PairId]:
        """Those of them that have a text for themselves in that round."""
        theirs = select(pair_prompts.c.pair_id).where(pair_prompts.c.pair_id.in_(sorted(pairs)), pair_prompts.c.round == round_)
        return frozenset(row.pair_id for row in await self._link.rows(theirs))
