"""Messages and pins."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.discord import intents, messages, model, permissions
from rehearsal.discord.errors import DiscordError, Json, invalid
from rehearsal.discord.model import Channel, Message
from rehearsal.discord.ratelimits import Window
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.snowflakes import iso

_HOUR = timedelta(hours=1)


def _text_channel(call: Call) -> Channel:
    channel = call.world.channel(call.id("channel_id"))
    if channel.kind in (model.CATEGORY, model.FORUM):
        raise DiscordError(50024)
    return channel


def reachable(call: Call, channel: Channel) -> None:
    """Whether a DM arrives.

    :raises DiscordError: 50278 without a mutual server, 50007 when DMs are closed.
    """
    person = next(user for user in channel.recipients.values() if user is not call.world.bot)
    if not call.world.mutual_server(person.id):
        raise DiscordError(50278)
    if not person.dms_open or person.bot:
        raise DiscordError(50007)


def writable(call: Call, channel: Channel, body: Json) -> None:
    """Whether the bot may send this here."""
    if channel.server is None:
        reachable(call, channel)
        return
    needed = permissions.SEND_MESSAGES
    if channel.thread is not None:
        needed = permissions.SEND_MESSAGES_IN_THREADS
    if call.files:
        needed |= permissions.ATTACH_FILES
    if body.get("message_reference"):
        needed |= permissions.READ_MESSAGE_HISTORY
    have = permissions.require(channel, call.world.bot.id, needed)
    thread = channel.thread
    if thread is not None and thread.locked and not have & permissions.MANAGE_THREADS:
        raise DiscordError(160005 if not thread.archived else 50083)
    if not have & permissions.EMBED_LINKS and body.get("embeds"):
        body["embeds"] = []  # Discord drops embeds silently where they are not allowed


def create(call: Call) -> Reply:
    world, body, channel = call.world, call.json, _text_channel(call)
    writable(call, channel, body)
    if int(body.get("flags") or 0) & model.EPHEMERAL:
        raise invalid("flags", "EPHEMERAL exists only on interaction responses")
    if body.get("enforce_nonce"):
        earlier = messages.by_nonce(world, world.bot, body.get("nonce"))
        if earlier is not None:
            return 200, messages.rest_json(world, earlier, nonce=True)
    message = messages.create(world, channel, world.bot, body, files=call.files)
    messages.remember_nonce(world, message)
    return 200, messages.rest_json(world, message, nonce=True)


def _message(call: Call, channel: Channel) -> Message:
    found = channel.messages.get(call.id("message_id"))
    if found is None or found.deleted or found.ephemeral_for:
        raise DiscordError(10008)
    return found


def page(call: Call) -> Reply:
    """History, newest first; empty without READ_MESSAGE_HISTORY, as Discord has it."""
    channel = _text_channel(call)
    limit = call.number("limit", 50, 1, 100)
    bounds = {name: int(call.query[name]) for name in ("before", "after", "around") if name in call.query}
    if len(bounds) > 1:
        raise invalid("_", "before, after and around exclude each other", "MUTUALLY_EXCLUSIVE")
    have = permissions.require(channel, call.world.bot.id, permissions.VIEW_CHANNEL)
    if not have & permissions.READ_MESSAGE_HISTORY:
        return 200, []
    if bounds.get("after") == 0:
        bounds["after"] = 1
    found = messages.history(channel, limit=limit, **bounds)
    return 200, [messages.rest_json(call.world, message) for message in found]


def get(call: Call) -> Reply:
    channel = _text_channel(call)
    permissions.require(channel, call.world.bot.id, permissions.READ_MESSAGE_HISTORY)
    return 200, messages.rest_json(call.world, _message(call, channel))


def edit(call: Call) -> Reply:
    world, channel = call.world, _text_channel(call)
    permissions.require(channel, world.bot.id, permissions.VIEW_CHANNEL)
    message = _message(call, channel)
    if message.author is not world.bot:
        raise DiscordError(50005)
    if message.kind not in (0, 19, 20):
        raise DiscordError(50021)
    if channel.thread is not None and channel.thread.archived:
        raise DiscordError(50083)
    if channel.server is None:
        reachable(call, channel)
    _old_edit(call, message)
    messages.edit(world, message, call.json, files=call.files)
    return 200, messages.rest_json(world, message)


def _old_edit(call: Call, message: Message) -> None:
    """Messages older than an hour may be edited only so often (the number is not published)."""
    if call.world.now() - message.at < _HOUR:
        return
    window = call.world.old_edits.setdefault(message.channel.id, Window(*call.world.limits.old_edits))
    if not window.take(call.world.now()):
        raise DiscordError(30046)


def delete(call: Call) -> Reply:
    world, channel = call.world, _text_channel(call)
    have = permissions.require(channel, world.bot.id, permissions.VIEW_CHANNEL)
    message = _message(call, channel)
    if message.author is not world.bot:
        if channel.server is None:
            raise DiscordError(50003)
        if not have & permissions.MANAGE_MESSAGES:
            raise DiscordError(50013)
    if channel.thread is not None and channel.thread.archived:
        raise DiscordError(50083)
    messages.delete(world, message)
    return 204, None


def typing(call: Call) -> Reply:
    writable(call, _text_channel(call), {})
    return 204, None


def pin(call: Call) -> Reply:
    world, channel = call.world, _text_channel(call)
    permissions.require(channel, world.bot.id, permissions.PIN_MESSAGES | permissions.READ_MESSAGE_HISTORY)
    message = _message(call, channel)
    if message.id in channel.pins:
        return 204, None
    if len(channel.pins) >= 250:
        raise DiscordError(30003)
    if message.kind not in (0, 19, 20):
        raise DiscordError(50021)
    channel.pins[message.id] = world.now()
    _pins_changed(call, channel)
    messages.tell(world, "MESSAGE_UPDATE", message)
    reference = {"type": 0, "channel_id": str(channel.id), "message_id": str(message.id)}
    notice = messages.create(world, channel, world.bot, {}, kind=6)
    notice.reference, notice.reference_ids = message, reference
    return 204, None


def unpin(call: Call) -> Reply:
    channel = _text_channel(call)
    permissions.require(channel, call.world.bot.id, permissions.PIN_MESSAGES)
    message = _message(call, channel)
    if channel.pins.pop(message.id, None) is not None:
        _pins_changed(call, channel)
        messages.tell(call.world, "MESSAGE_UPDATE", message)
    return 204, None


def _pins_changed(call: Call, channel: Channel) -> None:
    last = max(channel.pins.values(), default=None)
    body: Json = {"channel_id": str(channel.id), "last_pin_timestamp": iso(last) if last else None}
    if channel.server is not None:
        body["guild_id"] = str(channel.server.id)
    intent = intents.GUILDS if channel.server else intents.DIRECT_MESSAGES
    call.world.emit("CHANNEL_PINS_UPDATE", body, intent=intent, server=channel.server)


def _pinned(call: Call) -> list[Message]:
    channel = _text_channel(call)
    have = permissions.require(channel, call.world.bot.id, permissions.VIEW_CHANNEL)
    if not have & permissions.READ_MESSAGE_HISTORY:
        return []
    order = sorted(channel.pins.items(), key=lambda one: (one[1], one[0]), reverse=True)
    return [channel.messages[one] for one, _ in order]


def pins_old(call: Call) -> Reply:
    return 200, [messages.rest_json(call.world, message) for message in _pinned(call)[:50]]


def pins(call: Call) -> Reply:
    limit = call.number("limit", 50, 1, 50)
    found = _pinned(call)
    before = call.query.get("before")
    if before:
        found = [one for one in found if iso(one.channel.pins[one.id]) < before]
    items = [{"pinned_at": iso(one.channel.pins[one.id]), "message": messages.rest_json(call.world, one)} for one in found[:limit]]
    return 200, {"items": items, "has_more": len(found) > limit}


_CHANNEL = "/channels/{channel_id}"
ROUTES: Routes = {
    f"POST {_CHANNEL}/messages": create,
    f"GET {_CHANNEL}/messages": page,
    f"GET {_CHANNEL}/messages/{{message_id}}": get,
    f"PATCH {_CHANNEL}/messages/{{message_id}}": edit,
    f"DELETE {_CHANNEL}/messages/{{message_id}}": delete,
    f"POST {_CHANNEL}/typing": typing,
    f"PUT {_CHANNEL}/messages/pins/{{message_id}}": pin,
    f"DELETE {_CHANNEL}/messages/pins/{{message_id}}": unpin,
    f"GET {_CHANNEL}/messages/pins": pins,
    f"PUT {_CHANNEL}/pins/{{message_id}}": pin,
    f"DELETE {_CHANNEL}/pins/{{message_id}}": unpin,
    f"GET {_CHANNEL}/pins": pins_old,
}
