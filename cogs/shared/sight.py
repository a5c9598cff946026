"""What the bot sees of a server as it is now: facts for the services, which know no Discord."""

import discord

from domain.cohorts import Cohort
from domain.ids import ChannelId, RoleId
from domain.refusal import Refusal, Why
from domain.setups import AT_HOME, Home, Lack, Place, Sight


def sight_of(interaction: discord.Interaction) -> Sight:
    """The roles and text channels of the server on which somebody acts, and what the bot may do there.

    Raises `Refusal(ON_A_SERVER_ONLY)`.
    """
    guild = interaction.guild
    if guild is None:
        raise Refusal(Why.ON_A_SERVER_ONLY)
    return Sight(
        guild.name, RoleId(guild.id), frozenset(RoleId(role.id) for role in guild.roles),
        {ChannelId(channel.id): _place(guild, channel) for channel in guild.text_channels},
    )  # fmt: skip


def home_of(interaction: discord.Interaction, channel: discord.TextChannel, role: discord.Role | None) -> Home:
    """What the bot lacks in a channel that is to be a cohort's home, and whether it can give the role that opens it."""
    place, me = _place(channel.guild, channel), channel.guild.me
    within = role is None or (me.guild_permissions.manage_roles and role < me.top_role and not role.managed)
    return Home(tuple(lack for lack in Lack if lack in AT_HOME & place.lacks), within)


def home_now(interaction: discord.Interaction, cohort: Cohort) -> Home:
    """The same of a home that was chosen long ago, and may be gone."""
    guild = interaction.guild
    channel = None if guild is None else guild.get_channel(cohort.home)
    if guild is None or not isinstance(channel, discord.TextChannel):
        return Home(seen=False)
    return home_of(interaction, channel, None if cohort.role is None else guild.get_role(cohort.role))


def _place(guild: discord.Guild, channel: discord.TextChannel) -> Place:
    rights = channel.permissions_for(guild.me)
    lacks = frozenset(lack for lack in Lack if not getattr(rights, lack.value.replace("-", "_")))
    return Place(lacks, channel.permissions_for(guild.default_role).view_channel)
