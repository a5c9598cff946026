"""What each room of cogs offers on Discord, and the tree of all their commands."""

from collections.abc import Mapping
from typing import Any

from discord import app_commands
from msgspec import field

from cogs.shared.acts import Acts
from domain.ground.values import Value, join

Subcommand = app_commands.Command[Any, ..., Any] | app_commands.Group
Command = Subcommand | app_commands.ContextMenu


class Offered(Value):
    """What people find on Discord of one room: what its buttons, choices and forms do, and its commands.

    `commands` stand at the top of the tree. `under` has subcommands by the name of their group, which may be another room's: a group's
    own description and contexts are given where it is made.
    """

    acts: Acts
    commands: tuple[Command, ...] = ()
    under: Mapping[str, tuple[Subcommand, ...]] = field(default_factory=dict[str, tuple[Subcommand, ...]])


def tree_of(*rooms: Offered) -> list[Command]:
    """The top of the command tree, each group with its subcommands, in the order of the rooms.

    Raises `ValueError` for a command or subcommand whose name is taken, and for a group that no room offers.
    """
    tops: dict[str, Command] = {}
    for command in (command for room in rooms for command in room.commands):
        slash = "" if isinstance(command, app_commands.ContextMenu) else "/"
        join(tops, {f"{slash}{command.name}": command})
    groups = {command.name: command for command in tops.values() if isinstance(command, app_commands.Group)}
    for name, command in ((name, command) for room in rooms for name, commands in room.under.items() for command in commands):
        if name not in groups:
            raise ValueError(f"no room offers the group /{name}")
        if groups[name].get_command(command.name) is not None:
            raise ValueError(f"/{name} {command.name} stands twice")
        groups[name].add_command(command)
    return list(tops.values())
