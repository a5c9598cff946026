"""Everything the local Discord knows, and the one place from which events go out to the gateway."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rehearsal.discord import permissions
from rehearsal.discord.errors import DiscordError, Json
from rehearsal.discord.gateway import Gateway
from rehearsal.discord.model import DM, Channel, Message, User
from rehearsal.discord.ratelimits import RateLimits, Window
from rehearsal.discord.snowflakes import Clock, Snowflakes

if TYPE_CHECKING:
    from rehearsal.discord.interactions import Interaction
    from rehearsal.discord.model import Role
    from rehearsal.discord.people import Seen
    from rehearsal.discord.servers import Server


@dataclass
class Nonces:
    """Messages by author and nonce; Discord calls the memory "the past few minutes"."""

    messages: dict[tuple[int, str], Message] = field(default_factory=dict[tuple[int, str], Message])
    order: deque[tuple[datetime, tuple[int, str]]] = field(default_factory=deque[tuple[datetime, tuple[int, str]]])

    def forget(self, before: datetime) -> None:
        while self.order and self.order[0][0] < before:
            _, key = self.order.popleft()
            self.messages.pop(key, None)


class World:
    """The state of the local Discord. Every time in it is read from the clock it was given."""

    def __init__(self, clock: Clock, *, privileged: bool = False, shards: int = 1) -> None:
        self.clock = clock
        self.snowflakes = Snowflakes(clock)
        self.privileged = privileged
        self.shards = shards
        self.token = "rehearsal-token"
        self.api_url = ""
        self.bot = User(self.snowflakes.next(), "Shamash", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.owner_id = 0  # of the application; the first person added
        self.servers: dict[int, Server] = {}
        self.channels: dict[int, Channel] = {}
        self.dms: dict[int, Channel] = {}  # by person
        self.messages: dict[int, Message] = {}
        self.commands: dict[int, list[Json]] = {0: []}  # by server; 0 is global
        self.command_creates: dict[int, Window] = {}
        self.interactions: dict[int, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}
        self.nonces = Nonces()
        self.old_edits: dict[int, Window] = {}
        self.nonce_memory: timedelta | None = timedelta(minutes=5)
        self.patience = 3.0
        self.unresolved_after = 10.0
        self.hand_over = 0.003
        self.limits = RateLimits(clock)
        self.pings: list[tuple[Seen, User | Role | str]] = []
        self.failures: list[str] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.on_message: Callable[[Message], None] | None = None
        self.on_request: Callable[[str, str], Awaitable[None]] | None = None
        self.gateway = Gateway(self)

    def now(self) -> datetime:
        return self.clock()

    def channel(self, channel_id: int) -> Channel:
        """:raises DiscordError: 10003 for a channel that is not there."""
        found = self.channels.get(channel_id)
        if found is None or found.deleted or (found.server is not None and self.bot.id not in found.server.members):
            if found is not None and not found.deleted:
                raise DiscordError(50001)
            raise DiscordError(10003)
        return found

    def server(self, server_id: int) -> Server:
        """A server the bot is in.

        :raises DiscordError: 10004 for others.
        """
        found = self.servers.get(server_id)
        if found is None or self.bot.id not in found.members:
            raise DiscordError(10004)
        return found

    def user(self, user_id: int) -> User:
        found = self.users.get(user_id)
        if found is None:
            raise DiscordError(10013)
        return found

    def mutual_server(self, user_id: int) -> bool:
        return any(user_id in server.members and self.bot.id in server.members for server in self.servers.values())

    def dm_with(self, user: User) -> Channel:
        """The DM between this person and the bot, opened when it was not."""
        found = self.dms.get(user.id)
        if found is None:
            found = Channel(self.snowflakes.next(), DM, recipients={user.id: user, self.bot.id: self.bot})
            self.dms[user.id] = self.channels[found.id] = found
        return found

    def bot_sees(self, channel: Channel) -> bool:
        return bool(permissions.in_channel(channel, self.bot.id) & permissions.VIEW_CHANNEL)

    def emit(self, name: str, data: Json, *, intent: int = 0, server: Server | None = None, plain: Json | None = None) -> None:
        """Send an event to every session that asked for one of these intents (0: all) on the right shard.

        `plain` is what sessions without the message-content intent get.
        """
        if server is not None and self.bot.id not in server.members:
            return
        self.gateway.dispatch(name, data, intent=intent, server_id=server.id if server else 0, plain=plain)
