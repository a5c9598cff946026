"""The front of the local Discord: requests come in, are limited, checked, performed, logged."""

from __future__ import annotations

import asyncio
import json
import os
import time
import zlib
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aiohttp import BodyPartReader, web

from rehearsal.discord import (
    cdn,
    routes_channels,
    routes_commands,
    routes_events,
    routes_guilds,
    routes_interactions,
    routes_messages,
    routes_threads,
    routes_users,
)
from rehearsal.discord.errors import DiscordError, Json
from rehearsal.discord.faults import PORTAL, Between, Faults, Page
from rehearsal.discord.handshake import serve
from rehearsal.discord.ratelimits import Window
from rehearsal.discord.routing import Call, Handler, Router
from rehearsal.discord.snowflakes import Clock
from rehearsal.discord.world import World

if TYPE_CHECKING:
    from rehearsal.discord.openapi import Description

PREFIX = "/api/v10"
_JSON = {"Content-Type": "application/json"}
_CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
_HOOK = " /webhooks/"


class Request(NamedTuple):
    """One line of the log; `seconds` are real ones."""

    at: datetime
    seconds: float
    method: str
    route: str
    status: int


class Cut(Exception):  # noqa: N818 - it is an event, not an error
    """The answer is not to arrive."""


class Front(World):
    """Answers HTTP requests and gateway lines from the world's state."""

    def __init__(self, clock: Clock, *, privileged: bool, shards: int, check_openapi: bool, keep_requests: bool) -> None:
        super().__init__(clock, privileged=privileged, shards=shards)
        self.faults = Faults(self.gateway)
        self._held: list[tuple[Call, Handler]] = []
        self.requests: deque[Request] = deque(maxlen=200_000)
        self.keep_requests = keep_requests
        self.unknown_routes: list[str] = []
        self.openapi_violations: list[str] = []
        self.crashes: list[str] = []
        self.invalid_requests = 0
        self._router = Router(
            routes_channels.ROUTES,
            routes_commands.ROUTES,
            routes_events.ROUTES,
            routes_guilds.ROUTES,
            routes_interactions.ROUTES,
            routes_messages.ROUTES,
            routes_threads.ROUTES,
            routes_users.ROUTES,
        )
        self._description = _description() if check_openapi else None

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/gateway"):
            return web.Response(status=404) if self.gateway.at else await serve(self, request)
        if path.startswith(("/attachments/", cdn.PREFIX, PORTAL)):
            return self._elsewhere(path, request.query)
        started = time.monotonic()
        route = f"{request.method} {path}"
        headers = dict(_JSON) | {"Date": format_datetime(self.now(), usegmt=True)}
        try:
            found = self._router.find(request.method, path[len(PREFIX) :]) if path.startswith(PREFIX) else None
            if found is None:
                self.unknown_routes.append(route)
                status, body = 501, {"code": 0, "message": f"The local Discord has no {route}"}
            else:
                route = found[0]
                status, body = await self._answer(request, found, headers)
        except Cut:
            if request.transport is not None:
                request.transport.abort()
            status, body = 499, None
        except Between as somebody:
            return self._page(request, somebody.page)
        if status in (401, 403, 429):
            self.invalid_requests += 1
        if self.keep_requests:
            self.requests.append(Request(self.now(), time.monotonic() - started, request.method, route, status))
        if body is None:
            headers.pop("Content-Type")
            return web.Response(status=status, headers=headers)
        return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)

    def _page(self, request: web.BaseRequest, page: Page) -> web.Response:
        """What somebody in front of Discord says; Discord itself never hears of the request."""
        self.invalid_requests += 1
        self.faults.page_hits += 1
        if self.keep_requests:
            self.requests.append(Request(self.now(), 0.0, request.method, request.path, page.status))
        return _shown(page)

    async def _answer(
        self, request: web.BaseRequest, found: tuple[str, dict[str, str], Handler], headers: dict[str, str]
    ) -> tuple[int, Any]:
        """Status and body; `headers` are filled in on the way."""
        route, path, handler = found
        try:
            self.faults.stand_between()
            if self.faults.down:
                return 503, {"code": 0, "message": "503: Service Unavailable"}
            self._authorise(request, route)
            limited = self._limit(route, path, headers)
            if limited is not None:
                return 429, limited
            call = await _read(self, request, route, path)
            return await self._perform(call, handler)
        except DiscordError as error:
            return error.status, error.body()
        except (Cut, Between):
            raise
        except Exception as error:
            self.crashes.append(f"{route}: {error!r}")
            return 501, {"code": 0, "message": f"The local Discord broke: {error!r}"}

    async def _perform(self, call: Call, handler: Handler) -> tuple[int, Any]:
        if self._description is not None:
            self.openapi_violations += self._description.violations(call)
        if self.faults.rules:
            refused = await self._strike(call, handler, before=True)
            if refused is not None:
                return refused
        watching = self.on_request
        if watching is not None:
            await watching(call.route, "before")
        reply = handler(call)
        self._carry_out_late(call)
        if watching is not None:
            await watching(call.route, "after")
        if self.faults.rules:
            refused = await self._strike(call, handler, before=False)
            if refused is not None:
                return refused
        return reply

    def _carry_out_late(self, after: Call) -> None:
        """What was answered before it was done is done now, behind a request to the same place."""
        due = [(call, handler) for call, handler in self._held if (call.route, call.path) == (after.route, after.path)]
        self._held = [held for held in self._held if held not in due]
        for call, handler in due:
            with suppress(DiscordError):  # nobody hears of it any more
                handler(call)

    async def _strike(self, call: Call, handler: Handler, *, before: bool) -> tuple[int, Any] | None:
        for fault in list(self.faults.rules):
            if fault.before is not before or not fault.strikes(call):
                continue
            if fault.kind == "delay":
                await asyncio.sleep(fault.seconds)
            elif fault.kind == "lose":
                raise Cut
            elif fault.kind == "page":
                raise Between(Page(fault.status, "Error 1020", int(fault.seconds) or None))
            else:
                if fault.kind == "late":
                    self._held.append((call, handler))
                return fault.status, {"code": 0, "message": f"{fault.status}: fault"}
        return None

    def _authorise(self, request: web.BaseRequest, route: str) -> None:
        """Everything needs the bot's token, except interaction and follow-up calls (their token is in the path)."""
        if _own_token(route):
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise DiscordError(0, status=401, message="401: Unauthorized")

    def _limit(self, route: str, path: dict[str, str], headers: dict[str, str]) -> Json | None:
        """Counts the request and fills in the headers; the body of a 429 when there is no room."""
        if route == _CALLBACK:
            return None
        now = self.now()
        if not _own_token(route) and not (overall := self.limits.everything()).take(now):
            headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return _limited(headers, overall.left(now), everything=True)
        major = path.get("channel_id") or path.get("guild_id") or path.get("webhook_token") or ""
        bucket = self.limits.bucket(route, major)
        room = bucket.take(now)
        _write_headers(headers, route, bucket, bucket.left(now), now)
        if room:
            return None
        headers["X-RateLimit-Scope"] = "user"
        return _limited(headers, bucket.left(now), everything=False)

    def _elsewhere(self, path: str, query: Mapping[str, str]) -> web.Response:
        if path == PORTAL:
            return _shown(Page(200, "Welcome"))
        found = cdn.fetched(self, path, query)
        return web.Response(status=404, text="This content is no longer available.") if found is None else web.Response(body=found)


def _shown(page: Page) -> web.Response:
    return web.Response(status=page.status, headers=page.headers, body=page.html.encode())


def _own_token(route: str) -> bool:
    """Interaction and follow-up calls carry their token in the path, and stand outside the global limit."""
    return route == _CALLBACK or _HOOK in route


def _write_headers(headers: dict[str, str], route: str, bucket: Window, left: float, now: datetime) -> None:
    headers["X-RateLimit-Limit"] = str(bucket.limit)
    headers["X-RateLimit-Remaining"] = str(bucket.limit - bucket.count)
    headers["X-RateLimit-Reset-After"] = f"{left:.3f}"
    headers["X-RateLimit-Reset"] = f"{now.timestamp() + left:.3f}"
    headers["X-RateLimit-Bucket"] = f"{zlib.crc32(route.encode()):08x}"


def _limited(headers: dict[str, str], left: float, *, everything: bool) -> Json:
    """The body of a 429, which a client takes for Discord's own only with a Via header."""
    headers |= {"Via": "1.1 local", "Retry-After": str(int(left) + 1)}
    return {"message": "You are being rate limited.", "retry_after": round(left + 0.001, 3), "global": everything}


async def _read(world: World, request: web.BaseRequest, route: str, path: dict[str, str]) -> Call:
    """The request with its body read: JSON, or multipart with `payload_json` and files."""
    body: Any = None
    files: list[tuple[str, bytes]] = []
    kind = request.content_type
    if request.can_read_body:
        if kind == "multipart/form-data":
            reader = await request.multipart()
            async for part in reader:
                if not isinstance(part, BodyPartReader):
                    continue
                if part.name == "payload_json":
                    body = json.loads(await part.text())
                else:
                    files.append((part.filename or "file", bytes(await part.read())))
        elif kind == "application/json":
            raw = await request.read()
            try:
                body = json.loads(raw) if raw else None
            except ValueError:
                raise DiscordError(50109) from None
        else:
            await request.read()
            raise DiscordError(50035, message=f"Expected JSON, not {kind}")
    return Call(world, route, path, request.query, body, files, request.headers.get("X-Audit-Log-Reason", ""))


def _description() -> Description | None:
    """Discord's description, where SHAMASH_OPENAPI names a copy of it."""
    name = os.environ.get("SHAMASH_OPENAPI")
    if not name:
        return None
    from rehearsal.discord.openapi import described  # it needs jsonschema, which only development has

    return described(Path(name))
