"""What is ahead: the next sessions of somebody's cohorts, and whether a cohort has a round to come."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import PersonId
from domain.group.sessions import Session, SessionState
from domain.sending.timeline import studying
from storage.db import Db


async def next_sessions(db: Db, person: PersonId, now: datetime) -> list[tuple[Cohort, Session]]:
    """The next session of each cohort that they have a place in and that has begun, the soonest first."""
    joined = [one for one in await db.cohorts.joined_by(person) if one.started_at is not None and one.state is not CohortState.CANCELLED]
    sessions = await db.sessions.of_each([cohort.id for cohort in joined])
    found: list[tuple[Cohort, Session]] = []
    for cohort in joined:
        ahead = [one for one in sessions[cohort.id] if one.state is SessionState.PLANNED and one.starts_at > now]
        found += [(cohort, min(ahead, key=lambda one: one.starts_at))] if ahead else []
    return sorted(found, key=lambda one: one[1].starts_at)


async def brings_more(db: Db, cohort: Cohort, now: datetime, *, late: bool = False) -> bool:
    """False in the last round of a cohort, once its text has come: who is paired then has none to study together.

    `late`: with somebody who comes just now, and gets that text while it is worth having.
    """
    return studying.brings_more(cohort, await db.sessions.of(cohort.id), now, late=late)
