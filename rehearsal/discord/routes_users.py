"""Users, DMs, the application itself, the gateway's address."""

from __future__ import annotations

from rehearsal.discord import intents, payloads
from rehearsal.discord.errors import DiscordError, Json, invalid
from rehearsal.discord.routing import Call, Reply, Routes


def me(call: Call) -> Reply:
    return 200, payloads.user_json(call.world.bot) | {"verified": True, "mfa_enabled": True, "email": None}


def application(call: Call) -> Reply:
    world = call.world
    owner = payloads.user_json(world.users[world.owner_id]) if world.owner_id in world.users else payloads.user_json(world.bot)
    body: Json = {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": payloads.user_json(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 1 << 18 if world.privileged else 0,
        "owner": owner,
        "team": None,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "integration_types_config": {"0": {}},
        "approximate_guild_count": len(world.servers),
    }
    return 200, body


def application_by_id(call: Call) -> Reply:
    if call.id("application_id") != call.world.bot.id:
        raise DiscordError(50001)
    return application(call)


def user(call: Call) -> Reply:
    return 200, payloads.user_json(call.world.user(call.id("user_id")))


def open_dm(call: Call) -> Reply:
    """The DM with a person; opening many new ones within seconds is refused."""
    world = call.world
    recipient = call.json.get("recipient_id")
    if recipient is None or not str(recipient).isdigit():
        raise invalid("recipient_id", "This field is required", "BASE_TYPE_REQUIRED")
    person = world.user(int(recipient))
    if person.bot:
        raise DiscordError(50007)
    if not world.mutual_server(person.id):
        raise DiscordError(50278)
    if person.id not in world.dms and not world.limits.new_dm():
        raise DiscordError(40003)
    return 200, payloads.channel_json(world.dm_with(person), for_user=world.bot.id)


def guilds(call: Call) -> Reply:
    world = call.world
    limit = call.number("limit", 200, 1, 200)
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    ids = [one for one in sorted(world.servers) if after < one < before and world.bot.id in world.servers[one].members]
    chosen = ids[-limit:] if "before" in call.query else ids[:limit]
    body: list[Json] = []
    for one in chosen:
        server = world.servers[one]
        entry: Json = {
            "id": str(server.id),
            "name": server.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(server.bot_role.permissions if server.bot_role else 0),
            "features": [],
        }
        if call.flag("with_counts"):
            entry |= {"approximate_member_count": len(server.members), "approximate_presence_count": 1}
        body.append(entry)
    return 200, body


def leave_guild(call: Call) -> Reply:
    server = call.world.server(call.id("guild_id"))
    call.world.emit("GUILD_DELETE", {"id": str(server.id)}, intent=intents.GUILDS, server=server)
    del server.members[call.world.bot.id]
    return 204, None


def gateway(call: Call) -> Reply:
    return 200, {"url": call.world.gateway_url}


def gateway_bot(call: Call) -> Reply:
    world = call.world
    limit = world.gateway.session_start_limit(world.now())
    return 200, {"url": world.gateway_url, "shards": world.shards, "session_start_limit": limit}


ROUTES: Routes = {
    "GET /users/@me": me,
    "GET /oauth2/applications/@me": application,
    "GET /applications/@me": application,
    "GET /applications/{application_id}": application_by_id,
    "GET /users/@me/guilds": guilds,
    "DELETE /users/@me/guilds/{guild_id}": leave_guild,
    "GET /users/{user_id}": user,
    "POST /users/@me/channels": open_dm,
    "GET /gateway": gateway,
    "GET /gateway/bot": gateway_bot,
}
