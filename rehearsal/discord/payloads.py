"""How state looks in JSON: the objects of Discord's API, complete enough for clients."""

from __future__ import annotations

from rehearsal.discord import model, permissions
from rehearsal.discord.model import Channel, Event, Guild, Json, Member, Message, Role, User
from rehearsal.discord.snowflakes import iso


def user_json(user: User) -> Json:
    return {
        "id": str(user.id),
        "username": user.name.lower().replace(" ", "_"),
        "global_name": None if user.bot else user.name,
        "discriminator": "0000" if user.bot else "0",
        "avatar": None,
        "bot": user.bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
    }


def member_json(member: Member, *, with_user: bool = True) -> Json:
    body: Json = {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in member.roles],
        "joined_at": iso(member.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    if with_user:
        body["user"] = user_json(member.user)
    return body


def role_json(role: Role) -> Json:
    return {
        "id": str(role.id),
        "name": role.name,
        "color": role.colour,
        "colors": {"primary_color": role.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "icon": None,
        "unicode_emoji": None,
        "position": role.position,
        "permissions": str(role.permissions),
        "managed": role.managed,
        "mentionable": role.mentionable,
        "flags": 0,
        "description": None,
    }


def _last(channel: Channel) -> str | None:
    return str(channel.order[-1]) if channel.order else None


def thread_json(channel: Channel, *, for_user: int = 0) -> Json:
    thread = channel.thread
    if thread is None or channel.server is None:
        raise ValueError(channel.name)
    body: Json = {
        "id": str(channel.id),
        "type": channel.kind,
        "guild_id": str(channel.server.id),
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "name": channel.name,
        "owner_id": str(thread.owner_id),
        "last_message_id": _last(channel),
        "rate_limit_per_user": channel.slowmode,
        "message_count": len(channel.order),
        "total_message_sent": len(channel.order),
        "member_count": min(len(thread.members), 50),
        "flags": channel.flags,
        "applied_tags": [str(tag) for tag in thread.tags],
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": iso(thread.archive_changed),
            "auto_archive_duration": thread.auto_archive,
            "locked": thread.locked,
            "create_timestamp": iso(thread.created_at),
        },
    }
    if channel.kind == model.PRIVATE_THREAD:
        body["thread_metadata"]["invitable"] = thread.invitable
    if for_user in thread.members:
        body["member"] = thread_member_json(channel, for_user)
    return body


def thread_member_json(channel: Channel, user_id: int) -> Json:
    thread = channel.thread
    if thread is None:
        raise ValueError(channel.name)
    joined = iso(thread.members[user_id])
    return {"id": str(channel.id), "user_id": str(user_id), "join_timestamp": joined, "flags": 0}


def channel_json(channel: Channel, *, for_user: int = 0) -> Json:
    if channel.thread is not None:
        return thread_json(channel, for_user=for_user)
    if channel.server is None:
        others = [user_json(user) for user in channel.recipients.values() if user.id != for_user]
        return {
            "id": str(channel.id),
            "type": 1,
            "last_message_id": _last(channel),
            "flags": 0,
            "recipients": others,
            "recipient_flags": 0,
        }
    body: Json = {
        "id": str(channel.id),
        "type": channel.kind,
        "guild_id": str(channel.server.id),
        "name": channel.name,
        "position": channel.position,
        "permission_overwrites": [
            {"id": str(o.id), "type": o.kind, "allow": str(o.allow), "deny": str(o.deny)} for o in channel.overwrites.values()
        ],
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "nsfw": channel.nsfw,
        "flags": channel.flags,
    }
    if channel.kind != model.CATEGORY:
        body |= {"topic": channel.topic, "rate_limit_per_user": channel.slowmode, "last_message_id": _last(channel)}
    if channel.kind == model.VOICE:
        body |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if channel.kind == model.FORUM:
        body |= {
            "available_tags": channel.tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "last_message_id": str(channel.messages and max(channel.messages)) if channel.messages else None,
        }
    return body


def server_json(server: Guild) -> Json:
    return {
        "id": str(server.id),
        "name": server.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": str(server.owner_id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [role_json(role) for role in server.roles.values()],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "max_presences": None,
        "max_members": 250000,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": server.locale,
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "nsfw": False,
        "stickers": [],
        "premium_progress_bar_enabled": False,
        "safety_alerts_channel_id": None,
        "widget_enabled": False,
    }


def server_create_json(server: Guild, bot_id: int) -> Json:
    """GUILD_CREATE: with channels, the threads the bot sees, and only the bot as a member."""
    threads = [
        thread_json(channel, for_user=bot_id)
        for channel in server.threads.values()
        if channel.thread and not channel.thread.archived and permissions.in_channel(channel, bot_id)
    ]
    return server_json(server) | {
        "joined_at": iso(server.members[bot_id].joined_at),
        "large": len(server.members) > 250,
        "unavailable": False,
        "member_count": len(server.members),
        "voice_states": [],
        "members": [member_json(server.members[bot_id])],
        "channels": [channel_json(channel) for channel in server.channels.values()],
        "threads": threads,
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [event_json(event) for event in server.events.values() if event.status < 3],
        "soundboard_sounds": [],
    }


def message_json(message: Message, *, content: bool = True, nonce: bool = False, deep: bool = True) -> Json:
    """A message. `content=False` is what a bot without the message-content intent gets of others' words."""
    body: Json = {
        "id": str(message.id),
        "type": message.kind,
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "content": message.content if content else "",
        "timestamp": iso(message.at),
        "edited_timestamp": iso(message.edited_at) if message.edited_at else None,
        "tts": False,
        "mention_everyone": message.mention_everyone,
        "mentions": [user_json(user) for user in message.mentions],
        "mention_roles": [str(role) for role in message.mention_roles],
        "mention_channels": [],
        "attachments": message.attachments if content else [],
        "embeds": message.embeds if content else [],
        "components": message.components if content else [],
        "pinned": message.id in message.channel.pins,
        "flags": message.flags,
    }
    if nonce and message.nonce is not None:
        body["nonce"] = message.nonce
    if message.thread is not None:
        body["thread"] = thread_json(message.thread)
    if message.reference_ids is not None:
        body["message_reference"] = message.reference_ids
        if deep:
            found = message.reference
            gone = found is None or found.deleted
            body["referenced_message"] = None if gone or found is None else message_json(found, deep=False)
    if message.interaction is not None:
        body |= message.interaction.on_message()
    return body


def event_json(event: Event, *, with_count: bool = True) -> Json:
    body: Json = {
        "id": str(event.id),
        "guild_id": str(event.server.id),
        "channel_id": str(event.channel_id) if event.channel_id else None,
        "creator_id": str(event.creator.id),
        "creator": user_json(event.creator),
        "name": event.name,
        "description": event.description,
        "image": None,
        "scheduled_start_time": iso(event.starts),
        "scheduled_end_time": iso(event.ends) if event.ends else None,
        "privacy_level": 2,
        "status": event.status,
        "entity_type": event.entity_type,
        "entity_id": None,
        "entity_metadata": {"location": event.location} if event.location is not None else None,
        "recurrence_rule": event.recurrence,
    }
    if with_count:
        body["user_count"] = len(event.users)
    return body
