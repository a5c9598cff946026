"""The Discord client: no privileged intents, nothing kept in memory that can be asked for, every event to its service."""

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands
from typing_extensions import override
from yarl import URL

from bot import address, answers, buckets
from bot.beside import Beside
from bot.inbox import ROUND, Inbox
from cogs.shared.acts import Acts, answer
from cogs.shared.offered import Command
from cogs.shared.render import SILENT
from cogs.shared.sight import is_loaded, roles_held
from domain.ground.ids import ChannelId, MessageId, ServerId, UserId
from domain.ground.refusal import Refusal, Why
from domain.ground.zones import read_tables
from messages.ground.values import Message
from services.ground.house import HouseFacts
from services.ground.timekeeper import Timekeeper
from services.pair.replies import Replies
from services.program.presence import Presence
from services.program.programs import Programs
from services.sending.sender import Sender
from services.sending.undelivered import Undelivered
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)

FIRST_ROUND = 300.0  # seconds of reading what was written to us before a session began, which comes before all that we do by ourselves

ANSWERED_WITHIN = 10.0  # seconds that an orderly end waits for what people are doing: by then they read that it takes longer

discord.VoiceClient.warn_nacl = False  # we never speak; discord.py would warn at each start
discord.VoiceClient.warn_dave = False


def intents() -> discord.Intents:
    """Guilds, their events, and direct messages: nothing privileged."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_scheduled_events = wanted.dm_messages = True
    return wanted


def _from_a_person(message: discord.Message) -> bool:
    """True for a direct message; our own, other bots', and ephemeral ones (which arrive as if they were direct) are not."""
    return message.guild is None and not message.author.bot and not message.flags.ephemeral


def _may_use(guild: discord.Guild, place: ChannelId | None) -> bool:
    """Whether we may write in that channel or thread; None asks for what events and roles need."""
    if place is None:
        rights = guild.me.guild_permissions
        return rights.create_events or rights.manage_roles
    channel = guild.get_channel_or_thread(place)
    if channel is None or (isinstance(channel, discord.Thread) and channel.locked):
        return False
    rights = channel.permissions_for(guild.me)
    may_write = rights.send_messages_in_threads if isinstance(channel, discord.Thread) else rights.send_messages
    return rights.view_channel and rights.read_message_history and may_write


class Tree(app_commands.CommandTree["Shamash"]):
    """Commands, with the one error surface: what a command raises before its own work begins ends here."""

    @override
    async def interaction_check(self, interaction: discord.Interaction["Shamash"], /) -> bool:
        """Have an orderly end wait for this command. Each may go on: the services know who may do what."""
        self.client.acting.join()
        return True

    async def on_error(self, interaction: discord.Interaction["Shamash"], error: app_commands.AppCommandError, /) -> None:
        """Say it as a sentence of ours."""

        async def said() -> Message:
            if isinstance(error, app_commands.TransformerError | app_commands.CommandSignatureMismatch):
                raise Refusal(Why.STALE)
            raise error

        await answer(interaction, said())


class Shamash(discord.AutoShardedClient):
    """Shamash on Discord."""

    def __init__(
        self, acts: Acts, commands: Sequence[Command],
        programs: Programs, replies: Replies, presence: Presence, undelivered: Undelivered, sender: Sender, facts: HouseFacts,
        clock: Timekeeper,
    ) -> None:  # fmt: skip
        super().__init__(
            intents=intents(), max_messages=None, member_cache_flags=discord.MemberCacheFlags.none(), chunk_guilds_at_startup=False,
            allowed_mentions=SILENT, http_trace=answers.listening(clock.heard),
        )  # fmt: skip
        address.follow(self.http)
        self.acts = acts
        self.tree = Tree(self)
        self._own_commands = commands
        self._programs = programs
        self.inbox = Inbox(replies, sender, self._history, clock)
        self._presence = presence
        self._undelivered = undelivered
        self._beside = Beside()
        self.acting = Beside()
        self._in_session: set[int] = set()
        self._servers_changed = False  # and it is not kept yet which of them we are on
        self._to_look_at: set[int] = set()  # servers on which we may have got rights that something waits for
        self._facts = facts
        self._clock = clock
        self.caught_up = asyncio.Event()
        self.stopping = False

    @property
    def online(self) -> bool:
        """True while every shard has a session with Discord, and a line that is open."""
        lines = self.shards
        return len(lines) == self.shard_count and all(n in self._in_session and not line.is_closed() for n, line in lines.items())

    @override
    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Events go on to their methods, but not the two that arrive with each command and are not for us: a task each saved."""
        if event in {"shard_connect", "shard_resumed"}:
            self._in_session.add(args[0])
            if event == "shard_connect":
                self.inbox.fall_behind()  # at once: what arrives from now on comes after what was written before
        elif event == "shard_disconnect":
            self._in_session.discard(args[0])
        if event == "message" and not _from_a_person(args[0]):
            return
        if event == "interaction":
            self._hear(args[0])
        if event == "interaction" and args[0].type is discord.InteractionType.application_command:
            return  # the tree has it
        super().dispatch(event, *args, **kwargs)

    def _hear(self, interaction: discord.Interaction) -> None:
        """An interaction on a server says that its author is there, and with which roles; what is new is looked at beside the answer."""
        member = interaction.user
        if self.stopping or not isinstance(member, discord.Member):
            return
        who = ServerId(member.guild.id), UserId(member.id), roles_held(member)
        if self._presence.is_news(*who):
            self._beside.begin(self._presence.heard(*who), "what an interaction says of its author")

    @override
    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, at the address of the moment: discord.py would try one that is dead for ever."""
        await super().launch_shard(address.gateway(), shard_id, initial=initial)

    async def setup_hook(self) -> None:
        """After the login, before the gateway: commands are sent if they changed."""
        for command in self._own_commands:
            self.tree.add_command(command)
        await self._sync()
        buckets.use(self.http, self._clock)  # from here on: a login waits as long as Discord asks
        await self._facts.keep_token(self.http.token or "")

    async def _sync(self) -> None:
        """Discord allows 200 new commands a day and knows no difference: send them only when their hash changed."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        name = f"commands/{self.application_id}"
        if await self._facts.get(name) != digest:
            await self.tree.sync()
            await self._facts.set(name, digest)

    @override
    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what failed in an event, but for what the process says itself when it ends."""
        if not isinstance(sys.exception(), NO_MORE_WRITES):
            await super().on_error(event_method, *args, **kwargs)

    async def on_ready(self) -> None:
        """A new session: whatever happened while there was none is caught up with now, or by a beat where that fails."""
        self._beside.join()
        self._servers_changed = True
        self._to_look_at |= {guild.id for guild in self.guilds}
        try:
            await asyncio.to_thread(read_tables)  # off the loop, so that nobody waits for it who types a place
            await self.catch_up(FIRST_ROUND)
        finally:
            self.caught_up.set()
        log.info("ready", extra={"servers": len(self.guilds)})

    async def catch_up(self, within: float = ROUND) -> None:
        """Servers that came or went, what was written to us, and places that we may use again, as far as each is still to be done."""
        await self._compare_servers()
        await self.inbox.read_back(within)
        await self._look_at_places()

    async def _compare_servers(self) -> None:
        if self._servers_changed:
            self._servers_changed = False
            here = frozenset(ServerId(guild.id) for guild in self.guilds)
            if await self._is_put_off(self._programs.arrived(here)):
                self._servers_changed = True

    async def _look_at_places(self) -> None:
        """What waits for a place goes on once we may write there. A server that is not there is looked at when it is."""
        for guild in [guild for guild in self.guilds if guild.id in self._to_look_at and is_loaded(guild)]:
            if self.stopping:
                return
            self._to_look_at.discard(guild.id)
            if await self._is_put_off(self._look_on(guild)):
                self._to_look_at.add(guild.id)

    async def _look_on(self, guild: discord.Guild) -> None:
        server = ServerId(guild.id)
        back = {place for place in await self._undelivered.places(server) if _may_use(guild, place)}
        if back:
            await self._undelivered.back(server, back)

    async def _is_put_off(self, work: Coroutine[Any, Any, None]) -> bool:
        """Do it; True when the database is away, and a later beat does it. A fault of ours is logged: it would only come again."""
        try:
            await work
        except Unavailable:
            log.warning("the database is away, and what happened on Discord is looked at later")
            return True
        except NO_MORE_WRITES:
            raise
        except Exception:
            log.exception("what happened on Discord could not be taken in")
        return False

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server is there, perhaps again."""
        await self._compare_anew()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We were taken off a server; an outage does not come here."""
        await self._compare_anew()

    async def _compare_anew(self) -> None:
        self._beside.join()
        self._servers_changed = True
        await self._compare_servers()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is no longer down, or is only now told of: rights may have changed meanwhile."""
        await self._look_again(guild)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Rights in a channel may have changed."""
        await self._look_again(after.guild)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """A thread may have been unlocked."""
        await self._look_again(after.guild)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Our role may have got a right, or a place above another."""
        await self._look_again(after.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """We may have got a role: without the members intent Discord tells of no other member."""
        await self._look_again(after.guild)

    async def _look_again(self, guild: discord.Guild) -> None:
        self._beside.join()
        self._to_look_at.add(guild.id)
        await self._look_at_places()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons, choices and forms come here: discord.py forgets them with the process, their ids do not."""
        self.acting.join()
        if interaction.type is discord.InteractionType.modal_submit:
            await self.acts.submit(interaction)
        elif interaction.type is discord.InteractionType.component:
            await self.acts.component(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """A direct message from a person."""
        if not self.stopping:
            await self.inbox.hear(message)

    def _history(self, dm: ChannelId, after: MessageId) -> AsyncIterator[discord.Message]:
        return self.get_partial_messageable(dm).history(after=discord.Object(after), limit=None, oldest_first=True)

    @override
    async def close(self) -> None:
        """Close the connection. The next login is discord.py's again, whose buckets wait."""
        buckets.leave()
        await super().close()

    async def finish(self) -> None:
        """What is in hand is finished before the connection closes."""
        self.stopping = True
        await self.inbox.finish()
        await asyncio.sleep(0)  # so that what has just arrived has begun
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                await self.acting.finish()
        except TimeoutError:
            log.warning("the bot ends while people wait for an answer: the database or Discord is too slow")
        await self.in_hand()

    async def in_hand(self) -> None:
        """Wait for what is being done beside the answers."""
        await self._beside.finish()
