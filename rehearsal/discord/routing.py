"""Routes as Discord's description writes them, found by walking the path's parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from rehearsal.discord.errors import DiscordError, Json, invalid
from rehearsal.discord.world import World


@dataclass(slots=True)
class Call:
    """One request, read and ready."""

    world: World
    route: str
    path: dict[str, str]
    query: Mapping[str, str]
    body: Any
    files: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    reason: str = ""

    def id(self, name: str) -> int:
        """A snowflake from the path.

        :raises DiscordError: 50035 when it is none.
        """
        value = self.path[name]
        if not value.isdigit() or len(value) > 20:
            raise invalid(name, f'Value "{value}" is not snowflake.', "NUMBER_TYPE_COERCE")
        return int(value)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number from the query, within bounds."""
        value = self.query.get(name)
        if value is None:
            return default
        if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
            raise invalid(name, f"int value should be between {least} and {most}.", "NUMBER_TYPE_MAX")
        return int(value)

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() in ("true", "1")

    @property
    def json(self) -> Json:
        """The body as an object."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise DiscordError(50109)
        return cast("Json", self.body)


# What a handler returns: a status and a JSON value (None for an empty body).
Reply = tuple[int, Any]
Handler = Callable[[Call], Reply]
Routes = dict[str, Handler]


@dataclass(slots=True)
class _Node:
    fixed: dict[str, _Node] = field(default_factory=dict)
    open: _Node | None = None
    handlers: dict[str, tuple[str, tuple[str, ...], Handler]] = field(default_factory=dict[str, tuple[str, tuple[str, ...], Handler]])


class Router:
    """Finds the handler for a method and path; a fixed part wins over an open one."""

    def __init__(self, *tables: Routes) -> None:
        self._root = _Node()
        for table in tables:
            for route, handler in table.items():
                self._add(route, handler)

    def _add(self, route: str, handler: Handler) -> None:
        method, _, template = route.partition(" ")
        node = self._root
        parts = template.strip("/").split("/")
        for part in parts:
            if part.startswith("{"):
                node.open = node.open or _Node()
                node = node.open
            else:
                node = node.fixed.setdefault(part, _Node())
        names = tuple(part[1:-1] for part in parts if part.startswith("{"))
        node.handlers[method] = (route, names, handler)

    def find(self, method: str, path: str) -> tuple[str, dict[str, str], Handler] | None:
        found = self._walk(self._root, path.strip("/").split("/"), 0, method, ())
        if found is None:
            return None
        (route, names, handler), values = found
        return route, dict(zip(names, values, strict=True)), handler

    def _walk(
        self, node: _Node, parts: list[str], index: int, method: str, values: tuple[str, ...]
    ) -> tuple[tuple[str, tuple[str, ...], Handler], tuple[str, ...]] | None:
        if index == len(parts):
            entry = node.handlers.get(method)
            return None if entry is None else (entry, values)
        part = parts[index]
        fixed = node.fixed.get(part)
        if fixed is not None:
            found = self._walk(fixed, parts, index + 1, method, values)
            if found is not None:
                return found
        if node.open is not None:
            return self._walk(node.open, parts, index + 1, method, (*values, part))
        return None
