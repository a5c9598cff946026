"""The sign-up window: opened and closed by a person or by its hour, the same way; and places that a policy gives without a draft."""

from datetime import datetime

from domain import cohorts as rules
from domain.cohorts import Cohort, Policy, Program, Readiness, State
from domain.signups import Application, ApplicationState
from services.deliveries import Deliveries
from services.interests import tell_of_opening
from services.settled import passed_over
from services.waitlist import fill, offer
from storage.db import Db


async def readiness(db: Db, cohort: Cohort) -> Readiness:
    """What the guards of a cohort's steps look at."""
    return Readiness(
        facilitators=len(await db.cohorts.facilitators(cohort.id)),
        sessions=len(await db.sessions.of(cohort.id)),
        members=await db.cohorts.count_members(cohort.id),
        paired=bool(await db.chevruta.published(cohort.id)),
    )


async def open_(db: Db, deliveries: Deliveries, cohort: Cohort, now: datetime) -> None:
    """Open it, and tell whoever asked for its topic. Raises `Refusal(NOT_READY)` with all that is missing. The caller reconciles."""
    state = rules.step(cohort, State.OPEN, await readiness(db, cohort))
    await db.cohorts.change(cohort.id, state=state.value, opens_at=now)
    opened = await db.cohorts.get(cohort.id)
    assert opened is not None, "it was just changed"  # noqa: S101
    await tell_of_opening(db, deliveries, opened, await db.programs.get(cohort.program), now)


async def close(db: Db, cohort: Cohort, now: datetime) -> None:
    """Close it: what follows is a person's choosing, or nothing where a policy has given the places. The caller reconciles."""
    state = rules.step(cohort, State.SELECTING, await readiness(db, cohort))
    applied = [application for application, _ in await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))]
    free = cohort.capacity - await db.cohorts.count_taken(cohort.id)
    free_to_all = not await passed_over(db, cohort.program, {application.person for application in applied}, now)
    if cohort.policy is Policy.ACCEPT_ALL and free_to_all and 0 < len(applied) <= free:
        for application in applied:
            await offer(db, application, now)
        state = State.FORMING
    if cohort.policy is Policy.FIRST_COME and not applied and await db.cohorts.count_members(cohort.id):
        state = State.FORMING
    await db.cohorts.change(cohort.id, state=state.value, closes_at=min(cohort.closes_at or now, now))


async def first_come(db: Db, cohort: Cohort, application: Application, now: datetime) -> bool:
    """Where places go to whoever comes first: a place while there is one, else the end of the line. The caller reconciles.

    An application whose standing is not settled, or whose person has left the server, waits meanwhile; then False.
    """
    if await passed_over(db, cohort.program, {application.person}, now):
        return False
    line = await db.signups.waiting(cohort.id)
    if not line and await db.cohorts.count_taken(cohort.id) < cohort.capacity:
        await db.signups.change(application.id, state=ApplicationState.ACCEPTED.value, decided_at=now)
        await db.cohorts.add_member(cohort.id, application.person, now)
    else:
        last = max((one.place or 0 for one in line), default=0) + 1
        await db.signups.change(application.id, state=ApplicationState.WAITLISTED.value, decided_at=now, place=last)
    return True


async def go_on(db: Db, deliveries: Deliveries, program: Program, now: datetime) -> None:
    """Somebody's standing has changed, or they are back: who waited for it, and who was passed over in a line, have their turn."""
    for cohort in await db.cohorts.on(program.server):
        moved = 0
        if cohort.policy is Policy.FIRST_COME and cohort.state is State.OPEN:
            applied = await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))
            for application, _ in applied:
                moved += await first_come(db, cohort, application, now)
        moved += await fill(db, cohort.id, now)
        if moved:
            await deliveries.reconcile(db, cohort.id)
