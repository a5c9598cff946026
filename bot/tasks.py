"""Waiting for several tasks at once."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def first_of(*waits: Coroutine[Any, Any, object], tasks: Iterable[asyncio.Task[None]] = ()) -> None:
    """Wait until one of them has ended. What still waits then is cancelled, but for the tasks, which go on."""
    begun = {asyncio.create_task(wait) for wait in waits}
    await asyncio.wait({*begun, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    for wait in begun:
        wait.cancel()


def raise_from(*tasks: asyncio.Task[None]) -> None:
    """The first error with which one of them ended."""
    for task in tasks:
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            raise error
