"""Who is silent in a round, and who only was not understood: to have written is no silence."""

from collections.abc import Iterable

from domain.ground.ids import PersonId
from domain.group.sessions import Round
from storage.db import Db

UNCLEAR = frozenset({"asked-back", "unreadable"})  # what a reply meant, where it was heard and gave no answer


async def wrote_unclearly(db: Db, people: Iterable[PersonId], round_: Round) -> frozenset[PersonId]:
    """Those of them who wrote in that round, without an answer that was understood."""
    return frozenset(await db.replies.who_meant(set(people), UNCLEAR, round_.opens_at, round_.closes_at))
