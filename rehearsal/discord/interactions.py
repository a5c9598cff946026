"""Interactions: sent to the bot, answered within three real seconds, usable for fifteen minutes of the clock."""

from __future__ import annotations

import asyncio

from rehearsal.discord import payloads, permissions
from rehearsal.discord.acts import Answer, Interaction
from rehearsal.discord.errors import DiscordError, Json
from rehearsal.discord.seen import CannotDo
from rehearsal.discord.world import World

_ATTACHMENT_LIMIT = 10 * 1024 * 1024
_REMEMBERED = 20_000


def payload(world: World, interaction: Interaction, data: Json) -> Json:
    """INTERACTION_CREATE as the gateway sends it."""
    person, channel, server = interaction.person, interaction.channel, interaction.server
    body: Json = {
        "id": str(interaction.id),
        "application_id": str(world.bot.id),
        "type": interaction.kind,
        "data": data,
        "token": interaction.token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": payloads.channel_json(channel, for_user=world.bot.id),
        "app_permissions": str(permissions.in_channel(channel, world.bot.id)),
        "locale": person.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": _ATTACHMENT_LIMIT,
    }
    if server is None:
        body |= {"user": payloads.user_json(person), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    else:
        rights = permissions.in_channel(channel, person.id)
        member = server.members.get(person.id)
        if member is None:
            raise CannotDo(f"{person.name} is not on {server.name}: Discord takes nothing from them there")
        body["channel"]["permissions"] = str(rights)
        body |= {
            "guild_id": str(server.id),
            "guild": {"id": str(server.id), "locale": server.locale, "features": []},
            "guild_locale": server.locale,
            "member": payloads.member_json(member) | {"permissions": str(rights)},
            "context": 0,
            "authorizing_integration_owners": {"0": str(server.id)},
        }
    if interaction.source is not None:
        body["message"] = payloads.message_json(interaction.source)
    return body


def send(world: World, interaction: Interaction, data: Json, *, what: str, override: Json | None = None) -> None:
    """Hand the act to the bot and start the three seconds. Raises `CannotDo` for somebody who is not on that server."""
    interaction.what = what
    interaction.sent = payload(world, interaction, data) | (override or {})
    world.interactions[interaction.id] = world.tokens[interaction.token] = interaction
    if len(world.interactions) > _REMEMBERED:
        old = world.interactions.pop(next(iter(world.interactions)))
        world.tokens.pop(old.token, None)
    interaction.timer = asyncio.get_running_loop().call_later(world.patience, interaction.die)
    deliver(world, interaction)


def deliver(world: World, interaction: Interaction) -> None:
    """Send it to every process of the bot (again, when Discord repeats itself)."""
    world.emit("INTERACTION_CREATE", interaction.sent, server=interaction.server)


async def answered(world: World, interaction: Interaction, *, wait: bool) -> Answer:
    """The first response; with `wait`, a deferral's resolution too (ten real seconds at most)."""
    answer = interaction.answer
    await answer.first.wait()
    if wait and not answer.done.is_set():
        try:
            async with asyncio.timeout(world.unresolved_after):
                await answer.done.wait()
        except TimeoutError:
            answer.kind = "unresolved"
            world.failures.append(f"{interaction.person.name}: {interaction.what}: deferred and never resolved")
    return answer


def for_callback(world: World, interaction_id: int, token: str) -> Interaction:
    """The interaction that may still be answered.

    :raises DiscordError: 10062 when it is unknown or too late, 40060 when it was answered.
    """
    found = world.interactions.get(interaction_id)
    if found is None or found.token != token or found.state == "dead" or found.expired:
        raise DiscordError(10062)
    if found.state == "answered":
        raise DiscordError(40060)
    return found


def for_webhook(world: World, application_id: int, token: str) -> Interaction:
    """The answered interaction whose token opens follow-ups and edits.

    :raises DiscordError: 10015 when there is none (or no callback yet), 50027 after fifteen minutes.
    """
    found = world.tokens.get(token)
    if found is None or application_id != world.bot.id or found.state != "answered":
        raise DiscordError(10015)
    if found.expired:
        raise DiscordError(50027)
    return found
