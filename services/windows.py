"""The sign-up window: opened and closed by a person or by its hour, the same way; and places that a policy gives without a draft."""

from datetime import datetime

from domain import cohorts as rules
from domain.cohorts import Cohort, Policy, Readiness, State
from domain.signups import Application, ApplicationState
from services.waitlist import offer
from storage.db import Db


async def readiness(db: Db, cohort: Cohort) -> Readiness:
    """What the guards of a cohort's steps look at."""
    return Readiness(
        facilitators=len(await db.cohorts.facilitators(cohort.id)),
        sessions=len(await db.sessions.of(cohort.id)),
        members=await db.cohorts.count_members(cohort.id),
        paired=bool(await db.chevruta.published(cohort.id)),
    )


async def open_(db: Db, cohort: Cohort, now: datetime) -> None:
    """Open it. Raises `Refusal(NOT_READY)` with all that is missing. The caller reconciles."""
    state = rules.step(cohort, State.OPEN, await readiness(db, cohort))
    await db.cohorts.change(cohort.id, state=state.value, opens_at=now)


async def close(db: Db, cohort: Cohort, now: datetime) -> None:
    """Close it: what follows is a person's choosing, or nothing where a policy has given the places. The caller reconciles."""
    state = rules.step(cohort, State.SELECTING, await readiness(db, cohort))
    applied = [application for application, _ in await db.signups.in_cohort(cohort.id, frozenset({ApplicationState.APPLIED}))]
    free = cohort.capacity - await db.cohorts.count_taken(cohort.id)
    if cohort.policy is Policy.ACCEPT_ALL and 0 < len(applied) <= free:
        for application in applied:
            await offer(db, application, now)
        state = State.FORMING
    if cohort.policy is Policy.FIRST_COME and not applied and await db.cohorts.count_members(cohort.id):
        state = State.FORMING
    await db.cohorts.change(cohort.id, state=state.value, closes_at=min(cohort.closes_at or now, now))


async def first_come(db: Db, cohort: Cohort, application: Application, now: datetime) -> None:
    """Where places go to whoever comes first: a place while there is one, else the end of the line. The caller reconciles."""
    line = await db.signups.waiting(cohort.id)
    if not line and await db.cohorts.count_taken(cohort.id) < cohort.capacity:
        await db.signups.change(application.id, state=ApplicationState.ACCEPTED.value, decided_at=now)
        await db.cohorts.add_member(cohort.id, application.person, now)
    else:
        last = max((one.place or 0 for one in line), default=0) + 1
        await db.signups.change(application.id, state=ApplicationState.WAITLISTED.value, decided_at=now, place=last)
