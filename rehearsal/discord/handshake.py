"""How a bot comes to the gateway: HELLO, IDENTIFY, RESUME, and what it may ask there."""

from __future__ import annotations

import asyncio
import json

from aiohttp import WSMsgType, web

from rehearsal.discord import intents, payloads
from rehearsal.discord.errors import Json
from rehearsal.discord.gateway import Connection, Session
from rehearsal.discord.shapes import part
from rehearsal.discord.world import World

HEARTBEAT_MS = 41250


async def serve(world: World, request: web.BaseRequest) -> web.StreamResponse:
    """One gateway line from HELLO to its end."""
    if world.gateway.refusing:
        return web.Response(status=503)
    socket = web.WebSocketResponse(compress=False, max_msg_size=0, autoping=True)
    await socket.prepare(request)
    connection = Connection(socket, compressed=request.query.get("compress") == "zlib-stream")
    if request.query.get("v") not in ("10", None):
        await socket.close(code=4012)
        return socket
    world.gateway.connections.add(connection)
    connection.send(json.dumps({"op": 10, "s": None, "t": None, "d": {"heartbeat_interval": HEARTBEAT_MS}}))
    writer = asyncio.create_task(connection.write())
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                _received(world, connection, json.loads(message.data))
    finally:
        writer.cancel()
        world.gateway.connections.discard(connection)
        world.gateway.ended(connection, socket.close_code)
    return socket


def _received(world: World, connection: Connection, frame: Json) -> None:
    operation, data = frame.get("op"), part(frame, "d")
    if operation == 1:
        connection.heartbeats += 1
        connection.send('{"op":11}')
    elif operation == 2:
        _identify(world, connection, data)
    elif operation == 6:
        _resume(world, connection, data)
    elif connection.session is None:
        connection.close(4003)
    elif operation == 8:
        _members(world, connection.session, data)
    elif operation not in (3, 4):
        connection.close(4001)


def _identify(world: World, connection: Connection, data: Json) -> None:
    refusal = _refuse_identify(world, connection, data)
    if refusal:
        connection.close(refusal)
        return
    shard: list[int] = data.get("shard") or [0, 1]
    session = Session(data["intents"], (shard[0], shard[1]))
    session.connection, connection.session = connection, session
    world.gateway.sessions[session.id] = session
    _ready(world, session)


def _refuse_identify(world: World, connection: Connection, data: Json) -> int:
    """The close code for a bad IDENTIFY, or 0."""
    if connection.session is not None:
        return 4005
    if data.get("token") not in (world.token, f"Bot {world.token}"):
        return 4004
    if not world.gateway.identifies.take(world.now()):
        return 4004  # Discord resets the token of who identifies more often
    wanted, shard = data.get("intents"), data.get("shard") or [0, 1]
    if not isinstance(wanted, int) or wanted & ~intents.KNOWN:
        return 4013
    if wanted & intents.PRIVILEGED and not world.privileged:
        return 4014
    return 0 if len(shard) == 2 and 0 <= shard[0] < shard[1] else 4010


def _ready(world: World, session: Session) -> None:
    mine = [s for s in world.servers.values() if world.bot.id in s.members and session.hears(0, s.id)]
    ready = {
        "v": 10,
        "user": payloads.user_json(world.bot) | {"verified": True, "mfa_enabled": True, "email": None},
        "guilds": [{"id": str(server.id), "unavailable": True} for server in mine],
        "session_id": session.id,
        "resume_gateway_url": world.gateway_url,
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


def _resume(world: World, connection: Connection, data: Json) -> None:
    if data.get("token") not in (world.token, f"Bot {world.token}"):
        connection.close(4004)
        return
    session = world.gateway.sessions.get(str(data.get("session_id")))
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


def _members(world: World, session: Session, data: Json) -> None:
    """Request Guild Members: by ids (up to 100) or prefix; everyone only with the members intent."""
    server = world.servers.get(int(data["guild_id"]))
    if server is None or world.bot.id not in server.members:
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
