"""What the local Discord remembers: users, servers, channels, messages, events. Plain state, no rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]

TEXT, DM, VOICE, CATEGORY, FORUM = 0, 1, 2, 4, 15
PUBLIC_THREAD, PRIVATE_THREAD = 11, 12

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
HAS_THREAD, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 5, 1 << 2, 1 << 12


@dataclass(eq=False, repr=False)
class User:
    """An account: a person or a bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    dms_open: bool = True

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(slots=True, eq=False, repr=False)
class Role:
    id: int
    server: Guild
    name: str
    permissions: int
    position: int
    mentionable: bool = False
    hoist: bool = False
    colour: int = 0
    managed: bool = False

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def __repr__(self) -> str:
        return f"<role {self.name}>"


@dataclass(slots=True)
class Overwrite:
    id: int
    kind: int  # 0 role, 1 member
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Member:
    server: Guild
    user: User
    roles: list[Role]
    joined_at: datetime
    nick: str | None = None


@dataclass(slots=True)
class Thread:
    """What makes a channel a thread."""

    owner_id: int
    created_at: datetime
    archive_changed: datetime
    auto_archive: int = 4320
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    members: dict[int, datetime] = field(default_factory=dict[int, datetime])
    tags: list[int] = field(default_factory=list[int])


@dataclass(eq=False, repr=False)
class Channel:
    """A text channel, forum, category, thread or DM."""

    id: int
    kind: int
    name: str = ""
    server: Guild | None = None
    parent: Channel | None = None
    topic: str | None = None
    position: int = 0
    nsfw: bool = False
    slowmode: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict[int, Overwrite])
    recipients: dict[int, User] = field(default_factory=dict[int, User])
    thread: Thread | None = None
    tags: list[Json] = field(default_factory=list[Json])
    flags: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    order: list[int] = field(default_factory=list[int])
    pins: dict[int, datetime] = field(default_factory=dict[int, datetime])
    deleted: bool = False

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    def __repr__(self) -> str:
        return f"<#{self.name or self.id}>"


class Cause(Protocol):
    """The interaction that a message answers."""

    def on_message(self) -> Json:
        """What the message says of it."""
        ...


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """A message as stored; `ephemeral_for` is the id of the only person who sees it, or 0."""

    id: int
    channel: Channel
    author: User
    at: datetime
    content: str = ""
    kind: int = 0
    flags: int = 0
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Json] = field(default_factory=list[Json])
    mentions: list[User] = field(default_factory=list[User])
    mention_roles: list[int] = field(default_factory=list[int])
    mention_everyone: bool = False
    nonce: str | int | None = None
    reference: Message | None = None
    reference_ids: Json | None = None
    interaction: Cause | None = None
    ephemeral_for: int = 0
    edited_at: datetime | None = None
    deleted: bool = False
    pings_bot: bool = False
    thread: Channel | None = None

    def __repr__(self) -> str:
        return f"<message {self.id} by {self.author!r} in {self.channel!r}: {self.content[:60]!r}>"


@dataclass(slots=True, eq=False, repr=False)
class Event:
    """A scheduled event. Status 1 scheduled, 2 active, 3 completed, 4 cancelled."""

    id: int
    server: Guild
    creator: User
    name: str
    starts: datetime
    ends: datetime | None
    entity_type: int
    channel_id: int | None = None
    location: str | None = None
    description: str | None = None
    status: int = 1
    recurrence: Json | None = None
    users: dict[int, User] = field(default_factory=dict[int, User])


class Guild:
    """A server as it is remembered: its roles, members, channels, threads and scheduled events."""

    def __init__(self, number: int, name: str, owner: User, permissions: int, at: datetime) -> None:
        self.id = number
        self.name = name
        self.owner_id = owner.id
        self.locale = "en-US"
        self.everyone = Role(number, self, "@everyone", permissions, 0)
        self.roles: dict[int, Role] = {number: self.everyone}
        self.members: dict[int, Member] = {owner.id: Member(self, owner, [], at)}
        self.banned: set[int] = set()
        self.channels: dict[int, Channel] = {}
        self.threads: dict[int, Channel] = {}
        self.events: dict[int, Event] = {}
        self.available = True
