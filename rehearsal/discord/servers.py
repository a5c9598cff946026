"""Servers (Discord's "guilds") as the people in a rehearsal arrange them."""

from __future__ import annotations

from collections.abc import Iterable

from rehearsal.discord import intents, payloads, permissions
from rehearsal.discord.errors import DiscordError, Json
from rehearsal.discord.ground import Ground
from rehearsal.discord.model import CATEGORY, FORUM, TEXT, Channel, Guild, Member, Overwrite, Role, User
from rehearsal.discord.seen import CannotDo


class Server(Guild):
    """A server, and what is done in it; the gateway hears of each change."""

    def __init__(self, world: Ground, name: str, owner: User) -> None:
        super().__init__(world.snowflakes.next_server(), name, owner, permissions.EVERYONE, world.now())
        self.world = world

    # roles

    def add_role(self, name: str, permissions: int = 0, *, mentionable: bool = False, above_bot: bool = False) -> Role:
        """A role, below the bot's own unless `above_bot`."""
        role = Role(self.world.snowflakes.next(), self, name, permissions, 1, mentionable)
        if above_bot:
            role.position = max(other.position for other in self.roles.values()) + 1
        else:
            for other in self.roles.values():
                if other is not self.everyone:
                    other.position += 1
        self.roles[role.id] = role
        self._tell_role("GUILD_ROLE_CREATE", role)
        return role

    def delete_role(self, role: Role) -> None:
        del self.roles[role.id]
        for member in self.members.values():
            if role in member.roles:
                member.roles.remove(role)
        body = {"guild_id": str(self.id), "role_id": str(role.id)}
        self.world.emit("GUILD_ROLE_DELETE", body, intent=intents.GUILDS, server=self)

    def _tell_role(self, name: str, role: Role) -> None:
        body = {"guild_id": str(self.id), "role": payloads.role_json(role)}
        self.world.emit(name, body, intent=intents.GUILDS, server=self)

    def role_changed(self, role: Role) -> None:
        self._tell_role("GUILD_ROLE_UPDATE", role)

    def role(self, role_id: int) -> Role:
        found = self.roles.get(role_id)
        if found is None:
            raise DiscordError(10011)
        return found

    # members

    def join(self, person: User, roles: Iterable[Role] = ()) -> Member:
        """:raises CannotDo: for somebody who is banned."""
        if person.id in self.banned:
            raise CannotDo(f"{person.name} is banned from {self.name}")
        member = Member(self, person, list(roles), self.world.now())
        self.members[person.id] = member
        body = payloads.member_json(member) | {"guild_id": str(self.id)}
        self.world.emit("GUILD_MEMBER_ADD", body, intent=intents.GUILD_MEMBERS, server=self)
        return member

    def leave(self, person: User) -> None:
        """They leave (or are removed): out of the server and of its threads."""
        if self.members.pop(person.id, None) is None:
            return
        for thread in self.threads.values():
            if thread.thread is not None:
                thread.thread.members.pop(person.id, None)
        body = {"guild_id": str(self.id), "user": payloads.user_json(person)}
        self.world.emit("GUILD_MEMBER_REMOVE", body, intent=intents.GUILD_MEMBERS, server=self)

    def ban(self, person: User) -> None:
        """An administrator bans them: they are out, and cannot join again. An app hears of it only with an intent that we do not have."""
        self.banned.add(person.id)
        self.leave(person)

    def unban(self, person: User) -> None:
        """They may join again."""
        self.banned.discard(person.id)

    def give(self, person: User, role: Role) -> None:
        member = self.member(person.id)
        if role not in member.roles:
            member.roles.append(role)
            self.member_changed(member)

    def take(self, person: User, role: Role) -> None:
        member = self.member(person.id)
        if role in member.roles:
            member.roles.remove(role)
            self.member_changed(member)

    def member(self, user_id: int) -> Member:
        found = self.members.get(user_id)
        if found is None:
            raise DiscordError(10007 if user_id in self.world.users else 10013)
        return found

    def member_changed(self, member: Member) -> None:
        body = payloads.member_json(member) | {"guild_id": str(self.id)}
        # An app always hears of its own changes; of others' only with the members intent.
        own = member.user.id == self.world.bot.id
        self.world.emit("GUILD_MEMBER_UPDATE", body, intent=0 if own else intents.GUILD_MEMBERS, server=self)

    # channels

    def add_channel(self, channel: Channel) -> Channel:
        channel.server = self
        channel.position = len(self.channels)
        self.channels[channel.id] = self.world.channels[channel.id] = channel
        self.world.channel_event("CHANNEL_CREATE", channel)
        return channel

    def add_text_channel(
        self,
        name: str,
        private_to: Iterable[Role | User] | None = None,
        *,
        kind: int = TEXT,
        bot_in: bool = True,
        category: Channel | None = None,
    ) -> Channel:
        """A text channel; with `private_to`, seen by these roles and people (and the bot, unless `bot_in=False`)."""
        channel = Channel(self.world.snowflakes.next(), kind, name, self, parent=category)
        if private_to is not None:
            view = permissions.VIEW_CHANNEL
            channel.overwrites[self.id] = Overwrite(self.id, 0, deny=view)
            allowed: list[Role | User] = [*private_to, *([self.world.bot] if bot_in else [])]
            for one in allowed:
                channel.overwrites[one.id] = Overwrite(one.id, 0 if isinstance(one, Role) else 1, allow=view)
        return self.add_channel(channel)

    def add_forum_channel(self, name: str, private_to: Iterable[Role | User] | None = None) -> Channel:
        return self.add_text_channel(name, private_to, kind=FORUM)

    def add_category(self, name: str) -> Channel:
        return self.add_text_channel(name, kind=CATEGORY)

    def add_voice_channel(self, name: str) -> Channel:
        return self.add_text_channel(name, kind=2)

    def delete_channel(self, channel: Channel) -> None:
        """The channel or thread goes, with its threads and messages."""
        body: Json
        for thread in [t for t in self.threads.values() if t.parent is channel]:
            self._drop(thread)
            del self.threads[thread.id]
        if channel.thread is not None:
            body = {"id": str(channel.id), "guild_id": str(self.id), "type": channel.kind}
            body["parent_id"] = str(channel.parent.id) if channel.parent else None
            if self.world.bot_sees(channel):
                self.world.emit("THREAD_DELETE", body, intent=intents.GUILDS, server=self)
            self.threads.pop(channel.id, None)
        else:
            self.world.channel_event("CHANNEL_DELETE", channel)
            self.channels.pop(channel.id, None)
        self._drop(channel)

    def _drop(self, channel: Channel) -> None:
        channel.deleted = True
        for message in channel.messages.values():
            message.deleted = True
            self.world.messages.pop(message.id, None)
        self.world.channels.pop(channel.id, None)

    def overwrite(self, channel: Channel, target: Role | User, *, allow: int = 0, deny: int = 0) -> None:
        """Set what a role or person may do in a channel, as an administrator would."""
        channel.overwrites[target.id] = Overwrite(target.id, 0 if isinstance(target, Role) else 1, allow, deny)
        self.world.channel_event("CHANNEL_UPDATE", channel)

    @property
    def bot_role(self) -> Role | None:
        """The role the bot joined with (it carries its permissions)."""
        return next((role for role in self.roles.values() if role.managed), None)
