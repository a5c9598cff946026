"""Threads: opened, joined, listed."""

from __future__ import annotations

from datetime import datetime, timedelta

from rehearsal.discord import intents, messages, model, payloads, permissions
from rehearsal.discord.errors import DiscordError, Json, Violations, invalid
from rehearsal.discord.model import Channel, Message, Thread, User
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.shapes import items, part
from rehearsal.discord.snowflakes import iso
from rehearsal.discord.world import World

_DURATIONS = (60, 1440, 4320, 10080)


def check_name(body: Json, name: str = "name", longest: int = 100) -> None:
    found = Violations()
    found.length(name, body.get(name), longest, 1)
    duration = body.get("auto_archive_duration")
    if duration is not None and duration not in _DURATIONS:
        found.add("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {_DURATIONS}.")
    found.finish()


def _new(world: World, parent: Channel, owner: User, body: Json, kind: int, thread_id: int) -> Channel:
    """A thread in `parent`; tells the gateway (as newly created) and makes its owner a member."""
    server = parent.server
    if server is None:
        raise DiscordError(50024)
    active = sum(1 for one in server.threads.values() if one.thread and not one.thread.archived)
    if active >= world.limits.active_threads:
        raise DiscordError(160006)
    now = world.now()
    state = Thread(owner.id, now, now, body.get("auto_archive_duration") or 4320)
    state.invitable = bool(body.get("invitable", True))
    state.members[owner.id] = now
    thread = Channel(thread_id, kind, str(body["name"]), server, parent, thread=state)
    server.threads[thread.id] = world.channels[thread.id] = thread
    if world.bot_sees(thread):
        data = payloads.thread_json(thread, for_user=world.bot.id) | {"newly_created": True}
        world.emit("THREAD_CREATE", data, intent=intents.GUILDS, server=server)
    return thread


def _parent(call: Call) -> Channel:
    parent = call.world.channel(call.id("channel_id"))
    if parent.server is None or parent.kind not in (model.TEXT, 5, model.FORUM):
        raise DiscordError(50024)
    return parent


def open_thread(call: Call) -> Reply:
    parent = _parent(call)
    if parent.kind == model.FORUM:
        return _open_post(call, parent)
    kind = call.json.get("type", model.PRIVATE_THREAD)
    if kind not in (10, model.PUBLIC_THREAD, model.PRIVATE_THREAD):
        raise invalid("type", "Value must be one of {10, 11, 12}.")
    check_name(call.json)
    private = kind == model.PRIVATE_THREAD
    needed = permissions.CREATE_PRIVATE_THREADS if private else permissions.CREATE_PUBLIC_THREADS
    permissions.require(parent, call.world.bot.id, needed)
    thread = _new(call.world, parent, call.world.bot, call.json, kind, call.world.snowflakes.next())
    if not private:
        notice = messages.create(call.world, parent, call.world.bot, {"content": thread.name}, kind=18)
        notice.reference_ids = {"channel_id": str(thread.id), "guild_id": str(thread.server.id if thread.server else 0)}
    return 201, payloads.thread_json(thread, for_user=call.world.bot.id)


def _open_post(call: Call, forum: Channel) -> Reply:
    world, body = call.world, call.json
    check_name(body)
    have = permissions.require(forum, world.bot.id, permissions.SEND_MESSAGES)
    message = part(body, "message")
    if not message:
        raise invalid("message", "This field is required", "BASE_TYPE_REQUIRED")
    tags = [int(one) for one in items(body, "applied_tags")]
    _check_tags(forum, tags, moderator=bool(have & permissions.MANAGE_THREADS))
    number = world.snowflakes.next()
    thread = _new(world, forum, world.bot, body, model.PUBLIC_THREAD, number)
    try:
        starter = messages.create(world, thread, world.bot, message, files=call.files, number=number)
    except DiscordError:
        if forum.server is not None:
            call.world.server(forum.server.id).delete_channel(thread)
        raise
    if thread.thread is not None:
        thread.thread.tags = tags
    data = payloads.thread_json(thread, for_user=world.bot.id)
    return 201, data | {"message": messages.rest_json(world, starter)}


def _check_tags(forum: Channel, tags: list[int], *, moderator: bool) -> None:
    if len(tags) > 5:
        raise invalid("applied_tags", "Must be 5 or fewer in length.", "BASE_TYPE_BAD_LENGTH")
    known = {int(tag["id"]): tag for tag in forum.tags}
    for tag in tags:
        if tag not in known:
            raise invalid("applied_tags", "Unknown tag", "FORUM_TAG_INVALID")
        if known[tag].get("moderated") and not moderator:
            raise DiscordError(50013)
    if forum.flags & 1 << 4 and not tags:
        raise DiscordError(40067)


def open_from_message(call: Call) -> Reply:
    world, parent = call.world, _parent(call)
    if parent.kind == model.FORUM:
        raise DiscordError(50024)
    check_name(call.json)
    permissions.require(parent, world.bot.id, permissions.CREATE_PUBLIC_THREADS | permissions.READ_MESSAGE_HISTORY)
    message = parent.messages.get(call.id("message_id"))
    if message is None or message.ephemeral_for:
        raise DiscordError(10008)
    if message.thread is not None or message.id in world.channels:
        raise DiscordError(160004)
    thread = _new(world, parent, world.bot, call.json, model.PUBLIC_THREAD, message.id)
    message.thread = thread
    message.flags |= model.HAS_THREAD
    messages.tell(world, "MESSAGE_UPDATE", message)
    _starter(world, thread, message)
    return 201, payloads.thread_json(thread, for_user=world.bot.id)


def _starter(world: World, thread: Channel, message: Message) -> None:
    """The thread begins with a system message that points at the one it grew from."""
    notice = messages.create(world, thread, message.author, {}, kind=21)
    notice.reference = message
    notice.reference_ids = {"type": 0, "channel_id": str(message.channel.id), "message_id": str(message.id)}


def _thread(call: Call) -> tuple[Channel, Thread]:
    channel = call.world.channel(call.id("channel_id"))
    if channel.thread is None:
        raise DiscordError(50024)
    permissions.require(channel, call.world.bot.id, permissions.VIEW_CHANNEL)
    return channel, channel.thread


def add_member(call: Call) -> Reply:
    channel, thread = _thread(call)
    server = channel.server
    user = call.world.user(_whom(call))
    if server is None or user.id not in server.members:
        raise DiscordError(10007)
    if thread.archived:
        raise DiscordError(50083)
    have = permissions.require(channel, call.world.bot.id, permissions.SEND_MESSAGES_IN_THREADS)
    may = thread.invitable or thread.owner_id == call.world.bot.id or have & permissions.MANAGE_THREADS
    if channel.kind == model.PRIVATE_THREAD and not may:
        raise DiscordError(50013)
    if user.id in thread.members:
        return 204, None
    if channel.parent is not None and not permissions.in_channel(channel.parent, user.id) & permissions.VIEW_CHANNEL:
        raise DiscordError(50001)
    if len(thread.members) >= 1000:
        raise DiscordError(30033)
    join(call.world, channel, user)
    return 204, None


def join(world: World, channel: Channel, user: User) -> None:
    """Somebody is in the thread now."""
    thread = channel.thread
    if thread is None:
        raise DiscordError(50024)
    thread.members[user.id] = world.now()
    _members_changed(world, channel, added=user)


def leave(world: World, channel: Channel, user: User) -> None:
    if channel.thread is not None and channel.thread.members.pop(user.id, None) is not None:
        _members_changed(world, channel, removed=user)


def _members_changed(world: World, channel: Channel, added: User | None = None, removed: User | None = None) -> None:
    """Sessions without the members intent hear of this only when it concerns the bot itself."""
    server = channel.server
    if server is None or channel.thread is None:
        return
    body: Json = {"id": str(channel.id), "guild_id": str(server.id), "member_count": len(channel.thread.members)}
    if added is not None:
        body["added_members"] = [payloads.thread_member_json(channel, added.id)]
    if removed is not None:
        body["removed_member_ids"] = [str(removed.id)]
    own = world.bot in (added, removed)
    if added is world.bot:
        data = payloads.thread_json(channel, for_user=world.bot.id)
        world.emit("THREAD_CREATE", data, intent=intents.GUILDS, server=server)
    world.emit("THREAD_MEMBERS_UPDATE", body, intent=intents.GUILDS if own else intents.GUILD_MEMBERS, server=server)


def remove_member(call: Call) -> Reply:
    channel, thread = _thread(call)
    user = call.world.user(_whom(call))
    if thread.archived:
        raise DiscordError(50083)
    own_private = channel.kind == model.PRIVATE_THREAD and thread.owner_id == call.world.bot.id
    if user is not call.world.bot and not own_private:
        permissions.require(channel, call.world.bot.id, permissions.MANAGE_THREADS)
    leave(call.world, channel, user)
    return 204, None


def _whom(call: Call) -> int:
    return call.id("user_id") if "user_id" in call.path else call.world.bot.id


def get_member(call: Call) -> Reply:
    channel, thread = _thread(call)
    user_id = _whom(call)
    if user_id not in thread.members:
        raise DiscordError(10007)
    return 200, payloads.thread_member_json(channel, user_id)


def members(call: Call) -> Reply:
    """Everyone in the thread: only for apps with the members intent."""
    channel, thread = _thread(call)
    if not call.world.privileged:
        raise DiscordError(50001)
    return 200, [payloads.thread_member_json(channel, one) for one in sorted(thread.members)]


def _listing(call: Call, found: list[Channel], *, has_more: bool | None = None) -> Json:
    bot = call.world.bot.id
    mine = [one for one in found if one.thread is not None and bot in one.thread.members]
    body: Json = {
        "threads": [payloads.thread_json(one, for_user=bot) for one in found],
        "members": [payloads.thread_member_json(one, bot) for one in mine],
    }
    return body if has_more is None else body | {"has_more": has_more}


def active(call: Call) -> Reply:
    server = call.world.server(call.id("guild_id"))
    found = [one for one in server.threads.values() if one.thread and not one.thread.archived and call.world.bot_sees(one)]
    return 200, _listing(call, sorted(found, key=lambda one: one.id, reverse=True))


def archived(call: Call) -> Reply:
    """Archived threads: public ones, private ones (MANAGE_THREADS), or private ones the bot is in."""
    parent = _parent(call)
    private = call.route.endswith("private")
    joined = "/users/@me/" in call.route
    needed = permissions.READ_MESSAGE_HISTORY | (permissions.MANAGE_THREADS if private and not joined else 0)
    permissions.require(parent, call.world.bot.id, needed)
    kind = model.PRIVATE_THREAD if private else model.PUBLIC_THREAD
    threads = parent.server.threads.values() if parent.server else ()
    found = [one for one in threads if one.parent is parent and one.kind == kind and one.thread and one.thread.archived]
    if joined:
        found = [one for one in found if one.thread and call.world.bot.id in one.thread.members]
    before = call.query.get("before")
    limit = call.number("limit", 50, 1, 100)
    if joined:
        found.sort(key=lambda one: one.id, reverse=True)
        found = [one for one in found if not before or one.id < int(before)]
    else:
        found.sort(key=_archived_at, reverse=True)
        found = [one for one in found if not before or _archived_at(one) < before]
    return 200, _listing(call, found[:limit], has_more=len(found) > limit)


def _archived_at(channel: Channel) -> str:
    return iso(channel.thread.archive_changed) if channel.thread else ""


def tick(world: World, now: datetime) -> None:
    """Threads in which nothing was said for so long are archived (pinned forum posts are not)."""
    for server in world.servers.values():
        for channel in server.threads.values():
            thread = channel.thread
            if thread is None or thread.archived or channel.flags & _PINNED:
                continue
            last = channel.messages[channel.order[-1]].at if channel.order else thread.created_at
            if now - max(last, thread.archive_changed) >= timedelta(minutes=thread.auto_archive):
                thread.archived, thread.archive_changed = True, now
                world.channel_event("THREAD_UPDATE", channel)


_PINNED = 1 << 1
_CHANNEL = "/channels/{channel_id}"
ROUTES: Routes = {
    f"POST {_CHANNEL}/threads": open_thread,
    f"POST {_CHANNEL}/messages/{{message_id}}/threads": open_from_message,
    f"GET {_CHANNEL}/thread-members": members,
    f"GET {_CHANNEL}/thread-members/{{user_id}}": get_member,
    f"PUT {_CHANNEL}/thread-members/@me": add_member,
    f"PUT {_CHANNEL}/thread-members/{{user_id}}": add_member,
    f"DELETE {_CHANNEL}/thread-members/@me": remove_member,
    f"DELETE {_CHANNEL}/thread-members/{{user_id}}": remove_member,
    "GET /guilds/{guild_id}/threads/active": active,
    f"GET {_CHANNEL}/threads/archived/public": archived,
    f"GET {_CHANNEL}/threads/archived/private": archived,
    f"GET {_CHANNEL}/users/@me/threads/archived/private": archived,
}
