"""Messages: made, edited, deleted, and told to the gateway; who may read their words."""

from __future__ import annotations

import bisect
from datetime import timedelta

from rehearsal.discord import intents, limits, payloads, pings
from rehearsal.discord.components import numbered, walk
from rehearsal.discord.errors import DiscordError, Json
from rehearsal.discord.model import COMPONENTS_V2, EPHEMERAL, LOADING, Cause, Channel, Message, User
from rehearsal.discord.seen import Seen
from rehearsal.discord.shapes import items
from rehearsal.discord.world import World

Files = list[tuple[str, bytes]]


def stored(world: World, channel: Channel, files: Files, described: list[Json]) -> list[Json]:
    """Attachments for uploaded files; `described` are the client's entries, matched by their order."""
    limits.check_files(files)
    result: list[Json] = []
    for index, (name, data) in enumerate(files):
        entry = described[index] if index < len(described) else {}
        number = world.snowflakes.next()
        path = f"/attachments/{channel.id}/{number}/{name}"
        world.files[path] = (name, data)
        url = world.api_url.split("/api/")[0] + path
        result.append(
            {
                "id": str(number),
                "filename": name,
                "size": len(data),
                "url": url,
                "proxy_url": url,
                "content_type": _content_type(name),
                "description": entry.get("description"),
            }
        )
    return result


def _content_type(name: str) -> str:
    kinds = {
        "png": "image/png", "jpg": "image/jpeg", "txt": "text/plain; charset=utf-8", "ics": "text/calendar",
        "csv": "text/csv; charset=utf-8",
    }  # fmt: skip
    return kinds.get(name.rpartition(".")[2], "application/octet-stream")


def create(
    world: World,
    channel: Channel,
    author: User,
    body: Json,
    *,
    files: Files | None = None,
    interaction: Cause | None = None,
    ephemeral_for: int = 0,
    defaults: Json = pings.ALL,
    kind: int = 0,
    prefix: str = "",
    number: int = 0,
) -> Message:
    """A new message, checked, kept and told to the gateway. Permissions are the caller's business."""
    flags = int(body.get("flags") or 0)
    limits.check_message(body, flags & ~LOADING, prefix=prefix, files=len(files or []))
    attachments = stored(world, channel, files or [], _new(body))
    parts = numbered(items(body, "components"))
    content = str(body.get("content") or "").strip() if author.bot else str(body.get("content") or "")
    if kind in (0, 20) and not flags & LOADING:
        limits.check_not_empty(content, items(body, "embeds"), parts, attachments)
    message = Message(number or world.snowflakes.next(), channel, author, world.now(), content, kind, flags)
    message.embeds = [{"type": "rich", **embed} for embed in items(body, "embeds")]
    message.components = parts
    message.attachments = attachments
    message.nonce = body.get("nonce")
    message.interaction = interaction
    message.ephemeral_for = ephemeral_for
    if ephemeral_for:
        message.flags |= EPHEMERAL
    _refer(message, body.get("message_reference"))
    _keep(world, message)
    _ping(world, message, body.get("allowed_mentions"), defaults)
    tell(world, "MESSAGE_CREATE", message)
    return message


def _new(body: Json) -> list[Json]:
    """The client's descriptions of the files it uploads (an entry with a long id is an old attachment, kept)."""
    return [one for one in items(body, "attachments") if len(str(one.get("id", ""))) < 15]


def _refer(message: Message, reference: Json | None) -> None:
    if not reference:
        return
    found = message.channel.messages.get(int(reference["message_id"]))
    if found is None or found.deleted:
        if reference.get("fail_if_not_exists", True):
            raise DiscordError(
                50035, errors={"message_reference": {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}}
            )
        return
    message.reference = found
    message.kind = 19
    message.reference_ids = {"type": 0, "channel_id": str(message.channel.id), "message_id": str(found.id)}
    if message.channel.server is not None:
        message.reference_ids["guild_id"] = str(message.channel.server.id)


def _keep(world: World, message: Message) -> None:
    channel = message.channel
    channel.messages[message.id] = world.messages[message.id] = message
    channel.order.append(message.id)
    thread = channel.thread
    if thread is not None and thread.archived and not message.ephemeral_for:
        thread.archived = False
        thread.archive_changed = world.now()
        if channel.server is not None:
            world.channel_event("THREAD_UPDATE", channel)


def _ping(world: World, message: Message, allowed: Json | None, defaults: Json) -> None:
    for what in pings.pinged(message, defaults if allowed is None else allowed, world.users):
        if message.author.bot:
            world.pings.append((Seen(message), what))
        if what is world.bot and (message.reference is None or message.reference.interaction is None):
            message.pings_bot = True
    if world.bot in message.mentions and f"<@{world.bot.id}>" in message.content:
        message.pings_bot = True


def edit(world: World, message: Message, body: Json, *, files: Files | None = None, defaults: Json = pings.ALL, prefix: str = "") -> None:
    """Change what the body names, leave the rest."""
    flags = message.flags
    if body.get("flags") is not None:
        asked = int(body["flags"])
        flags = flags & ~4 | asked & (4 | COMPONENTS_V2)
    if message.flags & COMPONENTS_V2:
        flags |= COMPONENTS_V2
    checked = {key: value for key, value in body.items() if key != "flags"}
    limits.check_message(checked, flags & COMPONENTS_V2, prefix=prefix, files=len(files or []))
    content = str(body["content"] or "").strip() if "content" in body else message.content
    embeds = [{"type": "rich", **one} for one in items(body, "embeds")] if "embeds" in body else message.embeds
    parts = numbered(items(body, "components")) if "components" in body else message.components
    attachments = message.attachments
    if body.get("attachments") is not None:
        keep = {str(one.get("id")) for one in body["attachments"]}
        attachments = [one for one in attachments if one["id"] in keep]
    attachments = attachments + stored(world, message.channel, files or [], _new(body))
    if flags & COMPONENTS_V2 and (content or embeds):
        raise DiscordError(
            50035,
            errors={
                "flags": {
                    "_errors": [{"code": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "message": "Legacy fields must be removed"}]
                }
            },
        )
    limits.check_not_empty(content, embeds, parts, attachments)
    message.content, message.embeds, message.components, message.attachments = content, embeds, parts, attachments
    message.flags = flags & ~LOADING
    message.edited_at = world.now()
    _ping(world, message, body.get("allowed_mentions"), defaults)
    tell(world, "MESSAGE_UPDATE", message)


def delete(world: World, message: Message) -> None:
    message.deleted = True
    channel = message.channel
    channel.messages.pop(message.id, None)
    world.messages.pop(message.id, None)
    index = bisect.bisect_left(channel.order, message.id)
    if index < len(channel.order) and channel.order[index] == message.id:
        del channel.order[index]
    channel.pins.pop(message.id, None)
    body: Json = {"id": str(message.id), "channel_id": str(channel.id)}
    server = channel.server
    if server is not None and not message.ephemeral_for:
        body["guild_id"] = str(server.id)
    _send(world, "MESSAGE_DELETE", message, body, None)


def readable(world: World, message: Message) -> bool:
    """Whether the bot may read the words: all with the intent, else its own, DMs, and what pings it."""
    own = message.author.id == world.bot.id or message.channel.server is None
    return own or message.pings_bot or world.privileged


def rest_json(world: World, message: Message, *, nonce: bool = False) -> Json:
    """The message as REST gives it to the bot."""
    return payloads.message_json(message, content=readable(world, message), nonce=nonce)


def tell(world: World, name: str, message: Message) -> None:
    """MESSAGE_CREATE or MESSAGE_UPDATE, with words only for those who may read them."""
    if world.on_message is not None:
        world.on_message(message)
    own = message.author.id == world.bot.id or message.channel.server is None or message.pings_bot
    data = payloads.message_json(message, nonce=True)
    plain = None if own else payloads.message_json(message, content=False, nonce=True)
    server = message.channel.server
    for body in (data, plain):
        if body is None or server is None:
            continue
        if not message.ephemeral_for:
            body["guild_id"] = str(server.id)
            member = server.members.get(message.author.id)
            if member is not None:
                body["member"] = payloads.member_json(member, with_user=False)
    _send(world, name, message, data, plain)


def _send(world: World, name: str, message: Message, data: Json, plain: Json | None) -> None:
    """An ephemeral message reaches the gateway under the intent for DMs, without its server."""
    server = message.channel.server
    if server is None or message.ephemeral_for:
        world.emit(name, data, intent=intents.DIRECT_MESSAGES, plain=plain)
    elif world.bot_sees(message.channel):
        world.emit(name, data, intent=intents.GUILD_MESSAGES, server=server, plain=plain)


def history(channel: Channel, *, limit: int, before: int = 0, after: int = 0, around: int = 0) -> list[Message]:
    """A page of history, newest first whatever was asked; `after` gives the oldest ones after that id."""
    order = channel.order
    if around:
        middle = bisect.bisect_left(order, around)
        here = middle < len(order) and order[middle] == around
        low = max(0, middle - limit // 2)
        ids = order[low : middle + (limit + 1) // 2 + (1 if here and limit % 2 == 0 else 0)][:limit]
        found = [channel.messages[one] for one in ids]
        return [one for one in reversed(found) if not one.ephemeral_for]
    if after:
        index = bisect.bisect_right(order, after)
        return list(reversed(_some(channel, range(index, len(order)), limit)))
    end = bisect.bisect_left(order, before) if before else len(order)
    return _some(channel, range(end - 1, -1, -1), limit)


def _some(channel: Channel, indices: range, limit: int) -> list[Message]:
    found: list[Message] = []
    for index in indices:
        message = channel.messages[channel.order[index]]
        if not message.ephemeral_for:
            found.append(message)
            if len(found) == limit:
                break
    return found


def remember_nonce(world: World, message: Message) -> None:
    if message.nonce is None or world.nonce_memory is None:
        return
    key = (message.author.id, str(message.nonce))
    world.nonces.messages[key] = message
    world.nonces.order.append((world.now(), key))


def by_nonce(world: World, author: User, nonce: object) -> Message | None:
    """The earlier message with this author's nonce, if the memory still holds it.

    :raises DiscordError: 10008 when that message has been deleted meanwhile.
    """
    if nonce is None or world.nonce_memory is None:
        return None
    world.nonces.forget(world.now() - (world.nonce_memory or timedelta()))
    found = world.nonces.messages.get((author.id, str(nonce)))
    if found is not None and found.deleted:
        raise DiscordError(10008)
    return found


def component(message: Message, custom_id: str) -> Json | None:
    return next((one for one in walk(message.components) if one.get("custom_id") == custom_id), None)
