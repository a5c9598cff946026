"""Who may do what where: Discord's computation of permissions (topics/permissions)."""

from __future__ import annotations

from rehearsal.discord.errors import DiscordError
from rehearsal.discord.model import Channel, Guild, Member

CREATE_INVITE = 1 << 0
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
CONNECT = 1 << 20
SPEAK = 1 << 21
CHANGE_NICKNAME = 1 << 26
MANAGE_ROLES = 1 << 28
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_EVENTS = 1 << 33
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
CREATE_PRIVATE_THREADS = 1 << 36
SEND_MESSAGES_IN_THREADS = 1 << 38
CREATE_EVENTS = 1 << 44
PIN_MESSAGES = 1 << 51
BYPASS_SLOWMODE = 1 << 52

ALL = (1 << 53) - 1
EVERYONE = (
    CREATE_INVITE | ADD_REACTIONS | VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY
    | CONNECT | SPEAK | CHANGE_NICKNAME | USE_APPLICATION_COMMANDS | CREATE_PUBLIC_THREADS | CREATE_PRIVATE_THREADS
    | SEND_MESSAGES_IN_THREADS
)  # fmt: skip
# The third row of the table of permissions the bot asks for: boards, threads, pins, channels and roles.
BOT_DEFAULT = 2269787405274128
# What both sides of a DM have.
IN_DM = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | PIN_MESSAGES

FORUM = 15
PUBLIC_THREAD = 11
PRIVATE_THREAD = 12
THREADS = (10, PUBLIC_THREAD, PRIVATE_THREAD)
_VOICE = (2, 13)


def in_server(server: Guild, user_id: int) -> int:
    """Permissions before any channel's overwrites; 0 for those who are not members."""
    member = server.members.get(user_id)
    if member is None:
        return 0
    if server.owner_id == user_id:
        return ALL
    total = server.everyone.permissions
    for role in member.roles:
        total |= role.permissions
    return ALL if total & ADMINISTRATOR else total


def in_channel(channel: Channel, user_id: int) -> int:
    """Permissions in a channel or thread, implicit denials included."""
    server = channel.server
    if server is None:
        return IN_DM if user_id in channel.recipients else 0
    total = in_server(server, user_id)
    if total == ALL or not total:
        return total
    member = server.members[user_id]
    total = _overwritten(total, (channel.parent or channel) if channel.thread else channel, member)
    if not total & VIEW_CHANNEL:
        return 0
    if channel.thread is not None:
        return _in_thread(channel, user_id, total)
    if not total & SEND_MESSAGES and channel.kind not in _VOICE:
        total &= ~(MENTION_EVERYONE | EMBED_LINKS | ATTACH_FILES)
    return total


def _overwritten(total: int, channel: Channel, member: Member) -> int:
    overwrites = channel.overwrites
    if not overwrites:
        return total
    everyone = overwrites.get(member.server.id)
    if everyone is not None:
        total = total & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role in member.roles:
        overwrite = overwrites.get(role.id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    total = total & ~deny | allow
    own = overwrites.get(member.user.id)
    return total if own is None else total & ~own.deny | own.allow


def _in_thread(channel: Channel, user_id: int, total: int) -> int:
    thread = channel.thread
    inside = thread is None or user_id in thread.members
    if channel.kind == PRIVATE_THREAD and not inside and not total & MANAGE_THREADS:
        return 0  # seen by those in it and by those who manage threads; a former member is out
    # SEND_MESSAGES says nothing in threads; SEND_MESSAGES_IN_THREADS stands for it.
    if total & SEND_MESSAGES_IN_THREADS:
        return total | SEND_MESSAGES
    return total & ~(SEND_MESSAGES | MENTION_EVERYONE | EMBED_LINKS | ATTACH_FILES)


def require(channel: Channel, user_id: int, needed: int) -> int:
    """The permissions in this channel.

    :raises DiscordError: 50001 when the channel cannot be seen, 50013 when something else is missing.
    """
    have = in_channel(channel, user_id)
    if not have & VIEW_CHANNEL:
        raise DiscordError(50001)
    if have & needed != needed:
        raise DiscordError(50013)
    return have


def require_in_server(server: Guild, user_id: int, needed: int) -> int:
    have = in_server(server, user_id)
    if have & needed != needed:
        raise DiscordError(50013)
    return have


def outranks(server: Guild, user_id: int, position: int) -> bool:
    """Whether someone's highest role stands above this position (the owner stands above all)."""
    if server.owner_id == user_id:
        return True
    member = server.members[user_id]
    return max((role.position for role in member.roles), default=0) > position


def names(bits: int) -> list[str]:
    """Names of the permissions in `bits`, for messages to whoever reads a failed rehearsal."""
    known = {name: value for name, value in globals().items() if name.isupper() and isinstance(value, int)}
    single = {value: name for name, value in known.items() if value and not value & (value - 1)}
    return [single.get(1 << bit, f"1<<{bit}") for bit in range(bits.bit_length()) if bits >> bit & 1]
