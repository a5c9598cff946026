"""Two in a season who have no partner: one was left and is asked how they go on, the other waits, and each hears of the other."""

from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId
from domain.pair import apart
from domain.pair.apart import Circle, Way
from messages.pair.apart import Beside
from services.pair.ahead import brings_more
from services.pair.seeking import seeking
from storage.db import Db


async def beside_each_other(db: Db, cohort: Cohort, now: datetime) -> dict[PersonId, PersonId]:
    """Who is asked how they go on, with who waits and is named to them; nobody is who has paused, or with whom they must not study.

    Nor is anybody once no round is to come.
    """
    alone = await db.alone.of(cohort.id)
    pairing = await db.chevruta.pairing(cohort.id, "published")
    if not await brings_more(db, cohort, now):
        return {}
    if pairing is None or {Way.ASKED, Way.WAITS} - {one.way for one in alone.values()}:
        return {}
    there = {person.id: person for person in await db.cohorts.members(cohort.id)}
    awake = [one for one in alone.values() if one.person in there and not there[one.person].is_paused(now)]
    found = await seeking(db, cohort, now)
    return apart.beside(awake, Circle(found.seekers, found.history, pairing.seed))


async def beside_of(db: Db, cohort: Cohort, who: PersonId, now: datetime) -> Beside | None:
    """Who is there for that person, whichever of the two they are; None where nobody is."""
    both = await beside_each_other(db, cohort, now)
    left = who if who in both else next((one for one, other in both.items() if other == who), None)
    if left is None:
        return None
    alone = await db.alone.of(cohort.id)
    other = both[left] if left == who else left
    person, until = await db.people.get(other), apart.decides_by(alone[left], alone.values())
    return None if person is None or until is None else Beside(other, person.name, until)
