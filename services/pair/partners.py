"""What one partner's answer means to the other: said at their next natural message, and correctable."""

from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.people import Person
from domain.group.sessions import Round, rounds
from domain.pair.checkins import Answer
from domain.pair.chevruta import Pair
from domain.sending.deliveries import DeliveryState
from messages.ground.words import Safe
from messages.pair import checkins as words
from storage.db import Db


async def partner_line(db: Db, cohort: Cohort, person: Person, now: datetime) -> Safe | None:
    """What this person's partner answered for the round that is open, if the partner did and is still there.

    That the month is off is not said here: the partner hears it in the words that were approved, or from the other one.
    """
    under_way = await _under_way(db, cohort, person, now)
    if under_way is None:
        return None
    current, pair = under_way
    given = [one for one in await db.checkins.of(cohort.id) if (one.pair, one.round) == (pair.id, current.number)]
    said = {one.by: one.answer for one in given}  # each one's latest
    if not given or given[-1].by == person.id or given[-1].answer in {Answer.NOT_THIS_MONTH, said.get(person.id)}:
        return None  # they said so themselves
    latest = given[-1]
    if latest.answer is Answer.DATE and latest.date is not None and latest.date <= now:
        return None  # that day is over, and how it went is asked elsewhere
    partner = next((member for member in await db.cohorts.members(cohort.id) if member.id == latest.by), None)
    return None if partner is None else words.partner_said(partner.name, latest.answer)


async def own_round(db: Db, cohort: Cohort, person: Person, now: datetime) -> tuple[Round, tuple[str, ...]] | None:
    """The round under way for which this person got a prompt, and so read when it ends; and the names of their partners in it."""
    under_way = await _under_way(db, cohort, person, now)
    if under_way is None:
        return None
    current, pair = under_way
    asked = await db.deliveries.by_key(f"round/{cohort.id}/{current.number}/pair/{pair.id}/member/{person.id}/prompt")
    partners = tuple(one.name for one in await db.cohorts.members(cohort.id) if one.id in pair.members and one.id != person.id)
    return (current, partners) if asked is not None and asked.state is DeliveryState.SENT and partners else None


async def _under_way(db: Db, cohort: Cohort, person: Person, now: datetime) -> tuple[Round, Pair] | None:
    """The round that is open now, and the pair in which this person studies."""
    current = next((r for r in rounds(await db.sessions.of(cohort.id)) if r.opens_at <= now < r.closes_at), None)
    pair = None if current is None else next((pair for pair in await db.chevruta.published(cohort.id) if person.id in pair.members), None)
    return None if current is None or pair is None else (current, pair)
