"""Standings: one row for each program and person; and files of them that wait for the press that takes them in."""

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, delete, literal, or_, select, union

from domain.cohorts import State
from domain.ids import PersonId, ProgramId
from domain.people import Person
from domain.roster import Roster
from domain.signups import ApplicationState
from domain.standing import Attested, Standing
from storage.link import Link
from storage.people import person_of
from storage.tables import applications, cohorts, facilitators, imports, interests, members, news, people, questions, standings

_AT_ONCE = 500  # bound parameters of one statement
_USED = select(literal(1)).where(standings.c.program_id == bindparam("program")).limit(literal(1, literal_execute=True))
_CHOOSING = (State.OPEN.value, State.SELECTING.value)


class StandingQueries:
    """Typed queries on `standings` and `imports`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def get(self, program: ProgramId, person: PersonId) -> Standing | None:
        """What is attested of one person."""
        kept = (await self.of(program, {person})).get(person)
        return None if kept is None else kept.standing

    async def of(self, program: ProgramId, people_: Collection[PersonId]) -> dict[PersonId, Attested]:
        """What is attested of each of them; whoever nobody attested is absent."""
        found: dict[PersonId, Attested] = {}
        asked = sorted(people_)
        for start in range(0, len(asked), _AT_ONCE):
            few = standings.c.person_id.in_(asked[start : start + _AT_ONCE])
            for row in await self._link.rows(select(standings).where(standings.c.program_id == program, few)):
                found[row.person_id] = Attested(Standing(bool(row.good), row.until), row.at)
        return found

    async def used(self, program: ProgramId) -> bool:
        """True once anybody's standing was attested in that program."""
        return await self._link.value(_USED, {"program": program}) is not None

    async def put(self, program: ProgramId, given: Mapping[PersonId, Standing], by: PersonId, now: datetime) -> None:
        """Attest, over what was there."""
        new = self._link.insert(standings)
        kept = {name: new.excluded[name] for name in ("good", "until", "by_id", "at")}
        if given:
            await self._link.run(
                new.on_conflict_do_update(index_elements=["program_id", "person_id"], set_=kept),
                [
                    {"program_id": program, "person_id": person, "good": int(one.good), "until": one.until, "by_id": by, "at": now}
                    for person, one in given.items()
                ],
            )

    async def to_renew(self, program: ProgramId, before: datetime) -> list[tuple[Person, Standing]]:
        """Those whose good standing ends before that instant, or has ended: who has waited longest first."""
        rows = await self._link.rows(
            select(people, standings.c.good, standings.c.until)
            .join(standings, standings.c.person_id == people.c.id)
            .where(standings.c.program_id == program, standings.c.good == 1, standings.c.until < before)
            .order_by(standings.c.until, people.c.name, people.c.id)
        )
        return [(person_of(row), Standing(True, row.until)) for row in rows]

    async def waiting(self, program: ProgramId, now: datetime) -> list[tuple[Person, str]]:
        """Applicants of cohorts that still choose whose standing is not good now, with the cohort's title, by who applied first."""
        of_them = (standings.c.person_id == applications.c.person_id) & (standings.c.program_id == cohorts.c.program_id)
        rows = await self._link.rows(
            select(people, cohorts.c.title)
            .join(applications, applications.c.person_id == people.c.id)
            .join(cohorts, cohorts.c.id == applications.c.cohort_id)
            .outerjoin(standings, of_them)
            .where(
                cohorts.c.program_id == program,
                cohorts.c.state.in_(_CHOOSING),
                applications.c.state == ApplicationState.APPLIED.value,
                or_(standings.c.good.is_(None), standings.c.good == 0, standings.c.until <= now),
            )
            .order_by(applications.c.applied_at, applications.c.id)
        )
        return [(person_of(row), row.title) for row in rows]

    async def known(self, program: ProgramId) -> list[tuple[PersonId, str]]:
        """Everybody who ever had to do with that program, by the name they have here: nobody else's name means anybody."""
        of_cohorts = [
            select(one.c.person_id).join(cohorts, cohorts.c.id == one.c.cohort_id).where(cohorts.c.program_id == program)
            for one in (applications, facilitators, members)
        ]
        of_program = [select(one.c.person_id).where(one.c.program_id == program) for one in (standings, interests, news, questions)]
        found = union(*of_cohorts, *of_program).subquery()
        rows = await self._link.rows(select(people.c.id, people.c.name).join(found, found.c.person_id == people.c.id))
        return [(row.id, row.name) for row in rows]

    async def keep_import(self, program: ProgramId, by: PersonId, roster: Roster, now: datetime) -> int:
        """Keep a file until it is taken in; its number."""
        new = self._link.insert(imports).values(program_id=program, by_id=by, lines=msgspec.to_builtins(roster), at=now)
        return int(await self._link.value(new.returning(imports.c.id)))

    async def imported(self, program: ProgramId, number: int) -> tuple[Roster, datetime] | None:
        """A file that waits in that program, and since when."""
        row = await self._link.row(select(imports).where(imports.c.id == number, imports.c.program_id == program))
        try:
            return None if row is None else (msgspec.convert(row.lines, Roster), row.at)
        except msgspec.ValidationError:
            return None  # a file of something else

    async def drop_import(self, number: int) -> None:
        """It was taken in."""
        await self._link.run(delete(imports).where(imports.c.id == number))

    async def forget_imports(self, before: datetime) -> int:
        """Drop the files that nobody took in."""
        return await self._link.run(delete(imports).where(imports.c.at < before))
