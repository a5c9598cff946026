"""Who has no partner in a season under way, and the pairs that are asked whether somebody may join them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, select, update

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, PairId, PersonId
from domain.pair.apart import Alone, Ask, AskState, Way
from storage.link import Link
from storage.partner_tables import alone, trio_asks, trio_consents
from storage.tables import cohorts, pair_members

# Built once: they run for nearly every act of a member.
_ALONE = select(alone).where(alone.c.cohort_id == bindparam("cohort")).order_by(alone.c.since, alone.c.person_id)
_ASKS = (
    select(trio_asks, trio_consents.c.person_id.label("said_yes"))
    .outerjoin(trio_consents, trio_consents.c.trio_ask_id == trio_asks.c.id)
    .order_by(trio_asks.c.id, trio_consents.c.person_id)
)
_OPEN = _ASKS.where(trio_asks.c.cohort_id == bindparam("cohort"), trio_asks.c.state == AskState.OPEN.value)
_ONE = _ASKS.where(trio_asks.c.id == bindparam("ask"))


class AloneQueries:
    """Typed queries on `alone`, `trio_asks` and `trio_consents`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, cohort: CohortId) -> dict[PersonId, Alone]:
        """Everybody there who has no partner, as far as that was settled; who has waited longest is first."""
        rows = await self._link.rows(_ALONE, {"cohort": cohort})
        return {row.person_id: Alone(row.person_id, row.since, Way(row.way), bool(row.came)) for row in rows}

    async def add(self, cohort: CohortId, one: Alone) -> None:
        """Somebody has no partner now, or goes on in another way."""
        kept = {"way": one.way.value, "came": int(one.came), "since": one.since}
        new = self._link.insert(alone).values(cohort_id=cohort, person_id=one.person, **kept)
        await self._link.run(new.on_conflict_do_update(index_elements=["cohort_id", "person_id"], set_=kept))

    async def remove(self, cohort: CohortId, person: PersonId) -> None:
        """They have a partner, or no place any more; whatever was still asked for them is over."""
        await self._link.run(delete(alone).where(alone.c.cohort_id == cohort, alone.c.person_id == person))
        theirs = trio_asks.c.cohort_id == cohort, trio_asks.c.person_id == person, trio_asks.c.state == AskState.OPEN.value
        for row in await self._link.rows(select(trio_asks.c.id).where(*theirs)):
            await self.close_ask(row.id, AskState.OVER)

    async def ask(self, cohort: CohortId, person: PersonId, pair: PairId, now: datetime, until: datetime) -> int:
        """A pair is asked whether that person may join it; gives the question's number."""
        kept = {"state": AskState.OPEN.value, "at": now, "until": until}
        new = self._link.insert(trio_asks).values(cohort_id=cohort, person_id=person, pair_id=pair, **kept)
        return int(await self._link.value(new.returning(trio_asks.c.id)))

    async def get_ask(self, ask: int) -> Ask | None:
        """One question."""
        found = _asks_of(await self._link.rows(_ONE, {"ask": ask}))
        return found[0] if found else None

    async def open_asks(self, cohort: CohortId) -> list[Ask]:
        """The questions that wait for an answer."""
        return _asks_of(await self._link.rows(_OPEN, {"cohort": cohort}))

    async def asked_of(self, person: PersonId, now: datetime) -> tuple[int, CohortId] | None:
        """The question to that person's pair that waits for their own word, the latest one, with its cohort, whose season lasts."""
        theirs = (
            select(trio_asks.c.id, trio_asks.c.cohort_id)
            .join(pair_members, pair_members.c.pair_id == trio_asks.c.pair_id)
            .join(cohorts, cohorts.c.id == trio_asks.c.cohort_id)
            .outerjoin(trio_consents, and_(trio_consents.c.trio_ask_id == trio_asks.c.id, trio_consents.c.person_id == person))
            .where(pair_members.c.person_id == person, trio_consents.c.person_id.is_(None), cohorts.c.state == CohortState.MEETING.value)
            .where(trio_asks.c.state == AskState.OPEN.value, trio_asks.c.until > now)
        )
        row = await self._link.row(theirs.order_by(trio_asks.c.id.desc()).limit(1))
        return None if row is None else (row.id, row.cohort_id)

    async def choosing(self, person: PersonId) -> CohortId | None:
        """A cohort whose season lasts, in which that person was asked how they go on, and has not said."""
        row = await self._link.row(
            select(alone.c.cohort_id)
            .join(cohorts, cohorts.c.id == alone.c.cohort_id)
            .where(alone.c.person_id == person, alone.c.way == Way.ASKED.value, cohorts.c.state == CohortState.MEETING.value)
            .order_by(alone.c.since.desc())
            .limit(1)
        )
        return None if row is None else row.cohort_id

    async def asked_pairs(self, cohort: CohortId, person: PersonId, since: datetime) -> list[PairId]:
        """The pairs that were asked for that person since then, the first one first."""
        asked = select(trio_asks.c.pair_id).where(trio_asks.c.cohort_id == cohort, trio_asks.c.person_id == person, trio_asks.c.at >= since)
        return [row.pair_id for row in await self._link.rows(asked.order_by(trio_asks.c.id))]

    async def consent(self, ask: int, person: PersonId) -> None:
        """One of the pair would be glad; said twice, it stands once."""
        new = self._link.insert(trio_consents).values(trio_ask_id=ask, person_id=person)
        await self._link.run(new.on_conflict_do_nothing(index_elements=["trio_ask_id", "person_id"]))

    async def close_ask(self, ask: int, state: AskState) -> None:
        """It is answered, or is asked no more; who had said yes to it is forgotten."""
        await self._link.run(update(trio_asks).where(trio_asks.c.id == ask).values(state=state.value))
        await self._link.run(delete(trio_consents).where(trio_consents.c.trio_ask_id == ask))


def _asks_of(rows: Sequence[Row[Any]]) -> list[Ask]:
    said: dict[int, list[PersonId]] = {}
    first: dict[int, Row[Any]] = {}
    for row in rows:
        first.setdefault(row.id, row)
        said.setdefault(row.id, []).extend([] if row.said_yes is None else [row.said_yes])
    return [Ask(row.id, row.person_id, row.pair_id, AskState(row.state), row.until, tuple(said[row.id])) for row in first.values()]
