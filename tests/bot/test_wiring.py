"""What the wiring joins: each name is given once, and everything that may be planned is composed by somebody."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from discord import app_commands

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
from cogs.shared.offered import Command, Offered, Subcommand, tree_of
from domain.ground.people import Actor
from domain.ground.values import join
from messages.ground.values import Message


async def answer(*_: Any) -> Message:
    return Message("")


def test_a_composer_of_a_name_that_is_taken_is_refused_at_the_start() -> None:
    composers: dict[str, Callable[[], Awaitable[Message]]] = {}
    join(composers, {"prompt": answer})
    with pytest.raises(ValueError, match="prompt stands twice"):
        join(composers, {"prompt": answer})


async def pressed(_: object, actor: Actor) -> Message:
    return Message("")


async def chose(_: object, actor: Actor, *, line: str) -> Message:
    return Message("")


async def sent(_: object, actor: Actor, *, given: Given) -> Message:
    return Message("")


HANDLERS: dict[str, Callable[..., Awaitable[Message]]] = {"button": pressed, "choice": chose, "form": sent}


@pytest.mark.parametrize("kind", HANDLERS)
def test_an_act_of_a_name_that_is_taken_is_refused_at_the_start(kind: str) -> None:
    acts = Acts()
    getattr(acts, kind)("met", HANDLERS[kind])
    with pytest.raises(ValueError, match="met stands twice"):
        getattr(acts, kind)("met", HANDLERS[kind])


@pytest.mark.parametrize("kind", HANDLERS)
def test_two_rooms_whose_acts_have_one_name_are_refused_at_the_start(kind: str) -> None:
    acts, others = Acts(), Acts()
    getattr(acts, kind)("met", HANDLERS[kind])
    getattr(others, kind)("met", HANDLERS[kind])
    with pytest.raises(ValueError, match="met stands twice"):
        acts.add(others)


def subcommand(name: str = "home") -> Subcommand:
    async def run(interaction: discord.Interaction) -> None: ...

    return app_commands.Command(name=name, description="x", callback=run)


def menu(name: str) -> Command:
    async def run(interaction: discord.Interaction, message: discord.Message) -> None: ...

    return app_commands.ContextMenu(name=name, callback=run)


def group(*commands: Subcommand) -> app_commands.Group:
    made = app_commands.Group(name="cohort", description="x")
    for command in commands:
        made.add_command(command)
    return made


def room(*commands: Command, **under: tuple[Subcommand, ...]) -> Offered:
    return Offered(Acts(), commands, under)


def test_each_room_puts_its_commands_under_a_group_of_another() -> None:
    top = tree_of(room(cohort=(subcommand("home"),)), room(group(subcommand("create")), menu("home"), cohort=(subcommand("cancel"),)))
    assert [command.name for command in top] == ["cohort", "home"]
    (cohort, _) = top
    assert isinstance(cohort, app_commands.Group)
    assert [command.name for command in cohort.commands] == ["create", "home", "cancel"]


@pytest.mark.parametrize(
    ("rooms", "twice"),
    [
        ((room(group(), subcommand("cohort")),), "/cohort stands twice"),
        ((room(subcommand("ask")), room(subcommand("ask"))), "/ask stands twice"),
        ((room(menu("Send as answer")), room(menu("Send as answer"))), "Send as answer stands twice"),
        ((room(group(subcommand("home"))), room(cohort=(subcommand("home"),))), "/cohort home stands twice"),
        ((room(group()), room(cohort=(subcommand("home"),)), room(cohort=(subcommand("home"),))), "/cohort home stands twice"),
    ],
)
def test_a_command_of_a_name_that_is_taken_is_refused_at_the_start(rooms: tuple[Offered, ...], twice: str) -> None:
    with pytest.raises(ValueError, match=twice):
        tree_of(*rooms)


def test_a_subcommand_of_a_group_that_no_room_offers_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="no room offers the group /cohort"):
        tree_of(room(subcommand("cohort"), cohort=(subcommand("home"),)))
