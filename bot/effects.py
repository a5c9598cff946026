"""Effects on Discord: each kind is looked for, or done once, and however it ends is a value."""

from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import aiohttp
import discord
from msgspec.structs import replace

from cogs.shared.render import editing, sending
from domain.ids import ChannelId, MessageId, RoleId, ServerId, UserId
from services.ports import (
    Absent,
    Direct,
    Done,
    Edit,
    Effect,
    Grant,
    Membership,
    OpenThread,
    Outcome,
    Post,
    Present,
    Refused,
    Schedule,
    Sight,
    TooFast,
    Unauthorised,
    Unknown,
    Unschedule,
    Unseeable,
)

CLOSED = frozenset({50007, 50278})
OPENING_TOO_FAST = 40003
ALREADY_DELETED = 10008  # on create: the nonce is known, its message was deleted; so it was delivered
THREAD_EXISTS = 160004
ARCHIVED = 50083
UNKNOWN_CHANNEL = 10003
UNKNOWN_EVENT = 10070
NOT_THERE = frozenset({10007, 10013})  # no such member; no such account any more
WEEK = 10080  # minutes until a silent thread is archived


class Effects:
    """The port `services.ports.Discord`, on discord.py."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def do(self, effect: Effect) -> Outcome:
        """Do it once. Raises `Unauthorised`; everything else is an outcome."""
        opened: list[ChannelId] = []
        try:
            return await self._do(effect, opened)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            outcome = _outcome(error)
            return replace(outcome, dm=opened[0]) if opened and isinstance(outcome, Unknown | Refused | TooFast) else outcome

    async def _do(self, effect: Effect, opened: list[ChannelId]) -> Outcome:
        match effect:
            case Direct():
                dm = await self._open(effect)
                opened.append(dm)
                return replace(await self._send(dm, effect), dm=dm)
            case Post(_, channel, _, admit):
                if admit is not None:
                    await self._admit(channel, admit)
                return await self._send(channel, effect)
            case Edit(_, mark, channel, target, message):
                await self._client.get_partial_messageable(channel).get_partial_message(target).edit(**editing(message, mark))
                return Done(channel, target)
            case OpenThread():
                return await self._open_thread(effect)
            case Schedule():
                return await self._schedule(effect)
            case Unschedule(_, server, event):
                return await self._unschedule(server, event)
            case Grant(_, server, user, role, take):
                if take:
                    await self._client.http.remove_role(server, user, role, reason="no place in the cohort any more")
                else:
                    await self._client.http.add_role(server, user, role, reason="a place in the cohort")
                return Done()

    async def _admit(self, thread: ChannelId, user: UserId) -> None:
        """Have that person in the thread; one that fell asleep takes nobody in until it is woken."""
        try:
            await self._client.http.add_user_to_thread(thread, user)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._client.http.edit_channel(thread, archived=False)
            await self._client.http.add_user_to_thread(thread, user)

    async def _open(self, effect: Direct) -> ChannelId:
        """The conversation with that person; opening it twice gives the same one."""
        if effect.dm is not None:
            return effect.dm
        return ChannelId((await self._client.create_dm(discord.Object(effect.user))).id)

    async def _send(self, channel: ChannelId, effect: Direct | Post) -> Done:
        """The delivery's id is the nonce, which Discord remembers for some minutes, and the mark in the buttons, which stays."""
        parts = sending(effect.message, effect.id)
        try:
            sent = await self._client.get_partial_messageable(channel).send(**parts, nonce=effect.id)
        except discord.NotFound as error:
            if error.code == ALREADY_DELETED:
                return Done(channel, None)
            raise
        return Done(channel, MessageId(sent.id))

    async def _open_thread(self, effect: OpenThread) -> Done:
        if effect.on is not None:
            message = self._client.get_partial_messageable(effect.channel).get_partial_message(effect.on)
            try:
                # The partial message knows no guild, so the route is called directly; the thread carries the message's id.
                await self._client.http.start_thread_with_message(effect.channel, message.id, name=effect.name, auto_archive_duration=WEEK)
            except discord.HTTPException as error:
                if error.code != THREAD_EXISTS:
                    raise
            return Done(ChannelId(effect.on))
        made = await self._client.http.start_thread_without_message(
            effect.channel, name=effect.name, type=discord.ChannelType.private_thread.value, invitable=False,
            auto_archive_duration=WEEK,
        )  # fmt: skip
        return Done(ChannelId(int(made["id"])))

    async def _schedule(self, effect: Schedule) -> Done | Refused:
        guild = self._client.get_guild(effect.server)
        if guild is None:
            return Refused(10004, "unknown guild")
        if effect.event is not None:
            times = {"scheduled_start_time": effect.start.isoformat(), "scheduled_end_time": effect.end.isoformat()}
            edit = self._client.http.edit_scheduled_event(
                effect.server, effect.event, name=effect.name, description=effect.description, reason="the session has moved", **times
            )
            return replace(await self._known_event(edit), message=effect.event)
        made = await guild.create_scheduled_event(
            name=effect.name, description=effect.description, start_time=effect.start, end_time=effect.end,
            entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only, location=effect.place,
        )  # fmt: skip
        return Done(message=MessageId(made.id))

    async def _unschedule(self, server: ServerId, event: MessageId) -> Done:
        return await self._known_event(self._client.http.delete_scheduled_event(server, event, reason="the session is not then"))

    async def _known_event(self, request: Coroutine[Any, Any, Any]) -> Done:
        """A change to an event of ours; one that somebody took away is not missed."""
        try:
            await request
        except discord.NotFound as error:
            if error.code != UNKNOWN_EVENT:
                raise
        return Done()

    async def find(self, effect: Effect, since: datetime) -> Sight:
        """Look whether it is there already, as far back as `since`."""
        try:
            return await self._find(effect, since)
        except discord.NotFound as error:
            return Absent() if isinstance(effect, OpenThread) else Unseeable("not found", gone=error.code == UNKNOWN_CHANNEL)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            outcome = _outcome(error)
            if isinstance(outcome, Refused):
                return Absent() if outcome.closed else Unseeable(f"{outcome.code} {outcome.detail}")
            return Unknown("could not look")

    async def member(self, server: ServerId, user: UserId) -> Present:
        """That account on that server; absent only where Discord's own error code says so. Raises `Unauthorised`."""
        try:
            found: Any = await self._client.http.get_member(server, user)
        except discord.NotFound as error:
            return Absent() if error.code in NOT_THERE else Unknown("not found")
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            _outcome(error)
            return Unknown("no answer")
        if isinstance(found, str):
            return Unknown("not Discord's answer")  # a page of some proxy, with status 200
        return Membership(frozenset(RoleId(int(role)) for role in found["roles"]))

    async def _find(self, effect: Effect, since: datetime) -> Sight:
        match effect:
            case Direct():
                dm = await self._open(effect)
                found = await self._in_history(dm, effect.id, since)
                return replace(found, dm=dm) if isinstance(found, Done) else found
            case Post(_, channel):
                return await self._in_history(channel, effect.id, since)
            case OpenThread(_, _, _, on) if on is not None:
                thread = await self._client.http.get_channel(on)
                return Done(ChannelId(int(thread["id"])))
            case OpenThread():
                return await self._named_thread(effect)
            case Schedule(event=None):
                return await self._scheduled(effect)
            case Edit() | Schedule() | Unschedule() | Grant():
                return Absent()  # doing these twice is doing them once

    async def _in_history(self, channel: ChannelId, mark: str, since: datetime) -> Done | Absent:
        """Our own message with that mark in its buttons. Our own are readable everywhere without the content intent."""
        async for message in self._client.get_partial_messageable(channel).history(after=since, limit=None):
            if self._client.user is not None and message.author.id == self._client.user.id and _marked(message, mark):
                return Done(channel, MessageId(message.id))
        return Absent()

    async def _named_thread(self, effect: OpenThread) -> Done | Absent:
        """A private thread of ours by its unique name, active or archived."""
        for place in (effect.channel, *effect.also):  # who was an applicant is a member by now, and is written to elsewhere
            try:
                found = await self._named_thread_in(place, effect.name, first=place == effect.channel)
            except (discord.NotFound, discord.Forbidden):
                if place == effect.channel:
                    raise
                continue  # what was opened there once is out of reach for the person too
            if found is not None:
                return found
        return Absent()

    async def _named_thread_in(self, place: ChannelId, name: str, *, first: bool) -> Done | None:
        """Awake ones are listed for a whole server at once, those that sleep for each channel."""
        channel = await self._client.fetch_channel(place)
        if not isinstance(channel, discord.TextChannel):
            return None
        mine = self._client.user.id if self._client.user is not None else 0
        active = await channel.guild.active_threads() if first else []
        async with _closing(channel.archived_threads(private=True, joined=True, limit=None)) as archived:
            async for thread in _chain(active, archived):
                if thread.name == name and thread.owner_id == mine:
                    return Done(ChannelId(thread.id))
        return None

    async def _scheduled(self, effect: Schedule) -> Done | Absent | Unseeable:
        guild = self._client.get_guild(effect.server)
        if guild is None:
            return Unseeable("unknown guild")
        mine = self._client.user.id if self._client.user is not None else 0
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


async def _chain(first: list[discord.Thread], then: AsyncIterator[discord.Thread]) -> AsyncIterator[discord.Thread]:
    for thread in first:
        yield thread
    async for thread in then:
        yield thread


@asynccontextmanager
async def _closing(threads: Any) -> AsyncGenerator[AsyncIterator[discord.Thread]]:
    try:
        yield threads
    finally:
        await threads.aclose()


def _outcome(error: Exception) -> Outcome:
    """What an error says about whether it happened."""
    if isinstance(error, discord.RateLimited):
        return TooFast(error.retry_after)
    if not isinstance(error, discord.HTTPException):
        return Unknown(type(error).__name__)
    if error.status == 401:
        raise Unauthorised from error
    if error.code == OPENING_TOO_FAST:
        return TooFast(0.0, conversations=True)
    if error.status == 429:
        return TooFast(float(error.response.headers.get("Retry-After", 5)))
    if error.status >= 500:
        return Unknown(f"{error.status}")
    return Refused(error.code, error.text[:120], closed=error.code in CLOSED, gone=error.code == UNKNOWN_CHANNEL)
