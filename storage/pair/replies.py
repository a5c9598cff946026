"""The inbox: what people wrote to the bot, one row for each message, for ever unique by its id."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from domain.ground.ids import ChannelId, MessageId, PersonId
from domain.ground.values import Value
from storage.link import Link
from storage.tables import replies

_UNHANDLED = select(replies).where(replies.c.handled_at.is_(None)).order_by(replies.c.at)  # built once: each beat asks it


class Reply(Value):
    """A direct message from a person, as it was written."""

    message: MessageId
    person: PersonId
    channel: ChannelId
    answers: MessageId | None
    words: str
    at: datetime


def _reply_of(row: Row[Any]) -> Reply:
    return Reply(row.message_id, row.person_id, row.channel_id, row.answers, row.words, row.at)


class ReplyQueries:
    """Typed queries on `replies`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def keep(self, reply: Reply) -> bool:
        """Store a message; False when it is there already."""
        new = self._link.insert(replies).values(
            message_id=reply.message, person_id=reply.person, channel_id=reply.channel, answers=reply.answers,
            words=reply.words, at=reply.at,
        )  # fmt: skip
        return await self._link.run(new.on_conflict_do_nothing(index_elements=["message_id"])) > 0

    async def unhandled(self) -> list[Reply]:
        """Messages that were stored and not yet acted upon, oldest first."""
        rows = await self._link.rows(_UNHANDLED, {})
        return [_reply_of(row) for row in rows]

    async def is_handled(self, message: MessageId) -> bool:
        """True when it was acted upon."""
        return await self._link.value(select(replies.c.handled_at).where(replies.c.message_id == message)) is not None

    async def handle(self, message: MessageId, meaning: str, now: datetime) -> None:
        """Note what was understood."""
        await self._link.run(update(replies).where(replies.c.message_id == message).values(meaning=meaning, handled_at=now))

    async def becomes(self, message: MessageId, meaning: str, now: datetime) -> bool:
        """Note that it means something else by now; False where it did already. Of two at the same moment one is first."""
        other = replies.c.message_id == message, replies.c.meaning.is_distinct_from(meaning)
        return await self._link.run(update(replies).where(*other).values(meaning=meaning, handled_at=now)) > 0

    async def get(self, message: MessageId) -> Reply | None:
        """One message."""
        row = await self._link.row(select(replies).where(replies.c.message_id == message))
        return None if row is None else _reply_of(row)

    async def kept_since(self, person: PersonId, since: datetime) -> tuple[int, int]:
        """How many messages of that person are kept since then, and how many characters they have."""
        sums = select(func.count().label("messages"), func.coalesce(func.sum(func.length(replies.c.words)), 0).label("signs"))
        row = await self._link.row(sums.where(replies.c.person_id == person, replies.c.at >= since))
        return (0, 0) if row is None else (int(row.messages), int(row.signs))

    async def who_meant(self, people: Collection[PersonId], meanings: Collection[str], since: datetime, until: datetime) -> set[PersonId]:
        """Those of them who wrote something between the two that was understood as one of these."""
        theirs = replies.c.person_id.in_(sorted(people)), replies.c.meaning.in_(sorted(meanings))
        then = replies.c.at >= since, replies.c.at < until
        rows = await self._link.rows(select(replies.c.person_id).where(*theirs, *then).distinct())
        return {PersonId(row.person_id) for row in rows}

    async def count(self, person: PersonId, meaning: str, since: datetime) -> int:
        """How much of what that person wrote since then was understood so."""
        mine = replies.c.person_id == person, replies.c.meaning == meaning, replies.c.at >= since
        return int(await self._link.value(select(func.count()).select_from(replies).where(*mine)))
