"""Pairs that are computed for a while: others are answered meanwhile, and what they did counts."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from domain.ground.ids import PersonId
from domain.ground.refusal import Why
from domain.pair import matching
from domain.pair.apart import other_pairs
from domain.pair.moves import How
from messages.pair.chevruta import PairsView
from tests.services.conftest import why
from tests.services.waiting import Line, full


class Waiting(ThreadPoolExecutor):
    """Threads in which nothing is matched before it may be."""

    def __init__(self) -> None:
        super().__init__()
        self.loop, self.asked, self.may = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if {matching.match, matching.another, other_pairs}.isdisjoint(getattr(fn, "args", ())):
            return super().submit(fn, *args, **kwargs)

        def held() -> Any:
            self.loop.call_soon_threadsafe(self.asked.set)
            assert self.may.wait(20)
            return fn(*args, **kwargs)

        return super().submit(held)


@pytest.mark.parametrize("step", ["draft", "redraw", "place", "propose"])
async def test_while_pairs_are_computed_others_are_answered_and_what_they_did_counts(line: Line, step: str) -> None:
    house, made = line.house, line.house.made.pair
    await full(line)
    seen = await made.chevrutot.draft(house.lead, house.cohort)
    runs = step in {"place", "propose"}
    if runs:
        await house.begin()
        seen = await made.chevrutot.draft(house.lead, house.cohort)
    how, nobody = How.PLACE if step == "place" else How.PROPOSE, PersonId(0)
    await line.leave(21)
    shown = await made.moves.preview(house.lead, house.cohort, seen.pairing.id, how, nobody, nobody) if runs else None
    threads = Waiting()
    asyncio.get_running_loop().set_default_executor(threads)
    pressed = asyncio.create_task(
        made.chevrutot.draft(house.lead, house.cohort) if step == "draft"
        else made.chevrutot.redraw(house.lead, house.cohort, seen.pairing.id) if step == "redraw"
        else made.moves.change(house.lead, house.cohort, seen.pairing.id, how, nobody, nobody, shown.mark if shown else 0)
    )  # fmt: skip
    async with asyncio.timeout(5):
        await threads.asked.wait()
        await line.leave(22)
    threads.may.set()
    if runs:
        assert await why(pressed) is Why.STALE
    else:
        drawn = await pressed
        assert isinstance(drawn, PairsView)
        assert {drawn.names[one] for pair in drawn.pairing.pairs for one in pair.members} == {"Person 23", "Person 24"}
