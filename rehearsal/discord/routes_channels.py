"""Channels: read, made, changed, deleted; overwrites."""

from __future__ import annotations

from typing import Any

from rehearsal.discord import model, payloads, permissions
from rehearsal.discord.errors import DiscordError, Json, Violations, invalid
from rehearsal.discord.model import Channel, Guild, Overwrite, Thread
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.shapes import items

_MAKEABLE = (0, 2, 4, 5, 13, 15, 16)


def get(call: Call) -> Reply:
    channel = call.world.channel(call.id("channel_id"))
    permissions.require(channel, call.world.bot.id, permissions.VIEW_CHANNEL)
    return 200, payloads.channel_json(channel, for_user=call.world.bot.id)


def tidy(name: str, kind: int) -> str:
    """Discord writes the names of text channels in small letters with dashes."""
    return "-".join(name.lower().split()) if kind in (model.TEXT, 5, model.FORUM) else name.strip()


def check(body: Json, kind: int, *, new: bool) -> None:
    found = Violations()
    if new or "name" in body:
        found.length("name", body.get("name"), 100, 1)
    found.length("topic", body.get("topic"), 4096 if kind == model.FORUM else 1024)
    slowmode = body.get("rate_limit_per_user") or 0
    if not 0 <= slowmode <= 21600:
        found.add("rate_limit_per_user", "NUMBER_TYPE_MAX", "int value should be less than or equal to 21600.")
    tags: list[Json] = items(body, "available_tags")
    found.count("available_tags", len(tags), 20)
    for index, tag in enumerate(tags):
        found.length(f"available_tags.{index}.name", tag.get("name"), 20, 1)
    found.count("permission_overwrites", len(items(body, "permission_overwrites")), 1000)
    found.finish()


def overwrites(call: Call, server: Guild, listed: list[Json], have: int, old: dict[int, Overwrite]) -> dict[int, Overwrite]:
    """Overwrites from a request; only permissions the bot has can be allowed or denied.

    :raises DiscordError: 50013 when they go beyond the bot's own permissions.
    """
    result: dict[int, Overwrite] = {}
    for one in listed:
        entry = Overwrite(int(one["id"]), int(one["type"]), int(one.get("allow") or 0), int(one.get("deny") or 0))
        before = old.get(entry.id, Overwrite(entry.id, entry.kind))
        changed = (entry.allow ^ before.allow) | (entry.deny ^ before.deny)
        if changed & ~have:
            raise DiscordError(50013, message=f"Missing Permissions: {permissions.names(changed & ~have)}")
        if entry.kind == 0 and entry.id not in server.roles:
            raise DiscordError(10011)
        if entry.kind == 1 and entry.id not in call.world.users:
            raise DiscordError(10013)
        result[entry.id] = entry
    return result


def create(call: Call) -> Reply:
    world, body = call.world, call.json
    server = world.server(call.id("guild_id"))
    have = permissions.require_in_server(server, world.bot.id, permissions.MANAGE_CHANNELS)
    kind = body.get("type") or 0
    if kind not in _MAKEABLE:
        raise invalid("type", f"Value must be one of {_MAKEABLE}.")
    check(body, kind, new=True)
    if len(server.channels) >= 500:
        raise DiscordError(30013)
    channel = Channel(world.snowflakes.next(), kind, tidy(str(body["name"]), kind))
    channel.topic = body.get("topic")
    channel.slowmode = body.get("rate_limit_per_user") or 0
    channel.nsfw = bool(body.get("nsfw"))
    _set_parent(server, channel, body.get("parent_id"))
    channel.overwrites = overwrites(call, server, items(body, "permission_overwrites"), have, {})
    if "permission_overwrites" not in body and channel.parent is not None:
        channel.overwrites = dict(channel.parent.overwrites)
    _set_tags(call, channel, body.get("available_tags"))
    server.add_channel(channel)
    return 201, payloads.channel_json(channel)


def _set_parent(server: Guild, channel: Channel, parent_id: Any) -> None:
    if parent_id is None:
        channel.parent = None
        return
    parent = server.channels.get(int(parent_id))
    if parent is None or parent.kind != model.CATEGORY:
        raise invalid("parent_id", "Category does not exist", "CHANNEL_PARENT_INVALID")
    if sum(1 for one in server.channels.values() if one.parent is parent) >= 50:
        raise invalid("parent_id", "Maximum number of channels in category reached (50)", "CHANNEL_PARENT_MAX_CHANNELS")
    channel.parent = parent


def _set_tags(call: Call, channel: Channel, tags: list[Json] | None) -> None:
    if tags is not None:
        channel.tags = [
            {
                "id": str(tag.get("id") or call.world.snowflakes.next()),
                "name": tag["name"],
                "moderated": bool(tag.get("moderated")),
                "emoji_id": tag.get("emoji_id"),
                "emoji_name": tag.get("emoji_name"),
            }
            for tag in tags
        ]


def edit(call: Call) -> Reply:
    world, body = call.world, call.json
    channel = world.channel(call.id("channel_id"))
    if channel.server is None:
        raise DiscordError(50003)
    if channel.thread is not None:
        return _edit_thread(call, channel, channel.thread)
    have = permissions.require(channel, world.bot.id, permissions.MANAGE_CHANNELS)
    check(body, channel.kind, new=False)
    if "permission_overwrites" in body:
        if not have & permissions.MANAGE_ROLES:
            raise DiscordError(50013)
        listed = items(body, "permission_overwrites")
        channel.overwrites = overwrites(call, channel.server, listed, have, channel.overwrites)
    if "parent_id" in body:
        _set_parent(channel.server, channel, body["parent_id"])
    if "name" in body:
        channel.name = tidy(str(body["name"]), channel.kind)
    channel.topic = body.get("topic", channel.topic)
    channel.slowmode = body.get("rate_limit_per_user", channel.slowmode) or 0
    channel.nsfw = bool(body.get("nsfw", channel.nsfw))
    channel.flags = body.get("flags", channel.flags)
    channel.position = body.get("position", channel.position) or 0
    _set_tags(call, channel, body.get("available_tags"))
    call.world.channel_event("CHANNEL_UPDATE", channel)
    return 200, payloads.channel_json(channel)


def _edit_thread(call: Call, channel: Channel, thread: Thread) -> Reply:
    """Owners may rename and archive their threads; locking and the rest needs MANAGE_THREADS."""
    body, bot = call.json, call.world.bot.id
    have = permissions.require(channel, bot, permissions.VIEW_CHANNEL)
    manager = bool(have & permissions.MANAGE_THREADS)
    check_thread(body)
    if thread.archived and body.get("archived") is not False:
        raise DiscordError(50083)
    if not manager:
        only_unarchives = set(body) <= {"archived"} and body.get("archived") is False and not thread.locked
        if thread.owner_id != bot and not (only_unarchives and have & permissions.SEND_MESSAGES):
            raise DiscordError(50013)
        if thread.locked or body.get("locked") or "rate_limit_per_user" in body:
            raise DiscordError(50013)
    channel.name = body.get("name") or channel.name
    if "archived" in body and bool(body["archived"]) != thread.archived:
        thread.archived = bool(body["archived"])
        thread.archive_changed = call.world.now()
    thread.locked = bool(body.get("locked", thread.locked))
    thread.invitable = bool(body.get("invitable", thread.invitable))
    thread.auto_archive = body.get("auto_archive_duration") or thread.auto_archive
    channel.slowmode = body.get("rate_limit_per_user", channel.slowmode) or 0
    channel.flags = body.get("flags", channel.flags)
    if body.get("applied_tags") is not None:
        thread.tags = [int(tag) for tag in body["applied_tags"]]
    if channel.server is not None:
        call.world.channel_event("THREAD_UPDATE", channel)
    return 200, payloads.thread_json(channel, for_user=bot)


def check_thread(body: Json) -> None:
    found = Violations()
    if "name" in body:
        found.length("name", body.get("name"), 100, 1)
    if body.get("auto_archive_duration") not in (None, 60, 1440, 4320, 10080):
        found.add("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).")
    found.count("applied_tags", len(items(body, "applied_tags")), 5)
    found.finish()


def delete(call: Call) -> Reply:
    channel = call.world.channel(call.id("channel_id"))
    if channel.server is None:
        return 200, payloads.channel_json(channel, for_user=call.world.bot.id)
    needed = permissions.MANAGE_THREADS if channel.thread is not None else permissions.MANAGE_CHANNELS
    permissions.require(channel, call.world.bot.id, needed)
    body = payloads.channel_json(channel)
    call.world.server(channel.server.id).delete_channel(channel)
    return 200, body


def set_overwrite(call: Call) -> Reply:
    channel = call.world.channel(call.id("channel_id"))
    if channel.server is None or channel.thread is not None:
        raise DiscordError(50024)
    have = permissions.require(channel, call.world.bot.id, permissions.MANAGE_ROLES)
    target = call.id("overwrite_id")
    one = call.json | {"id": target}
    channel.overwrites |= overwrites(call, channel.server, [one], have, channel.overwrites)
    call.world.channel_event("CHANNEL_UPDATE", channel)
    return 204, None


def delete_overwrite(call: Call) -> Reply:
    channel = call.world.channel(call.id("channel_id"))
    if channel.server is None:
        raise DiscordError(50024)
    permissions.require(channel, call.world.bot.id, permissions.MANAGE_ROLES)
    if channel.overwrites.pop(call.id("overwrite_id"), None) is not None:
        call.world.channel_event("CHANNEL_UPDATE", channel)
    return 204, None


ROUTES: Routes = {
    "GET /channels/{channel_id}": get,
    "PATCH /channels/{channel_id}": edit,
    "DELETE /channels/{channel_id}": delete,
    "PUT /channels/{channel_id}/permissions/{overwrite_id}": set_overwrite,
    "DELETE /channels/{channel_id}/permissions/{overwrite_id}": delete_overwrite,
    "POST /guilds/{guild_id}/channels": create,
}
