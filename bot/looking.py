"""Looking for what an earlier attempt may have left on Discord: a message by its mark, a thread or an event by its name."""

import asyncio
from datetime import datetime

import aiohttp
import discord

from domain.ground.ids import ChannelId, MessageId
from services.ground.ports import Absent, Done, LookFrom, OpenThread, Schedule, Unfinished

ARCHIVED = 50083
UNKNOWN_CHANNEL = 10003
NO_ACCESS = 50001
NO_PLACE = frozenset({UNKNOWN_CHANNEL, NO_ACCESS, 50013, 50024, ARCHIVED, 160005})  # no channel, access or right; of the wrong kind; locked
LOOK_WITHIN = 20.0  # seconds of reading, of the 30 that the sender waits: what was read by then is kept, and 10 are left to do it in
READ_AT_ONCE = 500  # messages of a channel, five requests; then others have their turn
THREADS_AT_ONCE = 100  # archived threads of each channel in which it may be, one request


async def in_history(client: discord.Client, channel: ChannelId, mark: str, since: LookFrom) -> Done | Absent | Unfinished:
    """Our own message with that mark in its buttons. Our own are readable everywhere without the content intent."""
    after = since if isinstance(since, datetime) else discord.Object(since)
    history = client.get_partial_messageable(channel).history(after=after, limit=READ_AT_ONCE, oldest_first=True)
    read, last = 0, None
    try:
        async with asyncio.timeout(LOOK_WITHIN):  # its TimeoutError is an OSError
            async for message in history:
                if client.user is not None and message.author.id == client.user.id and _marked(message, mark):
                    return Done(channel, MessageId(message.id))
                read, last = read + 1, MessageId(message.id)
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError):
        if last is None:
            raise
        return Unfinished(last)  # what was read need not be read again
    return Absent() if last is None or read < READ_AT_ONCE else Unfinished(last)


async def named_thread(client: discord.Client, effect: OpenThread, since: LookFrom) -> Done | Absent | Unfinished:
    """A private thread of ours by its unique name, active or archived.

    Of each channel one page of archived threads is read, the newest first: those opened before the thread `since`, if it is one.
    """
    before = None if isinstance(since, datetime) else discord.Object(since)
    left: list[MessageId] = []
    for place in (effect.channel, *effect.also):  # an applicant's was opened elsewhere than a member's would be
        try:
            found = await _named_thread_in(client, place, effect.name, before, first=place == effect.channel)
        except (discord.NotFound, discord.Forbidden) as error:
            if place == effect.channel or error.code not in NO_PLACE:
                raise
            continue  # what was opened there once is out of reach for the person too
        if isinstance(found, Done):
            return found
        left += [found.up_to] if isinstance(found, Unfinished) else []
    return Unfinished(max(left)) if left else Absent()  # all that were opened after that one were read, in every channel


async def _named_thread_in(
    client: discord.Client, place: ChannelId, name: str, before: discord.Object | None, *, first: bool
) -> Done | Absent | Unfinished:
    """Active threads are listed per guild, archived ones per channel."""
    channel = await client.fetch_channel(place)
    if not isinstance(channel, discord.TextChannel):
        return Absent()
    active = await channel.guild.active_threads() if first else []
    archived = [one async for one in channel.archived_threads(private=True, joined=True, limit=THREADS_AT_ONCE, before=before)]
    for thread in (*active, *archived):
        if thread.name == name and client.user is not None and thread.owner_id == client.user.id:
            return Done(ChannelId(thread.id))
    return Absent() if len(archived) < THREADS_AT_ONCE else Unfinished(MessageId(archived[-1].id))


async def scheduled(client: discord.Client, guild: discord.Guild, effect: Schedule) -> Done | Absent:
    """An event of ours by its name, at the time that it is to have, or had before."""
    mine = client.user.id if client.user is not None else 0
    for event in await guild.fetch_scheduled_events(with_counts=False):
        if event.creator_id == mine and event.name == effect.name and event.start_time in {effect.start, effect.before}:
            return Done(message=MessageId(event.id))
    return Absent()


def _marked(message: discord.Message, mark: str) -> bool:
    return any(
        (getattr(item, "custom_id", None) or "").endswith(f"~{mark}")
        for row in message.components
        for item in (row.children if isinstance(row, discord.ActionRow) else ())
    )
