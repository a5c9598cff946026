"""Everything the local Discord knows."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rehearsal.discord.acts import Interaction
from rehearsal.discord.errors import DiscordError, Json
from rehearsal.discord.ground import Ground
from rehearsal.discord.model import DM, Channel, Message, Role, User
from rehearsal.discord.ratelimits import RateLimits, Window
from rehearsal.discord.seen import Seen
from rehearsal.discord.servers import Server
from rehearsal.discord.snowflakes import Clock


@dataclass
class Nonces:
    """Messages by author and nonce; Discord calls the memory "the past few minutes"."""

    messages: dict[tuple[int, str], Message] = field(default_factory=dict[tuple[int, str], Message])
    order: deque[tuple[datetime, tuple[int, str]]] = field(default_factory=deque[tuple[datetime, tuple[int, str]]])

    def forget(self, before: datetime) -> None:
        while self.order and self.order[0][0] < before:
            _, key = self.order.popleft()
            self.messages.pop(key, None)


class World(Ground):
    """The state of the local Discord."""

    def __init__(self, clock: Clock, *, privileged: bool = False, shards: int = 1) -> None:
        super().__init__(clock)
        self.privileged = privileged
        self.shards = shards
        self.token = "rehearsal-token"
        self.api_url = ""
        self.owner_id = 0  # of the application; the first person added
        self.servers: dict[int, Server] = {}
        self.dms: dict[int, Channel] = {}  # by person
        self.commands: dict[int, list[Json]] = {0: []}  # by server; 0 is global
        self.command_creates: dict[int, Window] = {}
        self.interactions: dict[int, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}
        self.nonces = Nonces()
        self.old_edits: dict[int, Window] = {}
        self.nonce_memory: timedelta | None = timedelta(minutes=5)
        self.unresolved_after = 10.0
        self.hand_over = 0.003
        self.limits = RateLimits(clock)
        self.pings: list[tuple[Seen, User | Role | str]] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.on_message: Callable[[Message], None] | None = None
        self.on_request: Callable[[str, str], Awaitable[None]] | None = None

    @property
    def gateway_url(self) -> str:
        return self.gateway.at or self.api_url.replace("http://", "ws://").split("/api/")[0] + "/gateway"

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
