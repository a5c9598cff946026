"""How a person's standing looks, and whether they are still there, for whatever depends on it: receipts, drafts, places."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import PersonId, ProgramId
from domain.ground.people import Person
from domain.ground.times import LocalTime, on_the_wall
from domain.joining.standing import Look, Standing, look, not_good
from domain.joining.waitlist import may_offer
from domain.pair.chevruta import Pair
from domain.sending.deliveries import Class, Direction, Kind, Planned, Subject
from domain.sending.gate import plan
from services.sending.unit import Unit
from storage.db import Db
from storage.joining.standing import Waits

NOTHING: Mapping[PersonId, Standing] = MappingProxyType({})  # is attested as well
_MORNING = time(9)
_KEEP = timedelta(days=3)


async def standing_of(db: Db, program: ProgramId, person: PersonId, now: datetime) -> Look:
    """How a person's standing looks now. Where nobody's was ever attested it plays no part, and everybody's is good."""
    used, standing = await db.standing.looks(program, person)
    return look(standing, now) if used else Look.GOOD


async def not_in_good_standing(
    db: Db, program: ProgramId, people: Collection[PersonId], now: datetime, given: Mapping[PersonId, Standing] = NOTHING
) -> frozenset[PersonId]:
    """Those of them whose standing is not good now, were those standings attested as well; nobody, where nobody's was ever attested."""
    if not people or not (given or await db.standing.used(program)):
        return frozenset()
    kept = {person: one.standing for person, one in (await db.standing.of(program, people)).items()}
    return not_good(people, kept | dict(given), now)


async def passed_over(
    db: Db, program: ProgramId, people: Collection[PersonId], now: datetime, given: Mapping[PersonId, Standing] = NOTHING
) -> frozenset[PersonId]:
    """Those of them to whom no place is given by itself now: their standing is not settled, or they have left the server."""
    return await not_in_good_standing(db, program, people, now, given) | await db.absences.among(program, people)


def named(people: Iterable[Person]) -> tuple[str, int]:
    """Who it is, for a refusal: the first ten by name, and how many more."""
    names = [person.name[:40] for person in people]
    return ", ".join(names[:10]), max(0, len(names) - 10)


async def paired_and_left(db: Db, cohort: Cohort, pairs: Iterable[Pair]) -> list[Person]:
    """Members in those pairs who have left the server, as far as was noticed."""
    placed = {person for pair in pairs for person in pair.members}
    gone = await db.absences.among(cohort.program, placed)
    return [member for member in await db.cohorts.members(cohort.id) if member.id in gone]


async def line_moves(db: Db, cohort: Cohort, now: datetime) -> bool:
    """True while a free place goes to the next in that cohort's line by itself."""
    return may_offer(cohort, await db.sessions.of(cohort.id), now)


async def applicants(db: Db, program: ProgramId, now: datetime) -> list[tuple[Waits, Cohort]]:
    """Everybody to whom a decision, or a free place, may still come: who applied first, first."""
    found = await db.standing.applicants(program)
    cohorts = {id_: cohort for id_ in {one.cohort for one in found} if (cohort := await db.cohorts.get(id_)) is not None}
    moves = {id_ for id_, cohort in cohorts.items() if await line_moves(db, cohort, now)}
    return [(one, cohorts[one.cohort]) for one in found if not one.in_line or one.cohort in moves]


async def who_waits(db: Db, program: ProgramId, now: datetime, given: Mapping[PersonId, Standing] = NOTHING) -> list[tuple[Waits, Cohort]]:
    """Those of them whose standing is not good, were those standings attested as well."""
    found = await applicants(db, program, now)
    open_ = await not_in_good_standing(db, program, {one.person.id for one, _ in found}, now, given)
    return [(one, cohort) for one, cohort in found if one.person.id in open_]


async def who_is_told(
    db: Db, program: ProgramId, now: datetime, given: Mapping[PersonId, Standing] = NOTHING
) -> list[tuple[Waits, Cohort]]:
    """Those of them who do not know it yet, and are there to be told."""
    found = [(one, cohort) for one, cohort in await who_waits(db, program, now, given) if one.told_at is None]
    gone = await db.absences.among(program, {one.person.id for one, _ in found})
    return [(one, cohort) for one, cohort in found if one.person.id not in gone]


async def how_many_are_told(db: Db, program: ProgramId, now: datetime, given: Mapping[PersonId, Standing] = NOTHING) -> int:
    """How many people that is."""
    return len({one.person.id for one, _ in await who_is_told(db, program, now, given)})


async def tell_who_waits(unit: Unit, program: Program) -> None:
    """Somebody began to wait for standing: staff hear in the morning how many do, once for all of a day.

    Nobody is named, since facilitators read there too, and standing is between a person and the managers.
    """
    day = on_the_wall(unit.now, program.zone).date() + timedelta(days=1)
    at = LocalTime(day, _MORNING, program.zone).instant()
    due = plan(at, Direction.LATER, program.home_quiet(), Class.NOTICE, Kind.POST, program.zone, program.held_in(program.staff_channel))
    key = f"program/{program.id}/standing/{day:%Y%m%d}"
    word = Planned(key, Kind.POST, Subject.STANDING_WAITS, at, due, due + _KEEP, Class.NOTICE, channel=program.staff_channel)
    await unit.deliveries.plan(unit.db, word, program, None)
