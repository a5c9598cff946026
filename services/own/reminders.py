"""Another reminder before sessions: what it brings from now on, and what it does not bring any more."""

from collections.abc import Sequence

from domain.cohort.cohorts import Cohort
from domain.ground.people import Person
from domain.sending.deliveries import DeliveryState, Reason, Subject
from services.sending.unit import Press


async def chosen_anew(press: Press, person: Person, cohorts: Sequence[Cohort]) -> None:
    """Plan the reminders as that person wishes them now, without those whose moment passed before they chose: they never come."""
    db = press.db
    for cohort in cohorts:
        await press.deliveries.reconcile(db, cohort.id)
        for row in await db.deliveries.of_cohort(cohort.id, frozenset({DeliveryState.PENDING})):
            wished = row.person == person.id and row.message == Subject.SESSION_REMINDER and row.reason != Reason.UNWANTED
            if wished and row.due <= press.now:
                await db.deliveries.drop(row.id, press.now, Reason.UNWANTED.value)
