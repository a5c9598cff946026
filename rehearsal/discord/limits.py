"""What a message may hold (resources/message)."""

from __future__ import annotations

from rehearsal.discord import components
from rehearsal.discord.errors import DiscordError, Json, Violations
from rehearsal.discord.model import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS
from rehearsal.discord.shapes import items, part

_SENDABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2 | EPHEMERAL | 1 << 13
_FILE_BYTES = 10 * 1024 * 1024


def _embed(found: Violations, path: str, embed: Json) -> int:
    """Notes what is wrong with one embed; its number of characters."""
    total = 0
    parts: list[tuple[str, object, int]] = [
        ("title", embed.get("title"), 256),
        ("description", embed.get("description"), 4096),
        ("footer.text", part(embed, "footer").get("text"), 2048),
        ("author.name", part(embed, "author").get("name"), 256),
    ]
    fields: list[Json] = items(embed, "fields")
    found.count(f"{path}.fields", len(fields), 25)
    for index, field in enumerate(fields):
        for name, longest in (("name", 256), ("value", 1024)):
            found.length(f"{path}.fields.{index}.{name}", field.get(name), longest, 1)
            total += len(str(field.get(name) or ""))
    for name, value, longest in parts:
        found.length(f"{path}.{name}", value, longest)
        total += len(str(value or ""))
    return total


def check_embeds(found: Violations, prefix: str, embeds: list[Json]) -> None:
    found.count(f"{prefix}embeds", len(embeds), 10)
    total = sum(_embed(found, f"{prefix}embeds.{index}", embed) for index, embed in enumerate(embeds))
    if total > 6000:
        found.add(f"{prefix}embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def check_mentions(found: Violations, prefix: str, allowed: Json | None) -> None:
    if not allowed:
        return
    parse: list[str] = items(allowed, "parse")
    for kind in ("users", "roles"):
        listed: list[object] = items(allowed, kind)
        found.count(f"{prefix}allowed_mentions.{kind}", len(listed), 100)
        if listed and kind in parse:
            place = f"{prefix}allowed_mentions"
            found.add(place, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.')
    for one in parse:
        if one not in ("users", "roles", "everyone"):
            found.add(f"{prefix}allowed_mentions.parse", "BASE_TYPE_CHOICES", f"{one} is not a kind of mention")


def check_message(body: Json, flags: int, *, prefix: str = "", files: int = 0) -> None:
    """A message's body against every limit; `flags` are those it will have.

    :raises DiscordError: 50035 with a tree of faults.
    """
    found = Violations()
    v2 = bool(flags & COMPONENTS_V2)
    if flags & ~_SENDABLE:
        found.add(f"{prefix}flags", "BASE_TYPE_CHOICES", "These flags cannot be set")
    found.length(f"{prefix}content", body.get("content"), 2000)
    check_embeds(found, prefix, items(body, "embeds"))
    check_mentions(found, prefix, body.get("allowed_mentions"))
    found.count(f"{prefix}attachments", max(files, len(items(body, "attachments"))), 10)
    for number, one in enumerate(items(body, "attachments")):
        found.length(f"{prefix}attachments.{number}.description", one.get("description"), 1024)
    if v2:
        for name in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(name):
                code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
                found.add(f"{prefix}{name}", code, f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
    nonce = body.get("nonce")
    if nonce is not None:
        found.length(f"{prefix}nonce", str(nonce), 25)
    components.Checker(found).message(f"{prefix}components", items(body, "components"), v2=v2)
    found.finish()


def check_not_empty(content: str, embeds: list[Json], parts: list[Json], attachments: list[Json]) -> None:
    """:raises DiscordError: 50006 for a message of nothing."""
    if not content.strip() and not embeds and not parts and not attachments:
        raise DiscordError(50006)


def check_files(files: list[tuple[str, bytes]]) -> None:
    """:raises DiscordError: 40005 for a file beyond 10 MiB or 25 MiB in all."""
    if any(len(data) > _FILE_BYTES for _, data in files) or sum(len(data) for _, data in files) > 25 * 1024 * 1024:
        raise DiscordError(40005)
