"""How a person's standing looks, and whether they are still there, for whatever depends on it: receipts, drafts, places."""

from collections.abc import Collection
from datetime import datetime

from domain.ids import PersonId, ProgramId
from domain.standing import Look, look, unsettled
from storage.db import Db


async def standing_of(db: Db, program: ProgramId, person: PersonId, now: datetime) -> Look:
    """How a person's standing looks now. Where nobody's was ever attested it plays no part, and everybody's is good."""
    if not await db.standing.used(program):
        return Look.GOOD
    return look(await db.standing.get(program, person), now)


async def not_settled(db: Db, program: ProgramId, people: Collection[PersonId], now: datetime) -> frozenset[PersonId]:
    """Those of them whose standing is not good now; nobody, where nobody's was ever attested."""
    if not people or not await db.standing.used(program):
        return frozenset()
    return unsettled(people, await db.standing.of(program, people), now)


async def passed_over(db: Db, program: ProgramId, people: Collection[PersonId], now: datetime) -> frozenset[PersonId]:
    """Those of them to whom no place is given by itself now: their standing is not settled, or they have left the server."""
    return await not_settled(db, program, people, now) | await db.absences.among(program, people)
