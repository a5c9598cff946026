"""The gateway: sessions, heartbeats, resume, and who hears which event."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from rehearsal.discord import intents, payloads
from rehearsal.discord.errors import Json
from rehearsal.discord.ratelimits import Window
from rehearsal.discord.shapes import part

if TYPE_CHECKING:
    from rehearsal.discord.world import World

HEARTBEAT_MS = 41250
_REMEMBERED_EVENTS = 5000
_REMEMBERED_SESSIONS = 64


class Connection:
    """One WebSocket. Frames leave in order through a queue, compressed when the client asked for it."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.heartbeats = 0
        self._zlib = zlib.compressobj() if compressed else None
        self._queue: asyncio.Queue[str | int] = asyncio.Queue()

    def send(self, frame: str) -> None:
        self._queue.put_nowait(frame)

    def close(self, code: int) -> None:
        """Close after what is queued; 0 cuts the line without a word."""
        self._queue.put_nowait(code)

    async def write(self) -> None:
        """Write what is queued until the line closes."""
        while not self.socket.closed:
            frame = await self._queue.get()
            try:
                if isinstance(frame, int):
                    await self._hang_up(frame)
                    return
                if self._zlib is None:
                    await self.socket.send_str(frame)
                else:
                    data = self._zlib.compress(frame.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(data)
            except ConnectionError:
                return

    async def _hang_up(self, code: int) -> None:
        if code:
            await self.socket.close(code=code)
        elif (request := self.socket._req) is not None and request.transport is not None:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            request.transport.abort()


class Session:
    """What IDENTIFY began. Its last events are kept, so that RESUME can replay what a broken line swallowed."""

    def __init__(self, wanted: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents = wanted
        self.shard = shard
        self.sequence = 0
        self.connection: Connection | None = None
        self._events: deque[tuple[int, str]] = deque(maxlen=_REMEMBERED_EVENTS)

    def push(self, name: str, encoded: str) -> None:
        self.sequence += 1
        frame = f'{{"op":0,"t":"{name}","s":{self.sequence},"d":{encoded}}}'
        self._events.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.send(frame)

    def hears(self, intent: int, server_id: int) -> bool:
        if intent and not self.intents & intent:
            return False
        number, count = self.shard
        return number == (server_id >> 22) % count  # a DM has no server: shard 0

    def since(self, sequence: int) -> list[str] | None:
        """Frames after this one; None when they are no longer all here."""
        oldest = self._events[0][0] if self._events else self.sequence + 1
        if sequence + 1 < oldest or sequence > self.sequence:
            return None
        return [frame for number, frame in self._events if number > sequence]


class Gateway:
    """All sessions of the bot; two processes of one bot both get every event."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.refusing = False
        self.at = ""  # where it is, when it is not at the address of the REST API
        self._identifies = Window(world_limit := 1000, 86400.0)
        self._limit = world_limit

    def session_start_limit(self) -> Json:
        now = self._world.now()
        used = self._identifies.count if self._identifies.left(now) else 0
        reset = int(self._identifies.left(now) * 1000)
        return {"total": self._limit, "remaining": self._limit - used, "reset_after": reset, "max_concurrency": 1}

    def dispatch(self, name: str, data: Json, *, intent: int, server_id: int, plain: Json | None) -> None:
        encoded = bare = ""
        for session in self.sessions.values():
            if not session.hears(intent, server_id):
                continue
            if plain is not None and not session.intents & intents.MESSAGE_CONTENT:
                bare = bare or json.dumps(plain)
                session.push(name, bare)
            else:
                encoded = encoded or json.dumps(data)
                session.push(name, encoded)

    def drop(self, code: int = 0) -> None:
        """Close every line with this code (0: cut)."""
        for connection in list(self.connections):
            connection.close(code)

    def invalidate(self) -> None:
        """Tell every line that its session is over, and forget all sessions."""
        self.sessions.clear()
        for connection in list(self.connections):
            connection.session = None
            connection.send('{"op":9,"d":false}')

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """One gateway line from HELLO to its end."""
        if self.refusing:
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False, max_msg_size=0, autoping=True)
        await socket.prepare(request)
        connection = Connection(socket, compressed=request.query.get("compress") == "zlib-stream")
        if request.query.get("v") not in ("10", None):
            await socket.close(code=4012)
            return socket
        self.connections.add(connection)
        connection.send(json.dumps({"op": 10, "s": None, "t": None, "d": {"heartbeat_interval": HEARTBEAT_MS}}))
        writer = asyncio.create_task(connection.write())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._received(connection, json.loads(message.data))
        finally:
            writer.cancel()
            self.connections.discard(connection)
            self._line_ended(connection, socket.close_code)
        return socket

    def _line_ended(self, connection: Connection, code: int | None) -> None:
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        if code in (1000, 1001) and not self.refusing:
            self.sessions.pop(session.id, None)
        lonely = [one for one in self.sessions.values() if one.connection is None]
        for old in lonely[:-_REMEMBERED_SESSIONS]:
            del self.sessions[old.id]

    def _received(self, connection: Connection, frame: Json) -> None:
        operation, data = frame.get("op"), part(frame, "d")
        if operation == 1:
            connection.heartbeats += 1
            connection.send('{"op":11}')
        elif operation == 2:
            self._identify(connection, data)
        elif operation == 6:
            self._resume(connection, data)
        elif connection.session is None:
            connection.close(4003)
        elif operation == 8:
            self._members(connection.session, data)
        elif operation not in (3, 4):
            connection.close(4001)

    def _identify(self, connection: Connection, data: Json) -> None:
        refusal = self._refuse_identify(connection, data)
        if refusal:
            connection.close(refusal)
            return
        shard: list[int] = data.get("shard") or [0, 1]
        session = Session(data["intents"], (shard[0], shard[1]))
        session.connection, connection.session = connection, session
        self.sessions[session.id] = session
        self._ready(session)

    def _refuse_identify(self, connection: Connection, data: Json) -> int:
        """The close code for a bad IDENTIFY, or 0."""
        if connection.session is not None:
            return 4005
        if data.get("token") not in (self._world.token, f"Bot {self._world.token}"):
            return 4004
        if not self._identifies.take(self._world.now()):
            return 4004  # Discord resets the token of who identifies more often
        wanted, shard = data.get("intents"), data.get("shard") or [0, 1]
        if not isinstance(wanted, int) or wanted & ~intents.KNOWN:
            return 4013
        if wanted & intents.PRIVILEGED and not self._world.privileged:
            return 4014
        return 0 if len(shard) == 2 and 0 <= shard[0] < shard[1] else 4010

    def _ready(self, session: Session) -> None:
        world = self._world
        mine = [s for s in world.servers.values() if world.bot.id in s.members and session.hears(0, s.id)]
        ready = {
            "v": 10,
            "user": payloads.user_json(world.bot) | {"verified": True, "mfa_enabled": True, "email": None},
            "guilds": [{"id": str(server.id), "unavailable": True} for server in mine],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": str(world.bot.id), "flags": 0},
            "private_channels": [],
            "session_type": "normal",
            "user_settings": {},
            "relationships": [],
            "presences": [],
            "_trace": ["local"],
        }
        session.push("READY", json.dumps(ready))
        if session.intents & intents.GUILDS:
            for server in mine:
                if server.available:
                    session.push("GUILD_CREATE", json.dumps(payloads.server_create_json(server, world.bot.id)))

    @property
    def url(self) -> str:
        return self.at or self._world.api_url.replace("http://", "ws://").split("/api/")[0] + "/gateway"

    def _resume(self, connection: Connection, data: Json) -> None:
        if data.get("token") not in (self._world.token, f"Bot {self._world.token}"):
            connection.close(4004)
            return
        session = self.sessions.get(str(data.get("session_id")))
        missed = None if session is None else session.since(int(data.get("seq") or 0))
        if session is None or missed is None:
            connection.send('{"op":9,"d":false}')
            return
        if session.connection is not None:
            session.connection.close(4000)
        session.connection, connection.session = connection, session
        for frame in missed:
            connection.send(frame)
        session.push("RESUMED", '{"_trace":["local"]}')

    def _members(self, session: Session, data: Json) -> None:
        """Request Guild Members: by ids (up to 100) or prefix; everyone only with the members intent."""
        server = self._world.servers.get(int(data["guild_id"]))
        if server is None or self._world.bot.id not in server.members:
            return
        ids = data.get("user_ids")
        query: str = data.get("query") or ""
        limit = int(data.get("limit") or 0)
        wanted = [int(one) for one in ([ids] if isinstance(ids, str | int) else ids or [])]
        if wanted:
            found = [server.members[one] for one in wanted[:100] if one in server.members]
        elif query or session.intents & intents.GUILD_MEMBERS:
            found = [m for m in server.members.values() if m.user.name.lower().startswith(query.lower())]
            found = found[: min(limit, 100) if query else None]
        else:
            found = []
        chunk: Json = {
            "guild_id": str(server.id),
            "members": [payloads.member_json(member) for member in found],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [str(one) for one in wanted if one not in server.members],
            "nonce": data.get("nonce"),
        }
        session.push("GUILD_MEMBERS_CHUNK", json.dumps(chunk))
