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
from services import audit, permissions, windows
from services.deliveries import Composer, Deliveries
from services.ports import Clock
from services.settled import applicants, how_many_are_told, tell_who_waits, who_is_told, who_waits
from services.text import day, required
from storage.db import Db
from storage.store import Store


class Standings:
    """What the managers of a program attest."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries

    async def attest(
        self, actor: Actor, user: UserId, name: str, good: bool, until: str | None
    ) -> tuple[Program, Person, Standing, Advance | None, int]:
        """Note one person's standing, through a last day or with no end; with who has their turn by it, and is written to.

        And with how many read in the morning, privately, how to settle theirs.
        """
        now = self._clock.now()
        async with self._store.begin() as db:
            program = await permissions.require_program(db, actor, Action.ATTEST_STANDING)
            await permissions.once(db, actor, now)
            standing = attested(good, day(until) if until and until.strip() else None, program.zone)
            person = await db.people.ensure(user, required(name, 100), now)
            by = await permissions.whoever(db, actor, now)
            first = not await db.standing.used(program.id)
            await db.standing.put(program.id, {person.id: standing}, by.id, now)
            ends = None if standing.until is None else standing.until.isoformat()
            await audit.note(
                db, actor, Action.ATTEST_STANDING, program, None, now, what="good" if good else "none", who=person.id, until=ends
            )
            gave = await windows.go_on(db, self._deliveries, program, now)
            if first:  # from now on standing counts, also for those who applied before
                await tell_who_waits(db, self._deliveries, program, now)
            return program, person, standing, gave, await how_many_are_told(db, program.id, now)

    async def renewals(self, actor: Actor, page: int = 0) -> Renewals:
        """Applicants who wait for standing, and whose ends within sixty days or has ended; only reads."""
        now = self._clock.now()
        async with self._store.read() as db:
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
        now = self._clock.now()
        async with self._store.begin() as db:
            for server, removed in (await db.programs.servers()).items():
                program = await db.programs.on(server)
                if program is not None and removed is None:
                    await self._tell_who_waits(db, program, now)

    async def _tell_who_waits(self, db: Db, program: Program, now: datetime) -> None:
        waiting = {one.application for one, _ in await who_waits(db, program.id, now)}
        for one, _ in await applicants(db, program.id, now):
            if one.told_at is not None and one.application not in waiting:
                await db.signups.change(one.application, open_told_at=None)  # should it be open once more, they hear it
        for one, cohort in await who_is_told(db, program.id, now):
            await db.signups.change(one.application, open_told_at=now)
            key = f"application/{one.application}/standing-open/{now:%Y%m%d}"
            await self._deliveries.direct(db, key, "standing-open", one.person, program, cohort.id, application=one.application)

    async def _compose_open(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        for one, cohort in await who_waits(db, row.program, now):
            if one.application == row.facts["application"]:
                return words.open_(await db.programs.get(row.program), one.person, cohort)
        return Reason.UNWANTED
