"""What the wiring joins: each name is given once, and everything that may be planned is composed by somebody."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from cogs.shared.acts import Acts
from domain.ground.values import join
from messages.ground.values import Message


async def answer(*_: Any) -> Message:
    return Message("")


def test_a_composer_of_a_name_that_is_taken_is_refused_at_the_start() -> None:
    composers: dict[str, Callable[[], Awaitable[Message]]] = {}
    join(composers, {"prompt": answer})
    with pytest.raises(ValueError, match="prompt stands twice"):
        join(composers, {"prompt": answer})


@pytest.mark.parametrize("kind", ["button", "choice", "form"])
def test_an_act_of_a_name_that_is_taken_is_refused_at_the_start(kind: str) -> None:
    acts = Acts()
    getattr(acts, kind)("met", answer)
    with pytest.raises(ValueError, match="met stands twice"):
        getattr(acts, kind)("met", answer)
