"""The gateway: its lines and sessions, and who hears which event. `handshake.py` is how a session begins."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from datetime import datetime

from aiohttp import web

from rehearsal.discord import intents
from rehearsal.discord.errors import Json
from rehearsal.discord.ratelimits import Window

_REMEMBERED_EVENTS = 5000
_REMEMBERED_SESSIONS = 64
_STARTS = 1000  # a day


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

    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.refusing = False
        self.at = ""  # where it is, when it is not at the address of the REST API
        self.identifies = Window(_STARTS, 86400.0)

    def session_start_limit(self, now: datetime) -> Json:
        used = self.identifies.count if self.identifies.left(now) else 0
        reset = int(self.identifies.left(now) * 1000)
        return {"total": _STARTS, "remaining": _STARTS - used, "reset_after": reset, "max_concurrency": 1}

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

    def ended(self, connection: Connection, code: int | None) -> None:
        """A line has closed. A bot that said goodbye on it cannot resume its session."""
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        if code in (1000, 1001) and not self.refusing:
            self.sessions.pop(session.id, None)
        lonely = [one for one in self.sessions.values() if one.connection is None]
        for old in lonely[:-_REMEMBERED_SESSIONS]:
            del self.sessions[old.id]
