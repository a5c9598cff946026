"""The Discord client: no privileged intents, nothing kept in memory that can be asked for, every event to its service."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

import aiohttp
import discord
from discord import app_commands
from typing_extensions import override

from cogs.shared.acts import Acts, answer
from cogs.shared.render import SILENT
from domain.ids import ChannelId, DeliveryId, MessageId, RoleId, ServerId, UserId
from domain.refusal import Refusal, Why
from messages.values import Message
from services.house import Facts
from services.ports import Clock
from services.presence import Presence
from services.programs import Programs
from services.replies import Replies
from services.sender import Sender
from storage.store import Unavailable

log = logging.getLogger(__name__)

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


class Tree(app_commands.CommandTree["Shamash"]):
    """Commands, with the one error surface: what a command raises before its own work begins ends here."""

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
        self, acts: Acts, commands: Sequence[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu],
        programs: Programs, replies: Replies, presence: Presence, sender: Sender, facts: Facts, clock: Clock,
    ) -> None:  # fmt: skip
        super().__init__(
            intents=intents(), max_messages=None, member_cache_flags=discord.MemberCacheFlags.none(), chunk_guilds_at_startup=False,
            allowed_mentions=SILENT,
        )  # fmt: skip
        self.acts = acts
        self.tree = Tree(self)
        self._own_commands = commands
        self._programs = programs
        self._replies = replies
        self._presence = presence
        self._sender = sender
        self._facts = facts
        self._clock = clock
        self._work: set[asyncio.Task[None]] = set()
        self.caught_up = asyncio.Event()
        self.stopping = False

    @override
    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Events go on to their methods, but not the two that arrive with each command and are not for us: a task each saved."""
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
        who = ServerId(member.guild.id), UserId(member.id), frozenset(RoleId(role.id) for role in member.roles)
        if self._presence.is_news(*who):
            self._beside(self._presence.heard(*who))

    async def setup_hook(self) -> None:
        """Before the gateway: commands are sent if they changed."""
        for command in self._own_commands:
            self.tree.add_command(command)
        await self._sync()

    async def _sync(self) -> None:
        """Discord allows 200 new commands a day and knows no difference: send them only when their hash changed."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()
        name = f"commands/{self.application_id}"
        if await self._facts.get(name) != digest:
            await self.tree.sync()
            await self._facts.set(name, digest)

    async def on_ready(self) -> None:
        """After each new session: servers that came or went, and what was written to us meanwhile."""
        try:
            await self._programs.arrived(frozenset(ServerId(guild.id) for guild in self.guilds))
            await self.read_back()
        finally:
            self.caught_up.set()  # whatever failed is in the log, and silence would not mend it
        log.info("ready", extra={"servers": len(self.guilds)})

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server is there, perhaps again."""
        await self._programs.arrived(frozenset(ServerId(g.id) for g in self.guilds))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We were taken off a server; an outage does not come here."""
        await self._programs.left(ServerId(guild.id), self._clock.now())

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons, choices and forms come here: discord.py forgets them with the process, their ids do not."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.acts.submit(interaction)
        elif interaction.type is discord.InteractionType.component:
            await self.acts.component(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """A direct message from a person."""
        if not self.stopping:
            await self._receive(message)

    async def _receive(self, message: discord.Message) -> None:
        answers = message.reference.message_id if message.reference is not None else None
        id_ = await self._replies.receive(
            UserId(message.author.id), message.author.display_name, MessageId(message.id), ChannelId(message.channel.id),
            message.content, message.created_at, None if answers is None else MessageId(answers),
        )  # fmt: skip
        if id_ is not None:
            self._in_hand(id_)

    def _in_hand(self, id_: DeliveryId) -> None:
        self._beside(self._sender.at_once(id_))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else; an orderly end waits for it."""
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def read_back(self) -> None:
        """Read every conversation on from where it was last read, in order: only this moves its cursor."""
        for person, dm, cursor in await self._replies.cursors():
            try:
                await self._read_back_one(person, dm, cursor)
            except (discord.HTTPException, aiohttp.ClientError, OSError, Unavailable) as error:  # the others are read all the same
                log.warning("a conversation could not be read back", extra={"error": repr(error)[:200], "dm": dm})

    async def _read_back_one(self, person: Any, dm: ChannelId, cursor: MessageId | None) -> None:
        after = discord.Object(cursor if cursor is not None else dm)  # a channel is older than all that is in it
        last: MessageId | None = None
        async for message in self.get_partial_messageable(dm).history(after=after, limit=None, oldest_first=True):
            if not message.author.bot:
                await self._receive(message)
            last = MessageId(message.id)
        if last is not None:
            await self._replies.read_up_to(person, last)

    async def finish(self) -> None:
        """What is in hand is finished before the connection closes."""
        self.stopping = True
        await self.in_hand()

    async def in_hand(self) -> None:
        """Wait for what is being done beside the answers."""
        while self._work:
            await asyncio.wait(self._work)
