"""Application commands: synced, with every limit."""

from __future__ import annotations

import re
from typing import cast

from rehearsal.discord.errors import DiscordError, Json, Violations
from rehearsal.discord.ratelimits import Window
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.shapes import items, part

CHAT, USER, MESSAGE = 1, 2, 3
_MOST = {CHAT: 100, USER: 15, MESSAGE: 15}
_NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")
_SUB, _GROUP = 1, 2
_DAY = 86400.0


def _scope(call: Call) -> int:
    if call.id("application_id") != call.world.bot.id:
        raise DiscordError(50001)
    if "guild_id" not in call.path:
        return 0
    server = call.world.servers.get(call.id("guild_id"))
    if server is None or call.world.bot.id not in server.members:
        raise DiscordError(50001)
    return server.id


def listing(call: Call) -> Reply:
    return 200, call.world.commands.get(_scope(call), [])


def get(call: Call) -> Reply:
    for one in call.world.commands.get(_scope(call), []):
        if one["id"] == call.path["command_id"]:
            return 200, one
    raise DiscordError(10063)


def sync(call: Call) -> Reply:
    """Replaces every command of the scope; unchanged names keep their ids and are not creates."""
    world, scope = call.world, _scope(call)
    body = call.body
    if not isinstance(body, list):
        raise DiscordError(50035)
    wanted = cast("list[Json]", body)
    _check_all(wanted)
    old = {(one["type"], one["name"]): one for one in world.commands.get(scope, [])}
    new = sum(1 for one in wanted if (one.get("type", CHAT), one["name"]) not in old)
    window = world.command_creates.setdefault(scope, Window(world.limits.command_creates, _DAY))
    for _ in range(new):
        if not window.take(world.now()):
            raise DiscordError(30034)
    world.commands[scope] = [_kept(call, one, old.get((one.get("type", CHAT), one["name"])), scope) for one in wanted]
    return 200, world.commands[scope]


def _kept(call: Call, command: Json, old: Json | None, scope: int) -> Json:
    world = call.world
    same = old is not None and {k: old.get(k) for k in command} == command
    body: Json = {
        "type": CHAT,
        "description": "",
        "options": [],
        "default_member_permissions": None,
        "nsfw": False,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "name_localizations": None,
        "description_localizations": None,
        **command,
        "id": old["id"] if old else str(world.snowflakes.next()),
        "application_id": str(world.bot.id),
        "version": old["version"] if old and same else str(world.snowflakes.next()),
    }
    if body["default_member_permissions"] is not None:
        body["default_member_permissions"] = str(body["default_member_permissions"])
    if scope:
        body["guild_id"] = str(scope)
    return body


def _check_all(wanted: list[Json]) -> None:
    found = Violations()
    for kind, most in _MOST.items():
        count = sum(1 for one in wanted if one.get("type", CHAT) == kind)
        if count > most:
            raise DiscordError(30032, message=f"Maximum number of application commands reached ({most}).", status=400)
    names: set[tuple[int, str]] = set()
    for index, command in enumerate(wanted):
        key = (command.get("type", CHAT), str(command.get("name")))
        if key in names:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            found.add(str(index), code, "Application command names must be unique")
        names.add(key)
        _check_command(found, str(index), command)
    found.finish()


def _check_command(found: Violations, path: str, command: Json) -> None:
    kind = command.get("type", CHAT)
    if kind not in _MOST:
        found.add(f"{path}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
        return
    if kind == CHAT:
        _named(found, path, command)
        _options(found, path, items(command, "options"), 0)
        if size(command) > 8000:
            found.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    else:
        found.length(f"{path}.name", command.get("name"), 32, 1)
        if command.get("description") or command.get("options"):
            found.add(f"{path}.description", "CONTEXT_MENU_COMMAND", "Context menu commands have no description or options")
    for context in items(command, "contexts"):
        if context not in (0, 1, 2):
            found.add(f"{path}.contexts", "BASE_TYPE_CHOICES", "Value must be one of {0, 1, 2}.")


def _named(found: Violations, path: str, one: Json) -> None:
    translated: dict[str, str] = part(one, "name_localizations")
    for place, name in [("name", one.get("name")), *((f"name_localizations.{k}", v) for k, v in translated.items())]:
        if not isinstance(name, str) or not _NAME.match(name) or name != name.lower():
            found.add(f"{path}.{place}", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    found.length(f"{path}.description", one.get("description"), 100, 1)
    for locale, text in part(one, "description_localizations").items():
        found.length(f"{path}.description_localizations.{locale}", text, 100, 1)


def _options(found: Violations, path: str, options: list[Json], depth: int) -> None:
    found.count(f"{path}.options", len(options), 25)
    names: set[str] = set()
    optional = False
    for index, option in enumerate(options):
        place = f"{path}.options.{index}"
        kind = option.get("type")
        _named(found, place, option)
        if option.get("name") in names:
            found.add(f"{place}.name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
        names.add(str(option.get("name")))
        if kind in (_SUB, _GROUP):
            if depth >= 2 or (kind == _GROUP and depth >= 1):
                found.add(f"{place}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
            if any(other.get("type") not in (_SUB, _GROUP) for other in options):
                found.add(f"{place}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands stand alone")
            _options(found, place, items(option, "options"), 1 if kind == _GROUP else 2)
            continue
        if option.get("required") and optional:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            found.add(place, code, "Required options must be placed before non-required options")
        optional = optional or not option.get("required")
        _check_option(found, place, option)


def _check_option(found: Violations, place: str, option: Json) -> None:
    kind = option.get("type")
    if kind not in range(3, 12):
        found.add(f"{place}.type", "BASE_TYPE_CHOICES", "Value must be one of 1..11.")
    choices: list[Json] = items(option, "choices")
    found.count(f"{place}.choices", len(choices), 25)
    if choices and (kind not in (3, 4, 10) or option.get("autocomplete")):
        found.add(f"{place}.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Choices are not possible here")
    if option.get("autocomplete") and kind not in (3, 4, 10):
        found.add(f"{place}.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Not for this type")
    seen: set[str] = set()
    for number, choice in enumerate(choices):
        found.length(f"{place}.choices.{number}.name", choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            found.length(f"{place}.choices.{number}.value", choice["value"], 100)
        if str(choice.get("name")) in seen:
            found.add(f"{place}.choices.{number}.name", "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME", "Names must be unique")
        seen.add(str(choice.get("name")))


def size(command: Json) -> int:
    """Characters that count towards 8000: names, descriptions and values; the longest localisation of each."""
    total = 0
    for name in ("name", "description"):
        translated = part(command, f"{name}_localizations").values()
        total += max([len(str(command.get(name) or "")), *(len(str(one)) for one in translated)])
    for choice in items(command, "choices"):
        translated = part(choice, "name_localizations").values()
        total += max([len(str(choice["name"])), *(len(str(one)) for one in translated)])
        total += len(choice["value"]) if isinstance(choice["value"], str) else 0
    return total + sum(size(option) for option in items(command, "options"))


_COMMANDS = "/applications/{application_id}/commands"
_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: Routes = {
    f"GET {_COMMANDS}": listing,
    f"PUT {_COMMANDS}": sync,
    f"GET {_COMMANDS}/{{command_id}}": get,
    f"GET {_IN_GUILD}": listing,
    f"PUT {_IN_GUILD}": sync,
    f"GET {_IN_GUILD}/{{command_id}}": get,
}
