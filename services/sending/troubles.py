"""What stays failed is told to a program's staff, once, in words; the operator has the whole list from `shamash check`."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from domain.cohort.cohorts import Program
from domain.ground.ids import DeliveryId
from domain.sending.deliveries import Class, Delivery, Direction, Kind, Planned, Reason, Subject
from domain.sending.gate import plan
from domain.sending.troubles import HOUR, Troubles, hour_ends
from messages.sending import troubles as words
from services.sending.deliveries import Composer, Placed
from services.sending.unit import Unit, Units
from storage.db import Db
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)
KEEP = timedelta(days=7)
POST = Subject.TROUBLE
Work = Callable[[Unit], Awaitable[object]]


async def keep_and_tell(units: Units, keep: Work, tell_: Work) -> None:
    """Keep a failure and plan the word about it in one unit. Where the word cannot be planned, the failure is kept all the same."""
    try:
        async with units.change() as unit:
            await keep(unit)
            await tell_(unit)
    except (*NO_MORE_WRITES, Unavailable):
        raise
    except Exception:
        log.exception("nobody could be told of a failure")
        async with units.change() as unit:
            await keep(unit)


async def tell(unit: Unit, program: Program) -> None:
    """Plan a post for the staff when the hour is over: it tells of all that failed in it."""
    over = hour_ends(unit.now)
    own = program.held_in(program.staff_channel)
    due = plan(over, Direction.LATER, program.home_quiet(), Class.NOTICE, Kind.POST, program.zone, own)
    key = f"program/{program.id}/{POST}/{over:%Y%m%d%H}"
    post = Planned(key, Kind.POST, POST, over, due, due + KEEP, Class.NOTICE, channel=program.staff_channel)
    await unit.deliveries.plan(unit.db, post, program, None)


async def tell_of_held(unit: Unit, id_: DeliveryId) -> None:
    """A delivery is kept back by a fault of ours. About such a post itself nothing is posted."""
    program = await unit.db.deliveries.program_of(id_)
    if program is not None:
        await tell(unit, await unit.db.programs.get(program))


async def tell_everybody(unit: Unit) -> None:
    """Something failed that concerns all programs: the staff of each that the bot serves now hear of it."""
    for server, removed in (await unit.db.programs.servers()).items():
        program = await unit.db.programs.on(server)
        if program is not None and removed is None:
            await tell(unit, program)


async def all_of_them(db: Db) -> Troubles:
    """The operator's list."""
    turns, held = await db.turns.failed(), await db.lost.held()
    return Troubles(tuple(turns), tuple(held), tuple(await db.jobs.failing()))


def composers() -> dict[Subject, Composer]:
    """The word itself."""
    return {Subject.TROUBLE: _compose}


async def _compose(db: Db, row: Delivery, now: datetime) -> Placed | Reason:
    """What failed in the hour before its moment and has not come right since."""
    since, until = row.ideal - HOUR, row.ideal
    turns = [turn for turn in await db.turns.failed(since, until) if turn.program == row.program]
    held = [one for one in await db.lost.held(row.program, since, until) if one.message != POST]
    found = Troubles(tuple(turns), tuple(held), tuple(await db.jobs.failing(since, until)))
    if found == Troubles():
        return Reason.UNWANTED
    program = await db.programs.get(row.program)
    return Placed(program.staff_channel, words.told(found), elsewhere=False)
