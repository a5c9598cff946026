"""Effects on Discord: each kind is looked for, or done once, and however it ends is a value."""

from collections.abc import Coroutine
from typing import Any

import aiohttp
import discord
from discord.http import Route
from msgspec.structs import replace

from bot import answers, looking
from bot.answers import AllWait, asked_to_wait
from bot.buckets import Full
from bot.looking import ARCHIVED, NO_ACCESS, NO_PLACE, UNKNOWN_CHANNEL
from cogs.shared.render import editing, sending
from cogs.shared.sight import is_loaded, readers_of, role_seen
from domain.ground.ids import ChannelId, MessageId, RoleId, ServerId, UserId
from domain.ground.places import Reader, outsiders
from domain.sending.deliveries import Reason
from domain.sending.roles import Flaw, flaw
from messages.ground.values import Message
from services.ground.ports import (
    Absent,
    Away,
    Direct,
    Done,
    Edit,
    Effect,
    Grant,
    InChannel,
    LookFrom,
    Membership,
    OpenThread,
    Outcome,
    Pin,
    Post,
    Present,
    Refused,
    Rename,
    Schedule,
    Sight,
    TooFast,
    Unauthorised,
    Unknown,
    Unschedule,
    Unseeable,
    Withheld,
)

JSON = "application/json"
CLOSED = frozenset({50007, 50278})
OPENING_TOO_FAST = 40003
ALREADY_DELETED = 10008  # on create: the nonce is known, its message was deleted; so it was delivered
THREAD_EXISTS = 160004
UNKNOWN_EVENT = 10070
NOT_THERE = frozenset({10007, 10013})  # no such member; no such account any more
WEEK = 10080  # minutes until a silent thread is archived


AnyChannel = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread


class _ServerAway(Exception):  # noqa: N818 - says what is so
    """The server is down, or not known yet."""


class Effects:
    """The port `services.ground.ports.Discord`, on discord.py."""

    _client: discord.Client

    def use(self, client: discord.Client) -> None:
        """Do everything by that client; nothing can be done before.

        It comes later than the rest, since each needs the other: the client what people may press, which is made from the services,
        and the services a Discord on which to do what they plan.
        """
        self._client = client

    async def ask_time(self) -> None:
        """Have Discord answer something harmless; the client passes on what time it says."""
        await answers.ask(self._client.http)

    async def do(self, effect: Effect) -> Outcome:
        """Do it once. Raises `Unauthorised`; everything else is an outcome."""
        opened: list[ChannelId] = []
        try:
            self._be_there(effect)
            return await self._do(effect, opened)
        except _ServerAway:
            return Away()
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            outcome = await self._outcome(error)
            return replace(outcome, dm=opened[0]) if opened else outcome

    def _be_there(self, effect: Effect) -> None:
        """Raises `_ServerAway` where the effect's server is known not to be there: there is no use in asking Discord."""
        match effect:
            case Post() | Edit() | OpenThread() | Rename() | Pin():
                channel = self._client.get_channel(effect.channel)
                if channel is not None:
                    _loaded(channel)
            case Schedule() | Unschedule() | Grant():
                self._guild(effect.server)
            case Direct():
                pass

    def _guild(self, server: ServerId) -> discord.Guild:
        """That server as it is now. Raises `_ServerAway`."""
        guild = self._client.get_guild(server)
        if guild is None or not is_loaded(guild):
            raise _ServerAway
        return guild

    async def _channel(self, channel: ChannelId) -> AnyChannel:
        """That channel or thread as it is now; one that is not in the cache is asked for. Raises `_ServerAway`."""
        return _loaded(self._client.get_channel(channel) or await self._client.fetch_channel(channel))

    async def _do(self, effect: Effect, opened: list[ChannelId]) -> Outcome:
        if not isinstance(effect, InChannel) or effect.inside is None:
            return await self._do_now(effect, opened)
        return await self._do_for_members(effect, effect.inside, opened)

    async def _do_for_members(self, effect: InChannel, inside: frozenset[int], opened: list[ChannelId]) -> Outcome:
        """What is for members goes where nobody else reads, by the server as it is now. Who does read there comes back with it."""
        there = await self._channel(effect.channel)
        home = there.parent if isinstance(there, discord.Thread) else there  # whose readers read its threads too
        readers, everybody = tuple[Reader, ...](), False
        if isinstance(home, discord.TextChannel):
            readers = await readers_of(home, inside)
            everybody = any(reader.id == home.guild.id for reader in readers)
        seen = None if everybody else frozenset(reader.id for reader in readers)
        if outsiders(readers, inside):
            return Withheld(Reason.HOME_OPEN, waits=True, readers=seen)
        outcome = await self._do_now(effect, opened)
        return replace(outcome, readers=seen) if isinstance(outcome, Done) else outcome

    async def _do_now(self, effect: Effect, opened: list[ChannelId]) -> Outcome:
        match effect:
            case Direct():
                dm = await self._open(effect)
                opened.append(dm)
                return replace(await self._send(dm, effect), dm=dm)
            case Post(_, channel, _, admit, _):
                if admit is not None:
                    await self._admit(channel, admit)
                return await self._send(channel, effect)
            case Edit() | Pin():
                return await (self._edit(effect) if isinstance(effect, Edit) else self._pin(effect.channel, effect.target))
            case OpenThread():
                return await self._open_thread(effect)
            case Rename():
                return await self._rename(effect)
            case Schedule():
                return await self._schedule(effect)
            case Unschedule(_, server, event):
                return await self._unschedule(server, event)
            case Grant():
                return await self._grant(effect)

    async def _grant(self, effect: Grant) -> Done | Withheld:
        """Give or take the role. One that has become dangerous since it was named, or that is not ours to give, is not given."""
        if effect.take:
            await self._client.http.remove_role(effect.server, effect.user, effect.role, reason="no place in the cohort any more")
            return Done()
        guild = self._guild(effect.server)
        role = guild.get_role(effect.role)
        wrong = Flaw.GONE if role is None else flaw(role_seen(role, guild.me))
        if wrong is not None:
            return Withheld(Reason(f"role-{wrong.value}"))
        await self._client.http.add_role(effect.server, effect.user, effect.role, reason="a place in the cohort")
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

    async def _edit(self, effect: Edit) -> Done:
        """The text as it is to be; in a thread that fell asleep, once it is woken."""
        message = self._client.get_partial_messageable(effect.channel).get_partial_message(effect.target)
        try:
            await message.edit(**editing(effect.message, effect.mark))
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._client.http.edit_channel(effect.channel, archived=False)
            await message.edit(**editing(effect.message, effect.mark))
        return Done(effect.channel, effect.target)

    async def _pin(self, channel: ChannelId, message: MessageId) -> Done | Withheld:
        """Discord pins what is pinned already without a word; without the right to, it is not tried."""
        there = await self._channel(channel)
        room = there.parent if isinstance(there, discord.Thread) else there
        if isinstance(room, discord.TextChannel) and not room.permissions_for(room.guild.me).pin_messages:
            return Withheld(Reason.NO_PIN)
        await self._client.http.pin_message(channel, message)
        return Done(channel, message)

    async def _open(self, effect: Direct) -> ChannelId:
        """The conversation with that person; opening it twice gives the same one."""
        if effect.dm is not None:
            return effect.dm
        return ChannelId((await self._client.create_dm(discord.Object(effect.user))).id)

    async def _send(self, channel: ChannelId, effect: Direct | Post) -> Done:
        """The delivery's id is the nonce, which Discord remembers for some minutes, and the mark in the buttons, which stays."""
        parts = sending(await self._taken_there(channel, effect.message), effect.id)
        try:
            sent = await self._client.get_partial_messageable(channel).send(**parts, nonce=effect.id)
        except discord.NotFound as error:
            if error.code == ALREADY_DELETED:
                return Done(channel, None)
            raise
        return Done(channel, MessageId(sent.id))

    async def _taken_there(self, channel: ChannelId, message: Message) -> Message:
        """Without its file where we may attach none: the words are what counts."""
        place = None if message.file is None else await self._channel(channel)
        room = place.parent if isinstance(place, discord.Thread) else place
        refused = isinstance(room, discord.TextChannel) and not room.permissions_for(room.guild.me).attach_files
        return replace(message, file=None) if refused else message

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

    async def _rename(self, effect: Rename) -> Done:
        """Discord counts new names strictly, and a thread that has this one already need not be woken."""
        thread = await self._channel(effect.channel)
        if not isinstance(thread, discord.Thread) or thread.name != effect.name:
            await self._client.http.edit_channel(effect.channel, name=effect.name, archived=False)
        return Done(effect.channel)

    async def _schedule(self, effect: Schedule) -> Done:
        if effect.event is not None:
            times = {"scheduled_start_time": effect.start.isoformat(), "scheduled_end_time": effect.end.isoformat()}
            edit = self._client.http.edit_scheduled_event(
                effect.server, effect.event, name=effect.name, description=effect.description, reason="the session has moved", **times
            )
            return replace(await self._known_event(edit), message=effect.event)
        made = await self._guild(effect.server).create_scheduled_event(
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

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """Look whether it is there already; in a channel, from `since` on, a part at a time."""
        try:
            self._be_there(effect)
            return await self._find(effect, since)
        except _ServerAway:
            return Away()
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            outcome = await self._outcome(error)
        if not isinstance(outcome, Refused):
            return outcome
        if outcome.closed or (outcome.gone and isinstance(effect, OpenThread) and effect.on is not None):
            return Absent()
        return Unseeable(outcome.code, gone=outcome.gone)

    async def member(self, server: ServerId, user: UserId) -> Present:
        """That account on that server; absent only where Discord's own error code says so. Raises `Unauthorised`.

        An answer that shows no member is none: a proxy may answer with JSON of its own.
        """
        try:
            found: Any = await self._client.http.get_member(server, user)
        except discord.NotFound as error:
            return Absent() if error.code in NOT_THERE else Unknown("not found")
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            outcome = await self._outcome(error)
            return outcome if isinstance(outcome, Unknown | TooFast) else Unknown("refused")
        match found:
            case {"roles": [*roles]}:
                return Membership(frozenset(RoleId(int(role)) for role in roles))
            case _:
                return Unknown("no member")

    async def _outcome(self, error: Exception) -> Unknown | Refused | TooFast:
        """What an error says about whether it happened. Raises `Unauthorised` when Discord takes the token no more.

        One 401 may be a passing fault of Discord's or of a proxy: only when the plainest request is refused too is the token at fault.
        """
        if not isinstance(error, discord.HTTPException) or error.status != 401:
            return _outcome(error)
        try:
            await self._client.http.request(Route("GET", "/users/@me"))
        except discord.HTTPException as confirmed:
            if confirmed.status == 401:
                raise Unauthorised from confirmed
        except (discord.RateLimited, aiohttp.ClientError, OSError):
            pass
        return Unknown("401")

    async def _find(self, effect: Effect, since: LookFrom) -> Sight:
        match effect:
            case Direct():
                dm = await self._open(effect)
                found = await looking.in_history(self._client, dm, effect.id, since)
                return replace(found, dm=dm) if isinstance(found, Done) else found
            case Post(_, channel):
                return await self._unreadable(channel) or await looking.in_history(self._client, channel, effect.id, since)
            case OpenThread(_, _, _, on) if on is not None:
                thread = await self._client.http.get_channel(on)
                return Done(ChannelId(int(thread["id"])))
            case OpenThread():
                return await looking.named_thread(self._client, effect, since)
            case Schedule(event=None):
                return await looking.scheduled(self._client, self._guild(effect.server), effect)
            case Edit() | Rename() | Pin() | Schedule() | Unschedule() | Grant():
                return Absent()  # doing these twice is doing them once

    async def _unreadable(self, channel: ChannelId) -> Unseeable | None:
        """Why the history of that channel says nothing: without the right to read it Discord shows an empty one, and no error."""
        found = await self._channel(channel)
        if not isinstance(found, discord.TextChannel | discord.Thread):
            return None
        parent = found.parent if isinstance(found, discord.Thread) else found
        readable = parent is not None and parent.permissions_for(found.guild.me).read_message_history
        return None if readable else Unseeable(NO_ACCESS)


def _loaded(channel: AnyChannel) -> AnyChannel:
    """The same channel. Raises `_ServerAway` where its server is not known as it is now."""
    if isinstance(channel, discord.abc.GuildChannel | discord.Thread) and not is_loaded(channel.guild):
        raise _ServerAway
    return channel


def _outcome(error: Exception) -> Unknown | Refused | TooFast:
    """What an error says about whether it happened. Only an answer with Discord's own error code decides anything."""
    if isinstance(error, discord.RateLimited):
        return TooFast(error.retry_after, asked=not isinstance(error, Full), everything=isinstance(error, AllWait))
    if not isinstance(error, discord.HTTPException):
        return Unknown(type(error).__name__)
    if error.code == OPENING_TOO_FAST:
        return TooFast(0.0, conversations=True)
    if error.status == 429:
        answer: Any = error.response  # of aiohttp always: discord.py knows another library for hooks, which we do not use
        seconds = asked_to_wait(answer)
        return TooFast(seconds) if answer.content_type == JSON else Unknown("429", seconds)
    if error.status >= 500 or error.code == 0:  # an error page of a proxy, or of whoever is between us and Discord
        return Unknown(str(error.status))
    return Refused(error.code, closed=error.code in CLOSED, place=error.code in NO_PLACE, gone=error.code == UNKNOWN_CHANNEL)
