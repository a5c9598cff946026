"""Requests against Discord's own description of its API, where a copy of it is at hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from rehearsal.discord.errors import Json
from rehearsal.discord.routing import Call
from rehearsal.discord.shapes import items, part

_URI = "urn:discord"
_REMEMBERED = 2000


@dataclass(frozen=True)
class Tolerance:
    """A departure from the description that Discord itself accepts."""

    names: tuple[str, ...]  # of the value: the last name in its path, list indices aside
    says: str  # part of the validator's words
    source: str
    route: str = ""  # where only this route is meant


_FLAG, _TEXT, _NUMBER, _UNKNOWN = "not of type 'boolean'", "not of type 'string'", "not of type 'integer'", "unknown query parameter"
TOLERANCES: tuple[Tolerance, ...] = (
    Tolerance(("with_response",), _FLAG, "discord.py 2.7.1 webhook/async_.py create_interaction_response: with_response=1"),
    Tolerance(("wait", "with_components"), _FLAG, "discord.py 2.7.1 webhook/async_.py execute_webhook: int(wait), int(with_components)"),
    Tolerance(("with_counts",), _FLAG, "discord.py 2.7.1 http.py get_guild, get_guilds: int(with_counts)"),
    Tolerance(("with_user_count",), _FLAG, "discord.py 2.7.1 http.py get_scheduled_events: int(with_user_count)"),
    Tolerance(("with_member",), _FLAG, "discord.py 2.7.1 http.py get_scheduled_event_users: int(with_member)"),
    Tolerance(("id",), _TEXT, "discord.py 2.7.1 http.py handle_message_parameters: attachments by index; guild.py: overwrites by int"),
    Tolerance(("recipient_id",), "not of type 'null'", "discord.py 2.7.1 http.py start_private_message: the id as int"),
    Tolerance(("parent_id",), _TEXT, "discord.py 2.7.1 guild.py _create_channel: parent_id as int"),
    Tolerance(("users", "roles"), _TEXT, "discord.py 2.7.1 mentions.py AllowedMentions.to_dict: ids as ints"),
    Tolerance(("message_id", "channel_id", "guild_id"), _TEXT, "discord.py 2.7.1 message.py to_reference: ids as ints"),
    Tolerance(("allow", "deny", "permissions"), _NUMBER, "discord.py 2.7.1 sends permissions as text, as the documentation asks"),
    Tolerance(("use_nested_fields",), _UNKNOWN, "discord.py 2.7.1 http.py start_thread_in_forum", "POST /channels/{channel_id}/threads"),
)


@cache
def described(path: Path) -> Description:
    """The description in this file, read once: it is large and never changes."""
    return Description(path)


class Description:
    """Discord's description; validators are compiled when their operation is first used."""

    def __init__(self, path: Path) -> None:
        self._document: Json = json.loads(path.read_text())
        resource: Resource[Any] = Resource.from_contents(self._document, default_specification=DRAFT202012)
        extend = cast("Any", validators).extend
        self._validator: type[Draft202012Validator] = extend(Draft202012Validator, {key: self._union(key) for key in ("anyOf", "oneOf")})
        self._registry: Registry[Any] = Registry[Any]().with_resource(_URI, resource)
        self._validators: dict[str, Draft202012Validator | None] = {}
        self._known: dict[tuple[str, str, str], list[str]] = {}
        self._operations: dict[str, Json] = {}
        for template, operations in self._document["paths"].items():
            for method, operation in operations.items():
                if isinstance(operation, dict):
                    self._operations[f"{method.upper()} {template}"] = operation | {"_shared": operations.get("parameters")}

    def violations(self, call: Call) -> list[str]:
        """What in this request the description does not allow."""
        operation = self._operations.get(call.route)
        if operation is None:
            return [] if call.route in _UNDESCRIBED else [f"{call.route}: not in the description"]
        return [*self._query(call, operation), *self._body(call)]

    def _query(self, call: Call, operation: Json) -> list[str]:
        found: list[str] = []
        parameters: list[Json] = [*items(operation, "_shared"), *items(operation, "parameters")]
        known = {one["name"]: one for one in parameters if one.get("in") == "query"}
        strange = [name for name in call.query if name not in known and not _matches(call.route, name, _UNKNOWN)]
        found += [f"{call.route}: {_UNKNOWN} {name}" for name in strange]
        found += [f"{call.route}: query lacks {n}" for n, one in known.items() if one.get("required") and n not in call.query]
        for name, value in call.query.items():
            if name in known:
                key = f"{call.route}?{name}"
                if key not in self._validators:
                    self._validators[key] = self._compile(known[name]["schema"])
                found += self._errors(call.route, self._validators[key], _read(value), name)
        return found

    def _body(self, call: Call) -> list[str]:
        if call.route not in self._validators:
            content = part(part(self._operations[call.route], "requestBody"), "content")
            schema = part(content, "application/json").get("schema")
            self._validators[call.route] = None if schema is None else self._compile(schema)
        validator = self._validators[call.route]
        if call.body is None:
            return []
        if validator is None:
            return [f"{call.route}: takes no JSON body"]
        return self._errors(call.route, validator, call.body, "body")

    def _compile(self, schema: Json) -> Draft202012Validator:
        return self._validator({"$id": _URI + ":operation", **_absolute(schema)}, registry=self._registry)

    def _union(self, key: str) -> Callable[..., Iterator[ValidationError]]:
        """A union of which the value's own type leaves one branch is that branch: the others need not be tried."""
        every = Draft202012Validator.VALIDATORS[key]

        def check(validator: Any, branches: list[Json], value: Any, schema: Json) -> Iterator[ValidationError]:
            kind = cast("Json", value).get("type") if isinstance(value, dict) else None
            left = [number for number, branch in enumerate(branches) if kind in (self._types(branch) or (kind,))]
            if len(left) == 1:
                yield from validator.descend(value, branches[left[0]], schema_path=left[0])
            else:
                yield from every(validator, branches, value, schema)

        return check

    def _types(self, branch: Json) -> list[Any]:
        """What the `type` of an object may be under this branch; nothing when it does not say."""
        name = branch.get("$ref", "").rpartition("/")[2]
        return part(part(part(part(self._document, "components"), "schemas").get(name, {}), "properties"), "type").get("enum", [])

    def _errors(self, route: str, validator: Draft202012Validator | None, value: Any, name: str) -> list[str]:
        """What is wrong with this value. A bot sends most of what it sends more than once; looking costs fifty times the remembering."""
        if validator is None:
            return []
        key = (route, name, json.dumps(value))
        if key not in self._known:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known[key] = self._look(route, validator, value, name)
        return self._known[key]

    def _look(self, route: str, validator: Draft202012Validator, value: Any, name: str) -> list[str]:
        found: list[str] = []
        for error in validator.iter_errors(value):  # pyright: ignore[reportUnknownMemberType]
            if not _tolerated(route, error, name):
                one = _deepest(error)
                place = ".".join([name, *(str(part) for part in one.absolute_path)])
                found.append(f"{route}: {place}: {one.message[:300]}")
        return found


# Routes of the API that the description leaves out although the documentation has them.
_UNDESCRIBED: frozenset[str] = frozenset()


def _absolute(schema: Any) -> Any:
    """The schema with its references pointed at the whole document."""
    if isinstance(schema, dict):
        return {
            key: _URI + value if key == "$ref" and isinstance(value, str) else _absolute(value)
            for key, value in schema.items()  # pyright: ignore[reportUnknownVariableType]
        }
    if isinstance(schema, list):
        return [_absolute(one) for one in schema]  # pyright: ignore[reportUnknownVariableType]
    return schema


def _read(value: str) -> Any:
    """A query value as JSON would have it."""
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    # Ids are strings in the description, and longer than any count.
    return int(value) if value.isdigit() and len(value) < 15 else value


def _deepest(error: ValidationError) -> ValidationError:
    """The most telling error under a union: the one furthest inside."""
    inner: list[ValidationError] = list(error.context or [])
    leaves = [_deepest(one) for one in inner] or [error]
    return max(leaves, key=lambda leaf: len(leaf.absolute_path))


def _tolerated(route: str, error: ValidationError, name: str) -> bool:
    """A union is tolerable when all that is wrong with one of its branches is."""
    inner: list[ValidationError] = list(error.context or [])
    if inner:
        branches: dict[object, list[ValidationError]] = {}
        for one in inner:
            branches.setdefault(one.schema_path[0], []).append(one)
        return any(all(_tolerated(route, one, name) for one in branch) for branch in branches.values())
    names = [str(part) for part in error.absolute_path if not isinstance(part, int)]
    return _matches(route, names[-1] if names else name, error.message)


def _matches(route: str, name: str, message: str) -> bool:
    return any(one.route in ("", route) and name in one.names and one.says in message for one in TOLERANCES)
