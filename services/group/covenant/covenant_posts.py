"""What goes out of a covenant by itself: the thread to talk about it, the post and its pin, and the words to single members."""

from collections.abc import Collection
from datetime import datetime, timedelta

from domain.cohort.cohorts import RUNNING, Cohort
from domain.ground.ids import ChannelId, CohortId, PersonId
from domain.group.covenant import Covenant, all_signed
from domain.sending.deliveries import Delivery, Kind, Reason, Subject
from domain.sending.gate import Wait
from messages.ground.values import Message
from messages.group import covenants as words
from messages.group.covenants import Own
from services.sending.deliveries import Composer, Opening, Pinned, Placed
from storage.db import Db

_SOON = timedelta(minutes=5)


class CovenantPosts:
    """Composed from what holds at the moment at which it goes out."""

    def composers(self) -> dict[Subject, Composer]:
        """The invitation to talk and its thread, the post and its pin, the word that it changed, and the one to who came later."""
        return {
            Subject.COVENANT_TALK: self._compose_talk,
            Subject.COVENANT_THREAD: self._compose_thread,
            Subject.COVENANT: self._compose_post,
            Subject.COVENANT_PIN: self._compose_pin,
            Subject.COVENANT_CHANGED: self._compose_to_member,
            Subject.COVENANT_ASK: self._compose_to_member,
        }

    async def _compose_talk(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = await _going_on(db, row)
        return Reason.UNWANTED if cohort is None else words.talk(cohort)

    async def _compose_thread(self, db: Db, row: Delivery, now: datetime) -> Opening | Reason | Wait:
        cohort = await _going_on(db, row)
        posted = None if cohort is None else await db.deliveries.by_key(talk_key(cohort.id))
        if posted is not None and posted.under_way:
            return Wait(now + _SOON, Reason.AFTER)
        if posted is None or posted.sent_message is None:
            return Reason.UNWANTED
        return Opening(words.thread_name(), posted.sent_message, posted.sent_channel)

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Message | Placed | Reason | Wait:
        """In the thread in which it was talked about; where there is none, or it is gone, in the home."""
        cohort = await _going_on(db, row)
        covenant = Covenant() if cohort is None else await db.covenants.of(cohort.id)
        if cohort is None or covenant.now is None:
            return Reason.UNWANTED
        signed = all_signed(covenant, await db.cohorts.members_since(cohort.id))
        said = words.post(cohort, covenant.now, everyone=signed is not None and signed[1])
        if row.kind is Kind.EDIT:
            return said
        thread = await db.deliveries.by_key(thread_key(cohort.id))
        if thread is not None and thread.under_way:
            return Wait(now + _SOON, Reason.AFTER)
        there = None if thread is None else thread.sent_channel
        if there is None or (row.reason == Reason.GONE and row.channel == there):
            return Placed(cohort.home, said, elsewhere=False)
        return Placed(there, said, elsewhere=True)

    async def _compose_pin(self, db: Db, row: Delivery, now: datetime) -> Pinned | Reason:
        return Reason.UNWANTED if await _going_on(db, row) is None else Pinned()

    async def _compose_to_member(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """What changed, to who signed an earlier text; the text, to who came later; nothing to who has signed what holds."""
        cohort = await _going_on(db, row)
        covenant = Covenant() if cohort is None else await db.covenants.of(cohort.id)
        text = covenant.now
        if cohort is None or text is None:
            return Reason.UNWANTED
        member = next((one for one in await db.cohorts.members(cohort.id) if one.id == row.person), None)
        if member is None or covenant.last_signed(member.id) == covenant.version:
            return Reason.UNWANTED
        if row.message == Subject.COVENANT_ASK:
            return Reason.UNWANTED if covenant.last_signed(member.id) else words.ask(cohort, member.name, text)
        link = await post_link(db, cohort)
        return words.changed(cohort, member.name, text, covenant.changed_for(member.id), link)


def talk_key(cohort: CohortId) -> str:
    """Of the post that invites to talk about it."""
    return f"covenant/{cohort}/talk"


def thread_key(cohort: CohortId) -> str:
    """Of the thread on it."""
    return f"{talk_key(cohort)}/thread"


def post_key(cohort: CohortId) -> str:
    """Of the post with the text, which later texts change."""
    return f"covenant/{cohort}/post"


def pin_key(cohort: CohortId) -> str:
    """Of its pin."""
    return f"covenant/{cohort}/pin"


async def post_link(db: Db, cohort: Cohort) -> str | None:
    """Where the text is posted; None before it is."""
    posted = await db.deliveries.by_key(post_key(cohort.id))
    return None if posted is None else _link(cohort, posted)


def _link(cohort: Cohort, posted: Delivery) -> str | None:
    if posted.sent_channel is None or posted.sent_message is None:
        return None
    return address(cohort, posted.sent_channel, posted.sent_message)


def address(cohort: Cohort, channel: ChannelId, message: int) -> str:
    """Of a message on the cohort's server; it opens only for those who may read it there."""
    return f"https://discord.com/channels/{cohort.server}/{channel}/{message}"


async def own_covenants(db: Db, cohorts: Collection[Cohort], person: PersonId) -> dict[CohortId, Own]:
    """How a member stands to the covenants of their cohorts, where there is one and the group is one now."""
    running = {cohort.id: cohort for cohort in cohorts if cohort.state in RUNNING}
    stands = await db.covenants.stands(person, running) if running else {}
    posts = await db.deliveries.by_keys([post_key(cohort) for cohort in stands]) if stands else []
    links = {row.cohort: _link(running[row.cohort], row) for row in posts if row.cohort is not None}
    return {
        cohort: Own("signed" if signed == version else "changed" if signed else "open", links.get(cohort))
        for cohort, (version, signed) in stands.items()
    }


async def _going_on(db: Db, row: Delivery) -> Cohort | None:
    cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
    return cohort if cohort is not None and cohort.state in RUNNING else None
