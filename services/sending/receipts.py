"""After places were given to several: one word to staff, once it is known of every letter whether it arrived."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.people import Person
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Planned, Reason, Subject
from domain.sending.facts import OfReceipt
from domain.sending.gate import Wait, plan
from messages.ground.values import Message
from messages.sending import receipts as words
from messages.sending.receipts import Receipt
from services.ground import permissions
from services.sending.deliveries import Composer
from services.sending.unit import Unit
from storage.db import Db

FIRST_LOOK = timedelta(hours=1)
LOOK_AGAIN = timedelta(minutes=10)
OTHERS_WAITED_FOR = timedelta(days=7)  # longer than any quiet time; somebody's pause may be longer, and is nobody's business here
KEEP = timedelta(days=30)


async def promise(unit: Unit, cohort: Cohort, program: Program, by: Person | None) -> None:
    """Plan that word to whoever leads the cohort and to whoever gave the places, about the letters of what this unit decided."""
    now = unit.now
    leaders = {person.id: person for person in await unit.db.cohorts.facilitators(cohort.id)}
    for one in (leaders if by is None else leaders | {by.id: by}).values():
        quiet = one.quiet(program.zone, program.observance)
        due = plan(now + FIRST_LOOK, Direction.LATER, quiet, Class.NOTICE, Kind.DM, quiet.zone, program.own_days)
        planned = Planned(
            f"cohort/{cohort.id}/published/{now:%Y%m%d%H%M%S}/receipt/{one.id}", Kind.DM, Subject.PUBLISH_RECEIPT, now, due, now + KEEP,
            Class.NOTICE, person=one.id, facts=OfReceipt(one.id in leaders),
        )  # fmt: skip
        await unit.deliveries.plan(unit.db, planned, program, cohort.id)


def composers() -> dict[Subject, Composer]:
    """The word itself."""
    return {Subject.PUBLISH_RECEIPT: _compose_receipt}


async def _compose_receipt(db: Db, row: Delivery, now: datetime) -> Message | Reason | Wait:
    """Its ideal moment is that of the publication. It waits while a letter is on its way, and not for ever."""
    cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
    if (
        cohort is None
        or cohort.state is CohortState.CANCELLED
        or (row.facts_as(OfReceipt).leads and not await permissions.leads(db, row.person, cohort.id))
    ):
        return Reason.UNWANTED  # leads it no more; a manager who published may be one still
    letters = await db.deliveries.decided_at(cohort.id, row.ideal)
    still = [letter.due for letter in letters if letter.on_its_way]
    if still and now < row.ideal + OTHERS_WAITED_FOR:
        return Wait(min(max(*still, now) + LOOK_AGAIN, row.ideal + OTHERS_WAITED_FOR), Reason.AFTER)
    return words.receipt(await _receipt(db, cohort, letters)) if letters else Reason.UNWANTED


async def _receipt(db: Db, cohort: Cohort, letters: Sequence[Delivery]) -> Receipt:
    people = await db.people.all_of({letter.person for letter in letters if letter.person is not None})
    arrived = [letter for letter in letters if letter.state is DeliveryState.SENT]
    unneeded = [letter for letter in letters if letter.state is DeliveryState.CANCELLED or letter.reason == Reason.UNWANTED]
    waiting = [letter for letter in letters if letter.on_its_way and letter not in unneeded]
    known = {letter.id for letter in (*arrived, *unneeded, *waiting)}
    named = [(letter, people[letter.person]) for letter in letters if letter.person is not None and letter.person in people]
    lost = tuple(
        (person.name, letter.reason or Reason.REFUSED.value, letter.state is DeliveryState.UNCERTAIN)
        for letter, person in named
        if letter.id not in known
    )
    threads = [letter for letter, person in named if letter.state is DeliveryState.SENT and await _in_thread(db, letter, person)]
    return Receipt(cohort, len(letters), len(arrived), len(threads), len(unneeded), len(waiting), lost)


async def _in_thread(db: Db, letter: Delivery, person: Person) -> bool:
    """True for what went where their direct messages are not."""
    return letter.sent_channel != person.dm and letter.sent_channel == await db.people.thread(letter.program, person.id)
