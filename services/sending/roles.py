"""Roles: what somebody should have on the server by their places, compared with what they have, and put right through the gate.

Only the roles of the program's cohorts are looked at. One that somebody should not have is taken back only if the bot gave it:
a role that staff gave by hand stays.
"""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Program
from domain.ground.ids import PersonId, RoleId
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Subject
from domain.sending.facts import OfRole
from services.sending.deliveries import Deliveries
from storage.db import Db

KEEP = timedelta(days=30)  # how long a role that cannot be given is tried for
SETTLES = timedelta(minutes=10)  # what was given or taken so lately may not show in what was heard before it
AGAIN = timedelta(hours=1)  # between two tries, where Discord refused the first
_GIVE, _TAKE = Subject.ROLE, Subject.ROLE_BACK
_NOT_TRIED = frozenset({DeliveryState.EXPIRED, DeliveryState.CANCELLED})


async def differences(
    db: Db, program: Program, person: PersonId, held: frozenset[RoleId], now: datetime
) -> list[tuple[RoleId, Subject, list[Delivery]]]:
    """Each role that is missing or too much, what is to be done about it, and what was done about that role before, oldest first."""
    due = await db.roles.due_to(program.id, person)
    if due == held:
        return []
    past = await db.roles.deliveries(program.id, person)
    found = [(role, _GIVE) for role in sorted(due - held)]
    found += [(role, _TAKE) for role in sorted(held - due) if _was_given(past.get(role, []))]
    return [(role, what, past.get(role, [])) for role, what in found if _may_try(past.get(role, []), now)]


def _was_given(past: list[Delivery]) -> bool:
    """The last thing that reached Discord about this role was that we gave it."""
    done = [row.message for row in past if row.state is DeliveryState.SENT]
    return bool(done) and done[-1] == _GIVE


def _may_try(past: list[Delivery], now: datetime) -> bool:
    """Nothing is on its way about this role, and the last try is not too fresh to judge."""
    if any(row.on_its_way for row in past):
        return False
    settled = [(row.settled_at, row.state) for row in past if row.settled_at is not None and row.state not in _NOT_TRIED]
    return all(now - at >= (SETTLES if state is DeliveryState.SENT else AGAIN) for at, state in settled)


async def put_right(db: Db, deliveries: Deliveries, program: Program, person: PersonId, held: frozenset[RoleId], now: datetime) -> None:
    """Plan the deliveries that give what is missing and take back what is too much. Earlier ones that failed leave the list."""
    cohorts = {cohort.role: cohort.id for cohort in await db.cohorts.on(program.server)}
    for role, what, past in await differences(db, program, person, held, now):
        for row in past:
            await db.lost.dismiss(row.id, now)
        key = f"program/{program.id}/role/{role}/person/{person}/{what}/{now:%Y%m%d%H%M%S}"
        planned = Planned(key, Kind.ROLE, what, now, now, now + KEEP, Class.LETTER, person=person, facts=OfRole(role))
        await deliveries.plan(db, planned, program, cohorts.get(role))
