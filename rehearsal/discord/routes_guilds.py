"""Servers, their members and roles."""

from __future__ import annotations

from rehearsal.discord import payloads, permissions
from rehearsal.discord.errors import DiscordError, Violations, invalid
from rehearsal.discord.model import Role
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.servers import Server


def _server(call: Call) -> Server:
    return call.world.server(call.id("guild_id"))


def get(call: Call) -> Reply:
    server = _server(call)
    body = payloads.server_json(server)
    if call.flag("with_counts"):
        body |= {"approximate_member_count": len(server.members), "approximate_presence_count": 1}
    return 200, body


def channels(call: Call) -> Reply:
    return 200, [payloads.channel_json(one) for one in _server(call).channels.values()]


def roles(call: Call) -> Reply:
    return 200, [payloads.role_json(one) for one in _server(call).roles.values()]


def get_role(call: Call) -> Reply:
    return 200, payloads.role_json(_server(call).role(call.id("role_id")))


def create_role(call: Call) -> Reply:
    server, body, bot = _server(call), call.json, call.world.bot
    have = permissions.require_in_server(server, bot.id, permissions.MANAGE_ROLES)
    found = Violations()
    found.length("name", body.get("name"), 100)
    found.finish()
    wanted = int(body.get("permissions") or 0) if "permissions" in body else server.everyone.permissions & have
    if wanted & ~have:
        raise DiscordError(50013)
    if len(server.roles) >= 250:
        raise DiscordError(30005)
    role = server.add_role(body.get("name") or "new role", wanted, mentionable=bool(body.get("mentionable")))
    role.hoist, role.colour = bool(body.get("hoist")), _colour(body)
    return 200, payloads.role_json(role)


def _colour(body: dict[str, object]) -> int:
    colours = body.get("colors")
    value = colours.get("primary_color") if isinstance(colours, dict) else body.get("color")  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return value if isinstance(value, int) else 0


def _below(call: Call, server: Server) -> Role:
    """The role in the path, when the bot may act on it.

    :raises DiscordError: 50013 when it stands above the bot or MANAGE_ROLES is missing; 50028 for @everyone.
    """
    permissions.require_in_server(server, call.world.bot.id, permissions.MANAGE_ROLES)
    role = server.role(call.id("role_id"))
    if role is server.everyone or role.managed:
        raise DiscordError(50028)
    if not permissions.outranks(server, call.world.bot.id, role.position):
        raise DiscordError(50013)
    return role


def edit_role(call: Call) -> Reply:
    server, body = _server(call), call.json
    role = _below(call, server)
    have = permissions.in_server(server, call.world.bot.id)
    wanted = int(body["permissions"]) if body.get("permissions") is not None else role.permissions
    if (wanted ^ role.permissions) & ~have:
        raise DiscordError(50013)
    found = Violations()
    found.length("name", body.get("name"), 100)
    found.finish()
    role.permissions = wanted
    role.name = body.get("name") or role.name
    role.mentionable = bool(body.get("mentionable", role.mentionable))
    role.hoist = bool(body.get("hoist", role.hoist))
    server.role_changed(role)
    return 200, payloads.role_json(role)


def delete_role(call: Call) -> Reply:
    server = _server(call)
    server.delete_role(_below(call, server))
    return 204, None


def give_role(call: Call) -> Reply:
    server = _server(call)
    role = _below(call, server)
    server.give(server.member(call.id("user_id")).user, role)
    return 204, None


def take_role(call: Call) -> Reply:
    server = _server(call)
    role = _below(call, server)
    server.take(server.member(call.id("user_id")).user, role)
    return 204, None


def member(call: Call) -> Reply:
    return 200, payloads.member_json(_server(call).member(call.id("user_id")))


def members(call: Call) -> Reply:
    """Everyone, a page at a time: only for apps with the members intent."""
    server = _server(call)
    if not call.world.privileged:
        raise DiscordError(50001)
    limit, after = call.number("limit", 1, 1, 1000), int(call.query.get("after", 0))
    found = [server.members[one] for one in sorted(server.members) if one > after][:limit]
    return 200, [payloads.member_json(one) for one in found]


def search(call: Call) -> Reply:
    server, query = _server(call), call.query.get("query", "").lower()
    if not query:
        raise invalid("query", "This field is required", "BASE_TYPE_REQUIRED")
    limit = call.number("limit", 1, 1, 1000)
    found = [one for one in server.members.values() if (one.nick or one.user.name).lower().startswith(query)]
    return 200, [payloads.member_json(one) for one in found[:limit]]


def edit_me(call: Call) -> Reply:
    server, bot = _server(call), call.world.bot
    if "nick" in call.json:
        permissions.require_in_server(server, bot.id, permissions.CHANGE_NICKNAME)
        found = Violations()
        found.length("nick", call.json["nick"], 32)
        found.finish()
        server.members[bot.id].nick = call.json["nick"] or None
        server.member_changed(server.members[bot.id])
    return 200, payloads.member_json(server.members[bot.id])


_GUILD = "/guilds/{guild_id}"
ROUTES: Routes = {
    f"GET {_GUILD}": get,
    f"GET {_GUILD}/channels": channels,
    f"GET {_GUILD}/roles": roles,
    f"POST {_GUILD}/roles": create_role,
    f"GET {_GUILD}/roles/{{role_id}}": get_role,
    f"PATCH {_GUILD}/roles/{{role_id}}": edit_role,
    f"DELETE {_GUILD}/roles/{{role_id}}": delete_role,
    f"GET {_GUILD}/members": members,
    f"GET {_GUILD}/members/search": search,
    f"PATCH {_GUILD}/members/@me": edit_me,
    f"GET {_GUILD}/members/{{user_id}}": member,
    f"PUT {_GUILD}/members/{{user_id}}/roles/{{role_id}}": give_role,
    f"DELETE {_GUILD}/members/{{user_id}}/roles/{{role_id}}": take_role,
}
