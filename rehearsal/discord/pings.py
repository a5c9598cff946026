"""Who is pinged by a message: mentions in its words, as far as allowed_mentions and permissions let them."""

from __future__ import annotations

import re

from rehearsal.discord import permissions
from rehearsal.discord.components import texts
from rehearsal.discord.errors import Json
from rehearsal.discord.model import Message, Role, User
from rehearsal.discord.shapes import items

_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)

ALL: Json = {"parse": ["users", "roles", "everyone"], "replied_user": True}
USERS: Json = {"parse": ["users"], "replied_user": True}


def words(message: Message) -> str:
    """What can ping: content and v2 text, not code blocks, not embeds."""
    return _CODE.sub("", "\n".join([message.content, *texts(message.components)]))


def _named(allowed: Json, kind: str, found: list[int]) -> list[int]:
    if kind in items(allowed, "parse"):
        return found
    listed = {int(one) for one in items(allowed, kind)}
    return [one for one in found if one in listed]


def pinged(message: Message, allowed: Json, users: dict[int, User]) -> list[User | Role | str]:
    """Sets the message's mention fields and returns who is pinged: people, roles, "everyone" or "here"."""
    text = words(message)
    server = message.channel.server
    result: list[User | Role | str] = []
    mentioned = [users[one] for one in dict.fromkeys(map(int, _USER.findall(text))) if one in users]
    named = set(_named(allowed, "users", [user.id for user in mentioned]))
    reply = message.reference
    message.mentions = [user for user in mentioned if user.id in named]
    if reply is not None and not reply.deleted and allowed.get("replied_user", False) and reply.author not in message.mentions:
        message.mentions.append(reply.author)
    result.extend(message.mentions)
    if server is None:
        message.mention_roles, message.mention_everyone = [], False
        return result
    may_all = permissions.in_channel(message.channel, message.author.id) & permissions.MENTION_EVERYONE
    roles = [server.roles[one] for one in map(int, _ROLE.findall(text)) if one in server.roles]
    allowed_roles = set(_named(allowed, "roles", [role.id for role in roles]))
    pingable = [role for role in dict.fromkeys(roles) if role.id in allowed_roles and (role.mentionable or may_all)]
    message.mention_roles = [role.id for role in pingable]
    result.extend(pingable)
    loud = [word for word in ("everyone", "here") if f"@{word}" in text]
    message.mention_everyone = bool(loud and may_all and "everyone" in items(allowed, "parse"))
    if message.mention_everyone:
        result.extend(loud)
    return result
