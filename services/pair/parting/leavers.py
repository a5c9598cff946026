"""Word that somebody has left a cohort: to those they studied with, and to whoever leads it."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import PersonId
from domain.joining.waitlist import freed
from domain.pair.apart import Way
from domain.pair.moves import Group
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfLeaver, OfPerson
from messages.ground.values import Message
from messages.joining import signups as signup_words
from messages.pair import apart as words
from messages.pair.apart import Left
from services.ground import permissions
from services.pair.ahead import brings_more
from services.pair.parting.beside import beside_of
from services.pair.parting.settling import reads
from services.sending.deliveries import Composer
from storage.db import Db


def composers() -> dict[Subject, Composer]:
    """What is said when somebody leaves."""
    return {Subject.MEMBER_LEFT: compose_to_leader, Subject.PARTNER_LEFT: compose_to_partner}


async def compose_to_leader(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """Who left, what becomes of the place, and how those they studied with go on."""
    about, cohort = row.facts_as(OfLeaver), None if row.cohort is None else await db.cohorts.get(row.cohort)
    who = await db.people.get(about.who)
    if cohort is None or who is None or cohort.state is CohortState.CANCELLED or not await permissions.leads(db, row.person, cohort.id):
        return Reason.UNWANTED  # or leads it no more
    by = None if about.by is None else await db.people.get(about.by)
    free = cohort.capacity - await db.cohorts.count_taken(cohort.id)
    place = freed(cohort, await db.sessions.of(cohort.id), free, now)
    left = await left_behind(db, cohort, who.id, now)
    return signup_words.member_left(who.name, cohort, place, words.left_behind(left), by=None if by is None else by.name)


async def left_behind(db: Db, cohort: Cohort, who: PersonId, now: datetime) -> list[Left]:
    """How each goes on who was with them in their last pair; nobody, where that pair was never begun."""
    group = await db.chevruta.last_of(cohort.id, who)
    if cohort.state is not CohortState.MEETING:
        return []
    names, groups, alone = await reads(db, cohort)
    last = not await brings_more(db, cohort, now)
    found = [Left((names[one],), (), alone[one].way, last=last) for one in group if one in alone and one in names]
    for with_ in dict.fromkeys(_group_of(one, groups) for one in group if one in names and one not in alone):
        theirs = [one for one in with_ if one in group]
        found.append(Left(tuple(names[one] for one in theirs), tuple(names[one] for one in with_ if one not in theirs), None))
    return found


def _group_of(person: PersonId, groups: list[Group]) -> Group:
    return next((group for group in groups if person in group), (person,))


async def compose_to_partner(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """How they go on: as the pair that is left of three, or by their own choice. Before the start nobody was named to them."""
    cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
    who = await db.people.get(row.facts_as(OfPerson).who)
    if cohort is None or who is None or row.person is None or cohort.started_at is None or cohort.state is CohortState.CANCELLED:
        return Reason.UNWANTED
    names, groups, alone = await reads(db, cohort)
    if row.person not in names or who.id in names:
        return Reason.UNWANTED
    if row.person in alone:
        if alone[row.person].way is not Way.ASKED:
            return Reason.UNWANTED
        beside, last = await beside_of(db, cohort, row.person, now), not await brings_more(db, cohort, now)
        return words.left_alone(cohort, who.name, beside, last=last)
    group = _group_of(row.person, groups)
    if len(group) < 2:
        return signup_words.partner_left(who.name, cohort, [leader.name for leader in await db.cohorts.facilitators(cohort.id)])
    with_them = any({who.id, row.person} <= set(pair.members) for pair in await db.chevruta.published(cohort.id))
    others = [names[one] for one in group if one != row.person]
    return words.goes_on(cohort, who.name, others) if with_them else Reason.UNWANTED
