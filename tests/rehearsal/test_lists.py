"""Lists of roles and channels offer what Discord's client would, and take no other defaults."""

from typing import Any

import discord
import pytest
from discord import ui

from rehearsal.discord import CannotDo
from rehearsal.discord.components import Checker
from rehearsal.discord.errors import DiscordError, Violations
from rehearsal.discord.seen import Field
from rehearsal.discord.typed import Resolved, picked
from tests.rehearsal.trial import Stage

VOICE = 2


def checked(item: ui.Item[Any] | dict[str, Any]) -> None:
    """As the component of a form; raises what Discord answers."""
    raw = item if isinstance(item, dict) else item.to_component_dict()
    found = Violations()
    Checker(found).form({"title": "x", "custom_id": "y", "components": [{"type": 18, "label": "z", "component": raw}]})
    found.finish()


def default(kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=5, type=kind)


def test_a_list_takes_defaults_of_its_own_kind_only() -> None:
    checked(ui.RoleSelect(default_values=[default(discord.SelectDefaultValueType.role)]))
    checked(ui.ChannelSelect(default_values=[default(discord.SelectDefaultValueType.channel)], channel_types=[discord.ChannelType.text]))
    wrong = {"type": 6, "custom_id": "r", "default_values": [{"id": "5", "type": "user"}]}
    with pytest.raises(DiscordError):
        checked(wrong)


def test_a_list_takes_no_more_defaults_than_may_be_chosen() -> None:
    two = {"type": 6, "custom_id": "r", "default_values": [{"id": "5", "type": "role"}, {"id": "6", "type": "role"}]}
    with pytest.raises(DiscordError):
        checked(two)
    checked(two | {"max_values": 2})


def test_only_a_list_of_channels_has_kinds_of_channels() -> None:
    with pytest.raises(DiscordError):
        checked({"type": 6, "custom_id": "r", "channel_types": [0]})


async def test_people_pick_only_what_a_list_offers(stage: Stage) -> None:
    role = stage.server.add_role("Managers")
    voice = stage.server.add_text_channel("voice", kind=VOICE)
    roles, channels = (Field("which", "", raw) for raw in ({"type": 6}, {"type": 8, "channel_types": [0]}))
    resolved = Resolved(stage.local, stage.home)
    assert picked(resolved, roles, role) == str(role.id)
    assert picked(resolved, channels, stage.home.id) == str(stage.home.id)
    offered: list[tuple[Field, object]] = [(roles, stage.home), (roles, stage.dana), (channels, role), (channels, voice)]
    for field, thing in offered:
        with pytest.raises(CannotDo):
            picked(resolved, field, thing)
