"""What others get of what somebody keeps: a word to a partner, a post in the round's thread. Composed from what stands at that moment."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PersonId, ReflectionId
from domain.pair.reflections import Reflection, Tier
from domain.sending.deliveries import Delivery, Kind, Reason, Subject
from domain.sending.facts import OfCohortRound, OfReflection
from domain.sending.gate import Wait
from messages.ground.values import Message
from messages.pair import reflections as words
from services.sending.deliveries import Composer, Opening, Placed
from storage.db import Db

_SOON = timedelta(minutes=5)
_THREAD = "/thread"


class ReflectionPosts:
    """Each goes out only while its author has a place and has not taken it back; in its place then stands that it was."""

    def composers(self) -> dict[Subject, Composer]:
        """The post of a round, its thread, the posts in it, and the word to a partner."""
        return {
            Subject.REFLECTIONS: self._compose_round,
            Subject.REFLECTIONS_THREAD: self._compose_thread,
            Subject.REFLECTION: self._compose_note,
            Subject.REFLECTION_PAIR: self._compose_partner,
        }

    async def _compose_round(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """While there is something to keep in its thread: all of it may have been taken back before this went out."""
        cohort, number = await _going_on(db, row), row.facts_as(OfCohortRound).round
        if cohort is None or not [one for one in await db.reflections.for_cohort(cohort.id, number) if await _author(db, cohort, one)]:
            return Reason.UNWANTED
        return words.round_post(cohort, number)

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason | Wait:
        cohort, number = await _going_on(db, row), row.facts_as(OfCohortRound).round
        posted = None if cohort is None else await db.deliveries.by_key(row.key.removesuffix(_THREAD))
        if posted is not None and posted.under_way:
            return Wait(now + _SOON, Reason.AFTER)
        if posted is None or posted.sent_message is None:
            return Reason.UNWANTED
        return Opening(words.thread_name(number)[:100], posted.sent_message, posted.sent_channel)

    async def _compose_note(self, db: Db, row: Delivery, now: datetime) -> Message | Placed | Reason | Wait:
        """In the round's thread; where that could not be opened or is gone, in the home itself."""
        cohort = await _going_on(db, row)
        one = await db.reflections.get(row.facts_as(OfReflection).reflection)
        if row.kind is Kind.EDIT:
            return words.post("", None) if one is None else Reason.UNWANTED
        author = None if one is None or cohort is None else await _author(db, cohort, one)
        if cohort is None or one is None or author is None or one.tier is not Tier.COHORT:
            return Reason.UNWANTED
        thread = await db.deliveries.by_key(thread_key(await round_key(db, cohort.id, one.round)))
        if thread is not None and thread.under_way:
            return Wait(now + _SOON, Reason.AFTER)
        there = None if thread is None else thread.sent_channel
        said = words.post(author, one)
        if there is None or (row.reason == Reason.GONE and row.channel == there):
            return Placed(cohort.home, said, elsewhere=False)
        return Placed(there, said, elsewhere=True)

    async def _compose_partner(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = await _going_on(db, row)
        one = await db.reflections.get(row.facts_as(OfReflection).reflection)
        if row.kind is Kind.EDIT:
            return words.to_partner_no_more() if one is None else Reason.UNWANTED
        author = None if one is None or cohort is None else await _author(db, cohort, one)
        if cohort is None or one is None or author is None or one.tier is not Tier.PAIR:
            return Reason.UNWANTED
        pair = await db.chevruta.get(one.pair)
        reader = next((member for member in await db.cohorts.members(cohort.id) if member.id == row.person), None)
        if reader is None or pair is None or reader.id not in pair.members:
            return Reason.UNWANTED
        return words.to_partner(reader.name, author, one)


async def round_key(db: Db, cohort: CohortId, number: int) -> str:
    """Of the post on which a round's thread hangs: another one, where all that it was planned for was taken back before it went out."""
    first, again = f"round/{cohort}/{number}/reflections", 0
    key = first
    while (row := await db.deliveries.by_key(key)) is not None and row.reason == Reason.UNWANTED and not row.under_way:
        again += 1
        key = f"{first}/{again}"
    return key


def thread_key(post: str) -> str:
    """Of the thread on that post."""
    return f"{post}{_THREAD}"


def note_key(reflection: ReflectionId) -> str:
    """Of the post in it."""
    return f"reflection/{reflection}/post"


def partner_key(reflection: ReflectionId, partner: PersonId) -> str:
    """Of the word to a partner."""
    return f"reflection/{reflection}/to/{partner}"


async def _going_on(db: Db, row: Delivery) -> Cohort | None:
    cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
    return None if cohort is None or cohort.state is CohortState.CANCELLED else cohort


async def _author(db: Db, cohort: Cohort, one: Reflection) -> str | None:
    """By what name it is signed, while its author has a place there."""
    return next((member.name for member in await db.cohorts.members(cohort.id) if member.id == one.by), None)
