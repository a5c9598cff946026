"""What staff did is written down, in the transaction that does it."""

from datetime import datetime

from domain.audit import Act
from domain.cohorts import Cohort, Program
from domain.people import Actor
from domain.rights import Action
from services import permissions
from storage.db import Db


async def note(
    db: Db, actor: Actor, action: Action, program: Program, cohort: Cohort | None, now: datetime, **facts: str | int | None
) -> None:
    """Keep who did what. `facts` are numbers, dates and names of settings: never words that somebody wrote in confidence."""
    person = await permissions.whoever(db, actor, now)
    await db.audit.add(Act(program.id, None if cohort is None else cohort.id, person.id, action.value, dict(facts), now))
