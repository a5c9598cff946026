"""Commands and forms as Discord's client lets people fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from rehearsal.discord import cdn, components, payloads, permissions
from rehearsal.discord.errors import Json
from rehearsal.discord.messages import stored
from rehearsal.discord.model import Channel, Message, Role, User
from rehearsal.discord.seen import CannotDo, Field, Form
from rehearsal.discord.shapes import items, part
from rehearsal.discord.world import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
_SAFE = 2**53


class Upload(NamedTuple):
    """A file that a person attaches."""

    name: str
    data: bytes


class Resolved:
    """The `resolved` part of a payload: the objects behind chosen ids."""

    def __init__(self, world: World, channel: Channel) -> None:
        self._world = world
        self._channel = channel
        self.body: Json = {}

    def _put(self, kind: str, key: int, value: Json) -> None:
        self.body.setdefault(kind, {})[str(key)] = value

    def add(self, thing: object) -> str:
        """Takes note of a user, role, channel or message; its id."""
        if isinstance(thing, User):
            self._put("users", thing.id, payloads.user_json(thing))
            server = self._channel.server
            member = server.members.get(thing.id) if server else None
            if member is not None:
                rights = permissions.in_channel(self._channel, thing.id)
                self._put("members", thing.id, payloads.member_json(member, with_user=False) | {"permissions": str(rights)})
            return str(thing.id)
        if isinstance(thing, Role):
            self._put("roles", thing.id, payloads.role_json(thing))
            return str(thing.id)
        if isinstance(thing, Channel):
            self._put("channels", thing.id, payloads.channel_json(thing) | {"permissions": "0"})
            return str(thing.id)
        if isinstance(thing, Message):
            self._put("messages", thing.id, payloads.message_json(thing))
            return str(thing.id)
        raise CannotDo(f"{thing!r} cannot be chosen")

    def file(self, name: str, data: bytes) -> str:
        entry = stored(self._world, self._channel, [(name, data)], [])[0]
        entry |= cdn.ephemeral(self._world, entry)
        self._put("attachments", int(entry["id"]), entry)
        return str(entry["id"])

    def chosen(self, value: object) -> str:
        """An id for what a person picks: an object, an id, or a file."""
        if isinstance(value, Upload):
            return self.file(value.name, value.data)
        if isinstance(value, int | str):
            return self.add(self.known(int(value)))
        return self.add(value)

    def known(self, number: int) -> object:
        """The user, role or channel of that id."""
        server = self._channel.server
        roles: dict[int, Role] = server.roles if server else {}
        found = self._world.users.get(number) or roles.get(number) or self._world.channels.get(number)
        if found is None:
            raise CannotDo(f"nothing here has the id {number}")
        return found


def find_command(world: World, person: User, channel: Channel, name: str, kind: int) -> Json:
    """The command this person sees under this name (theirs or the default one).

    :raises CannotDo: when they do not see it here.
    """
    scope = channel.server.id if channel.server else 0
    shown = [*(world.commands.get(scope, []) if scope else []), *world.commands[0]]
    for command in shown:
        if command["type"] == kind and name in _names(command, person.locale):
            _visible(person, channel, command)
            return command
    raise CannotDo(f"{person.name} finds no command {name!r}; there are {[one['name'] for one in shown]}")


def _names(one: Json, locale: str) -> tuple[str, ...]:
    own = part(one, "name_localizations").get(locale)
    return (one["name"], own) if own else (one["name"],)


def _visible(person: User, channel: Channel, command: Json) -> None:
    context = 0 if channel.server else 1
    contexts = command.get("contexts")
    if contexts is None:
        contexts = [0, 1] if command.get("dm_permission", True) else [0]
    if context not in contexts:
        raise CannotDo(f"/{command['name']} is not offered {'here' if channel.server else 'in DMs'}")
    if channel.server is None:
        return
    have = permissions.in_channel(channel, person.id)
    if not have & permissions.VIEW_CHANNEL:
        raise CannotDo(f"{person.name} does not see #{channel.name}")
    if not have & permissions.USE_APPLICATION_COMMANDS:
        raise CannotDo(f"{person.name} may not use commands in #{channel.name}")
    needed = command.get("default_member_permissions")
    if needed is not None and (have & int(needed) != int(needed) or (int(needed) == 0 and have != permissions.ALL)):
        raise CannotDo(f"/{command['name']} is hidden from {person.name}")


def descend(command: Json, rest: list[str], locale: str) -> tuple[list[Json], list[Json]]:
    """The path of sub-commands named by `rest`, and the options of the last."""
    path: list[Json] = []
    options: list[Json] = items(command, "options")
    for name in rest:
        found = next((one for one in options if one["type"] in (1, 2) and name in _names(one, locale)), None)
        if found is None:
            raise CannotDo(f"/{command['name']} has no {name!r}, only {[one['name'] for one in options]}")
        path.append(found)
        options = items(found, "options")
    if any(one["type"] in (1, 2) for one in options):
        raise CannotDo(f"/{command['name']} cannot be called without one of {[one['name'] for one in options]}")
    return path, options


def nest(path: list[Json], values: list[Json]) -> list[Json]:
    for one in reversed(path):
        values = [{"type": one["type"], "name": one["name"], "options": values}]
    return values


class Typist:
    """Fills in options; a careful one as the client enforces, a careless one with anything at all."""

    def __init__(self, resolved: Resolved, locale: str, *, careful: bool) -> None:
        self._resolved = resolved
        self._locale = locale
        self._careful = careful

    def options(self, known: list[Json], values: Mapping[str, object], focused: str = "") -> list[Json]:
        """The options of a payload, in the order of the command's own."""
        result: list[Json] = []
        left = dict(values)
        for option in known:
            name = next((one for one in _names(option, self._locale) if one in left), None)
            if name is None:
                if option.get("required") and self._careful and not focused:
                    raise CannotDo(f"the option {option['name']!r} is required")
                continue
            value = left.pop(name)
            typed = value if not self._careful and isinstance(value, str | int | float) else None
            if focused == option["name"]:
                result.append({"type": option["type"], "name": option["name"], "value": value, "focused": True})
            else:
                value = self.value(option, value) if typed is None else typed
                result.append({"type": option["type"], "name": option["name"], "value": value})
        if left and self._careful:
            raise CannotDo(f"there is no option {sorted(left)}, only {[one['name'] for one in known]}")
        result += [{"type": STRING, "name": name, "value": value} for name, value in left.items()]
        return result

    def value(self, option: Json, value: object) -> object:
        kind = option["type"]
        if option.get("choices"):
            for choice in option["choices"]:
                if value in (choice["value"], *_names(choice, self._locale)):
                    return choice["value"]
            raise CannotDo(f"{value!r} is not a choice of {option['name']!r}")
        if kind == STRING:
            return _text(option, value)
        if kind in (INTEGER, NUMBER):
            return _number(option, value)
        if kind == BOOLEAN:
            if not isinstance(value, bool):
                raise CannotDo(f"{option['name']!r} wants True or False")
            return value
        wanted = {USER: User, ROLE: Role, CHANNEL: Channel, MENTIONABLE: (User, Role), ATTACHMENT: Upload}[kind]
        if not isinstance(value, wanted):
            raise CannotDo(f"{option['name']!r} cannot be {value!r}")
        kinds = option.get("channel_types")
        if isinstance(value, Channel) and kinds and value.kind not in kinds:
            raise CannotDo(f"{option['name']!r} does not offer #{value.name}")
        return self._resolved.chosen(value)


def _text(option: Json, value: object) -> str:
    text = str(value)
    if not option.get("min_length", 0) <= len(text) <= option.get("max_length", 6000):
        raise CannotDo(f"{option['name']!r} cannot be {len(text)} characters long")
    return text


def _number(option: Json, value: object) -> int | float:
    whole = option["type"] == INTEGER
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise CannotDo(f"{option['name']!r} wants a number, not {value!r}")
    if not max(-_SAFE, option.get("min_value", -_SAFE)) <= value <= min(_SAFE, option.get("max_value", _SAFE)):
        raise CannotDo(f"{option['name']!r} cannot be {value}")
    return value


class Filling:
    """Fills in a form."""

    def __init__(self, form: Form, resolved: Resolved, *, careful: bool) -> None:
        self._form = form
        self._resolved = resolved
        self._careful = careful

    def components(self, values: Mapping[str, Any]) -> list[Json]:
        by_id: dict[str, Any] = {}
        for name, value in values.items():
            by_id[self._form.field(name).custom_id if self._careful else self._id(name)] = value
        result: list[Json] = []
        for one in self._form.raw["components"]:
            if one["type"] == components.LABEL:
                field = Field(one["label"], "", one["component"])
                result.append({"type": components.LABEL, "id": one["id"], "component": self._filled(field, by_id)})
            elif one["type"] == components.ROW:
                inner = [self._filled(Field(child.get("label") or "", "", child), by_id) for child in one["components"]]
                result.append({"type": components.ROW, "id": one["id"], "components": inner})
            else:
                result.append({"type": one["type"], "id": one["id"]})
        return result

    def _id(self, name: str) -> str:
        return next((one.custom_id for one in self._form.fields if name in (one.custom_id, one.label)), name)

    def _filled(self, field: Field, by_id: Mapping[str, Any]) -> Json:
        value = by_id.get(field.custom_id, field.default)
        body: Json = {"type": field.raw["type"], "id": field.raw["id"], "custom_id": field.custom_id}
        if field.kind in ("text", "radio"):
            return body | {"value": self._single(field, value)}
        if field.kind == "checkbox":
            return body | {"value": bool(value)}
        if value is None:
            value = []
        listed: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
        return body | {"values": self._several(field, listed)}

    def _single(self, field: Field, value: object) -> str | None:
        if not self._careful:
            return value if value is None else str(value)
        if field.kind == "radio":
            if value is None and not field.required:
                return None
            return option_value(field, value)
        text = "" if value is None else str(value)
        if not text and not field.required:
            return text
        least, most = field.raw.get("min_length") or (1 if field.required else 0), field.raw.get("max_length") or 4000
        if not least <= len(text) <= most:
            raise CannotDo(f"{field.label!r} must be {least} to {most} characters long, not {len(text)}")
        return text

    def _several(self, field: Field, listed: list[Any]) -> list[str]:
        if field.kind in ("select", "checkboxes"):
            chosen = [option_value(field, one) if self._careful else str(one) for one in listed]
        else:
            chosen = [picked(self._resolved, field, one) if self._careful or not isinstance(one, str) else one for one in listed]
        if self._careful and (chosen or field.required):
            count(field.raw, field.label, len(chosen))
        return chosen


def picked(resolved: Resolved, field: Field, value: object) -> str:
    """The id of somebody or something that a list of people, roles or channels offers.

    :raises CannotDo: when it offers no such thing.
    """
    thing = resolved.known(int(value)) if isinstance(value, int | str) else value
    wanted = {"users": User, "roles": Role, "mentionables": (User, Role), "channels": Channel}.get(field.kind)
    kinds = field.raw.get("channel_types")
    if (wanted and not isinstance(thing, wanted)) or (isinstance(thing, Channel) and kinds and thing.kind not in kinds):
        raise CannotDo(f"{field.label!r} does not offer {value!r}")
    return resolved.chosen(thing)


def count(raw: Json, name: str, number: int) -> None:
    """Whether so many may be chosen.

    :raises CannotDo: when not.
    """
    options = items(raw, "options")
    default = len(options) if raw["type"] == components.CHECKBOXES else 1
    least, most = raw.get("min_values"), raw.get("max_values") or default
    least = 1 if least is None else least
    if not least <= number <= most:
        raise CannotDo(f"{name!r} takes {least} to {most} choices, not {number}")


def option_value(field: Field, value: object) -> str:
    for label, one in field.options:
        if value in (one, label):
            return one
    raise CannotDo(f"{field.label!r} does not offer {value!r}, only {field.options}")
