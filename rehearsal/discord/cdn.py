"""Files that people attach to a command or a form: their addresses are signed, and end after a day (reference, signed URLs)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta

from rehearsal.discord.errors import Json
from rehearsal.discord.world import World

PREFIX = "/ephemeral-attachments/"
_LIFE = timedelta(hours=24)


def ephemeral(world: World, entry: Json) -> Json:
    """What becomes of an attachment that no message keeps: another place, a plain name, a signed address."""
    base, _, kept = str(entry["url"]).partition("/attachments/")
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", str(entry["filename"]))
    path = f"{PREFIX}{world.bot.id}/{entry['id']}/{name}"
    world.files[path] = world.files.pop(f"/attachments/{kept}")
    issued, ends = (f"{int(at.timestamp()):x}" for at in (world.now(), world.now() + _LIFE))
    url = f"{base}{path}?ex={ends}&is={issued}&hm={_mark(world, path, ends, issued)}&"
    return {"filename": name, "url": url, "proxy_url": url, "ephemeral": True}


def _mark(world: World, path: str, ends: str, issued: str) -> str:
    return hashlib.sha256(f"{world.token}{path}{ends}{issued}".encode()).hexdigest()


def fetched(world: World, path: str, query: Mapping[str, str]) -> bytes | None:
    """The file; None where there is none, its signature is not ours, or its day is over."""
    found = world.files.get(path)
    if found is None or not path.startswith(PREFIX):
        return None if found is None else found[1]
    ends, issued = query.get("ex", ""), query.get("is", "")
    ours = query.get("hm") == _mark(world, path, ends, issued)
    return found[1] if ours and int(ends, 16) > world.now().timestamp() else None
