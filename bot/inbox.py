"""Direct messages on their way in: heard as they arrive, and read back from Discord where one could not be kept.

A conversation of which a message could not be kept is behind. From then on nothing of it is taken from the gateway, so that
its messages stay in order, until all of it has been read back from its cursor. Only that moves the cursor: a live message may
have overtaken another. What is read back is stored and no more; the beat that read it goes on to what it means.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.beside import Beside
from cogs.shared.acts import called
from domain.ground.ids import ChannelId, DeliveryId, MessageId, UserId
from services.ground.ports import Clock
from services.pair.replies import Replies
from services.sending.sender import Sender
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)

ROUND = 30.0  # seconds of reading back after which a beat goes on with the rest of its work
CONVERSATION_TAKES = 10.0  # seconds for one conversation; what was read of it until then is not read again
MISSES = 3  # requests in a row that Discord itself did not answer: then it is left alone, twice as long each time
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 300.0  # seconds

History = Callable[[ChannelId, MessageId], AsyncIterator[discord.Message]]


class _Conversation:
    """What of one conversation goes on one after the other: taking messages in, and answering."""

    def __init__(self) -> None:
        self.hearing = asyncio.Lock()
        self.answering = asyncio.Lock()


class Inbox:
    """Takes in every direct message once and in order; one answer at a time is under way for each person."""

    def __init__(self, replies: Replies, sender: Sender, history: History, clock: Clock) -> None:
        self._replies = replies
        self._sender = sender
        self._history = history
        self._clock = clock
        self._conversations: WeakValueDictionary[ChannelId, _Conversation] = WeakValueDictionary()
        # In the order in which they are tried, each with its first message that could not be kept, where that is known.
        self._behind: dict[ChannelId, MessageId | None] = {}
        self._all_behind = True  # which conversations there are has not been read since the last login
        self._reading = asyncio.Lock()
        self._misses = 0
        self._not_before = float("-inf")  # in monotonic seconds
        self._stopping = False
        self._answers = Beside()

    @property
    def behind(self) -> frozenset[ChannelId]:
        """The conversations that are to be read back."""
        return frozenset(self._behind)

    @property
    def idle(self) -> bool:
        """True when no message is being taken in, and no answer is under way."""
        return self._answers.idle and not any(one.hearing.locked() for one in self._conversations.values())

    async def hear(self, message: discord.Message) -> None:
        """Take in a message as it arrives."""
        channel = ChannelId(message.channel.id)
        conversation = self._conversation(channel)
        async with conversation.hearing:
            if self._all_behind or channel in self._behind:
                self._behind.setdefault(channel, MessageId(message.id))
                return
            try:
                id_ = await self._replies.receive(*_written(message))
            except NO_MORE_WRITES:
                raise
            except Exception:
                self._behind[channel] = MessageId(message.id)
                log.warning("a message could not be kept, and is read back", extra={"reply": message.id}, exc_info=True)
            else:
                if id_ is not None and not self._stopping:  # else the next process sends it: the connection may close at any moment
                    self._answers.begin(self._answer(conversation, id_), f"answer {id_}")

    def fall_behind(self) -> None:
        """A new session: something may have been written in every conversation before it began."""
        self._all_behind = True
        self._not_before = float("-inf")

    async def read_back(self, within: float = ROUND) -> None:
        """Read back the conversations that are behind, for so many seconds. One that fails stays behind, and stops no other."""
        async with self._reading:
            if self._stopping or not (self._all_behind or self._behind) or self._clock.monotonic() < self._not_before:
                return
            try:
                begins = await self._begins()
                if self._all_behind:
                    self._behind = dict.fromkeys(begins) | self._behind
                    self._all_behind = False
                async with asyncio.timeout(within):
                    await self._round(begins)
            except TimeoutError:
                log.info("reading back goes on at the next beat", extra={"left": len(self._behind)})
            except Unavailable:
                log.warning("the database is away, and the conversations are read back later", extra={"left": len(self._behind)})

    async def _begins(self) -> dict[ChannelId, MessageId]:
        """Behind which message each known conversation is to be read: the last that was, else nothing from before we knew the person."""
        now = self._clock.now()
        return {dm: cursor or _since(known, dm, now) for _, dm, cursor, known in await self._replies.cursors()}

    async def _round(self, begins: Mapping[ChannelId, MessageId]) -> None:
        for channel in list(self._behind):
            first = self._behind[channel]
            starts = [begins[channel]] if channel in begins else []
            starts += [] if first is None else [MessageId(first - 1)]
            if starts:
                await self._try(channel, min(starts))
            else:  # its person had us forget them meanwhile
                del self._behind[channel]
            if self._stopping or self._clock.monotonic() < self._not_before:
                return

    async def _try(self, channel: ChannelId, begin: MessageId) -> None:
        try:
            async with asyncio.timeout(CONVERSATION_TAKES):
                await self._read_back_one(channel, begin)
        except (Unavailable, *NO_MORE_WRITES):
            raise
        except Exception as error:
            self._behind[channel] = self._behind.pop(channel, None)  # the others come first at the next attempt
            if isinstance(error, discord.Forbidden | discord.NotFound) and error.code:
                del self._behind[channel]  # Discord's own no, for good; the next login asks once more
            elif _is_a_miss(error):
                self._missed()
            log.warning("a conversation could not be read back", extra={"error": type(error).__name__, "dm": channel})

    async def _read_back_one(self, channel: ChannelId, begin: MessageId) -> None:
        last: MessageId | None = None
        async with self._conversation(channel).hearing:
            try:
                async for message in self._history(channel, begin):
                    if self._stopping:
                        return
                    if not message.author.bot:
                        await self._replies.keep(*_written(message))
                    last, self._misses = MessageId(message.id), 0
                del self._behind[channel]
                self._misses = 0
            finally:
                if last is not None:
                    await self._replies.read_up_to(channel, last)

    def _missed(self) -> None:
        """Discord itself did not answer. Asking again and again would prolong a ban."""
        self._misses += 1
        if self._misses >= MISSES:
            self._not_before = self._clock.monotonic() + min(FIRST_PAUSE * 2 ** (self._misses - MISSES), LONGEST_PAUSE)

    async def _answer(self, conversation: _Conversation, id_: DeliveryId) -> None:
        """Send an answer when the one before it has ended; one that was merged into a later one meanwhile is found done."""
        async with conversation.answering:
            await self._sender.at_once(id_)

    def _conversation(self, channel: ChannelId) -> _Conversation:
        return self._conversations.setdefault(channel, _Conversation())

    async def finish(self) -> None:
        """Read back no more, and wait for the answers that are under way."""
        self._stopping = True
        await self._answers.finish()


def _written(message: discord.Message) -> tuple[UserId, str, MessageId, ChannelId, str, datetime, MessageId | None]:
    """What the service takes in of a message."""
    answers = message.reference.message_id if message.reference is not None else None
    return (
        UserId(message.author.id), called(message.author), MessageId(message.id), ChannelId(message.channel.id), message.content,
        message.created_at, None if answers is None else MessageId(answers),
    )  # fmt: skip


def _since(known: datetime, dm: ChannelId, now: datetime) -> MessageId:
    """The moment from which we know somebody, as an id of Discord's; what they had us forget lies before it.

    A channel is older than all that is in it, and begins what a clock noted that was ahead.
    """
    return MessageId(discord.utils.time_snowflake(known)) if known <= now else MessageId(dm)


def _is_a_miss(error: Exception) -> bool:
    """True for no answer, and for one of something between us and Discord: Discord's own have a code."""
    own = isinstance(error, discord.HTTPException) and error.code
    return not own and isinstance(error, discord.HTTPException | aiohttp.ClientError | OSError)
