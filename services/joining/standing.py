"""Standing: attested by managers one by one or from a file, asked for before anybody is accepted, and never derived from Discord."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import Program
from domain.ground.ids import PersonId, UserId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.spreadsheets import decoded
from domain.joining.roster import Known, Meant, Roster, TakenIn, called, meant, read
from domain.joining.standing import RENEW_WITHIN, Attested, Standing, attested
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfApplication
from messages.ground.places import Advance
from messages.ground.values import Message
from messages.joining import standing as words
from messages.joining.roster import Change, Imported, Preview
from messages.joining.standing import Renewals
from services.ground import permissions
from services.ground.text import day, required
from services.joining import windows
from services.joining.good_standing import applicants, how_many_are_told, tell_who_waits, who_is_told, who_waits
from services.program import previews
from services.sending.deliveries import Composer
from services.sending.unit import Press, Unit, Units
from storage.db import Db

CHUNK = 200  # rows of one transaction: between two, whoever else writes has their turn

Progress = Callable[[int, int], Awaitable[None]]


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

    def composers(self) -> dict[Subject, Composer]:
        """The word to staff about who waits, and to whoever does."""
        return {Subject.STANDING_WAITS: self._compose_waits, Subject.STANDING_OPEN: self._compose_open}

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
                await db.signups.set_open_told(one.application, None)  # should it be open once more, they hear it
        for one, cohort in await who_is_told(db, program.id, now):
            await db.signups.set_open_told(one.application, now)
            key = f"application/{one.application}/standing-open/{now:%Y%m%d}"
            facts = OfApplication(one.application)
            await unit.deliveries.direct(db, key, Subject.STANDING_OPEN, one.person, program, cohort.id, facts=facts)

    async def _compose_open(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        for one, cohort in await who_waits(db, row.program, now):
            if one.application == row.facts_as(OfApplication).application:
                return words.open_(await db.programs.get(row.program), one.person, cohort)
        return Reason.UNWANTED


class Rosters:
    """Files that the managers of a program take in."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def preview(self, actor: Actor, data: bytes) -> Preview:
        """What a file would change, with every line that was not understood; it is kept for a day, and changes nothing yet."""
        await self._may(actor)
        sheet = await asyncio.to_thread(lambda: read(decoded(data)))  # ten thousand lines take a while, and others are to be answered
        if not (sheet.rows or sheet.faults):
            raise Refusal(Why.FILE_EMPTY)
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.ATTEST_STANDING)
            users = await db.people.by_users({row.user for row in sheet.rows if row.user is not None})
            people = await db.standing.known(program.id)
        roster = await asyncio.to_thread(lambda: meant(sheet, Known(users, called(people))))
        async with self._units.act_here(actor, Action.ATTEST_STANDING) as act:
            number = await previews.keep(act, roster)
        return await self.lines(actor, number)

    async def _may(self, actor: Actor) -> None:
        async with self._units.read() as db:
            await permissions.require_program(db, actor, Action.ATTEST_STANDING)

    async def lines(self, actor: Actor, number: int, page: int = 0) -> Preview:
        """The preview as it stands now, at another page of what was not understood; only reads."""
        now = self._units.now()
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.ATTEST_STANDING)
            roster, previewed = await self._waiting(db, program, number)
            kept = await db.standing.of(program.id, {one.person for one in roster.rows if one.person is not None})
            here = dict(await db.standing.known(program.id))
            given = await _given(db, program, roster, previewed)
            gives = await windows.would_go_on(db, program, now, given)
            told = await how_many_are_told(db, program.id, now, given)
        seen = await asyncio.to_thread(lambda: _compared(number, roster, kept, here, program.zone, max(page, 0)))
        return replace(seen, gives=gives, told=told)

    async def _waiting(self, db: Db, program: Program, number: int) -> tuple[Roster, datetime]:
        found = await previews.waiting(db, program.id, number, Roster, self._units.now())
        if found is None:
            raise Refusal(Why.IMPORT_GONE)
        return found

    async def take_in(self, actor: Actor, number: int, mark: int, progress: Progress | None = None) -> Imported:
        """Take a previewed file in, by chunks that others may write between. Ended half-way, the next press goes on.

        `mark` is that of those whose turn it would be by the preview, 0 for nobody; raises `Refusal(STALE)` when it is others' by now.
        `progress` is told how many rows are done of how many. Another manager of the program may take in what one has previewed.
        Pressed again when it is done, it says what it did.
        """
        async with self._units.act_here(actor, Action.ATTEST_STANDING) as act:
            act.only_prepares()
            db, program, now = act.db, act.program, act.now
            before = await db.imports.get(program.id, number, TakenIn)
            if before is not None:
                return Imported(before[0], again=True)
            roster, previewed = await self._waiting(db, program, number)
            gives = await windows.would_go_on(db, program, now, await _given(db, program, roster, previewed))
            if (0 if gives is None else gives.mark) != mark:
                raise Refusal(Why.STALE)
            by = await act.me()
            if not await db.standing.used(program.id):
                await tell_who_waits(act, program)
        parts = replace(actor, interaction=None)  # the press was taken, and each of them goes on with it
        done = Counter[str]()
        for start in range(0, len(roster.rows), CHUNK):
            chunk = roster.rows[start : start + CHUNK]
            async with self._units.press(parts) as press:
                _write_down_once(press, program, roster, done)
                done += await _take_in(press.db, program, by.id, chunk, previewed, now)
            if progress is not None:
                await progress(start + len(chunk), len(roster.rows))
        async with self._units.press(parts) as press:
            _write_down_once(press, program, roster, done)
            gave = await windows.go_on(press, program)
            given = 0 if gave is None else len(gave.given)
            told = await how_many_are_told(press.db, program.id, press.now)
            outcome = TakenIn(done["changed"], done["same"], done["kept"], roster.faults, given, told)
            await press.db.imports.taken_in(number, outcome, press.now)
        return Imported(outcome)


def _write_down_once(press: Press, program: Program, roster: Roster, done: Counter[str]) -> None:
    """Taking a file in is one act, however many units it takes: written down with the first of them that changes anything."""
    if not done["changed"]:
        press.about(Action.ATTEST_STANDING, program)
        press.says(what="imported", count=len(roster.rows))


def _compared(
    number: int, roster: Roster, kept: Mapping[PersonId, Attested], here: Mapping[PersonId, str], zone: str, page: int
) -> Preview:
    """What a file would change of what stands, for whom. Who is not of this program is named as the file names them."""
    compared = [_compared_line(one, kept, here, zone) for one in roster.rows]
    changes = tuple(one for one in compared if one.was != one.to)
    new = sum(one.was is None for one in changes)
    strangers = sum(one.person not in here for one in roster.rows)
    same = len(compared) - len(changes)
    return Preview(number, new, len(changes) - new, same, strangers, roster.faults, changes, zone, page)


def _compared_line(one: Meant, kept: Mapping[PersonId, Attested], here: Mapping[PersonId, str], zone: str) -> Change:
    known = None if one.person is None else kept.get(one.person)
    name = one.row.name if one.person is None else here.get(one.person, one.row.name)
    return Change(one.row.line, name, one.row.user, known and known.standing, attested(one.row.good, one.row.until, zone))


async def _given(db: Db, program: Program, roster: Roster, previewed: datetime) -> dict[PersonId, Standing]:
    """What a file attests of people who are known by now; what somebody attested after its preview stays as it is."""
    users = await db.people.by_users({one.row.user for one in roster.rows if one.row.user is not None})
    meant_ = [(users.get(one.row.user, one.person) if one.row.user is not None else one.person, one.row) for one in roster.rows]
    kept = await db.standing.of(program.id, {person for person, _ in meant_ if person is not None})
    return {
        person: attested(row.good, row.until, program.zone)
        for person, row in meant_
        if person is not None and not (person in kept and kept[person].at > previewed)
    }


async def _take_in(db: Db, program: Program, by: PersonId, chunk: Sequence[Meant], previewed: datetime, now: datetime) -> Counter[str]:
    """Attest a chunk; what stands already, or was attested since the preview, is left as it is. Whoever was erased meanwhile stays so."""
    users = await db.people.meet({one.row.user: one.row.name for one in chunk if one.row.user is not None}, now)
    there = await db.people.all_of({one.person for one in chunk if one.person is not None})
    given: dict[PersonId, Standing] = {}
    for one in chunk:
        person = users[one.row.user] if one.row.user is not None else one.person
        if person is not None and (person in there or one.row.user is not None):
            given[person] = attested(one.row.good, one.row.until, program.zone)
    kept = await db.standing.of(program.id, given)
    same = {person for person, old in kept.items() if old.standing == replace(given[person], wall=old.standing.wall)}
    later = {person for person, old in kept.items() if old.at > previewed} - same
    change = {person: one for person, one in given.items() if person not in same | later}
    await db.standing.put(program.id, change, by, now)
    return Counter(changed=len(change), same=len(same), kept=len(later))
