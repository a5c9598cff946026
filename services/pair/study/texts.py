"""What a pair studies in a round: its own text, else its cohort's."""

from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId, PairId
from domain.group.sessions import Prompt
from storage.db import Db


async def text_of(db: Db, cohort: CohortId, round_: int, pair: PairId) -> Prompt | None:
    """What staff gave that pair for that round, if they gave anything."""
    return await db.texts.own(pair, round_) or await db.sessions.prompt(cohort, round_)


async def lacks_text(db: Db, cohort: Cohort, round_: int) -> bool:
    """True where staff gave a round nothing, and not each of its pairs a text of its own."""
    if await db.sessions.prompt(cohort.id, round_) is not None:
        return False
    pairs = frozenset(pair.id for pair in await db.chevruta.published(cohort.id))
    return not pairs or await db.texts.have_own(pairs, round_) != pairs
