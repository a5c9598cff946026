"""What every server and every act stands on: the clock, accounts, channels, messages, and the road to the gateway."""

from __future__ import annotations

from datetime import datetime

from rehearsal.discord import intents, payloads, permissions
from rehearsal.discord.errors import Json
from rehearsal.discord.gateway import Gateway
from rehearsal.discord.model import Channel, Guild, Message, User
from rehearsal.discord.snowflakes import Clock, Snowflakes


class Ground:
    """Every time in it is read from the clock it was given; every event goes out from here."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.snowflakes = Snowflakes(clock)
        self.gateway = Gateway()
        self.bot = User(self.snowflakes.next(), "Shamash", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.patience = 3.0
        self.failures: list[str] = []

    def now(self) -> datetime:
        return self.clock()

    def bot_sees(self, channel: Channel) -> bool:
        return bool(permissions.in_channel(channel, self.bot.id) & permissions.VIEW_CHANNEL)

    def emit(self, name: str, data: Json, *, intent: int = 0, server: Guild | None = None, plain: Json | None = None) -> None:
        """Send an event to every session that asked for one of these intents (0: all) on the right shard.

        `plain` is what sessions without the message-content intent get.
        """
        if server is not None and self.bot.id not in server.members:
            return
        self.gateway.dispatch(name, data, intent=intent, server_id=server.id if server else 0, plain=plain)

    def channel_event(self, name: str, channel: Channel) -> None:
        """Tell what became of a channel, or of a thread that the bot sees."""
        body = payloads.channel_json(channel, for_user=self.bot.id)
        if channel.thread is not None and not self.bot_sees(channel):
            return
        self.emit(name, body, intent=intents.GUILDS, server=channel.server)
