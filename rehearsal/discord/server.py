"""The local Discord: an HTTP and WebSocket server on loopback, and the stage on which people act."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Self

from aiohttp import web

from rehearsal.discord import intents, payloads, permissions, routes_events, routes_threads
from rehearsal.discord.acts import Answer
from rehearsal.discord.errors import Json
from rehearsal.discord.front import PREFIX, Front
from rehearsal.discord.handshake import serve
from rehearsal.discord.interactions import deliver
from rehearsal.discord.messages import tell
from rehearsal.discord.model import Member, User
from rehearsal.discord.people import Person, raw_interaction
from rehearsal.discord.seen import Seen
from rehearsal.discord.servers import Server
from rehearsal.discord.snowflakes import Clock


async def _listening(handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], port: int) -> web.ServerRunner:
    """A server on loopback; port 0 takes any."""
    runner = web.ServerRunner(web.Server(handler, access_log=None), shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


class LocalDiscord(Front):
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
        super().__init__(clock, privileged=privileged, shards=shards, check_openapi=check_openapi, keep_requests=keep_requests)
        self._port = port
        self._runner: web.ServerRunner | None = None
        self._apart: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.stop()

    async def start(self) -> None:
        self._runner = await _listening(self.handle, self._port)
        self._port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{self._port}{PREFIX}"

    async def move_gateway(self) -> None:
        """The gateway is at another address from now on, apart from the REST API. Lines are cut; nothing answers at the old address."""
        moved = await _listening(partial(serve, self), 0)
        self.gateway.at = f"ws://127.0.0.1:{moved.addresses[0][1]}/gateway"
        self.gateway.drop()
        if self._apart is not None:
            await self._apart.cleanup()
        self._apart = moved

    async def stop(self) -> None:
        for interaction in self.interactions.values():
            if interaction.timer is not None:
                interaction.timer.cancel()
        self.gateway.drop(1001)
        for runner in (self._apart, self._runner):
            if runner is not None:
                await runner.cleanup()

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
        body = payloads.server_create_json(server, self.bot.id)
        del body["unavailable"]  # its absence is how a client tells joining from coming back
        self.emit("GUILD_CREATE", body, intent=intents.GUILDS, server=server)

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
        """Let what begins or ends by the clock do so: scheduled events, idle threads that are archived."""
        routes_events.tick(self, self.now())
        routes_threads.tick(self, self.now())

    async def raw_interaction(self, person: Person, payload: Json, *, wait: bool = True) -> Answer:
        """Send any interaction at all (see `people.raw_interaction`)."""
        return await raw_interaction(self, person, payload, wait=wait)

    def redeliver(self, what: Answer | Seen) -> None:
        """The gateway says the same thing twice, as it may after a broken line."""
        if isinstance(what, Answer):
            deliver(self, what.interaction)
        else:
            tell(self, "MESSAGE_CREATE", what.stored)

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
