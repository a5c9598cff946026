"""Who is silent in a round, and who only was not understood: to have written is no silence."""

from collections.abc import Iterable

from domain.ground.ids import PersonId
from domain.group.sessions import Round
from services.joining.questions import WENT_ON
from storage.db import Db

NEED, PAUSE = "need", "pause"  # what a reply meant that is about something else than the month, or about a hard week
UNCLEAR = frozenset({"asked-back", "unreadable", NEED, WENT_ON})  # where it was heard and gave no answer


async def wrote_unclearly(db: Db, people: Iterable[PersonId], round_: Round) -> frozenset[PersonId]:
    """Those of them who wrote in that round, without an answer that was understood. Nobody is named for having a hard week."""
    return frozenset(await db.replies.who_meant(set(people), UNCLEAR, round_.opens_at, round_.closes_at))


async def was_heard(db: Db, people: Iterable[PersonId], round_: Round) -> bool:
    """Whether one of them wrote in that round, also of a hard week: nobody who did is asked again by a note."""
    return bool(await db.replies.who_meant(set(people), UNCLEAR | {PAUSE}, round_.opens_at, round_.closes_at))
