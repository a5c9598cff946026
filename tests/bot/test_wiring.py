"""What the wiring joins: each name is given once, and everything that may be planned is composed by somebody."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from cogs.shared.acts import Acts
from cogs.shared.carried import Given
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


HANDLERS = {"button": pressed, "choice": chose, "form": sent}


@pytest.mark.parametrize("kind", HANDLERS)
def test_an_act_of_a_name_that_is_taken_is_refused_at_the_start(kind: str) -> None:
    acts = Acts()
    getattr(acts, kind)("met", HANDLERS[kind])
    with pytest.raises(ValueError, match="met stands twice"):
        getattr(acts, kind)("met", HANDLERS[kind])
