"""A program's calendar beside the Jewish one: dates of its own, taken in from a file, and whose civic days it has."""

import asyncio
from collections.abc import Collection, Sequence
from zlib import crc32

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Program
from domain.ground.civic import Civic, civic_of
from domain.ground.days import Level
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.spreadsheets import decoded
from domain.program.date_files import LEVELS, DatesFile, DatesTaken, read
from domain.program.dates import MOST_DATES, CommunityDate, differences, with_these
from messages.program.dates import HOME, Calendar, Kept, Preview
from services.ground import permissions
from services.program import previews
from services.sending.unit import ProgramAct, Units
from storage.db import Db


class Dates:
    """What managers say of their program's days."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def show(self, actor: Actor, page: int = 0) -> Calendar:
        """The program's dates and civic days; only reads."""
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SET_DATES)
            return await _calendar(db, program, page)

    async def choose_civic(self, actor: Actor, page: int, chosen: Collection[str]) -> Calendar:
        """Have these countries' civic days; `HOME` stands for the country of the home, whichever that is, and nothing for none."""
        async with self._units.act_here(actor, Action.SET_DATES) as act:
            named = frozenset(one for one in Civic if one in chosen)
            sets = None if set(chosen) == {HOME} else named | civic_of(act.program.zone) if HOME in chosen else named
            if sets != await act.db.dates.civic(act.program.id):
                await act.db.dates.choose_civic(act.program.id, sets)
                act.says(what="civic")
            return await _calendar(act.db, act.program, page)

    async def remove(self, actor: Actor, page: int, numbers: Collection[int]) -> Calendar:
        """Take dates away, by their numbers; those that are gone already stay so."""
        async with self._units.act_here(actor, Action.SET_DATES) as act:
            act.says(what="removed", count=await act.db.dates.remove(act.program.id, numbers))
            await _plan_anew(act)
            return await _calendar(act.db, act.program, page)

    async def preview(self, actor: Actor, data: bytes, otherwise: str = "", *, beside: bool = False) -> Preview:
        """What a file would change, with every line that was not understood; it is kept for a day, and changes nothing yet.

        `otherwise`: the class of dates for which the file names none. `beside`: dates that are not in it stay.
        """
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SET_DATES)
        level = LEVELS.get(otherwise, Level.LIGHT)
        file = await asyncio.to_thread(lambda: replace(read(decoded(data), program.zone, level), beside=beside))
        if not (file.dates or file.slips):
            raise Refusal(Why.NO_DATES)
        async with self._units.act_here(actor, Action.SET_DATES) as act:
            number = await previews.keep(act, file)
        return await self.lines(actor, number)

    async def lines(self, actor: Actor, number: int, page: int = 0) -> Preview:
        """The preview as it stands now, at another of its pages; only reads."""
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SET_DATES)
            file = await self._waiting(db, program, number)
            kept = await db.dates.of(program.id)
            _fitting(kept, file)
            found = differences(kept, file.dates, beside=file.beside)
            return Preview(number, found, file.slips, _mark(kept), max(page, 0))

    async def _waiting(self, db: Db, program: Program, number: int) -> DatesFile:
        found = await previews.waiting(db, program.id, number, DatesFile, self._units.now())
        if found is None:
            raise Refusal(Why.DATES_GONE)
        return found[0]

    async def take_in(self, actor: Actor, number: int, mark: int) -> Kept:
        """Keep a previewed file's dates. Pressed again when it is done, it says what it did.

        `mark` is that of the dates with which the preview compared it; raises `Refusal(STALE)` when they are others by now.
        """
        async with self._units.act_here(actor, Action.SET_DATES) as act:
            db, program = act.db, act.program
            before = await db.imports.get(program.id, number, DatesTaken)
            if before is not None:
                return Kept(before[0], again=True)
            file, kept = await self._waiting(db, program, number), await db.dates.of(program.id)
            if _mark(kept) != mark:
                raise Refusal(Why.STALE)
            found = differences(kept, file.dates, beside=file.beside)
            await db.dates.put(program.id, _fitting(kept, file))
            taken = DatesTaken(len(found.added), len(found.changed), len(found.removed), file.slips)
            await db.imports.taken_in(number, taken, act.now)
            act.says(what="taken-in", count=found.count)
            await _plan_anew(act)
            return Kept(taken)


async def _plan_anew(act: ProgramAct) -> None:
    """Where the days on which messages wait are others now, what waited is asked about again, and each cohort's plan follows."""
    db, program = act.db, act.program
    if (await db.programs.get(program.id)).own_days == program.own_days:
        return
    await db.deliveries.days_changed(program.id, act.now)
    for cohort in await db.cohorts.on(program.server):
        if cohort.state not in ENDED:
            act.changed(cohort)


async def _calendar(db: Db, program: Program, page: int) -> Calendar:
    dates = await db.dates.numbered(program.id)
    return Calendar(program, await db.dates.civic(program.id), civic_of(program.zone), tuple(dates.items()), max(page, 0))


def _fitting(kept: Sequence[CommunityDate], file: DatesFile) -> tuple[CommunityDate, ...]:
    """All dates as they would be. Raises `Refusal(TOO_MANY_DATES)`."""
    after = with_these(kept, file.dates, beside=file.beside)
    if len(after) > MOST_DATES:
        raise Refusal(Why.TOO_MANY_DATES, most=MOST_DATES, count=len(after))
    return after


def _mark(kept: Sequence[CommunityDate]) -> int:
    return crc32(repr(kept).encode())
