"""Standing: attested by managers one by one or from a file, asked for before anybody is accepted, and never derived from Discord."""

from datetime import datetime

from domain.cohorts import Program
from domain.deliveries import Delivery, Reason
from domain.ids import UserId
from domain.people import Actor, Person
from domain.rights import Action
from domain.standing import RENEW_WITHIN, Standing, attested
from messages import standing as words
from messages.places import Advance
from messages.standing import Renewals
from messages.values import Message
from services import permissions, windows
from services.deliveries import Composer
from services.settled import applicants, how_many_are_told, tell_who_waits, who_is_told, who_waits
from services.text import day, required
from services.unit import Unit, Units
from storage.db import Db


class Standings:
    """What the managers of a program attest."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def attest(
        self, actor: Actor, user: UserId, name: str, good: bool, until: str | None
    ) -> tuple[Program, Person, Standing, Advance | None, int]:
        """Note one person's standing, through a last day or with no end; with who has their turn by it, and is written to.

        And with how many read in the morning, privately, how to settle theirs.
        """
        async with self._units.act_here(actor, Action.ATTEST_STANDING) as act:
            db, program, now = act.db, act.program, act.now
            standing = attested(good, day(until) if until and until.strip() else None, program.zone)
            person = await db.people.ensure(user, required(name, 100), now)
            by = await act.me()
            first = not await db.standing.used(program.id)
            await db.standing.put(program.id, {person.id: standing}, by.id, now)
            ends = None if standing.until is None else standing.until.isoformat()
            act.says(what="good" if good else "none", who=person.id, until=ends)
            gave = await windows.go_on(act, program)
            if first:  # from now on standing counts, also for those who applied before
                await tell_who_waits(act, program)
            return program, person, standing, gave, await how_many_are_told(db, program.id, now)

    async def renewals(self, actor: Actor, page: int = 0) -> Renewals:
        """Applicants who wait for standing, and whose ends within sixty days or has ended; only reads."""
        now = self._units.now()
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.ATTEST_STANDING)
            used = await db.standing.used(program.id)
            waiting = [(one.person, cohort.title) for one, cohort in await who_waits(db, program.id, now)]
            ending = await db.standing.to_renew(program.id, now + RENEW_WITHIN)
            return Renewals(program, tuple(waiting), tuple(ending), used, max(page, 0))

    def composers(self) -> dict[str, Composer]:
        """The word to staff about who waits, and to whoever does."""
        return {"standing-waits": self._compose_waits, "standing-open": self._compose_open}

    async def _compose_waits(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        waiting = await who_waits(db, row.program, now)
        return words.waits(len({one.person.id for one, _ in waiting})) if waiting else Reason.UNWANTED

    async def nightly(self) -> None:
        """Whoever waits for standing and does not know it is told in the morning: it may have become open since they applied."""
        async with self._units.change() as unit:
            for server, removed in (await unit.db.programs.servers()).items():
                program = await unit.db.programs.on(server)
                if program is not None and removed is None:
                    await self._tell_who_waits(unit, program)

    async def _tell_who_waits(self, unit: Unit, program: Program) -> None:
        db, now = unit.db, unit.now
        waiting = {one.application for one, _ in await who_waits(db, program.id, now)}
        for one, _ in await applicants(db, program.id, now):
            if one.told_at is not None and one.application not in waiting:
                await db.signups.change(one.application, open_told_at=None)  # should it be open once more, they hear it
        for one, cohort in await who_is_told(db, program.id, now):
            await db.signups.change(one.application, open_told_at=now)
            key = f"application/{one.application}/standing-open/{now:%Y%m%d}"
            await unit.deliveries.direct(db, key, "standing-open", one.person, program, cohort.id, application=one.application)

    async def _compose_open(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        for one, cohort in await who_waits(db, row.program, now):
            if one.application == row.facts["application"]:
                return words.open_(await db.programs.get(row.program), one.person, cohort)
        return Reason.UNWANTED
