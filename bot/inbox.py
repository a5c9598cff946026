"""Direct messages on their way in: heard as they arrive, and read back from Discord where one could not be kept.

A conversation of which a message could not be kept is behind. From then on nothing of it is taken from the gateway, so that
its messages stay in order, until all of it has been read back from its cursor. Only that moves the cursor: a live message may
have overtaken another.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from weakref import WeakValueDictionary

import discord

from cogs.shared.acts import called
from domain.ids import ChannelId, DeliveryId, MessageId, UserId
from services.replies import Replies
from services.sender import Sender
from storage.store import Unavailable

log = logging.getLogger(__name__)

PATIENCE = 30.0  # seconds for one conversation; what was read of it until then is not read again
PAGE = 100  # messages after which the cursor moves

History = Callable[[ChannelId, MessageId], AsyncIterator[discord.Message]]


class _Conversation:
    """What of one conversation goes on one after the other: taking messages in, and answering."""

    def __init__(self) -> None:
        self.hearing = asyncio.Lock()
        self.answering = asyncio.Lock()


class Inbox:
    """Takes in every direct message once and in order; one answer at a time is under way for each person."""

    def __init__(self, replies: Replies, sender: Sender, history: History) -> None:
        self._replies = replies
        self._sender = sender
        self._history = history
        self._conversations: WeakValueDictionary[ChannelId, _Conversation] = WeakValueDictionary()
        self._behind: dict[ChannelId, None] = {}  # in the order in which they are tried
        self._all_behind = True  # which conversations there are has not been read since the last login
        self._reading = asyncio.Lock()
        self._work: set[asyncio.Task[None]] = set()

    @property
    def behind(self) -> frozenset[ChannelId]:
        """The conversations that are to be read back."""
        return frozenset(self._behind)

    @property
    def idle(self) -> bool:
        """True when no message is being taken in, and no answer is under way."""
        return not self._work and not any(one.hearing.locked() for one in self._conversations.values())

    async def hear(self, message: discord.Message) -> None:
        """Take in a message as it arrives."""
        channel = ChannelId(message.channel.id)
        conversation = self._conversation(channel)
        async with conversation.hearing:
            if self._all_behind or channel in self._behind:
                self._behind[channel] = None
                return
            try:
                await self._take_in(conversation, message)
            except Exception:
                self._behind[channel] = None
                log.warning("a message could not be kept, and is read back", extra={"reply": message.id}, exc_info=True)

    def fall_behind(self) -> None:
        """A new session: something may have been written in every conversation before it began."""
        self._all_behind = True

    async def read_back(self) -> None:
        """Try once to read back every conversation that is behind. What fails stays behind, and stops no other."""
        if not (self._all_behind or self._behind):
            return
        async with self._reading:
            try:
                cursors = {dm: cursor for _, dm, cursor in await self._replies.cursors()}
            except Unavailable:
                log.warning("the conversations could not be listed, and are read back later")
                return
            if self._all_behind:
                self._behind |= dict.fromkeys(cursors)
                self._all_behind = False
            for channel in list(self._behind):
                await self._try(channel, cursors.get(channel))

    async def _try(self, channel: ChannelId, cursor: MessageId | None) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._read_back_one(channel, cursor)
        except Exception as error:
            self._behind[channel] = self._behind.pop(channel)  # the others come first at the next attempt
            if isinstance(error, discord.Forbidden | discord.NotFound) and error.code:
                del self._behind[channel]  # Discord's own no, for good; the next login asks once more
            log.warning("a conversation could not be read back", extra={"error": type(error).__name__, "dm": channel})

    async def _read_back_one(self, channel: ChannelId, cursor: MessageId | None) -> None:
        conversation, read = self._conversation(channel), 0
        async with conversation.hearing:
            last: MessageId | None = None
            async for message in self._history(channel, cursor or MessageId(channel)):  # a channel is older than all that is in it
                if not message.author.bot:
                    await self._take_in(conversation, message)
                last, read = MessageId(message.id), read + 1
                if read % PAGE == 0:
                    await self._replies.read_up_to(channel, last)
            if last is not None:
                await self._replies.read_up_to(channel, last)
            del self._behind[channel]

    async def _take_in(self, conversation: _Conversation, message: discord.Message) -> None:
        answers = message.reference.message_id if message.reference is not None else None
        id_ = await self._replies.receive(
            UserId(message.author.id), called(message.author), MessageId(message.id), ChannelId(message.channel.id),
            message.content, message.created_at, None if answers is None else MessageId(answers),
        )  # fmt: skip
        if id_ is not None:
            task = asyncio.create_task(self._answer(conversation, id_))
            self._work.add(task)
            task.add_done_callback(self._work.discard)

    async def _answer(self, conversation: _Conversation, id_: DeliveryId) -> None:
        """Send an answer when the one before it has ended; one that was merged into a later one meanwhile is found done."""
        async with conversation.answering:
            try:
                await self._sender.at_once(id_)
            except Unavailable:
                log.warning("an answer waits for the database", extra={"delivery": id_})

    def _conversation(self, channel: ChannelId) -> _Conversation:
        return self._conversations.setdefault(channel, _Conversation())

    async def finish(self) -> None:
        """Wait for the answers that are under way."""
        while self._work:
            await asyncio.wait(self._work)
