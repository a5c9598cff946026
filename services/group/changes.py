"""Word to those who lead a cohort that somebody else has changed its dates: which, by whom, and how many people hear of it."""

from collections.abc import Sequence

from domain.cohort.cohorts import CohortState
from domain.ground.times import LocalTime
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfChange
from messages.ground.values import Message
from messages.group import series as words
from services.ground import permissions
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct
from storage.db import Db


async def tell_leaders(act: CohortAct, gone: Sequence[LocalTime], come: Sequence[LocalTime], told: int) -> None:
    """Plan it for everybody who leads the cohort but did not do it; what they have not read yet of earlier changes is in it too."""
    db, by = act.db, await act.me()
    waiting = await db.deliveries.of_cohort(act.cohort.id, frozenset({DeliveryState.PENDING}))
    for leader in await db.cohorts.facilitators(act.cohort.id):
        if leader.id == by.id:
            continue
        change = OfChange((by.id,), tuple(gone), tuple(come), told)
        for row in waiting:
            if row.message == Subject.DATES_LEAD and row.person == leader.id and row.first_attempt_at is None:
                change = row.facts_as(OfChange).then(change)
                await db.deliveries.drop(row.id, act.now, Reason.MERGED.value, DeliveryState.CANCELLED)
        if change.gone or change.come:
            key = f"cohort/{act.cohort.id}/dates-lead/{act.now:%Y%m%d%H%M%S%f}/{leader.id}"
            await act.deliveries.direct(db, key, Subject.DATES_LEAD, leader, act.program, act.cohort.id, Class.NOTICE, facts=change)


class Changes:
    """Composes it."""

    def composers(self) -> dict[Subject, Composer]:
        """Word that dates have changed, to who leads."""
        return {Subject.DATES_LEAD: _compose}


async def _compose(db: Db, row: Delivery, _now: object) -> Message | Reason:
    cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
    person = None if row.person is None else await db.people.get(row.person)
    if cohort is None or cohort.state is CohortState.CANCELLED or person is None or not await permissions.leads(db, person.id, cohort.id):
        return Reason.UNWANTED
    change = row.facts_as(OfChange)
    people = await db.people.all_of(change.by)
    return words.changed_by(cohort, person.name, [people[one].name for one in change.by if one in people], change)
