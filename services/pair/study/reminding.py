"""Whether somebody is reminded of a date before it, so that no reminder is promised which cannot come."""

from datetime import datetime

from domain.cohort.cohorts import RUNNING
from domain.pair.agreeing import Standing
from domain.pair.checkins import Reminding
from domain.sending.timeline.studying import reminds
from services.pair.study.months import Month
from storage.db import Db


async def reminding(db: Db, month: Month, stands: Standing, at: datetime, now: datetime) -> Reminding:
    """Of that date, the one of the pair as whom its month is seen: by what is planned for them, and by what the gate will say to it."""
    if at <= now:
        return Reminding.OVER
    person = month.person
    kept = stands.reminded([one.id for one in month.there]).get(person.id) == at
    if not kept or not month.others or month.cohort.state not in RUNNING:
        return Reminding.NONE
    program = await db.programs.get(month.cohort.program)
    quiet = person.quiet(program.zone, program.observance)
    return Reminding.COMES if reminds(at, quiet, program.own_days, person.paused_until, now) else Reminding.NONE
