"""What the bot sees of a server as it is now: facts for the services, which know no Discord."""

import asyncio
from collections.abc import Sequence

import discord
from msgspec.structs import replace

from domain.ids import ChannelId, RoleId, UserId
from domain.places import UNSEEN, Home, Lack, Place, Sort
from domain.refusal import Refusal, Why
from domain.roles import Role, flaw
from domain.setups import Sight

ANSWER_WITHIN = 5.0  # seconds, for the members of a server


def sight_of(interaction: discord.Interaction) -> Sight:
    """The roles and channels of the server on which somebody acts, and what the bot may do there.

    Raises `Refusal(ON_A_SERVER_ONLY)`.
    """
    guild = interaction.guild
    if guild is None:
        raise Refusal(Why.ON_A_SERVER_ONLY)
    return Sight(
        guild.name, RoleId(guild.id), frozenset(RoleId(role.id) for role in guild.roles),
        {ChannelId(channel.id): _place(guild, channel) for channel in guild.channels},
    )  # fmt: skip


def role_of(interaction: discord.Interaction, role: discord.Role | None) -> Role | None:
    """A role as it stands for the person who names it, of that server's own."""
    guild = interaction.guild
    return None if guild is None or role is None else _role_for(interaction.user, role, guild)


def roles_of(interaction: discord.Interaction) -> dict[RoleId, Role]:
    """All roles of the server as they stand for the person who acts."""
    guild = interaction.guild
    return {} if guild is None else {RoleId(role.id): _role_for(interaction.user, role, guild) for role in guild.roles}


def _role_for(person: discord.User | discord.Member, role: discord.Role, guild: discord.Guild) -> Role:
    may = isinstance(person, discord.Member) and _stands_above(person, role)
    return replace(role_seen(role, guild.me), given_by_person=may)


def role_seen(role: discord.Role, me: discord.Member) -> Role:
    """A role as it stands on its server, whoever names it. What everybody has there already, it does not add."""
    extra = role.permissions.value & ~role.guild.default_role.permissions.value
    named = {name for name, on in discord.Permissions(extra) if on}
    if extra & ~discord.Permissions(**dict.fromkeys(named, True)).value:
        named.add("unknown")  # newer than this version of discord.py
    return Role(RoleId(role.id), role.name, frozenset(named), role.managed, given_by_bot=_stands_above(me, role))


def _stands_above(member: discord.Member, role: discord.Role) -> bool:
    """True for the server's owner, and for who has *Manage Roles* and a role above that one, as Discord asks of who gives a role."""
    owner = member.guild.owner_id == member.id
    return owner or (member.guild_permissions.manage_roles and member.top_role > role)


async def home_seen(guild: discord.Guild | None, channel: ChannelId, role: RoleId | None, users: Sequence[int] = ()) -> Home:
    """A channel that is, or is to be, a cohort's home, opened by that role; `users` are its members, who should be able to see it."""
    found = None if guild is None else guild.get_channel_or_thread(channel)
    if guild is None or not isinstance(found, discord.TextChannel):
        return Home(channel, UNSEEN if guild is None else _place(guild, found))
    opens = None if role is None else guild.get_role(role)
    gives = role is None or (opens is not None and flaw(role_seen(opens, guild.me)) is None)
    through = opens is not None and found.permissions_for(opens).view_channel
    place = _place(guild, found)
    hidden = () if place.open or through else await _hidden(found, users)
    return Home(channel, place, gives, readers_of(found), through, hidden)


def readers_of(channel: discord.TextChannel) -> tuple[tuple[RoleId, str], ...]:
    """The roles that let somebody read there, by name: @everyone alone where that one does.

    Administrators read everything on a server, and bots' own roles are no people's: neither is listed.
    """
    everyone = channel.guild.default_role
    if channel.permissions_for(everyone).view_channel:
        return ((RoleId(everyone.id), everyone.name),)
    people = (role for role in channel.guild.roles if not role.permissions.administrator and not role.is_bot_managed())
    return tuple((RoleId(role.id), role.name) for role in people if channel.permissions_for(role).view_channel)


async def _hidden(channel: discord.TextChannel, users: Sequence[int]) -> tuple[UserId, ...]:
    """Those who cannot see the channel. Members are asked for by id, since we hold no list of them; without an answer nobody is named."""
    if not users:
        return ()
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            members = await channel.guild.query_members(user_ids=list(users), limit=100, cache=False)
    except TimeoutError:
        return ()
    sees = {member.id for member in members if channel.permissions_for(member).view_channel}
    return tuple(UserId(user) for user in users if user not in sees)


_SORTS = {
    discord.ChannelType.text: Sort.TEXT,
    discord.ChannelType.news: Sort.NEWS,
    discord.ChannelType.forum: Sort.FORUM,
    discord.ChannelType.voice: Sort.VOICE,
    discord.ChannelType.stage_voice: Sort.STAGE,
    discord.ChannelType.category: Sort.CATEGORY,
}


def _place(guild: discord.Guild, channel: discord.abc.GuildChannel | discord.Thread | None) -> Place:
    if channel is None:
        return UNSEEN
    if isinstance(channel, discord.Thread):
        return Place(Sort.THREAD)
    rights = channel.permissions_for(guild.me)
    lacks = frozenset(lack for lack in Lack if not getattr(rights, lack.value.replace("-", "_")))
    return Place(_SORTS.get(channel.type, Sort.UNSEEN), lacks, channel.permissions_for(guild.default_role).view_channel)
