"""Selection: the weights of a cohort, and its drafts as they were drawn."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, literal_column, select, update

from domain.ground.ids import ApplicationId, CohortId
from domain.joining.selection import DEFAULTS, Drawn, Ranked, Weights
from domain.joining.signups import Decision, Ground
from storage.link import Link
from storage.tables import applications, cohorts, drafts

_LATEST = select(drafts).where(drafts.c.cohort_id == bindparam("cohort")).order_by(drafts.c.id.desc())
_IDS = select(drafts.c.id).where(drafts.c.cohort_id == bindparam("cohort")).order_by(drafts.c.id.desc())
_PROPOSE = (
    update(applications)
    .where(applications.c.id == bindparam("of"))
    .values(proposed=bindparam("decision"), place=bindparam("at"), grounds=bindparam("by", type_=applications.c.grounds.type))
)
_HOLD = update(applications).where(applications.c.id == bindparam("of")).values(grounds=[Ground.BY_HAND.value])
_MOVE = _PROPOSE.values(because=None)
_FIT = update(applications).where(applications.c.id == bindparam("of")).values(fits_aim=bindparam("fits"))
# Whole, with a literal limit: prepared statements are known by themselves, and SQLite prepares anew for a bound one.
_LATEST_TWO = _LATEST.limit(literal_column("2"))
_TWO_IDS = _IDS.limit(literal_column("2"))


class SelectionQueries:
    """Typed queries on `drafts`, and on what a draft proposes."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def weights(self, cohort: CohortId) -> Weights:
        """How much each criterion counts; as is usual where nobody said otherwise."""
        kept = await self._link.value(select(cohorts.c.weights).where(cohorts.c.id == cohort))
        return DEFAULTS if kept is None else msgspec.convert(kept, Weights)

    async def set_weights(self, cohort: CohortId, weights: Weights) -> None:
        """From the next draw on."""
        await self._link.run(update(cohorts).where(cohorts.c.id == cohort).values(weights=msgspec.to_builtins(weights)))

    async def propose(self, lines: Iterable[Ranked]) -> None:
        """Note what was drawn for each, in one go."""
        rows = [_row(line.application, line.decision, line.place, line.grounds) for line in lines]
        if rows:
            await self._link.run(_PROPOSE, rows)

    async def move(self, moves: Iterable[tuple[ApplicationId, Decision, int | None]]) -> None:
        """Note what a person decided for each, and at which place in the line if it keeps one; an earlier reason was for another move."""
        rows = [_row(application, decision, place, (Ground.BY_HAND,)) for application, decision, place in moves]
        if rows:
            await self._link.run(_MOVE, rows)

    async def hold(self, these: Iterable[ApplicationId]) -> None:
        """Mark placements as confirmed by staff, with their place and reason; redraws keep them."""
        rows = [{"of": application} for application in these]
        if rows:
            await self._link.run(_HOLD, rows)

    async def fit(self, found: Mapping[ApplicationId, bool]) -> None:
        """Note of each whether they fit the announced aim."""
        if found:
            await self._link.run(_FIT, [{"of": application, "fits": int(fits)} for application, fits in found.items()])

    async def forget_fits(self, cohort: CohortId) -> None:
        """Nobody was found to fit an aim that is another now; what was drawn by that is drawn anew, and moves by hand stay."""
        theirs = update(applications).where(applications.c.cohort_id == cohort)
        drawn = applications.c.grounds.is_(None) | (applications.c.grounds != [Ground.BY_HAND.value])
        await self._link.run(theirs.where(drawn, applications.c.proposed.is_not(None)).values(proposed=None, place=None, grounds=None))
        await self._link.run(theirs.values(fits_aim=None))

    async def keep(self, cohort: CohortId, drawn: Drawn, now: datetime) -> int:
        """Keep a draft as it was drawn; its number."""
        kept = msgspec.to_builtins(drawn)
        new = self._link.insert(drafts).values(
            cohort_id=cohort, seed=kept.pop("seed"), weights=kept.pop("weights"), lines=kept, made_at=now
        )  # fmt: skip
        return int(await self._link.value(new.returning(drafts.c.id)))

    async def latest(self, cohort: CohortId) -> list[tuple[Drawn, datetime]]:
        """The last two kept drafts with when they were drawn, the older first; fewer where there are."""
        rows = await self._link.rows(_LATEST_TWO, {"cohort": cohort})
        found = [(msgspec.convert({**row.lines, "seed": row.seed, "weights": row.weights}, Drawn), row.made_at) for row in rows]
        return found[::-1]

    async def numbers(self, cohort: CohortId) -> list[int]:
        """The numbers of the last two kept drafts, the latest first."""
        return [row.id for row in await self._link.rows(_TWO_IDS, {"cohort": cohort})]


def _row(application: ApplicationId, decision: Decision, place: int | None, grounds: Iterable[Ground]) -> dict[str, object]:
    return {"of": application, "decision": decision.value, "at": place, "by": [ground.value for ground in grounds]}
