"""When a pause ends, and the word that comes on that morning."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Program
from domain.ground.people import Person
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime, on_the_wall
from domain.group.sessions import Session
from domain.sending import gate
from domain.sending.deliveries import Class, Delivery, Direction, Kind, Planned, Reason, Subject
from messages.ground.values import Message
from messages.own import pauses as words
from messages.own.pauses import TO_SESSION
from services.ground.text import clock, day, whole
from services.pair.ahead import next_sessions
from services.sending.unit import Press
from storage.db import Db

LONGEST_PAUSE = 183
BEFORE_SESSION = timedelta(hours=2)  # a pause until a session ends at least so long before it
_KEEP = timedelta(days=3)
_SAME = timedelta(hours=3)  # the clocks of a zone may have another rule by then


async def end_of(press: Press, person: Person, zone: str, days: object, until: str | None) -> LocalTime:
    """09:00 on the clock of that zone, on the day they typed, in so many days, or on the morning of their next session.

    Raises `Refusal(BAD_NUMBER)` for a day that is over or too far, `Refusal(STALE)` where there is no session to pause until.
    """
    now, morning = press.now, clock("9:00")
    if not until and days == TO_SESSION:
        ahead = await next_sessions(press.db, person.id, now)
        ends = [end for _, session in ahead if (end := _morning_of(session, zone)).instant() > now]
        if not ends:
            raise Refusal(Why.STALE)
        return ends[0]
    date = day(until) if until else on_the_wall(now, zone).date() + timedelta(days=whole(days, 1, LONGEST_PAUSE))
    end = LocalTime(date, morning, zone)
    if not now < end.instant() <= now + timedelta(days=LONGEST_PAUSE + 1):
        raise Refusal(Why.BAD_NUMBER, least=1, most=LONGEST_PAUSE)
    return end


def _morning_of(session: Session, zone: str) -> LocalTime:
    """Nine o'clock on its day where they are; on the day before for a session that begins early there."""
    end = LocalTime(on_the_wall(session.starts_at, zone).date(), clock("9:00"), zone)
    early = end.instant() > session.starts_at - BEFORE_SESSION
    return LocalTime(end.date - timedelta(days=1), end.time, zone) if early else end


async def plan_return(press: Press, person: Person, program: Program, end: datetime) -> None:
    """The word on the morning it ends, or when their quiet time after that is over."""
    quiet = person.quiet(program.zone, program.observance)
    due = gate.plan(end, Direction.LATER, quiet, Class.NOTICE, Kind.DM, quiet.zone, program.own_days)
    key = f"pause/{person.id}/{end:%Y%m%d%H%M}/over"
    planned = Planned(key, Kind.DM, Subject.PAUSE_OVER, end, due, end + _KEEP, Class.NOTICE, person=person.id)
    await press.deliveries.plan(press.db, planned, program, None)


async def compose_over(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """Of use only if that is still the day on which their pause ends, and they have a place somewhere."""
    person = None if row.person is None else await db.people.get(row.person)
    if person is None or person.paused_until is None or person.is_paused(now) or abs(person.paused_until - row.ideal) > _SAME:
        return Reason.UNWANTED
    if not await db.cohorts.joined_by(person.id):
        return Reason.UNWANTED
    ahead = [(cohort.title, session) for cohort, session in await next_sessions(db, person.id, now) if cohort.program == row.program]
    return words.over(person.name, ahead[:3])
