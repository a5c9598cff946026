"""What one partner's answer means to the other: said at their next natural message, and correctable."""

from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.people import Person
from domain.group.sessions import Round, rounds
from domain.pair.checkins import Answer
from domain.pair.chevruta import Pair, in_round
from domain.sending.deliveries import DeliveryState
from messages.ground.words import Safe
from messages.pair import checkins as words
from services.pair.study.silence import PAUSE
from storage.db import Db


async def partner_line(db: Db, cohort: Cohort, person: Person, now: datetime) -> Safe | None:
    """What this person's partner answered for the round that is open, if the partner did and is still there.

    That the month is off is not said here: the partner hears it in the words that were approved, or from the other one.
    """
    under_way = await _under_way(db, cohort, person, now)
    if under_way is None:
        return None
    current, pair = under_way
    stands = await db.checkins.standing(pair.id, current.number)
    shown = None if stands is None else stands.shown_to(person.id)
    if stands is None or shown is None or shown.by == person.id or shown.answer is Answer.NOT_THIS_MONTH or person.id in stands.kept:
        return None
    if len(pair.members) > 2 and person.id in stands.off:
        return None  # the others went on without them
    if await db.replies.who_meant([person.id], {PAUSE}, current.opens_at, now):
        return None  # nothing is asked of who wrote of a hard week
    own = stands.unconfirmed(person.id) or stands.voice(person.id)
    if own is not None and (stands.unconfirmed(person.id) or (own.answer, own.date) == (shown.answer, shown.date)):
        return None  # they said so themselves, or were shown it when they said something else
    if shown.answer is Answer.DATE and shown.date is not None and shown.date <= now:
        return None  # that day is over, and how it went is asked elsewhere
    key = f"round/{cohort.id}/{current.number}/pair/{pair.id}/answer/{shown.source}/to/{person.id}"
    told = await db.deliveries.by_key(key)
    partner = next((member for member in await db.cohorts.members(cohort.id) if member.id == shown.by), None)
    if partner is None or (told is not None and told.state is DeliveryState.SENT):
        return None
    ahead = shown.date if shown.date is not None and shown.date > now else None
    return words.partner_said(partner.name, shown.answer, ahead)


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
    ever = [] if current is None else await db.chevruta.of_person(person.id)
    pair = None if current is None else in_round((pair for pair, _ in ever if pair.cohort == cohort.id), current)
    return None if current is None or pair is None else (current, pair)
