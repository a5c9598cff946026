"""Scheduled events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rehearsal.discord import intents, payloads, permissions
from rehearsal.discord.errors import DiscordError, Json, Violations, invalid
from rehearsal.discord.model import Event
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.servers import Server
from rehearsal.discord.shapes import part
from rehearsal.discord.world import World

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
EXTERNAL = 3


def tell(world: World, name: str, event: Event) -> None:
    body = payloads.event_json(event)
    world.emit(name, body, intent=intents.GUILD_SCHEDULED_EVENTS, server=event.server)


def tick(world: World, now: datetime) -> None:
    """External events begin and end by themselves."""
    for server in world.servers.values():
        for event in list(server.events.values()):
            if event.status == SCHEDULED and event.entity_type == EXTERNAL and event.starts <= now:
                event.status = ACTIVE
                tell(world, "GUILD_SCHEDULED_EVENT_UPDATE", event)
            if event.status == ACTIVE and event.ends is not None and event.ends <= now:
                event.status = COMPLETED
                tell(world, "GUILD_SCHEDULED_EVENT_UPDATE", event)


def _server(call: Call) -> Server:
    return call.world.server(call.id("guild_id"))


def _event(call: Call) -> Event:
    found = _server(call).events.get(call.id("guild_scheduled_event_id"))
    if found is None:
        raise DiscordError(10070)
    return found


def _time(name: str, value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise invalid(name, "Could not parse. Should be ISO8601.", "DATE_TIME_TYPE_PARSE") from None
    if at.tzinfo is None:
        raise invalid(name, "Should have a zone.", "DATE_TIME_TYPE_PARSE")
    return at


def _check_texts(body: Json, *, new: bool) -> None:
    found = Violations()
    if new or "name" in body:
        found.length("name", body.get("name"), 100, 1)
    found.length("description", body.get("description"), 1000)
    found.length("entity_metadata.location", part(body, "entity_metadata").get("location"), 100)
    if new and body.get("privacy_level") != 2:
        found.add("privacy_level", "BASE_TYPE_REQUIRED", "This field is required")
    if new and body.get("entity_type") not in (1, 2, 3):
        found.add("entity_type", "BASE_TYPE_REQUIRED", "This field is required")
    found.finish()


def _check_times(call: Call, event: Event) -> None:
    if event.starts <= call.world.now():
        raise invalid("scheduled_start_time", "Cannot schedule event in the past.", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST")
    if event.ends is not None and event.ends <= event.starts:
        raise invalid("scheduled_end_time", "End must come after start.", "GUILD_SCHEDULED_EVENT_SCHEDULE_ERROR")


def _check_place(call: Call, event: Event) -> None:
    if event.entity_type == EXTERNAL:
        if event.ends is None:
            raise invalid("scheduled_end_time", "This field is required", "BASE_TYPE_REQUIRED")
        if not event.location:
            raise invalid("entity_metadata.location", "This field is required", "BASE_TYPE_REQUIRED")
        return
    channel = event.server.channels.get(event.channel_id or 0)
    if channel is None or channel.kind != {1: 13, 2: 2}[event.entity_type]:
        raise invalid("channel_id", "This field is required", "BASE_TYPE_REQUIRED")
    permissions.require(channel, call.world.bot.id, permissions.CONNECT)


def create(call: Call) -> Reply:
    world, server, body = call.world, _server(call), call.json
    permissions.require_in_server(server, world.bot.id, permissions.CREATE_EVENTS)
    _check_texts(body, new=True)
    starts = _time("scheduled_start_time", body.get("scheduled_start_time"))
    if starts is None:
        raise invalid("scheduled_start_time", "This field is required", "BASE_TYPE_REQUIRED")
    if sum(1 for one in server.events.values() if one.status < COMPLETED) >= 100:
        raise DiscordError(30038)
    ends = _time("scheduled_end_time", body.get("scheduled_end_time"))
    number = world.snowflakes.next()
    event = Event(number, server, world.bot, str(body["name"]), starts, ends, body["entity_type"])
    event.description = body.get("description")
    event.location = part(body, "entity_metadata").get("location")
    event.channel_id = int(body["channel_id"]) if body.get("channel_id") else None
    event.recurrence = body.get("recurrence_rule")
    _check_times(call, event)
    _check_place(call, event)
    server.events[event.id] = event
    tell(world, "GUILD_SCHEDULED_EVENT_CREATE", event)
    return 200, payloads.event_json(event)


def _require(call: Call, event: Event) -> None:
    """Own events need CREATE_EVENTS or MANAGE_EVENTS; others' need MANAGE_EVENTS."""
    have = permissions.in_server(event.server, call.world.bot.id)
    own = event.creator is call.world.bot and have & permissions.CREATE_EVENTS
    if not own and not have & permissions.MANAGE_EVENTS:
        raise DiscordError(50013)


def edit(call: Call) -> Reply:
    event, body = _event(call), call.json
    _require(call, event)
    _check_texts(body, new=False)
    if event.status >= COMPLETED:
        raise DiscordError(180000)
    was_starts = event.starts
    draft = Event(event.id, event.server, event.creator, event.name, event.starts, event.ends, event.entity_type)
    draft.name = body.get("name") or event.name
    draft.description = body.get("description", event.description)
    draft.entity_type = body.get("entity_type") or event.entity_type
    draft.channel_id = int(body["channel_id"]) if body.get("channel_id") else event.channel_id
    draft.location = part(body, "entity_metadata").get("location", event.location)
    draft.starts = _time("scheduled_start_time", body.get("scheduled_start_time")) or event.starts
    draft.ends = _time("scheduled_end_time", body.get("scheduled_end_time")) or event.ends
    draft.recurrence = body.get("recurrence_rule", event.recurrence)
    if draft.starts != was_starts:
        if event.status == ACTIVE:
            raise invalid("scheduled_start_time", "The event has begun.", "GUILD_SCHEDULED_EVENT_STARTED")
        _check_times(call, draft)
    _check_place(call, draft)
    draft.status = _next_status(event, body.get("status"))
    draft.users = event.users
    event.server.events[event.id] = draft
    tell(call.world, "GUILD_SCHEDULED_EVENT_UPDATE", draft)
    return 200, payloads.event_json(draft)


def _next_status(event: Event, wanted: int | None) -> int:
    """SCHEDULED to ACTIVE or CANCELLED, ACTIVE to COMPLETED; nothing else."""
    if wanted is None or wanted == event.status:
        return event.status
    if (event.status, wanted) not in ((SCHEDULED, ACTIVE), (SCHEDULED, CANCELLED), (ACTIVE, COMPLETED)):
        raise invalid("status", "Invalid status transition.", "GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION")
    return wanted


def get(call: Call) -> Reply:
    return 200, payloads.event_json(_event(call), with_count=call.flag("with_user_count"))


def listing(call: Call) -> Reply:
    count = call.flag("with_user_count")
    found = [one for one in _server(call).events.values() if one.status < COMPLETED]
    return 200, [payloads.event_json(one, with_count=count) for one in found]


def delete(call: Call) -> Reply:
    event = _event(call)
    _require(call, event)
    del event.server.events[event.id]
    tell(call.world, "GUILD_SCHEDULED_EVENT_DELETE", event)
    return 204, None


def users(call: Call) -> Reply:
    """Who is interested, by ascending ids (descending pages with `before`)."""
    event = _event(call)
    limit = call.number("limit", 100, 1, 100)
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    ids = [one for one in sorted(event.users) if after < one < before]
    chosen = ids[:limit] if "before" not in call.query or "after" in call.query else ids[-limit:]
    body: list[Json] = []
    for one in chosen:
        entry: Json = {"guild_scheduled_event_id": str(event.id), "user": payloads.user_json(event.users[one])}
        member = event.server.members.get(one)
        if call.flag("with_member") and member is not None:
            entry["member"] = payloads.member_json(member)
        body.append(entry)
    return 200, body


_EVENTS = "/guilds/{guild_id}/scheduled-events"
_EVENT = f"{_EVENTS}/{{guild_scheduled_event_id}}"
ROUTES: Routes = {
    f"GET {_EVENTS}": listing,
    f"POST {_EVENTS}": create,
    f"GET {_EVENT}": get,
    f"PATCH {_EVENT}": edit,
    f"DELETE {_EVENT}": delete,
    f"GET {_EVENT}/users": users,
}
