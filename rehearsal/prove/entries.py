"""Every way in: all that a person can send to the running bot, by the name under which a proof counts it."""

from typing import NamedTuple

from cogs.shared.acts import Acts
from rehearsal.discord.errors import Json

SLASH, ON_A_MESSAGE = 1, 3


class Leaf(NamedTuple):
    """A slash command at the end of its path, with its options."""

    top: Json
    path: tuple[Json, ...]
    options: list[Json]

    @property
    def name(self) -> str:
        """As it is typed, without the slash."""
        return " ".join(one["name"] for one in (self.top, *self.path))

    @property
    def suggests(self) -> list[Json]:
        """The options that are suggested while one types."""
        return [one for one in self.options if one.get("autocomplete")]


def _leaves(command: Json, path: tuple[Json, ...] = ()) -> list[tuple[tuple[Json, ...], list[Json]]]:
    options = command.get("options", [])
    under = [one for one in options if one["type"] in (1, 2)]
    return [leaf for one in under for leaf in _leaves(one, (*path, one))] if under else [(path, options)]


def leaves(commands: list[Json]) -> list[Leaf]:
    """Every slash command that Discord was told of."""
    return [Leaf(top, path, options) for top in commands if top["type"] == SLASH for path, options in _leaves(top)]


def on_messages(commands: list[Json]) -> list[Json]:
    """Every message command."""
    return [one for one in commands if one["type"] == ON_A_MESSAGE]


def entries(commands: list[Json], acts: Acts) -> set[str]:
    """Every command, suggestion, button, choice, form and message command, each by its kind and name."""
    every = [f"command /{leaf.name}" for leaf in leaves(commands)]
    every += [f"autocomplete /{leaf.name}" for leaf in leaves(commands) if leaf.suggests]
    every += [f"button {act}" for act in acts.buttons] + [f"select {act}" for act in acts.choices] + [f"form {act}" for act in acts.forms]
    every += [f"message command {one['name']}" for one in on_messages(commands)]
    return set(every)
