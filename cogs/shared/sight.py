"""What the bot sees of a server as it is now: facts for the services, which know no Discord."""

import asyncio
from collections.abc import Container, Sequence

import discord
from msgspec.structs import replace

from domain.ground.ids import ChannelId, RoleId, UserId
from domain.ground.people import name_of
from domain.ground.places import UNSEEN, Home, Lack, Place, Reader, Sort
from domain.ground.refusal import Refusal, Why
from domain.program.setups import Sight
from domain.sending.roles import Flaw, Role, flaw

ANSWER_WITHIN = 5.0  # seconds, for the members of a server
AT_ONCE = 100  # members that Discord names in one answer


def is_loaded(guild: discord.Guild) -> bool:
    """True when the cache has the guild's roles and channels as they are: the gateway has sent them, and the guild is not down.

    Until GUILD_CREATE discord.py keeps an empty guild, and makes one where it knows none; its own @everyone is what all of them lack.
    """
    return not guild.unavailable and guild.get_role(guild.id) is not None


def roles_held(member: discord.Member) -> frozenset[RoleId]:
    """The roles that Discord says they have. `Member.roles` leaves out those that the cache does not know, which may be all of them."""
    return frozenset(map(RoleId, member._roles))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - no other way gives the ids


def _loaded(guild: discord.Guild) -> discord.Guild:
    """The same guild. Raises `Refusal(SERVER_UNSEEN)` while its roles and channels are not known."""
    if not is_loaded(guild):
        raise Refusal(Why.SERVER_UNSEEN)
    return guild


def sight_of(interaction: discord.Interaction) -> Sight:
    """The roles and channels of the server on which somebody acts, and what the bot may do there.

    Raises `Refusal(ON_A_SERVER_ONLY | SERVER_UNSEEN)`.
    """
    if interaction.guild is None:
        raise Refusal(Why.ON_A_SERVER_ONLY)
    guild = _loaded(interaction.guild)
    return Sight(
        guild.name, RoleId(guild.id), frozenset(RoleId(role.id) for role in guild.roles),
        {ChannelId(channel.id): _place(guild, channel) for channel in guild.channels},
    )  # fmt: skip


def role_of(interaction: discord.Interaction, role: discord.Role | None) -> Role | None:
    """A role as it stands for the person who names it, of that server's own. Raises `Refusal(SERVER_UNSEEN)`."""
    guild = interaction.guild
    return None if guild is None or role is None else _role_for(interaction.user, role, _loaded(guild))


def roles_of(interaction: discord.Interaction) -> dict[RoleId, Role]:
    """All roles of the server as they stand for the person who acts. Raises `Refusal(SERVER_UNSEEN)`."""
    guild = interaction.guild
    return {} if guild is None else {RoleId(role.id): _role_for(interaction.user, role, guild) for role in _loaded(guild).roles}


def _role_for(person: discord.User | discord.Member, role: discord.Role, guild: discord.Guild) -> Role:
    may = isinstance(person, discord.Member) and _stands_above(person, role)
    return replace(role_seen(role, guild.me), given_by_person=may)


def role_seen(role: discord.Role, me: discord.Member) -> Role:
    """A role as it stands on its server, whoever names it. What everybody has there already, it does not add."""
    extra = (role.permissions.value | _added_in_channels(role)) & ~role.guild.default_role.permissions.value
    named = {name for name, on in discord.Permissions(extra) if on}
    if extra & ~discord.Permissions(**dict.fromkeys(named, True)).value:
        named.add("unknown")  # newer than this version of discord.py
    return Role(RoleId(role.id), role.name, frozenset(named), role.managed, given_by_bot=_stands_above(me, role))


def _added_in_channels(role: discord.Role) -> int:
    """The permissions that some channel or category gives to who has that role, and not to everybody."""
    added = 0
    for channel in role.guild.channels:
        for one in channel._overwrites:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - `overwrites` leaves out newer permissions
            if one.id == role.id and one.allow:
                added |= one.allow & ~channel.permissions_for(role.guild.default_role).value
    return added


def _stands_above(member: discord.Member, role: discord.Role) -> bool:
    """True for the server's owner, and for who has *Manage Roles* and a role above that one, as Discord asks of who gives a role."""
    owner = member.guild.owner_id == member.id
    return owner or (member.guild_permissions.manage_roles and member.top_role > role)


async def home_seen(
    guild: discord.Guild | None, channel: ChannelId, role: RoleId | None, person: discord.abc.User, users: Sequence[int] = ()
) -> Home:
    """A channel that is, or is to be, a cohort's home, opened by that role, as it stands for the person who acts.

    `users` are the cohort's members, who should be able to see it. Raises `Refusal(SERVER_UNSEEN)`.
    """
    found = None if guild is None else _loaded(guild).get_channel_or_thread(channel)
    if guild is None or not isinstance(found, discord.TextChannel):
        return Home(channel, UNSEEN if guild is None else _place(guild, found))
    opens = None if role is None else guild.get_role(role)
    wrong = None if role is None else Flaw.GONE if opens is None else flaw(role_seen(opens, guild.me))
    through = opens is not None and found.permissions_for(opens).view_channel
    place = _place(guild, found)
    hidden = () if place.open or through else await _hidden(found, users)
    return Home(channel, place, wrong, await readers_of(found), through, hidden, await _writes(person, found))


async def _writes(person: discord.abc.User, channel: discord.TextChannel) -> bool:
    """That person sees the channel and may write in it; a direct message does not say who they are on the server."""
    members = [person] if isinstance(person, discord.Member) else await _members(channel.guild, [person.id]) or []
    rights = [channel.permissions_for(member) for member in members]
    return any(can.view_channel and can.send_messages for can in rights)


async def readers_of(channel: discord.TextChannel, known: Container[int] = ()) -> tuple[Reader, ...]:
    """The roles that let people read there, and who is let in by name; @everyone alone where that one is let in.

    Administrators read everything on a server, and bots are no people: neither is listed. Those `known` are not asked about.
    """
    everyone = channel.guild.default_role
    if channel.permissions_for(everyone).view_channel:
        return (Reader(everyone.id, everyone.name),)
    people = (role for role in channel.guild.roles if not role.permissions.administrator and not role.is_bot_managed())
    roles = (Reader(role.id, role.name) for role in people if channel.permissions_for(role).view_channel)
    let_in = _let_in(channel)
    others = await _by_name(channel.guild, [user for user in let_in if user not in known])
    return (*roles, *(Reader(user, person=True) for user in let_in if user in known), *others)


def _let_in(channel: discord.TextChannel) -> list[int]:
    """The accounts that may see the channel whatever their roles are; most are no members that we hold."""
    named = (target for target, rights in channel.overwrites.items() if rights.view_channel and target.id != channel.guild.me.id)
    return [
        one.id for one in named if isinstance(one, discord.Member) or (isinstance(one, discord.Object) and one.type is not discord.Role)
    ]


async def _by_name(guild: discord.Guild, users: Sequence[int]) -> list[Reader]:
    """Those of them who are people on the server and no administrators; without an answer each of them may be one."""
    members = await _members(guild, users)
    if members is None:
        return [Reader(user, person=True) for user in users]
    return [
        Reader(member.id, name_of(member.display_name, member.name), person=True, roles=roles_held(member))
        for member in members
        if not member.bot and not member.guild_permissions.administrator
    ]


async def _hidden(channel: discord.TextChannel, users: Sequence[int]) -> tuple[UserId, ...]:
    """Those who cannot see the channel; without an answer nobody is named."""
    members = await _members(channel.guild, users)
    if members is None:
        return ()
    sees = {member.id for member in members if channel.permissions_for(member).view_channel}
    return tuple(UserId(user) for user in users if user not in sees)


async def _members(guild: discord.Guild, users: Sequence[int]) -> list[discord.Member] | None:
    """Those of them who are on the server, asked for by id, since we hold no list of members; None without an answer."""
    found: list[discord.Member] = []
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            for start in range(0, len(users), AT_ONCE):
                some = list(users[start : start + AT_ONCE])
                found += await guild.query_members(user_ids=some, limit=AT_ONCE, cache=False)
    except TimeoutError:
        return None
    return found


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
