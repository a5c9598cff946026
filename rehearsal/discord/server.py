"""The local Discord: an HTTP and WebSocket server on loopback in front of the world."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from aiohttp import BodyPartReader, web

from rehearsal.discord import (
    intents,
    payloads,
    permissions,
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
from rehearsal.discord.faults import Faults
from rehearsal.discord.model import Member, User
from rehearsal.discord.people import Person, raw_interaction
from rehearsal.discord.ratelimits import Window
from rehearsal.discord.routing import Call, Handler, Router
from rehearsal.discord.seen import Answer
from rehearsal.discord.servers import Server
from rehearsal.discord.snowflakes import Clock
from rehearsal.discord.world import World

if TYPE_CHECKING:
    from rehearsal.discord.openapi import Description

_PREFIX = "/api/v10"
_JSON = {"Content-Type": "application/json"}
_OPEN = ("POST /interactions/", "POST /webhooks/", "GET /webhooks/", "PATCH /webhooks/", "DELETE /webhooks/")


class Request(NamedTuple):
    """One line of the log."""

    at: datetime
    seconds: float
    method: str
    route: str
    status: int


class Cut(Exception):  # noqa: N818 - it is an event, not an error
    """The answer is not to arrive."""


class LocalDiscord(World):
    """Discord for one bot, in this process.

    Times are those of the clock it was given; only the three seconds of an interaction (`patience`) and of
    deferrals (`unresolved_after`) are real seconds, because they are about the bot's process.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        privileged: bool = False,
        shards: int = 1,
        check_openapi: bool = True,
        keep_requests: bool = True,
        port: int = 0,
    ) -> None:
        super().__init__(clock, privileged=privileged, shards=shards)
        self.faults = Faults(self.gateway)
        self.requests: deque[Request] = deque(maxlen=200_000)
        self.keep_requests = keep_requests
        self.unknown_routes: list[str] = []
        self.openapi_violations: list[str] = []
        self.crashes: list[str] = []
        self.invalid_requests = 0
        self._port = port
        self._runner: web.ServerRunner | None = None
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

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.stop()

    async def start(self) -> None:
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None))
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, shutdown_timeout=0.05)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{self._port}{_PREFIX}"

    async def stop(self) -> None:
        for interaction in self.interactions.values():
            if interaction.timer is not None:
                interaction.timer.cancel()
        self.gateway.drop(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    # the stage

    def add_person(self, name: str, locale: str = "en-US", *, dms_open: bool = True) -> Person:
        person = Person(self, name, locale, dms_open=dms_open)
        self.users[person.id] = person
        self.owner_id = self.owner_id or person.id
        return person

    def add_server(self, name: str, owner: User, bot_permissions: int = permissions.BOT_DEFAULT) -> Server:
        """A server with the bot in it (with a role of its own name that carries these permissions)."""
        server = Server(self, name, owner)
        self.servers[server.id] = server
        self._bot_in(server, bot_permissions)
        return server

    def _bot_in(self, server: Server, bot_permissions: int) -> None:
        role = server.add_role(self.bot.name, bot_permissions, above_bot=True)
        role.managed = True
        server.members[self.bot.id] = Member(server, self.bot, [role], self.now())
        self.emit("GUILD_CREATE", payloads.server_create_json(server, self.bot.id), intent=intents.GUILDS, server=server)

    def remove_bot(self, server: Server) -> None:
        """Somebody removes the bot from the server."""
        self.emit("GUILD_DELETE", {"id": str(server.id)}, intent=intents.GUILDS, server=server)
        role = server.bot_role
        server.leave(self.bot)
        if role is not None:
            del server.roles[role.id]

    def return_bot(self, server: Server, bot_permissions: int = permissions.BOT_DEFAULT) -> None:
        self._bot_in(server, bot_permissions)

    def outage(self, server: Server, *, on: bool = True) -> None:
        """The server is unavailable for a while (not: removed)."""
        server.available = not on
        body: Json = {"id": str(server.id), "unavailable": True}
        if on:
            self.emit("GUILD_DELETE", body, intent=intents.GUILDS, server=server)
        else:
            body = payloads.server_create_json(server, self.bot.id)
            self.emit("GUILD_CREATE", body, intent=intents.GUILDS, server=server)

    def tick(self) -> None:
        """Let what begins or ends by the clock do so: scheduled events."""
        routes_events.tick(self, self.now())

    async def raw_interaction(self, person: Person, payload: Json, *, wait: bool = True) -> Answer:
        """Send any interaction at all (see `people.raw_interaction`)."""
        return await raw_interaction(self, person, payload, wait=wait)

    async def until(self, condition: Callable[[], Any], *, within: float = 5.0) -> Any:
        """Wait, in real time, until this holds; its value."""
        end = time.monotonic() + within
        while not (value := condition()):
            if time.monotonic() > end:
                raise AssertionError(f"did not come true within {within} s")
            await asyncio.sleep(0.002)
        return value

    def verdict(self) -> None:
        """:raises AssertionError: when anything happened that Discord or a person would not accept."""
        wrong = [f"unknown route: {one}" for one in self.unknown_routes]
        wrong += [f"against the description: {one}" for one in self.openapi_violations]
        wrong += [f"interaction failed: {one}" for one in self.failures]
        wrong += [f"the local Discord broke: {one}" for one in self.crashes]
        if wrong:
            raise AssertionError("\n".join(wrong))

    # requests

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/gateway"):
            return await self.gateway.serve(request)
        if path.startswith("/attachments/"):
            return self._attachment(path)
        started = time.monotonic()
        route = f"{request.method} {path}"
        headers = dict(_JSON)
        try:
            found = self._router.find(request.method, path[len(_PREFIX) :]) if path.startswith(_PREFIX) else None
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
        if status in (401, 403, 429):
            self.invalid_requests += 1
        if self.keep_requests:
            self.requests.append(Request(self.now(), time.monotonic() - started, request.method, route, status))
        if body is None:
            headers.pop("Content-Type")
            return web.Response(status=status, headers=headers)
        return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)

    async def _answer(
        self, request: web.BaseRequest, found: tuple[str, dict[str, str], Handler], headers: dict[str, str]
    ) -> tuple[int, Any]:
        """Status and body; `headers` are filled in on the way."""
        route, path, handler = found
        try:
            if self.faults.down:
                return 503, {"code": 0, "message": "503: Service Unavailable"}
            self._authorise(request, route)
            limited = self._limit(route, path, headers)
            if limited is not None:
                return 429, limited
            call = await _read(self, request, route, path)
            return await self._perform(call, handler, request.method)
        except DiscordError as error:
            return error.status, error.body()
        except Cut:
            raise
        except Exception as error:
            self.crashes.append(f"{route}: {error!r}")
            return 501, {"code": 0, "message": f"The local Discord broke: {error!r}"}

    async def _perform(self, call: Call, handler: Handler, method: str) -> tuple[int, Any]:
        if self._description is not None:
            self.openapi_violations += self._description.violations(call)
        if self.faults.rules:
            refused = await self._strike(call, before=True)
            if refused is not None:
                return refused
        effect = self.on_effect if method != "GET" else None
        if effect is not None:
            await effect(call.route, "before")
        reply = handler(call)
        if effect is not None:
            await effect(call.route, "after")
        if self.faults.rules:
            refused = await self._strike(call, before=False)
            if refused is not None:
                return refused
        return reply

    async def _strike(self, call: Call, *, before: bool) -> tuple[int, Any] | None:
        for fault in list(self.faults.rules):
            if fault.before is not before or not fault.strikes(call):
                continue
            if fault.kind == "delay":
                await asyncio.sleep(fault.seconds)
            elif fault.kind == "lose":
                raise Cut
            else:
                return fault.status, {"code": 0, "message": f"{fault.status}: fault"}
        return None

    def _authorise(self, request: web.BaseRequest, route: str) -> None:
        """Everything needs the bot's token, except interaction and follow-up calls (their token is in the path)."""
        if route.startswith(_OPEN):
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise DiscordError(0, status=401, message="401: Unauthorized")

    def _limit(self, route: str, path: dict[str, str], headers: dict[str, str]) -> Json | None:
        """Counts the request and fills in the headers; the body of a 429 when there is no room."""
        now = self.now()
        major = path.get("channel_id") or path.get("guild_id") or path.get("webhook_token") or ""
        bucket = self.limits.bucket(route, major)
        overall = None if route.startswith(_OPEN) else self.limits.everything()
        if overall is not None and not overall.take(now):
            headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return _limited(headers, overall.left(now), everything=True)
        room = bucket.take(now)
        _write_headers(headers, route, bucket, bucket.left(now), now)
        if room:
            return None
        headers["X-RateLimit-Scope"] = "user"
        return _limited(headers, bucket.left(now), everything=False)

    def _attachment(self, path: str) -> web.Response:
        found = self.files.get(path)
        return web.Response(status=404) if found is None else web.Response(body=found[1])


def _write_headers(headers: dict[str, str], route: str, bucket: Window, left: float, now: datetime) -> None:
    headers["X-RateLimit-Limit"] = str(bucket.limit)
    headers["X-RateLimit-Remaining"] = str(bucket.limit - bucket.count)
    headers["X-RateLimit-Reset-After"] = f"{left:.3f}"
    headers["X-RateLimit-Reset"] = f"{now.timestamp() + left:.3f}"
    headers["X-RateLimit-Bucket"] = f"{hash(route) & 0xFFFFFFFFFFFF:012x}"


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
    from rehearsal.discord.openapi import Description  # it needs jsonschema, which only development has

    return Description(Path(name))
