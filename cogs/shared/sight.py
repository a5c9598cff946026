"""What the bot sees of a server as it is now: facts for the services, which know no Discord."""

import discord
from msgspec.structs import replace

from domain.cohorts import Cohort
from domain.ids import ChannelId, RoleId
from domain.places import UNSEEN, Home, Lack, Place, Sort
from domain.refusal import Refusal, Why
from domain.roles import Role, flaw
from domain.setups import Sight


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


def home_of(interaction: discord.Interaction, channel: ChannelId, role: discord.Role | None) -> Home:
    """A channel that is, or is to be, a cohort's home, and whether the bot can give the role that opens it."""
    guild = interaction.guild
    gives = guild is None or role is None or flaw(role_seen(role, guild.me)) is None
    return Home(channel, UNSEEN if guild is None else _place(guild, guild.get_channel_or_thread(channel)), gives)


def home_now(interaction: discord.Interaction, cohort: Cohort) -> Home:
    """The same of a home that was chosen long ago, and may be gone."""
    guild = interaction.guild
    return home_of(interaction, cohort.home, None if guild is None or cohort.role is None else guild.get_role(cohort.role))


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
