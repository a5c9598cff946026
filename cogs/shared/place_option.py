"""A channel as an option of a command: any kind that people might try is offered, and the service says which one is needed."""

import discord
from discord import AppCommandOptionType, ChannelType, app_commands

from domain.ground.ids import ChannelId

Picked = app_commands.AppCommandChannel | app_commands.AppCommandThread


class _Place(app_commands.Transformer):
    """The id alone: what is known of the channel is read from the server's own list, not from what was sent."""

    @property
    def type(self) -> AppCommandOptionType:
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        return [ChannelType.text, ChannelType.news, ChannelType.forum]

    async def transform(self, interaction: discord.Interaction, value: Picked, /) -> ChannelId:
        return ChannelId(value.id)


PlaceOption = app_commands.Transform[ChannelId, _Place]
